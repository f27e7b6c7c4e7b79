"""One generation of the two indexes on disk: built aside, switched to in one step.

`generations/N/` holds `dense.faiss`, where there are many passages `quick.faiss`, `lexical/` and
`manifest.json`. It is written and synced
before the database transaction that names it commits; that commit is the switch. Whatever a
killed process leaves is a directory that no database names, and is swept away by the next writer.
"""

import hashlib
import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from index.dense import DenseIndex
from index.encoder import EncoderSpec, Vectors
from index.lexical import LexicalIndex
from index.manifest import INDEX_FORMAT, MANIFEST_NAME, Manifest, check_files, file_hashes

GENERATIONS = "generations"
_DENSE = "dense.faiss"
_QUICK = "quick.faiss"
_LEXICAL = "lexical"


def build_generation(
    library: Path,
    generation: int,
    texts: Sequence[str],
    vectors: Vectors,
    encoder: EncoderSpec,
    max_sentences: int,
) -> str:
    """Write generation N of the indexes and return the sha256 of its manifest."""
    target = library / GENERATIONS / str(generation)
    aside = target.with_suffix(".tmp")
    for leftover in (aside, target):
        discard(leftover)
    (aside / _LEXICAL).mkdir(parents=True)
    try:
        dense = DenseIndex.build(vectors)
        dense.write(aside / _DENSE)
        dense.write_quick(aside / _QUICK)
        LexicalIndex.build(aside / _LEXICAL, texts)
        manifest = Manifest(
            format=INDEX_FORMAT,
            generation=generation,
            encoder=encoder,
            max_sentences=max_sentences,
            n_passages=len(texts),
            corpus_sha256=hashlib.sha256("\0".join(texts).encode()).hexdigest(),
            files=file_hashes(aside),
        )
        body = manifest.model_dump_json(indent=2).encode()
        (aside / MANIFEST_NAME).write_bytes(body)
        _sync_tree(aside)
        aside.rename(target)
        sync_directory(target.parent)
    except BaseException:
        discard(aside)
        discard(target)
        raise
    return hashlib.sha256(body).hexdigest()


def open_generation(
    library: Path, generation: int, manifest_sha256: str
) -> tuple[DenseIndex, LexicalIndex]:
    """Both indexes of a generation, every file checked against its sha256 before it is read."""
    directory = library / GENERATIONS / str(generation)
    manifest = check_files(directory, manifest_sha256)
    dense = DenseIndex.read(directory / _DENSE)
    if _QUICK in manifest.files:
        dense = dense.with_quick(directory / _QUICK)
    return dense, LexicalIndex.read(directory / _LEXICAL)


def sweep(library: Path, keep: int) -> None:
    """Remove every generation but one, and what interrupted writers left."""
    for path in [*(library / GENERATIONS).glob("*"), *library.glob("*.tmp")]:
        if path != library / GENERATIONS / str(keep):
            discard(path)


def discard(path: Path) -> None:
    """Remove a file or a whole directory, if it is there and can be removed."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()


def _sync_tree(directory: Path) -> None:
    for path in directory.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
    for path in [directory, *directory.rglob("*")]:
        if path.is_dir():
            sync_directory(path)


def sync_directory(directory: Path) -> None:
    """Make the names in a directory last, as fsync makes the content of a file last."""
    if os.name == "nt":
        return  # Windows gives no handle of a directory
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
