"""
The lines of a table of totals: sums by codebook and cell, each with its incidents.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sijill.model import Claim, Incident, Summary, Total
from sijill.reconcile.codebooks import Codebook
from sijill.reconcile.totals.axes import EVERYBODY, OF_PEOPLE, Placed, place_summary
from sijill.reconcile.totals.cells import Asked, Key, cell_of, fill
from sijill.reconcile.totals.counting import Tally, tally_incident
from sijill.reconcile.totals.doubt import DoubtSettings
from sijill.reconcile.totals.interval import draw_sums


def total_record(
    incidents: Sequence[Incident],
    summaries: Sequence[Summary] = (),
    *,
    books: Sequence[Codebook],
    by: Sequence[str] = (),
    kinds: Sequence[str] = ("killed",),
    claims: Mapping[str, Claim] | None = None,
    clusterings: Iterable[Sequence[Incident]] = (),
    settings: DoubtSettings = DoubtSettings(),  # noqa: B008
    seed: int = 0,
) -> tuple[Total, ...]:
    """
    Return the totals of *incidents* under each of *books*, one line a cell.

    The sum over the lines of a codebook is its whole: an incident that cannot be placed
    stands on a line of its own. Parts of people (``group``) overlap and add up to nothing.

    Args:
        incidents: The incidents as they stand.
        summaries: Sums over several; they are counted, never added.
        books: The codebooks, in the order of the lines.
        by: Axes out of `AXES`; none: one line a codebook.
        kinds: Kinds of harm; without ``kind`` among the axes, one.
        claims: The claims, by id, for what the record tells of its own numbers.
        clusterings: Draws of what the incidents may be; none: no interval is stated.
        settings: How numbers are drawn.
        seed: Of the draws.

    Examples:
        >>> from sijill.reconcile.codebooks import choose_codebooks, load_codebooks
        >>> acled = choose_codebooks(["acled"], load_codebooks())
        >>> [(t.codebook, t.n_incidents, t.best) for t in total_record([], books=acled)]
        [('acled', 0, None)]
    """
    told = claims or {}
    cells: dict[Key, list[Tally]] = {}
    for book in books:
        for key, tally in _tallies(book, incidents, by, kinds):
            cells.setdefault(key, []).append(tally)
        if not by:
            cells.setdefault((book.name, ()), [])
    sums = _summaries(summaries, books, by, kinds)
    asked = Asked(tuple(books), tuple(by), tuple(kinds))
    drawn = draw_sums(incidents, clusterings, asked, told, settings=settings, seed=seed)
    lines = [
        drawn.state(key, _line(key, by, kinds, cells.get(key, []), sums.get(key, [])))
        for key in dict.fromkeys((*cells, *sums))
    ]
    order = {book.name: n for n, book in enumerate(books)}
    return tuple(sorted(lines, key=lambda line: (_rank(line, by), order[line.codebook])))


def _tallies(
    book: Codebook, incidents: Iterable[Incident], by: Sequence[str], kinds: Sequence[str]
) -> Iterator[tuple[Key, Tally]]:
    for incident in incidents:
        cell = None
        for tally in tally_incident(book, incident, kinds=kinds, by=by):
            cell = cell or cell_of(incident, by)
            yield (book.name, fill(cell, by, tally.people)), tally


def _summaries(
    summaries: Iterable[Summary],
    books: Sequence[Codebook],
    by: Sequence[str],
    kinds: Sequence[str],
) -> dict[Key, list[str]]:
    """Return the sums that no incidents explain, in the cells they lie in."""
    found: dict[Key, list[str]] = {}
    for summary in summaries:
        if not _is_unexplained(summary):
            continue
        for kind, status in dict.fromkeys((h.kind, h.status) for h in summary.harms):
            people = (kind, status, EVERYBODY)
            cell = fill(tuple(_place(summary, axis) for axis in by), by, people)
            for book in books:
                if kind in kinds and kind in book.ask("harms"):
                    ids = found.setdefault((book.name, cell), [])
                    ids += [summary.id] if summary.id not in ids else []
    return found


def _place(summary: Summary, axis: str) -> Placed:
    return (None, None) if axis in OF_PEOPLE else place_summary(summary, axis)


def _is_unexplained(summary: Summary) -> bool:
    """Say whether something of a sum is left over, or nothing could be held against it."""
    if not summary.remainder:
        return True
    return any(part.low is None or part.low > 0 for part in summary.remainder)


def _line(
    key: Key, by: Sequence[str], kinds: Sequence[str], tallies: list[Tally], sums: list[str]
) -> Total:
    book, cell = key
    placed = dict(zip(by, cell, strict=True))
    known = [tally for tally in tallies if not tally.is_unknown]
    lows = [tally.low for tally in known if tally.low is not None]
    highs = [tally.high for tally in known if tally.high is not None]
    bests = [tally.best for tally in known if tally.best is not None]
    return Total(
        codebook=book,
        by={axis: value for axis, (value, _) in placed.items()},
        unplaced={axis: why for axis, (_, why) in placed.items() if why},
        kind=placed["kind"][0] if "kind" in placed else kinds[0],
        n_incidents=len(tallies),
        n_unknown=len(tallies) - len(known),
        n_open=sum(tally.high is None for tally in known),
        n_unstated=sum(tally.is_unstated for tally in tallies),
        best=sum(bests) if bests and len(bests) == len(known) else None,
        n_without_best=len(known) - len(bests),
        low=sum(lows) if lows else None,
        high=sum(highs) if known and len(highs) == len(tallies) else None,
        n_summaries=len(sums),
        incidents=tuple(sorted({tally.incident for tally in tallies})),
        summaries=tuple(sorted(sums)),
    )


def _rank(line: Total, by: Sequence[str]) -> tuple[tuple[bool, str], ...]:
    """Sort by the axes in their order, lines without a value behind those with one."""
    return tuple(
        (line.by[axis] is None, line.by[axis] or line.unplaced.get(axis, "")) for axis in by
    )
