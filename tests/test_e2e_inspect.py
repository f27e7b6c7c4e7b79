"""The views Inspect and Evaluation, in a browser."""

import pytest
from browser import HOSTILE_QUESTION, open_view


@pytest.fixture
def expect():
    from playwright.sync_api import expect

    return expect


def test_a_question_is_followed_through_every_stage(page, expect):
    open_view(page, "Inspect")
    box = page.get_by_label("Question to inspect")
    box.fill(HOSTILE_QUESTION)
    box.press("Enter")
    trace = page.locator("#rq-inspected")
    expect(trace.locator("h3")).to_have_text(
        ["Query", "Timings", "Confidence", "Passages", "Paragraphs read", "Sentences"]
    )
    expect(trace).to_contain_text("<script>alert(2)</script>")
    expect(trace.locator(":is(script, img, iframe)")).to_have_count(0)


def test_an_evaluation_is_started_and_stopped(page, expect):
    open_view(page, "Evaluation")
    expect(page.locator("#rq-figures h2")).to_have_text(["The last accepted run"])
    start, stop = (page.get_by_role("button", name=name) for name in ("Run the", "Stop"))
    start.click()
    expect(start).to_be_disabled()
    stop.click()
    expect(stop).to_be_hidden()
    expect(start).to_be_enabled()
    expect(page.locator("#rq-figures h2")).to_have_text(["The last accepted run"])
