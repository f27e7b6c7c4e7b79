"""Headings, kinds, gaps, glossary and speakers of texts that were written for it."""

import pytest

from corpus.document import Document, Paragraph, Section, Span
from corpus.gaps import roman_value, to_roman
from corpus.glossary import table_entry
from corpus.load import document_from_text
from corpus.speakers import person_mentions
from corpus.structure import Heading, classify, heading_of


def read(text):
    return document_from_text(text, source="report.txt")


def glossary(text):
    return [(entry.abbreviation, entry.expansion) for entry in read(text).glossary]


def speakers(text):
    return [(speaker.name, speaker.role) for speaker in read(text).speakers]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("It rained for forty days.", "body"),
        ("It went on and on...", "body"),
        ("It went on and on…", "body"),
        ("See page 12", "body"),
        ("PREFACE", "heading"),
        ("**II. THE FLOOD**", "heading"),
        ("3.2 RAIN", "heading"),
        ("III. Rain", "body"),
        ("UN", "body"),
        ("A" * 161, "body"),
        ("PREFACE iii", "contents"),
        ("EXPLANATORY NOTES.....", "contents"),
        ("Rain and wind .......... 12", "contents"),
        ("Rain and wind . . . . . . 12", "contents"),
        ("Rain and wind...iv", "contents"),
        ("Contents", "contents"),
        ("Table of contents", "contents"),
        ("This page is intentionally left blank", "contents"),
        ("This page intentionally left blank.", "contents"),
        ("R e p o r t", "contents"),
        ("- bring a boat", "list item"),
        ("• bring a boat", "list item"),
        ("(a) bring a boat", "list item"),
        ("iv) bring a boat", "list item"),
        ("12) bring a boat", "list item"),
        ("-5 degrees", "body"),
        ("UNDP\tUnited Nations Development Programme", "glossary entry"),
        ("MDGs\tMillennium Development Goals", "glossary entry"),
        ("UN DESA\t\tDepartment of Economic and Social Affairs", "glossary entry"),
        ("United Kingdom\tGreat Britain", "table row"),
        ("USA\t12.5", "table row"),
        ("Country\tPeople", "table row"),
    ],
)
def test_kind_of_a_line(line, kind):
    assert classify(line) == kind


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("PREFACE", Heading(None, "PREFACE", 1)),
        ("V. TOWARDS 2018: NEXT STEPS", Heading("V", "TOWARDS 2018: NEXT STEPS", 1)),
        ("# 2.1.3. ÉTÉ À PARIS", Heading("2.1.3", "ÉTÉ À PARIS", 3)),
        ("B. RAIN", Heading("B", "RAIN", 1)),
        ("NO PAGE iv", None),
        ("Towards 2018", None),
        ("12", None),
        ("前文", None),
    ],
)
def test_heading_of_a_line(line, heading):
    assert heading_of(line) == heading


def test_section_paths_follow_the_levels():
    document = read(
        "1. SEA\n\nOne.\n\n1.1. TIDES\n\nTwo.\n\n1.2. WAVES\n\nThree.\n\n2. LAND\n\nFour."
    )
    paths = [p.section_path for p in document.paragraphs if p.kind == "body"]
    assert paths == [("1. SEA",), ("1. SEA", "1.1. TIDES"), ("1. SEA", "1.2. WAVES"), ("2. LAND",)]
    reach = {s.label: document.quote(s).split() for s in document.sections}
    assert reach["1. SEA"][-1] == "Three."
    assert reach["1.1. TIDES"] == ["1.1.", "TIDES", "Two."]
    assert reach["2. LAND"] == ["2.", "LAND", "Four."]


@pytest.mark.parametrize(
    ("numbers", "missing"),
    [
        (["I", "II", "III"], []),
        (["II", "III"], ["I"]),
        (["I", "IV"], ["II or III"]),
        (["VIII", "XI"], ["I or II or III or IV or V or VI or VII", "IX or X"]),
        (["VII"], []),  # one number tells nothing
        (["A", "B", "C", "D"], []),  # letters, though C and D are numerals too
        (["I", "A", "B", "C", "II"], []),
        (["I", "IIII", "II"], []),
        (["1", "3"], []),
    ],
)
def test_missing_sections(numbers, missing):
    document = read("\n\n".join(f"{number}. RAIN FALLS" for number in numbers))
    assert [gap.note for gap in document.gaps] == [
        f"no heading of section {names} is in the source" for names in missing
    ]


def test_roman_numerals_there_and_back():
    table = {1: "I", 4: "IV", 9: "IX", 14: "XIV", 40: "XL", 90: "XC", 99: "XCIX", 399: "CCCXCIX"}
    assert {number: to_roman(number) for number in table} == table
    assert [roman_value(to_roman(number)) for number in range(1, 400)] == list(range(1, 400))


LONG = "The committee then turned to the question of the rain which had fallen on the land "


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("It rained.", []),
        ("and it rained.", ["cut before"]),
        ("and it rained", ["cut before", "cut after"]),
        (LONG + "for forty days.", []),
        (LONG + "for forty", ["cut after"]),
        (LONG + "for “forty”.)", []),
        (LONG + "as follows:", []),
        ("New York, 2017", []),  # an address: short, and begins with a capital
        ("(a) and it rained", []),  # a list item may do so
    ],
)
def test_sentences_cut_off(text, kinds):
    assert [gap.kind for gap in read(text).gaps] == kinds


