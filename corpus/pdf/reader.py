"""A PDF file as blocks in reading order."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.blocks import Block, Reading, with_marks
from corpus.errors import CorpusError
from corpus.marks import joined
from corpus.pdf.columns import in_reading_order
from corpus.pdf.drafts import Draft, Vocabulary, join_lines
from corpus.pdf.file import open_pdf
from corpus.pdf.footnotes import (
    name_of,
    split_footnotes,
    without_doubtful_names,
    without_references,
)
from corpus.pdf.front import find_title, settle_front, split_contents
from corpus.pdf.headings import set_levels, settle_headings
from corpus.pdf.hocr import with_even_sizes
from corpus.pdf.lines import Line
from corpus.pdf.margins import Stripped, strip_margins
from corpus.pdf.ocr import ASK, NEEDED, PAGE_SECONDS, needs_ocr, recognised
from corpus.pdf.paragraphs import Rhythm, join_regions, paragraphs_of, rhythm_of
from corpus.pdf.tables import Table, split_tables
from corpus.pdf.words import Page, read_page

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_PAGE_SECONDS = 5.0
_SECONDS_A_PAGE = 0.02
"""How long one page may take, and how long each may in what is done with all of them."""

_PICTURE_SECONDS = 30.0
"""How long it may take to make a page's picture for OCR; most take half a second."""

_SCANNED = 0.8
"""A document of which this share of pages are pictures without text is a scan."""

Progress = Callable[[float], None]


def read_pdf(path: Path, progress: Progress, with_ocr: bool = False) -> Reading:
    """The blocks of a PDF file; CorpusError says why it cannot be read, a scan among the reasons.

    `with_ocr` has pages that are pictures read by OCR. `progress` is told before each step how many
    seconds it may take.
    """
    document = open_pdf(path)
    try:
        pages = _read_pages(document, progress, with_ocr)
    finally:
        document.close()
    _check_text_layer(pages)
    return reading_of(with_even_sizes(pages), progress)


def _read_pages(document: "PdfDocument", progress: Progress, with_ocr: bool) -> list[Page]:
    from pypdfium2 import PdfiumError

    pages = []
    for index in range(len(document)):
        progress(_PAGE_SECONDS)
        try:
            pdf_page = document[index]
        except PdfiumError:
            pages.append(Page(index + 1, 0.0, 0.0, words=(), is_damaged=True))
            continue
        try:
            page = read_page(pdf_page, index + 1)
            if with_ocr and needs_ocr(page):
                progress(PAGE_SECONDS + _PICTURE_SECONDS)
                page = recognised(pdf_page, page)
            pages.append(page)
        finally:
            pdf_page.close()
    return pages


def _check_text_layer(pages: Sequence[Page]) -> None:
    n_pictures = sum(map(needs_ocr, pages))
    if n_pictures <= _SCANNED * len(pages):
        return
    failure = next((page.ocr_failure for page in pages if page.ocr_failure), None)
    if failure:
        raise CorpusError(
            f"this is a scan, and OCR failed on {n_pictures} of its {len(pages)} pages "
            f"({failure}); scan it anew, upright and with 300 dots an inch"
        )
    raise CorpusError(
        f"this is a scan: {n_pictures} of its {len(pages)} pages are pictures without a text "
        f"layer; {ASK}. {NEEDED}"
    )


def reading_of(pages: Sequence[Page], progress: Progress) -> Reading:
    """The blocks of a document's pages."""
    progress(_PAGE_SECONDS + _SECONDS_A_PAGE * len(pages))
    stripped = strip_margins(pages)
    regions: list[list[Line]] = []
    for page in stripped:
        progress(_PAGE_SECONDS)
        regions += in_reading_order(page.words, page.page.number)
    rhythm = rhythm_of(regions, _body_size(stripped))
    vocabulary = Vocabulary(line for region in regions for line in region)
    drafts: list[Draft] = []
    n_references = 0
    for region in regions:
        progress(_PAGE_SECONDS)
        found, n_found = _drafts_of(region, rhythm)
        drafts += found
        n_references += n_found
    progress(_PAGE_SECONDS + _SECONDS_A_PAGE * len(pages))
    drafts = settle_headings(join_regions(drafts))
    title = find_title(drafts)
    settle_front(drafts, title)
    set_levels([draft for draft in drafts if draft.kind == "heading" and draft is not title])
    return Reading(
        blocks=tuple(without_doubtful_names([_block(draft, vocabulary) for draft in drafts])),
        title=join_lines(title.lines, vocabulary)[0].words if title else None,
        notices=tuple(_notices(stripped, n_references)),
    )


