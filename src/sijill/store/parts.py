"""
Ids, as many at a time as a question to a database takes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

AT_ONCE = 500


def in_parts(ids: Iterable[str], size: int = AT_ONCE) -> Iterator[list[str]]:
    """
    Yield ids, each once and sorted, in lists of at most *size*.

    Examples:
        >>> list(in_parts(["c", "a", "b", "a"], 2))
        [['a', 'b'], ['c']]
    """
    wanted = sorted(set(ids))
    for first in range(0, len(wanted), size):
        yield wanted[first : first + size]
