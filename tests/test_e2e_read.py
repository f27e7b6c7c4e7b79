"""The view Read, in a browser: a whole report, links to its paragraphs, finding words in it."""

import pytest
from browser import HOSTILE_SENTENCE, HOSTILE_TITLE, PHONE, ask, open_beside, open_view

TRACKS = "UNHCR was following three tracks for implementing the CRRF."
N_KELLEY = 3
"""How often the bundled report names her."""


@pytest.fixture
def expect():
    from playwright.sync_api import expect

    return expect


@pytest.fixture
def read(page):
    """The view, as soon as it shows the bundled report."""
    open_view(page, "Read")
    page.locator("#rq-read article").wait_for()
    return page.locator("#rq-read")


def test_a_link_to_a_paragraph_opens_it_and_nothing_else(page, read, expect, served_app):
    paragraph = read.locator("[data-para]").filter(has_text=TRACKS)
    link = paragraph.locator("a.rq-permalink").get_attribute("href")
    opened = open_beside(page, f"{served_app}/{link}")
    here = opened.locator("#rq-read .rq-here")
    expect(here).to_contain_text(TRACKS)
    expect(here).to_be_in_viewport()
    expect(here).to_be_focused()
    expect(opened.get_by_role("tab", selected=True)).to_have_text("Read")


@pytest.mark.parametrize("link", ["?doc=none&para=p1", "?doc=<img src=x onerror=alert(1)>&para='"])
def test_a_link_to_what_is_not_there_says_so(page, expect, served_app, link):
    opened = open_beside(page, f"{served_app}/{link}")
    expect(opened.locator("#rq-read .rq-note")).to_contain_text("not in the library")
    expect(opened.locator("#rq-read article")).to_contain_text(TRACKS)


def test_words_are_found_in_the_report(page, read, expect):
    page.get_by_label("Find in this report").fill("kelley")
    expect(read.locator(".rq-count")).to_have_text(f"1 of {N_KELLEY}")
    page.keyboard.press("Enter")
    expect(read.locator(".rq-count")).to_have_text(f"2 of {N_KELLEY}")


def test_on_a_phone_a_number_stands_in_the_line_that_it_is_of(page, read):
    page.set_viewport_size(PHONE)
    paragraph = read.locator("[data-para]").filter(has_text=TRACKS)
    number, words = (
        paragraph.locator(part).bounding_box() for part in (".rq-permalink", ".rq-words")
    )
    assert abs(number["y"] - words["y"]) < 4


def test_signs_for_bold_type_are_not_shown(page, read, expect):
    bold = read.locator(".rq-bold")
    expect(bold).to_have_text(["**", "**"])
    expect(bold.first).to_be_hidden()


def test_a_hostile_report_is_read_as_text(page, read, expect):
    hostile = page.get_by_label("Report", exact=True).locator("option").nth(1)
    page.get_by_label("Report", exact=True).select_option(hostile.get_attribute("value"))
    expect(read.locator("article h2")).to_have_text(HOSTILE_TITLE)
    words = read.locator("article .rq-words").filter(has_text="nine lanterns")
    expect(words).to_have_text(HOSTILE_SENTENCE)
    expect(read.locator(":is(script, img, iframe)")).to_have_count(0)


def test_a_quote_leads_to_its_place_in_the_report(page, expect):
    ask(page, "Who presented the CRRF?")
    page.locator("#rq-evidence a.rq-read-link").first.click()
    expect(page.get_by_role("tab", selected=True)).to_have_text("Read")
    expect(page.locator("#rq-read .rq-here mark").first).to_be_in_viewport()
