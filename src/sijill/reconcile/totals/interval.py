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
from sijill.reconcile.totals.doubt import Doubt, DoubtSettings, learn_doubt
from sijill.reconcile.totals.drawing import draw_number, ends_of


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
    rows: dict[str, _Row] = {}
    for drawn in clusterings:
        now = []
        for item in drawn:
            row = rows.get(item.id)
            if row is None or row.incident is not item:
                others = possible_cells(item, asked.by, claims, places, settings.news_days)
                row = rows[item.id] = _make_row(item, others, asked, doubt)
            now.append(row)
        _add_draw(now, sums, random, doubt, settings.repeats)
    return sums


@dataclass(frozen=True, slots=True)
class _Row:
    """
    What an incident adds to the draws; the same for each clustering that has it.

    Attributes:
        incident: The incident.
        lows: The lowest number told, by cell.
        sure: The one number, by cell, where nothing is open.
        open: The tallies where something is, each with its cell and those it may lie in.
        weights: How much each of the other cells weighs; empty: there are none.
    """

    incident: Incident
    lows: tuple[tuple[Key, int], ...]
    sure: tuple[tuple[Key, int], ...]
    open: tuple[tuple[Tally, Key, tuple[Key, ...]], ...]
    weights: tuple[float, ...]


def _make_row(
    incident: Incident, others: tuple[tuple[Cell, float], ...], asked: Asked, doubt: Doubt
) -> _Row:
    cell = cell_of(incident, asked.by)
    if others and others[0][0] == cell:
        others = ()
    lows, sure, still = [], [], []
    for book in asked.books:
        for tally in tally_incident(book, incident, kinds=asked.kinds, by=asked.by):
            key = book.name, fill(cell, asked.by, tally.people)
            lows.append((key, tally.low or 0))
            if others or doubt.p_rise or not _is_sure(tally):
                may = ((book.name, fill(c, asked.by, tally.people)) for c, _ in others)
                still.append((tally, key, tuple(may)))
            else:
                sure.append((key, tally.low or 0))
    weights = tuple(weight for _, weight in others)
    return _Row(incident, tuple(lows), tuple(sure), tuple(still), weights)


def _is_sure(tally: Tally) -> bool:
    """Say whether there is one number that can be drawn."""
    return all(
        sure and line.low is not None and line.low == line.high for line, sure in tally.lines
    )


def _add_draw(
    rows: Sequence[_Row], sums: Sums, random: Random, doubt: Doubt, repeats: int
) -> None:
    """Add one clustering: once what is sure, and in each repeat what is open."""
    fixed: dict[Key, int] = {}
    for row in rows:
        for key, number in row.lows:
            _add(sums.lows, key, sums.clusterings, number)
        for key, number in row.sure:
            fixed[key] = fixed.get(key, 0) + number
    sums.clusterings += 1
    still = [row for row in rows if row.open]
    for _ in range(repeats):
        for key, number in fixed.items():
            _add(sums.numbers, key, sums.draws, number)
        for row in still:
            _draw_row(row, sums, random, doubt)
        sums.draws += 1


def _draw_row(row: _Row, sums: Sums, random: Random, doubt: Doubt) -> None:
    """Draw one number for each range, and one cell, and add them under every codebook."""
    drawn: dict[int, int] = {}
    at = random.choices(range(len(row.weights)), row.weights)[0] if row.weights else None
    is_in = random.random() < 0.5
    for tally, key, may in row.open:
        number = 0
        for line, sure in tally.lines:
            if sure or is_in:
                number += _once(line, drawn, random, doubt)
        _add(sums.numbers, key, sums.draws, number)
        if at is not None:
            _add(sums.numbers, may[at], sums.draws, number)


def _once(line: HarmRange, drawn: dict[int, int], random: Random, doubt: Doubt) -> int:
    key = id(line)
    if key not in drawn:
        drawn[key] = draw_number(line, random, doubt)
    return drawn[key]


def _add(sums: dict[Key, dict[int, int]], key: Key, draw: int, number: int) -> None:
    row = sums.setdefault(key, {})
    row[draw] = row.get(draw, 0) + number
