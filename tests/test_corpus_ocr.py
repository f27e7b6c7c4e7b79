"""OCR: what tesseract says of a page made words, and scans read or refused in one sentence."""

import re
import shutil
import sys
import zlib
from dataclasses import replace
from importlib.util import find_spec

import pytest
from reader_samples import Page as Sheet
from reader_samples import joined_pdf, pdf_bytes

from corpus import CorpusError, load
from corpus.pdf import ocr
from corpus.pdf.hocr import NotLegible, with_even_sizes, words_of
from corpus.pdf.reader import reading_of
from corpus.pdf.words import Page, Word

with_extra = pytest.mark.skipif(
    find_spec("pytesseract") is None, reason="the extra ocr is not installed"
)
with_program = pytest.mark.skipif(
    shutil.which("tesseract") is None, reason="the program tesseract is not installed"
)


def line(box, words, baseline="0 0", size=40):
    spans = "".join(
        f'<span class="ocrx_word" title="bbox {x0} 0 {x1} 0; x_wconf {sure}">{text}</span>'
        for text, x0, x1, sure in words
    )
    title = f"bbox {box}; baseline {baseline}; x_size {size}"
    return f'<span class="ocr_line" title="{title}">{spans}</span>'


def hocr(*paragraphs):
    inner = "".join(f'<p class="ocr_par">{"".join(lines)}</p>' for lines in paragraphs)
    return f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{inner}</body></html>'.encode()


def test_a_word_has_its_place_in_points():
    page = hocr(
        [line("100 160 300 210", [("It", 100, 140, 96), ("rained.", 150, 300, 96)], "0 -10")]
    )
    # the baseline is 10 pixels above 210; a pixel is half a point
    assert words_of(page, 0.5) == (
        Word("It", x0=50, x1=70, y=100, size=20, is_bold=False, is_italic=False),
        Word("rained.", x0=75, x1=150, y=100, size=20, is_bold=False, is_italic=False),
    )


def test_two_blanks_behind_a_sentence_are_no_gap_between_cells_but_a_number_stands_apart():
    words = [
        ("1.", 0, 20, 96),
        ("Rain.", 80, 200, 96),
        ("Snow", 270, 400, 96),
        ("10", 500, 540, 96),
    ]
    number, rain, snow, ten = words_of(hocr([line("0 0 540 40", words)]), 1)
    assert number.x1 == 20
    assert rain.x1 == 270 - 0.5 * 40
    assert (snow.x1, ten.x0) == (400, 500)


def test_lines_that_lie_askew_are_set_upright():
    # the page falls by 1 in 100: two halves of one line of print, found as two
    left = line("0 100 200 142", [("left", 0, 200, 96)], "0.01 -2")
    right = line("1000 110 1200 152", [("right", 1000, 1200, 96)], "0.01 -2")
    assert [word.y for word in words_of(hocr([left], [right]), 1)] == [140, 140]


def test_the_lines_of_a_paragraph_have_one_size_and_a_heading_keeps_its_own():
    sizes = [40, 44, 38, 60]
    rows = [line(f"0 {n}00 90 {n}50", [("rain", 0, 90, 96)], size=s) for n, s in enumerate(sizes)]
    # the median of 38, 40, 44 and 60 is 42, and what is within 15 % of it becomes that
    assert [word.size for word in words_of(hocr(rows), 1)] == [42, 42, 42, 60]


def test_specks_and_what_stands_sideways_are_no_words():
    rows = [
        line("0 0 90 40", [("rain", 0, 90, 20), ("fell", 100, 190, 96)]),
        line("0 50 90 90", [("Lves", 0, 90, 54)]),
        '<span class="ocr_line" title="bbox 0 0 9 90; textangle 90; x_size 40">'
        '<span class="ocrx_word" title="bbox 0 0 9 90; x_wconf 96">GE.90</span></span>',
    ]
    assert [word.text for word in words_of(hocr(rows), 1)] == ["rain", "fell"]


def test_a_page_that_ocr_is_not_sure_of_is_not_legible():
    words = [("rr", 0, 90, 10), ("ww", 100, 190, 49), ("vv", 200, 290, 96)]
    with pytest.raises(NotLegible, match="half of the words it is less than 50 % sure"):
        words_of(hocr([line("0 0 290 40", words)]), 1)
    assert words_of(hocr(), 1) == ()


def word(text, size):
    return Word(text, x0=0, x1=90, y=100, size=size, is_bold=False, is_italic=False)


def test_the_body_of_all_pages_that_ocr_read_has_one_size():
    read = Page(
        1, 600, 800, (word("rainfall", 10), word("snow", 10.5), word("IV", 12)), is_recognised=True
    )
    printed = replace(read, number=2, is_recognised=False)
    evened, same = with_even_sizes([read, printed])
    assert [each.size for each in evened.words] == [10, 10, 12]
    assert same == printed


def test_what_ocr_read_and_where_it_failed_is_said():
    pages = [
        Page(1, 600, 800, (word("Rain", 10),), is_recognised=True),
        Page(2, 600, 800, (), n_pictures=1, ocr_failure="Tesseract process timeout"),
    ]
    assert reading_of(pages, lambda seconds: None).notices == (
        "left out: pictures (1)",
        "read by OCR, which may mistake letters: page 1",
        "OCR failed, and left out: page 2 (Tesseract process timeout)",
    )


