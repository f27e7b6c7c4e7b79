"""The conversation as HTML: questions, answers in the report's words, and what is not in it.

All text goes through `escape`; a number after a sentence is a link to that quote's place in the
evidence panel.
"""

from qa.answer import Answer, AnswerSentence
from ui.confidence import confidence_word
from ui.exchange import Conversation, Exchange
from ui.markup import counted, escape, sentence

WAITING = "Reading the report"
WARMING = "Opening the report and its models; the first answer takes a few seconds longer"


def conversation_html(conversation: Conversation, waiting: str = WAITING) -> str:
    """Every exchange, the latest last; `waiting` is said while an answer is looked for.

    The log is a live region, so that nothing in it may be one too: it would be read out twice.
    """
    exchanges = "".join(_exchange(exchange, waiting) for exchange in conversation)
    return (
        '<div class="rq-conversation" role="log" aria-live="polite" aria-label="Conversation">'
        f"{exchanges}</div>"
    )


def _exchange(exchange: Exchange, waiting: str) -> str:
    kind: str
    if exchange.answer is not None:
        kind, body = exchange.answer.status, _answer(exchange.serial, exchange.answer)
        if exchange.verdict is not None:
            body += f'<p class="rq-thanks">{escape(exchange.verdict)}</p>'
    elif exchange.problem is not None:
        kind, body = "problem", f'<p class="rq-message">{escape(sentence(exchange.problem))}</p>'
    else:
        kind, body = (
            "open",
            f'<p class="rq-waiting">{escape(exchange.step or waiting)}</p>',
        )
    return (
        f'<article class="rq-exchange rq-{kind}" id="rq-exchange-{exchange.serial}" tabindex="-1">'
        f'<h2 class="rq-question" dir="auto">{escape(exchange.question)}</h2>{body}</article>'
    )


def _answer(serial: int, answer: Answer) -> str:
    if answer.status == "not_in_report":
        body = _abstention(serial, answer)
    elif answer.status == "partial":
        body = _partial(serial, answer)
    else:
        body = _answered(serial, answer)
    return f"{_interpretation(answer)}{body}"


def _answered(serial: int, answer: Answer) -> str:
    short = ""
    if answer.short_answer:
        short = f'<p class="rq-short" dir="auto">{escape(answer.short_answer)}</p>'
    return (
        f"{short}{_sentences(serial, answer)}{_remarks(answer)}"
        f'<footer class="rq-foot">{_confidence(serial, answer)}{_searched(answer)}</footer>'
    )


def _partial(serial: int, answer: Answer) -> str:
    return (
        f'<div class="rq-verdict"><h3>Closest passages</h3><p>{escape(lead_of(answer))}</p></div>'
        f"{_sentences(serial, answer)}{_remarks(answer)}"
        f'<footer class="rq-foot">{_confidence(serial, answer)}{_searched(answer)}</footer>'
    )


def _abstention(serial: int, answer: Answer) -> str:
    """Calm, and different: what was searched, and a link to the closest passages."""
    nearest = ""
    if answer.citations:
        n_passages = counted(len(answer.citations), "passage")
        nearest = (
            f'<p><a class="rq-nearest" href="#rq-evidence-{serial}" data-exchange="{serial}">'
            f"See the closest {n_passages}</a></p>"
        )
    return (
        f'<div class="rq-verdict"><h3>Not in the report</h3><p>{escape(answer.text)}</p>'
        f'{nearest}</div><footer class="rq-foot">{_searched(answer)}</footer>'
    )


def _sentences(serial: int, answer: Answer) -> str:
    return "".join(
        f'<p class="rq-sentence" dir="auto">{escape(sentence.text)}{_markers(serial, sentence)}</p>'
        for sentence in answer.sentences
    )


def _remarks(answer: Answer) -> str:
    return "".join(
        f'<p class="rq-remark">{escape(_capital(remark))}</p>' for remark in remarks_of(answer)
    )


def _capital(remark: str) -> str:
    """A remark ("[3] the end is missing") with a capital after the number of its sentence."""
    number, bracket, words = remark.partition("] ")
    return f"{number}{bracket}{words[:1].upper()}{words[1:]}"


def _markers(serial: int, sentence: AnswerSentence) -> str:
    return "".join(
        f'&nbsp;<a class="rq-marker" href="#rq-quote-{serial}-{number}" '
        f'data-exchange="{serial}" data-number="{number}" '
        f'aria-label="Show quote {number} in its paragraph">[{number}]</a>'
        for number in sentence.citations
    )


def _interpretation(answer: Answer) -> str:
    if not answer.interpreted_as:
        return ""
    return (
        '<p class="rq-interpreted">Understood as '
        f'<q dir="auto">{escape(answer.interpreted_as)}</q> '
        f'<button type="button" class="rq-edit" data-question="{escape(answer.interpreted_as)}" '
        'aria-label="Edit this question and ask it again">Edit</button></p>'
    )


def _confidence(serial: int, answer: Answer) -> str:
    word = confidence_word(answer.confidence)
    tip = f"rq-meaning-{serial}"
    return (
        f'<span class="rq-tipped"><button type="button" class="rq-confidence rq-{word.name}" '
        f'aria-describedby="{tip}">{word.word}</button>'
        f'<span class="rq-tip" role="tooltip" id="{tip}">{word.meaning}</span></span>'
    )


def _searched(answer: Answer) -> str:
    """What was looked through: "Searched 80 paragraphs of 1 report"."""
    searched = answer.searched
    where = (
        f"{counted(searched.paragraphs, 'paragraph')} of {counted(searched.documents, 'report')}"
    )
    terms = ""
    if answer.status == "not_in_report" and searched.query:
        terms = f' for <q dir="auto">{escape(searched.query)}</q>'
    return f'<span class="rq-searched">Searched {where}{terms}</span>'


def remarks_of(answer: Answer) -> list[str]:
    """What an answer's text remarks after its sentences, each a line in brackets, without them."""
    if not answer.sentences:
        return []
    _, quoted, tail = answer.text.rpartition(answer.sentences[-1].text)
    lines = [line.strip() for line in tail.splitlines()] if quoted else []
    return [line[1:-1] for line in lines if line.startswith("(") and line.endswith(")")]


def lead_of(answer: Answer) -> str:
    """What a partial answer says in its own words, before the sentences that it quotes."""
    if not answer.sentences:
        return answer.text
    before, quoted, _ = answer.text.partition(answer.sentences[0].text)
    return before.strip() if quoted and before.strip() else answer.text
