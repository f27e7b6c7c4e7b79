"""Real reports, read and compared with what pdftotext (poppler) gives.

    REPORT_QA_REPORTS=FOLDER make test ARGS="-k real_reports -s"

FOLDER holds PDFs; the figures of the README are of six of the United Nations, one of them a scan.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from corpus import CorpusError, load
from corpus.sentences import split_sentences

FOLDER = os.environ.get("REPORT_QA_REPORTS", "")
FURNITURE = re.compile(
    r"_+|(?:[A-Z]{1,6}(?:/[\w().-]+)+\s*)+|\d+/\d+|\d{2}-\d{5}|GE\.[\d-]+.*|\d{1,3}|Page \d+|[ivx]+"
)
INSIDE = re.compile(r"\b\d{1,2}/(?:31|39)\b(?!\.)|^\d\d-\d{5}|\bGE\.\d\d|_{4,}|\bPage \d+$")
NUMBER = re.compile(r"^\d{1,3}\.\s+")
REFERENCE = re.compile(r"(?<=[\w,.;:)”]) ?\d{1,2}(?=[ .,;]|$)")
MIN_SHARE = 0.98

pytestmark = pytest.mark.skipif(
    not FOLDER or shutil.which("pdftotext") is None,
    reason="REPORT_QA_REPORTS names no folder, or there is no pdftotext",
)


def tell(line):
    sys.stdout.write(f"{line}\n")


def squeezed(text):
    """Without blanks and hyphens, about which pdftotext is often wrong, and marks of footnotes."""
    return re.sub(r"[\s\u00ad–-]", "", REFERENCE.sub("", " ".join(text.split())))


def reference_sentences(path, page):
    """What pdftotext gives for a page: sentences of 40 letters and more, outside of contents."""
    command = ["pdftotext", "-f", str(page), "-l", str(page), str(path), "-"]
    raw = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    for block in re.split(r"\n\s*\n", raw.replace("\f", "")):
        lines = [line.strip() for line in block.splitlines()]
        lines = [line for line in lines if line and not FURNITURE.fullmatch(line)]
        width = max(map(len, lines), default=0)
        parts = []
        for line in lines:
            begins = NUMBER.match(f"{line} ") or re.match(r"\([a-z]+\)|[A-Z]\.$", line)
            above = parts[-1] if parts else ""
            ends = re.search(r"[,;.:](?: ?\d{1,2})?$", above) and line[0].isupper()
            if not parts or begins or ends or len(above.split("\n")[-1]) < 0.6 * width:
                parts.append(line)
            else:
                parts[-1] += f"\n{line}"
        for part in parts:
            for span in split_sentences(part.replace("\n", " ")):
                sentence = NUMBER.sub("", part[span.start : span.end].replace("\n", " "))
                if len(sentence) >= 40 and not re.search(r"(?:\. ?){5}", sentence):
                    yield sentence


def text_by_page(document):
    pages = {}
    for paragraph in document.paragraphs:
        turns = [(turn.position, turn.page) for turn in paragraph.page_turns]
        starts = [(paragraph.start, paragraph.page), *turns]
        ends = [position for position, _ in turns] + [paragraph.end]
        for (start, page), end in zip(starts, ends, strict=True):
            pages[page] = f"{pages.get(page, '')} {document.text[start:end]}"
    return {page: squeezed(text) for page, text in pages.items()}


def test_every_report_is_read_as_it_stands_or_refused_as_a_scan():
    n_sentences = n_found = n_paragraphs = 0
    seconds = 0.0
    inside = []
    for path in sorted(Path(FOLDER).glob("*.pdf")):
        started = time.monotonic()
        try:
            document = load(path)
        except CorpusError as error:
            assert "SCAN" not in path.name or "OCR" in str(error)
            continue
        seconds += time.monotonic() - started
        pages = text_by_page(document)
        last = max(paragraph.page for paragraph in document.paragraphs)
        sentences = [(n, s) for n in range(1, last + 1) for s in reference_sentences(path, n)]
        found = [squeezed(sentence) in pages.get(page, "") for page, sentence in sentences]
        tell(f"{path.name}: {sum(found)} of {len(found)} sentences")
        n_sentences += len(found)
        n_found += sum(found)
        body = [p for p in document.paragraphs if p.kind in ("body", "list item")]
        n_paragraphs += len(body)
        inside += [document.quote(p) for p in body if INSIDE.search(document.quote(p))]
    tell(f"{n_found} of {n_sentences} sentences on their page; {n_paragraphs} paragraphs")
    tell(f"{seconds:.1f} seconds of reading")
    assert n_found >= MIN_SHARE * n_sentences > 0
    assert inside == []
