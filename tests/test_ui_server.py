import json
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from ui_samples import SmallEngine
from ui_served import free_port, start

from ui.policy import content_security_policy
from ui.server import ServeError, address_of, listen

HERE = Path(__file__).parent


def refusal(client, *values, **named):
    from gradio_client.exceptions import AppError

    with pytest.raises(AppError) as caught:
        client.predict(*values, **named)
    return str(caught.value)


def test_ask_gives_the_answer_object(client):
    expected = SmallEngine().ask("Who opened it?").model_dump(mode="json")
    assert client.predict("Who opened it?", api_name="/ask") == expected


@pytest.mark.parametrize(
    ("history", "n_turns"),
    [
        ([], 0),
        (["Who came?"], 1),
        ([{"question": "Who came?", "answer": "Forty."}], 2),
        ([{"role": "user", "content": "Who came?"}], 1),
    ],
)
def test_history_may_have_any_of_its_forms(client, history, n_turns):
    answer = client.predict(question="who?", history=history, api_name="/ask")
    assert answer["interpreted_as"] == f"{n_turns} turns"


def test_search_gives_the_hits_in_order(client):
    expected = [hit.model_dump(mode="json") for hit in SmallEngine().search("x", 2)]
    assert client.predict("meeting", 2, api_name="/search") == expected


def test_a_request_that_cannot_be_answered_is_told_why_in_one_line(client):
    assert refusal(client, "", api_name="/ask") == "the question is empty"
    assert "history must be a string" in refusal(client, "who?", [7], api_name="/ask")
    assert "valid list" in refusal(client, "who?", "before", api_name="/ask")
    assert "valid string" in refusal(client, 7, api_name="/ask")
    assert "less than or equal to 100" in refusal(client, "x", 1000, api_name="/search")


def test_a_bug_tells_nothing_of_itself(client):
    assert "secret" not in refusal(client, "a bug", api_name="/ask")


def test_only_the_endpoints_for_programs_are_public(address):
    with urllib.request.urlopen(f"{address}/gradio_api/info") as response:
        info = json.load(response)
    assert sorted(info["named_endpoints"]) == [
        "/ask",
        "/get_paragraph",
        "/list_documents",
        "/search",
    ]
    assert not info["unnamed_endpoints"]


def test_the_page_is_guarded_and_fetches_nothing_from_elsewhere(address):
    with urllib.request.urlopen(f"{address}/") as response:
        policy, page = response.headers["content-security-policy"], response.read()
    assert policy == content_security_policy(page) and "sha256-" in policy
    assert b"fonts.googleapis" not in page
    request = urllib.request.Request(f"{address}/", headers={"Host": "evil.example"})
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(request)
    assert caught.value.code == 403
    caught.value.close()


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/file=http://127.0.0.1/x",
        "/gradio_api/proxy=http://127.0.0.1/x",
        "/static/../../app.py",
        "/docs",
        "/openapi.json",
    ],
)
def test_no_file_or_address_is_fetched_for_a_caller(address, path):
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(f"{address}{path}")
    assert caught.value.code in (400, 403, 404)
    caught.value.close()


def test_a_library_that_cannot_be_opened_stops_the_server_with_one_line():
    server = start(HERE / "ui_server_process.py", str(free_port()), "broken")
    _, err = server.communicate(timeout=20)
    assert (server.returncode, err.splitlines()[-1]) == (1, "refused: the library is a file")


def test_a_taken_port_is_told_and_without_one_the_next_is_taken():
    with listen("127.0.0.1", None) as first, listen("127.0.0.1", None) as second:
        port = first.getsockname()[1]
        assert second.getsockname()[1] > port
        assert address_of(first) == f"http://127.0.0.1:{port}"
        with pytest.raises(ServeError, match=f"cannot listen on 127.0.0.1, port {port}"):
            listen("127.0.0.1", port)
