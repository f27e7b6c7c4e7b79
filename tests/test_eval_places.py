import pytest
from eval_samples import TEXT, make_document, make_question, unanswerable
from hypothesis import given
from hypothesis import strategies as st

from eval.errors import EvaluationError
from eval.labels import label_faults
from eval.places import OKAY, VITAL, Place, document_of, find_quote, meet, targets_of


def place(start, end, document_id="d"):
    return Place(start=start, end=end, document_id=document_id)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((0, 10), (0, 10), True),
        ((0, 10), (5, 15), True),  # 5 of 10 is half
        ((0, 10), (6, 16), False),  # 4 of 10 is not
        ((0, 100), (40, 50), True),  # the whole of the shorter
        ((0, 100), (95, 105), True),  # half of the shorter
        ((0, 100), (96, 106), False),
        ((0, 10), (10, 20), False),
        ((5, 5), (0, 10), False),  # nothing overlaps with nothing
    ],
)
def test_half_of_the_shorter_must_overlap(one, other, expected):
    assert meet(place(*one), place(*other)) is expected
    assert meet(place(*other), place(*one)) is expected


def test_spans_of_different_documents_never_meet():
    assert not meet(place(0, 10, "a"), place(0, 10, "b"))


def test_a_quote_is_found_whatever_the_white_space():
    document = make_document()
    found = find_quote(document, "The next meeting would be held in Lima.")
    assert [document.quote(each) for each in found] == ["The next meeting would\nbe held in Lima."]
    assert find_quote(document, "The next meeting would be held in Rome.") == ()
    assert find_quote(document, "  ") == ()


def test_all_places_of_a_quote_are_found():
    assert len(find_quote(make_document("a (b) c. a (b) c."), "a (b)")) == 2


@given(st.integers(0, len(TEXT) - 1), st.integers(1, 30))
def test_every_stretch_of_the_text_is_found_where_it_stands(start, length):
    quote = TEXT[start : start + length]
    found = {(each.start, each.end) for each in find_quote(make_document(), quote)}
    stripped = quote.strip()
    begin = start + len(quote) - len(quote.lstrip())
    assert not stripped or (begin, begin + len(stripped)) in found


def test_the_document_is_named_by_its_file():
    documents = [make_document(source="other.txt"), make_document(source="council.txt")]
    assert document_of(make_question(), documents) is documents[1]
    with pytest.raises(EvaluationError, match=r"coordination.*council\.txt"):
        document_of(make_question(document=None), documents)


def test_any_gold_quote_is_the_one_target():
    document = make_document()
    gold = ["The council met in Oslo on 3 May 2016.", "The next meeting would be held in Lima."]
    (target,) = targets_of(make_question(gold=gold), document)
    assert target.grade == VITAL
    assert [place.start for place in target.places] == [0, TEXT.index("The next")]
    assert targets_of(unanswerable(), document) == ()


def test_nuggets_of_several_quotes_are_several_targets():
    first, second = "The council met in Oslo on 3 May 2016.", "It was chaired by Ms. Ada Lund."
    nuggets = [
        {"text": "Oslo", "quote": first, "vital": False},
        {"text": "Ada Lund", "quote": second, "vital": True},
        {"text": "3 May 2016", "quote": first, "vital": False},
    ]
    targets = targets_of(make_question(nuggets=nuggets), make_document())
    assert [target.grade for target in targets] == [OKAY, VITAL]


def test_a_gold_quote_that_is_not_there_is_an_error():
    with pytest.raises(EvaluationError, match=r"q1.*does not stand in council"):
        targets_of(make_question(gold=["It met in Rome."]), make_document())


def test_label_faults_name_each_fault():
    nugget = {"text": "Rome", "quote": "The council met in Oslo on 3 May 2016.", "vital": True}
    questions = [
        make_question("sound"),
        make_question("quote", gold=["The council met in Oslo on 4 May 2016."]),
        make_question("answer", answers=["Oslo", "Bergen"]),
        make_question("gold", gold=[*make_question().gold, "It was chaired by Ms. Ada Lund."]),
        make_question("nugget", nuggets=[nugget]),
        unanswerable("none"),
    ]
    faults = label_faults(questions, [make_document()])
    assert [fault.split(":")[0] for fault in faults] == ["quote", "answer", "gold", "nugget"]
    assert "does not stand in council.txt" in faults[0]
    assert "'Bergen' stands in no gold quote" in faults[1]
    assert "holds no accepted answer" in faults[2]
