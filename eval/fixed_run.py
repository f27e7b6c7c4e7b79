"""The fixed set asked of the bundled report and held against the baseline, as HTML for the app."""

from collections.abc import Iterable
from functools import cache

from corpus.document import Document
from corpus.load import bundled
from eval.baseline import KEPT, Baseline
from eval.compare import compare
from eval.errors import EvaluationError
from eval.html_report import figures, set_words, tiles, tiles_note
from eval.markup import Markup, join, tag
from eval.question_set import QuestionSet, fixed_set
from eval.run import AnswersQuestions, Progress, evaluate
from eval.scores import SCORES_BY_KEY


def run_fixed_set(engine: AnswersQuestions, progress: Progress) -> Markup:
    """Ask the fixed set; EvaluationError where the library lacks the report that it is about."""
    require_bundled(engine.library.documents)
    return evaluated(engine, fixed_set(), Baseline.load(), progress)


@cache
def baseline_figures() -> Markup:
    """The figures of the last accepted run, for before there is another."""
    baseline = Baseline.load()
    outcomes = baseline.outcomes.values()
    values = {key: [each.scores[key] for each in outcomes if key in each.scores] for key in KEPT}
    estimates = {key: SCORES_BY_KEY[key].estimate_of(values[key]) for key in KEPT}
    n_answerable = sum("answer_rate" in each.scores for each in outcomes)
    asked = set_words(baseline.question_set, n_answerable, len(outcomes) - n_answerable)
    return join(
        [
            tag("h2", "The last accepted run"),
            tag(
                "p",
                f"{asked}. These figures are kept with the program, as the baseline that a run of "
                "yours is compared with.",
                class_="lead",
            ),
            tiles({key: estimate for key, estimate in estimates.items() if estimate}),
            tiles_note(),
        ]
    )


def require_bundled(documents: Iterable[Document]) -> None:
    """EvaluationError unless the bundled report, word for word, is one of the documents."""
    report = bundled()
    if all(document.sha256 != report.sha256 for document in documents):
        raise EvaluationError(
            f"The fixed questions are about the bundled report, {report.source}, which this "
            "library does not hold. A new library does: start the app with --library and a folder "
            "that does not exist yet."
        )


def evaluated(
    engine: AnswersQuestions, questions: QuestionSet, baseline: Baseline, progress: Progress
) -> Markup:
    """The figures of a run, and what they are beside the baseline's."""
    evaluation = evaluate(engine, questions, progress=progress)
    return figures(evaluation, compare(evaluation, baseline))
