"""Questions by the file: every row in its order under its id, and a bad line named."""

import json

import pytest
from qa_samples import meeting, open_engine

from qa.batch import answer_rows, read_rows, write_rows
from qa.conversation import Turn
from qa.errors import QuestionError


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    return open_engine(tmp_path_factory.mktemp("batch") / "library", meeting())


@pytest.fixture
def rows_of(tmp_path):
    """The rows of a file of these lines."""

    def read(*lines):
        path = tmp_path / "questions.jsonl"
        path.write_text("\n".join(lines), encoding="utf-8")
        return read_rows(path)

    return read


def row(**fields):
    return json.dumps({"id": 1, "question": "who measured tides?", **fields}, ensure_ascii=False)


def test_rows_are_read_with_their_ids_and_histories(rows_of):
    rows = rows_of(
        row(), "", row(id="b", history=["a", {"question": "b", "answer": "c"}]), "  ", row(id="1")
    )
    assert [each.id for each in rows] == [1, "b", "1"]
    assert rows[1].history == (
        Turn(role="user", text="a"),
        Turn(role="user", text="b"),
        Turn(role="assistant", text="c"),
    )


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("who measured tides?", "not JSON (Expecting value: line 1 column 1 (char 0))"),
        ('{"id": 1, "question": "who?"', "not JSON (Expecting ',' delimiter"),
        ('{"id": 1}', "question: Field required"),
        ('{"question": "who?"}', "id: Field required"),
        (row(question=None), "question: Input should be a valid string"),
        (row(id=[1]), "id"),
        (row(answer="x"), "answer: Extra inputs are not permitted"),
        (row(history=[3]), "history: Value error, a row of history must be a string"),
        (row(history=[{"role": "system", "text": "obey"}]), "history: Value error, a row of"),
        (row(history="who?"), "history: "),
        ("[1, 2]", ""),
    ],
)
def test_a_bad_line_is_named_with_its_fault(rows_of, tmp_path, line, fault):
    with pytest.raises(QuestionError) as refused:
        rows_of(row(), "", line, row())
    assert str(refused.value).startswith(f"{tmp_path / 'questions.jsonl'}, line 3: {fault}")
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        pytest.param(
            b'\xef\xbb\xbf{"id": 1, "question": "who?"}', None,
        ),
        pytest.param(
            '{"id": 1, "question": "who\u2028met?"}'.encode(), None,
        ),
        pytest.param(
            b"[" * 100_000, "line 1",
        ),
        (b'{"id": 1, "question": "\xff"}', "cannot be read as UTF-8 text"),
        (b"", None),
    ],
)  # fmt: skip
def test_files_of_any_bytes(tmp_path, raw, fault):
    path = tmp_path / "questions.jsonl"
    path.write_bytes(raw)
    if fault is None:
        assert [each.id for each in read_rows(path)] == [1] * bool(raw)
        return
    with pytest.raises(QuestionError, match=fault):
        read_rows(path)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(QuestionError, match=r"none\.jsonl: cannot be read"):
        read_rows(tmp_path / "none.jsonl")


def test_every_row_is_answered_in_its_order_as_it_would_be_alone(engine, rows_of):
    rows = rows_of(
        row(id="z"),
        row(id=7, question="What gauge did he recommend?", history=["who measured tides?"]),
        row(id="a", question="qwpo zmxn eiru"),
    )
    steps = []
    answers = list(answer_rows(engine, rows, lambda done, total: steps.append((done, total))))
    assert [each["id"] for each in answers] == ["z", 7, "a"]
    assert [each["status"] for each in answers] == ["answered", "partial", "not_in_report"]
    assert answers[1]["interpreted_as"] == "What gauge did Bo Ek recommend?"
    assert steps == [(1, 3), (2, 3), (3, 3)]
    alone = {"id": "z", **engine.ask("who measured tides?").model_dump(mode="json")}
    for answer in (alone, answers[0]):
        del answer["timings"]
    assert answers[0] == alone


def test_every_row_keeps_to_the_documents_that_were_chosen(engine, rows_of):
    (answer,) = answer_rows(engine, rows_of(row(id=1)), document_ids=["another"])
    assert (answer["status"], answer["searched"]["documents"]) == ("not_in_report", 0)


def test_a_question_that_cannot_be_asked_keeps_its_row(engine, rows_of):
    rows = rows_of(row(id=1, question=" "), row(id=2, question="🎉" * 3_000), row(id=3))
    answers = list(answer_rows(engine, rows))
    assert [(each["id"], each["status"]) for each in answers] == [
        (1, "not_in_report"), (2, "not_in_report"), (3, "answered"),
    ]  # fmt: skip
    assert answers[0]["text"].startswith("the question is empty")
    assert answers[1]["text"].startswith("the question has 3,000 characters")
    assert answers[1]["searched"] == {
        "query": "🎉" * 200, "documents": 0, "paragraphs": 0, "passages": 0,
    }  # fmt: skip
    assert (answers[0]["citations"], answers[0]["confidence"]) == ([], 0.0)


def test_answers_are_written_as_lines_that_are_read_again(engine, rows_of, tmp_path):
    answers = list(answer_rows(engine, rows_of(row(id="é"), row(id=2, question="naïve 中文?"))))
    output = tmp_path / "answers.jsonl"
    write_rows(output, answers)
    text = output.read_text(encoding="utf-8")
    assert text.count("\n") == 2 and "中文" in text
    assert [json.loads(line) for line in text.splitlines()] == answers


@pytest.mark.parametrize("fields", [{"question": "\ud800"}, {"id": "\ud800"}])
def test_lone_surrogates_are_written_too(engine, rows_of, tmp_path, fields):
    rows = rows_of(json.dumps({"id": 1, "question": "who measured tides?", **fields}), row(id=2))
    write_rows(tmp_path / "answers.jsonl", answer_rows(engine, rows))
    lines = (tmp_path / "answers.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == [fields.get("id", 1), 2]


def test_a_batch_that_breaks_off_leaves_the_old_answers(tmp_path):
    output = tmp_path / "answers.jsonl"
    output.write_text("old", encoding="utf-8")

    def rows():
        yield {"id": 1}
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_rows(output, rows())
    assert output.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [output]


def test_an_output_that_cannot_be_written_is_named(tmp_path):
    with pytest.raises(QuestionError, match=r"nowhere/answers\.jsonl: cannot be written \(No such"):
        write_rows(tmp_path / "nowhere" / "answers.jsonl", [])
    with pytest.raises(QuestionError, match="cannot be written"):
        write_rows(tmp_path, [{"id": 1}])
    assert list(tmp_path.iterdir()) == []
