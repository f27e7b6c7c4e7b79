"""How the page's own events are wired."""

from typing import Any

PRIVATE: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
"""For an event of the page: programs and assistants do not see it, and Gradio shows no bar."""
