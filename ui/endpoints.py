"""The endpoints for programs, which are the tools of assistants too.

Each function's docstring is what a program or an assistant is told of it: Gradio reads the text
above `Args:` as the description, and the lines below it as those of the parameters.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from pydantic import BaseModel

from corpus.errors import ReportQAError
from ui.requests import answer_request, documents_request, paragraph_request, search_request
from ui.warming import WarmingEngine

Json = dict[str, Any]
_NO_HISTORY: list[Any] = []


def add_endpoints(engine: WarmingEngine, concurrency_id: str, concurrency_limit: int) -> None:
    """Publish the endpoints on the page that is being built; those that ask models wait in line."""
    from gradio.events import api

    for endpoint in (_ask(engine), _search(engine)):
        api(
            endpoint,
            api_name=endpoint.__name__,
            concurrency_id=concurrency_id,
            concurrency_limit=concurrency_limit,
        )
    for endpoint in (_get_paragraph(engine), _list_documents(engine)):
        api(endpoint, api_name=endpoint.__name__)


def _ask(engine: WarmingEngine) -> Callable[..., Json]:
    def ask(
        question: str,
        history: list[Any] = _NO_HISTORY,
        document_ids: list[str] | None = None,
    ) -> Json:
        """Answer a question about the reports of this library, in the reports' own words.

        Use this first for any question about what the reports say. Nothing is generated: each
        sentence of the answer is a verbatim quote, and `citations` tell where it stands (title,
        section, paragraph, page, character offsets). `status` says how far to trust it:
        `answered`; `partial`, the closest sentences, which may not answer the question; or
        `not_in_report`, the reports do not say, and `citations` are only the nearest passages. Do
        not answer from those: tell the user that the reports do not say. `short_answer`, where
        there is one, is the words that were asked for; `confidence` is the probability from 0 to 1
        that the sentences answer the question. Quote sentences unchanged and name their place. A
        question that leans on earlier ones ("and when?") needs them as `history`, oldest first:
        questions as strings, or {"question", "answer"} or {"role", "content"} objects.

        Args:
            question: One question in plain English, such as "What did the meeting recommend?".
            history: The earlier turns, oldest first; leave out if the question stands alone.
            document_ids: Ask only these reports (ids from list_documents); leave out to ask all.

        """
        with _told():
            return _json(
                answer_request(
                    engine, question=question, history=history, document_ids=document_ids
                )
            )

    return ask


def _search(engine: WarmingEngine) -> Callable[..., list[Json]]:
    def search(query: str, k: int = 10, document_ids: list[str] | None = None) -> list[Json]:
        """Find the passages of the reports that are nearest to a query, best first.

        Use this to gather passages on a topic, or when `ask` found no answer and the wording of the
        reports may differ. Each passage is a verbatim quote of one to three sentences with its
        title, section, paragraph, page and character offsets. The nearest passages are given even
        if none is near: read them before relying on one. `score` is higher for better.

        Args:
            query: Key words or a question.
            k: How many passages, from 1 to 100.
            document_ids: Search only these reports (ids from list_documents); leave out for all.

        """
        with _told():
            return _rows(search_request(engine, query=query, k=k, document_ids=document_ids))

    return search


def _get_paragraph(engine: WarmingEngine) -> Callable[..., Json]:
    def get_paragraph(document_id: str, paragraph_id: str) -> Json:
        """Read one paragraph of a report in full, with its place and the ids of its neighbours.

        Use this to check a quote in its context, or to read on: `previous_id` and `next_id` are
        the paragraphs before and after. `gaps` says where the source breaks off.

        Args:
            document_id: The report, as a citation, a passage or list_documents names it.
            paragraph_id: The paragraph, as a citation, a passage or another paragraph names it.

        """
        with _told():
            return _json(
                paragraph_request(engine, document_id=document_id, paragraph_id=paragraph_id)
            )

    return get_paragraph


def _list_documents(engine: WarmingEngine) -> Callable[..., list[Json]]:
    def list_documents() -> list[Json]:
        """List the reports of this library: id, title, file, how many paragraphs and gaps.

        Use this to learn what can be asked about, or to get the ids that limit `ask` and `search`
        to some reports. A gap is a place where the source itself lacks text.
        """
        with _told():
            return _rows(documents_request(engine))

    return list_documents


@contextmanager
def _told() -> Iterator[None]:
    """A known error is told to the caller in its own words; any other says nothing of itself."""
    from gradio import Error

    try:
        yield
    except ReportQAError as fault:
        raise Error(str(fault), print_exception=False) from None


def _json(model: BaseModel) -> Json:
    return model.model_dump(mode="json")


def _rows(models: Iterable[BaseModel]) -> list[Json]:
    return [_json(model) for model in models]
