"""What several threads need is made by one of them."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from index.once import once


class Slow:
    """Counts how often each thing is made."""

    def __init__(self):
        self.made = []

    @once
    def model(self):
        """A thing that takes a while."""
        self.made.append("model")
        time.sleep(0.05)
        return object()

    @once
    def missing(self):
        self.made.append("missing")
        if len(self.made) == 1:
            raise FileNotFoundError("not yet")
        return "there"


def test_threads_wait_for_the_one_that_makes_it():
    slow = Slow()
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: slow.model, range(8)))
    assert slow.made == ["model"]
    assert found == [slow.model] * 8


def test_each_object_has_its_own():
    assert Slow().model is not Slow().model


def test_what_failed_is_made_anew_when_it_is_next_needed():
    slow = Slow()
    with pytest.raises(FileNotFoundError):
        _ = slow.missing
    assert slow.missing == "there"
    assert slow.made == ["missing", "missing"]


def test_the_class_tells_what_it_is():
    assert Slow.model.__doc__ == "A thing that takes a while."
