"""Which files a person means who names files and folders."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.formats import FORMATS

_NO_REPORTS = (".", "~$")
"""What hidden files begin with, and the locks that Word leaves beside an open file."""


@dataclass(frozen=True)
class NamedFile:
    """A file to read, and the name that its report has in a library.

    The name is the file's own, or, of a file in a folder that was named, its path from that folder
    on ("2024/annual.pdf"). `refusal` is why it cannot be read, where that is known already.
    """

    path: Path
    source: str
    refusal: str | None = None


def files_named_by(paths: Sequence[Path]) -> list[NamedFile]:
    """The files among `paths`, and the reports in the folders among them and below these.

    Of a folder only files of a type that is read are taken, in the order of their names; nothing
    hidden, and no symbolic link whatever it leads to, so that nothing outside the folder is read.
    A file that is named twice is given once; a folder that cannot be listed or holds no report is
    given with the refusal.
    """
    files: dict[str, NamedFile] = {}
    for file in (file for path in paths for file in _below(path)):
        files.setdefault(os.path.realpath(file.path), file)
    return list(files.values())


def _below(path: Path) -> Iterator[NamedFile]:
    """The file that a path is, or the reports of the folder that it is."""
    if not path.is_dir():
        yield NamedFile(path, path.name)
        return
    found = sorted(_walk(path), key=lambda file: Path(file.source).parts)
    if not found:
        found = [NamedFile(path, path.name, f"{path}: no file of a type that is read is in it")]
    yield from found


def _walk(folder: Path) -> Iterator[NamedFile]:
    refused: list[OSError] = []
    for directory, names, file_names in os.walk(folder, onerror=refused.append):
        names[:] = [name for name in names if not name.startswith(_NO_REPORTS)]
        for name in file_names:
            path = Path(directory, name)
            is_report = path.suffix.lower() in FORMATS and not name.startswith(_NO_REPORTS)
            if is_report and path.is_file() and not path.is_symlink():
                yield NamedFile(path, path.relative_to(folder).as_posix())
    for error in refused:
        path = Path(error.filename)
        yield NamedFile(path, path.name, f"{path}: cannot be listed ({error.strerror})")
