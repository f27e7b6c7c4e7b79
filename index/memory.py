"""Memory that the process no longer needs, given back to the system."""

import ctypes
import sys


def give_back() -> None:
    """Return what was freed, where the C library would keep it for later, as glibc does."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # musl has none
        if trim is not None:
            trim(0)
