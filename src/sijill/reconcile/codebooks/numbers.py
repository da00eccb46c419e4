"""
One number by a codebook's rule, beside the range and never instead of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from sijill.model import Claim, Count, HarmRange, Incident
from sijill.reconcile.codebooks.form import Codebook
from sijill.reconcile.codebooks.loading import load_codebooks


def best_numbers(
    counts: Iterable[Count],
    *,
    kind: str | None = None,
    status: str | None = None,
    days: Sequence[date | None] = (),
    books: Sequence[Codebook] | None = None,
) -> dict[str, int]:
    """
    Return each codebook's number for what claims say; a codebook without a rule gives none.

    Args:
        counts: What the claims that stand say.
        kind: Kind of harm; a codebook that does not count it gives no number.
        status: Status of those harmed, likewise.
        days: When each was published, in the order of *counts*; none: not known.
        books: The codebooks; ``None``: those bundled.

    Examples:
        >>> best_numbers([Count(24, None, "vague")], kind="killed")["acled"]
        12
        >>> best_numbers([Count(3, 3), Count(4, 4)], kind="killed")
        {'acled': 3, 'record': 3}
        >>> sorted(best_numbers([Count(3, 3)], kind="injured"))
        ['record']
    """
    said = list(counts)
    found = {}
    for book in load_codebooks() if books is None else books:
        if kind is not None and kind not in book.ask("harms"):
            continue
        if status is not None and not counts_status(book, status):
            continue
        number = number_by(book, said, days)
        if number is not None:
            found[book.name] = number
    return found


def counts_status(book: Codebook, status: str) -> bool:
    """
    Say whether people of a status are counted for sure.

    Examples:
        >>> airwars = next(b for b in load_codebooks() if b.name == "airwars")
        >>> counts_status(airwars, "combatant"), counts_status(airwars, "civilian")
        (False, True)
    """
    if status in ("unknown", "mixed") and status not in book.ask("statuses"):
        return bool(book.ask("unstated") == "counted")
    return status in book.ask("statuses")


def number_by(
    book: Codebook, counts: Sequence[Count], days: Sequence[date | None] = ()
) -> int | None:
    """Return a codebook's number for what claims say; ``None``: its rules give none."""
    dated = list(zip(counts, [*days, *[None] * (len(counts) - len(days))], strict=True))
    known = [(count, day) for count, day in dated if count.is_known]
    if not known:
        unknown = book.ask("unknown")
        return unknown if counts and isinstance(unknown, int) else None
    match book.ask("conflict"):
        case "agreed":
            named = {count.low if count.low == count.high else None for count, _ in known}
            return next(iter(named)) if len(named) == 1 else None
        case "newest":
            return _newest(book, known)
        case "none":
            return None
        case rule:
            values = [n for count, _ in known if (n := _value(book, count)) is not None]
            pick = min if rule == "lowest" else max
            return pick(values, default=None)


def _newest(book: Codebook, known: list[tuple[Count, date | None]]) -> int | None:
    """Return the latest number; of one day's, an exact one before others, then the lowest."""
    valued = [(count, day) for count, day in known if _value(book, count) is not None]
    if not valued:
        return None
    last = max((day for _, day in valued if day), default=None)
    of_day = [count for count, day in valued if day == last] or [c for c, _ in valued]
    exact = [count for count in of_day if count.low == count.high] or of_day
    return min(value for count in exact if (value := _value(book, count)) is not None)


def _value(book: Codebook, count: Count) -> int | None:
    if count.low is None:
        return None
    return book.vague.get(count.low, count.low) if count.qualifier == "vague" else count.low


def add_numbers(
    incident: Incident, claims: Mapping[str, Claim], books: Sequence[Codebook]
) -> Incident:
    """
    Return *incident* with the numbers of further codebooks beside those it has.

    Args:
        incident: The incident.
        claims: Its claims, by id.
        books: Codebooks that were not at hand when it was made: a record's own.

    Assumes:
        1. Every claim that a line names still stands.
    """
    harms = tuple(_add_to_line(line, claims, books) for line in incident.harms)
    return replace(incident, harms=harms)


def _add_to_line(
    line: HarmRange, claims: Mapping[str, Claim], books: Sequence[Codebook]
) -> HarmRange:
    counts = [_count_of(line, one.claim, one.low, one.high, claims) for one in line.by_claim]
    days = [
        claims[one.claim].reported.on if one.claim in claims else None for one in line.by_claim
    ]
    more = best_numbers(counts, kind=line.kind, status=line.status, days=days, books=books)
    return replace(line, best={**line.best, **more})


def _count_of(
    line: HarmRange,
    claim: str,
    low: int | None,
    high: int | None,
    claims: Mapping[str, Claim],
) -> Count:
    """Return what a claim says in its own words where it has them, else the bare bounds."""
    harms = claims[claim].harms if claim in claims else ()
    said = (h.count for h in harms if h.kind == line.kind)
    same = (count for count in said if (count.low, count.high) == (low, high))
    return next(same, Count(low, high))
