"""Questions to suggest: what a report gives rise to, and which of it the engine answers."""

import threading

import pytest
from qa_samples import meeting, open_engine
from ui_samples import answer_of, cite, report

from corpus.document import GlossaryEntry, Section, Speaker
from qa.candidates import MAX_AWAY, questions_near, questions_on
from qa.errors import QuestionError
from qa.suggest import MAX_CHECKED, Suggester
from qa.turns import Turns

WORDS = tuple(f"Paragraph {number} tells of the FP." for number in range(12))


def speaker(document, index, name, role=""):
    paragraph = document.paragraphs[index]
    place = {"start": paragraph.start, "end": paragraph.start + 1, "paragraph_id": paragraph.id}
    return Speaker(name=name, role=role, **place)


@pytest.fixture
def long():
    """Twelve paragraphs that use an abbreviation; a speaker in the first, the sixth, the last."""
    plain = report(WORDS, title="On floods")
    speakers = (
        speaker(plain, 0, "Ada Lund", "Director"),
        speaker(plain, 5, "Bo Ek"),
        speaker(plain, 11, "Cy Dahl", "Chief"),
    )
    entry = GlossaryEntry(start=0, end=1, abbreviation="FP", expansion="flood plan")
    return plain.model_copy(update={"speakers": speakers, "glossary": (entry,), "sections": ()})


class Scripted:
    """Answers what it is told to, with a confidence, from the paragraph of that index."""

    is_wanted = False

    def __init__(self, document, **script):
        self.document, self.asked = document, []
        self.script = {f"What did {name} say?": told for name, told in script.items()}

    def ask(self, question, history=(), document_ids=None, *, on_stage=None):
        self.asked.append(question)
        assert history == ()
        if question not in self.script:
            return answer_of((), "not_in_report")
        status, confidence, index = self.script[question]
        return answer_of(cite(self.document, (index, 0)), status, confidence=confidence)


def test_the_questions_of_a_report_are_of_its_sections_and_kinds_in_turn():
    assert list(questions_on(meeting())) == [
        "What did Ada Lund say?",
        "Who is Ada Lund?",
        "What did Bo Ek say?",
        "Who is Bo Ek?",
    ]  # its abbreviations stand only where they are explained, its headings in capitals


def test_an_abbreviation_and_a_heading_in_words_make_questions(long):
    sections = (
        Section(start=0, end=400, title="On Floods", level=1),  # the report's own title
        Section(start=0, end=100, title="High water in Fiji", level=2),
        Section(start=100, end=400, title="NEXT STEPS", level=2),
        Section(start=100, end=400, title="x" * 81, level=2),
    )
    assert list(questions_on(long.model_copy(update={"sections": sections}))) == [
        "What did Ada Lund say?",
        "What is said about “High water in Fiji”?",
        "Who is Ada Lund?",
        "What does FP stand for?",
        "What did Bo Ek say?",
        "Who is Cy Dahl?",
        "What did Cy Dahl say?",
    ]


def test_the_questions_of_a_neighbourhood_are_the_nearest_first(long):
    assert MAX_AWAY == 4
    near = list(questions_near(long, {"d1-10"}))  # the sixth to the twelfth
    assert near == ["What did Cy Dahl say?", "Who is Cy Dahl?", "What does FP stand for?",
                    "What did Bo Ek say?"]  # fmt: skip
    assert list(questions_near(long, {"d1-1"}))[:2] == ["What did Ada Lund say?",
                                                       "Who is Ada Lund?"]  # fmt: skip
    assert list(questions_near(long, {"elsewhere"})) == []


def people(n):
    plain = report(WORDS)
    return plain.model_copy(
        update={"speakers": tuple(speaker(plain, i, f"N{i} M") for i in range(n)), "sections": ()}
    )


def suggested(engine, **options):
    return Suggester().suggest(engine, (engine.document,), **options)


def test_only_what_is_answered_is_suggested_and_the_sure_first():
    script = {
        "N0 M": ("not_in_report", 0.1, 0),
        "N1 M": ("partial", 0.9, 1),
        "N2 M": ("answered", 0.3, 2),
        "N3 M": ("answered", 0.5, 3),
        "N4 M": ("answered", 0.9, 3),  # the same quote
        "N5 M": ("answered", 0.6, 5),
    }
    engine = Scripted(people(8), **script)
    assert suggested(engine) == ["What did N3 M say?", "What did N5 M say?", "What did N2 M say?"]


