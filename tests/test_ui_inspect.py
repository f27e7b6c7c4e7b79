"""A trace against the pipeline that made it, and how the page shows it."""

import json
import math

import pytest
from index_samples import KeywordEncoder
from qa_samples import OverlapReader, OverlapReranker, meeting, open_engine
from ui_samples import Page

from corpus.load import document_from_text
from qa.confidence import ConfidenceModel
from qa.paragraph_reading import read_paragraphs
from qa.reader import read
from qa.retriever import retrieve
from qa.settings import Settings
from qa.timing import Stopwatch
from ui.asking import FAILED
from ui.inspect_view import INVITATION, WORKING, inspect_in_turn
from ui.trace_html import trace_html
from ui.warming import WarmingEngine

QUESTION = "When did Bo Ek measure the second tides unit?"
TIDES = "Mr. Bo Ek, Chief of the Tide Unit, measured tides on 3 May 2016."
HOSTILE = "<script>x</script> measured <img src=x onerror=y> tides \u202e of the unit here."


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    return open_engine(tmp_path_factory.mktemp("inspect") / "library", meeting())


def warmed(engine):
    return WarmingEngine(lambda: engine)


def test_the_trace_comes_with_the_answer_that_is_given(engine):
    trace, answer = engine.inspect(QUESTION), engine.ask(QUESTION)
    left_out = {"timings"}
    assert trace.answer.model_dump(exclude=left_out) == answer.model_dump(exclude=left_out)
    assert list(trace.answer.timings) == ["load", "query", "search", "rerank", "read", "total"]
    assert (trace.question, trace.query, trace.type) == (QUESTION, QUESTION, "date")
    assert trace.decided_by == "the confidence"


def test_the_last_search_is_not_kept_from_being_timed(engine):
    engine.ask(QUESTION)
    assert {"search", "rerank"} <= set(engine.inspect(QUESTION).answer.timings)


def test_the_passages_are_the_retriever_s_candidates_in_fused_order(engine):
    snapshot = engine.library.snapshot()
    query = engine._findings(QUESTION, (), None, Stopwatch()).query
    found = retrieve(query, snapshot, KeywordEncoder(), OverlapReranker(), engine.settings)
    passages = engine.inspect(QUESTION).passages
    assert [(each.place.start, each.place.end) for each in passages] == [
        (each.passage.start, each.passage.end) for each in found.candidates
    ]
    assert [each.fused_rank for each in passages] == list(range(1, len(passages) + 1))
    reranked = sorted((each for each in passages if each.rank), key=lambda each: each.rank)
    assert [(each.place.start, each.rerank, each.score) for each in reranked] == [
        (hit.passage.start, hit.rerank, hit.score) for hit in found.hits
    ]


def test_the_ranks_of_both_searches_make_the_fused_one(engine):
    passages = engine.inspect(QUESTION).passages

    def reciprocal(rank):
        return 0.0 if rank is None else 1 / (engine.settings.rrf_constant + rank)

    fused = [reciprocal(each.lexical_rank) + reciprocal(each.dense_rank) for each in passages]
    assert fused == sorted(fused, reverse=True)
    for rank, score in (("lexical_rank", "lexical"), ("dense_rank", "dense")):
        found = sorted(
            (getattr(each, rank), getattr(each, score)) for each in passages if getattr(each, rank)
        )
        assert [place for place, _ in found] == list(range(1, len(found) + 1))
        assert [value for _, value in found] == sorted((v for _, v in found), reverse=True)


def test_what_is_not_reranked_has_its_ranks_and_no_score(tmp_path):
    settings = Settings(n_rerank=2)
    engine = open_engine(tmp_path / "library", meeting(), settings=settings)
    passages = engine.inspect(QUESTION).passages
    assert sorted(each.rank for each in passages[:2]) == [1, 2]
    assert {(each.rank, each.rerank, each.score) for each in passages[2:]} == {(None, None, None)}
    page = Page(trace_html(engine.inspect(QUESTION)))
    assert page.texts(tag="summary") == [f"{len(passages) - 2} more candidates, not reranked"]


def test_the_paragraphs_and_sentences_are_the_reader_s(engine):
    trace = engine.inspect(QUESTION)
    findings = engine._findings(QUESTION, (), None, Stopwatch())
    hits, snapshot = findings.found.hits, findings.snapshot
    paragraphs = read_paragraphs(QUESTION, hits, snapshot, OverlapReader(), 8)
    assert [(each.rank, each.answerable, each.best.start) for each in trace.paragraphs] == [
        (each.rank, each.answerable, each.answer.start) for each in paragraphs
    ]
    assert trace.paragraphs[0].answerable == 1.0  # half of its two words: tides, unit
    assert trace.paragraphs[0].best.quote == "3 May 2016"
    assert [(each.place.quote, each.score) for each in trace.sentences] == [
        (each.text, each.score) for each in read(hits, paragraphs)
    ]
    shown = [each.place.quote for each in trace.sentences if each.is_shown]
    assert shown == [citation.quote for citation in trace.answer.citations]
    assert trace.sentences[0].place.quote == TIDES


