"""Read a page that is a picture: the extra `ocr`, which asks the program tesseract."""

import math
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from corpus.errors import CorpusError
from corpus.pdf.hocr import NotLegible, words_of
from corpus.pdf.words import Page

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

PAGE_SECONDS = 180.0
"""How long tesseract may take for a page. It takes 3 to 5 seconds of a processor of its own, and on
a machine with twenty times as much to do as it has processors for, more than a minute.
"""

_DPI = 300
"""What tesseract is made for (its documentation, "Improving the quality of the output")."""

_MAX_PIXELS = 30_000_000
"""A larger page is rendered more coarsely; one of the size A3 has 17 million."""

ASK = "add it with --ocr to have them read by OCR"
NEEDED = (
    "OCR needs the extra (pip install 'report-qa[ocr]') and the program tesseract with its data "
    "for English (apt install tesseract-ocr, brew install tesseract, or its installer for Windows)"
)


@cache
def check_installed() -> None:
    """CorpusError says what to install where OCR cannot be done."""
    try:
        import pytesseract
    except ImportError as error:
        if error.name != "pytesseract":
            raise
        raise CorpusError(f"this has pages that are pictures; {NEEDED}") from error
    try:
        languages = pytesseract.get_languages()
    except pytesseract.TesseractNotFoundError as error:
        raise CorpusError(f"the program tesseract is not found; {NEEDED}") from error
    if "eng" not in languages:
        raise CorpusError(f"tesseract has no data for English; {NEEDED}")


def is_installed() -> bool:
    """Whether OCR can be done."""
    try:
        check_installed()
    except CorpusError:
        return False
    return True


def needs_ocr(page: Page) -> bool:
    """Whether a page is a picture without text."""
    return page.n_pictures > 0 and not page.words


def recognised(pdf_page: "PdfPage", page: Page) -> Page:
    """The page with the words that tesseract reads in its picture, or with why there are none.

    CorpusError where OCR is not installed.
    """
    from pypdfium2 import PdfiumError

    check_installed()
    width, height = pdf_page.get_size()
    scale = min(_DPI / 72, math.sqrt(_MAX_PIXELS / (width * height)))
    try:
        words = words_of(_hocr(pdf_page, scale), 1 / scale)
    except (PdfiumError, RuntimeError, NotLegible) as error:  # tesseract's errors are RuntimeErrors
        return replace(page, ocr_failure=" ".join(str(error).split()) or type(error).__name__)
    return replace(page, width=width, height=height, words=words, n_pictures=0, is_recognised=True)


def _hocr(pdf_page: "PdfPage", scale: float) -> bytes:
    import pytesseract

    bitmap = pdf_page.render(scale=scale, grayscale=True)
    try:
        found: bytes = pytesseract.image_to_pdf_or_hocr(
            bitmap.to_pil(),
            lang="eng",
            config=f"--dpi {round(72 * scale)}",
            extension="hocr",
            timeout=PAGE_SECONDS,
        )
    finally:
        bitmap.close()
    return found