@pytest.mark.parametrize(
    ("line", "entry"),
    [
        ("EU\tEuropean Union", ("EU", "European Union")),
        ("UN MGCY\t Major Group", ("UN MGCY", "Major Group")),
        ("SDGs\t\tGoals", ("SDGs", "Goals")),
        ("eu\tEuropean Union", None),
        ("Un\tUnited", None),
        ("EU European Union", None),
        ("EU\t", None),
        ("UK\t67 million", None),
        ("Member States\tCountries", None),
    ],
)
def test_table_entry(line, entry):
    assert table_entry(line) == entry


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        (
            "It met the International Labour Organization (ILO) twice.",
            [("ILO", "International Labour Organization")],
        ),
        (
            "The Inter-Parliamentary Union (IPU) met.",
            [("IPU", "Inter-Parliamentary Union")],
        ),
        ("The Sustainable Development Goals (SDGs) hold.",
         [("SDGs", "Sustainable Development Goals")]),
        ("The Office of Rain (OOR) met.", [("OOR", "Office of Rain")]),
        ("They met in a hall (WHO) and left.", []),
        ("(ILO) was named.", []),
        ("The plan (Annex) holds.", []),
        ("It fell (see A/RES/70/1).", []),
    ],
)  # fmt: skip
def test_abbreviations_defined_in_the_text(text, entries):
    assert glossary(text) == entries


def test_the_table_s_definition_comes_before_the_text_s():
    text = "The Isle of Oranges (IOO) is far.\n\nIOO\tInstitute of Oranges"
    assert glossary(text) == [("IOO", "Institute of Oranges")]


def test_a_definition_s_span_covers_long_form_and_brackets():
    document = read("Also the International Labour Organization (ILO) came.")
    (entry,) = document.glossary
    assert document.quote(entry) == "International Labour Organization (ILO)"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ms. Ada Lund, Head of Rain, spoke.", [("Ada Lund", "Head of Rain")]),
        ("The Head of Rain Ms. Ada Lund spoke.", [("Ada Lund", "Head of Rain")]),
        ("The Head of Rain, Ms. Ada Lund, spoke.", [("Ada Lund", "Head of Rain")]),
        ("The moderator, Ms. Ada Lund, spoke.", [("Ada Lund", "moderator")]),
        ("The representative of UNHCR, Mr. Bo Ek, spoke.", [("Bo Ek", "representative of UNHCR")]),
        ("The Chair thanked Mr. Bo Ek for the talk.", [("Bo Ek", "")]),
        ("The talk was given by Ms. Ada Lund.", [("Ada Lund", "")]),
        ("Ms. Lund spoke.", []),  # a family name alone introduces nobody
        ("Mr. J. F. Ek spoke.", [("J. F. Ek", "")]),
        ("Ms. Éva Őz spoke.", [("Éva Őz", "")]),
        ("Mr. Juan de la Cruz spoke.", [("Juan de la Cruz", "")]),
        ("Ms. Ada Lund-O’Hara’s talk ended.", [("Ada Lund-O’Hara", "")]),
        ("They met Ms. Ada Lund. The talk ended.", [("Ada Lund", "")]),
        ("Professor Ada Lund, Oslo, agreed.", [("Ada Lund", "Oslo")]),
        ("Ambassador Ada Lund spoke.", [("Ada Lund", "")]),
    ],
)
def test_people_who_are_introduced(text, found):
    assert speakers(text) == found


def test_mentions_of_a_person_stop_at_the_end_of_a_sentence():
    text = "So said Ms. Lund. The rain fell. Mr. Bo Ek’s boat sank."
    assert person_mentions(text) == [(8, 16, "Lund"), (33, 42, "Bo Ek")]
    assert text[33:42] == "Mr. Bo Ek"


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Span(start=2, end=1), "must not end before it starts"),
        (lambda: Span(start=-1, end=1), "greater than or equal to 0"),
        (
            lambda: whole(sections=(Section(title="A", level=1, start=0, end=9),)),
            "outside the text",
        ),
        (lambda: whole(paragraphs=(part("a", 0, 3), part("b", 2, 4))), "overlaps the one before"),
        (
            lambda: whole(paragraphs=(part("a", 0, 2, sentences=(Span(start=1, end=3),)),)),
            "a sentence lies outside its paragraph a",
        ),
    ],
)
def test_a_document_whose_offsets_do_not_fit_is_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()


def test_overlap_and_cover():
    assert Span(start=0, end=3).overlaps(Span(start=2, end=5))
    assert not Span(start=0, end=3).overlaps(Span(start=3, end=5))
    assert Span(start=0, end=3).covers(Span(start=0, end=3))
    assert not Span(start=1, end=3).covers(Span(start=0, end=3))


def whole(**parts):
    return Document(id="d", title="D", source="d.txt", sha256="", text="Rain", **parts)


def part(paragraph_id, start, end, **parts):
    return Paragraph(id=paragraph_id, start=start, end=end, **parts)
