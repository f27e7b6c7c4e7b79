"""Files for the tests of the readers: a small writer of raw PDFs, and Word files."""

import zlib

WIDTHS = {" ": 250, "i": 278, "l": 278, "t": 278, ".": 250, ",": 250, "f": 333, "r": 333}
"""Widths of some letters of Times, in thousandths; the others count as 500."""


def text_width(text, size):
    return sum(WIDTHS.get(char, 500) for char in text) * size / 1000


class Page:
    """Lines of text put at places, in points from the top left corner of an A4 page."""

    def __init__(self, width=595, height=842):
        self.width, self.height = width, height
        self._parts = []

    def put(self, x, y, text, size=10, font="F1"):
        escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        self._parts.append(
            f"BT /{font} {size} Tf 1 0 0 1 {x} {self.height - y} Tm ({escaped}) Tj ET"
        )
        return x + text_width(text, size)

    def bold(self, x, y, text, size=10):
        return self.put(x, y, text, size, font="F2")

    def lines(self, x, y, texts, size=10, pitch=12):
        """Lines one below the other; gives where the next would stand."""
        for text in texts:
            self.put(x, y, text, size)
            y += pitch
        return y

    @property
    def content(self):
        return "\n".join(self._parts).encode("cp1252")


def pdf_bytes(pages, extra_trailer="", fonts=("Times-Roman", "Times-Bold")):
    """A PDF 1.4 with these pages and two fonts, F1 and F2, that every reader has."""
    widths = " ".join(str(WIDTHS.get(chr(code), 500)) for code in range(32, 256))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",  # the page tree, when the pages are known
        *(
            f"<< /Type /Font /Subtype /Type1 /BaseFont /{font} /Encoding /WinAnsiEncoding "
            f"/FirstChar 32 /LastChar 255 /Widths [{widths}] >>".encode()
            for font in fonts
        ),
    ]
    kids = []
    for page in pages:
        packed = zlib.compress(page.content)
        objects.append(
            b"<< /Filter /FlateDecode /Length %d >>\nstream\n%b\nendstream" % (len(packed), packed)
        )
        objects.append(
            (
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {page.width} {page.height}] "
                f"/Contents {len(objects)} 0 R /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>"
            ).encode()
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    return joined_pdf(objects, extra_trailer)


def joined_pdf(objects, extra_trailer=""):
    """The file of numbered objects, the first of them the catalogue."""
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += (
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {extra_trailer} >>\n"
        f"startxref\n{start}\n%%EOF\n"
    ).encode()
    return bytes(out)


def shown(document):
    """Kind, printed number, section path and words of every paragraph."""
    return [
        (p.kind, p.number, p.section_path, document.quote(p)) for p in document.paragraphs
    ]
