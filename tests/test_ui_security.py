import base64
import hashlib

import pytest
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, PlainTextResponse, StreamingResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from ui.policy import content_security_policy
from ui.security import MAX_BODY_BYTES, MAX_UPLOAD_BODY_BYTES, Guard

PAGE = "<p>a</p><script>let a = 1 < 2;</script><script src='x.js'></script>"


def streamed(_request):
    return StreamingResponse(iter(["one", "two"]), media_type="text/event-stream")


def encoding(request):
    return PlainTextResponse(request.headers.get("accept-encoding", "none"))


APP = Starlette(
    routes=[
        Route("/", lambda _: HTMLResponse(PAGE)),
        Route("/plain", lambda _: PlainTextResponse("x"), methods=["GET", "POST"]),
        Route("/gradio_api/upload", lambda _: PlainTextResponse("x"), methods=["POST"]),
        Route("/stream", streamed),
        Route("/encoding", encoding),
    ]
)


def status(headers, host="127.0.0.1", path="/plain", **request):
    client = TestClient(Guard(APP, host), base_url="http://127.0.0.1:7860")
    return client.request(
        request.pop("method", "GET"), path, headers=headers, **request
    ).status_code


@pytest.mark.parametrize("host", ["127.0.0.1:7860", "localhost", "[::1]:80", "LOCALHOST:1"])
def test_loopback_names_are_served(host):
    assert status({"host": host}) == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example", "localhost.evil", "192.168.1.9", "", "[::1", "@"],
)
def test_other_names_are_refused(host):
    assert status({"host": host}) == 403


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        ("http://localhost:7860", 200),
        ("http://evil.example", 403),
        ("http://localhost:9999", 403),
        ("http://localhost:7860.evil.example", 403),
        ("null", 403),
        ("", 403),
        ("file://localhost:7860", 403),
    ],
)
def test_only_the_page_itself_may_call(origin, expected):
    assert status({"host": "localhost:7860", "origin": origin}, method="POST") == expected


def test_a_named_host_is_served_by_its_name_and_loopback():
    assert status({"host": "reports.local:80"}, host="reports.local") == 200
    assert status({"host": "localhost"}, host="reports.local") == 200
    assert status({"host": "evil.example"}, host="reports.local") == 403


def test_every_address_means_addresses_not_names():
    assert status({"host": "192.168.1.9:7860"}, host="0.0.0.0") == 200
    assert status({"host": "[fe80::1]:7860"}, host="::") == 200
    assert status({"host": "evil.example"}, host="0.0.0.0") == 403


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"content-length": str(MAX_BODY_BYTES)}, 200),
        ({"content-length": str(MAX_BODY_BYTES + 1)}, 413),
        ({"content-length": "-1"}, 413),
        ({"content-length": "²"}, 413),
        ({"transfer-encoding": "chunked"}, 411),
    ],
)
def test_large_or_unmeasured_bodies_are_refused(headers, expected):
    raw = {name: value.encode("latin-1", "replace") for name, value in headers.items()}
    assert status({"host": "localhost", **raw}, method="POST") == expected


def test_several_files_may_come_in_one_request():
    for n_bytes, expected in ((MAX_UPLOAD_BODY_BYTES, 200), (MAX_UPLOAD_BODY_BYTES + 1, 413)):
        headers = {"host": "localhost", "content-length": str(n_bytes)}
        assert status(headers, path="/gradio_api/upload", method="POST") == expected


def get(path):
    return TestClient(Guard(APP), base_url="http://127.0.0.1:7860").get(path)


def test_a_page_allows_its_own_scripts_by_their_hash_and_nothing_from_elsewhere():
    response = get("/")
    digest = base64.b64encode(hashlib.sha256(b"let a = 1 < 2;").digest()).decode()
    policy = dict(
        rule.strip().split(" ", 1)
        for rule in response.headers["content-security-policy"].split(";")
    )
    assert response.text == PAGE
    assert policy["script-src"] == f"'self' 'unsafe-eval' 'sha256-{digest}'"
    assert policy["default-src"] == policy["frame-ancestors"] == "'none'"
    assert policy["connect-src"] == "'self'" and policy["img-src"] == "'self' data:"
    assert "http" not in response.headers["content-security-policy"]


def test_other_responses_pass_through_with_the_policy():
    response = get("/stream")
    assert response.text == "onetwo"
    assert response.headers["content-security-policy"] == content_security_policy()
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["x-frame-options"] == "DENY"


def test_pages_are_never_compressed_before_their_scripts_are_read():
    assert get("/encoding").text == "none"
