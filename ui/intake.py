"""What `add` tells of the files that it was given."""

from collections import Counter
from collections.abc import Iterator, Sequence

from corpus.errors import CorpusError
from index.intake import STATES, Outcome


def lines_of(outcome: Outcome) -> Iterator[str]:
    """What became of one file; of a document that was read, what was left out of it too."""
    if outcome.document is None:
        yield f"refused: {outcome.reason}"
        return
    yield f"{outcome.state}: {outcome.document.id}  {outcome.document.title}"
    yield from (f"  {notice}" for notice in outcome.document.notices)


def summary(outcomes: Sequence[Outcome]) -> str:
    """How many files were added, replaced, unchanged and refused."""
    n_of = Counter(outcome.state for outcome in outcomes)
    return ", ".join(f"{n_of[state]} {state}" for state in STATES)


def as_rows(outcomes: Sequence[Outcome]) -> dict[str, list[dict[str, object]]]:
    """The files by what became of them, in the order of their names on the command line."""
    rows: dict[str, list[dict[str, object]]] = {state: [] for state in STATES}
    for outcome in outcomes:
        row: dict[str, object] = {"path": str(outcome.path)}
        if outcome.document:
            document = outcome.document
            row |= {
                "document_id": document.id,
                "title": document.title,
                "source": document.source,
                "notices": list(document.notices),
            }
        else:
            row["reason"] = outcome.reason
        rows[outcome.state].append(row)
    return rows


def raise_refusals(outcomes: Sequence[Outcome]) -> None:
    """CorpusError if any file was refused: of one file its reason, of several how many."""
    refused = [outcome for outcome in outcomes if outcome.state == "refused"]
    if len(outcomes) == 1 and refused:
        raise CorpusError(refused[0].reason)
    if refused:
        were = "was" if len(refused) == 1 else "were"
        raise CorpusError(f"{len(refused)} of {len(outcomes)} files {were} refused, as told above")
