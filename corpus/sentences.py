"""Split a paragraph into sentences, without falling for abbreviations.

A full stop ends a sentence when white space and something that can open a sentence follow, unless
the word before it is a title ("Ms."), a common abbreviation ("para."), an initial ("J.") or a
list number ("12."). Every character of the paragraph but the white space between two sentences
belongs to exactly one sentence.
"""

import re
from itertools import pairwise

from corpus.document import Span

_ABBREVIATIONS = frozenset(
    "mr mrs ms messrs dr prof hon rev fr st sr jr gen col capt lt sgt amb gov sen rep "
    "no nos vol vols ch chap sec sect art arts para paras p pp fig figs tab ed eds add corr "
    "cf e.g i.e viz vs al approx est ca c op cit ibid inter resp dept univ "
    "jan feb mar apr jun jul aug sep sept oct nov dec "
    "u.n u.s u.k e.u ph.d m.d".split()
)
_BEFORE_NUMBER_ONLY = frozenset("no nos art arts fig figs sec sect p pp vol vols ch add".split())
_NUMBERED_THINGS = ("annex", "appendix", "chapter", "part", "section", "table", "figure", "group")
_BOUNDARY = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’)\]]{0,3}(?=\s+[\"'“‘(\[]{0,3}[^\W_])")
_LAST_WORD = re.compile(r"[^\s(\[\"'“‘]{1,20}$")
_OPENING = re.compile(r"\s+[\"'“‘(\[]{0,3}")
_ENUMERATOR = re.compile(r"(?:\d{1,3}|[ivxlc]{1,6}|[a-z])$", re.IGNORECASE)


def split_sentences(text: str, start: int = 0) -> tuple[Span, ...]:
    """The sentences of `text`, as spans shifted by `start`; none for blank text."""
    cuts = [0]
    for match in _BOUNDARY.finditer(text):
        if _is_end(text, match, begin=cuts[-1]):
            cuts.append(match.end())
    spans = (words_between(text, begin, end) for begin, end in pairwise([*cuts, len(text)]))
    return tuple(Span(start=start + span.start, end=start + span.end) for span in spans if span)


def words_between(text: str, start: int, end: int) -> Span | None:
    """The range `[start, end)` of `text` without the white space at its ends; None if blank."""
    words = text[start:end]
    n_leading = len(words) - len(words.lstrip())
    return Span(start=start + n_leading, end=start + len(words.rstrip())) if words.strip() else None


def _is_end(text: str, match: re.Match[str], begin: int) -> bool:
    """Whether a boundary closes the sentence that starts at `begin`."""
    opening = _OPENING.match(text, match.end())
    assert opening is not None  # the boundary pattern looked ahead for it
    next_char = text[opening.end()]
    if not match.group().startswith("."):
        return not next_char.islower()
    if next_char.islower():
        return False
    last_word = _LAST_WORD.search(text, max(0, match.start() - 20), match.start())
    word = last_word.group() if last_word else ""
    if word.lower() in _BEFORE_NUMBER_ONLY:
        return not next_char.isdigit()
    if word.lower() in _ABBREVIATIONS:
        return False
    word_start = match.start() - len(word)
    before = text[max(begin, word_start - 20) : word_start].rstrip()
    if len(word) == 1 and word.isupper():
        return before.lower().endswith(_NUMBERED_THINGS)
    return not (_ENUMERATOR.match(word) and (not before or before[-1] in ":;"))
