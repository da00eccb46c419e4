"""
Answers that are worked out once, and kept until what they stand on changes.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, TypeVar

T = TypeVar("T")
_NEVER = object()


@dataclass(slots=True)
class _Answer:
    version: Hashable = _NEVER
    value: Any = None
    lock: Lock = field(default_factory=Lock)


class Kept:
    """
    Answers by what was asked, each of the version that it was worked out for.

    What is asked names who may see it: two who may not see the same never ask the same. Of
    several who ask at once, one works the answer out and the others wait for it. The answer
    that was asked for longest ago goes first.

    Examples:
        >>> kept, n = Kept(), iter(range(9))
        >>> [kept.take("n", version, lambda: next(n)) for version in (1, 1, 2, 2)]
        [0, 0, 1, 1]
    """

    def __init__(self, most: int = 256) -> None:
        self._most = most
        self._answers: OrderedDict[Hashable, _Answer] = OrderedDict()
        self._lock = Lock()

    def take(self, asked: Hashable, version: Hashable, make: Callable[[], T]) -> T:
        """
        Return the answer to what is asked.

        Args:
            asked: What is asked, and all that the answer depends on but for the version.
            version: Of what the answer stands on: another whenever that has changed.
            make: Works it out.
        """
        with self._lock:
            answer = self._answers.setdefault(asked, _Answer())
            self._answers.move_to_end(asked)
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)
        with answer.lock:
            if answer.version != version:
                answer.value, answer.version = make(), version
            value: T = answer.value
            return value
