"""The app as programs and assistants use it, served in a process of its own."""

import http.client
import json
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError
from mcp_tools import called, tools_at
from typer.testing import CliRunner
from ui_samples import SENTENCES, TEXTS
from ui_served import free_port, served

import cli
from ui.asking import ask_in_turn
from ui.export import exported
from ui.page import MAX_WAITING
from ui.warming import WarmingEngine

HERE = Path(__file__).parent
QUESTION = "who presented the CRRF?"
ROWS = [{"document_id": "d1", "title": "A <b>meeting</b>", "source": "meeting.txt",
         "paragraphs": 2, "gaps": 1}]  # fmt: skip


def test_the_tools_are_the_four_endpoints_each_with_its_parameters_described(address):
    tools = {tool.name: tool for tool in tools_at(address)}
    parameters = {name: tool.inputSchema["properties"] for name, tool in tools.items()}
    assert {name: list(properties) for name, properties in parameters.items()} == {
        "ask": ["question", "history", "document_ids"],
        "search": ["query", "k", "document_ids"],
        "get_paragraph": ["document_id", "paragraph_id"],
        "list_documents": [],
    }
    assert all(
        properties["description"] for each in parameters.values() for properties in each.values()
    )
    assert [tools[name].inputSchema.get("required", []) for name in tools] == [
        ["question"],
        ["query"],
        ["document_id", "paragraph_id"],
        [],
    ]
    assert "tell the user that the reports do not say" in tools["ask"].description


def test_a_paragraph_comes_with_its_sentences_its_gaps_and_its_neighbours(address, client):
    found = client.predict("d1", "d1-2", api_name="/get_paragraph")
    assert found == called(address, "get_paragraph", document_id="d1", paragraph_id="d1-2")
    assert (found["text"], found["start"], found["end"]) == (TEXTS[1], 66, 66 + len(TEXTS[1]))
    assert (found["number"], found["gaps"]) == (2, ["cut"])
    assert (found["previous_id"], found["next_id"]) == ("d1-1", None)
    first = client.predict("d1", "d1-1", api_name="/get_paragraph")
    assert tuple(sentence["text"] for sentence in first["sentences"]) == SENTENCES
    assert (first["page"], first["previous_id"], first["next_id"]) == (7, None, "d1-2")
    assert first["link"] == "?doc=d1&para=d1-1"


def test_the_reports_are_listed(address, client):
    assert client.predict(api_name="/list_documents") == ROWS
    assert called(address, "list_documents") == ROWS


def test_a_question_may_be_limited_to_reports(client):
    limited = client.predict("who?", [], ["d1"], api_name="/ask")
    assert limited["short_answer"] == "Ada"
    assert client.predict("x", 1, ["d1"], api_name="/search")[0]["document_id"] == "d1"


@pytest.mark.parametrize(
    ("name", "arguments", "message"),
    [
        ("ask", {"question": ""}, "the question is empty"),
        ("ask", {"question": "who?", "document_ids": ["d9"]},
         "d9: no such document; list_documents gives the ids"),
        ("search", {"query": "x", "document_ids": ["d9"]},
         "d9: no such document; list_documents gives the ids"),
        ("search", {"query": "x", "k": 0},
         "k: Input should be greater than or equal to 1"),
        ("get_paragraph", {"document_id": "d9", "paragraph_id": "d1-1"},
         "d9: no such document; list_documents gives the ids"),
        ("get_paragraph", {"document_id": "d1", "paragraph_id": "7"},
         "7: d1 has no such paragraph; take the paragraph_id of a citation or of a passage that "
         "search finds"),
    ],
)  # fmt: skip
def test_a_bad_request_is_told_in_one_line_what_to_do(address, client, name, arguments, message):
    with pytest.raises(AppError) as caught:
        client.predict(**arguments, api_name=f"/{name}")
    assert str(caught.value) == message
    with pytest.raises(RuntimeError) as told:
        called(address, name, **arguments)
    assert str(told.value) == message


