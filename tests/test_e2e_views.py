"""The row of views, in a browser: each by click and by arrow key, wide enough, without barriers."""

import pytest
from browser import DESKTOP, PHONE, n_pixels_too_wide, open_view, show_in
from browser_axe import serious_violations

VIEWS = ["Ask", "Read", "Library", "Inspect", "Evaluation"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_view_has_a_serious_barrier_or_scrolls_sideways(page, scheme):
    show_in(page, scheme)
    found = {}
    for name in VIEWS:
        open_view(page, name)
        for size in (DESKTOP, PHONE):
            page.set_viewport_size(size)
            page.wait_for_load_state("networkidle")
            found[name, size["width"]] = (serious_violations(page), n_pixels_too_wide(page))
        page.set_viewport_size(DESKTOP)
    assert {place: faults for place, faults in found.items() if faults != ([], 0)} == {}


def test_the_arrow_keys_go_from_view_to_view(page):
    from playwright.sync_api import expect

    tabs = page.get_by_role("tab")
    expect(tabs).to_have_text(VIEWS)
    tabs.first.focus()
    for name in (*VIEWS[1:], VIEWS[0]):
        page.keyboard.press("ArrowRight")
        expect(page.get_by_role("tab", selected=True)).to_have_text(name)
        expect(page.get_by_role("tab", selected=True)).to_be_focused()
