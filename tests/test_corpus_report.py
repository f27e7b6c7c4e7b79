"""The bundled report, as its text was read by a person."""

import hashlib
import json
import re
from importlib import resources

import pytest

from corpus import bundled
from corpus.errors import CorpusError
from corpus.passages import passages_of

FOLDER = resources.files("corpus") / "data"
NOTE = json.loads(
    (FOLDER / "coordination-meeting-on-international-migration-15.json").read_text("utf-8")
)

SECTIONS = [
    (None, "FIFTEENTH COORDINATION MEETING ON INTERNATIONAL MIGRATION"),
    (None, "FIFTEENTH COORDINATION MEETING ON INTERNATIONAL MIGRATION"),
    (None, "PREFACE"),
    (None, "EXPLANATORY NOTES"),
    (None, "REPORT OF THE ANNUAL COORDINATION MEETING ON INTERNATIONAL MIGRATION"),
    ("II", "IMPLEMENTING THE NEW YORK DECLARATION FOR REFUGEES AND MIGRANTS"),
    ("V", "TOWARDS 2018: NEXT STEPS"),
    ("VI", "CONTRIBUTING TO THE WORKPLAN FOR MEMBER STATES"),
    ("VIII", "TOUR-DE-TABLE"),
    ("XI", "CLOSING OF THE MEETING"),
]

SPEAKERS = [
    ("William Lacy Swing", "Director General of the IOM"),
    (
        "Izumi Nakamitsu",
        "Special Adviser ad interim on the follow-up to the Summit on Addressing Large Movements "
        "of Refugees and Migrants",
    ),
    ("David Malone", "Rector of the United Nations University (UNU)"),
    (
        "Nikhil Seth",
        "Executive Director of the United Nations Institute for Training and Research (UNITAR) "
        "and moderator of the session",
    ),
    ("Ninette Kelley", "Director of the New York Office of UNHCR"),
    ("Clare Menozzi", "moderator, the Population Division"),
    ("Bela Hovy", "Chief of the Migration Section of the Population Division"),
    (
        "Konstantinos Tararas",
        "United Nations Educational, Scientific and Cultural Organization (UNESCO)",
    ),
    ("Rey Koslowski", "State University of New York at Albany"),
    ("Jorge Bravo", "Chief of the Demographic Analysis Branch of the Population Division"),
]

CUT_BEFORE = [
    "important step towards",
    "months, the GMG would",
    "generations. Ambassador Lauber",
    "for the global governance",
    "the inclusion of some principles",
    "integration policies and policies",
    "aspects, including working",
    "which pertained to oceans.",
    "statistics in early 2018.",
]
CUT_AFTER = [
    "as well as non-governmental organization",
    "In the coming",
    "months, the GMG would",
    "He added that the 2030",
    "access of refugees to labour markets and with",
    "inclusive, safe, resilient and sustainable",
    "his organization’s proj 1 n’s",
    "mainstreaming of migrati NDP",
    "were not being explicitly included",
]

GLOSSARY = [
    "AU", "CRRF", "EU", "FAO", "GCM", "GFMD", "GMG", "ICMPD", "ICPD", "IFAD", "IFRC", "ILO",
    "IOM", "IPU", "IUSSP", "JMDI", "KNOMAD", "MDGs", "OECD", "OHCHR", "RCP", "SDGs", "SRS",
    "UNDAF", "UN DESA", "UNDP", "UNESCO", "UNHCR", "UNITAR", "UN MGCY", "UNSD", "UNU",
]  # fmt: skip


@pytest.fixture(scope="module")
def report():
    return bundled()


def by_kind(report, kind):
    return [paragraph for paragraph in report.paragraphs if paragraph.kind == kind]


def test_the_file_is_the_one_that_the_note_tells_of():
    raw = (FOLDER / NOTE["file"]).read_bytes()
    assert hashlib.sha256(raw).hexdigest() == NOTE["sha256"]


def test_another_file_is_refused(tmp_path, monkeypatch):
    folder = tmp_path / "data"
    folder.mkdir()
    for file in FOLDER.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    with (folder / NOTE["file"]).open("ab") as file:
        file.write(b" ")
    monkeypatch.setattr("importlib.resources.files", lambda package: tmp_path)
    with pytest.raises(CorpusError, match=NOTE["sha256"]):
        bundled()


def test_title_comes_from_the_note(report):
    assert report.title == "Fifteenth Coordination Meeting on International Migration"
    assert report.source == NOTE["file"]
    assert report.notices == ()


def test_no_word_of_the_file_is_lost(report):
    raw = (FOLDER / NOTE["file"]).read_text("utf-8")
    assert report.text.split() == raw.split()


def test_sections(report):
    assert [(section.number, section.title) for section in report.sections] == SECTIONS


def test_a_section_reaches_from_its_heading_to_the_next(report):
    starts = [section.start for section in report.sections]
    ends = [section.end for section in report.sections]
    assert ends == [*starts[1:], len(report.text)]
    for section, (number, title) in zip(report.sections, SECTIONS, strict=True):
        heading = report.text[section.start : section.end].split("\n")[0].strip("*")
        assert heading == (f"{number}. {title}" if number else title)


