import json

import pytest

from corpus.document import Span
from eval.collection import corpus_document
from eval.datasets import load_dataset
from eval.errors import EvaluationError

CORPUS = [
    {"_id": "a", "title": "Wings", "text": "A wing lifts. It drags too."},
    {"_id": "b", "title": "", "text": "Water flows."},
]
QUERIES = [
    {"_id": "1", "text": "What lifts?", "answers": ["A wing"], "answerable": True},
    {
        "_id": "2",
        "text": "And drags?",
        "history": [{"role": "user", "text": "What lifts?"}, "And then?"],
        "rewrite": "What drags?",
        "label": "ignored",
    },
]


@pytest.fixture
def folder(tmp_path):
    write(tmp_path / "corpus.jsonl", CORPUS)
    write(tmp_path / "queries.jsonl", QUERIES)
    (tmp_path / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\n1\ta\t2\n1\tb\t0\n2\tb\t0\n")
    return tmp_path


def write(path, rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def test_a_beir_folder(folder):
    dataset = load_dataset(folder)
    assert [document.id for document in dataset.documents] == ["a", "b"]
    assert dataset.qrels == {"1": {"a": 2, "b": 0}, "2": {"b": 0}}
    assert [query.id for query in dataset.judged()] == ["1"]
    first, second = dataset.queries
    assert (first.answers, first.answerable, first.history) == (("A wing",), True, ())
    assert (second.answers, second.answerable, second.rewrite) == ((), None, "What drags?")
    assert [turn.text for turn in second.history] == ["What lifts?", "And then?"]
    assert dataset.sha256 == load_dataset(folder).sha256


def test_qrels_without_a_first_line_and_in_their_own_folder(folder):
    (folder / "qrels.tsv").unlink()
    (folder / "qrels").mkdir()
    (folder / "qrels" / "test.tsv").write_text("1\ta\t1\n2\tb\t1\n")
    assert load_dataset(folder).qrels == {"1": {"a": 1}, "2": {"b": 1}}


def test_the_title_is_the_first_sentence_of_a_corpus_item():
    document = corpus_document("a", "Wings", "A wing lifts. It drags too.")
    (paragraph,) = document.paragraphs
    assert [document.quote(sentence) for sentence in paragraph.sentences] == [
        "Wings", "A wing lifts.", "It drags too.",
    ]  # fmt: skip
    assert document.quote(Span(start=paragraph.start, end=paragraph.end)) == document.text


def test_a_title_that_the_text_repeats_stands_once():
    assert corpus_document("a", "A wing", "A wing lifts.").text == "A wing lifts."
    assert corpus_document("b", "", "  Water flows.\n").text == "Water flows."


def test_an_empty_corpus_item_is_an_empty_document():
    assert corpus_document("a", "", " ").paragraphs[0].sentences == ()


def test_squad(tmp_path):
    path = tmp_path / "dev.json"
    asked = [
        {"id": "x", "question": "Who led?", "is_impossible": False,
         "answers": [{"text": "Rollo", "answer_start": 0}, {"text": "Rollo", "answer_start": 0}]},
        {"id": "y", "question": "Who sang?", "is_impossible": True, "answers": [],
         "plausible_answers": [{"text": "Rollo", "answer_start": 0}]},
    ]  # fmt: skip
    article = {"title": "The Normans", "paragraphs": [{"context": "Rollo led.", "qas": asked}]}
    path.write_text(json.dumps({"version": "v2.0", "data": [article]}))
    dataset = load_dataset(path)
    assert [document.id for document in dataset.documents] == ["The_Normans-0"]
    assert dataset.qrels == {"x": {"The_Normans-0": 1}}
    assert [(q.answers, q.answerable) for q in dataset.queries] == [(("Rollo",), True), ((), False)]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("corpus.jsonl", "{", r"corpus\.jsonl, line 1: no JSON"),
        ("corpus.jsonl", "[]\n", r"corpus\.jsonl, line 1: expected an object"),
        ("corpus.jsonl", '{"text": "x"}\n', r"corpus\.jsonl, line 1: no _id"),
        ("corpus.jsonl", '{"_id": "x", "text": null}\n', r"corpus\.jsonl, line 1: no text"),
        (
            "queries.jsonl",
            '{"_id": "1", "text": "x", "history": [3]}\n',
            r"line 1: a row of history",
        ),
        ("queries.jsonl", '{"_id": "1", "text": "x", "answers": [3]}\n', "line 1: 1 validation"),
        ("qrels.tsv", "1\ta\n", r"qrels\.tsv, line 1: expected query-id"),
        ("qrels.tsv", "1\ta\tx\n", r"qrels\.tsv, line 1: expected query-id"),
    ],
)
def test_what_is_wrong_is_named(folder, name, content, message):
    (folder / name).write_text(content)
    with pytest.raises(EvaluationError, match=message):
        load_dataset(folder)


def test_what_is_missing_is_named(folder, tmp_path):
    (folder / "qrels.tsv").unlink()
    with pytest.raises(EvaluationError, match=r"has no qrels\.tsv"):
        load_dataset(folder)
    (folder / "corpus.jsonl").unlink()
    with pytest.raises(EvaluationError, match=r"has no corpus\.jsonl"):
        load_dataset(folder)
    with pytest.raises(EvaluationError, match="no data set at"):
        load_dataset(tmp_path / "absent")
    (tmp_path / "x.json").write_text('{"data": [{"title": 3, "paragraphs": [{}]}]}')
    with pytest.raises(EvaluationError, match="is no SQuAD file"):
        load_dataset(tmp_path / "x.json")
