"""
Lists of people taken into a record, and what people say of two rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sijill.errors import RefusedError, SettingsError
from sijill.flow.capturing import capture_into
from sijill.flow.clock import now_utc
from sijill.flow.namelists import read_name_list
from sijill.flow.recording import (
    PATIENCE_S,
    RecordLayout,
    load_decisions,
    open_record,
    write_record,
)
from sijill.flow.settings import load_settings
from sijill.flow.workbench.book import Book, open_book
from sijill.model import Document, NamedPerson, NameList, PersonJudgement
from sijill.model.form import to_json
from sijill.model.ids import digest_bytes
from sijill.model.victim import person_id
from sijill.store import Store, open_store


@dataclass(frozen=True, slots=True)
class AddedList:
    """
    What came of importing a list of people.

    Attributes:
        name: The list.
        people: How many rows name somebody.
        nameless: Lines of the rows that name nobody.
        unread: How many cells could not be read, by column.
        future: Lines of the rows that say a day of death that is yet to come.
        document_id: The file's digest.
    """

    name: str
    people: int
    nameless: tuple[int, ...]
    unread: Mapping[str, int]
    future: tuple[int, ...]
    document_id: str


def add_name_list(
    folder: Path,
    path: Path,
    *,
    name: str,
    columns: Mapping[str, str],
    by: str,
    why: str,
    repeats: bool = False,
    dry_run: bool = False,
) -> AddedList:
    """
    Seal a list of people and say what its columns mean; its rows count from the next run on.

    The file is read first; where no row of it names somebody, nothing is kept.

    Args:
        folder: The record.
        path: The file: CSV or its kin, XLSX or Parquet.
        name: Name of the list in the record.
        columns: Heading of each column, by what it means (`LIST_COLUMNS`).
        by: Who imports it.
        why: The reason.
        repeats: The list may hold a person twice.
        dry_run: Read the file; write nothing.

    Raises:
        SettingsError: If the file cannot be read as such a list.
        RecordError: If there is no record, or another process writes to it.
    """
    layout = open_record(folder)
    try:
        data = path.read_bytes()
    except OSError as why_not:
        raise SettingsError(
            f"{path.name} cannot be read. Name a file that is there."
        ) from why_not
    if not data:
        raise SettingsError(f"{path.name} is empty. Look whether it was copied whole.")
    document = Document(digest_bytes(data), len(data), _media_type(path), file_name=path.name)
    at = now_utc()
    id_ = open_book(layout).name_decision(at, by, "list", name, document.id)
    use = NameList(id_, at, by, why, name, document.id, dict(columns), repeats)
    try:
        found = read_name_list(
            document, data, name=name, columns=columns,
            given_on=date.fromisoformat(use.at[:10]),
            settings=load_settings(layout.settings).read,
        )  # fmt: skip
    except RefusedError as why_not:
        raise SettingsError(f"{path.name} is no list that can be read: {why_not}") from why_not
    if not dry_run:
        capture_into(folder, [path], by=by, source=name)
        with write_record(folder, wait_s=PATIENCE_S) as layout:
            layout.decisions.save_entries([to_json(use)])
    return AddedList(
        name, len(found.people), found.nameless, found.unread, found.future, document.id
    )


def _media_type(path: Path) -> str:
    xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return xlsx if path.suffix.lower() == ".xlsx" else "text/csv"


def find_lists(layout: RecordLayout) -> frozenset[str]:
    """Return the files that are lists of people, now or once; they are no reports."""
    return frozenset(one.document_id for one in load_decisions(layout).lists if one.document_id)


def judge_people(
    folder: Path, left: str, right: str, *, verdict: str, by: str, why: str
) -> PersonJudgement:
    """
    Append whether two rows or names are one person.

    Args:
        folder: The record.
        left: Id of a `NamedPerson`.
        right: Id of another.
        verdict: ``same``, ``not_same`` or ``unsure``.
        by: Who decides.
        why: The reason.

    Raises:
        SettingsError: If an id names nobody, or both name one row.
    """
    layout = open_record(folder)
    with open_store(layout.derived) as store:
        made = make_judgement(
            store, open_book(layout), left, right, verdict=verdict, by=by, why=why
        )
    with write_record(folder, wait_s=PATIENCE_S) as layout:
        layout.decisions.save_entries([to_json(made)])
    return made


def make_judgement(
    store: Store,
    book: Book,
    left: str,
    right: str,
    *,
    verdict: str,
    by: str,
    why: str,
) -> PersonJudgement:
    """
    Return the decision whether two rows or names are one person; nothing is kept.

    Args:
        store: Derived records.
        book: What people decided.
        left: Id of a `NamedPerson`.
        right: Id of another.
        verdict: ``same``, ``not_same`` or ``unsure``.
        by: Who decides.
        why: The reason.

    Raises:
        SettingsError: If an id names nobody, or both name one row.
        ModelError: If the verdict is none.
    """
    found = store.find_records(NamedPerson, (left, right))
    if len(found) < 2:
        raise SettingsError(
            "give two rows or names; list them with `sijill victims pairs DIR`."
        )
    people = sorted(one.anchor for one in found.values())
    at = now_utc()
    id_ = book.name_decision(at, by, verdict, *map(person_id, people))
    return PersonJudgement(id_, at, by, why, verdict, (people[0], people[1]))
