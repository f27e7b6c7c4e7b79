"""What a question takes for granted, against what the closest sentence says."""

import pytest

from qa.premise import contradicted


@pytest.mark.parametrize(
    ("question", "sentence", "missing", "found"),
    [
        (
            "Why was the flood forum held in Peru?",
            "The flood forum was held in the Philippines in May, as told in the New York Letter.",
            ["Peru"],
            ("in the Philippines", "in Peru"),
        ),
        (
            "Who opened the flood forum in 2016?",
            "Ms. Lund opened the flood forum in May 2017.",
            ["2016"],
            ("2017", "2016"),
        ),
        (
            "Who chaired the twelfth flood meeting?",
            "The Fifteenth Flood Meeting was chaired by Mr. Ek.",
            ["twelfth"],
            ("Fifteenth", "twelfth"),
        ),
        (
            "Which tides were measured by the Port of Lima?",
            "The tides were measured by the Institute of Waves in May.",
            ["Lima", "Port"],
            ("by the Institute of Waves", "by the Port of Lima"),
        ),
    ],
)
def test_the_one_thing_in_which_they_differ(question, sentence, missing, found):
    assert contradicted(question, sentence, missing) == found


@pytest.mark.parametrize(
    ("question", "sentence", "missing"),
    [
        # about something else
        ("Why was the flood forum held in Peru?", "Ports opened in the Philippines.", ["Peru"]),
        # two of a kind: which of them was meant?
        (
            "Who opened the flood forum in 2016?",
            "The flood forum opened in 2017 and in 2018.",
            ["2016"],
        ),
        ("Was the forum held in Peru?", "Held in Rome, the forum was held in Lima.", ["Peru"]),
        # a month is no place
        ("Was the flood forum held in Peru?", "The flood forum was held in May.", ["Peru"]),
        # more than that is missing
        (
            "Did Ek open the flood forum in Peru?",
            "The flood forum was held in Rome.",
            ["Ek", "Peru"],
        ),
        # nothing is missing
        ("Was the forum held in Rome?", "The forum was held in Rome.", []),
        # another noun
        (
            "Who chaired the twelfth flood meeting?",
            "The flood meeting was chaired on the fifteenth of May.",
            ["twelfth"],
        ),
        # nothing of the kind
        ("Was the flood forum held in Peru?", "The flood forum was held early.", ["Peru"]),
    ],
)
def test_nothing_is_known_to_be_wrong(question, sentence, missing):
    assert contradicted(question, sentence, missing) is None
