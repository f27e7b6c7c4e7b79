"""The endpoints for programs: `ask` and `search`, the same objects as the command line prints."""

from collections.abc import Callable
from typing import Any, TypeVar

from pydantic import Field, ValidationError

from corpus.document import Frozen
from corpus.errors import ReportQAError
from qa.conversation import read_history
from ui.markup import storable
from ui.warming import WarmingEngine

MAX_HISTORY_ROWS = 200
MAX_HITS = 100


class AskRequest(Frozen):
    """What `ask` takes."""

    question: str
    history: list[Any] = Field(default_factory=list, max_length=MAX_HISTORY_ROWS)


class SearchRequest(Frozen):
    """What `search` takes."""

    query: str
    k: int = Field(default=10, ge=1, le=MAX_HITS, strict=True)


class RequestError(ReportQAError):
    """A program's request does not have the form that the endpoint takes."""


def answer_request(engine: WarmingEngine, question: object, history: object) -> dict[str, Any]:
    """The answer to a question as JSON; ReportQAError for a request that cannot be answered."""
    request = _read(AskRequest, question=question, history=history)
    try:
        turns = read_history(request.history)
    except ValueError as fault:
        raise RequestError(storable(str(fault))) from None
    clean = tuple(turn.model_copy(update={"text": storable(turn.text)}) for turn in turns)
    answer = engine.wait().ask(storable(request.question), clean)
    return answer.model_dump(mode="json")


def search_request(engine: WarmingEngine, query: object, k: object) -> list[dict[str, Any]]:
    """The best passages for a query as JSON; ReportQAError as for `ask`."""
    request = _read(SearchRequest, query=query, k=k)
    hits = engine.wait().search(storable(request.query), request.k)
    return [hit.model_dump(mode="json") for hit in hits]


def add_endpoints(engine: WarmingEngine, concurrency_id: str, concurrency_limit: int) -> None:
    """Publish `ask` and `search` on the page that is being built."""
    from gradio.events import api

    for endpoint in (_ask_endpoint(engine), _search_endpoint(engine)):
        api(
            endpoint,
            api_name=endpoint.__name__,
            concurrency_id=concurrency_id,
            concurrency_limit=concurrency_limit,
        )


def _ask_endpoint(engine: WarmingEngine) -> Callable[..., dict[str, Any]]:
    from gradio import Error

    no_history: list[Any] = []

    def ask(question: str, history: list[Any] = no_history) -> dict[str, Any]:
        """Answer a question about the reports in their own words.

        Every sentence of the answer is a verbatim quote with a citation (section, paragraph, page,
        offsets); `status` is answered, partial or not_in_report. `history` holds the earlier
        questions, as strings or as {"question", "answer"} or {"role", "text"} rows.
        """
        try:
            return answer_request(engine, question, history)
        except ReportQAError as fault:
            raise Error(str(fault), print_exception=False) from None

    return ask


def _search_endpoint(engine: WarmingEngine) -> Callable[..., list[dict[str, Any]]]:
    from gradio import Error

    def search(query: str, k: int = 10) -> list[dict[str, Any]]:
        """Find the `k` passages of the reports that are nearest to a query, best first."""
        try:
            return search_request(engine, query, k)
        except ReportQAError as fault:
            raise Error(str(fault), print_exception=False) from None

    return search


_RequestT = TypeVar("_RequestT", AskRequest, SearchRequest)


def _read(model: type[_RequestT], **fields: object) -> _RequestT:
    try:
        return model.model_validate(fields)
    except ValidationError as fault:
        first = fault.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise RequestError(f"{place}: {first['msg']}") from None
