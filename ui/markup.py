"""Text as HTML: escaped, with every character that would hide or reverse others made visible."""

import re
from html import escape as escape_html

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""Controls, bidi controls, zero-width and tag characters; not the joiners that scripts need."""

_SURROGATE = re.compile("[\ud800-\udfff]")


def escape(text: str) -> str:
    """Text that shows as itself inside an element or a quoted attribute, and does nothing.

    An invisible or direction-changing character is written out as "⟨U+202E⟩"; a lone surrogate,
    which no encoding carries, becomes U+FFFD.
    """
    return escape_html(visible(text), quote=True)


def visible(text: str) -> str:
    """The text with what `escape` makes visible made so, and no HTML."""
    return _UNSEEN.sub(_written_out, storable(text))


def storable(text: str) -> str:
    """The text with lone surrogates, which UTF-8 cannot carry, replaced by U+FFFD."""
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


def counted(n: int, noun: str) -> str:
    """A number with its noun: "1 report", "1,204 paragraphs"."""
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"


def _written_out(match: re.Match[str]) -> str:
    return f"⟨U+{ord(match.group()):04X}⟩"


def number(value: float, form: str = ".2f") -> str:
    """A number in a form of Python's, with a minus sign in the place of a hyphen."""
    return f"{value:{form}}".replace("-", "−")


def sentence(text: str) -> str:
    """A reason or a note as a sentence: with a capital, and a stop where there is none."""
    return f"{text[:1].upper()}{text[1:]}{'' if text[-1:] in '.!?…' else '.'}"
