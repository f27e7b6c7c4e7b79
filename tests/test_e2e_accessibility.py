"""axe-core on every state of the page: in light on a phone, in dark on a desktop."""

from browser import DESKTOP, PHONE, ask, show_in
from browser_axe import serious_violations

QUESTIONS = {
    "answered": "Who presented the CRRF?",
    "partial": "What did she say about the two compacts?",
    "not in the report": "What is the boiling point of lead?",
}


def test_asking_has_no_serious_barrier(page):
    found = {}
    for state in ("welcome", *QUESTIONS):
        if state in QUESTIONS:
            ask(page, QUESTIONS[state])
        for scheme, size in (("light", PHONE), ("dark", DESKTOP)):
            show_in(page, scheme)
            page.set_viewport_size(size)
            found[state, scheme] = serious_violations(page)
    assert {place: barriers for place, barriers in found.items() if barriers} == {}


def test_a_barrier_would_be_found(page):
    page.evaluate(
        "document.querySelector('#rq-ask').style.cssText += '; transition: none; color: #3b73a4'"
    )
    assert serious_violations(page) == ["color-contrast (serious): #rq-ask"]
