"""A question through the whole engine, with models whose every score is counted by hand."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from index_samples import document
from qa_samples import BY_SENTENCE, OverlapReader, OverlapReranker, meeting, open_engine

from qa.conversation import Turn
from qa.engine import Engine
from qa.errors import QuestionError
from qa.followup import leans
from qa.query import read_question
from qa.settings import Settings

TIDES = "Mr. Bo Ek, Chief of the Tide Unit, measured tides on 3 May 2016."


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    return open_engine(tmp_path_factory.mktemp("qa") / "library", meeting())


def told(answer):
    return answer.model_dump(mode="json", exclude={"timings"})


def quotes(answer):
    return [citation.quote for citation in answer.citations]


def test_an_answer_with_its_short_answer_and_numbers(engine):
    answer = engine.ask("When did Bo Ek measure the second tides unit?")
    # second, tides, unit: 2 of them in one sentence
    assert (answer.status, answer.short_answer, answer.confidence) == (
        "answered", "3 May 2016", 0.5,
    )  # fmt: skip
    assert answer.text.startswith(f"{TIDES} [1]\n")
    assert answer.interpreted_as is None
    assert answer.searched.model_dump() == {
        "query": "When did Bo Ek measure the second tides unit?",
        "documents": 1,
        "paragraphs": 7,
        "passages": 10,
    }


def test_the_closest_sentences_are_shown_as_such_without_a_short_answer(engine):
    settings = Settings(answer_threshold=0.6)
    unsure = Engine(engine.library, OverlapReranker(), OverlapReader(), settings, BY_SENTENCE)
    answer = unsure.ask("How many northern pilots came?")  # two words in both: sigmoid(0)
    assert (answer.status, answer.short_answer, answer.confidence) == ("partial", None, 0.5)
    assert answer.text == (
        "The report may not answer this. The closest that it says:\n"
        "The meeting was attended by more than 300 delegates, including pilots of the northern "
        "[1]\n([1] the end of this paragraph is missing from the source.)"
    )
    assert [(each.text, each.citations) for each in answer.sentences] == [
        (answer.citations[0].quote, (1,))
    ]


@pytest.mark.parametrize("question", ["What is the boiling point?", "?!boiling"])
def test_what_is_not_there_is_refused_with_the_nearest_passages(engine, question):
    answer = engine.ask(question)
    assert (answer.status, answer.text) == ("not_in_report", "The report does not say.")
    assert (answer.sentences, answer.short_answer, answer.confidence) == ((), None, 0.0474)
    assert [each.number for each in answer.citations] == [1, 2, 3]
    assert all(len(quote) >= 60 for quote in quotes(answer))


def test_a_question_of_unknown_words_is_told_so_with_the_nearest_passages(engine):
    answer = engine.ask("qwpo zmxn eiru")
    assert answer.text == "The report does not say: none of the question’s words is known here."
    assert (answer.status, answer.confidence, len(answer.citations)) == ("not_in_report", 0.0, 3)


def test_a_refusal_names_what_the_closest_passage_lacks(engine):
    answer = engine.ask("Who was boiling lead in Bergen in the twelfth week of 1999?")
    assert answer.text == (
        "The report does not say: the closest passage does not mention “Bergen”, “twelfth”, “1999”."
    )


@pytest.mark.parametrize(
    ("question", "status", "short", "quoted"),
    [
        (
            "What does WMO stand for?",
            "answered",
            "World Meteorological Organization",
            ["WMO\tWorld Meteorological Organization"],
        ),
        (
            "What is the abbreviation of the World Meteorological Organization?",
            "answered",
            "WMO",
            ["WMO\tWorld Meteorological Organization"],
        ),
        (
            "What does FP stand for?",
            "answered",
            "flood plan",
            ["Ms. Lund presented the flood plan (FP)."],
        ),
        ("What is section V about?", "answered", "TIDES", ["V. TIDES"]),
        ("What is section ii called?", "answered", "THE FLOOD PLAN", ["II. THE FLOOD PLAN"]),
    ],
)
def test_a_table_or_a_heading_is_looked_up(engine, question, status, short, quoted):
    answer = engine.ask(question)
    assert (answer.status, answer.short_answer, answer.confidence) == (status, short, 0.99)
    assert quotes(answer) == quoted


@pytest.mark.parametrize("question", ["What does WFP stand for?", "What is section IV about?"])
def test_what_no_table_or_heading_tells_is_not_looked_up(engine, question):
    answer = engine.ask(question)
    assert (answer.status, answer.short_answer) == ("not_in_report", None)


def test_a_misspelt_question_says_how_it_was_read(engine):
    answer = engine.ask("who meassured tides?")
    assert (answer.interpreted_as, answer.short_answer) == ("who measured tides?", "Bo Ek")


def test_a_follow_up_is_answered_about_the_person_answered(engine):
    history = [Turn(role="user", text="who measured tides?")]
    answer = engine.ask("And what gauge did he recommend?", history)
    assert answer.interpreted_as == "What gauge did Bo Ek recommend?"
    assert quotes(answer)[:2] == [TIDES, "He recommended a second gauge."]


def test_a_question_is_limited_to_the_documents_named(tmp_path):
    other = document("The tides were measured by Ms. Eva Roe.", "other.txt")
    engine = open_engine(tmp_path / "library", meeting(), other)
    found = engine.ask("who measured tides?", document_ids=[other.id])
    assert {each.document_id for each in found.citations} == {other.id}
    assert (found.short_answer, found.searched.documents, found.searched.passages) == (
        "Eva Roe", 1, 1,
    )  # fmt: skip
    refused = engine.ask("What does WMO stand for?", document_ids=[other.id])
    assert refused.status == "not_in_report"
    nothing = engine.ask("What is the boiling point?")
    assert nothing.text == "None of the reports says."


def test_evidence_handed_over_is_read_instead_of_a_search(engine):
    snapshot = engine.library.snapshot()
    (passage,) = [each for each in snapshot.passages if snapshot.text_of(each) == "V. TIDES"]
    assert quotes(engine.ask("who measured tides?", evidence=[passage])) == ["V. TIDES"]
    assert engine.ask("who measured tides?", evidence=[]).status == "not_in_report"


def test_an_empty_library_says_so_of_nothing(tmp_path):
    answer = open_engine(tmp_path / "library").ask("who measured tides?")
    assert (answer.status, answer.citations, answer.confidence) == ("not_in_report", (), 0.0)


def test_search_gives_distinct_places_best_first(engine):
    hits = engine.search("plan of Oslo", k=2)
    assert [(hit.rank, hit.score) for hit in hits] == [(1, 7.0), (2, 6.0)]  # 2 and 1, and 5 each
    assert hits[0].quote.startswith("Ms. Lund presented the flood plan")
    assert hits[1].quote == "II. THE FLOOD PLAN"


@pytest.mark.parametrize("k", [1, 3, 7, 50])
def test_a_search_gives_no_more_than_asked_for_and_its_own_first_ones(engine, k):
    assert engine.search("ports", k) == engine.search("ports", 100)[:k]


def test_what_was_asked_before_changes_no_answer(engine):
    questions = ["who measured tides?", "Which ports were named?", "What does FP stand for?"]
    first = {question: told(engine.ask(question)) for question in questions}
    for question in [*reversed(questions), *questions]:
        engine.search(question, k=3)
        assert told(engine.ask(question)) == first[question]


STANDALONE = st.sampled_from(
    ["Who measured tides in 2016?", "Which three ports did the trial name?",
     "What does WMO stand for?", "Who presented the flood plan?",
     "What is the boiling point of lead?"]
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(STANDALONE, st.lists(STANDALONE | st.just("and Lima?"), max_size=4))
def test_an_earlier_turn_is_no_evidence_for_a_question_that_stands_alone(engine, question, earlier):
    assert not leans(question)
    history = []
    for asked in earlier:
        answer = engine.ask(asked, history)
        history += [Turn(role="user", text=asked), Turn(role="assistant", text=answer.text)]
    assert told(engine.ask(question, history)) == told(engine.ask(question))


def test_threads_get_the_answers_that_they_would_get_alone(engine):
    questions = ["who measured tides?", "Which ports were named?", "What ended late?"] * 4
    alone = [told(engine.ask(question)) for question in questions]
    with ThreadPoolExecutor(4) as pool:
        assert [told(answer) for answer in pool.map(engine.ask, questions)] == alone


def test_a_report_added_meanwhile_is_asked_at_once(tmp_path):
    engine = open_engine(tmp_path / "library", meeting())
    assert engine.ask("Who steered the zeppelin?").status == "not_in_report"
    engine.library.add([document("Ms. Eva Roe steered the zeppelin.", "air.txt")])
    assert engine.ask("Who steered the zeppelin?").short_answer == "Eva Roe"
    assert engine.ask("Who steered the zepelin?").interpreted_as == "Who steered the zeppelin?"


@pytest.mark.parametrize(
    ("question", "fault"),
    [
        ("", "the question is empty; type one"),
        (" \n\t\u00a0", "the question is empty"),
        ("\u200b\u2060\ufeff", "the question is empty"),
        ("🎉🎉🎉", "the question holds no word"),
        ("?!…", "the question holds no word"),
        ("\ud800\udfff", "the question holds no word"),
        ("\x00", "the question holds no word"),
        ("a" * 2_001, "the question has 2,001 characters; ask in at most 2,000"),
        ("why " * 12_500, "the question has 50,000 characters; ask in at most 2,000"),
    ],
)
def test_a_question_that_cannot_be_asked_says_why(engine, question, fault):
    for ask in (engine.ask, engine.search, engine.read):
        with pytest.raises(QuestionError, match=f"^{fault}"):
            ask(question)


@pytest.mark.parametrize("question", ["who?", "What?", "and?", "why is it?", "Who said what?"])
def test_a_question_of_which_nothing_says_what_it_is_about_is_not_asked(engine, question):
    for ask in (engine.ask, engine.inspect, engine.read):
        with pytest.raises(QuestionError, match=r"^the question does not say what it is about;"):
            ask(question)


@pytest.mark.parametrize("question", ["tides", "FP", "WHO", "May?", "What is this report about?"])
def test_one_word_that_says_what_it_is_about_is_asked(engine, question):
    assert engine.ask(question).searched.passages == 10


def test_a_question_of_one_word_leans_on_the_turn_before(engine):
    measured = [Turn(role="user", text="Who measured tides in 2016?")]
    answer = engine.ask("who?", measured)
    assert answer.interpreted_as == "Who (measured tides in 2016)?"
    assert quotes(answer)[0] == TIDES
    nothing = [Turn(role="user", text="who?")]
    assert TIDES in quotes(engine.ask("Did she measure tides?", nothing))
    with pytest.raises(QuestionError, match=r"^the question does not say"):
        engine.ask("why?", nothing)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("  who   opened\nit? ", "who opened it?"),
        ("who\u202e opened\u202c\u200b it?", "who opened it?"),
        ("who\x00opened", "who\ufffdopened"),
        ("who\ud800?", "who\ufffd?"),
        ("cafe\u0301", "café"),
        ("\U000e0041who", "who"),
        ("a" * 2_000, "a" * 2_000),
        ("3?", "3?"),
    ],
)
def test_a_question_is_cleaned_of_what_cannot_be_seen(typed, read):
    assert read_question(typed, 2_000) == read


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.lists(st.text(max_size=30), max_size=2))
def test_any_text_is_answered_or_refused_in_one_line(engine, question, earlier):
    history = [Turn(role="user", text=text) for text in earlier]
    try:
        answer = engine.ask(question, history)
    except QuestionError as error:
        assert str(error).count("\n") == 0
    else:
        assert 0.0 <= answer.confidence <= 1.0
        answer.model_dump_json().encode("utf-8")


def test_models_are_loaded_by_the_first_question_and_never_twice(tmp_path):
    class Counting(OverlapReranker):
        n_loaded = 0

        @property
        def english_words(self):
            Counting.n_loaded += 1
            return frozenset()

        @english_words.setter
        def english_words(self, words):
            pass

    library = open_engine(tmp_path / "library", meeting()).library
    engine = Engine(library, Counting(), OverlapReader(), confidence=BY_SENTENCE)
    assert Counting.n_loaded == 0
    for _ in range(3):
        engine.ask("who measured tides?")
    assert Counting.n_loaded == 1
