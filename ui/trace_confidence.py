"""How the confidence came about: each feature's part in it, and where the thresholds lie."""

from qa.trace import Trace, TracedFeature
from ui.markup import escape, number

_MEANINGS = {
    "answerable": "the reader’s logit that the best sentence’s paragraph answers",
    "rank": "the logarithm of that paragraph’s rank in the search",
    "relevance": "the reranker’s logit of that paragraph’s best passage",
    "unsupported_time": "1 where the evidence lacks a year, ordinal or figure of the question",
}


def confidence_html(trace: Trace) -> str:
    """The sum that makes the logit, then the probability between its thresholds."""
    logit = trace.intercept + sum(feature.contribution for feature in trace.features)
    columns = "".join(
        f'<th scope="col">{name}</th>' for name in ("value", "usual", "weight", "adds")
    )
    rows = "".join(_row(feature) for feature in trace.features)
    return (
        f'<div class="rq-table"><table><thead><tr><th scope="col" class="rq-words">feature</th>'
        f"{columns}</tr></thead><tbody>{rows}{_sum_row('intercept', trace.intercept)}</tbody>"
        f"<tfoot>{_sum_row('logit', logit)}</tfoot></table></div>{_scale(trace)}"
    )


def _sum_row(name: str, value: float) -> str:
    return (
        f'<tr><td class="rq-words">{name}</td><td colspan="3"></td>'
        f'<td data-label="adds">{_signed(value)}</td></tr>'
    )


def _row(feature: TracedFeature) -> str:
    name = feature.name.replace("_", " ")
    meaning = _MEANINGS.get(feature.name, "")
    usual = f"{number(feature.mean)} ± {number(feature.scale)}"
    return (
        f'<tr><td class="rq-words"><b>{escape(name)}</b><p class="rq-place">{meaning}</p></td>'
        f'<td data-label="value">{number(feature.value)}</td>'
        f'<td data-label="usual">{usual}</td>'
        f'<td data-label="weight">{_signed(feature.weight)}</td>'
        f'<td data-label="adds">{_signed(feature.contribution)}</td></tr>'
    )


def _scale(trace: Trace) -> str:
    """The probability on a line from 0 to 1, with what is shown from where on."""
    settings, confidence = trace.settings, trace.answer.confidence
    partial, answer = settings.partial_threshold, settings.answer_threshold
    words = (
        f"probability {confidence:.4f}; from {answer:g} on it is an answer, "
        f"from {partial:g} on the closest sentences are shown"
    )
    return (
        f'<div class="rq-scale" role="img" aria-label="{words}" style="--partial: {partial}; '
        f'--answer: {answer}; --confidence: {confidence}"><i></i></div>'
        f'<p class="rq-note">{words[0].upper()}{words[1:]}.</p>'
    )


def _signed(value: float) -> str:
    return number(value, "+.2f")
