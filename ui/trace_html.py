"""A trace as the page shows it: what was understood, what each stage made of it, how long it took.

All text goes through `escape`.
"""

from collections.abc import Iterator

from qa.answer import Status
from qa.trace import DecidedBy, Trace
from ui.markup import counted, escape
from ui.trace_confidence import confidence_html
from ui.trace_tables import paragraphs_html, passages_html, sentences_html

_STATUSES: dict[Status, str] = {
    "answered": "Answered",
    "partial": "Closest passages only",
    "not_in_report": "Not in the report",
}
_REASONS: dict[DecidedBy, str] = {
    "a table": "It was looked up in a table, a heading or by its paragraph’s number: nothing was "
    "searched.",
    "an absence": "The question names what the text does not have: nothing was read.",
    "an empty search": "The search found nothing to read.",
    "the confidence": "",
}
_STAGES = {
    "load": "load the library",
    "query": "make the query",
    "search": "search and fuse",
    "rerank": "rerank",
    "read": "read",
}


_CONFIDENCE = "The probability that the best sentence answers: the sigmoid of a sum."
_PASSAGES = (
    "{n} of the word search and the dense search, fused by their ranks; the first {n_reranked} "
    "were read by the reranker ({n_first}, or {n_rerank} if these do not surely answer). Its logit "
    "and {weight:g} times the cosine make the score (where the dense search did not find a "
    "passage, the lowest cosine that it found)."
)
_PARAGRAPHS = (
    "“Answers” is the reader’s logit that the paragraph answers, above 0 more likely than not; "
    "“span” the share of the best span among all."
)
_SENTENCES = (
    "The score adds up the logits of paragraph and passage, and how likely it is that the answer "
    "begins in the sentence."
)


def trace_html(trace: Trace) -> str:
    """The whole trace; a stage that did not run has no section."""
    sections = "".join(_section(*each) for each in _sections(trace))
    return f'<div class="rq-trace">{_verdict(trace)}{sections}</div>'


def _sections(trace: Trace) -> Iterator[tuple[str, str, str]]:
    """Title, explanation and HTML of each section."""
    settings, several = trace.settings, trace.answer.searched.documents > 1
    candidates = _PASSAGES.format(
        n=counted(len(trace.passages), "candidate"),
        n_reranked=sum(passage.rank is not None for passage in trace.passages),
        n_first=settings.n_rerank_first,
        n_rerank=settings.n_rerank,
        weight=settings.dense_weight,
    )
    yield "Query", "", _query(trace)
    yield "Timings", "", _timings(trace.answer.timings)
    if trace.features:
        yield "Confidence", _CONFIDENCE, confidence_html(trace)
    if trace.passages:
        yield "Passages", candidates, passages_html(trace.passages, several)
    if trace.paragraphs:
        yield "Paragraphs read", _PARAGRAPHS, paragraphs_html(trace.paragraphs, several)
        yield "Sentences", _SENTENCES, sentences_html(trace.sentences, several)


def note_html(sentence: str) -> str:
    """A sentence in the place of a trace."""
    return f'<div class="rq-trace"><p class="rq-note" role="status">{escape(sentence)}</p></div>'


def _section(title: str, note: str, body: str) -> str:
    explained = f'<p class="rq-note">{note}</p>' if note else ""
    return f"<section><h3>{title}</h3>{explained}{body}</section>"


def _verdict(trace: Trace) -> str:
    answer = trace.answer
    said = answer.short_answer or answer.text.split("\n")[0]
    reason = _REASONS[trace.decided_by]
    return (
        f'<header class="rq-verdict rq-{answer.status}"><p class="rq-status">'
        f"{_STATUSES[answer.status]}, confidence {answer.confidence:.2f}</p>"
        f'<p class="rq-said" dir="auto">{escape(said)}</p>'
        + (f'<p class="rq-note">{reason}</p>' if reason else "")
        + "</header>"
    )


def _query(trace: Trace) -> str:
    rows = {
        "asked": trace.question,
        "understood as": trace.query,
        "words searched for": trace.lexical_query,
        "type of question": trace.type,
        "confined to": trace.scope or "nothing",
    }
    return "<dl>{}</dl>".format(
        "".join(
            f'<dt>{name}</dt><dd dir="auto">{escape(value)}</dd>' for name, value in rows.items()
        )
    )


def _timings(seconds: dict[str, float]) -> str:
    """A bar a stage, as long as its share of the total."""
    total = seconds["total"]
    rows = "".join(
        f'<dt>{_STAGES.get(stage, stage)}</dt><dd><i style="--share: {taken / total:.4f}"></i>'
        f"<span>{1000 * taken:,.0f} ms</span></dd>"
        for stage, taken in seconds.items()
        if stage != "total" and total > 0
    )
    return f'<dl class="rq-timings">{rows}<dt>total</dt><dd>{1000 * total:,.0f} ms</dd></dl>'
