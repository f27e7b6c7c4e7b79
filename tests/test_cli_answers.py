"""`ask`, `search` and `batch`: the contract of their JSON and their text."""

import json

import pytest

TIDES = "Mr. Bo Ek, Chief of the Tide Unit, measured tides on 3 May 2016."

ANSWER_KEYS = [
    "status", "text", "short_answer", "sentences", "citations", "confidence", "interpreted_as",
    "searched", "timings",
]  # fmt: skip
CITATION_KEYS = [
    "number", "document_id", "document_title", "paragraph_id", "page", "section_path", "start",
    "end", "quote", "paragraph_text",
]  # fmt: skip


def one_object(result):
    """The JSON object that is the only line of stdout."""
    assert (result.code, result.err) == (0, "")
    assert result.out.endswith("\n") and result.out.count("\n") == 1
    return json.loads(result.out)


def test_an_answer_as_json(cli):
    answer = one_object(cli("ask", "--json", "who measured tides?"))
    assert list(answer) == ANSWER_KEYS
    assert [list(sentence) for sentence in answer["sentences"]] == [["text", "citations"]] * 3
    assert [list(citation) for citation in answer["citations"]] == [CITATION_KEYS] * 3
    assert (answer["status"], answer["short_answer"], answer["confidence"]) == (
        "answered", "Bo Ek", 0.5,
    )  # fmt: skip
    assert answer["sentences"][0] == {"text": TIDES, "citations": [1]}
    citation = answer["citations"][0]
    assert (citation["number"], citation["page"]) == (1, None)
    assert citation["section_path"] == ["V. TIDES"]
    assert (citation["document_title"], citation["quote"]) == ("HARBOUR MEETING", TIDES)
    assert citation["end"] - citation["start"] == len(TIDES)
    assert citation["paragraph_text"].startswith(TIDES)
    assert answer["searched"] == {
        "query": "who measured tides?", "documents": 1, "paragraphs": 7, "passages": 10,
    }  # fmt: skip
    stages = answer["timings"]
    assert list(stages) == ["load", "query", "search", "rerank", "read", "total"]
    assert stages.pop("total") == pytest.approx(sum(stages.values()), abs=1e-3)


def test_a_refusal_as_json_has_the_same_keys(cli):
    answer = one_object(cli("ask", "--json", "qwpo zmxn eiru"))
    assert list(answer) == ANSWER_KEYS
    assert (answer["status"], answer["short_answer"], answer["sentences"]) == (
        "not_in_report", None, [],
    )  # fmt: skip
    assert [list(citation) for citation in answer["citations"]] == [CITATION_KEYS] * 3


def test_the_first_question_makes_the_library_without_a_word_on_stdout(cli, tmp_path):
    new = tmp_path / "made" / "here"
    answer = one_object(cli("ask", "--json", "who measured tides?", "--library", new))
    assert (answer["short_answer"], (new / "library.sqlite3").is_file()) == ("Bo Ek", True)


def test_an_answer_for_a_reader_has_the_quote_the_section_and_the_paragraph(cli):
    result = cli("ask", "who meassured tides?")
    lines = result.out.splitlines()
    assert (result.code, result.err) == (0, "")
    assert lines[:5] == [
        "Interpreted as: who measured tides?",
        "Bo Ek",
        f"{TIDES} [1]",
        "He recommended a second gauge. [2]",
        "It cost little. [3]",
    ]
    assert "Where it stands" in lines
    assert "[1][2][3] HARBOUR MEETING · V. TIDES · ¶ 3" in lines
    assert f"    {TIDES} He" in lines  # the paragraph, wrapped at 80 columns
    assert lines[-1] == "Searched 10 passages of 7 paragraphs in 1 document."


def test_a_refusal_for_a_reader_shows_the_nearest_passages(cli):
    lines = cli("ask", "What is the boiling point?").out.splitlines()
    assert lines[:2] == ["Not in the report", "The report does not say."]
    assert "The nearest passages, to judge by" in lines
    assert lines[-1] == "Searched 10 passages of 7 paragraphs in 1 document."


