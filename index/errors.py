"""What can be wrong with a library or a model, said in one line with the way out."""

from corpus.errors import ReportQAError


class LibraryError(ReportQAError):
    """A library cannot be made, read or changed."""


class IndexFormatError(LibraryError):
    """A file of the library is damaged, or of a version or model that is not ours."""


class LibraryBusyError(LibraryError):
    """Another process is changing the library."""


class ModelError(ReportQAError):
    """A model's files are missing or are not the ones expected."""


def reason_of(error: OSError) -> str:
    """What the system says of a failure, in lower case: "no space left on device"."""
    return (error.strerror or str(error)).lower()
