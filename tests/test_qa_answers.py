"""What the real engine answers over the bundled report, and what it refuses."""

import pytest

from qa.answer import Citation
from qa.conversation import Turn
from qa.errors import QuestionError


def without_timings(answer):
    return answer.model_dump(mode="json", exclude={"timings"})


def test_a_person_is_answered_by_full_name_with_the_sentence_and_the_title(real_engine):
    answer = real_engine.ask("who presented the CRRF?")
    assert (answer.status, answer.short_answer) == ("answered", "Ninette Kelley")
    first = answer.citations[0]
    assert "Director of the New York Office of UNHCR Ms. Ninette Kelley" in first.quote
    assert first.section_path == ("V. TOWARDS 2018: NEXT STEPS",)
    assert "comprehensive refugee response framework (CRRF)" in answer.citations[1].quote


@pytest.mark.parametrize(
    ("question", "short", "quoted"),
    [
        ("What does ILO stand for?", "International Labour Organization", "ILO\t"),
        (
            "When did the third global mayoral forum take place?",
            "September 2016",
            "third global mayoral forum",
        ),
        (
            "In which month would the first thematic session be?",
            "May 2017",
            "six informal thematic sessions",
        ),
    ],
)
def test_a_short_answer_comes_with_its_quote(real_engine, question, short, quoted):
    answer = real_engine.ask(question)
    assert (answer.status, answer.short_answer) == ("answered", short)
    assert quoted in answer.citations[0].quote


@pytest.mark.parametrize("question", ["What is the boiling point of lead?", "qwpo zmxn eiru"])
def test_what_the_report_does_not_say_is_refused(real_engine, question):
    answer = real_engine.ask(question)
    assert (answer.status, answer.sentences) == ("not_in_report", ())


def test_a_question_of_unknown_words_is_told_so(real_engine):
    answer = real_engine.ask("qwpo zmxn eiru")
    assert answer.text == "The report does not say: none of the question’s words is known here."
    assert (answer.confidence, answer.sentences) == (0.0, ())
    assert answer.citations  # the nearest passages


def test_every_quote_stands_at_its_place_and_every_sentence_is_a_quote(real_engine):
    for question in ("what were the objectives of the meeting?", "who closed the meeting?"):
        answer = real_engine.ask(question)
        for citation in answer.citations:
            assert citation.stands_in(real_engine.library.document(citation.document_id))
        quotes = {citation.number: citation.quote for citation in answer.citations}
        assert [sentence.text for sentence in answer.sentences] == [
            quotes[sentence.citations[0]] for sentence in answer.sentences
        ]


def test_a_sentence_that_the_source_breaks_off_is_said_to_be_broken(real_engine):
    text = real_engine.ask("how many participants attended the meeting?").text
    assert "the end of this paragraph is missing from the source" in text


def test_a_pronoun_means_the_person_answered_before(real_engine):
    history = [Turn(role="user", text="who presented the CRRF?")]
    answer = real_engine.ask("What is her title?", history)
    assert answer.interpreted_as == "What is Ninette Kelley's title?"
    assert answer.short_answer == "Director of the New York Office of UNHCR"


def test_the_same_question_gets_the_same_answer(real_engine):
    question = "which countries would test the CRRF?"
    first = without_timings(real_engine.ask(question))
    real_engine.ask("who closed the meeting?")
    assert without_timings(real_engine.ask(question)) == first


@pytest.mark.parametrize("question", ["", " \n", "🎉🎉", "\u200b", "why " * 12_500])
def test_a_question_that_cannot_be_asked_is_one_clear_sentence(real_engine, question):
    with pytest.raises(QuestionError, match=r"^the question [^\n]+$"):
        real_engine.ask(question)


def test_a_citation_refuses_words_that_are_not_its_span(real_engine):
    citation = real_engine.ask("who presented the CRRF?").citations[0]
    changed = citation.model_dump() | {"quote": citation.quote[:-1]}
    with pytest.raises(ValueError, match="cannot span"):
        Citation.model_validate(changed)
    foreign = citation.model_dump() | {"quote": "x" * len(citation.quote)}
    with pytest.raises(ValueError, match="does not stand in its paragraph"):
        Citation.model_validate(foreign)
