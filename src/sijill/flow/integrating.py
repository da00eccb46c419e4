"""
Several files of events laid over each other by their mappings, without a record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sijill.errors import RefusedError, SettingsError
from sijill.extract.rows.row import fold_value, read_row
from sijill.flow.extracting import extract_reading
from sijill.flow.settings import Settings
from sijill.flow.trying import call_by_name, open_table
from sijill.link.integration import Entry, Integrated, Window, integrate_entries
from sijill.model import Claim, Reading, Refusal
from sijill.model.mapping import RowMapping
from sijill.model.vocabulary import load_terms
from sijill.read import READ_VERSION, read_guarded

Sink = Callable[[Any], None]


@dataclass(frozen=True, slots=True)
class IntegratedRow:
    """
    One row of a group.

    Attributes:
        dataset: Name of its mapping.
        row: Its line in the file.
        event: Its own id; ``None``: it has none.
    """

    dataset: str
    row: str
    event: str | None


@dataclass(frozen=True, slots=True)
class IntegratedEvent:
    """
    One event of the datasets together.

    Attributes:
        rows: Its rows, that of the leading dataset first.
        day: First day of the leading row.
        last_day: Last day of the leading row; another one: it is an episode.
        may_be_part_of: Episodes of other datasets that it may be a part of.
    """

    rows: tuple[IntegratedRow, ...]
    day: date
    last_day: date
    may_be_part_of: tuple[IntegratedRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Integration:
    """
    Several datasets as one.

    Attributes:
        datasets: Names of the mappings, in the order of the files.
        entries: Rows that took part, by dataset.
        left_out: Rows without a day, a point or a term in a taxonomy, by dataset.
        events: The events, each once.
    """

    datasets: tuple[str, ...]
    entries: tuple[int, ...]
    left_out: tuple[int, ...]
    events: tuple[IntegratedEvent, ...]

    @property
    def matches(self) -> tuple[IntegratedEvent, ...]:
        """The events that more than one dataset has."""
        return tuple(event for event in self.events if len(event.rows) > 1)


def integrate_files(
    files: Sequence[tuple[Path, RowMapping]], refuse: Sink, *, days: int, km: float
) -> Integration:
    """
    Lay several files of events over each other.

    Args:
        files: Each with its mapping; the first leads.
        refuse: Takes a refusal for each row that makes no claim or cannot take part.
        days: Days that may lie between two rows of one event.
        km: Distance that may lie between them.

    Raises:
        SettingsError: If the mappings have not the same taxonomies, or one name twice.
        RefusedError: If a file cannot be read by its mapping.
    """
    names = [mapping.name for _, mapping in files]
    if len(set(names)) < len(names):
        raise SettingsError("two mappings have one name; give each dataset a name of its own.")
    taxonomies = _shared_taxonomies([mapping for _, mapping in files])
    read = [_read(n, *file, taxonomies, refuse) for n, file in enumerate(files)]
    entries = [[entry for entry, _ in rows] for rows, _ in read]
    found = integrate_entries(entries, window=Window(days, km))
    events = {(e.dataset, e.row): event for rows, _ in read for e, event in rows}
    return Integration(
        tuple(names),
        tuple(len(rows) for rows, _ in read),
        tuple(left for _, left in read),
        tuple(_name_events(found, names, events)),
    )


def _shared_taxonomies(mappings: Sequence[RowMapping]) -> tuple[str, ...]:
    """Return the names of the taxonomies; none: acts are compared by the vocabulary's own."""
    wanted = tuple(mappings[0].taxonomies) if mappings else ()
    for mapping in mappings:
        if set(mapping.taxonomies) != set(wanted):
            raise SettingsError(
                f"the mappings have not the same taxonomies: {mappings[0].name} has "
                f"{', '.join(wanted) or 'none'}, {mapping.name} has "
                f"{', '.join(mapping.taxonomies) or 'none'}. Give each of them all, or none."
            )
    return wanted


def _read(
    number: int, path: Path, mapping: RowMapping, taxonomies: Sequence[str], refuse: Sink
) -> tuple[list[tuple[Entry, str | None]], int]:
    """Return a file's rows as entries, each with its own id, and how many cannot take part."""
    document, data = open_table(path)
    settings = Settings()
    mappings = {document.id: mapping}
    ((_, readings),) = read_guarded(
        [(document, data)], settings=settings.read, workers=1, mappings=mappings
    )
    if isinstance(readings, RefusedError):
        raise call_by_name(readings, document)
    entries, left = [], 0
    for reading in readings:
        made = extract_reading(
            reading, settings.resolve, resolved=False, mappings={mapping.name: mapping}
        )
        for refusal in made.refusals:
            refuse(refusal)
        left += bool(made.refusals)
        for claim in made.claims:
            entry = _entry(number, claim, _levels(reading, claim, mapping, taxonomies))
            if isinstance(entry, Entry):
                entries.append((entry, reading.title))
            else:
                left += 1
                refuse(_refuse(reading, entry))
    return entries, left


def _levels(
    reading: Reading, claim: Claim, mapping: RowMapping, taxonomies: Sequence[str]
) -> tuple[tuple[str, ...], ...] | str:
    """Return a row's term in each taxonomy, by level; a word: what it lacks."""
    if not taxonomies:
        term = load_terms("violence")[claim.violence]
        return ((term.term, term.mappings.get("acled", term.term), "act"),)
    row = read_row(reading, mapping)
    levels = []
    for name in taxonomies:
        part = mapping.taxonomies[name]
        known = {fold_value(value): terms for value, terms in part.levels.items()}
        cell = row.look(part.column)
        terms = known.get(fold_value(cell.text)) if cell else None
        if terms is None:
            return f"a term in the taxonomy {name}"
        levels.append(terms)
    return tuple(levels)


def _entry(number: int, claim: Claim, levels: tuple[tuple[str, ...], ...] | str) -> Entry | str:
    when, place = claim.when, claim.where[0] if claim.where else None
    if isinstance(levels, str):
        return levels
    if when is None or when.earliest is None or when.latest is None:
        return "a day"
    if place is None or place.latitude is None or place.longitude is None:
        return "a point"
    row = claim.document_id.rpartition("#")[2]
    first, last = when.earliest.toordinal(), when.latest.toordinal()
    return Entry(number, row, first, last, place.latitude, place.longitude, levels)


def _refuse(reading: Reading, lacks: str) -> Refusal:
    number = reading.id.rpartition("#")[2]
    text = f"row {number} of the dataset takes no part, since it lacks {lacks}."
    return Refusal("reading", reading.id, "integrate", READ_VERSION, "row_broken", text)


def _name_events(
    found: Integrated, names: Sequence[str], events: dict[tuple[int, str], str | None]
) -> Iterator[IntegratedEvent]:
    def name(entries: Iterable[Entry]) -> tuple[IntegratedRow, ...]:
        return tuple(
            IntegratedRow(names[e.dataset], e.row, events[e.dataset, e.row]) for e in entries
        )

    for group in found.groups:
        head = group[0]
        wholes = (episode for event, episode in found.flagged if event == head)
        yield IntegratedEvent(
            name(group),
            date.fromordinal(head.first),
            date.fromordinal(head.last),
            name(wholes),
        )
