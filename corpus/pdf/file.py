"""Open a PDF file, or say in one sentence why it cannot be opened."""

from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import CorpusError

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

MAX_PAGES = 1_500
"""A PDF with more pages is refused: it is no report, or several."""


def open_pdf(path: Path) -> "PdfDocument":
    """A pypdfium2 document; CorpusError if it is encrypted, damaged, without pages or too long."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        reasons = {
            pdfium.FPDF_ERR_PASSWORD: "the PDF is encrypted; save a copy without a password",
            pdfium.FPDF_ERR_SECURITY: "the PDF is encrypted in a way that is not supported; "
            "save a copy without a password",
        }
        damaged = "the PDF is damaged and cannot be opened; save it anew from where it was made"
        raise CorpusError(reasons.get(error.err_code, damaged)) from error
    n_pages = len(document)
    if n_pages == 0:
        raise CorpusError("the PDF has no pages that can be read; it is empty or damaged")
    if n_pages > MAX_PAGES:
        raise CorpusError(
            f"the PDF has {n_pages:,} pages; up to {MAX_PAGES:,} are read: save it in parts"
        )
    return document
