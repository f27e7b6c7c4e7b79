"""One self-contained page of a run: figures, plots, and a table of every question.

It loads nothing from anywhere, and its content security policy allows only its own style and
script, by hash; all text goes through `markup`.
"""

import base64
import hashlib
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from eval.compare import Comparison
from eval.intervals import Estimate
from eval.markup import Markup, join, tag
from eval.plots import (
    accuracy_by_group,
    latency_histogram,
    recall_curve,
    reliability_diagram,
    risk_coverage_curve,
)
from eval.question_rows import question_table
from eval.report_panels import comparison_section, summary_panels
from eval.summary import Evaluation, Summary

EVIDENCE = (
    "Evidence: the sentences of the report that were marked beforehand as holding the answer."
)
_EQUALS = "\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}"
_TILES = {
    "right": "of all questions came out right",
    "answer_rate": "of those that the report answers were answered right",
    "citation_hit": "of those that the report answers cite evidence for it",
    "refusal_rate": "of those that it does not answer were refused",
    "recall_at_5": "of the evidence is in the first 5 passages found (recall@5)",
    "mrr": "mean of 1 / rank of the first evidence found (MRR)",
}


def write_report(
    evaluation: Evaluation, directory: Path, comparison: Comparison | None = None
) -> Path:
    """Write the page as `index.html` into a folder, which is made; give its path."""
    directory.mkdir(parents=True, exist_ok=True)
    path = directory / "index.html"
    path.write_text(report_page(evaluation, comparison), encoding="utf-8")
    return path


def report_page(evaluation: Evaluation, comparison: Comparison | None = None) -> str:
    """The page as HTML."""
    style, script = report_style(), f"{report_script()}wire(document);\n"
    policy = (
        f"default-src 'none'; base-uri 'none'; form-action 'none'; "
        f"style-src {_hash(style)}; script-src {_hash(script)}"
    )
    head = [
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        "<title>Report QA evaluation</title>",
        f"<style>{style}</style>",
    ]
    body = join([tag("h1", "Report QA evaluation"), figures(evaluation, comparison)])
    return (
        f'<!doctype html>\n<html lang="en"><head>{"".join(head)}</head>\n'
        f"<body>{body}<script>{script}</script></body></html>\n"
    )


def figures(evaluation: Evaluation, comparison: Comparison | None = None) -> Markup:
    """All that the page shows, for a page with a heading of its own.

    It needs `report_style`, and `report_script` for its table of questions.
    """
    summary = evaluation.summary
    return join(
        [
            _lead(evaluation),
            tiles(summary.scores),
            tiles_note(),
            *([comparison_section(comparison)] if comparison else []),
            tag("h2", "Pictures"),
            tag("div", *_plots(evaluation), class_="plots"),
            tag("h2", "Figures"),
            tag("div", *summary_panels(summary), class_="panels"),
            tag("h2", "Every question"),
            question_table(evaluation.records, evaluation.seconds),
        ]
    )


def _lead(evaluation: Evaluation) -> Markup:
    summary, cost = evaluation.summary, evaluation.cost
    memory = cost.peak_memory_bytes
    oracle = f" The oracle gave the {summary.oracle}." if summary.oracle else ""
    n_documents = len(summary.corpus_sha256)
    return tag(
        "p",
        f"{set_words(summary.question_set, *_numbers(summary))}, asked of {n_documents} "
        f"{'document' if n_documents == 1 else 'documents'} with report-qa "
        f"{summary.report_qa_version}.{oracle} Half of them took at most {cost.p50_seconds:.2f} s, "
        f"95 % at most {cost.p95_seconds:.2f} s"
        + (f"; peak memory {memory / 2**20:,.0f} MiB. " if memory is not None else ". ")
        + "Checksums: questions ",
        tag("code", summary.questions_sha256[:12]),
        f", {'document' if n_documents == 1 else 'documents'} ",
        tag("code", ", ".join(digest[:12] for digest in summary.corpus_sha256.values())),
        ".",
        class_="lead",
    )


def _numbers(summary: Summary) -> tuple[int, int]:
    """How many questions the documents answer, and how many they do not."""
    confusion = summary.confusion
    return sum(confusion.answerable.values()), sum(confusion.unanswerable.values())


def tiles(scores: Mapping[str, Estimate]) -> Markup:
    """The figures that matter most, large, as far as they are among `scores`."""
    return tag(
        "div",
        *(
            tag(
                "div",
                tag("b", _shown(estimate.value, key)),
                tag("span", label),
                tag(
                    "span",
                    f"{_interval(estimate, key)} (n = {estimate.n})".replace(" = ", _EQUALS),
                    class_="interval",
                ),
                class_="tile",
            )
            for key, label in _TILES.items()
            if (estimate := scores.get(key))
        ),
        class_="tiles",
    )


def tiles_note() -> Markup:
    """What the tiles mean by evidence, and what stands small in them."""
    return tag(
        "p",
        f"{EVIDENCE} Below each share: its 95 % confidence interval, and the number of questions "
        "(n) that it is of.",
        class_="note below",
    )


def set_words(question_set: str, n_answerable: int, n_unanswerable: int) -> str:
    """What was asked: how many questions with an answer in the report, how many without."""
    return (
        f"{n_answerable + n_unanswerable} questions: {n_answerable} that the report answers and "
        f"{n_unanswerable} that it does not (question set {question_set})"
    )


def _shown(value: float, key: str) -> str:
    return f"{value:.3f}" if key == "mrr" else f"{100 * value:.1f} %"


def _interval(estimate: Estimate, key: str) -> str:
    if key == "mrr":
        return f"{estimate.low:.3f}–{estimate.high:.3f}"
    return f"{100 * estimate.low:.1f}–{100 * estimate.high:.1f} %"


def _plots(evaluation: Evaluation) -> list[Markup]:
    records, summary = evaluation.records, evaluation.summary
    plots = [
        (
            "Finding the evidence",
            recall_curve(records),
            "Share of the evidence in the first k passages (recall@k), with its 95 % interval.",
        ),
        (
            "Risk and coverage",
            risk_coverage_curve(records),
            "Share of wrong answers if only the most confident questions were answered. A "
            "question that the report does not answer is wrong whenever it is answered. The dot "
            "is where the engine draws the line.",
        ),
        (
            "Is the confidence true?",
            reliability_diagram(records),
            "Share right against the confidence shown, with 95 % intervals; on the dashed line "
            "they agree. The numbers count the answers in each bin.",
        ),
        (
            "By kind of question",
            accuracy_by_group(summary.by_kind),
            "Share right with its 95 % interval; the number of questions in brackets.",
        ),
        (
            "By style of question",
            accuracy_by_group(summary.by_style),
            "Share right with its 95 % interval; the number of questions in brackets.",
        ),
        (
            "How long a question takes",
            latency_histogram(tuple(evaluation.seconds.values())),
            "Number of questions by seconds, one question at a time.",
        ),
    ]
    return [
        tag("figure", tag("h3", title), picture, tag("figcaption", caption))
        for title, picture, caption in plots
        if picture is not None
    ]


def report_style() -> str:
    """The page's CSS."""
    return _packaged("report.css")


def report_script() -> str:
    """The page's JavaScript: `wire(root)` makes the table of questions inside `root` work."""
    return _packaged("report.js")


def _packaged(name: str) -> str:
    return (files("eval") / name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    digest = hashlib.sha256(content.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
