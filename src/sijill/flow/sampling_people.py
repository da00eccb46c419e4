"""
How right linking is: a sample of pairs that a person labels, and what the labels say.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random

from sijill.errors import SettingsError
from sijill.flow.peoplelinking import know_people, weights_of
from sijill.flow.recording import open_record
from sijill.flow.settings import load_settings
from sijill.link.people import Judged, PairQuality, measure_pairs
from sijill.model import DateRange, NamedPerson, PersonPair
from sijill.store import open_store

_TOPS = (0.1, 0.3, 0.5, 0.7, 0.9, 1.01)  # ends of the bands of probability
_LABELS = {"1": True, "yes": True, "0": False, "no": False}
_SAID = ("name", "sex", "age", "died", "place", "list")
_HEADINGS = ("left", "right", *(f"{what}_{side}" for what in _SAID for side in "12"), "same")


@dataclass(frozen=True, slots=True)
class DrawnSample:
    """
    What was drawn.

    Attributes:
        pairs: How many pairs.
        of: Of how many.
    """

    pairs: int
    of: int


@dataclass(frozen=True)
class _Known:
    named: Mapping[str, NamedPerson]
    cells: Mapping[int, list[PersonPair]]  # twice the band, and 1 more if the two are apart

    @property
    def sizes(self) -> list[tuple[int, bool]]:
        """How many pairs each cell holds, and whether they are together."""
        cells = range(2 * len(_TOPS))
        return [(len(self.cells.get(cell, ())), cell % 2 == 0) for cell in cells]


def draw_sample(folder: Path, path: Path, *, size: int, seed: int) -> DrawnSample:
    """
    Write a sample of pairs for a person to label, as many of each band of probability.

    No probability stands in the file, so that nobody is led by it.

    Args:
        folder: The record.
        path: The CSV file; it must not be there.
        size: How many pairs, about.
        seed: The same seed draws the same pairs.

    Raises:
        RecordError: If there is no record.
        SettingsError: If the file is there, or no pair is.
    """
    if path.exists():
        raise SettingsError(f"{path.name} is there already. Name a file that is not.")
    known = _load(folder)
    if not known.cells:
        raise SettingsError("the record has no pairs. Import two lists or more, and link them.")
    random = Random(seed)
    each = -(-size // len(known.cells))
    chosen: list[PersonPair] = []
    for _, pairs in sorted(known.cells.items()):
        chosen += random.sample(pairs, min(len(pairs), each))
    random.shuffle(chosen)
    with path.open("w", encoding="utf-8-sig", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(_HEADINGS)
        for pair in chosen:
            sides = zip(
                *(_said(known.named[one]) for one in (pair.left, pair.right)), strict=True
            )
            writer.writerow((pair.left, pair.right, *(c for both in sides for c in both), ""))
    return DrawnSample(len(chosen), sum(map(len, known.cells.values())))


def measure_sample(folder: Path, path: Path, *, level: float = 0.95) -> PairQuality:
    """
    Say how precise and how complete linking is, by a sample that a person labelled.

    Args:
        folder: The record.
        path: The labelled file: 1 or 0 (yes, no) under ``same``; empty: not sure.
        level: Coverage that the intervals aim at.

    Raises:
        RecordError: If there is no record.
        SettingsError: If the file is no such sample, or holds no label.
    """
    known = _load(folder)
    labels = _read_labels(path)
    judged = [
        Judged(cell, cell % 2 == 0, labels[pair.left, pair.right])
        for cell, pairs in known.cells.items()
        for pair in pairs
        if (pair.left, pair.right) in labels
    ]
    if not judged:
        raise SettingsError(
            f"{path.name} has no labelled pair of this record. Write 1 or 0 under `same`, and "
            "leave `left` and `right` as they are."
        )
    return measure_pairs(judged, known.sizes, level=level)


def _load(folder: Path) -> _Known:
    layout = open_record(folder)
    settings = load_settings(layout.settings)
    with open_store(layout.derived) as store:
        known = know_people(store, layout, settings, weights_of(layout))
        victims = {one.id: one.victim for one in store.stream_records(NamedPerson)}
    cells: dict[int, list[PersonPair]] = {}
    for pair in known.pairs:
        band = next(number for number, top in enumerate(_TOPS) if pair.p_same < top)
        victim = victims.get(pair.left)
        together = victim is not None and victim == victims.get(pair.right)
        cells.setdefault(2 * band + (not together), []).append(pair)
    return _Known({one.id: one for one in known.named}, cells)


def _said(one: NamedPerson) -> tuple[str, ...]:
    """Return what a person who labels is shown of one side."""
    age = "-".join(dict.fromkeys(map(str, one.age or ())))
    names = " · ".join(one.names)
    return (names, one.sex or "", age, _days(one.died), one.place or "", one.list or "a report")


def _days(found: DateRange | None) -> str:
    if found is None:
        return ""
    ends = dict.fromkeys(str(day) for day in (found.earliest, found.latest) if day)
    return " to ".join(ends)


def _read_labels(path: Path) -> dict[tuple[str, str], bool]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.DictReader(lines))
    except (OSError, csv.Error, UnicodeDecodeError) as why:
        raise SettingsError(
            f"{path.name} cannot be read as CSV in UTF-8. Save the sample as that."
        ) from why
    if rows and not {"left", "right", "same"} <= rows[0].keys():
        raise SettingsError(
            f"{path.name} is no sample of pairs: it lacks left, right or same. Draw one with "
            "`sijill victims sample`."
        )
    found: dict[tuple[str, str], bool] = {}
    for number, row in enumerate(rows, start=2):
        said = (row["same"] or "").strip().casefold()
        if said and said not in _LABELS:
            raise SettingsError(
                f"line {number} of {path.name} says {said!r} under same: expected 1, 0 or "
                "nothing. Correct it."
            )
        if said:
            found[str(row["left"]), str(row["right"])] = _LABELS[said]
    return found
