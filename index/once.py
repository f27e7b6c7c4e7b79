"""What is made at its first use, by one thread, while others that need it wait."""

from collections.abc import Callable
from threading import Lock
from typing import Any, Generic, Self, TypeVar, overload

T = TypeVar("T")


class once(Generic[T]):
    """A `functools.cached_property` for threads: since Python 3.12 that one may be made twice."""

    def __init__(self, make: Callable[[Any], T]) -> None:
        self._make = make
        self._name = make.__name__
        self.__doc__ = make.__doc__

    @overload
    def __get__(self, holder: None, owner: type) -> Self: ...
    @overload
    def __get__(self, holder: object, owner: type) -> T: ...
    def __get__(self, holder: object | None, owner: type) -> Self | T:
        """The value; from the second time on it is found on the object itself."""
        if holder is None:
            return self
        kept = vars(holder)
        with kept.setdefault(f"{self._name} is being made", Lock()):
            if self._name not in kept:
                kept[self._name] = self._make(holder)
        found: T = kept[self._name]
        return found
