"""Files for the tests of the readers: a small writer of raw PDFs, and Word files."""

import io
import zipfile
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
    return [(p.kind, p.number, p.section_path, document.quote(p)) for p in document.paragraphs]


def with_notes(document):
    """The words of every paragraph, with "[label: note]" at each place where a mark stood."""
    told = []
    for paragraph in document.paragraphs:
        words, last = "", paragraph.start
        for mark in paragraph.notes:
            note = document.quote(document.paragraph(mark.note_id))
            words += f"{document.text[last : mark.position]}[{mark.label}: {note}]"
            last = mark.position
        told.append(words + document.text[last : paragraph.end])
    return told


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/>'
    "</w:style>"
    for name in ("Title", "heading 1", "heading 2", "heading 3", "toc 1", "List Bullet")
)
NUMBERING = """
<w:abstractNum w:abstractNumId="1">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/>
 </w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="2">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/>
 </w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="3">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="3"/></w:num>"""


def word_paragraph(words, style="", list_id=0, depth=0, raw=""):
    """A `w:p`; `raw` is put behind the words as it is."""
    numbering = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>'
    properties = (f'<w:pStyle w:val="{style}"/>' if style else "") + (numbering if list_id else "")
    run = f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>' if words else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{run}{raw}</w:p>"


def word_table(*rows):
    cells = "".join(
        "<w:tr>" + "".join(f"<w:tc>{word_paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl>{cells}</w:tbl>"


def word_bytes(body, footnotes="", endnotes="", more=()):
    """A Word file of some paragraphs and tables; `more` are further `(name, bytes)` members."""
    parts = {"document": f"<w:body>{body}</w:body>", "styles": STYLES, "numbering": NUMBERING}
    if footnotes:
        parts["footnotes"] = footnotes
    if endnotes:
        parts["endnotes"] = endnotes
    tags = {"document": "document", "styles": "styles", "numbering": "numbering",
            "footnotes": "footnotes", "endnotes": "endnotes"}  # fmt: skip
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_MAIN}.'
        f'{"document.main" if name == "document" else name}+xml"/>'
        for name in parts
    )
    relations = "".join(
        f'<Relationship Id="r{name}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>'
        for name in parts
        if name != "document"
    )
    members = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f"{types}</Types>",
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f"{relations}</Relationships>",
        **{
            f"word/{name}.xml": f'<w:{tags[name]} xmlns:w="{W}">{inner}</w:{tags[name]}>'
            for name, inner in parts.items()
        },
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
        for name, raw in more:
            archive.writestr(name, raw)
    return packed.getvalue()
