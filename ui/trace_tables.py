"""The tables of a trace: passages, paragraphs, sentences. All text goes through `escape`."""

import math
from collections.abc import Iterable, Sequence

from qa.trace import TracedParagraph, TracedPassage, TracedPlace, TracedSentence
from ui.markup import counted, escape, number

MAX_QUOTE_CHARS = 180
"""A longer quote is cut in a table; its place says where to read on."""

_OF_WORDS = ("passage", "paragraph", "best span", "sentence", "in the answer")
_NONE = '<span class="rq-none">–</span>'


def passages_html(passages: Sequence[TracedPassage], name_report: bool) -> str:
    """The reranked candidates, best first; those that fusion left out stand folded below."""
    reranked = sorted(
        (each for each in passages if each.rank is not None), key=lambda each: each.rank or 0
    )
    left_out = [each for each in passages if each.rank is None]
    html = _passage_table(reranked, name_report)
    if left_out:
        n_left_out = counted(len(left_out), "more candidate")
        html += (
            f"<details><summary>{n_left_out}, not reranked</summary>"
            f"{_passage_table(left_out, name_report)}</details>"
        )
    return html


def _passage_table(passages: Iterable[TracedPassage], name_report: bool) -> str:
    rows = (
        (
            _rank(each.rank),
            _quoted(each.place, name_report),
            _number(each.score),
            _number(each.rerank),
            _rank(each.fused_rank),
            _rank(each.lexical_rank),
            _number(each.lexical),
            _rank(each.dense_rank),
            _number(each.dense, ".3f"),
        )
        for each in passages
    )
    return _table(
        "#", "passage", "score", "reranker", "fused #", "words #", "BM25", "dense #", "cosine",
        rows=rows,
    )  # fmt: skip


def paragraphs_html(paragraphs: Iterable[TracedParagraph], name_report: bool) -> str:
    """The paragraphs that were read, in the order of the search."""
    rows = (
        (
            _rank(each.rank),
            _quoted(each.place, name_report),
            f'<b dir="auto">{escape(_short(each.best.quote))}</b>',
            _number(each.answerable),
            _percent(math.exp(each.log_probability)),
        )
        for each in paragraphs
    )
    return _table("#", "paragraph", "best span", "answers", "span", rows=rows)


def sentences_html(sentences: Iterable[TracedSentence], name_report: bool) -> str:
    """The sentences of those paragraphs that stand in a passage found, best first."""
    rows = (
        (
            _rank(each.rank),
            _quoted(each.place, name_report),
            '<span class="rq-shown">shown</span>' if each.is_shown else "",
            _number(each.score),
        )
        for each in sentences
    )
    return _table("#", "sentence", "in the answer", "score", rows=rows)


def _table(*columns: str, rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are HTML already; columns of words stand left, of numbers right."""
    looks = [' class="rq-words"' if column in _OF_WORDS else "" for column in columns]
    head = "".join(
        f'<th scope="col"{look}>{column}</th>' for column, look in zip(columns, looks, strict=True)
    )
    body = "".join(
        "<tr>"
        + "".join(
            f'<td{look} data-label="{column}">{cell}</td>'
            for column, look, cell in zip(columns, looks, row, strict=True)
        )
        + "</tr>"
        for row in rows
    )
    return (
        f'<div class="rq-table"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _quoted(place: TracedPlace, name_report: bool) -> str:
    return (
        f'<p class="rq-quote" dir="auto">{escape(_short(place.quote))}</p>'
        f'<p class="rq-place">{_where(place, name_report)}</p>'
    )


def _where(place: TracedPlace, name_report: bool) -> str:
    """Section, paragraph and page, as far as they are known; the report where there are more."""
    parts = [place.document_title] if name_report else []
    parts += place.section_path[-1:]
    if place.paragraph_number is not None:
        parts.append(f"¶ {place.paragraph_number}")
    if place.page is not None:
        parts.append(f"p. {place.page}")
    return " · ".join(escape(part) for part in parts)


def _short(quote: str) -> str:
    words = " ".join(quote.split())
    return words if len(words) <= MAX_QUOTE_CHARS else f"{words[: MAX_QUOTE_CHARS - 1].rstrip()}…"


def _rank(rank: int | None) -> str:
    return _NONE if rank is None else str(rank)


def _number(value: float | None, form: str = ".2f") -> str:
    return _NONE if value is None else number(value, form)


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"
