"""The glyphs of a page, with their place and type, as pdfium finds them."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

_BOLD_NAMES = ("bold", "black", "heavy", "medium", "demi")
_BOLD_WEIGHT = 500
_MAX_PICTURES = 1_000


@dataclass(frozen=True)
class Type:
    """Size, weight, slant and direction of a glyph.

    The direction counts quarter turns to the left: 0 runs from left to right, 1 upwards.
    """

    size: float
    is_bold: bool
    is_italic: bool
    direction: int


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character with its edges and its baseline, on a page turned so that it stands upright.

    `x0` and `x1` count from the left of that page, `y` from its top.
    """

    char: str
    x0: float
    x1: float
    y: float
    type: Type


def glyphs_of(
    textpage: "PdfTextPage", n_chars: int, size: tuple[float, float]
) -> Iterator[Glyph | None]:
    """Every glyph of a page of this width and height, and None where pdfium ends a line."""
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
        edges = (box.left, box.bottom, box.right, box.top)
        yield Glyph(_letter(char), *_turned(edges, (x.value, y.value), size, kind.direction), kind)


def _turned(
    edges: tuple[float, float, float, float],
    origin: tuple[float, float],
    size: tuple[float, float],
    direction: int,
) -> tuple[float, float, float]:
    """Left and right edge and baseline, on the page turned so that the direction is upright."""
    left, bottom, right, top = edges
    width, height = size
    x, y = origin
    if direction == 1:
        return bottom, top, x
    if direction == 2:
        return width - right, width - left, y
    if direction == 3:
        return height - top, height - bottom, width - x
    return left, right, height - y


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
        direction=_direction(matrix.a, matrix.b),
    )


def _direction(a: float, b: float) -> int:
    if abs(b) <= abs(a):
        return 0 if a >= 0 else 2
    return 1 if b > 0 else 3


def n_pictures(pdf_page: "PdfPage") -> int:
    """How many pictures stand on a page, among its first objects and in the forms among these."""
    import pypdfium2.raw as pdfium

    pictures = pdf_page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3)
    return sum(1 for _ in islice(pictures, _MAX_PICTURES))
