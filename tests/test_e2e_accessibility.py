"""axe-core on every state of the page, in light and dark, on a desktop and on a phone."""

import pytest
from browser import DESKTOP, PHONE, ask
from browser_axe import serious_violations

QUESTIONS = {
    "answered": "Who presented the CRRF?",
    "partial": "What did she say about the two compacts?",
    "not in the report": "What is the boiling point of lead?",
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_asking_has_no_serious_barrier(page, scheme):
    page.emulate_media(color_scheme=scheme)
    found = {}
    for state in ("welcome", *QUESTIONS):
        page.set_viewport_size(DESKTOP)
        if state in QUESTIONS:
            ask(page, QUESTIONS[state])
        for width in (DESKTOP, PHONE):
            page.set_viewport_size(width)
            found[state, width["width"]] = serious_violations(page)
    assert {place: barriers for place, barriers in found.items() if barriers} == {}


def test_a_barrier_is_found(page):
    page.evaluate("document.querySelector('#rq-ask').style.color = '#3b73a4'")
    (barrier,) = serious_violations(page)
    assert barrier == "color-contrast (serious): #rq-ask"
