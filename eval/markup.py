"""Write HTML and SVG so that text cannot become markup: only `Markup` is left as it is."""

from collections.abc import Iterable
from html import escape


class Markup(str):
    """A piece of HTML or SVG whose text is escaped already; made by `tag` and `join`."""

    __slots__ = ()


def tag(name: str, *children: str, **attributes: str | float | bool | None) -> Markup:
    """An element; children that are plain strings are escaped, and so are all attributes.

    `class_` stands for `class`, `data_label` for `data-label`; an attribute that is None or False
    is left out, one that is True has no value.
    """
    written = "".join(
        _attribute(key, value)
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    return Markup(f"<{name}{written}>{join(children)}</{name}>")


def join(children: Iterable[str]) -> Markup:
    """The pieces one after another, plain strings escaped."""
    return Markup("".join(c if isinstance(c, Markup) else escape(c) for c in children))


def _attribute(key: str, value: str | float | bool) -> str:
    name = key.rstrip("_").replace("_", "-")
    if value is True:
        return f" {name}"
    text = f"{value:.6g}" if isinstance(value, float) else str(value)
    return f' {name}="{escape(text)}"'
