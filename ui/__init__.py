"""The web app: the conversation beside its evidence, and the endpoints for programs."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.page import build_page
    from ui.server import guarded_app
    from ui.warming import WarmingEngine

__all__ = [
    "WarmingEngine",
    "build_page",
    "guarded_app",
]

_HOMES = {
    "WarmingEngine": "ui.warming",
    "build_page": "ui.page",
    "guarded_app": "ui.server",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for, and nothing that it does not need."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