def test_what_a_document_says_is_no_markup_of_the_terminal(cli, tmp_path):
    (tmp_path / "red.txt").write_text("The zeppelin is [bold red]not[/] :boom: red.", "utf-8")
    cli("add", tmp_path / "red.txt")
    assert "The zeppelin is [bold red]not[/] :boom: red. [1]" in cli("ask", "the zeppelin").out


def test_hits_as_json(cli):
    found = one_object(cli("search", "--json", "plan of Oslo", "-k", "2"))
    assert list(found) == ["query", "hits"] and found["query"] == "plan of Oslo"
    assert [(hit["rank"], hit["score"]) for hit in found["hits"]] == [(1, 7.0), (2, 6.0)]
    assert list(found["hits"][0]) == [
        "rank", "score", "passage_id", *CITATION_KEYS[1:],
    ]  # fmt: skip
    assert found["hits"][1]["quote"] == "II. THE FLOOD PLAN"


def test_hits_for_a_reader(cli):
    lines = cli("search", "plan of Oslo", "-k", "2").out.splitlines()
    assert lines[0] == "1. HARBOUR MEETING · II. THE FLOOD PLAN (7.00)"
    assert lines[-2:] == [
        "2. HARBOUR MEETING · II. THE FLOOD PLAN (6.00)", "    II. THE FLOOD PLAN",
    ]  # fmt: skip


@pytest.mark.parametrize("command", ["ask", "search"])
def test_a_question_in_one_document_only(cli, tmp_path, command):
    (tmp_path / "other.txt").write_text("The tides were measured by Ms. Eva Roe.", "utf-8")
    cli("add", tmp_path / "other.txt")
    (_, other) = one_object(cli("list", "--json"))["documents"]
    found = one_object(cli(command, "--json", "who measured tides?", "--in", other["document_id"]))
    (place,) = found["citations" if command == "ask" else "hits"]
    assert place["quote"] == "The tides were measured by Ms. Eva Roe."


def test_a_batch_keeps_ids_and_order_and_loads_each_model_once(cli, tmp_path):
    rows = [
        {"id": "z", "question": "who measured tides?"},
        {"id": 7, "question": ""},
        {
            "id": "a",
            "question": "When has he measured tides?",
            "history": ["who measured tides?"],
        },
        *({"id": f"n{n}", "question": "which ports were named?"} for n in range(97)),
    ]
    questions, output = tmp_path / "questions.jsonl", tmp_path / "answers.jsonl"
    questions.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    cli("list")  # the library is made
    cli.loads.clear()
    result = cli("batch", questions, "--output", output)
    assert (result.code, result.out, result.err) == (
        0, f"100 questions answered in {output}\n", "",
    )  # fmt: skip
    assert sorted(cli.loads) == ["encoder", "reader", "reranker"]
    answers = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    assert [answer["id"] for answer in answers] == [row["id"] for row in rows]
    assert [list(answer) for answer in answers] == [["id", *ANSWER_KEYS]] * 100
    assert [(answer["status"], answer["short_answer"]) for answer in answers[:3]] == [
        ("answered", "Bo Ek"), ("not_in_report", None), ("answered", "3 May 2016"),
    ]  # fmt: skip
    assert answers[1]["text"].startswith("the question is empty")
    alone = one_object(cli("ask", "--json", "who measured tides?"))
    assert {**answers[0], "timings": None} == {"id": "z", **alone, "timings": None}


def test_a_query_of_a_wrong_byte_is_printed_too(cli):
    assert one_object(cli("search", "--json", "tides \udcff"))["query"].startswith("tides ")


def test_a_question_of_a_wrong_byte_is_answered(cli):
    answer = one_object(cli("ask", "--json", "who measured tides \udcff?"))
    assert (answer["short_answer"], answer["searched"]["query"]) == (
        "Bo Ek", "who measured tides \ufffd?",
    )  # fmt: skip
