"""
Lines of two logs that were one: which one lacks, and what is kept of a line's old chain.

A line that is taken over gets a new place in the chain. What it was in its old one stays with
it under ``merged``, so that anybody can hash it again and find the digest that it had there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from sijill.model.form import canonical_line
from sijill.store.chain import Line, digest_entry

CHAIN = ("number", "previous", "digest", "merged")


def essence(line: Line) -> str:
    """
    Return what a line says, wherever it stands.

    Examples:
        >>> essence({"id": "r-1", "previous": "0", "digest": "a"}) == essence({"id": "r-1"})
        True
    """
    return canonical_line({key: value for key, value in line.items() if key not in CHAIN})


def lacking(mine: Iterable[Line], theirs: Sequence[Line]) -> tuple[Line, ...]:
    """
    Return the lines of *theirs* that *mine* has not, in their order.

    A line that says the same twice counts twice.
    """
    held = Counter(map(essence, mine))
    found = []
    for line in theirs:
        what = essence(line)
        if held[what]:
            held[what] -= 1
        else:
            found.append(line)
    return tuple(found)


def count_common(mine: Sequence[Line], theirs: Sequence[Line]) -> int:
    """Return how many lines from the first on are the same, digest by digest."""
    pairs = zip(mine, theirs, strict=False)
    return next(
        (n for n, (a, b) in enumerate(pairs) if a["digest"] != b["digest"]),
        min(len(mine), len(theirs)),
    )


def take_over(line: Line) -> Line:
    """
    Return *line* as it is appended to another log, with its old place in the chain kept.

    Examples:
        >>> taken = take_over({"id": "r-1", "previous": "0", "digest": "a"})
        >>> taken["merged"]
        {'previous': '0', 'digest': 'a'}
    """
    rest = {key: value for key, value in line.items() if key not in CHAIN}
    number = {"number": 0} if "number" in line else {}
    return {**number, **rest, "merged": {key: line[key] for key in CHAIN if key in line}}


def was_as_it_says(line: Line) -> bool:
    """Say whether a line that was taken over hashes to the digest that it had before."""
    old = line.get("merged")
    if not isinstance(old, dict):
        return True
    rest = {key: value for key, value in line.items() if key not in CHAIN}
    before = {**rest, **old}
    return digest_entry(before) == old.get("digest") and was_as_it_says(before)
