"""Normalise text once, on the way in; afterwards it never changes.

Characters that are invisible, reverse the reading direction or cannot be stored are taken out or
replaced, and counted, so that what a person sees is what is searched and quoted.
"""

import re
import unicodedata

from corpus.document import Frozen

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_UNSTORABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
# Unicode's Default_Ignorable_Code_Point (tags, bidi, zero width, fillers) and annotation marks.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")


class NormalisedText(Frozen):
    """The text as it is kept, and how many characters were neutralised on the way."""

    text: str
    n_removed: int
    n_replaced: int


def normalise(raw: str) -> NormalisedText:
    """NFC, one kind of line end and of space, nothing invisible, U+FFFD for what is no text."""
    text = _LINE_END.sub("\n", raw)
    text, n_replaced = _UNSTORABLE.subn(_REPLACEMENT, text)
    text, n_removed = _INVISIBLE.subn("", text)
    text = unicodedata.normalize("NFC", _SPACE.sub(" ", text))
    text = "\n".join(line.rstrip(" \t") for line in text.split("\n"))
    return NormalisedText(text=text, n_removed=n_removed, n_replaced=n_replaced)