def scan(*sheets):
    """A PDF of pictures of pages, 200 dots an inch, in letters as wide as they are in Times."""
    import pypdfium2

    widths = re.compile(rb"/FirstChar 32 /LastChar 255 /Widths \[[^]]*\]")
    printed = widths.sub(lambda found: b" " * len(found[0]), pdf_bytes(sheets))
    source = pypdfium2.PdfDocument(printed)
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    kids = []
    for page in source:
        bitmap = page.render(scale=200 / 72, grayscale=True)
        assert bitmap.stride == bitmap.width
        picture = zlib.compress(bytes(bitmap.buffer))
        drawn = b"q 595 0 0 842 0 0 cm /I Do Q"
        n = len(objects) + 1
        objects += [
            b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray "
            b"/BitsPerComponent 8 /Filter /FlateDecode /Length %d >>\nstream\n%b\nendstream"
            % (bitmap.width, bitmap.height, len(picture), picture),
            b"<< /Length %d >>\nstream\n%b\nendstream" % (len(drawn), drawn),
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /XObject << /I %d 0 R >> >> >>" % (n + 1, n),
        ]
        kids.append(b"%d 0 R" % (n + 2))
    source.close()
    objects[1] = b"<< /Type /Pages /Kids [%b] /Count %d >>" % (b" ".join(kids), len(kids))
    return joined_pdf(objects)


def sheet(number, lines):
    made = Sheet()
    made.put(290, 800, str(number), size=11)
    made.lines(72, 120, lines, size=11, pitch=14)
    return made


FIRST = [
    "1.    The meeting discussed the rainfall of the past year, and the damage that was done by",
    "the floods in the southern provinces. It was agreed that the early warning of the meteoro-",
    "logical service had saved many lives, and that it should reach the villages as well.",
]
SECOND = [
    "2.    The meeting asked the Secretariat to report on the matter every year from now on.",
]


@with_extra
@with_program
def test_a_scan_is_read_with_its_paragraphs_and_pages(tmp_path):
    (tmp_path / "scan.pdf").write_bytes(scan(sheet(1, FIRST), sheet(2, SECOND)))
    document = load(tmp_path / "scan.pdf", with_ocr=True)
    found = [(each.number, each.page, document.quote(each)) for each in document.paragraphs]
    first = " ".join(FIRST).removeprefix("1.    ").replace("meteoro- logical", "meteorological")
    assert found == [(1, 1, first), (2, 2, SECOND[0].removeprefix("2.    "))]
    assert "read by OCR, which may mistake letters: pages 1, 2" in document.notices


def refusal(path, **options):
    with pytest.raises(CorpusError) as caught:
        load(path, **options)
    return str(caught.value).removeprefix(f"{path}: ")


def test_a_scan_that_is_added_without_ocr_says_what_to_install(tmp_path):
    (tmp_path / "scan.pdf").write_bytes(scan(sheet(1, FIRST)))
    message = refusal(tmp_path / "scan.pdf")
    assert message.startswith("this is a scan: 1 of its 1 pages are pictures without a text layer")
    assert "--ocr" in message
    assert message.endswith(ocr.NEEDED)


def test_ocr_that_is_asked_for_but_not_installed_is_one_sentence(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "scan.pdf").write_bytes(scan(sheet(1, FIRST)))
    message = refusal(tmp_path / "scan.pdf", with_ocr=True)
    assert message.endswith(ocr.NEEDED)
    assert "pip install 'report-qa[ocr]'" in message
    assert "apt install tesseract-ocr" in message


def test_the_extra_that_is_missing_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "pytesseract", None)
    ocr.check_installed.cache_clear()
    with pytest.raises(CorpusError, match=r"report-qa\[ocr\]"):
        ocr.check_installed()


def test_ocr_that_is_asked_for_and_not_needed_is_not_missed(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "text.pdf").write_bytes(pdf_bytes([sheet(1, SECOND)]))
    document = load(tmp_path / "text.pdf", with_ocr=True)
    assert document.text == SECOND[0].removeprefix("2.    ")


def put_program(folder, monkeypatch, languages, says):
    """A program of the name tesseract that has these languages and does this with a picture."""
    program = folder / "tesseract"
    program.write_text(
        "#!/bin/sh\n"
        'case "$*" in\n'
        f'*--list-langs*) printf "List of available languages (1):\\n{languages}\\n" ;;\n'
        "*--version*) echo tesseract 5.3.0 ;;\n"
        f"*) {says} ;;\nesac\n"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


@with_extra
def test_a_scan_of_which_no_page_can_be_read_says_why(tmp_path, monkeypatch):
    put_program(tmp_path, monkeypatch, "eng", "echo it is too dark >&2; exit 3")
    (tmp_path / "scan.pdf").write_bytes(scan(sheet(1, FIRST), sheet(2, SECOND)))
    message = refusal(tmp_path / "scan.pdf", with_ocr=True)
    assert message.startswith("this is a scan, and OCR failed on 2 of its 2 pages (")
    assert "it is too dark" in message


@with_extra
def test_a_program_without_english_is_told_of(tmp_path, monkeypatch):
    put_program(tmp_path, monkeypatch, "fra", "exit 3")
    (tmp_path / "scan.pdf").write_bytes(scan(sheet(1, FIRST)))
    message = refusal(tmp_path / "scan.pdf", with_ocr=True)
    assert message == f"tesseract has no data for English; {ocr.NEEDED}"


def test_the_command_passes_on_that_ocr_is_asked_for(cli, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "scan.pdf").write_bytes(scan(sheet(1, FIRST)))
    without, asked = cli("add", tmp_path / "scan.pdf"), cli("add", "--ocr", tmp_path / "scan.pdf")
    assert (without.code, asked.code) == (1, 1)
    assert "this is a scan" in without.err
    assert "this is a scan" not in asked.err and "report-qa[ocr]" in asked.err
