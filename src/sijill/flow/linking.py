"""
Claims to clusters as a filter: lines become columns on all cores, and then one clustering.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from sijill.flow.extracting import map_ordered
from sijill.flow.filtering import Lines, Sink, number_lines, parse_line, refuse_line
from sijill.flow.progress import Progress, ignore_progress
from sijill.flow.settings import Settings
from sijill.flow.weighing import load_weights_file
from sijill.link import (
    Columns,
    Rarity,
    cluster_columns,
    join_columns,
    load_weights,
    make_columns,
    sort_columns,
)
from sijill.model import Claim, Refusal

_BATCH = 500
Line = tuple[int, str]


@dataclass(frozen=True, slots=True)
class _Part:
    """Some lines, read: where each claim stands, the columns of those that are linked."""

    lines: tuple[tuple[str, int], ...]
    columns: Columns
    refusals: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class _Read:
    """Reads some lines of claims into columns."""

    rarity: Rarity

    def __call__(self, batch: list[Line]) -> _Part:
        found = [(number, parse_line(Claim, (number, line))) for number, line in batch]
        claims = [(number, item) for number, item in found if isinstance(item, Claim)]
        told = {claim.id: claim for _, claim in reversed(claims) if claim.scope == "incident"}
        return _Part(
            tuple((claim.id, number) for number, claim in claims),
            make_columns(told.values(), self.rarity),
            tuple(item for _, item in found if isinstance(item, Refusal)),
        )


def link_lines(
    source: Lines,
    sink: Sink,
    refuse: Sink,
    *,
    weights: Path | None = None,
    progress: Progress = ignore_progress,
    workers: int | None = None,
) -> None:
    """
    Claims to clusters, by the match weights in a file or the bundled ones.

    Raises:
        SettingsError: If the file holds no match weights.
    """
    table = load_weights_file(weights) if weights else load_weights()
    parts = map_ordered(_Read(table.rarity), _batch(number_lines(source)), workers=workers)
    columns = join_columns(
        [*_each_once(parts, refuse, progress), make_columns((), table.rarity)]
    )
    found = cluster_columns(sort_columns(columns), settings=Settings().link, weights=table)
    for cluster in found:
        sink(cluster)


def _each_once(parts: Iterable[_Part], refuse: Sink, progress: Progress) -> Iterator[Columns]:
    """Yield the columns without claims that a line before has; these and others are refused."""
    seen: set[str] = set()
    done = 0
    for part in parts:
        for refusal in part.refusals:
            refuse(refusal)
        before = frozenset(seen.intersection(id_ for id_, _ in part.lines))
        for id_, number in part.lines:
            if id_ in seen:
                refuse(refuse_line(number, "it repeats an id that a line before it has"))
            seen.add(id_)
        done += len(part.lines)
        progress("link", done, None)
        yield _without(part.columns, before)


def _without(columns: Columns, ids: frozenset[str]) -> Columns:
    if not ids:
        return columns
    return columns.take(np.flatnonzero([id_ not in ids for id_ in columns.ids]))


def _batch(lines: Iterable[Line]) -> Iterator[list[Line]]:
    batch: list[Line] = []
    for line in lines:
        batch.append(line)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
