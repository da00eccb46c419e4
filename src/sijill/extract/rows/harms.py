"""
Whom a row counts: unknown cells are left out, and zero is said only where the table says it.
"""

from __future__ import annotations

from collections.abc import Iterator

from sijill.extract.rows.numbers import read_count
from sijill.extract.rows.row import Row
from sijill.model import Count, Damage, Group, Harm, Span
from sijill.model.mapping import HarmPart
from sijill.model.toll import TOTAL_STATUSES, sum_counts


def read_harms(row: Row) -> tuple[Harm, ...]:
    """
    Return what a row counts, kind by kind.

    Where the row gives a total as a range, a part of it is known no better than the total:
    its bounds are as far apart as the total's allow.
    """
    harms = []
    for part in row.mapping.harms:
        count = _read_part(row, part)
        if count is None:
            row.absent.setdefault(f"harms.{part.kind}", "not_stated")
            continue
        if part.status not in TOTAL_STATUSES:
            count = _widen(row, part, count)
        groups = tuple(_read_groups(row, part))
        harms.append(Harm(part.kind, count, part.status, count.words, groups))
    for harm in harms:
        row.absent.pop(f"harms.{harm.kind}", None)
    return tuple(harms)


def _read_part(row: Row, part: HarmPart) -> Count | None:
    counts = [count for name in part.columns if (count := _read(row, name))]
    best = sum_counts(counts)
    low, high = _read(row, part.low), _read(row, part.high)
    count = _between(best, low, high)
    if count is not None and count.high == 0 and part.zero == "unknown":
        return None
    return count


def _between(best: Count | None, low: Count | None, high: Count | None) -> Count | None:
    """Return the interval of a lowest, a best and a highest number."""
    if low is None and high is None:
        return best
    told = [count for count in (low, best, high) if count]
    floor = min((c.low for c in told if c.low is not None), default=None)
    ceiling = max((c.high for c in told if c.high is not None), default=None)
    words = (best or low or high or Count(None, None)).words
    if floor == ceiling:
        return Count(floor, ceiling, "exact" if floor else "none", words)
    return Count(floor, ceiling, "between", words)


def _read(row: Row, column: str | None) -> Count | None:
    cell = row.take(column)
    if cell is None or column is None:
        return None
    count = read_count(cell)
    if count is None:
        row.unread(f"cell.{column}")
        return Count(None, None, "vague", cell)
    return count


def _widen(row: Row, part: HarmPart, count: Count) -> Count:
    whole = next(
        (
            one
            for one in row.mapping.harms
            if one.kind == part.kind and one.status in TOTAL_STATUSES and (one.low or one.high)
        ),
        None,
    )
    if whole is None or count.low is None or count.high is None:
        return count
    best = sum_counts([c for name in whole.columns if (c := _read(row, name))])
    total = _between(best, _read(row, whole.low), _read(row, whole.high))
    if best is None or total is None or None in (best.low, total.low, total.high):
        return count
    down, up = (best.low or 0) - (total.low or 0), (total.high or 0) - (best.low or 0)
    if not down and not up:
        return count
    return Count(max(0, count.low - down), count.high + up, "between", count.words)


def _read_groups(row: Row, part: HarmPart) -> Iterator[Group]:
    for group in part.groups:
        count = _read(row, group.column)
        if count is not None and count.high != 0:
            yield Group(group.term, count)


def read_damages(row: Row) -> tuple[Damage, ...]:
    """Return what a row says was hit."""
    term, cell = row.take_term(row.mapping.objects)
    return (Damage(term, Count(None, None, "vague", None), "hit", cell),) if term else ()


def words_of(harms: tuple[Harm, ...]) -> tuple[Span, ...]:
    """Return the cells that the numbers stand in."""
    return tuple(harm.words for harm in harms if harm.words)
