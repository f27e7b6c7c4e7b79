"""The lexical index: BM25 over stemmed words with Tantivy, forgiving a typing error."""

import errno
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.dense import Hits, best_of

_HEAP_BYTES = 50_000_000
_ANALYZER = "report_english"
MIN_FUZZY_CHARS = 5
"""A shorter word that the library lacks is left unmatched: too many others are one letter away."""
MAX_FUZZY_CHARS = 40
"""A longer one too: it is no word, and the automaton of its edits would take 7 KB a letter."""

_LONG_RUN = 500
"""Neighbouring positions from which on a range is quicker than a list of them."""


class LexicalIndex:
    """BM25 search (k1 1.2, b .75, Tantivy's constants) over passages known by their position."""

    def __init__(self, index: Any) -> None:  # noqa: ANN401 - tantivy has no types
        self._index = index
        self._index.register_tokenizer(_ANALYZER, _analyzer())
        self._analyzer = _analyzer()

    @classmethod
    def build(cls, directory: Path, texts: Sequence[str]) -> "LexicalIndex":
        """Write an index of `texts` into an existing, empty directory."""
        import tantivy

        with _os_errors():
            index = cls(tantivy.Index(_schema(), path=str(directory)))
            writer = index._index.writer(heap_size=_HEAP_BYTES, num_threads=1)
            try:
                for position, text in enumerate(texts):
                    entry = tantivy.Document(text=text)
                    entry.add_unsigned("position", position)
                    writer.add_document(entry)
            finally:
                writer.commit()  # raises what stopped the writer's thread, if anything did
            writer.wait_merging_threads()
            index._index.reload()
        return index

    @classmethod
    def read(cls, directory: Path) -> "LexicalIndex":
        """The index in a directory, whose files the caller has checked."""
        import tantivy

        with _os_errors():
            return cls(tantivy.Index.open(str(directory)))

    @cached_property
    def _searcher(self) -> Any:  # noqa: ANN401
        return self._index.searcher()

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def search(self, query: str, k: int, allowed: NDArray[np.int64] | None = None) -> Hits:
        """Up to k `(position, BM25 score)`, best first, ties by position.

        `allowed`, ascending, limits the search to those positions; the scores stay what they are.
        """
        import tantivy

        terms = [self._term(token) for token in self._analyzer.analyze(query)]
        if not terms:
            return []
        any_of = tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms])

        if allowed is not None:
            within = self._within(allowed)
            must = tantivy.Occur.Must
            any_of = tantivy.Query.boolean_query([(must, any_of), (must, within)])

        def nearest(n: int) -> Hits:
            return [
                (int(self._searcher.doc(address).get_first("position")), float(score))
                for score, address in self._searcher.search(any_of, limit=n).hits
            ]

        return best_of(nearest, k, len(self) if allowed is None else len(allowed))

    def _within(self, positions: NDArray[np.int64]) -> Any:  # noqa: ANN401
        """The query for the passages at some positions, which adds nothing to a score.

        The passages of a document are a run of positions. A long run is a range; the positions of
        short ones are listed, since a range costs as much as some hundred of them.
        """
        import tantivy

        schema = self._index.schema
        runs = np.split(positions, np.flatnonzero(np.diff(positions) != 1) + 1)
        parts = [
            tantivy.Query.range_query(
                schema, "position", tantivy.FieldType.Unsigned, int(run[0]), int(run[-1])
            )
            for run in runs
            if len(run) > _LONG_RUN
        ]
        listed = [int(each) for run in runs if len(run) <= _LONG_RUN for each in run]
        if listed:
            parts.append(tantivy.Query.term_set_query(schema, "position", listed))
        any_of = tantivy.Query.boolean_query([(tantivy.Occur.Should, part) for part in parts])
        return tantivy.Query.const_score_query(any_of, 0.0)

    def _term(self, token: str) -> Any:  # noqa: ANN401
        """The query for one word: exact, or within one edit where the library lacks the word."""
        import tantivy

        exact = tantivy.Query.term_query(self._index.schema, "text", token)
        if not MIN_FUZZY_CHARS <= len(token) <= MAX_FUZZY_CHARS:
            return exact
        if self._searcher.search(exact, limit=1).hits:
            return exact
        return tantivy.Query.fuzzy_term_query(self._index.schema, "text", token, distance=1)


@contextmanager
def _os_errors() -> Iterator[None]:
    """Raise what Tantivy reports as a ValueError as the OSError that it is."""
    try:
        yield
    except ValueError as error:
        full = os.strerror(errno.ENOSPC)
        if full in str(error):
            raise OSError(errno.ENOSPC, full) from error
        raise OSError(errno.EIO, f"the lexical index fails ({error})") from error


def _schema() -> Any:  # noqa: ANN401
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("position", stored=True, indexed=True, fast=True)
    builder.add_text_field("text", tokenizer_name=_ANALYZER, index_option="freq")
    return builder.build()


def _analyzer() -> Any:  # noqa: ANN401
    import tantivy

    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
        .filter(tantivy.Filter.stemmer("english"))
        .build()
    )
