"""Whether a zip archive is safe to open, told from its directory before anything is unpacked."""

import zipfile
from pathlib import Path, PurePosixPath

from corpus.errors import CorpusError

MAX_MEMBERS = 10_000
MAX_UNPACKED_BYTES = 256 * 2**20
MAX_RATIO = 150
"""A member of more than `RATIO_FROM_BYTES` that unpacks to more times its size is a bomb: XML is
packed ten- to thirtyfold."""

RATIO_FROM_BYTES = 2**20
_DOCUMENT = "word/document.xml"


def check_archive(path: Path) -> None:
    """CorpusError if the archive is damaged, encrypted, no Word file, or made to do harm."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise CorpusError("the Word file is damaged: its zip archive cannot be opened") from error
    if len(members) > MAX_MEMBERS:
        raise CorpusError(
            f"the archive has {len(members):,} members; up to {MAX_MEMBERS:,} are read"
        )
    n_bytes = sum(member.file_size for member in members)
    if n_bytes > MAX_UNPACKED_BYTES:
        raise CorpusError(
            f"the archive unpacks to {n_bytes:,} bytes; up to {MAX_UNPACKED_BYTES:,} are read"
        )
    for member in members:
        _check_member(member)
    if _DOCUMENT not in {member.filename for member in members}:
        raise CorpusError("this is a zip archive, but no Word file: it holds no word/document.xml")


def _check_member(member: zipfile.ZipInfo) -> None:
    if member.flag_bits & 0x1:
        raise CorpusError("the archive is encrypted; save the report without a password")
    parts = PurePosixPath(member.filename.replace("\\", "/"))
    if parts.is_absolute() or ".." in parts.parts or ":" in parts.parts[0]:
        raise CorpusError("the archive names a path outside of itself; it is no report")
    ratio = member.file_size / max(1, member.compress_size)
    if member.file_size > RATIO_FROM_BYTES and ratio > MAX_RATIO:
        raise CorpusError(
            f"a member of the archive unpacks to {ratio:,.0f} times its size; it is no report"
        )
