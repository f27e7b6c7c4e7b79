"""Asking, in a browser: answers, their evidence, the keyboard, a phone, a hostile report."""

import re

import pytest
from browser import (
    HOSTILE_QUESTION,
    HOSTILE_SENTENCE,
    HOSTILE_TITLE,
    PHONE,
    ask,
    n_pixels_too_wide,
    open_beside,
    question_box,
    quotes,
)

KELLEY_SHARED = (
    "The Director of the New York Office of UNHCR Ms. Ninette Kelley shared her views on the "
    "global compact for refugees and how the two compacts could be aligned."
)
KELLEY_NOTED = (
    "Ms. Kelley noted that the comprehensive refugee response framework (CRRF), included in Annex "
    "I of the New York Declaration, provided a solid roadmap for the operationalization of the "
    "commitments pertaining to refugees contained in the declaration."
)


@pytest.fixture
def expect():
    from playwright.sync_api import expect

    return expect


def background(locator):
    return locator.evaluate("node => getComputedStyle(node).backgroundColor")


def test_a_marker_opens_its_quote_marked_in_its_paragraph(page, expect):
    exchange = ask(page, "Who presented the CRRF?")
    expect(exchange.locator(".rq-short")).to_have_text("Ninette Kelley")
    assert quotes(exchange) == [KELLEY_SHARED, KELLEY_NOTED]

    exchange.get_by_text("[2]").click()
    card = page.locator(".rq-card:focus")
    expect(card.locator("mark")).to_have_text([KELLEY_SHARED, KELLEY_NOTED])
    expect(card.locator("mark.rq-current")).to_have_text(KELLEY_NOTED)
    expect(card.locator("mark.rq-current")).to_be_in_viewport()
    expect(card.locator(".rq-paragraph")).to_contain_text("UNHCR was following three tracks")


def test_a_follow_up_is_understood_and_the_earlier_evidence_stays(page, expect):
    first = ask(page, "Who presented the CRRF?")
    second = ask(page, "What did she say about the two compacts?")
    expect(second.locator(".rq-interpreted q")).to_have_text(
        "What did Ninette Kelley say about the two compacts?"
    )
    groups = page.locator(".rq-group")
    assert [group.is_visible() for group in groups.all()] == [False, True]
    first.get_by_text("[1]").click()
    assert [group.is_visible() for group in groups.all()] == [True, False]
    expect(page.locator("mark.rq-current")).to_have_text(KELLEY_SHARED)


def test_a_conversation_is_there_again_when_the_app_is_opened_again(page, expect, served_app):
    asked = ask(page, "Who presented the CRRF?").inner_text()
    again = open_beside(page, served_app)
    expect(again.locator(".rq-exchange")).to_have_text(asked, use_inner_text=True)
    expect(again.locator("mark")).to_have_text([KELLEY_SHARED, KELLEY_NOTED])


def test_an_abstention_looks_different_from_an_answer(page, expect):
    answered = ask(page, "Who presented the CRRF?")
    answered_mark = background(page.locator("mark").first)
    abstained = ask(page, "What is the boiling point of lead?")
    verdict = abstained.locator(".rq-verdict")
    expect(verdict.locator("h3")).to_have_text("Not in the report")
    expect(answered.locator(".rq-verdict")).to_have_count(0)
    expect(abstained.locator(".rq-short, .rq-sentence, .rq-marker, .rq-confidence")).to_have_count(
        0
    )
    assert background(verdict) != background(answered)

    abstained.get_by_text(re.compile("See the closest 3 passages")).click()
    nearest = page.locator(".rq-group:not([hidden])")
    expect(nearest.locator("h2")).to_have_text("Closest passages")
    expect(nearest.locator("mark")).to_have_count(3)
    assert background(nearest.locator("mark").first) != answered_mark


def test_everything_can_be_reached_by_keyboard_alone(page, expect):
    expect(question_box(page)).to_be_focused()
    page.keyboard.type("Who presented the CRRF?")
    page.keyboard.press("Enter")
    marker = page.get_by_label("Show quote 1 in its paragraph")
    marker.wait_for()
    for _ in range(30):
        page.keyboard.press("Shift+Tab")
        if marker.evaluate("node => node === document.activeElement"):
            break
    expect(marker).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".rq-card:focus mark.rq-current")).to_have_text(KELLEY_SHARED)
    page.keyboard.press("Tab")
    back = page.get_by_text("Back to answer")
    expect(back).to_be_focused()
    expect(back).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(marker).to_be_focused()


