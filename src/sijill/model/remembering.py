"""
What was found out about a record, kept for as long as the record is asked about.

Records are frozen, and one that is read twice is mostly the same object; so what is told of it
need not be worked out again. To look a record up by all that it says would cost as much.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, TypeVar

R = TypeVar("R")
T = TypeVar("T")


class _Itself:
    """A record, equal to itself alone."""

    __slots__ = ("record",)

    def __init__(self, record: Any) -> None:
        self.record = record

    def __hash__(self) -> int:
        return id(self.record)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Itself) and self.record is other.record


def remember(most: int) -> Callable[[Callable[[R], T]], Callable[[R], T]]:
    """
    Return a decorator: what a function of one frozen record gave is given again.

    Args:
        most: How many records are remembered, those that were asked about last; they are kept
            in memory as well.

    Examples:
        >>> from sijill.model import Span
        >>> asked = []
        >>> @remember(100)
        ... def length(span: Span) -> int:
        ...     asked.append(span)
        ...     return span.end - span.start
        >>> one = Span(3, 7, "said")
        >>> length(one), length(one), length(Span(3, 7, "said")), len(asked)
        (4, 4, 4, 2)
    """

    def decorate(make: Callable[[R], T]) -> Callable[[R], T]:
        kept = lru_cache(maxsize=most)(lambda itself: make(itself.record))

        @wraps(make)
        def recall(record: R) -> T:
            return kept(_Itself(record))

        return recall

    return decorate
