"""The command line: `report-qa ask "who presented the CRRF?"`, and the rest of the contract."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli_eval import app as eval_app
from cli_eval import calibrate
from ui.console import JsonOption, LibraryOption, echo_json, note, open_library, progress_bar, show

if TYPE_CHECKING:
    from index.library import Library
    from qa.engine import Engine

app = typer.Typer(
    name="report-qa",
    help="Answers questions about reports in their own words, each sentence a quote.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="The question, in plain words.")],
    as_json: JsonOption = False,
    within: Annotated[
        list[str] | None,
        typer.Option("--in", help="Ask only this document (id or file); may be repeated."),
    ] = None,
    library: LibraryOption = None,
) -> None:
    """Answer a question with cited quotes, or say that the report does not say."""
    held, engine = _opened(library, quiet=as_json)
    from ui.terminal import answer_view

    answer = engine.ask(question, document_ids=_known(held, within))
    if as_json:
        echo_json(answer.model_dump(mode="json"))
    else:
        show(answer_view(answer, {item.id: item for item in held.documents}))


@app.command()
def batch(
    questions: Annotated[Path, typer.Argument(help='JSON lines: {"id", "question", "history"}.')],
    output: Annotated[Path, typer.Option("--output", help="Where the answers go, as JSON lines.")],
    within: Annotated[
        list[str] | None, typer.Option("--in", help="Ask only this document (id or file).")
    ] = None,
    library: LibraryOption = None,
) -> None:
    """Answer every question of a file; the models are loaded once."""
    from qa.batch import answer_rows, read_rows, write_rows

    rows = read_rows(questions)
    held, engine = _opened(library)
    document_ids = _known(held, within)
    with progress_bar("answering") as progress:
        write_rows(output, answer_rows(engine, rows, progress, document_ids))
    note(f"{len(rows)} questions answered in {output}")


@app.command()
def search(
    query: Annotated[str, typer.Argument(help="Words or a question.")],
    k: Annotated[int, typer.Option("-k", min=1, max=100, help="How many passages.")] = 10,
    as_json: JsonOption = False,
    within: Annotated[
        list[str] | None, typer.Option("--in", help="Search only this document (id or file).")
    ] = None,
    library: LibraryOption = None,
) -> None:
    """Find the passages nearest to a query, best first."""
    held, engine = _opened(library, quiet=as_json, reading=False)
    from ui.terminal import hits_view

    hits = engine.search(query, k, _known(held, within))
    if as_json:
        echo_json({"query": query, "hits": [hit.model_dump(mode="json") for hit in hits]})
    else:
        show(hits_view(hits))


@app.command()
def add(
    paths: Annotated[
        list[Path], typer.Argument(help="PDF, Word, HTML, Markdown or text files, and folders.")
    ],
    as_json: JsonOption = False,
    with_ocr: Annotated[
        bool,
        typer.Option("--ocr", help="Read scanned pages by OCR: some seconds a page."),
    ] = False,
    library: LibraryOption = None,
) -> None:
    """Add reports; one of the name of an earlier one replaces it, one that is there is left alone.

    Of a folder every report is taken, those in folders below it too, but no symbolic link. A file
    that cannot be read is refused and the others are added; the exit code is then 1.
    """
    from corpus.folder import files_named_by
    from index.intake import take_in
    from ui.intake import as_rows, lines_of, raise_refusals, summary

    files = files_named_by(paths)
    opened = open_library(library, quiet=as_json)
    outcomes = []
    steps = take_in(opened, files, lambda label: progress_bar(label, quiet=as_json), with_ocr)
    for step in steps:
        outcomes += step
        for outcome in step:
            if not as_json and (outcome.document or len(files) > 1):
                note("\n".join(lines_of(outcome)))
    if as_json:
        echo_json(as_rows(outcomes))
    elif len(files) > 1:
        note(summary(outcomes))
    raise_refusals(outcomes)


@app.command("list")
def list_documents(as_json: JsonOption = False, library: LibraryOption = None) -> None:
    """List the reports of the library."""
    from index.listing import stored_documents

    documents = stored_documents(library)
    if documents is None:
        documents = open_library(library, quiet=as_json).documents
    if as_json:
        from ui.shown import document_rows

        rows = [row.model_dump(mode="json") for row in document_rows(documents)]
        echo_json({"documents": rows})
    else:
        from ui.documents_table import documents_table

        show(documents_table(documents))


@app.command()
def remove(
    document_ids: Annotated[list[str], typer.Argument(help="Ids, as `list` shows them.")],
    library: LibraryOption = None,
) -> None:
    """Remove reports from the library."""
    opened = open_library(library)
    for document_id in document_ids:
        removed = opened.remove(document_id)
        note(f"removed: {removed.id}  {removed.title}")


@app.command()
def verify(as_json: JsonOption = False, library: LibraryOption = None) -> None:
    """Check every hash of the library, and rebuild damaged indexes from the database."""
    found = open_library(library, quiet=as_json).verify()
    if as_json:
        echo_json(found.model_dump(mode="json"))
    else:
        for name in found.repaired:
            note(f"repaired: {name}")
        for name in found.damaged:
            note(f"damaged: {name}")
        state = "sound" if found.is_sound else "damaged"
        note(f"{found.n_documents} documents, {found.n_passages} passages: {state}")
    if not found.is_sound:
        from index.errors import LibraryError

        raise LibraryError(
            "the library is damaged beyond its indexes; remove what is named and add it again"
        )


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[
        int | None,
        typer.Option(min=1, max=65535, show_default="the first free one from 7860"),
    ] = None,
    library: LibraryOption = None,
) -> None:
    """Start the web app and print its address."""
    from app import serve as serve_app

    serve_app(host=host, port=port, library_dir=library)


app.add_typer(eval_app, name="eval")
app.command()(calibrate)


def main() -> None:
    """Run a command; a known error is one line on stderr and exit code 1."""
    # Looking for plugins, pydantic reads the metadata of every package that is installed.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        from corpus.errors import ReportQAError  # the help does without

        if not isinstance(error, ReportQAError):
            raise
        sys.stderr.write(f"report-qa: {' '.join(str(error).split())}\n")
        sys.exit(1)


def _opened(
    directory: Path | None, quiet: bool = False, reading: bool = True
) -> "tuple[Library, Engine]":
    """A library and its engine, whose models are being loaded; without `reading`, but to search."""
    from qa.loading import aside
    from qa.reranker import CrossEncoder

    reranker = CrossEncoder()
    aside(lambda: (reranker.english_words, reranker.score("warm", ["warm"])))
    held = open_library(directory, quiet)
    aside(lambda: held.encoder.encode_query("warm"))
    from qa.span_reader import OnnxSpanReader

    reader = OnnxSpanReader()
    if reading:
        aside(lambda: reader.read("warm", ["warm"]))
    from qa.engine import Engine

    return held, Engine(held, reranker, reader)


def _known(library: "Library", document_ids: list[str] | None) -> list[str] | None:
    """The ids of the documents that a question is limited to, however they were named."""
    return None if not document_ids else [library.document(key).id for key in document_ids]


if __name__ == "__main__":
    main()
