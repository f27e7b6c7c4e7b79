"""Seconds a stage, for `Answer.timings`."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

OnStage = Callable[[str], None]
"""Is told the name of each stage as it begins."""


class Stopwatch:
    """Collects the wall-clock seconds of named stages."""

    def __init__(self, on_stage: OnStage | None = None) -> None:
        self._on_stage = on_stage
        self._seconds: dict[str, float] = {}

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        """Time the stage that the block is."""
        if self._on_stage is not None:
            self._on_stage(stage)
        begin = time.perf_counter()
        try:
            yield
        finally:
            self._seconds[stage] = round(
                self._seconds.get(stage, 0.0) + time.perf_counter() - begin, 4
            )

    @property
    def seconds(self) -> dict[str, float]:
        """The stages so far and their total."""
        return {**self._seconds, "total": round(sum(self._seconds.values()), 4)}
