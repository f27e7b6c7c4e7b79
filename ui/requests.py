"""What a program may ask for: each request is checked, then answered with the models of `qa`."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from pydantic import Field, ValidationError

from corpus.document import Document, Frozen
from corpus.errors import ReportQAError
from qa.answer import Answer, SearchHit
from qa.conversation import read_history
from ui.markup import storable
from ui.shown import DocumentRow, ShownParagraph, document_rows, shown_paragraph
from ui.warming import WarmingEngine

MAX_HISTORY_ROWS = 200
MAX_HITS = 100
MAX_DOCUMENTS = 1000
"""How many documents a request may name."""

DocumentIds = list[str] | None


class AskRequest(Frozen):
    """What `ask` takes."""

    question: str
    history: list[Any] = Field(default_factory=list, max_length=MAX_HISTORY_ROWS)
    document_ids: DocumentIds = Field(default=None, max_length=MAX_DOCUMENTS)


class SearchRequest(Frozen):
    """What `search` takes."""

    query: str
    k: int = Field(default=10, ge=1, le=MAX_HITS, strict=True)
    document_ids: DocumentIds = Field(default=None, max_length=MAX_DOCUMENTS)


class ParagraphRequest(Frozen):
    """What `get_paragraph` takes."""

    document_id: str
    paragraph_id: str


class RequestError(ReportQAError):
    """A program's request does not have the form that the endpoint takes."""


def answer_request(engine: WarmingEngine, **fields: object) -> Answer:
    """The answer to a question; ReportQAError for a request that cannot be answered."""
    request = _read(AskRequest, fields)
    try:
        turns = read_history(request.history)
    except ValueError as fault:
        raise RequestError(storable(str(fault))) from None
    clean = tuple(turn.model_copy(update={"text": storable(turn.text)}) for turn in turns)
    opened = engine.wait()
    named = _known(request.document_ids, engine.documents())
    return opened.ask(storable(request.question), clean, named)


def search_request(engine: WarmingEngine, **fields: object) -> list[SearchHit]:
    """The best passages for a query; ReportQAError as for `ask`."""
    request = _read(SearchRequest, fields)
    opened = engine.wait()
    named = _known(request.document_ids, engine.documents())
    return opened.search(storable(request.query), request.k, named)


def paragraph_request(engine: WarmingEngine, **fields: object) -> ShownParagraph:
    """A paragraph in full; RequestError where the library has no such document or paragraph."""
    request = _read(ParagraphRequest, fields)
    engine.wait()
    documents = engine.documents()
    _known([request.document_id], documents)
    try:
        return shown_paragraph(documents[request.document_id], request.paragraph_id)
    except KeyError:
        name = storable(request.paragraph_id)
        raise RequestError(
            f"{name}: {request.document_id} has no such paragraph; "
            "take the paragraph_id of a citation or of a passage that search finds"
        ) from None


def documents_request(engine: WarmingEngine) -> list[DocumentRow]:
    """The reports of the library."""
    engine.wait()
    return document_rows(engine.documents().values())


def _known(document_ids: Iterable[str] | None, documents: Mapping[str, Document]) -> DocumentIds:
    """The ids to limit a question to, None for none; RequestError for one that there is not."""
    named = list(dict.fromkeys(document_ids or ()))
    for document_id in named:
        if document_id not in documents:
            raise RequestError(
                f"{storable(document_id)}: no such document; list_documents gives the ids"
            )
    return named or None


_RequestT = TypeVar("_RequestT", AskRequest, SearchRequest, ParagraphRequest)


def _read(model: type[_RequestT], fields: dict[str, object]) -> _RequestT:
    try:
        return model.model_validate(fields)
    except ValidationError as fault:
        first = fault.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise RequestError(f"{place}: {first['msg']}") from None
