"""The look of the page: Gradio's plainest theme on fonts that every machine has, and our CSS."""

from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gradio.themes import Base

SANS = ("ui-sans-serif", "system-ui", "Segoe UI", "Helvetica Neue", "Arial", "sans-serif")
MONO = ("ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "monospace")

_COLOURS = {
    "body_background_fill": "var(--rq-ground)",
    "body_text_color": "var(--rq-ink)",
    "background_fill_primary": "var(--rq-sheet)",
    "block_background_fill": "transparent",
    "block_border_width": "0px",
    "block_shadow": "none",
    "input_background_fill": "var(--rq-sheet)",
    "input_border_color": "var(--rq-edge)",
    "input_placeholder_color": "var(--rq-quiet)",
}
"""Gradio's variables as ours, which `page.css` sets for light and for dark."""


def reading_theme() -> "Base":
    """A theme that names system fonts only: nothing is fetched, from here or elsewhere."""
    from gradio.themes import Base, Font, sizes

    theme = Base(
        primary_hue="blue",
        secondary_hue="blue",
        neutral_hue="slate",
        text_size=sizes.text_md,
        radius_size=sizes.radius_md,
        font=[Font(name) for name in SANS],
        font_mono=[Font(name) for name in MONO],
    )
    return theme.set(**_COLOURS, **{f"{name}_dark": value for name, value in _COLOURS.items()})


def stylesheet() -> str:
    """The page's CSS."""
    return _text("page.css") + _text("chat.css") + _text("evidence.css") + _text("library.css")


def script(name: str = "chat") -> str:
    """The JavaScript that runs when a part of the page, here the conversation, is first shown."""
    return _text(f"{name}.js")


def _text(name: str) -> str:
    return (resources.files("ui") / name).read_text(encoding="utf-8")
