"""A collection of other people's questions: corpus items, queries, what is relevant to which."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace

from corpus.document import Document, Frozen, Paragraph, Span
from corpus.normalise import normalise
from corpus.sentences import split_sentences
from qa.conversation import Turn


class DatasetQuery(Frozen):
    """A query; `rewrite` is a follow-up written out, `answerable` None where nobody said."""

    id: str
    text: str
    history: tuple[Turn, ...] = ()
    rewrite: str | None = None
    answers: tuple[str, ...] = ()
    answerable: bool | None = None


@dataclass(frozen=True)
class Dataset:
    """A collection: `qrels[query_id][corpus_id]` is a grade; `sha256` is of the corpus file."""

    name: str
    sha256: str
    documents: tuple[Document, ...]
    queries: tuple[DatasetQuery, ...]
    qrels: Mapping[str, Mapping[str, int]]

    def with_answers(self) -> tuple[DatasetQuery, ...]:
        """The queries of which it is known what answers them, or that nothing does."""
        return tuple(each for each in self.queries if each.answers or each.answerable is False)

    def sampled(self, n_queries: int) -> "Dataset":
        """The collection with `n_queries` of its queries, those whose ids hash smallest."""
        chosen = sorted(self.queries, key=lambda each: hashlib.sha256(each.id.encode()).digest())
        kept = {query.id for query in chosen[:n_queries]}
        return replace(self, queries=tuple(each for each in self.queries if each.id in kept))

    def judged(self) -> tuple[DatasetQuery, ...]:
        """The queries for which something in the corpus is relevant."""
        return tuple(query for query in self.queries if any(self.qrels.get(query.id, {}).values()))


def corpus_document(corpus_id: str, title: str, text: str) -> Document:
    """A corpus item as a document of one paragraph; its title is its first sentence."""
    body = normalise(text).text.strip()
    heading = " ".join(normalise(title).text.split())
    if heading and not body.startswith(heading):
        after = split_sentences(body, start=len(heading) + 1)
        sentences = (Span(start=0, end=len(heading)), *after)
        body = f"{heading}\n{body}"
    else:
        sentences = split_sentences(body)
    paragraph = Paragraph(id=f"{corpus_id}:1", start=0, end=len(body), sentences=sentences)
    return Document(
        id=corpus_id,
        title=heading or corpus_id,
        source=corpus_id,
        sha256=hashlib.sha256(body.encode()).hexdigest(),
        text=body,
        paragraphs=(paragraph,),
    )
