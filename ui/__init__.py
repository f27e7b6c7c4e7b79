"""The web app: the conversation beside its evidence, and the endpoints for programs."""

from ui.page import build_page
from ui.server import guarded_app
from ui.warming import WarmingEngine

__all__ = ["WarmingEngine", "build_page", "guarded_app"]
