"""Where a library is kept."""

from pathlib import Path


def default_directory() -> Path:
    """Where a library is kept unless told otherwise: the user's data folder."""
    from platformdirs import user_data_path

    return user_data_path("report-qa") / "library"
