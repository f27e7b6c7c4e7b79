"""What a generation of the indexes was built from, and the hashes of its files."""

import json
from pathlib import Path

from pydantic import ValidationError

from corpus.document import Frozen
from index.encoder import EncoderSpec
from index.errors import IndexFormatError
from index.model_files import sha256_of

FORMAT = 1
"""The version of the library's layout on disk, but for that of the indexes."""
INDEX_FORMAT = 2
"""The version of the index files; older ones are rebuilt by `verify`, and by any change."""

MANIFEST_NAME = "manifest.json"


class Manifest(Frozen):
    """Stands beside the index files; its own sha256 is in the database."""

    format: int
    generation: int
    encoder: EncoderSpec
    max_sentences: int
    n_passages: int
    corpus_sha256: str
    files: dict[str, str]


def file_hashes(directory: Path) -> dict[str, str]:
    """The sha256 of every file below a directory but the manifest, by relative path.

    Tantivy's lock files come and go and are left out.
    """
    return {
        str(path.relative_to(directory).as_posix()): sha256_of(path)
        for path in sorted(directory.rglob("*"))
        if path.is_file() and path.name != MANIFEST_NAME and path.suffix != ".lock"
    }


def check_files(directory: Path, manifest_sha256: str) -> Manifest:
    """The manifest of a generation, after every file was found to be as written.

    FileNotFoundError where the generation is not there; IndexFormatError names the first file
    that is missing or damaged, or indexes of another format.
    """
    path = directory / MANIFEST_NAME
    if not directory.is_dir():
        raise FileNotFoundError(directory)
    if not path.is_file() or sha256_of(path) != manifest_sha256:
        raise _damaged(path)
    try:
        manifest = Manifest.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, ValidationError) as error:
        raise _damaged(path) from error
    if manifest.format != INDEX_FORMAT:
        raise IndexFormatError(
            f"{directory}: the indexes have format {manifest.format}, this version of report-qa "
            f"reads format {INDEX_FORMAT}; run: report-qa verify"
        )
    for name, expected in manifest.files.items():
        path = directory / name
        if not path.is_file() or sha256_of(path) != expected:
            raise _damaged(path)
    return manifest


def _damaged(path: Path) -> IndexFormatError:
    state = "is damaged" if path.exists() else "is missing"
    return IndexFormatError(f"{path}: the file {state}; run: report-qa verify")