def test_no_more_are_asked_than_needed_and_never_without_end():
    sure = {f"N{i} M": ("answered", 0.9, i) for i in range(12)}
    engine = Scripted(people(12), **sure)
    assert len(suggested(engine)) == len(engine.asked) == 3
    silent = Scripted(people(12))
    assert suggested(silent) == []
    assert len(silent.asked) == MAX_CHECKED == 10


def test_a_section_s_own_heading_is_no_answer(long):
    headed = long.model_copy(
        update={
            "sections": (Section(start=0, end=400, title="High water", level=1),),
            "paragraphs": (
                long.paragraphs[0].model_copy(update={"kind": "heading"}),
                *long.paragraphs[1:],
            ),
            "speakers": (),
            "glossary": (),
        }
    )
    question = "What is said about “High water”?"
    for index, expected in ((0, []), (1, [question])):
        engine = Scripted(headed)
        engine.script[question] = ("answered", 0.9, index)
        assert suggested(engine) == expected


def test_after_an_answer_come_new_quotes_from_around_it_that_were_not_asked_for():
    document = people(12)
    engine = Scripted(document, **{f"N{i} M": ("answered", 0.9, i) for i in range(12)})
    after = answer_of(cite(document, (9, 0)))
    found = suggested(engine, after=after, but=["what did n8 m SAY?"])
    assert found == ["What did N10 M say?", "What did N7 M say?", "What did N11 M say?"]


def test_a_question_that_leans_on_the_one_before_is_not_suggested_after_it(long):
    engine = Scripted(long.model_copy(update={"speakers": (), "glossary": (), "sections": (
        Section(start=0, end=400, title="next steps", level=1),)}))  # fmt: skip
    question = "What is said about “next steps”?"
    engine.script[question] = ("answered", 0.9, 1)
    assert suggested(engine) == [question]
    assert suggested(engine, after=answer_of(cite(long, (2, 0)))) == []


def test_what_was_checked_is_kept_while_the_reports_are_the_same(long):
    suggester = Suggester()
    engine = Scripted(people(4), **{"N1 M": ("answered", 0.9, 1)})
    for _ in range(2):
        assert suggester.suggest(engine, (engine.document,)) == ["What did N1 M say?"]
    assert len(engine.asked) == 4
    other = report(WORDS, document_id="d2")
    suggester.suggest(engine, (engine.document, other))
    assert len(engine.asked) == 8


def test_only_the_chosen_reports_give_rise_to_questions():
    one = people(1)
    engine = Scripted(one, **{"N0 M": ("answered", 0.9, 0)})
    other = report(WORDS, document_id="d2")
    assert Suggester().suggest(engine, (one, other), ("d2",)) == []
    assert Suggester().suggest(engine, (one, other), ("d1",)) == ["What did N0 M say?"]


def test_an_engine_that_fails_is_asked_no_more():
    class Failing(Scripted):
        def ask(self, *arguments, **named):
            super().ask(*arguments, **named)
            raise QuestionError("no")

    engine = Failing(people(5))
    assert suggested(engine) == []
    assert len(engine.asked) == 1


def test_a_check_gives_way_at_its_next_stage_and_is_done_again():
    class Wanted(Scripted):
        n_given_up = 0

        def ask(self, question, history=(), document_ids=None, *, on_stage):
            self.is_wanted = self.n_given_up < 2
            self.n_given_up += 1
            try:
                on_stage("search")
            finally:
                self.is_wanted = False
            return super().ask(question, history, document_ids)

    engine = Wanted(people(1), **{"N0 M": ("answered", 0.9, 0)})
    assert suggested(engine) == ["What did N0 M say?"]
    assert (engine.n_given_up, len(engine.asked)) == (3, 1)


def test_a_turn_is_wanted_while_another_thread_waits_for_it():
    turns, is_in = Turns(), threading.Event()

    def wait():
        with turns:
            is_in.set()

    with turns:
        assert not turns.is_wanted
        thread = threading.Thread(target=wait)
        thread.start()
        while not turns.is_wanted:
            pass
        assert not is_in.is_set()
    thread.join(10)
    assert is_in.is_set() and not turns.is_wanted


def test_with_the_engine_itself(tmp_path):
    engine = open_engine(tmp_path / "library", meeting())
    found = Suggester().suggest(engine, engine.library.documents)
    assert {engine.ask(question).status for question in found} <= {"answered"}
    assert not engine.is_wanted
