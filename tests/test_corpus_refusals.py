"""Files that are not what they say, or are made to do harm: one sentence each, within limits.

All of them go through `load`, and so through the process that reads them.
"""

import io
import struct
import time
import zipfile
import zlib

import pytest
from reader_samples import Page, joined_pdf, pdf_bytes, word_bytes, word_paragraph

from corpus import CorpusError, load

RAIN = pdf_bytes([Page()])


def page_of(text):
    page = Page()
    page.put(60, 100, text)
    return page


def refusal(tmp_path, name, raw):
    path = tmp_path / name
    path.write_bytes(raw)
    with pytest.raises(CorpusError) as caught:
        load(path)
    message = str(caught.value)
    assert "\n" not in message
    assert message.startswith(f"{path}: ")
    return message.removeprefix(f"{path}: ")


def test_what_is_whole_is_read(tmp_path):
    for name, raw in (
        ("a.pdf", pdf_bytes([page_of("It rained.")])),
        ("a.docx", word_bytes(word_paragraph("It rained."))),
        ("a.html", b"<p>It rained."),
        ("a.md", b"It *rained*."),
    ):
        (tmp_path / name).write_bytes(raw)
        assert load(tmp_path / name).text == "It rained."


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.html", "a.md"])
@pytest.mark.parametrize("raw", [b"", b"\n  \n", b"\0" * 4096])
def test_an_empty_file(tmp_path, name, raw):
    assert refusal(tmp_path, name, raw) == "the file is empty"


@pytest.mark.parametrize(
    ("name", "raw", "found"),
    [
        ("a.pdf", b"<!DOCTYPE html><html><p>Not found</p>", "a web page"),
        ("a.pdf", word_bytes(word_paragraph("Rain")), "a zip archive"),
        ("a.docx", pdf_bytes([Page()]), "a PDF file"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "an old Word file"),
        ("a.docx", b"<html><p>Rain", "a web page"),
        ("a.html", pdf_bytes([Page()]), "a PDF file"),
        ("a.md", word_bytes(word_paragraph("Rain")), "a zip archive"),
    ],
)
def test_another_type_than_the_name_says(tmp_path, name, raw, found):
    message = refusal(tmp_path, name, raw)
    assert message.startswith(f"this is {found}")
    assert "although it is named" in message


@pytest.mark.parametrize(
    ("name", "raw"), [("a.pdf", b"It rained."), ("a.docx", b"It rained."), ("a.docx", b"PK")]
)
def test_no_type_that_is_read(tmp_path, name, raw):
    assert refusal(tmp_path, name, raw).startswith("this is not a")


def test_markdown_that_is_no_utf_8(tmp_path):
    message = refusal(tmp_path, "a.md", "naïve".encode("latin-1"))
    assert message == "byte 2 is not UTF-8; save the file as UTF-8 text"


def test_a_damaged_pdf(tmp_path):
    assert "damaged" in refusal(tmp_path, "a.pdf", b"%PDF-1.7\n" + b"garbage " * 300)
    whole = pdf_bytes([page_of("It rained.")])
    (tmp_path / "cut.pdf").write_bytes(whole[: len(whole) * 2 // 3])
    with pytest.raises(CorpusError, match=r"damaged|empty|no text"):
        load(tmp_path / "cut.pdf")


def test_an_encrypted_pdf(tmp_path):
    trailer = (
        "/Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -44 "
        f"/O <{'5a' * 32}> /U <{'a5' * 32}> >> /ID [<00> <00>]"
    )
    message = refusal(tmp_path, "a.pdf", pdf_bytes([page_of("It rained.")], trailer))
    assert message == "the PDF is encrypted; save a copy without a password"


def scan():
    picture = zlib.compress(b"\x80" * 64 * 64)
    drawn = b"q 500 0 0 700 40 40 cm /I Do Q"
    return joined_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [4 0 R 4 0 R] /Count 2 >>",
            b"<< /Length %d >>\nstream\n%b\nendstream" % (len(drawn), drawn),
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R "
            b"/Resources << /XObject << /I 5 0 R >> >> >>",
            b"<< /Type /XObject /Subtype /Image /Width 64 /Height 64 /ColorSpace /DeviceGray "
            b"/BitsPerComponent 8 /Filter /FlateDecode /Length %d >>\nstream\n%b\nendstream"
            % (len(picture), picture),
        ]
    )


def test_a_scan_is_told_of_ocr(tmp_path):
    message = refusal(tmp_path, "a.pdf", scan())
    assert message.startswith("this is a scan: 2 of its 2 pages are pictures without a text layer")
    assert "OCR" in message


def test_a_pdf_without_words(tmp_path):
    (tmp_path / "a.pdf").write_bytes(pdf_bytes([Page(), Page()]))
    with pytest.raises(CorpusError, match="the file holds no text"):
        load(tmp_path / "a.pdf")


