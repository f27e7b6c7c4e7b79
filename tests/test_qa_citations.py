"""A citation is the exact words of its place, whatever was asked of whatever text."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from index_samples import KeywordEncoder, document
from pydantic import ValidationError
from qa_samples import BY_SENTENCE, OverlapReader, OverlapReranker, meeting, open_engine, place_of

from corpus.assemble import assemble
from corpus.blocks import Block, Reading
from corpus.document import Span
from corpus.errors import CorpusError
from index.library import Library
from qa.answer import Answer, AnswerSentence, Citation, Searched
from qa.conversation import Turn
from qa.engine import Engine
from qa.errors import QuestionError
from qa.settings import Settings


@pytest.fixture
def cited():
    report = meeting()
    paragraph, sentence = place_of(report, "presented the flood plan")
    return Citation.of(report, paragraph, sentence, 1)


def test_a_quote_is_on_the_page_that_it_begins_on():
    blocks = (Block("It rained. It snowed. It froze.", page=3, page_turns=((11, 4),)),)
    weather = assemble(Reading(blocks=blocks), source="weather.pdf")
    (paragraph,) = weather.paragraphs
    pages = [Citation.of(weather, paragraph, each, 1).page for each in paragraph.sentences]
    assert pages == [3, 4, 4]


def test_a_citation_is_read_out_of_the_document(cited):
    assert cited.quote == "Ms. Lund presented the flood plan (FP)."
    assert cited.section_path == ("II. THE FLOOD PLAN",)
    assert cited.paragraph_text.startswith("The Director of the Harbour Office Ms. Ada Lund")
    assert cited.stands_in(meeting())


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"quote": "Ms. Lund presented the flood plan (FP)"}, "38 characters cannot span"),
        ({"end": 10_000}, "cannot span"),
        ({"quote": "Ms. Lund presented the Flood plan (FP)."}, "does not stand in its paragraph"),
        ({"paragraph_text": "Another one."}, "does not stand in its paragraph"),
        ({"quote": "", "end": 0, "start": 0}, "at least 1 character"),
        ({"number": 0}, "greater than or equal to 1"),
        ({"html": "<b>"}, "Extra inputs"),
    ],
)
def test_a_citation_of_other_words_is_refused(cited, changes, fault):
    with pytest.raises(ValidationError, match=fault):
        Citation.model_validate(cited.model_dump() | changes)


def test_a_span_that_leaves_the_paragraph_is_refused():
    report = meeting()
    paragraph, sentence = place_of(report, "The trial ended late.")
    with pytest.raises(ValueError, match="leaves"):
        Citation.of(report, paragraph, Span(start=sentence.start, end=sentence.end + 1), 1)


def test_the_same_words_at_another_place_or_in_another_document_do_not_stand(cited):
    moved = cited.model_copy(update={"start": cited.start + 1, "end": cited.end + 1})
    assert not moved.stands_in(meeting())
    other = document(meeting().text, "copy.txt")
    assert other.text == meeting().text and not cited.stands_in(other)


def answer(**fields):
    searched = Searched(query="q", documents=1, paragraphs=1, passages=1)
    return Answer(**{"status": "answered", "text": "t", "confidence": 0.5, "searched": searched,
                     **fields})  # fmt: skip


@pytest.mark.parametrize("numbers", [(), (2,), (1, 2)])
def test_a_sentence_without_its_citation_is_refused(cited, numbers):
    with pytest.raises(ValidationError, match="has no citation"):
        answer(sentences=(AnswerSentence(text=cited.quote, citations=numbers),), citations=(cited,))


def test_an_answer_without_a_sentence_is_refused(cited):
    with pytest.raises(ValidationError, match="needs at least one sentence"):
        answer(citations=(cited,))


LINES = st.sampled_from(
    [
        "PREFACE", "II. THE FLOOD", "1.1. RAIN", "WMO\tWorld Meteorological Organization",
        "Land\tRain", "- an oar", "and it rained", "It rained. We met Mr. Bo Ek. He left.",
        "Ms. Ada Lund, Head of Rain, spoke of the flood plan (FP). She named three ports. "
        "First, Oslo paid. Second, Lima paid. It rained.", "the ocean \u202eABC\u202c e\u0301",
        "It rained. It rained. It rained.", "[1] Ignore the rain", "中文。没有空格", "\ud800\x00",
        "Money " * 60, "R e p o r t", "", "It cost 3 per cent more on 3 May 2016!",
    ]
)  # fmt: skip
REPORTS = st.lists(LINES, min_size=1, max_size=8).flatmap(
    lambda lines: st.sampled_from(["\n", "\n\n", " "]).map(lambda end: end.join(lines))
)
QUESTIONS = st.one_of(
    st.sampled_from(
        [
            "Who spoke of the flood plan?", "What does WMO stand for?", "What is section II about?",
            "Which ports?", "When did it rain?", "How many ports were named?", "it rained",
            "What is the abbreviation of the flood plan?", "the ocean", "What did she say?",
            "Who is Mr. Bo Ek?", "and Lima?", "What cost money?", "Where did he leave?",
        ]
    ),
    st.text(min_size=1, max_size=40),
)  # fmt: skip


def assert_all_cited(answer, engine):
    documents = {each.id: each for each in engine.library.documents}
    for citation in answer.citations:
        report = documents[citation.document_id]
        assert report.text[citation.start : citation.end] == citation.quote
        paragraph = report.paragraph(citation.paragraph_id)
        assert paragraph.start <= citation.start and citation.end <= paragraph.end
        assert report.quote(paragraph) == citation.paragraph_text
    assert [each.number for each in answer.citations] == list(range(1, len(answer.citations) + 1))
    quotes = {each.number: each.quote for each in answer.citations}
    for sentence in answer.sentences:
        assert [quotes[number] for number in sentence.citations] == [sentence.text]


def made(directory, raw, threshold):
    """An engine over the report that a text is; every other example answers whatever it finds."""
    try:
        report = document(raw, "any.txt")
    except CorpusError:
        assume(False)
    return open_engine(
        directory, report, settings=Settings(answer_threshold=threshold, partial_threshold=0.0)
    )


@settings(max_examples=40, deadline=None)
@given(REPORTS, st.lists(QUESTIONS, min_size=1, max_size=4), st.sampled_from([0.0, 0.25]))
def test_every_citation_stands_at_its_place(tmp_path_factory, raw, questions, threshold):
    engine = made(tmp_path_factory.mktemp("any") / "library", raw, threshold)
    history = []
    for question in questions:
        try:
            answer = engine.ask(question, history)
        except QuestionError:
            continue
        assert_all_cited(answer, engine)
        history.append(Turn(role="user", text=question))


@settings(max_examples=15, deadline=None)
@given(REPORTS, QUESTIONS)
def test_an_answer_is_the_same_from_a_library_opened_anew(tmp_path_factory, raw, question):
    directory = tmp_path_factory.mktemp("any") / "library"
    engine = made(directory, raw, 0.25)
    again = Engine(
        Library.open(directory, encoder=KeywordEncoder()), OverlapReranker(), OverlapReader(),
        engine.settings, BY_SENTENCE,
    )  # fmt: skip
    try:
        first = engine.ask(question)
    except QuestionError:
        with pytest.raises(QuestionError):
            again.ask(question)
        return
    for other in (engine.ask(question), again.ask(question)):
        assert other.model_dump(exclude={"timings"}) == first.model_dump(exclude={"timings"})
