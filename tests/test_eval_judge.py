import pytest
from eval_samples import answer, hit, make_document, make_question, span_of, unanswerable

from eval.judge import judge
from eval.places import targets_of

MET = "The council met in Oslo on 3 May 2016."
CHAIR = "It was chaired by Ms. Ada Lund."
THREE = "Three countries took part: Norway, Chad and Peru."
DOCUMENT = make_document()


def judged(question, given, found=()):
    hits = [hit(DOCUMENT, quote, rank) for rank, quote in enumerate(found, start=1)]
    return judge(question, given, hits, targets_of(question, DOCUMENT))


def test_an_answer_with_its_citation_is_right():
    record = judged(make_question(), answer(DOCUMENT, MET, CHAIR, short="Oslo"), [THREE, MET])
    assert record.right and record.answer_hit and record.citation_hit and record.shown_right
    assert (record.citation_recall, record.citation_precision) == (1, 1 / 2)
    assert (record.exact_match, record.f1) == (1, 1)
    assert (record.ranks, record.first_rank) == ((2,), 2)
    assert record.cited == (MET, CHAIR)


def test_the_wrong_sentence_is_wrong():
    record = judged(make_question(), answer(DOCUMENT, CHAIR))
    assert not (record.right or record.answer_hit or record.citation_hit)
    assert (record.citation_recall, record.citation_precision) == (0, 0)
    assert (record.exact_match, record.ranks) == (0, (None,))


def test_the_right_words_from_another_place_are_not_right():
    record = judged(make_question(answers=["chaired"], gold=[MET]), answer(DOCUMENT, CHAIR))
    assert record.answer_hit and not record.citation_hit and not record.right


def test_a_short_answer_counts_and_a_remark_does_not():
    record = judged(make_question(answers=["Norway"]), answer(DOCUMENT, MET, short="Norway"))
    assert record.answer_hit
    remarked = answer(DOCUMENT, MET).model_copy(update={"text": f"{MET} [Norway is cut off.]"})
    assert not judged(make_question(answers=["Norway"]), remarked).answer_hit


def test_partial_shows_but_does_not_answer():
    record = judged(make_question(), answer(DOCUMENT, MET, status="partial"))
    assert record.shown_right and not record.answer_hit and not record.right
    assert record.citation_precision is None
    assert judged(unanswerable(), answer(DOCUMENT, MET, status="partial")).right


def test_an_abstention_shows_nothing_even_beside_the_gold_passage():
    record = judged(make_question(), answer(DOCUMENT, MET, status="not_in_report"))
    assert not record.shown_right and not record.right
    assert record.cited == (MET,)


@pytest.mark.parametrize(
    ("status", "right"), [("answered", False), ("partial", True), ("not_in_report", True)]
)
def test_without_an_answer_in_the_report_refusing_is_right(status, right):
    record = judged(unanswerable(), answer(DOCUMENT, MET, status=status))
    assert record.right is right
    assert not record.shown_right
    assert (record.exact_match, record.citation_recall, record.ranks) == (None, None, ())


def test_half_of_the_vital_nuggets_make_a_hit():
    quote = THREE
    nuggets = [
        {"text": text, "quote": quote, "vital": vital}
        for text, vital in [("Norway", True), ("Chad", True), ("Ada Lund", True), ("Peru", False)]
    ]
    question = make_question(kind="list", answers=["Norway"], gold=[quote], nuggets=nuggets)
    record = judged(question, answer(DOCUMENT, quote))
    assert record.vital_nugget_recall == 2 / 3 and record.nugget_recall == 3 / 4
    assert record.right and record.exact_match is None
    assert not judged(question, answer(DOCUMENT, MET)).right


def test_a_passage_over_the_gold_sentence_is_relevant_from_half_of_it_on():
    span = span_of(DOCUMENT, MET)
    half = DOCUMENT.text[span.start + len(MET) // 2 : span.end + 30]
    less = DOCUMENT.text[span.start + len(MET) // 2 + 1 : span.end + 30]
    assert judged(make_question(), answer(DOCUMENT, MET), [half]).ranks == (1,)
    assert judged(make_question(), answer(DOCUMENT, MET), [less]).ranks == (None,)


def test_a_second_passage_over_the_same_gold_does_not_count_again():
    record = judged(make_question(), answer(DOCUMENT, MET), [MET, MET, MET])
    assert (record.ranks, record.grades) == ((1,), (2,))


def test_what_was_not_searched_has_no_ranks():
    question = make_question()
    record = judge(question, answer(DOCUMENT, MET), None, targets_of(question, DOCUMENT))
    assert (record.ranks, record.grades) == ((), ())
