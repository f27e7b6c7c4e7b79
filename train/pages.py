"""Pages of a document as the text of a report."""

import re

PAGES_AROUND = 4
"""Pages kept on each side of one with questions: a question that one passage does not answer may
be answered somewhere in a long document, but seldom so near."""

_STARTS = re.compile(r"(?:\d{1,3}\.|\([a-z]{1,4}\)|[•–—-])\s")
_FURNITURE = re.compile(r"[\d/ -]+|[A-Z]+(?:/[\w.()-]+)+(?: [\d/ -]+)?|\d+/\d+ \d\d-\d+")


def report_text(pages: list[str]) -> str:
    """Pages as one text: symbols and page numbers left out, a blank line before a new paragraph."""
    lines: list[str] = []
    for line in (line.strip() for page in pages for line in page.split("\n")):
        if not line or _FURNITURE.fullmatch(line):
            continue
        is_new = bool(_STARTS.match(line)) or not lines
        lines.append(f"\n{line}" if is_new else line)
    return "\n".join(lines) + "\n"