def _body_size(pages: Sequence[Stripped]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for word in page.words:
            sizes[word.size] += len(word.text)
    return max(sizes, key=lambda size: (sizes[size], size)) if sizes else 0.0


def _drafts_of(region: Sequence[Line], rhythm: Rhythm) -> tuple[list[Draft], int]:
    """The drafts of a column in their order, and how many marks of footnotes were taken out."""
    lines, entries = split_contents(region)
    lines, notes = split_footnotes(lines, rhythm.body_size)
    lines, n_references = without_references(lines)
    drafts: list[Draft] = []
    for part in split_tables(lines):
        drafts += list(_rows(part)) if isinstance(part, Table) else paragraphs_of(part, rhythm)
    drafts += [Draft("contents", entry, is_attached=n > 0) for n, entry in enumerate(entries)]
    if drafts:
        drafts[0].starts_region = drafts[-1].ends_region = True
    drafts += [Draft("footnote", note) for note in notes]
    return drafts, n_references


def _rows(table: Table) -> Iterator[Draft]:
    for index, row in enumerate(table.rows):
        text = joined("\t", row)
        yield Draft("table row", list(table.lines[:1]), text=text, is_attached=index > 0)


def _block(draft: Draft, vocabulary: Vocabulary) -> Block:
    marked, turns = (
        (draft.text, ()) if draft.text is not None else join_lines(draft.lines, vocabulary)
    )
    words = marked.words
    number = draft.marker.number if draft.marker else None
    if number is not None:
        rest = words[words.index(".") + 1 :]
        n_taken = len(words) - len(rest.lstrip())
        words = words[n_taken:]
        turns = tuple((at - n_taken, page) for at, page in turns)
    name = name_of(draft.lines) if draft.kind == "footnote" else None
    block = Block(
        words=words,
        kind=draft.kind,
        level=(draft.level or 1) if draft.kind == "heading" else None,
        page=draft.page,
        number=number,
        page_turns=turns,
        is_attached=draft.is_attached,
        names=(name,) if name else (),
    )
    return with_marks(block, marked)


def _notices(pages: Sequence[Stripped], n_references: int) -> Iterator[str]:
    n_pieces = sum(page.n_pieces for page in pages)
    if n_pieces:
        yield f"left out: running heads, page numbers and document symbols ({n_pieces})"
    if n_references:
        yield f"taken out of the text: marks of footnotes ({n_references})"
    n_sideways = sum(page.page.n_sideways for page in pages)
    if n_sideways:
        yield f"left out: letters that stand sideways ({n_sideways})"
    silent = [page.page for page in pages if not page.page.words]
    damaged = [page.number for page in silent if page.is_damaged]
    if damaged:
        yield f"damaged and left out: {_listed(damaged)}"
    n_pictures = sum(page.page.n_pictures for page in pages)
    if n_pictures:
        yield f"left out: pictures ({n_pictures})"
    recognised = [page.page.number for page in pages if page.page.is_recognised]
    if recognised:
        yield f"read by OCR, which may mistake letters: {_listed(recognised)}"
    for page in silent:
        if page.ocr_failure:
            yield f"OCR failed, and left out: page {page.number} ({page.ocr_failure})"
    pictures = [page.number for page in silent if page.n_pictures and not page.ocr_failure]
    if pictures:
        yield f"pictures without text, which OCR might read: {_listed(pictures)}"


def _listed(pages: Sequence[int]) -> str:
    shown = ", ".join(str(page) for page in pages[:20])
    more = f" and {len(pages) - 20} others" if len(pages) > 20 else ""
    return f"page{'s' if len(pages) > 1 else ''} {shown}{more}"
