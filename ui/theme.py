"""The look of the page: Gradio's plainest theme on fonts that every machine has, and our CSS."""

from importlib import resources
from typing import TYPE_CHECKING, Any

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


_STYLES = (
    "page",
    "views",
    "chat",
    "evidence",
    "saving",
    "read",
    "library",
    "inspect",
    "evaluation",
)

PLAIN: dict[str, Any] = {"apply_default_css": False, "padding": False}
"""For `gr.HTML`: ours comes with its own style, without Gradio's."""


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
    return "".join(_text(f"{name}.css") for name in _STYLES)


def script(*names: str) -> str:
    """JavaScript of this package, for a part of the page that runs it when it is first shown."""
    return "".join(_text(f"{name}.js") for name in names)


def _text(name: str) -> str:
    return (resources.files("ui") / name).read_text(encoding="utf-8")
