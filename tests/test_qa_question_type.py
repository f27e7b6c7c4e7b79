"""What a question asks for, by its wording."""

import pytest

from qa.question_type import question_type

ASKED = {
    "abbreviation": [
        "What does the WMO stand for?",
        "What is the WMO short for?",
        "WMO meaning",
        "spell out WMO",
        "What is the acronym of the World Meteorological Organization?",
        "What is the full name of WMO?",
        "What does UN-HABITAT mean?",
    ],
    "number": [
        "How many delegates came?",
        "how much did it cost",
        "How old is the plan?",
        "What is the number of ports?",
        "What percentage of ports took part?",
    ],
    "role": [
        "Who is Mr. Bo Ek?",
        "Who was Ada Lund?",
        "What is Ms. Lund's title?",
        "Which post did he hold?",
    ],
    "organisation": [
        "Which organization wrote it?",
        "Which organisation wrote it?",
        "what UN agency paid",
    ],
    "person": [
        "Who presented the flood plan?",
        "And who chaired it?",
        "Whose plan is it?",
        "By whom was it written?",
        "Which speaker came last?",
        "What is the name of the moderator?",
    ],
    "date": [
        "When did it end?",
        "Until when did it last?",
        "On which days was it held?",
        "What year was it?",
        "How soon will it end?",
        "What is the deadline?",
        "meeting dates",
    ],
    "place": [
        "Where was it held?",
        "From where did they come?",
        "Which city has a wall?",
        "venue of the meeting",
    ],
    "reason": ["Why did it end late?", "But why?", "What was the reason for the delay?"],
    "list": [
        "List the ports.",
        "Which ports took part?",
        "What are the objectives?",
        "In which African countries was it tried?",
    ],
    "yes_no": ["Did Oslo build a wall?", "Is it true?", "and has it ended?"],
    "statement": ["What did Ms. Lund say about pilots?", "flood plan", "", "Tell me about tides."],
}


@pytest.mark.parametrize(
    ("question", "kind"), [(question, kind) for kind, asked in ASKED.items() for question in asked]
)
def test_the_wording_tells_what_is_asked_for(question, kind):
    assert question_type(question) == kind


@pytest.mark.parametrize("question", ["who is the chair", "Who was the moderator of the session?"])
def test_who_holds_an_office_asks_for_a_person(question):
    assert question_type(question) == "person"


@pytest.mark.parametrize(
    "question", ["Who knows how many came?", "When and where? How many?", "how many"]
)
def test_how_many_wins_over_who_and_when(question):
    assert question_type(question) == "number"
