"""The row of views, in a browser: each by click and by arrow key, wide enough, without barriers."""

from browser import DESKTOP, PHONE, n_pixels_too_wide, open_view, show_in
from browser_axe import serious_violations

VIEWS = {
    "Ask": "#rq-outline h2",
    "Read": "#rq-read article",
    "Library": "#rq-reports .rq-report",
    "Inspect": "#rq-inspected .rq-note",
    "Evaluation": "#rq-evaluation button",
}
"""The views in their order, each with what is seen once it is there."""


def test_no_view_has_a_serious_barrier_or_scrolls_sideways(page):
    found = {}
    for name, sign in VIEWS.items():
        open_view(page, name)
        page.locator(sign).first.wait_for()
        for scheme, size in (("light", PHONE), ("dark", DESKTOP)):
            show_in(page, scheme)
            page.set_viewport_size(size)
            found[name, scheme] = (serious_violations(page), n_pixels_too_wide(page))
    assert {place: faults for place, faults in found.items() if faults != ([], 0)} == {}


LEFT = {
    "Ask": "#rq-welcome h2, #rq-question textarea",
    "Read": "#rq-read .rq-list summary",
    "Library": "#rq-library h2",
    "Inspect": "#rq-inspect textarea",
    "Evaluation": "#rq-evaluation button.primary",
}
"""What stands at the left edge of each view."""


def test_the_views_begin_at_the_same_left_edge(page):
    page.set_viewport_size({"width": 1700, "height": 900})
    edges = {"head": {page.locator("#rq-masthead h1").bounding_box()["x"]}}
    for name, beginning in LEFT.items():
        open_view(page, name)
        page.locator(VIEWS[name]).first.wait_for()
        boxes = page.locator(beginning).evaluate_all(
            "all => all.map(node => node.getBoundingClientRect().x)"
        )
        edges[name] = set(boxes)
    assert edges == dict.fromkeys(edges, edges["head"])


def test_the_arrow_keys_go_from_view_to_view(page):
    from playwright.sync_api import expect

    tabs, chosen = page.get_by_role("tab"), page.get_by_role("tab", selected=True)
    expect(tabs).to_have_text([*VIEWS])
    tabs.first.focus()
    for name in (*[*VIEWS][1:], "Ask"):
        page.keyboard.press("ArrowRight")
        expect(chosen).to_have_text(name)
        expect(chosen).to_be_focused()
