"""Readers that give spans: the arithmetic, a tiny ONNX graph and a tiny transformers model."""

import json
import math

import numpy as np
import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace
from tokenizers.processors import TemplateProcessing

from index.errors import ModelError
from qa.span_reader import OnnxSpanReader, packaged_reader, reading_of
from qa.transformers_reader import TransformersSpanReader, open_reader

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "who", "spoke", "Ada", "Lund", "then"]
TEXT = "then Ada Lund spoke"


def logits(*values):
    return np.array(values, dtype=np.float64)


def test_the_best_span_its_share_and_where_the_answer_begins():
    # [CLS] q [SEP] a b c: the passage is the last three tokens
    start, end = logits(0, 9, 9, 2, 1, 0), logits(0, 9, 9, 0, 3, 1)
    inside = np.array([False] * 3 + [True] * 3)
    offsets = np.array([[0, 1], [2, 3], [4, 5]])
    reading = reading_of(start, end, inside, offsets, answerable=0.7)
    total_start = math.log(math.exp(2) + math.exp(1) + 1)
    total_end = math.log(1 + math.exp(3) + math.exp(1))
    assert (reading.start, reading.end, reading.answerable) == (0, 3, 0.7)
    assert reading.log_probability == pytest.approx(2 - total_start + 3 - total_end)
    assert reading.begins == pytest.approx(np.exp(logits(2, 1, 0) - total_start))
    assert reading.share_in(2, 6) == pytest.approx((math.e + 1) / math.exp(total_start))


def test_a_span_never_ends_before_it_begins():
    start, end = logits(0, 0, 0, 5), logits(0, 0, 9, 1)
    inside = np.array([False, True, True, True])
    reading = reading_of(start, end, inside, np.array([[0, 1], [2, 3], [4, 5]]), 0.0)
    # 0 + 9 beats 5 + 1, although 5 + 9 would be the most
    assert (reading.start, reading.end) in {(0, 3), (2, 3)}


def test_without_a_head_of_its_own_answerable_is_the_margin_over_the_first_token():
    start, end = logits(1.5, 0, 4, 2), logits(0.5, 0, 1, 3)
    inside = np.array([False, False, True, True])
    reading = reading_of(start, end, inside, np.array([[0, 3], [4, 8]]), None)
    assert reading.answerable == pytest.approx((4 + 3) - (1.5 + 0.5))


def test_a_passage_without_a_token_answers_nothing():
    reading = reading_of(
        logits(1, 2), logits(1, 2), np.array([False, False]), np.empty((0, 2)), 3.0
    )
    assert reading.answerable < -100 and (reading.start, reading.end) == (0, 0)


def save_tokenizer(folder):
    tokenizer = Tokenizer(WordLevel({word: i for i, word in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", 2), ("[SEP]", 3)],
    )  # fmt: skip
    folder.mkdir(exist_ok=True)
    tokenizer.save(str(folder / "tokenizer.json"))


def save_graph(folder, with_answerable=True):
    """A graph that likes an answer to begin with "Ada" (id 6) and to end with "Lund" (id 7)."""
    onnx = pytest.importorskip("onnx")
    helper, kind = onnx.helper, onnx.TensorProto
    save_tokenizer(folder)
    table = np.zeros((len(WORDS), 2), dtype=np.float32)
    table[6, 0] = table[7, 1] = 8.0
    nodes = [
        helper.make_node("Gather", ["table", "input_ids"], ["both"]),
        helper.make_node("Split", ["both"], ["s", "e"], axis=2, num_outputs=2),
        helper.make_node("Squeeze", ["s", "two"], ["start"]),
        helper.make_node("Squeeze", ["e", "two"], ["end"]),
        helper.make_node("ReduceMax", ["start", "one"], ["answerable"], keepdims=0),
    ]
    outputs = ["start", "end", *(["answerable"] if with_answerable else [])]
    graph = helper.make_graph(
        nodes if with_answerable else nodes[:-1], "tiny",
        [helper.make_tensor_value_info("input_ids", kind.INT64, ["n", "t"])],
        [helper.make_tensor_value_info(name, kind.FLOAT, None) for name in outputs],
        [
            onnx.numpy_helper.from_array(table, "table"),
            onnx.numpy_helper.from_array(np.array([2]), "two"),
            onnx.numpy_helper.from_array(np.array([1]), "one"),
        ],
    )  # fmt: skip
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
    onnx.save(model, str(folder / "model.onnx"))


def test_a_folder_of_onnx_and_tokenizer_is_read(tmp_path):
    save_graph(tmp_path / "reader")
    readings = open_reader(str(tmp_path / "reader")).read("who spoke", [TEXT, "then then spoke"])
    assert TEXT[readings[0].start : readings[0].end] == "Ada Lund"
    assert [reading.answerable for reading in readings] == [8.0, 0.0]
    assert readings[0].share_in(5, 8) > 0.99


def test_a_graph_without_an_answerable_output_is_judged_by_its_first_token(tmp_path):
    save_graph(tmp_path / "reader", with_answerable=False)
    (reading,) = OnnxSpanReader(tmp_path / "reader").read("who spoke", [TEXT])
    assert reading.answerable == 16.0  # 8 + 8 of the span, 0 + 0 of [CLS]


def test_a_transformers_model_is_read(tmp_path):
    from transformers import BertConfig, BertForQuestionAnswering

    save_tokenizer(tmp_path)
    config = BertConfig(
        vocab_size=len(WORDS), hidden_size=8, num_hidden_layers=1, num_attention_heads=2,
        intermediate_size=8,
    )  # fmt: skip
    BertForQuestionAnswering(config).save_pretrained(tmp_path)
    (tmp_path / "tokenizer_config.json").write_text(
        json.dumps({"tokenizer_class": "PreTrainedTokenizerFast"})
    )
    reader = open_reader(str(tmp_path))
    assert isinstance(reader, TransformersSpanReader)
    first, again = reader.read("who spoke", [TEXT]), reader.read("who spoke", [TEXT])
    assert TEXT[first[0].start : first[0].end].strip()
    assert first[0].begins.sum() == pytest.approx(1.0)
    assert first[0].token_starts.tolist() == [0, 5, 9, 14]
    assert (first[0].start, first[0].answerable) == (again[0].start, again[0].answerable)


def test_what_is_no_reader_is_one_sentence(tmp_path):
    with pytest.raises(ModelError, match="no reader can be loaded from there; name a folder"):
        open_reader(str(tmp_path)).read("who", [TEXT])
    save_graph(tmp_path)
    (tmp_path / "model.onnx").write_bytes(b"no graph")
    with pytest.raises(ModelError, match="no reader can be loaded"):
        open_reader(str(tmp_path)).read("who", [TEXT])
    (tmp_path / "tokenizer.json").unlink()
    with pytest.raises(ModelError, match=r"needs model\.onnx, tokenizer\.json"):
        open_reader(str(tmp_path)).read("who", [TEXT])


def test_the_packaged_reader_finds_a_name_and_misses_what_is_not_there():
    reader = OnnxSpanReader()
    text = "The flood plan was presented by Ms. Ada Lund. Mr. Bo Ek measured the tides in Oslo."
    there, absent = (
        reader.read(question, [text])[0]
        for question in ("Who presented the flood plan?", "How much did the flood plan cost?")
    )
    assert "Ada Lund" in text[there.start : there.end]
    assert there.answerable > 0 > absent.answerable
    assert packaged_reader().joinpath("model.onnx").stat().st_size < 40e6
