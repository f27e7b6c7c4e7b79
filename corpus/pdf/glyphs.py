"""The glyphs of a page, with their place and type, as pdfium finds them."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

_BOLD_NAMES = ("bold", "black", "heavy", "medium", "demi")
_BOLD_WEIGHT = 500


@dataclass(frozen=True)
class Type:
    """Size, weight, slant and direction of a glyph; upright text runs from left to right."""

    size: float
    is_bold: bool
    is_italic: bool
    is_upright: bool


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character with its left and right edge, and its baseline from the top of the page."""

    char: str
    x0: float
    x1: float
    y: float
    type: Type


def glyphs_of(textpage: "PdfTextPage", n_chars: int, height: float) -> Iterator[Glyph | None]:
    """Every glyph, and None where pdfium says that a line ends."""
    import pypdfium2.raw as pdfium

    types: dict[int | None, Type] = {}
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    high = ""
    for index in range(n_chars):
        code = pdfium.FPDFText_GetUnicode(textpage, index)
        char = chr(code)
        if char in "\r\n":
            yield None
            continue
        if 0xD800 <= code < 0xDC00:  # the first half of a character beyond 16 bits
            high = char
            continue
        if high:
            char = (high + char).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            high = ""
        pdfium.FPDFText_GetLooseCharBox(textpage, index, box)
        pdfium.FPDFText_GetCharOrigin(textpage, index, x, y)
        text_object = pdfium.FPDFText_GetTextObject(textpage, index)
        key = ctypes.cast(text_object, ctypes.c_void_p).value
        if key not in types:
            types[key] = _type_of(textpage, index)
        kind = types[key]
        if pdfium.FPDFText_IsGenerated(textpage, index) == 1:
            char = " "
        yield Glyph(_letter(char), box.left, box.right, height - y.value, kind)


def _letter(char: str) -> str:
    """The letter: pdfium writes a hyphen at the end of a line as U+0002."""
    return "-" if char == "\x02" else char


def _type_of(textpage: "PdfTextPage", index: int) -> Type:
    import pypdfium2.raw as pdfium

    matrix, flags = pdfium.FS_MATRIX(), ctypes.c_int()
    name = ctypes.create_string_buffer(256)
    pdfium.FPDFText_GetMatrix(textpage, index, matrix)
    pdfium.FPDFText_GetFontInfo(textpage, index, name, 256, flags)
    font = name.value.decode("utf-8", "replace").lower()
    weight = pdfium.FPDFText_GetFontWeight(textpage, index)
    scale = (matrix.c**2 + matrix.d**2) ** 0.5
    return Type(
        size=round(pdfium.FPDFText_GetFontSize(textpage, index) * scale, 2),
        is_bold=weight >= _BOLD_WEIGHT or any(part in font for part in _BOLD_NAMES),
        is_italic="italic" in font or "oblique" in font,
        is_upright=abs(matrix.b) <= 0.2 * abs(matrix.a) and matrix.a > 0,
    )


def has_pictures(pdf_page: "PdfPage") -> bool:
    """Whether any picture stands on a page."""
    import pypdfium2.raw as pdfium

    return any(True for _ in pdf_page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE]))