def test_who_presses_a_button_that_goes_away_keeps_a_place_on_the_page(page, expect):
    suggestions(page).first.press("Enter")
    expect(question_box(page)).to_be_focused()
    page.locator(".rq-exchange .rq-foot").wait_for()
    for name in ("Right", "Start over"):
        page.get_by_role("button", name=name, exact=True).press("Enter")
        expect(page.get_by_role("button", name=name, exact=True)).to_be_hidden()
        expect(question_box(page)).to_be_focused()


def test_an_answer_is_read_out_once(page, expect):
    """One live region tells of the conversation: nothing in it is one of its own."""
    ask(page, "Who presented the CRRF?")
    page.get_by_role("button", name="Right", exact=True).click()
    expect(page.locator(".rq-thanks")).to_be_visible()
    log = page.get_by_role("log")
    expect(log).to_have_count(1)
    expect(log).to_have_attribute("aria-live", "polite")
    expect(log.locator("[aria-live], [role=status], [role=alert]")).to_have_count(0)


def test_a_question_that_does_not_say_what_it_is_about_is_told_what_to_do(page, expect):
    said = (
        "The question does not say what it is about; ask a whole one, such as: "
        "Who opened the meeting?"
    )
    expect(ask(page, "who?").locator(".rq-message")).to_have_text(said)
    ask(page, "Who presented the CRRF?")
    follow_up = ask(page, "who?")
    expect(follow_up.locator(".rq-interpreted q")).to_have_text("Who (the CRRF)?")
    page.set_viewport_size(PHONE)
    third = ask(page, "What does CRRF stand for?")
    tabs = page.get_by_role("tablist").bounding_box()
    heading = third.locator("h2")
    expect(heading).to_be_in_viewport(ratio=1)
    assert heading.bounding_box()["y"] >= tabs["y"] + tabs["height"]


def test_a_phone_shows_everything_without_scrolling_sideways(page, expect):
    page.set_viewport_size(PHONE)
    expect(question_box(page)).to_be_in_viewport(ratio=1)
    assert n_pixels_too_wide(page) == 0
    exchange = ask(page, "Who presented the CRRF?")
    exchange.get_by_text("[2]").click()
    expect(page.locator("mark.rq-current")).to_be_in_viewport()
    expect(question_box(page)).to_be_in_viewport(ratio=1)
    assert n_pixels_too_wide(page) == 0
    page.get_by_text("Back to answer").click()
    expect(exchange.get_by_text("[2]")).to_be_in_viewport()


def test_a_hostile_report_is_text_and_nothing_of_it_runs(page, expect):
    """That nothing ran and nothing was asked for is what every page is watched for."""
    exchange = ask(page, HOSTILE_QUESTION)
    expect(exchange.locator("h2")).to_have_text("<b>Who</b> bought nine lanterns⟨U+202E⟩?")
    assert quotes(exchange) == [HOSTILE_SENTENCE]
    expect(page.locator("mark")).to_have_text(HOSTILE_SENTENCE)
    expect(page.locator(".rq-source")).to_have_text(HOSTILE_TITLE)
    expect(page.locator("#rq-panes :is(script, img, iframe)")).to_have_count(0)


def suggestions(page):
    return page.locator(".rq-suggestion:visible")


def test_suggested_questions_are_answered_and_then_come_others(page, expect):
    expect(suggestions(page)).to_have_count(3)
    at_first = suggestions(page).all_inner_texts()
    suggestions(page).first.press("Enter")
    exchange = page.locator(".rq-exchange")
    expect(exchange.locator("h2")).to_have_text(at_first[0])
    expect(exchange.locator(".rq-sentence").first).to_be_visible()
    expect(suggestions(page).filter(has_text=at_first[0])).to_have_count(0)
    expect(suggestions(page).first).to_be_visible()
    page.get_by_role("button", name="Start over").click()
    expect(suggestions(page)).to_have_text(at_first)
