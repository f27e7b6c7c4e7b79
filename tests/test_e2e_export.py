"""A conversation saved as a file, in a browser: what is in the file is what the page shows."""

import json

import docx
import pytest
from browser import HOSTILE_QUESTION, HOSTILE_SENTENCE, ask, quotes
from markdown_it import MarkdownIt
from ui_samples import Page


@pytest.fixture(scope="module")
def conversation(watched):
    """Two exchanges on a page, each with what a reader sees of it: short answer and quotes."""
    context, watch = watched
    page = context.new_page()
    page.goto(watch.address)
    page.locator("#rq-outline h2").first.wait_for()
    seen = []
    for question in ("Who presented the CRRF?", HOSTILE_QUESTION):
        exchange = ask(page, question)
        short = exchange.locator(".rq-short")
        seen.append((short.inner_text() if short.count() else None, quotes(exchange)))
    yield page, seen
    page.close()
    assert watch.faults == []


def saved(page, form, tmp_path):
    with page.expect_download() as download:
        page.get_by_role("button", name=f"Save the conversation as {form}", exact=True).click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_json(conversation, tmp_path):
    page, seen = conversation
    path = saved(page, "JSON", tmp_path)
    assert path.name == "report-qa-conversation.json"
    exchanges = json.loads(path.read_text(encoding="utf-8"))["exchanges"]
    assert [each["question"] for each in exchanges] == ["Who presented the CRRF?", HOSTILE_QUESTION]
    told = [
        (each["answer"]["short_answer"], [row["text"] for row in each["answer"]["sentences"]])
        for each in exchanges
    ]
    assert told == seen
    place = exchanges[0]["places"][0]
    links = page.locator("#rq-evidence a.rq-read-link").evaluate_all("all => all.map(a => a.href)")
    assert any(link.startswith(place["link"]) for link in links)


def test_markdown(conversation, tmp_path):
    page, seen = conversation
    path = saved(page, "Markdown", tmp_path)
    assert path.name == "report-qa-conversation.md"
    read = Page(MarkdownIt().render(path.read_text(encoding="utf-8")))
    assert read.texts(tag="h2")[0] == "Who presented the CRRF?"
    assert read.texts(tag="strong")[0] == seen[0][0]
    said = [quote for _, sentences in seen for quote in sentences]
    items = read.texts(tag="li")
    assert all(any(f"“{quote}”" in item for item in items) for quote in said)
    assert HOSTILE_SENTENCE in said
    assert not {"script", "img", "iframe"} & {tag for tag, _ in read.tags}


def test_word(conversation, tmp_path):
    page, seen = conversation
    path = saved(page, "Word", tmp_path)
    assert path.name == "report-qa-conversation.docx"
    paragraphs = docx.Document(str(path)).paragraphs
    lines = [paragraph.text for paragraph in paragraphs]
    assert "Who presented the CRRF?" in lines
    assert seen[0][0] in lines
    quoted = [each.text for each in paragraphs if each.style.name == "Quote"]
    said = [quote for _, sentences in seen for quote in sentences]
    assert [line.split(" ", 1)[1] for line in quoted] == [f"“{quote}”" for quote in said]