def test_the_contributions_make_the_confidence(tmp_path):
    model = ConfidenceModel(
        features=("answerable", "rank"), mean=(0.5, 0.2), scale=(2.0, 0.5), weights=(3.0, -1.0),
        intercept=-0.25, fitted_on="nothing", n_questions=0,
    )  # fmt: skip
    engine = open_engine(tmp_path / "library", meeting(), confidence=model)
    trace = engine.inspect(QUESTION)
    # answerable 1, rank log 1 = 0: 3 (1 - .5) / 2 and -1 (0 - .2) / .5
    assert [each.contribution for each in trace.features] == pytest.approx([0.75, 0.4])
    assert trace.answer.confidence == round(1 / (1 + math.exp(-(-0.25 + 0.75 + 0.4))), 4)
    notes = Page(trace_html(trace)).texts("rq-note")
    assert notes[1] == (
        "Probability 0.7109; from 0.25 on it is an answer, from 0.12 on the closest sentences are "
        "shown."
    )


@pytest.mark.parametrize(
    ("question", "decided_by", "n_read"),
    [
        ("What does WMO stand for?", "a table", 0),
        ("What does WFP stand for?", "an absence", 0),
        ("What is the boiling point?", "the confidence", 4),
    ],
)
def test_what_decided_is_told(engine, question, decided_by, n_read):
    trace = engine.inspect(question)
    assert trace.decided_by == decided_by
    assert bool(trace.features) == bool(trace.paragraphs) == bool(n_read)
    assert bool(trace.passages) == (decided_by != "a table")
    titles = Page(trace_html(trace)).texts(tag="h3")
    assert titles[:2] == ["Query", "Timings"]
    assert ("Confidence" in titles) == bool(n_read)


def test_the_tables_show_the_numbers_of_the_trace(engine):
    trace = engine.inspect(QUESTION)
    page = Page(trace_html(trace))
    best = next(each for each in trace.passages if each.rank == 1)
    cells = page.texts(tag="td")
    row = cells[cells.index("1") :][:9]
    assert [row[0], *row[2:5]] == ["1", f"{best.score:.2f}", f"{best.rerank:.2f}",
                                   str(best.fused_rank)]  # fmt: skip
    assert row[1].startswith(TIDES) and row[1].endswith("V. TIDES · ¶ 3")
    assert page.texts("rq-status") == ["Answered, confidence 0.50"]
    assert page.texts("rq-said") == ["3 May 2016"]
    assert len(page.texts("rq-shown")) == len(trace.answer.citations)


def test_text_of_reports_and_questions_is_escaped(tmp_path):
    report = document_from_text(f"TIDES\n\n{HOSTILE}", source="<b>.txt")
    engine = open_engine(tmp_path / "library", report)
    html = trace_html(engine.inspect(f"<i>who</i> {HOSTILE}"))
    page = Page(html)
    assert not {"script", "img"} & {name for name, _ in page.tags}
    assert "<script>x</script> measured" in "".join(page.texts("rq-quote"))
    assert "\u202e" not in html


def test_a_trace_is_json(engine):
    trace = engine.inspect(QUESTION)
    assert type(trace).model_validate_json(trace.model_dump_json()) == trace
    assert json.loads(trace.model_dump_json())["passages"][0]["fused_rank"] == 1


def test_the_view_says_that_it_works_and_then_shows_the_trace(engine):
    first, second = inspect_in_turn(warmed(engine), f" {QUESTION} \udcff")
    assert Page(first).texts("rq-note") == [WORKING]
    assert "Passages" in Page(second).texts(tag="h3")


@pytest.mark.parametrize(
    ("question", "said"),
    [(" ", [INVITATION]), ("?!", [WORKING, "The question holds no word"])],
)
def test_what_cannot_be_asked_is_told(engine, question, said):
    notes = [Page(html).texts("rq-note")[0] for html in inspect_in_turn(warmed(engine), question)]
    assert [note.split(";")[0] for note in notes] == said


def test_a_bug_tells_nothing_of_itself(caplog):
    class Broken:
        def inspect(self, question):
            raise RuntimeError("secret")

    *_, last = inspect_in_turn(warmed(Broken()), "who?")
    assert Page(last).texts("rq-note") == [FAILED]
    assert "secret" in caplog.text
