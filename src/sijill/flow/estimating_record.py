"""
An estimate from a record: its lists, and who is who on them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from sijill.errors import ModelError, SettingsError
from sijill.estimate import (
    PatternTable,
    PopulationEstimate,
    estimate_over_linkages,
    refuse,
)
from sijill.flow.peoplelinking import WhoIsWho, gather_victim, know_people, weights_of
from sijill.flow.progress import Progress, ignore_progress
from sijill.flow.recording import open_record
from sijill.flow.settings import load_settings
from sijill.link.people import cluster_people, draw_people
from sijill.model import NamedPerson, Victim
from sijill.store import open_store

STRATA = ("sex", "age", "year", "quarter", "place")
LINKAGES = 20
_AGES = ((0, 17), (18, 29), (30, 44), (45, 59), (60, 120))  # years
Labels = tuple[tuple[str, str], ...]


def estimate_record(
    folder: Path,
    *,
    options: Mapping[str, str] | None = None,
    strata: Sequence[str] = (),
    lists: Sequence[str] = (),
    linkages: int = LINKAGES,
    tell: Progress = ignore_progress,
) -> PopulationEstimate:
    """
    Estimate how many people there are from the lists of a record.

    Args:
        folder: The record.
        options: Settings of the method, by name.
        strata: Some of `STRATA`.
        lists: Names of the lists; empty: all of the record.
        linkages: How many answers to who is who are drawn; 0: the likeliest is taken as given.
        tell: Called with what is done.

    Returns:
        The estimate over the drawn linkages; a refusal where the lists bear none.

    Raises:
        RecordError: If there is no record.
        SettingsError: If a list, a stratum or an option is unknown, or no list was imported.
    """
    layout = open_record(folder)
    told: dict[str, Any] = dict(options or {})
    settings = load_settings(layout.settings)
    with open_store(layout.derived) as store:
        tell("people", 0, 1)
        known = know_people(store, layout, settings, weights_of(layout))
    chosen = _choose(known, lists)
    _check_strata(strata)
    common = replace(settings.estimate, seed=int(told.pop("seed", settings.estimate.seed)))
    given = cluster_people(
        known.named, known.pairs, known.judged, repeats=known.repeats, settings=settings.people
    )
    drawn = draw_people(
        known.named, known.pairs, known.judged, repeats=known.repeats, draws=linkages,
        seed=common.seed,
    )  # fmt: skip
    tell("people", 1, 1)
    by_id = {one.id: one for one in name_places(known.named)}
    try:
        return estimate_over_linkages(
            tabulate(given.groups, by_id, chosen, strata),
            (tabulate(groups, by_id, chosen, strata) for groups in drawn),
            settings=common, n_drawn=linkages, tell=tell, **told,
        )  # fmt: skip
    except ModelError as why:
        method = str(told.get("method", common.method))
        return refuse(method, PatternTable.of((), {}), common, [f"{why}".capitalize()])


def _choose(known: WhoIsWho, lists: Sequence[str]) -> tuple[str, ...]:
    there = sorted({one.list for one in known.named if one.list})
    if not there:
        raise SettingsError(
            "the record has no list of people, and an estimate stands on two or more that "
            "overlap. Import them with `sijill victims import`."
        )
    unknown = sorted(set(lists) - set(there))
    if unknown:
        raise SettingsError(
            f"the record has no list {unknown[0]!r}: expected some of "
            f"{', '.join(there)}. Import it with `sijill victims import`, or correct the "
            "name."
        )
    return tuple(sorted(set(lists))) or tuple(there)


def _check_strata(strata: Sequence[str]) -> None:
    unknown = sorted(set(strata) - set(STRATA))
    if unknown:
        raise SettingsError(
            f"there is no stratum {unknown[0]!r}: expected some of {', '.join(STRATA)}. "
            "Correct the name."
        )


def name_places(named: Sequence[NamedPerson]) -> list[NamedPerson]:
    """Return people, each place by one name, the one that most rows give to its spot."""
    counts: dict[tuple[float, float, float], Counter[str]] = {}
    for one in named:
        if one.spot and one.place:
            counts.setdefault(one.spot, Counter())[one.place] += 1
    names = {spot: min(found, key=lambda n: (-found[n], n)) for spot, found in counts.items()}
    return [replace(one, place=names[one.spot]) if one.spot else one for one in named]


def tabulate(
    groups: Iterable[Sequence[str]],
    by_id: Mapping[str, NamedPerson],
    lists: Sequence[str],
    strata: Sequence[str],
) -> dict[Labels, PatternTable]:
    """
    Count people by stratum and by the lists that hold them; who is on none is not counted.

    Args:
        groups: Ids of rows and names, a group a person.
        by_id: The rows and names.
        lists: The lists, in the order of the marks.
        strata: Some of `STRATA`; an empty value is not known.
    """
    counts: dict[Labels, dict[str, float]] = {}
    for ids in groups:
        rows = [by_id[one] for one in ids]
        held = {one.list for one in rows}
        pattern = "".join("01"[name in held] for name in lists)
        if "1" not in pattern:
            continue
        victim = gather_victim("", rows) if strata else None
        labels = tuple((name, _label(victim, name)) for name in strata) if victim else ()
        cells = counts.setdefault(labels, {})
        cells[pattern] = cells.get(pattern, 0) + 1
    if not counts:
        return {(): PatternTable.of(lists, {})}
    return {labels: PatternTable.of(lists, cells) for labels, cells in counts.items()}


def _label(victim: Victim, stratum: str) -> str:
    """Return the value of a stratum; empty: not known, or known too loosely."""
    if stratum == "sex":
        return victim.sex or ""
    if stratum == "place":
        return (victim.place.name if victim.place else None) or ""
    if stratum == "age":
        held = [(low, high) for low, high in _AGES if victim.age and _within(victim, low, high)]
        return f"{held[0][0]}-{held[0][1]}" if held else ""
    first = victim.died.earliest if victim.died else None
    last = victim.died.latest if victim.died else None
    if first is None or last is None or first.year != last.year:
        return ""
    quarters = {(day.month - 1) // 3 + 1 for day in (first, last)}
    if stratum == "year":
        return str(first.year)
    return f"{first.year}-Q{quarters.pop()}" if len(quarters) == 1 else ""


def _within(victim: Victim, low: int, high: int) -> bool:
    """Say whether the middle of the ages that are said lies in a group."""
    ages = victim.age
    return ages is not None and low <= sum(ages) // 2 <= high
