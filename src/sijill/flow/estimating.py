"""
An estimate from lists of people in CSV files.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from sijill.errors import SettingsError
from sijill.estimate import Settings, estimate_from_lists
from sijill.model import Estimate

_ID_COLUMNS = ("victim_id", "person_id", "id")


def estimate_lists(paths: Sequence[Path], *, method: str = "chapman") -> Estimate:
    """
    Estimate from lists that name a person by the same id wherever the person stands.

    Args:
        paths: CSV files, a list each, with a column ``victim_id`` (or ``person_id``, ``id``).
        method: The estimator, by name.

    Raises:
        SettingsError: If a file has no such column, or two files have one name.
    """
    names = [path.stem for path in paths]
    if len(set(names)) < len(names):
        raise SettingsError("two lists have the same name; rename one of the files.")
    lists = {path.stem: _read_ids(path) for path in paths}
    return estimate_from_lists(lists, settings=replace(Settings(), method=method))


def _read_ids(path: Path) -> frozenset[str]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as rows:
            reader = csv.DictReader(rows)
            column = next((c for c in _ID_COLUMNS if c in (reader.fieldnames or ())), None)
            if column is None:
                raise SettingsError(
                    f"{path.name} has no column {', '.join(_ID_COLUMNS[:-1])} or id; "
                    "name the column that holds each person's id so."
                )
            return frozenset(
                row[column].strip() for row in reader if (row[column] or "").strip()
            )
    except (csv.Error, UnicodeDecodeError) as why:
        raise SettingsError(f"{path.name} is no CSV in UTF-8; save it as that.") from why
