"""
One row with its cells by what they mean, what is unknown left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from sijill.model import Reading, Span
from sijill.model.mapping import RowMapping, TermPart
from sijill.model.rowtext import fold_heading, stream_cells


@dataclass(slots=True)
class Row:
    """
    A row that is being read.

    Attributes:
        reading: Its reading.
        mapping: What its columns mean.
        cells: Its known cells by folded heading.
        used: Cells that a value was read from.
        caveats: Terms of ``vocabulary/caveat.toml``.
        absent: Why a field has no value.
    """

    reading: Reading
    mapping: RowMapping
    cells: Mapping[str, Span]
    used: dict[Span, None] = field(default_factory=dict)
    caveats: dict[str, None] = field(default_factory=dict)
    absent: dict[str, str] = field(default_factory=dict)

    @property
    def number(self) -> str:
        """The row's line in its file."""
        return self.reading.id.rpartition("#")[2]

    def take(self, column: str | None) -> Span | None:
        """Return the cell of a column, noted as used; ``None``: it is not known."""
        found = self.look(column)
        if found is not None:
            self.used[found] = None
        return found

    def look(self, column: str | None) -> Span | None:
        """Return the cell of a column; ``None``: it is not known."""
        return self.cells.get(fold_heading(column)) if column else None

    def take_first(self, columns: Iterable[str]) -> Span | None:
        """Return the first of several cells that is known."""
        return next((found for name in columns if (found := self.take(name))), None)

    def take_term(self, part: TermPart) -> tuple[str | None, Span | None]:
        """Return the term that the first listed value stands for, and the cell."""
        terms = _fold_terms(tuple(part.terms.items()))
        for column in part.columns:
            cell = self.look(column)
            term = terms.get(fold_value(cell.text)) if cell else None
            if term is not None:
                return term, self.take(column)
        return part.otherwise, self.take_first(part.columns) if part.otherwise else None

    def unread(self, cell: str) -> None:
        """Note a cell that could not be read."""
        self.caveats["cell_not_read"] = None
        self.absent.setdefault(cell, "not_legible")


def read_row(reading: Reading, mapping: RowMapping) -> Row:
    r"""
    Return the row that a reading holds.

    Examples:
        >>> from sijill.model.mapping import load_mapping
        >>> row = read_row(Reading("d1#2", "fatalities: 3\nnotes: NA"), load_mapping("acled"))
        >>> row.take("FATALITIES").text, row.take("notes")
        ('3', None)
    """
    unknown = _fold_all(mapping.unknown)
    longest = max(map(len, mapping.unknown), default=0)
    cells: dict[str, Span] = {}
    for cell in stream_cells(reading.text):
        text = cell.span.text
        if len(text) > longest or fold_value(text) not in unknown:
            cells.setdefault(fold_heading(cell.heading), cell.span)
    return Row(reading, mapping, cells)


@lru_cache(64)
def _fold_all(values: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(fold_value, values))


@lru_cache(64)
def _fold_terms(terms: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    return {fold_value(value): term for value, term in terms}


def fold_value(value: str) -> str:
    """
    Return what a value is known by: no case, one space between words.

    Examples:
        >>> fold_value(" Armed  Clash ")
        'armed clash'
    """
    return " ".join(value.casefold().split())
