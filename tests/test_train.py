"""The training recipe: rows, windows, spans and figures; no training is done here."""

import hashlib
import json
import random

import pytest
import torch

from index.model_files import MINILM_CROSS_ENCODER, model_folder
from qa.span_reader import OnnxSpanReader
from train.base import float_weights
from train.cut import without_answer
from train.export import export
from train.features import batches, collate, features
from train.measure import best_spans, figures_of, read
from train.model import SpanReader, mean_weights
from train.near import near_rows
from train.pages import report_text
from train.recipe import SQUAD_TEST_ARTICLES, UN_HELD_OUT
from train.reports import as_question
from train.rows import (
    UN_QUESTIONS,
    Row,
    flow,
    held_out,
    lines_of,
    sample,
    shared_rows,
    squad_half_rows,
    un_rows,
)
from train.windows import window_rows

PAGE = "A/79/1\n12. The fund was set up\nin 1994 by the\nAssembly. It met twice.\n"


@pytest.fixture(scope="module")
def tokenizer():
    from tokenizers import Tokenizer

    made = Tokenizer.from_file(str(model_folder(MINILM_CROSS_ENCODER) / "tokenizer.json"))
    made.no_padding()
    made.no_truncation()
    return made


def written(path, rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def un_question(**changes):
    start, year = PAGE.index("12."), PAGE.index("1994")
    row = {
        "doc": "D", "page": 3, "page_sha256": hashlib.sha256(PAGE.encode()).hexdigest(),
        "start": start, "end": len(PAGE), "question": "When was the fund founded?",
        "answer": [year, year + 4], "kind": "answered",
    }  # fmt: skip
    return row | changes


def test_a_question_over_a_page_becomes_a_row_of_flowing_text(tmp_path):
    pages = written(tmp_path / "pages.jsonl", [{"doc": "D", "page": 3, "text": PAGE}])
    asked = [un_question(), un_question(answer=None, kind="missing_detail")]
    (doc, there), (_, absent) = un_rows(pages, written(tmp_path / "un.jsonl", asked))
    text = "12. The fund was set up in 1994 by the Assembly. It met twice."
    assert (doc, there.passage, there.passage[there.start : there.end]) == ("D", text, "1994")
    assert (there.answerable, absent.answerable, absent.start) == (True, False, -1)


def test_another_text_of_the_page_is_refused(tmp_path):
    pages = written(tmp_path / "pages.jsonl", [{"doc": "D", "page": 3, "text": PAGE + "more"}])
    with pytest.raises(ValueError, match="D page 3: another text"):
        list(un_rows(pages, written(tmp_path / "un.jsonl", [un_question()])))


def test_an_answer_across_a_line_end_keeps_its_words():
    text, place = flow("set up\n  in 1994\n")
    assert text == "set up in 1994"
    assert text[place[4] : place[10] + 1] == "up in"


def test_rows_of_the_shared_form_and_of_squad(tmp_path):
    shared = written(tmp_path / "x.jsonl", [
        {"question": "q", "context": "it rained", "answers": [{"text": "rained", "start": 3}],
         "answerable": True},
        {"question": "r", "context": "it rained", "answers": [], "answerable": False},
    ])  # fmt: skip
    assert list(shared_rows(shared)) == [
        Row("q", "it rained", 3, 9, "x"), Row("r", "it rained", -1, -1, "x"),
    ]  # fmt: skip
    written(tmp_path / "corpus.jsonl", [{"_id": "p", "title": "Normans", "text": "it rained"}])
    written(tmp_path / "queries.jsonl", [
        {"text": "q", "passage_id": "p", "answers": ["rained"], "answerable": True},
        {"text": "r", "passage_id": "p", "answers": [], "answerable": False},
        {"text": "s", "passage_id": "p", "answers": ["snow"], "answerable": True},
    ])  # fmt: skip
    assert list(squad_half_rows(tmp_path)) == [
        ("Normans", Row("q", "it rained", 3, 9, "squad2_half", ("rained",))),
        ("Normans", Row("r", "it rained", -1, -1, "squad2_half")),
    ]


def test_a_sample_is_the_same_each_time_and_repeats_what_is_too_little():
    rows = [Row(str(i), "", -1, -1, "x") for i in range(5)]
    assert sample(rows, 3, "a") == sample(rows, 3, "a")
    assert {row.question for row in sample(rows, 12, "a")} == set("01234")
    assert len(sample(rows, 12, "a")) == 12


def test_the_first_and_last_token_of_an_answer(tokenizer):
    row = Row("When?", "The fund met in May 1994 in Rome.", 16, 24, "x")
    made = features(tokenizer, row, 64, random.Random(1))
    words = [tokenizer.id_to_token(made.ids[i]) for i in range(made.first, made.last + 1)]
    assert words == ["may", "1994"]
    assert tokenizer.id_to_token(made.ids[made.passage_from]) == "the"


def test_a_window_of_a_long_passage_holds_the_answer(tokenizer):
    text = "rain " * 200 + "Ada Lund" + " snow" * 200
    row = Row("Who spoke?", text, 1000, 1008, "x")
    for seed in range(8):
        made = features(tokenizer, row, 64, random.Random(seed))
        assert len(made.ids) == 64
        assert [made.ids[made.first], made.ids[made.last]] == tokenizer.encode(
            "ada lund", add_special_tokens=False
        ).ids[:: len(tokenizer.encode("ada lund", add_special_tokens=False).ids) - 1]


def test_batches_hold_every_row_once_and_pad_to_the_longest(tokenizer):
    rows = [Row("q", "rain " * n, -1, -1, str(n)) for n in (1, 30, 2, 31, 60)]
    made = [features(tokenizer, row, 64, random.Random(1)) for row in rows]
    parts = batches(made, 2, random.Random(1))
    assert {one.row.source for part in parts for one in part} == {"1", "30", "2", "31", "60"}
    assert sum(len(part) for part in parts) == 5
    batch = collate(made[:2])
    assert batch.input_ids.shape == batch.is_passage.shape == (2, len(made[1].ids))
    assert batch.attention_mask.sum(1).tolist() == [len(made[0].ids), len(made[1].ids)]
    assert batch.is_passage.sum(1).tolist() == [1, 30]


def test_the_best_span_ends_after_it_begins_and_lies_in_the_passage():
    start = torch.tensor([[9.0, 0.0, 2.0, 5.0]])
    end = torch.tensor([[9.0, 0.0, 6.0, 1.0]])
    passage = torch.tensor([[False, True, True, True]])
    first, last, _ = best_spans(start, end, passage)
    assert (first.item(), last.item()) == (2, 2)  # 2 + 6; 5 + 6 would run backwards


class SaysRome:
    """Finds "Rome", and takes a passage for an answer where it stands."""

    def read(self, question, texts):
        from qa.span_reader import SpanReading

        at = texts[0].find("Rome")
        return [SpanReading(float(at), max(at, 0), max(at, 0) + 4, 0.0, None, None)]


def test_figures_by_hand():
    rows = [
        Row("where", "in Rome", 3, 7, "x"),  # right
        Row("where", "at Rome Bay", 3, 11, "x"),  # one word of two: F1 2/3
        Row("where", "by the sea", -1, -1, "x"),
    ]
    assert figures_of(SaysRome(), rows) == {
        "n": 3, "auroc": 1.0, "em": 1 / 2, "f1": pytest.approx((1 + 2 / 3) / 2),
    }  # fmt: skip


def test_the_questions_keep_whole_documents_apart():
    rows = list(lines_of(UN_QUESTIONS))
    kept = [row for row in rows if held_out(row["doc"], UN_HELD_OUT)]
    assert len(rows) >= 2000 and len({row["doc"] for row in rows}) >= 150
    assert 0.4 < sum(row["answer"] is None for row in rows) / len(rows) < 0.6
    assert not {row["doc"] for row in kept} & {
        row["doc"] for row in rows if not held_out(row["doc"], UN_HELD_OUT)
    }
    assert all(row["start"] <= row["answer"][0] < row["answer"][1] <= row["end"]
               for row in rows if row["answer"])  # fmt: skip
    assert len(SQUAD_TEST_ARTICLES) == 3


def test_a_report_of_pages_and_a_question_about_it():
    assert report_text([PAGE, "3/9 25-01234\n13. It closed.\n"]) == (
        "\n12. The fund was set up\nin 1994 by the\nAssembly. It met twice.\n\n13. It closed.\n"
    )
    question = as_question(un_question(), PAGE, 7)
    assert question == {
        "id": "u0007", "question": "When was the fund founded?", "kind": "statement",
        "style": "plain", "answerable": True, "document": "D.txt", "answers": ["1994"],
        "gold": ["12. The fund was set up in 1994 by the Assembly."],
    }  # fmt: skip
    absent = as_question(un_question(answer=None, kind="other_time"), PAGE, 8)
    assert (absent["answerable"], absent["reason"]) == (False, "wrong_year")


def test_the_nearest_other_passage_is_near_and_does_not_hold_the_answer(tmp_path):
    rest = " ".join(f"word{n}" for n in range(30))
    other = f"13. The fund of the Assembly pays for wells. {rest}\n"
    holds = f"14. The fund of the Assembly was founded in 1994 too. {rest}\n"
    far = f"15. The weather of the coast was fine. {rest}\n"
    text = f"12. The fund was set up in 1994 by the Assembly. {rest[::-1]}\n" + other + holds + far
    end = text.index("13.")
    year = text.index("1994")
    row = un_question(
        page_sha256=hashlib.sha256(text.encode()).hexdigest(),
        start=0,
        end=end,
        answer=[year, year + 4],
        question="When did the Assembly set up the fund?",
    )
    pages = written(tmp_path / "pages.jsonl", [{"doc": "D", "page": 3, "text": text}])
    ((doc, near),) = near_rows(pages, written(tmp_path / "un.jsonl", [row]))
    assert (doc, near.passage, near.answerable) == ("D", other.strip(), False)


def test_training_goes_on_from_the_packaged_reader(tokenizer):
    passage = "The meeting in Geneva was chaired by Maria Lopez. It began on 3 May 1994."
    row = Row("Who chaired the meeting in Geneva?", passage, -1, -1, "x")
    model = SpanReader.packaged()
    ((text, _, answerable),) = read(model, [features(tokenizer, row, 384, random.Random(1))])
    (packaged,) = OnnxSpanReader().read(row.question, [passage])
    assert text == passage[packaged.start : packaged.end] == "Maria Lopez"
    assert answerable == pytest.approx(packaged.answerable, abs=0.8)  # activations in 8 bits


def test_word_embeddings_alone_are_kept_as_they_are():
    kept = [name for name, weight in SpanReader().named_parameters() if not weight.requires_grad]
    assert kept == ["bert.embeddings.word_embeddings.weight"]


def test_passages_that_the_writer_saw_not_to_answer_are_taken_as_given(tmp_path):
    text = "12. The fund was set up in 1994.\n13. The fund\npays for wells.\n14. It rained.\n"
    spans = [[text.index(f"{n}."), text.index(f"{n + 1}.") - 1] for n in (12, 13)]
    row = un_question(
        page_sha256=hashlib.sha256(text.encode()).hexdigest(),
        start=spans[0][0],
        end=spans[0][1],
        answer=[text.index("1994"), text.index("1994") + 4],
        near=spans[1:],
    )
    pages = written(tmp_path / "pages.jsonl", [{"doc": "D", "page": 3, "text": text}])
    ((doc, near),) = near_rows(pages, written(tmp_path / "un.jsonl", [row]))
    assert (doc, near.passage, near.answerable) == ("D", "13. The fund pays for wells.", False)


def test_the_mean_of_two_weights_lies_the_share_of_the_way_to_the_first():
    first, second = {"w": torch.tensor([1.0, 5.0])}, {"w": torch.tensor([3.0, 5.0])}
    assert mean_weights(first, second, 0.25)["w"].tolist() == [2.5, 5.0]


FUND = (
    "The fund was set up in 1994 by the Assembly, on the proposal of the Committee. It pays for "
    "wells, pumps and the training of those who look after them in dry regions. Its board meets "
    "twice a year in Bonn and is chaired by a member that the States choose among themselves."
)


def row_over_the_fund(question, answer):
    start = FUND.index(answer) if answer else -1
    return Row(question, FUND, start, start + len(answer) if answer else -1, "un")


def test_a_passage_without_the_sentence_of_its_answer_does_not_answer():
    cut = without_answer(row_over_the_fund("When was the fund set up?", "1994"))
    assert not cut.answerable
    assert cut.passage == FUND[FUND.index("It pays") :]


@pytest.mark.parametrize(
    ("answer", "accepted"),
    [("", ()), ("1994", ("1994", "the training")), ("It pays for wells", ("It pays",))],
    ids=["not answered", "another answer is left", "its words stand elsewhere"],
)
def test_a_passage_that_may_still_answer_is_not_cut(answer, accepted):
    row = row_over_the_fund("When?", answer)
    kept = FUND + " It pays."
    assert without_answer(Row(row.question, kept, row.start, row.end, "un", accepted)) is None


def test_of_a_short_passage_nothing_is_cut():
    text = "The fund was set up in 1994. It pays for wells."
    at = text.index("1994")
    assert without_answer(Row("When?", text, at, at + 4, "un")) is None


@pytest.mark.parametrize("seed", range(12))
def test_one_window_holds_the_answer_and_one_does_not(seed):
    row = row_over_the_fund("Where does the board meet?", "Bonn")
    held = window_rows(row, random.Random(seed))
    assert held[0].passage[held[0].start : held[0].end] == "Bonn"
    assert [each.answerable for each in held] == [True] + [False] * (len(held) - 1)
    assert all(each.passage in FUND and each.source == "un_window" for each in held)
    assert all("Bonn" not in each.passage for each in held[1:])


def test_a_question_without_answer_has_a_window_that_does_not_answer():
    (window,) = window_rows(row_over_the_fund("What does the board cost?", ""), random.Random(1))
    assert not window.answerable
    assert window.passage in FUND


def test_an_exported_reader_reads_as_its_model_and_gives_its_weights_back(tmp_path, tokenizer):
    model = SpanReader()
    torch.nn.init.constant_(model.answerable.bias, 0.5)  # adding nothing is no node of a graph
    export(model, tmp_path / "model.onnx")
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    row = Row("Who chairs the board?", "Maria Lopez chairs it.", 0, 11, "s")
    example = features(tokenizer, row, 64, random.Random(0))
    ((_, _, answerable),) = read(model, [example])
    (exported,) = OnnxSpanReader(tmp_path).read(row.question, [row.passage])
    assert answerable == pytest.approx(exported.answerable, abs=0.5)  # activations in 8 bits
    weights = float_weights(tmp_path / "model.onnx")
    for name, kept in model.named_parameters():
        scale = float(kept.detach().abs().max())
        assert torch.allclose(torch.from_numpy(weights[name]), kept, atol=scale / 100), name
