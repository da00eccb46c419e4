"""
A row of a table as text, and the text's cells again: a line a cell, its heading in front.

Lines that a cell goes on over begin with a tab, so that no cell can look like another.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from sijill.model.span import Span

_MARK = "sijill.read_rows.v1@"
_ON = "\n\t"
_BETWEEN = ": "
_NO_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Cell:
    """
    A cell of a row.

    Attributes:
        heading: The column's heading.
        span: Where the value stands in the row's text.
    """

    heading: str
    span: Span

    @property
    def value(self) -> str:
        """The value as it stood in the table."""
        return self.span.text.replace(_ON, "\n")


def name_reader(mapping: str) -> str:
    """Return the reader's name in readings of rows, by the mapping's name."""
    return _MARK + mapping


def mapping_of(reader: str | None) -> str | None:
    """
    Return the mapping by whose name a reading's row was read; ``None``: it is no row.

    Examples:
        >>> mapping_of(name_reader("acled")), mapping_of("sijill.read.v1")
        ('acled', None)
    """
    return reader.removeprefix(_MARK) if reader and reader.startswith(_MARK) else None


def write_row(cells: Iterable[tuple[str, str]]) -> str:
    r"""
    Return the text of a row; cells without a value leave no line.

    Examples:
        >>> write_row([("Day", "2023-10-05"), ("Killed", ""), ("Notes", "Shells\nfell.")])
        'Day: 2023-10-05\nNotes: Shells\n\tfell.'
    """
    lines = []
    for heading, value in cells:
        kept = value.strip()
        if kept:
            folded = _ON.join(line.strip("\t\r") for line in kept.splitlines())
            lines.append(f"{plain_heading(heading)}{_BETWEEN}{folded}")
    return "\n".join(lines)


def plain_heading(heading: str) -> str:
    r"""
    Return a heading as it stands before its cells: on one line, without colons.

    Examples:
        >>> plain_heading(" Killed:\n men ")
        'Killed men'
    """
    return " ".join(heading.replace(":", " ").split())


def stream_cells(text: str) -> Iterator[Cell]:
    r"""
    Yield the cells of a row's text, in reading order.

    Examples:
        >>> [(c.heading, c.value) for c in stream_cells("Day: 5 May\nNotes: a\n\tb")]
        [('Day', '5 May'), ('Notes', 'a\nb')]
    """
    start = 0
    for line in re.split(r"\n(?!\t)", text):
        heading, between, value = line.partition(_BETWEEN)
        if between and value:
            at = start + len(heading) + len(between)
            yield Cell(heading, Span(at, at + len(value), value))
        start += len(line) + 1


@lru_cache(10_000)
def fold_heading(heading: str) -> str:
    """
    Return what a column is known by: no case, no signs, no vowel marks.

    Examples:
        >>> fold_heading("Event_Date") == fold_heading("EVENT DATE")
        True
        >>> fold_heading("التّاريخ") == fold_heading("التاريخ")
        True
    """
    wide = unicodedata.normalize("NFKD", heading)
    bare = "".join(sign for sign in wide if not unicodedata.combining(sign) and sign != "ـ")
    return _NO_WORD.sub("", bare.casefold())
