"""
An estimate from a table of patterns or people, or from lists that name people by id.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sijill.errors import ModelError, SettingsError
from sijill.estimate import (
    PatternTable,
    PopulationEstimate,
    Settings,
    estimate_population,
    estimate_strata,
    refuse,
    tabulate_members,
    tabulate_rows,
)
from sijill.flow.progress import Progress, ignore_progress
from sijill.flow.reading_tables import read_table

_ID_COLUMNS = ("victim_id", "person_id", "id")


def estimate_lists(
    paths: Sequence[Path],
    *,
    settings: Settings | None = None,
    options: Mapping[str, str] | None = None,
    strata: Sequence[str] = (),
    tell: Progress = ignore_progress,
) -> PopulationEstimate:
    """
    Estimate how many people there are from CSV or XLSX files.

    Args:
        paths: One file: a table with a column of 0 and 1 for each list, any stratum columns,
            and ``count`` (or a row a person). Several: a list each, with a column
            ``victim_id`` (or ``person_id``, ``id``).
        settings: Common settings.
        options: Settings of the method, by name.
        strata: Columns that are strata although they hold 0 and 1.
        tell: Called with what is done.

    Returns:
        The estimate; a refusal where the table is wrong or bears none.

    Raises:
        SettingsError: If a file cannot be read as a table, or an option is unknown.
    """
    settings = settings or Settings()
    told: dict[str, Any] = dict(options or {})
    method = str(told.get("method", settings.method))
    try:
        if len(paths) > 1:
            return estimate_population(_read_lists(paths), settings=settings, tell=tell, **told)
        tables = tabulate_rows(_read_people(paths[0], strata), strata=strata)
        if list(tables) == [()]:
            return estimate_population(tables[()], settings=settings, tell=tell, **told)
        return estimate_strata(tables, settings=settings, tell=tell, **told)
    except ModelError as why:
        return refuse(method, PatternTable.of((), {}), settings, [_sentence(why)])


def is_record(paths: Sequence[Path]) -> bool:
    """
    Say whether a record is meant, not tables.

    Raises:
        SettingsError: If a folder stands among several paths.
    """
    if len(paths) > 1 and any(path.is_dir() for path in paths):
        raise SettingsError("give one record, or tables alone; not a folder among others.")
    return paths[0].is_dir()


__all__ = ["PopulationEstimate", "estimate_lists", "is_record"]


def _read_people(path: Path, strata: Sequence[str]) -> list[dict[str, str]]:
    """Return the rows of a table without ids of people, which are neither lists nor strata."""
    rows = read_table(path)
    ids = {name for name in _ID_COLUMNS if rows and name in rows[0]} - set(strata)
    if ids and len(rows[0].keys() - ids) < 2:
        raise SettingsError(
            f"{path.name} is one list by itself, and an estimate stands on how lists overlap. "
            "Give a file for each list, or one table with a column of 0 and 1 for each."
        )
    return [{name: cell for name, cell in row.items() if name not in ids} for row in rows]


def _read_lists(paths: Sequence[Path]) -> PatternTable:
    names = [path.stem for path in paths]
    if len(set(names)) < len(names):
        raise SettingsError("two lists have the same name; rename one of the files.")
    return tabulate_members({path.stem: _read_ids(path) for path in paths})


def _read_ids(path: Path) -> frozenset[str]:
    rows = read_table(path)
    columns = rows[0] if rows else {}
    column = next((name for name in _ID_COLUMNS if name in columns), None)
    if rows and column is None:
        raise SettingsError(
            f"{path.name} has no column {', '.join(_ID_COLUMNS[:-1])} or id; "
            "name the column that holds each person's id so."
        )
    ids = frozenset(row[column].strip() for row in rows if column and row[column].strip())
    if not ids:
        raise SettingsError(
            f"{path.name} names nobody. Look whether the file is whole, or leave that list out."
        )
    return ids


def _sentence(why: ModelError) -> str:
    text = str(why)
    return text[:1].upper() + text[1:]
