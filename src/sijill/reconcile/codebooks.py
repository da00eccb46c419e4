"""
One number by a codebook's published rule, beside the range and never instead of it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sijill.model import Count


@dataclass(frozen=True, slots=True)
class Codebook:
    """
    A codebook's rules.

    Attributes:
        name: Short name.
        conflict: ``lowest``: the lowest number named; ``none``: no number where claims part.
        vague: Number for a vague word, by what the word guarantees.
    """

    name: str
    conflict: str
    vague: Mapping[int, int]


@cache
def load_codebooks() -> tuple[Codebook, ...]:
    """
    Return the bundled codebooks, sorted by name.

    Examples:
        >>> [book.name for book in load_codebooks()]
        ['acled', 'ucdp']
    """
    text = files(__package__).joinpath("codebooks.toml").read_text(encoding="utf-8")
    return tuple(
        Codebook(name, body["conflict"], {row["low"]: row["number"] for row in body["vague"]})
        for name, body in sorted(tomllib.loads(text).items())
    )


def best_numbers(counts: Iterable[Count]) -> dict[str, int]:
    """
    Return each codebook's number for what claims say; a codebook without a rule gives none.

    Examples:
        >>> best_numbers([Count(24, None, "vague")])
        {'acled': 12}
        >>> best_numbers([Count(3, 3), Count(3, 3)])
        {'acled': 3, 'ucdp': 3}
    """
    known = [count for count in counts if count.is_known]
    numbers = ((book.name, _number(book, known)) for book in load_codebooks())
    return {name: number for name, number in numbers if number is not None}


def _number(book: Codebook, counts: list[Count]) -> int | None:
    if book.conflict == "none":
        named = {count.low if count.low == count.high else None for count in counts}
        return next(iter(named)) if len(named) == 1 else None
    return min((n for n in (_floor(book, c) for c in counts) if n is not None), default=None)


def _floor(book: Codebook, count: Count) -> int | None:
    if count.low is None:
        return None
    return book.vague.get(count.low, count.low) if count.qualifier == "vague" else count.low