def test_a_page_tree_that_leads_back_to_itself(tmp_path):
    raw = joined_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>",
            b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 1 >>",
        ]
    )
    (tmp_path / "a.pdf").write_bytes(raw)
    with pytest.raises(CorpusError, match=r"holds no text|damaged"):
        quick(load, tmp_path / "a.pdf")


def test_a_pdf_of_ten_thousand_pages(tmp_path):
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [" + b"3 0 R " * 10_000 + b"] /Count 10000 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    ]
    message = quick(refusal, tmp_path, "a.pdf", joined_pdf(objects))
    assert message == "the PDF has 10,000 pages; up to 1,500 are read: save it in parts"


def quick(act, *arguments, seconds=15):
    """What `act` gives; it has to be back in time, on a busy machine."""
    started = time.monotonic()
    given = act(*arguments)
    assert time.monotonic() - started < seconds
    return given


def pdf_of_content(packed, filters="/FlateDecode"):
    return joined_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
            b"<< /Filter [%b] /Length %d >>\nstream\n%b\nendstream"
            % (filters.encode(), len(packed), packed),
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R "
            b"/Resources << /Font << /F1 5 0 R >> >> >>",
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>",
        ]
    )


def test_a_pdf_that_inflates_to_half_a_gigabyte(tmp_path):
    deflater = zlib.compressobj(9)
    packed = b"".join(deflater.compress(b" " * 2**20) for _ in range(500)) + deflater.flush()
    assert len(packed) < 600_000
    assert quick(refusal, tmp_path, "a.pdf", pdf_of_content(packed))


def test_a_pdf_of_two_million_operators(tmp_path):
    packed = zlib.compress(zlib.compress(b"0 0 m 9 9 l S " * 2_000_000, 9), 9)
    raw = pdf_of_content(packed, "/FlateDecode /FlateDecode")
    assert len(raw) < 30_000
    assert quick(refusal, tmp_path, "a.pdf", raw)


def test_a_pdf_page_of_too_many_letters(tmp_path):
    content = b"BT /F1 1 Tf " + b"(rain rain rain rain) Tj " * 20_000 + b"ET"
    message = quick(refusal, tmp_path, "a.pdf", pdf_of_content(zlib.compress(content)))
    assert "page 1 has" in message


def test_a_word_file_that_is_a_bomb(tmp_path):
    bomb = word_bytes(word_paragraph("Rain"), more=[("word/media/a.bin", bytes(50 * 2**20))])
    assert "times its size" in quick(refusal, tmp_path, "a.docx", bomb)


def test_a_word_file_that_unpacks_to_too_much(tmp_path):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", "x")
    raw = bytearray(packed.getvalue())
    at = raw.index(b"PK\x01\x02")
    struct.pack_into("<I", raw, at + 24, 2**31)  # the size that the directory declares
    struct.pack_into("<I", raw, at + 20, 2**29)
    assert "unpacks to" in refusal(tmp_path, "a.docx", bytes(raw))


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/evil.xml", "word\\..\\..\\evil", "C:/evil"])
def test_a_word_file_with_paths_out_of_it(tmp_path, name):
    raw = word_bytes(word_paragraph("Rain"), more=[(name, b"x")])
    assert "a path outside of itself" in refusal(tmp_path, "a.docx", raw)


def test_a_word_file_of_too_many_members(tmp_path):
    more = [(f"word/media/{n}", b"") for n in range(10_001)]
    assert "members" in refusal(tmp_path, "a.docx", word_bytes(word_paragraph("Rain"), more=more))


def test_a_damaged_word_file(tmp_path):
    whole = word_bytes(word_paragraph("Rain"))
    assert "damaged" in refusal(tmp_path, "a.docx", whole[: len(whole) // 2])
    assert "no Word file" in refusal(tmp_path, "a.docx", zip_of(("a.txt", b"Rain")))
    assert "damaged" in refusal(tmp_path, "a.docx", zip_of(("word/document.xml", b"<w:")))


def zip_of(*members):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, raw in members:
            archive.writestr(name, raw)
    return packed.getvalue()


def test_a_word_file_whose_entities_grow_without_end(tmp_path):
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    document = f'<!DOCTYPE d [<!ENTITY e0 "rain">{entities}]><d>&e9;</d>'
    whole = zipfile.ZipFile(io.BytesIO(word_bytes(word_paragraph("Rain"))))
    members = [(name, whole.read(name)) for name in whole.namelist()]
    raw = zip_of(*((n, document.encode() if n == "word/document.xml" else b) for n, b in members))
    assert quick(refusal, tmp_path, "a.docx", raw)
