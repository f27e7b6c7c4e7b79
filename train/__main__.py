"""Train the reader and write it as int8 ONNX.

`python -m train --training DIR --squad-half DIR --out DIR`.
"""

import argparse
import copy
import json
import logging
import random
from pathlib import Path

import torch
from tokenizers import Tokenizer

from index.model_files import MINILM_CROSS_ENCODER, model_folder
from qa.span_reader import OnnxSpanReader
from train.export import export
from train.features import Features, features
from train.fit import fit
from train.measure import figures_of
from train.model import SpanReader, mean_weights
from train.recipe import BEFORE_LAST, STAGES, choosing_rows, stage_rows
from train.rows import Row

MAX_TOKENS = 288
log = logging.getLogger("train")


def main() -> None:
    """Train stage by stage; a stage whose weights are in the output folder is not done again."""
    parser = argparse.ArgumentParser(prog="python -m train", description=__doc__)
    parser.add_argument("--training", type=Path, required=True, help="folder of training rows")
    parser.add_argument("--squad-half", type=Path, required=True, help="folder of squad2_half")
    parser.add_argument("--out", type=Path, required=True, help="folder for weights and curve")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--stage", type=int, help="stop after this stage")
    parser.add_argument(
        "--packaged-after",
        type=int,
        default=0,
        metavar="STAGE",
        help="take the packaged reader for what this stage gave, and go on from there",
    )
    chosen = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(chosen.threads)
    tokenizer = Tokenizer.from_file(str(model_folder(MINILM_CROSS_ENCODER) / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    rng = random.Random(5)

    def prepared(rows: list[Row]) -> list[Features]:
        made = [features(tokenizer, row, MAX_TOKENS, rng) for row in rows]
        return [one for one in made if one.first >= 0 or not one.row.answerable]

    chosen.out.mkdir(parents=True, exist_ok=True)
    apart = choosing_rows(chosen.training, chosen.squad_half)
    model = SpanReader.packaged() if chosen.packaged_after else SpanReader()
    for number, stage in enumerate(
        STAGES[chosen.packaged_after :], start=chosen.packaged_after + 1
    ):
        weights = chosen.out / f"stage{number}.pt"
        before = copy.deepcopy(model.state_dict())
        if weights.exists():
            model.load_state_dict(torch.load(weights))
        else:
            rows = prepared(stage_rows(stage, chosen.training, chosen.squad_half))
            log.info("stage %d: %d rows", number, len(rows))
            choosing = {name: prepared(some) for name, some in apart.items()}
            model = fit(model, stage, rows, choosing, chosen.out)
            torch.save(model.state_dict(), weights)
        if number == chosen.stage:
            return
    model.load_state_dict(mean_weights(before, model.state_dict(), BEFORE_LAST))
    tables = {}
    for name, is_int8 in (("float32", False), ("int8", True)):
        folder = chosen.out / name
        folder.mkdir(exist_ok=True)
        export(model, folder / "model.onnx", quantise=is_int8)
        tokenizer.save(str(folder / "tokenizer.json"))
        reader = OnnxSpanReader(folder)
        tables[name] = {source: figures_of(reader, rows) for source, rows in apart.items()}
    (chosen.out / "figures.json").write_text(json.dumps(tables, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
