"""Gather the evidence for a question: passages found, and the best paragraphs of them read."""

from collections.abc import Sequence

from index.snapshot import Positions, Snapshot
from qa.confidence import features_of
from qa.findings import Reading
from qa.paragraph_reading import ParagraphReading, read_paragraphs
from qa.query import Query
from qa.reader import read
from qa.retriever import Found, Hit
from qa.searching import Searcher
from qa.settings import Settings
from qa.span_reader import SpanReader
from qa.timing import Stopwatch


class Gatherer:
    """Searches and reads; for one thread at a time."""

    def __init__(self, searcher: Searcher, reader: SpanReader, settings: Settings) -> None:
        self._searcher = searcher
        self._reader = reader
        self._settings = settings

    def gather(
        self, query: Query, snapshot: Snapshot, within: Positions | None, watch: Stopwatch
    ) -> tuple[Found, Reading | None]:
        """What is found for a query and read of it; less of both where that surely answers."""
        settings = self._settings
        first = min(settings.n_rerank_first, settings.n_rerank)
        found = self._searcher.search(query, snapshot, within, watch, first)
        reading = self._read(query, snapshot, found.hits, watch, settings.n_paragraphs_first)
        if reading is None or reading.features["answerable"] >= settings.sure_logit:
            return found, reading
        found = self._searcher.search(query, snapshot, within, watch, settings.n_rerank)
        return found, self.read(query, snapshot, found.hits, watch, reading.paragraphs)

    def read(
        self,
        query: Query,
        snapshot: Snapshot,
        hits: Sequence[Hit],
        watch: Stopwatch,
        before: Sequence[ParagraphReading] = (),
    ) -> Reading | None:
        """The best paragraphs of the hits, read; None without hits. `before` are read already."""
        return self._read(query, snapshot, hits, watch, self._settings.n_paragraphs, before)

    def _read(
        self,
        query: Query,
        snapshot: Snapshot,
        hits: Sequence[Hit],
        watch: Stopwatch,
        n_paragraphs: int,
        before: Sequence[ParagraphReading] = (),
    ) -> Reading | None:
        if not hits:
            return None
        with watch("read"):
            paragraphs = read_paragraphs(
                query.text, hits, snapshot, self._reader, n_paragraphs, before
            )
            sentences = read(hits, paragraphs)
            return Reading(paragraphs, sentences, features_of(query, sentences))
