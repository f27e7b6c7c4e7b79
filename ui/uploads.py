"""Files that a browser sent: under the names that they had there, and gone once they are read."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path, PureWindowsPath

from corpus.folder import NamedFile
from ui.markup import storable

MAX_NAME_CHARS = 200
"""A longer name is cut before its ending."""


def uploaded_files(rows: Iterable[Mapping[str, object]]) -> list[NamedFile]:
    """The files of Gradio's rows: the copy at `path`, the report named as its file was.

    A file that was sent twice is given once. Gradio has checked that each path is one of its
    uploads.
    """
    named = {str(row["path"]): str(row.get("orig_name") or row["path"]) for row in rows}
    return [NamedFile(Path(path), _own_name(name)) for path, name in named.items()]


def discard(files: Sequence[NamedFile]) -> None:
    """Remove the copies, each with the folder that Gradio made for it."""
    for file in files:
        with suppress(OSError):  # another upload of the same file may have it now
            file.path.unlink(missing_ok=True)
            file.path.parent.rmdir()


def in_own_names(reason: str, files: Sequence[NamedFile]) -> str:
    """The reason why a file was refused, without the file's name at its beginning.

    Where it tells of another file, the path of its copy becomes that file's own name.
    """
    for file in files:
        for name in (str(file.path), file.source):
            reason = reason.removeprefix(f"{name}: ")
        reason = reason.replace(str(file.path), file.source)
    return reason


def _own_name(name: str) -> str:
    """The last part of a name, whatever system its path is of."""
    last = PureWindowsPath(storable(name).replace("\0", "")).name or "unnamed"
    if len(last) <= MAX_NAME_CHARS:
        return last
    ending = PureWindowsPath(last).suffix[:20]
    return f"{last[: MAX_NAME_CHARS - len(ending)]}{ending}"
