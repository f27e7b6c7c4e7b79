"""The commands `report-qa eval` and `report-qa calibrate`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ui.console import JsonOption, LibraryOption, echo_json, note, open_library, progress_bar, show

if TYPE_CHECKING:
    from eval.question_set import QuestionSet
    from eval.summary import Evaluation

app = typer.Typer(
    help="Score retrieval, answers and refusals on the fixed set of questions.",
    invoke_without_command=True,
    context_settings={"allow_interspersed_args": True},
)


@app.callback()
def evaluate(
    context: typer.Context,
    dataset: Annotated[
        Path | None,
        typer.Option(help="Rank this collection instead (a BEIR folder or SQuAD 2.0 JSON)."),
    ] = None,
    questions: Annotated[
        Path | None, typer.Option(help="Ask this file of questions instead of the fixed set.")
    ] = None,
    version: Annotated[
        int | None, typer.Option(min=1, help="Version of the fixed set.", show_default="latest")
    ] = None,
    oracle: Annotated[
        str | None,
        typer.Option(
            help="passages: hand the gold evidence to the reader; question: ask follow-ups in full."
        ),
    ] = None,
    misses: Annotated[
        bool, typer.Option("--misses", help="Show every question that missed.")
    ] = False,
    baseline: Annotated[
        Path | None, typer.Option(help="Compare with this baseline; exit 1 if the gate fails.")
    ] = None,
    update_baseline: Annotated[
        Path | None, typer.Option(help="Write this run as the new baseline.")
    ] = None,
    report: Annotated[
        Path | None, typer.Option(help="Write index.html with plots into this folder.")
    ] = None,
    runs: Annotated[
        Path | None, typer.Option(help="Write the TREC run files into this folder.")
    ] = None,
    rewrites: Annotated[
        bool, typer.Option("--rewrites", help="With --dataset: ask the given rewrites.")
    ] = False,
    answers: Annotated[
        bool, typer.Option(help="With --dataset: answer the queries that have answers, too.")
    ] = True,
    sample: Annotated[
        int | None, typer.Option(min=1, help="With --dataset: only so many of its queries.")
    ] = None,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    """Score retrieval, answers and refusals on the fixed set of questions."""
    if context.invoked_subcommand is not None:
        return
    if dataset is not None:
        _rank_dataset(dataset, runs, rewrites, answers, sample, as_json)
        return
    evaluation = _run(_question_set(questions, version), _oracle(oracle), library, as_json)
    _write(evaluation, baseline, update_baseline, report, runs)
    _print(evaluation, misses, as_json)
    if baseline is not None:
        _gate(evaluation, baseline, as_json)


def _question_set(path: Path | None, version: int | None) -> "QuestionSet":
    from eval.question_set import LATEST_VERSION, fixed_set, read_questions

    return read_questions(path) if path else fixed_set(version or LATEST_VERSION)


def _oracle(name: str | None) -> "Literal['passages', 'question'] | None":
    if name in (None, "passages", "question"):
        return name  # type: ignore[return-value]
    raise typer.BadParameter("--oracle is passages or question")


def _run(
    questions: "QuestionSet",
    oracle: "Literal['passages', 'question'] | None",
    library: Path | None,
    quiet: bool,
) -> "Evaluation":
    from eval.run import evaluate as run
    from qa.engine import Engine

    engine = Engine(open_library(library, quiet))
    with progress_bar("asking", quiet) as progress:
        return run(engine, questions, oracle, progress)


def _write(
    evaluation: "Evaluation",
    baseline: Path | None,
    update_baseline: Path | None,
    report: Path | None,
    runs: Path | None,
) -> None:
    from eval.baseline import Baseline
    from eval.compare import compare
    from eval.html_report import write_report

    if report is not None:
        comparison = compare(evaluation, Baseline.load(baseline)) if baseline else None
        note(f"report: {write_report(evaluation, report, comparison)}", stderr=True)
    if update_baseline is not None:
        Baseline.of(evaluation).save(update_baseline)
        note(f"baseline: {update_baseline}", stderr=True)
    if runs is not None:
        from eval.errors import EvaluationError

        raise EvaluationError("--runs goes with --dataset")


def _print(evaluation: "Evaluation", misses: bool, as_json: bool) -> None:
    from eval.table import misses_table, summary_tables

    if as_json:
        echo_json(evaluation.model_dump(mode="json"))
        return
    show(summary_tables(evaluation))
    if misses:
        show(misses_table(evaluation.records))


def _gate(evaluation: "Evaluation", baseline: Path, as_json: bool) -> None:
    from eval.baseline import Baseline
    from eval.compare import compare
    from eval.table import comparison_table

    comparison = compare(evaluation, Baseline.load(baseline))
    if not as_json:
        show(comparison_table(comparison))
    faults = comparison.faults()
    if faults:
        from eval.errors import EvaluationError

        raise EvaluationError(f"worse than the baseline {baseline}: {'; '.join(faults)}")


def _rank_dataset(
    path: Path,
    runs: Path | None,
    rewrites: bool,
    answers: bool,
    sample: int | None,
    as_json: bool,
) -> None:
    from eval.benchmark import benchmark, default_directory
    from eval.benchmark_table import benchmark_tables
    from eval.datasets import load_dataset
    from index.encoders import open_encoder

    dataset = load_dataset(path) if sample is None else load_dataset(path).sampled(sample)
    with progress_bar("ranking", as_json) as progress:
        found = benchmark(
            dataset,
            open_encoder(),
            runs or default_directory(dataset),
            use_rewrites=rewrites,
            use_answers=answers,
            tell=lambda _what, done, of: progress(done, of),
        )
    if as_json:
        echo_json(found.model_dump(mode="json"))
    else:
        for table in benchmark_tables(found):
            show(table)


@app.command("import-feedback")
def import_feedback(
    feedback: Annotated[Path, typer.Argument(help="Verdicts as the app keeps them (JSON lines).")],
    output: Annotated[Path, typer.Argument(help="A new file for the question drafts.")],
) -> None:
    """Turn verdicts from the app into question drafts for a person to review."""
    from eval.feedback import draft_questions, read_feedback, write_drafts

    drafts = draft_questions(read_feedback(feedback))
    write_drafts(drafts, output)
    note(f"{len(drafts)} drafts to review: {output}")


def calibrate(
    questions: Annotated[
        list[Path] | None, typer.Argument(help="Files of questions; the development set if none.")
    ] = None,
    output: Annotated[Path, typer.Option(help="Where the fitted model goes.")] = Path(
        "qa/confidence.json"
    ),
    library: LibraryOption = None,
) -> None:
    """Fit the confidence anew, on questions over the documents of the library."""
    from eval.calibrate import SHOW_ALL
    from eval.calibrate import calibrate as fit_confidence
    from eval.question_set import development_set, read_questions
    from qa.engine import Engine

    sets = [read_questions(path) for path in questions] if questions else [development_set()]
    engine = Engine(open_library(library), settings=SHOW_ALL)
    asked = [question for each in sets for question in each.questions]
    with progress_bar("asking") as progress:
        fitted = fit_confidence(engine, asked, ", ".join(each.name for each in sets), progress)
    output.write_text(fitted.model.model_dump_json(indent=2) + "\n", encoding="utf-8")
    table = output.with_name("reliability.json")
    table.write_text(fitted.model_dump_json(indent=2, exclude={"model"}) + "\n", encoding="utf-8")
    note(
        f"fitted on {fitted.n_questions} questions, of which {fitted.n_right} went right; on "
        f"held-out folds AUROC {fitted.auroc:.3f}, calibration error {fitted.error:.3f}; "
        f"written to {output}, {table}"
    )