def test_a_bug_tells_an_assistant_nothing_of_itself(address):
    with pytest.raises(RuntimeError) as told:
        called(address, "ask", question="a bug")
    assert "secret" not in str(told.value)


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"Host": "evil.example"}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Transfer-Encoding": "chunked"}, 411),
        ({"Content-Length": str(33 * 2**20)}, 413),
    ],
)
@pytest.mark.parametrize("path", ["mcp/", "mcp/sse", "mcp/messages/", "mcp/schema"])
def test_the_tools_are_guarded_as_the_page_is(address, path, headers, code):
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)
    connection.putrequest("POST", f"/gradio_api/{path}", skip_host="Host" in headers)
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()  # refused by its headers: no body is waited for
    assert connection.getresponse().status == code
    connection.close()


def untimed(answer):
    return {key: value for key, value in answer.items() if key != "timings"}


def test_page_api_mcp_export_and_command_line_give_the_same_answer(real_engine, tmp_path):
    library = str(tmp_path / "library")
    *_, conversation = ask_in_turn(WarmingEngine(lambda: real_engine), QUESTION, ())
    documents = {document.id: document for document in real_engine.library.documents}
    page = conversation[0].answer.model_dump(mode="json")
    saved = json.loads(exported(conversation, documents, "", "JSON").content)
    printed = CliRunner().invoke(cli.app, ["ask", QUESTION, "--json", "--library", library])
    with served("-m", "cli", "serve", "--port", str(free_port()), "--library", library) as address:
        connected = Client(address, verbose=False, analytics_enabled=False)
        by_api = connected.predict(QUESTION, api_name="/ask")
        connected.close()
        by_mcp = called(address, "ask", question=QUESTION)
        assert [tool.name for tool in tools_at(address)] == [
            "ask",
            "search",
            "get_paragraph",
            "list_documents",
        ]
    expected = untimed(page)
    assert expected["short_answer"] == "Ninette Kelley"
    for answer in (saved["exchanges"][0]["answer"], json.loads(printed.stdout), by_api, by_mcp):
        assert untimed(answer) == expected


@pytest.fixture
def put_in_queue(address):
    """Puts one question into the queue for a session, as a page does; gives the status."""
    config = httpx.get(f"{address}/config", timeout=60).json()
    (ask,) = (each["id"] for each in config["dependencies"] if each["api_name"] == "ask")

    with httpx.Client(timeout=60) as program:

        def put(session, question="slow who?"):
            asked = {"data": [question, [], None], "fn_index": ask, "session_hash": session}
            joined = program.post(f"{address}/gradio_api/queue/join", json=asked)
            return joined.status_code, joined.json().get("detail", "")

        yield put


def n_waiting(address):
    return httpx.get(f"{address}/gradio_api/queue/status", timeout=60).json()["queue_size"]


def test_too_many_questions_are_told_that_the_queue_is_full(address, client, put_in_queue):
    with ThreadPoolExecutor(50) as pool:
        replies = list(pool.map(put_in_queue, [f"s{number}" for number in range(200)]))
    codes = Counter(code for code, _ in replies)
    assert set(codes) == {200, 503} and codes[200] >= MAX_WAITING
    assert all("Queue is full" in detail for code, detail in replies if code == 503)
    deadline = time.monotonic() + 60
    while n_waiting(address) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert client.predict("who?", api_name="/ask")["short_answer"] == "Ada"


def test_a_browser_that_goes_away_frees_its_places(address, put_in_queue):
    with ThreadPoolExecutor(20) as pool:
        replies = list(pool.map(lambda _: put_in_queue("gone", "very slow who?"), range(20)))
    assert {code for code, _ in replies} == {200}
    stream = f"{address}/gradio_api/queue/data"
    with httpx.stream("GET", stream, params={"session_hash": "gone"}, timeout=60) as response:
        lines = response.iter_lines()  # closes the stream when it is let go of
        next(lines)
        waiting = n_waiting(address)
    begin = time.monotonic()
    while n_waiting(address):
        time.sleep(0.05)
    # Two at a time, 10 s each: otherwise the queue would be empty only so much later.
    assert waiting > 10 and time.monotonic() - begin < 10 * waiting / 2 / 2
