"""
What a codebook counts of one incident.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sijill.model import HarmRange, Incident
from sijill.reconcile.codebooks import Codebook
from sijill.reconcile.codebooks.numbers import counts_status
from sijill.reconcile.totals.axes import EVERYBODY

_UNSTATED = ("unknown", "mixed")


@dataclass(frozen=True, slots=True)
class Tally:
    """
    What a codebook counts of one incident, for one kind of harm, status and group.

    Attributes:
        incident: The incident's id.
        people: Kind, status and group; ``None`` for an axis that is not asked for.
        low: Lowest number that claims support; ``None``: none gives one.
        high: Highest; ``None``: no ceiling.
        best: The codebook's number; ``None``: it has none.
        is_unknown: Whether no number is known at all.
        is_unstated: Whether it counts people whose status no source gives.
        lines: The ranges that were counted, and for each whether it surely counts.
    """

    incident: str
    people: tuple[str, str | None, str | None]
    low: int | None
    high: int | None
    best: int | None
    is_unknown: bool
    is_unstated: bool
    lines: tuple[tuple[HarmRange, bool], ...] = ()


def tally_incident(
    book: Codebook, incident: Incident, *, kinds: Sequence[str], by: Sequence[str] = ()
) -> tuple[Tally, ...]:
    """
    Return what *book* counts of *incident*; nothing where its rules leave it out.

    Args:
        book: The codebook.
        incident: The incident.
        kinds: Kinds of harm that are asked for.
        by: Axes asked for; of them ``status`` and ``group`` divide the people.
    """
    if not book.counts_act(incident.violence) or not _is_graded(book, incident):
        return ()
    found: list[Tally] = []
    for kind in kinds:
        if kind in book.ask("harms") and _reaches_least(book, incident, kind):
            found.extend(_tally_kind(book, incident, kind, by))
    return tuple(found)


def _is_graded(book: Codebook, incident: Incident) -> bool:
    return incident.grades.get("airwars") not in book.ask("grades")


def _reaches_least(book: Codebook, incident: Incident, kind: str) -> bool:
    """Say whether the best, the low or the high number reaches a codebook's least."""
    least: int = book.ask("least")
    if kind != "killed" or least == 0:
        return True
    lines = [line for line, _ in _counted(book, incident, kind)]
    if not lines or any(line.high is None for line in lines):
        return bool(lines)
    best = sum(line.best.get(book.name, 0) for line in lines)
    return max(best, sum(line.high or 0 for line in lines)) >= least


def _counted(book: Codebook, incident: Incident, kind: str) -> list[tuple[HarmRange, bool]]:
    """Return the ranges that may count, and whether they surely do."""
    found = []
    for line in incident.harms:
        if line.kind != kind:
            continue
        if counts_status(book, line.status):
            found.append((line, True))
        elif line.status in _UNSTATED and book.ask("unstated") == "possible":
            found.append((line, False))
    return found


def _tally_kind(
    book: Codebook, incident: Incident, kind: str, by: Sequence[str]
) -> Iterator[Tally]:
    lines = _counted(book, incident, kind)
    statuses = dict.fromkeys(line.status for line, _ in lines) if "status" in by else [None]
    for status in statuses:
        chosen = [item for item in lines if status in (None, item[0].status)]
        if not chosen:
            continue
        whole = EVERYBODY if "group" in by else None
        yield _sum(book, incident.id, (kind, status, whole), chosen)
        if "group" in by:
            yield from _groups(book, incident.id, kind, status, chosen)


def _sum(
    book: Codebook,
    incident: str,
    people: tuple[str, str | None, str | None],
    lines: Sequence[tuple[HarmRange, bool]],
) -> Tally:
    lows = [line.low for line, sure in lines if sure and line.low is not None]
    highs = [line.high for line, _ in lines if line.high is not None]
    bests = [line.best.get(book.name) if sure else None for line, sure in lines]
    known = [best for best in bests if best is not None]
    possible = not all(sure for _, sure in lines)
    return Tally(
        incident=incident,
        people=people,
        low=0 if possible and not lows else sum(lows) if lows else None,
        high=sum(highs) if len(highs) == len(lines) else None,
        best=sum(known) if len(known) == len(bests) else None,
        is_unknown=all(line.low is None and line.high is None for line, _ in lines),
        is_unstated=any(line.status in _UNSTATED and line.high != 0 for line, _ in lines),
        lines=tuple(lines),
    )


def _groups(
    book: Codebook,
    incident: str,
    kind: str,
    status: str | None,
    lines: Sequence[tuple[HarmRange, bool]],
) -> Iterator[Tally]:
    """Yield the parts that are named; they overlap (a girl is a child) and never add up."""
    terms = dict.fromkeys(group.term for line, _ in lines for group in line.groups)
    for term in terms:
        parts = [
            (HarmRange(kind, line.status, group.low, group.high), sure)
            for line, sure in lines
            for group in line.groups
            if group.term == term
        ]
        yield _sum(book, incident, (kind, status, term), parts)
