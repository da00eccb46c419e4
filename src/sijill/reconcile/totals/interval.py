"""
The interval of each cell, from draws: of clusterings, and in each of the numbers left open.

In one draw an incident has one number and one cell, under every codebook alike, so that
codebooks differ by their rules and never by chance.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random

from sijill.model import Claim, HarmRange, Incident, Total
from sijill.reconcile.totals.cells import (
    Asked,
    Cell,
    Key,
    cell_of,
    fill,
    possible_cells,
    survey_places,
)
from sijill.reconcile.totals.counting import Tally, tally_incident
from sijill.reconcile.totals.drawing import (
    Doubt,
    DoubtSettings,
    draw_number,
    ends_of,
    learn_doubt,
)


@dataclass(slots=True)
class Sums:
    """
    The sums of each cell in every draw.

    Attributes:
        level: Share of draws between the two ends.
        draws: How many draws of numbers there were.
        clusterings: How many draws of clusterings there were.
        numbers: Sum by draw of numbers, by cell; a draw without any is 0.
        lows: Sum of the lowest numbers told, by draw of clusterings, by cell.
    """

    level: float
    draws: int = 0
    clusterings: int = 0
    numbers: dict[Key, dict[int, int]] = field(default_factory=dict)
    lows: dict[Key, dict[int, int]] = field(default_factory=dict)

    def state(self, key: Key, line: Total) -> Total:
        """Return *line* with the interval that the draws give; as it is without draws."""
        if not self.draws or (not line.n_incidents and key not in self.numbers):
            return line
        low, high = ends_of(_row(self.numbers, key, self.draws), self.level)
        linked = ends_of(_row(self.lows, key, self.clusterings), self.level)
        return replace(
            line,
            linked_low=linked[0],
            linked_high=linked[1],
            likely_low=low,
            likely_high=None if line.n_unknown else high,
        )


def _row(sums: Mapping[Key, Mapping[int, int]], key: Key, draws: int) -> list[int]:
    row = sums.get(key, {})
    return [row.get(n, 0) for n in range(draws)]


def draw_sums(
    incidents: Sequence[Incident],
    clusterings: Iterable[Sequence[Incident]],
    asked: Asked,
    claims: Mapping[str, Claim],
    *,
    settings: DoubtSettings,
    seed: int,
) -> Sums:
    """
    Return the sums of every draw.

    Args:
        incidents: As they stand; they tell where incidents lie and how numbers are told.
        clusterings: Draws of what the incidents may be.
        asked: Codebooks, axes and kinds.
        claims: By id.
        settings: How numbers are drawn.
        seed: Of the draws.
    """
    sums = Sums(settings.level)
    doubt = learn_doubt(incidents, claims, settings)
    places = survey_places(incidents)
    random = Random(seed)
    for drawn in clusterings:
        rows = [
            _Row(
                cell_of(item, asked.by),
                possible_cells(item, asked.by, claims, places, settings.news_days),
                tuple(
                    (book.name, tally)
                    for book in asked.books
                    for tally in tally_incident(book, item, kinds=asked.kinds, by=asked.by)
                ),
            )
            for item in drawn
        ]
        for row in rows:
            for book, tally in row.tallies:
                key = book, fill(row.cell, asked.by, tally.people)
                _add(sums.lows, key, sums.clusterings, tally.low or 0)
        for _ in range(settings.repeats):
            for row in rows:
                _draw_row(row, asked.by, sums, random, doubt)
            sums.draws += 1
        sums.clusterings += 1
    return sums


@dataclass(frozen=True, slots=True)
class _Row:
    """An incident of one clustering: its cell, those it may lie in, and what is counted."""

    cell: Cell
    others: tuple[tuple[Cell, float], ...]
    tallies: tuple[tuple[str, Tally], ...]


def _draw_row(row: _Row, by: tuple[str, ...], sums: Sums, random: Random, doubt: Doubt) -> None:
    """Draw one number for each range, and one cell, and add them under every codebook."""
    drawn: dict[int, int] = {}
    cells = [row.cell]
    if row.others and row.others[0][0] != row.cell:
        cells += random.choices(*zip(*row.others, strict=True))
    is_in = random.random() < 0.5
    for book, tally in row.tallies:
        number = 0
        for line, sure in tally.lines:
            if sure or is_in:
                number += _once(line, drawn, random, doubt)
        for cell in cells:
            _add(sums.numbers, (book, fill(cell, by, tally.people)), sums.draws, number)


def _once(line: HarmRange, drawn: dict[int, int], random: Random, doubt: Doubt) -> int:
    key = id(line)
    if key not in drawn:
        drawn[key] = draw_number(line, random, doubt)
    return drawn[key]


def _add(sums: dict[Key, dict[int, int]], key: Key, draw: int, number: int) -> None:
    row = sums.setdefault(key, {})
    row[draw] = row.get(draw, 0) + number
