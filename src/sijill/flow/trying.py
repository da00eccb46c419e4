"""
What the rows of a file come to by a mapping, before anything is kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sijill.errors import RefusedError, SettingsError
from sijill.extract.rows.guessing import guess_mapping
from sijill.flow.extracting import extract_reading
from sijill.flow.progress import Progress, ignore_progress
from sijill.flow.settings import Settings
from sijill.model import Claim, Document, Refusal
from sijill.model.ids import digest_bytes
from sijill.model.mapping import RowMapping
from sijill.model.toll import toll_of
from sijill.read import read_guarded, sample_tables

_SHOWN = 20


@dataclass(frozen=True, slots=True)
class TriedDataset:
    """
    What the rows of a file come to.

    Attributes:
        name: Name of the mapping.
        rows: Rows that are not blank.
        claims: Rows that make a claim.
        no_act: Rows that tell of no act of violence, by the mapping.
        refused: Rows that make none since they are broken.
        refusals: The first of those, with reasons.
        earliest: First day; ``None``: no row has one.
        latest: Last day.
        placed: Claims with a point.
        killed: Lowest number of killed that the rows add up to, unknown ones left out.
        unknown_killed: Claims that give no number of killed.
        unread_cells: Claims with a cell that could not be read.
    """

    name: str
    rows: int
    claims: int
    no_act: int
    refused: int
    refusals: tuple[Refusal, ...]
    earliest: date | None
    latest: date | None
    placed: int
    killed: int
    unknown_killed: int
    unread_cells: int

    @property
    def first_reason(self) -> str | None:
        """The sentence of the first refusal."""
        return self.refusals[0].text if self.refusals else None


@dataclass(frozen=True, slots=True)
class RowChanges:
    """
    How the rows of two files of one dataset differ, by the rows' own ids.

    Attributes:
        new: Ids that only the later file has.
        gone: Ids that only the earlier file has.
        changed: Ids whose cells differ.
        same: How many rows are the same.
        unnamed: Rows of the later file that have no id of their own.
    """

    new: tuple[str, ...]
    gone: tuple[str, ...]
    changed: tuple[str, ...]
    same: int
    unnamed: int


def compare_rows(
    before: tuple[bytes, RowMapping], after: tuple[bytes, RowMapping]
) -> RowChanges:
    """Return how two files of one dataset differ; a file that cannot be read has no rows."""
    old, _ = _rows_by_id(*before)
    new, unnamed = _rows_by_id(*after)
    both = [key for key in new if key in old]
    changed = tuple(key for key in both if new[key] != old[key])
    return RowChanges(
        tuple(key for key in new if key not in old),
        tuple(key for key in old if key not in new),
        changed,
        len(both) - len(changed),
        unnamed,
    )


def _rows_by_id(data: bytes, mapping: RowMapping) -> tuple[dict[str, str], int]:
    """Return the text of each row by its id, and how many rows have none."""
    document = Document(digest_bytes(data), len(data), "text/csv")
    ((_, readings),) = read_guarded(
        [(document, data)], settings=Settings().read, workers=1, mappings={document.id: mapping}
    )
    found = () if isinstance(readings, RefusedError) else readings
    return (
        {one.title: one.text for one in found if one.title},
        sum(one.title is None for one in found),
    )


def try_dataset(
    path: Path, mapping: RowMapping, *, progress: Progress = ignore_progress
) -> TriedDataset:
    """
    Return what the rows of a file come to by a mapping.

    Raises:
        RefusedError: If the file is no table, or lacks a column.
    """
    document, data = open_table(path)
    settings = Settings()
    mappings = {document.id: mapping}
    found = read_guarded(
        [(document, data)], settings=settings.read, workers=1, mappings=mappings
    )
    ((_, readings),) = found
    if isinstance(readings, RefusedError):
        raise call_by_name(readings, document)
    tally = _Tally()
    by_name = {mapping.name: mapping}
    for number, reading in enumerate(readings, start=1):
        made = extract_reading(reading, settings.resolve, resolved=False, mappings=by_name)
        tally.add(made.claims, made.refusals)
        if number % 1000 == 0:
            progress("try", number, len(readings))
    return tally.finish(mapping.name, len(readings))


class _Tally:
    """What has been seen so far."""

    def __init__(self) -> None:
        self.seen: Counter[str] = Counter()
        self.refusals: list[Refusal] = []
        self.days: tuple[date | None, date | None] = None, None

    def add(self, claims: Iterable[Claim], refusals: Iterable[Refusal]) -> None:
        """Count what one row came to."""
        made, refused = list(claims), list(refusals)
        self.seen["claims"] += len(made)
        self.seen["refused"] += len(refused)
        self.seen["no_act"] += not made and not refused
        self.refusals += refused[: max(0, _SHOWN - len(self.refusals))]
        for claim in made:
            self._add_claim(claim)

    def _add_claim(self, claim: Claim) -> None:
        toll = toll_of(claim.harms, "killed")
        self.seen["killed"] += (toll.low or 0) if toll else 0
        self.seen["unknown"] += toll is None
        self.seen["placed"] += bool(claim.where and claim.where[0].is_resolved)
        self.seen["unread"] += "cell_not_read" in claim.caveats
        if claim.when and claim.when.earliest and claim.when.latest:
            first, last = self.days
            self.days = (
                min(first or claim.when.earliest, claim.when.earliest),
                max(last or claim.when.latest, claim.when.latest),
            )

    def finish(self, name: str, rows: int) -> TriedDataset:
        """Return the whole."""
        seen = self.seen
        return TriedDataset(
            name, rows, seen["claims"], seen["no_act"], seen["refused"],
            tuple(self.refusals), *self.days, seen["placed"], seen["killed"],
            seen["unknown"], seen["unread"],
        )  # fmt: skip


def guess_dataset(path: Path) -> str:
    """
    Return a first mapping for a file, as TOML to be looked through and edited.

    Raises:
        RefusedError: If the file is no table.
    """
    document, data = open_table(path)
    try:
        tables = sample_tables(document, data, settings=Settings().read)
    except RefusedError as why:
        raise call_by_name(why, document) from why
    return guess_mapping(path.stem, tables)


def call_by_name(why: RefusedError, document: Document) -> RefusedError:
    """Return a refusal that calls the file by its name, for whoever named it."""
    text = why.text.replace(f"document {document.id}", str(document.file_name))
    return RefusedError(why.reason, text)


def open_table(path: Path) -> tuple[Document, bytes]:
    """
    Return a file as a document, with its bytes.

    Raises:
        SettingsError: If it cannot be read.
    """
    try:
        data = path.read_bytes()
    except OSError as why:
        raise SettingsError(
            f"{path.name} cannot be read ({why.strerror}). Name a file that can."
        ) from why
    return Document(digest_bytes(data), len(data), "text/csv", file_name=path.name), data
