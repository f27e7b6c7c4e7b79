"""What the reader is trained on: how many rows of which source, in stages.

Stages 1 and 2 teach spans on broad data; stage 3 is weighted to unanswerable questions that someone
wrote, and to reports. Stages 4 and 5 do both again on more rows, with passages that are only near a
question. Stage 6 adds passages from which the answer was cut out ("_cut") and the short windows
that a search finds ("_window"). Rows of lower worth (templates, one-sentence passages) are few or
left out. The reader is a mean of the weights that the last two stages gave.
"""

import random
from dataclasses import dataclass
from pathlib import Path

from train.cut import without_answer
from train.near import near_rows
from train.rows import Row, held_out, sample, shared_rows, squad_half_rows, un_rows
from train.windows import window_rows

UN_HELD_OUT = 0.2
"""The share of the documents under our own questions that is kept apart for choosing."""
SQUAD_TEST_ARTICLES = frozenset({"European Union law", "Imperialism", "Normans"})
"""The articles of squad2_half that are never trained on."""


@dataclass(frozen=True)
class Stage:
    """`n_rows` a source, the first learning rate and the last; batches of 16.

    `draws_anew` lets the draw depend on rate and count, so that it is another than the first one.
    """

    n_rows: dict[str, int]
    rate: float
    last_rate: float
    draws_anew: bool = True


STAGES = (
    Stage(
        {
            "squad11_dev13": 2000,
            "squad11_part": 700,
            "squad11_sample": 1500,
            "squad2_part": 2500,
            "squad2_half": 1900,
            "unansq_dev": 3500,
            "unansq_match": 900,
            "timeqa": 800,
            "qed_nq": 800,
            "nq_uda": 300,
            "bioasq_golden": 200,
            "fairytaleqa": 200,
            "neg_squad": 700,
        },
        rate=1e-4,
        last_rate=4e-5,
        draws_anew=False,
    ),
    Stage(
        {
            "squad11_dev13": 2000,
            "squad11_sample": 800,
            "squad2_part": 1500,
            "squad2_half": 1000,
            "unansq_dev": 700,
            "timeqa": 400,
        },
        rate=1e-4,
        last_rate=6e-5,
    ),
    Stage(
        {
            "un": 5600,
            "squad2_half": 1900,
            "squad2_part": 800,
            "unansq_dev": 800,
            "unansq_match": 500,
        },
        rate=8e-5,
        last_rate=2e-6,
    ),
    Stage(
        {
            "squad11_dev13": 3000,
            "squad11_sample": 3000,
            "squad11_part": 700,
            "squad2_part": 4500,
            "squad2_half": 1900,
            "unansq_dev": 3500,
            "unansq_match": 900,
            "timeqa": 1500,
            "qed_nq": 2000,
            "nq_uda": 800,
            "bioasq_golden": 600,
            "fairytaleqa": 600,
            "neg_squad": 1500,
            "neg_nq": 1000,
            "un": 2700,
            "un_near": 1800,
        },
        rate=1e-4,
        last_rate=5e-5,
    ),
    Stage(
        {
            "un": 9000,
            "un_near": 6500,
            "squad2_half": 1900,
            "squad2_part": 2500,
            "unansq_dev": 1500,
            "squad11_sample": 1500,
        },
        rate=8e-5,
        last_rate=1.5e-5,
    ),
    Stage(
        {
            "un": 10500,
            "un_near": 5500,
            "un_cut": 3500,
            "un_window": 9000,
            "squad2_half": 1900,
            "squad2_part": 2200,
            "squad11_sample": 1500,
            "unansq_dev": 1000,
            "squad2_half_cut": 500,
            "squad11_dev13_cut": 1500,
            "squad2_part_window": 2000,
            "squad2_half_window": 1000,
        },
        rate=8e-5,
        last_rate=1e-5,
    ),
)

BEFORE_LAST = 0.4
"""The share, in the reader's weights, of those before the last stage: better at both kinds of text
than either (Wortsman et al., 2022, "Model soups")."""


def stage_rows(stage: Stage, training: Path, squad_half: Path) -> list[Row]:
    """The rows of a stage, drawn from each source with a fixed seed, shuffled."""
    rows: list[Row] = []
    for name, n_rows in stage.n_rows.items():
        seed = f"{name}{stage.rate}{n_rows}" if stage.draws_anew else name
        rows += sample(_of(name, training, squad_half), n_rows, seed)
    random.Random(17).shuffle(rows)
    return rows


def choosing_rows(training: Path, squad_half: Path, n_rows: int = 400) -> dict[str, list[Row]]:
    """The rows that checkpoints are compared on: whole articles and documents kept apart.

    "near" has the answered questions of "un", against passages that are only near a question; "cut"
    has them against their own passages without the answer.
    """
    squad = [row for title, row in squad_half_rows(squad_half) if title in SQUAD_TEST_ARTICLES]
    pages = training / "un_pages.jsonl"
    un = [row for doc, row in un_rows(pages) if held_out(doc, UN_HELD_OUT)]
    near = [row for doc, row in near_rows(pages) if held_out(doc, UN_HELD_OUT)]
    answered = [row for row in un if row.answerable]
    near += answered
    cut = [*answered, *(row for one in answered if (row := without_answer(one)))]
    return {
        name: sample(rows, min(n_rows, len(rows)), "choose")
        for name, rows in (("squad", squad), ("un", un), ("near", near), ("cut", cut))
    }


def _of(name: str, training: Path, squad_half: Path) -> list[Row]:
    if name.endswith("_window"):
        rows = _of(name.removesuffix("_window"), training, squad_half)
        rows += _of("un_near", training, squad_half) if name == "un_window" else []
        rng = random.Random(name)
        return [window for row in rows for window in window_rows(row, rng)]
    if name.endswith("_cut"):
        rows = _of(name.removesuffix("_cut"), training, squad_half)
        return [cut for row in rows if (cut := without_answer(row))]
    if name == "squad2_half":
        pairs = squad_half_rows(squad_half)
        return [row for title, row in pairs if title not in SQUAD_TEST_ARTICLES]
    if name in ("un", "un_near"):
        rows_of = un_rows if name == "un" else near_rows
        pairs = rows_of(training / "un_pages.jsonl")
        return [row for doc, row in pairs if not held_out(doc, UN_HELD_OUT)]
    return list(shared_rows(training / f"{name}.jsonl"))
