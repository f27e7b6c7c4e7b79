"""The view Library, in a browser: a PDF is dropped in, asked, left out and removed."""

import pytest
from browser import HOSTILE_TITLE, ask, open_view, quotes
from reader_samples import Page, pdf_bytes

from corpus.pdf.ocr import is_installed

QUOTE = "It snowed on Bergen for nine days."


@pytest.fixture
def expect():
    from playwright.sync_api import expect

    return expect


@pytest.fixture
def snow(tmp_path):
    pages = [Page(), Page()]
    pages[0].bold(60, 120, "Report on the snow of the north", 20)
    pages[1].put(60, 140, QUOTE)
    path = tmp_path / "snow.pdf"
    path.write_bytes(pdf_bytes(pages))
    return path


def drop(page, *paths):
    page.locator("#rq-drop input[type=file]").set_input_files(paths)


def test_a_pdf_is_dropped_in_asked_and_removed(page, expect, snow):
    open_view(page, "Library")
    drop(page, snow)
    told = page.locator("#rq-told")
    expect(told.get_by_role("status")).to_have_text("1 added")
    row = page.locator("#rq-reports .rq-report").filter(has_text="snow.pdf")
    expect(row).to_contain_text("Report on the snow of the north")

    open_view(page, "Ask")
    assert quotes(ask(page, "How many days did it snow on Bergen?")) == [QUOTE]
    expect(page.locator(".rq-card").first).to_contain_text("p. 2")

    open_view(page, "Library")
    row.get_by_role("button", name="Remove").first.click()
    row.locator(".rq-remove-now").click()
    expect(told).to_contain_text("Removed: Report on the snow of the north")
    expect(row).to_have_count(0)


def test_a_file_that_is_no_report_is_refused_in_a_sentence(page, expect, tmp_path):
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing")
    open_view(page, "Library")
    drop(page, tmp_path / "broken.pdf")
    expect(page.locator("#rq-told").get_by_role("status")).to_have_text("1 refused")
    expect(page.locator("#rq-told .rq-file-name")).to_have_text("broken.pdf")
    expect(page.locator("#rq-told .rq-reason")).to_have_text(
        "The PDF is damaged and cannot be opened; save it anew from where it was made."
    )
    expect(page.locator("#rq-reports .rq-report")).to_have_count(2)


def test_a_file_that_is_too_large_is_named_and_the_others_are_added(page, expect, snow, tmp_path):
    large = tmp_path / "<b>large.pdf"
    with large.open("wb") as file:
        file.truncate(20 * 2**20 + 1)
    open_view(page, "Library")
    drop(page, large, snow)
    told = page.locator("#rq-told").get_by_role("status")
    expect(told).to_have_text("1 added")
    said = "<b>large.pdf was not added: it has 21 MB, and a file may have at most 20 MB."
    expect(page.locator(".rq-too-large")).to_have_text(said)
    row = page.locator("#rq-reports .rq-report").filter(has_text="snow.pdf")
    row.get_by_role("button", name="Remove").first.click()
    row.locator(".rq-remove-now").click()
    expect(row).to_have_count(0)

    # The same by drag and drop, alone: nothing is sent.
    page.evaluate(
        """name => {
          const moved = new DataTransfer();
          moved.items.add(new File([new Uint8Array(21 * 2 ** 20)], name));
          document.querySelector("#rq-drop button").dispatchEvent(
            new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: moved }));
        }""",
        "dropped.pdf",
    )
    expect(page.locator(".rq-too-large")).to_contain_text("dropped.pdf was not added")
    expect(page.locator("#rq-drop")).to_be_visible()


def test_of_too_many_files_those_that_fit_are_added_and_the_others_named(
    page, expect, snow, tmp_path
):
    full = [tmp_path / f"{letter}.bin" for letter in "abcdefghijklmn"]
    for path in full:
        with path.open("wb") as file:
            file.truncate(20 * 2**20)
    open_view(page, "Library")
    drop(page, *full, snow)
    said = (
        "m.bin and n.bin were not added: at most 250 MB can be added at once. "
        "Drop them again when the others are done."
    )
    expect(page.locator(".rq-too-large")).to_have_text(said)
    told = page.locator("#rq-told")
    expect(told.get_by_role("status")).to_have_text("1 added, 12 refused")
    names = [path.name for path in (*full[:12], snow)]
    expect(told.locator(".rq-file-name")).to_have_text(names)
    row = page.locator("#rq-reports .rq-report").filter(has_text="snow.pdf")
    row.get_by_role("button", name="Remove").first.click()
    row.locator(".rq-remove-now").click()
    expect(row).to_have_count(0)


def test_the_library_speaks_our_words_and_offers_what_it_can_do(page, expect):
    open_view(page, "Library")
    words = page.locator("#rq-drop [data-testid=upload-text]")
    ours = "node => getComputedStyle(node, '::after').content"
    assert words.evaluate(ours) == '"Drop reports here, or choose files"'
    assert words.evaluate("node => getComputedStyle(node).fontSize") == "0px"  # Gradio's own
    scans = page.get_by_label("Read scans with OCR")
    if is_installed():
        expect(scans).to_be_visible()
    else:
        expect(scans).to_be_hidden()


def test_a_report_that_is_left_out_is_not_asked(page, expect):
    open_view(page, "Library")
    hostile = page.locator("#rq-reports .rq-report").filter(has_text=HOSTILE_TITLE)
    hostile.get_by_role("checkbox").uncheck()
    expect(page.locator("#rq-choice")).to_contain_text("Asking 1 of 2 reports.")
    open_view(page, "Ask")
    exchange = ask(page, "Who bought nine lanterns?")
    expect(exchange.locator(".rq-verdict h3")).to_have_text("Not in the report")
