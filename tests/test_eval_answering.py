import pytest

from eval.answering import Answered, answer_all, score_answers
from eval.collection import DatasetQuery
from qa.answer import Answer, AnswerSentence, Citation, Searched

SEARCHED = Searched(query="q", documents=1, paragraphs=1, passages=1)
QUERIES = (
    DatasetQuery(id="1", text="Where is the wing?", answers=("on the left", "left")),
    DatasetQuery(id="2", text="Who built it?", answers=("Ada Roe",)),
    DatasetQuery(id="3", text="When did it burn?", answerable=False),
    DatasetQuery(id="4", text="Why did it burn?", answerable=False),
)


def answered(query_id, status, short=None, sentences=(), confidence=0.5):
    return Answered(
        key="k",
        query_id=query_id,
        status=status,
        short_answer=short,
        sentences=sentences,
        confidence=confidence,
    )


def test_answers_and_refusals_are_scored_as_squad_does():
    given = [
        answered("1", "answered", "the left wing", ("It stands on the left.",), 0.9),
        answered("2", "not_in_report", None, ("Ada Roe flew it.",), 0.3),
        answered("3", "answered", "in May", ("It flew in May.",), 0.6),
        answered("4", "partial", None, ("It burned.",), 0.1),
    ]
    scores = score_answers(QUERIES, given)
    assert scores.answer_rate.value == 1 / 2  # the sentence of 1 holds "left"; 2 was refused
    assert scores.exact_match.value == 0
    # "left wing" against "left": P = 1/2, R = 1, F1 = 2/3; the refused one has the empty prediction
    assert scores.f1.value == pytest.approx((2 / 3 + 0) / 2)
    assert scores.refusal_rate.value == 1 / 2
    assert scores.refusal_rate.n == 2
    # pairs (.9, .6) right, (.9, .1) right, (.3, .6) wrong, (.3, .1) right
    assert scores.auroc == 3 / 4


def test_a_collection_without_unanswerable_queries_has_no_refusals_to_score():
    scores = score_answers(QUERIES[:1], [answered("1", "answered", "left")])
    assert scores.exact_match.value == 1
    assert scores.refusal_rate is None
    assert scores.auroc is None


class CountingEngine:
    """Answers with the question itself, and counts."""

    def __init__(self):
        self.asked = []

    def ask(self, question, history=()):
        self.asked.append(question)
        citation = Citation(
            number=1,
            document_id="d",
            document_title="D",
            paragraph_id="d:1",
            page=None,
            section_path=(),
            start=0,
            end=len(question),
            quote=question,
            paragraph_text=question,
        )
        return Answer(
            status="answered",
            text=f"{question} [1]",
            sentences=(AnswerSentence(text=question, citations=(1,)),),
            citations=(citation,),
            confidence=0.5,
            searched=SEARCHED,
        )


def test_a_stopped_run_of_answers_goes_on_where_it_stopped(tmp_path):
    path = tmp_path / "answers.jsonl"
    first = answered("1", "answered", "left").model_dump_json()
    cut = answered("2", "answered", "Ada").model_dump_json()[:20]
    path.with_name("answers.jsonl.part").write_text(f"{first}\n{cut}", encoding="utf-8")
    engine = CountingEngine()
    rows = answer_all(engine, QUERIES, path, "k", lambda done, of: None)
    assert engine.asked == [query.text for query in QUERIES[1:]]
    assert [row.query_id for row in rows] == ["1", "2", "3", "4"]
    assert rows[0].short_answer == "left"
    assert len(path.read_text(encoding="utf-8").splitlines()) == 4
    assert not path.with_name("answers.jsonl.part").exists()


def test_a_stopped_run_of_other_code_is_begun_anew(tmp_path):
    path = tmp_path / "answers.jsonl"
    old = answered("1", "answered", "left").model_dump_json()
    path.with_name("answers.jsonl.part").write_text(f"{old}\n", encoding="utf-8")
    engine = CountingEngine()
    answer_all(engine, QUERIES, path, "another", lambda done, of: None)
    assert len(engine.asked) == len(QUERIES)
