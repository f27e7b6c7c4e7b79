"""What every command of the terminal shares: its options, its output, its progress."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qa.json_text import json_text

if TYPE_CHECKING:
    from rich.console import RenderableType

    from index.encoder import Progress
    from index.library import Library

LibraryOption = Annotated[
    Path | None,
    typer.Option(
        "--library",
        envvar="REPORT_QA_LIBRARY",
        help="The folder of the library; made with the bundled report in it if it is not there.",
        show_default="a folder of the user's data",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]


def open_library(directory: Path | None, quiet: bool = False) -> "Library":
    """The library in a directory, made with a progress bar if it is new."""
    from index.library import Library

    with progress_bar("making the library", quiet) as progress:
        return Library.open(directory, progress=progress)


@contextmanager
def progress_bar(label: str, quiet: bool = False) -> "Iterator[Progress]":
    """A bar on stderr where that is a terminal, shown from the first step of the work on."""
    if quiet:
        yield lambda _done, _total: None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    console = Console(stderr=True)
    with Bar(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(label, total=None, visible=False)
        yield lambda done, total: bar.update(task, completed=done, total=total, visible=True)


def show(view: "RenderableType") -> None:
    """Print a rich view on stdout."""
    from rich.console import Console

    Console(highlight=False).print(view)


def note(line: str, stderr: bool = False) -> None:
    """Print a line."""
    typer.echo(line, err=stderr)


def echo_json(value: object) -> None:
    """Print one JSON object on one line and nothing else."""
    typer.echo(json_text(value))
