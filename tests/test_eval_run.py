import pytest
from eval_samples import ScriptedEngine, answer, make_document, make_question, question_set
from eval_samples import unanswerable as make_unanswerable
from rich.console import Console

from corpus.document import Span
from eval.errors import EvaluationError
from eval.run import evaluate
from eval.summary import Evaluation
from eval.table import misses_table, summary_tables

MET = "The council met in Oslo on 3 May 2016."
CHAIR = "It was chaired by Ms. Ada Lund."
LIMA = "The next meeting would\nbe held in Lima."
DOCUMENT = make_document()
RIGHT = make_question("right")
MISSED = make_question("missed", kind="who", answers=["Ada Lund"], gold=[CHAIR], style="keywords")
FOLLOW_UP = make_question(
    "then",
    question="And then?",
    style="follow_up",
    history=[{"role": "user", "text": "Where did it meet?"}],
    standalone="Where would the next meeting be held?",
    answers=["Lima"],
    gold=["The next meeting would be held in Lima."],
)
REFUSED = make_unanswerable("refused")
INVENTED = make_unanswerable("invented", kind="who")
QUESTIONS = question_set(RIGHT, MISSED, FOLLOW_UP, REFUSED, INVENTED)


def engine():
    return ScriptedEngine(
        DOCUMENT,
        {
            RIGHT.question: answer(DOCUMENT, MET, short="Oslo", confidence=0.9),
            MISSED.question: answer(DOCUMENT, MET, status="partial", confidence=0.5),
            FOLLOW_UP.question: answer(DOCUMENT, LIMA, confidence=0.8, understood="Next?"),
            FOLLOW_UP.standalone: answer(DOCUMENT, LIMA, confidence=0.8),
            REFUSED.question: answer(DOCUMENT, MET, status="not_in_report", confidence=0.1),
            INVENTED.question: answer(DOCUMENT, MET, confidence=0.6),
        },
        found=(CHAIR, MET),
    )


def test_the_figures_by_hand():
    summary = evaluate(engine(), QUESTIONS).summary
    values = {key: estimate.value for key, estimate in summary.scores.items()}
    assert values["right"] == 3 / 5
    assert values["answer_rate"] == values["citation_hit"] == 2 / 3
    assert values["refusal_rate"] == 1 / 2
    assert values["partial_rate"] == 1 / 3
    # The gold sentences of the three stand at ranks 2, 1 and nowhere.
    assert values["recall_at_1"] == pytest.approx(1 / 3)
    assert values["recall_at_5"] == pytest.approx(2 / 3)
    assert values["mrr"] == pytest.approx((1 / 2 + 1 + 0) / 3)
    assert values["exact_match"] == 1 / 3
    assert values["citation_precision"] == 1
    assert summary.scores["citation_precision"].n == 2
    assert summary.confusion.answerable == {"answered": 2, "partial": 1, "not_in_report": 0}
    assert summary.confusion.unanswerable == {"answered": 1, "partial": 0, "not_in_report": 1}
    # In order of confidence: right, right, wrong (invented), wrong (partial), wrong (refused).
    assert summary.confidence["aurc"].value == pytest.approx((0 + 0 + 1 / 3 + 2 / 4 + 3 / 5) / 5)
    # Answerable .9 .5 .8 against .1 .6: five of the six pairs are in order.
    assert summary.confidence["auroc"].value == pytest.approx(5 / 6)
    assert summary.confidence["brier"].value == pytest.approx(
        (0.1**2 + 0.5**2 + 0.2**2 + 0.6**2) / 4
    )
    assert {row.name: (row.right.value, row.right.n) for row in summary.by_style} == {
        "plain": (2 / 3, 3), "keywords": (0, 1), "follow_up": (1, 1),
    }  # fmt: skip
    assert [row.name for row in summary.by_kind] == ["who", "where"]
    assert [(row.name, row.recall_at_5) for row in summary.by_reason] == [("detail_absent", None)]


def test_a_summary_says_what_it_is_of():
    summary = evaluate(engine(), QUESTIONS).summary
    assert (summary.question_set, summary.questions_sha256) == ("sample", "a" * 64)
    assert summary.corpus_sha256 == {"doc": "5" * 64}
    assert (summary.n_questions, summary.oracle) == (5, None)


def test_the_same_figures_twice_and_through_json():
    first, second = evaluate(engine(), QUESTIONS), evaluate(engine(), QUESTIONS)
    assert first.summary == second.summary
    assert first.records == second.records
    assert Evaluation.model_validate_json(first.model_dump_json()) == first


def test_the_search_uses_the_query_that_was_understood():
    asked = engine()
    evaluate(asked, question_set(FOLLOW_UP))
    assert asked.asked == [("And then?", FOLLOW_UP.history, None), "Next?"]


def test_what_the_report_does_not_answer_is_not_searched_for():
    asked = engine()
    evaluate(asked, question_set(REFUSED))
    assert asked.asked == [(REFUSED.question, (), None)]


def test_the_oracle_of_passages_gives_whole_gold_sentences():
    asked = engine()
    evaluation = evaluate(asked, QUESTIONS, oracle="passages")
    assert [record.question.id for record in evaluation.records] == ["right", "missed", "then"]
    assert "recall_at_5" not in evaluation.summary.scores
    assert [question for question, _, _ in asked.asked][2] == FOLLOW_UP.standalone
    (passage,) = asked.asked[2][2]
    assert DOCUMENT.quote(Span(start=passage.start, end=passage.end)) == LIMA
    assert (passage.document_id, passage.paragraph_id) == ("doc", "doc:3")


def test_the_oracle_of_the_question_asks_the_standalone_form():
    asked = engine()
    evaluate(asked, question_set(FOLLOW_UP, RIGHT), oracle="question")
    assert [each[0] for each in asked.asked if isinstance(each, tuple)] == [
        FOLLOW_UP.standalone, RIGHT.question,
    ]  # fmt: skip


def test_progress_is_told():
    told = []
    evaluate(engine(), QUESTIONS, progress=lambda done, of: told.append((done, of)))
    assert told == [(1, 5), (2, 5), (3, 5), (4, 5), (5, 5)]


def test_no_question_is_an_error():
    with pytest.raises(EvaluationError, match="no question"):
        evaluate(engine(), question_set())
    with pytest.raises(EvaluationError, match="no question"):
        evaluate(engine(), question_set(REFUSED), oracle="passages")


def test_what_a_run_took_is_measured():
    evaluation = evaluate(engine(), QUESTIONS)
    cost = evaluation.cost
    assert evaluation.seconds.keys() == {each.id for each in QUESTIONS.questions}
    assert 0 <= cost.p50_seconds <= cost.p95_seconds <= cost.max_seconds <= cost.total_seconds
    assert cost.peak_memory_bytes > 10 * 2**20


def test_the_tables_show_every_figure_with_its_n():
    evaluation = evaluate(engine(), QUESTIONS)
    console = Console(width=120, record=True, quiet=False, file=open_nowhere())
    console.print(summary_tables(evaluation), misses_table(evaluation.records))
    shown = console.export_text()
    assert "sample (aaaaaaaaaaaa), 5 questions, 1 document," in shown
    assert re_row(shown, "answered right") == ["0.667", "0.208 to 0.939", "3"]
    assert "Ada Lund" in shown and "not in report (detail absent)" in shown


def open_nowhere():
    import io

    return io.StringIO()


def re_row(shown, label):
    line = next(line for line in shown.splitlines() if label in line)
    return [cell.strip() for cell in line.split("│")[2:-1]]
