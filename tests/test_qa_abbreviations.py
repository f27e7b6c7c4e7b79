"""Abbreviations and their expansions, both ways."""

import pytest

from corpus.document import GlossaryEntry
from qa.abbreviations import asked_abbreviation, entries_for, expand


def entry(abbreviation, expansion):
    return GlossaryEntry(abbreviation=abbreviation, expansion=expansion, start=0, end=1)


WMO = entry("WMO", "World Meteorological Organization")
WTO = entry("WTO", "World Trade Organization")
DESA = entry("UN DESA", "Department of Economic and Social Affairs")
GLOSSARY = (WMO, WTO, DESA)


@pytest.mark.parametrize(
    ("question", "abbreviation"),
    [
        ("What does WMO stand for?", "WMO"),
        ("what does wmo stand for", "WMO"),
        ("What does UN DESA stand for?", "UN DESA"),
        ("Spell out “WTO”.", "WTO"),
        ("What does IPCC stand for?", "IPCC"),
        ("What is the meaning of the letters IPCC?", "IPCC"),
        ("What is the abbreviation of the trade body?", None),
    ],
)
def test_the_abbreviation_that_is_asked_about(question, abbreviation):
    assert asked_abbreviation(question, GLOSSARY) == abbreviation


@pytest.mark.parametrize(
    ("question", "entries"),
    [
        ("What does the WMO stand for?", [WMO]),
        ("What is the abbreviation of the World Trade Organization?", [WTO]),
        ("acronym for world trade organizations", [WTO]),
        ("abbreviation: department of economic affairs", [DESA]),  # 3 of its 4 words: .75
        ("abbreviation: department of affairs", []),  # 2 of 4
        ("What is the acronym of the World Bank Organization?", []),  # 2 of 3 of both
        ("What does IPCC stand for?", []),
    ],
)
def test_entries_by_the_abbreviation_or_by_three_quarters_of_the_expansion(question, entries):
    assert entries_for(question, GLOSSARY) == entries


def test_one_abbreviation_may_have_two_entries():
    other = entry("WMO", "West Meadow Office")
    assert entries_for("What does WMO stand for?", (WMO, other)) == [WMO, other]


@pytest.mark.parametrize(
    ("question", "added"),
    [
        ("Who leads the WMO?", ["World Meteorological Organization"]),
        ("Who leads the world  meteorological organization?", ["WMO"]),
        ("UN DESA", ["Department of Economic and Social Affairs"]),
        ("the WTO and WMO", [WMO.expansion, WTO.expansion]),  # in the order of the glossary
        ("Who leads the wmo?", []),  # lower case may be a word
        ("WMOs", []),
    ],
)
def test_word_search_is_given_the_other_form_too(question, added):
    assert expand(question, GLOSSARY) == " ".join([question, *added])


def test_a_form_is_added_once():
    assert expand("the WMO", (WMO, WMO)) == "the WMO World Meteorological Organization"