def test_body_paragraphs_are_numbered_through(report):
    body = by_kind(report, "body")
    assert [paragraph.number for paragraph in body] == list(range(1, 35))
    starts = {paragraph.number: report.quote(paragraph)[:30] for paragraph in body}
    assert starts[5] == "The Fifteenth Coordination Mee"  # the preface; 1-4 are the title page
    assert starts[9] == "The Fifteenth Coordination Mee"  # the report itself
    assert starts[12] == "Mr. William Lacy Swing, Direct"
    assert starts[34] == "In his closing remarks, Mr. Jo"


def test_n_paragraphs_of_each_section(report):
    counts = {}
    for paragraph in by_kind(report, "body"):
        counts[paragraph.section_path] = counts.get(paragraph.section_path, 0) + 1
    report_body = {path[0].split(".")[0]: n for path, n in counts.items() if "." in path[0]}
    assert report_body == {"II": 5, "V": 4, "VI": 6, "VIII": 7, "XI": 1}


def test_every_line_of_the_abbreviations_is_an_entry(report):
    entries = by_kind(report, "glossary entry")
    assert [report.quote(entry).split("\t")[0] for entry in entries] == GLOSSARY
    assert [entry.abbreviation for entry in report.glossary] == GLOSSARY
    assert len(report.glossary) == 32
    for paragraph, entry in zip(entries, report.glossary, strict=True):
        assert report.quote(entry) == f"{entry.abbreviation}\t{entry.expansion}"
        assert (entry.start, entry.end) == (paragraph.start, paragraph.end)


def test_speakers_with_their_roles(report):
    assert [(speaker.name, speaker.role) for speaker in report.speakers] == SPEAKERS


def test_a_speaker_s_span_holds_name_and_role(report):
    for speaker in report.speakers:
        words = report.quote(speaker)
        assert speaker.name in words
        assert all(part in words for part in speaker.role.split(", "))
        assert report.paragraph(speaker.paragraph_id).covers(speaker)
    assert report.speakers[4].family_name == "Kelley"


def test_sections_that_are_missing(report):
    gaps = [gap for gap in report.gaps if gap.kind == "sections missing"]
    assert [gap.note for gap in gaps] == [
        "no heading of section I is in the source",
        "no heading of section III or IV is in the source",
        "no heading of section VII is in the source",
        "no heading of section IX or X is in the source",
    ]
    before = [report.text[gap.position :].split(".")[0] for gap in gaps]
    assert before == ["II", "V", "VIII", "XI"]
    assert all(gap.paragraph_id is None for gap in gaps)


def test_paragraphs_that_begin_inside_a_sentence(report):
    gaps = [gap for gap in report.gaps if gap.kind == "cut before"]
    assert [
        report.text[gap.position : gap.position + len(words)]
        for gap, words in zip(gaps, CUT_BEFORE, strict=True)
    ] == CUT_BEFORE
    assert all(report.paragraph(gap.paragraph_id).start == gap.position for gap in gaps)


def test_paragraphs_that_end_inside_a_sentence(report):
    gaps = [gap for gap in report.gaps if gap.kind == "cut after"]
    assert [
        report.text[gap.position - len(words) : gap.position]
        for gap, words in zip(gaps, CUT_AFTER, strict=True)
    ] == CUT_AFTER
    assert all(report.paragraph(gap.paragraph_id).end == gap.position for gap in gaps)


def test_gaps_are_in_the_order_of_the_text(report):
    positions = [gap.position for gap in report.gaps]
    assert positions == sorted(positions)
    assert len(positions) == 4 + len(CUT_BEFORE) + len(CUT_AFTER)


def test_gaps_at_a_paragraph(report):
    (paragraph,) = [p for p in report.paragraphs if report.quote(p) == "months, the GMG would"]
    assert [gap.kind for gap in report.gaps_at(paragraph.id)] == ["cut before", "cut after"]
    assert report.gaps_at("no such paragraph") == ()


def test_contents_and_fillers_are_not_searched(report):
    contents = by_kind(report, "contents")
    assert [report.quote(paragraph) for paragraph in contents] == [
        "E c o n o m i c &",
        "This page is intentionally left blank",
        "CONTENTS",
        "PREFACE iii",
        "EXPLANATORY NOTES.....",
    ]
    searched = {passage.paragraph_id for passage in passages_of(report, lambda text: True)}
    assert searched == {p.id for p in report.paragraphs} - {p.id for p in contents}
    assert report.n_searchable_paragraphs == len(searched)


@pytest.mark.parametrize(
    ("start", "n_sentences"),
    [
        ("The Fifteenth Coordination Meeting on International Migration took", 6),
        ("Mr. William Lacy Swing", 8),
        ("The Director of the New York Office", 5),
        ("for the global governance", 4),
        ("aspects, including", 13),
        ("In his closing remarks", 8),
    ],
)
def test_n_sentences(report, start, n_sentences):
    (paragraph,) = [p for p in report.paragraphs if report.quote(p).startswith(start)]
    assert len(paragraph.sentences) == n_sentences


def test_no_sentence_ends_in_a_title_or_starts_in_lower_case(report):
    for paragraph in by_kind(report, "body"):
        for position, sentence in enumerate(paragraph.sentences):
            words = report.quote(sentence)
            assert not re.search(r"\b(?:Mr|Ms|No|para)\.$", words)
            assert position == 0 or not words[0].islower()
