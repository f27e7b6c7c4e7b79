"""The table of every question on the page: searched, filtered and sorted in the browser."""

from collections.abc import Mapping, Sequence

from eval.judge import Record
from eval.markup import Markup, join, tag
from eval.table import shown_ranks, wanted

_COLUMNS = (
    ("id", "id"),
    ("question", "question"),
    ("verdict", "verdict"),
    ("got", "got"),
    ("wanted", "wanted"),
    ("ranks", "ranks"),
    ("confidence", "confidence"),
    ("seconds", "seconds"),
)
_FILTERS = (
    ("all", "all questions"),
    ("wrong", "wrong ones"),
    ("right", "right ones"),
    ("must-pass", "must-pass ones"),
    ("answerable", "in the report"),
    ("unanswerable", "not in the report"),
    ("answered", "answered"),
    ("refused", "refused"),
    ("not-found", "evidence not found"),
)
_NOT_FOUND = 1_000
"""Where evidence that was not found sorts: after every rank."""


def question_table(records: Sequence[Record], seconds: Mapping[str, float]) -> Markup:
    """The table with its search box; the wrong ones stand first."""
    ordered = sorted(records, key=lambda record: (record.right, record.question.id))
    headers = (
        tag("th", tag("button", label, type="button"), scope="col", class_=f"c-{name}")
        for name, label in _COLUMNS
    )
    rows = (_row(record, seconds[record.question.id]) for record in ordered)
    table = tag("table", tag("thead", tag("tr", *headers)), tag("tbody", *rows))
    return join([_note(), _tools(len(records)), tag("div", table, class_="panel questions")])


def _note() -> Markup:
    return tag(
        "p",
        "Right means: an accepted answer stands in what was answered and a citation overlaps the "
        "evidence; or, where the report does not say, it was not answered. Ranks are those of the "
        "evidence in the search, a dash for what was not among the first ten. Must-pass questions "
        "are plain ones that no version may lose.",
        class_="note",
    )


def _tools(n_questions: int) -> Markup:
    search = Markup(
        '<input type="search" placeholder="Search questions, answers, quotes" '
        'aria-label="Search questions, answers and quotes">'
    )
    options = (tag("option", label, value=name) for name, label in _FILTERS)
    show = tag("select", *options, aria_label="Which questions to show")
    count = tag("output", f"{n_questions} questions")
    return tag("div", search, show, count, class_="tools")


def _row(record: Record, seconds: float) -> Markup:
    question = record.question
    verdict = tag(
        "span", "right" if record.right else "wrong", class_=_badge("yes" if record.right else "no")
    )
    must = (tag("span", "must pass", class_=_badge("must")),) if question.must_pass else ()
    first = record.first_rank or _NOT_FOUND
    got = _got(record)
    confidence = f"{record.confidence:.2f}"
    return tag(
        "tr",
        tag("td", question.id, data_sort=question.id),
        tag("td", _asked(record), data_sort=question.question),
        tag("td", join([verdict, " ", *must]), data_sort=int(record.right)),
        tag("td", got, data_label="got", data_sort=record.status),
        tag("td", wanted(record), data_label="wanted", data_sort=wanted(record)),
        tag("td", shown_ranks(record), data_label="ranks", data_sort=first),
        tag("td", confidence, data_label="confidence", data_sort=confidence),
        tag("td", f"{seconds:.2f}", data_label="seconds", data_sort=seconds),
        data_tags=" ".join(_tags(record)),
    )


def _asked(record: Record) -> Markup:
    question = record.question
    understood = record.interpreted_as
    return join(
        [
            *(tag("span", turn.text, class_="turn") for turn in question.history),
            question.question,
            *([tag("span", f"understood as: {understood}", class_="meta")] if understood else []),
            tag(
                "span", f"{question.kind.replace('_', ' ')}, {question.style.replace('_', ' ')}",
                class_="meta",
            ),
        ]
    )  # fmt: skip


def _got(record: Record) -> Markup:
    status = tag("span", record.status.replace("_", " "), class_=_badge("plain"))
    short = [tag("p", tag("b", record.short_answer), class_="got")] if record.short_answer else []
    sentences = [tag("p", sentence, class_="got") for sentence in record.sentences]
    quotes = [tag("blockquote", quote) for quote in record.cited]
    label = "quotes cited" if record.sentences else "nearest passages"
    summary = tag("summary", f"{label}: {len(quotes)}")
    details = [tag("details", summary, *quotes)] if quotes else []
    return join([status, *short, *sentences, *details])


def _tags(record: Record) -> list[str]:
    question = record.question
    tags = ["right" if record.right else "wrong"]
    tags.append("answerable" if question.answerable else "unanswerable")
    tags.append("answered" if record.status == "answered" else "refused")
    if question.must_pass:
        tags.append("must-pass")
    if record.ranks and record.first_rank is None:
        tags.append("not-found")
    return tags


def _badge(look: str) -> str:
    return f"badge {look}"
