"""
From rows of a spreadsheet to pattern tables, one a stratum; or a sentence on what is wrong.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sijill.errors import ModelError
from sijill.estimate.table import PatternTable

COUNTS = ("count", "العدد", "عدد")
_MARKS = ("0", "1")
_MOSTLY = 0.5  # share of 0 and 1 from which a column is meant as a list, wrong cells or not
Labels = tuple[tuple[str, str], ...]
Row = Mapping[str, str]


def tabulate_rows(
    rows: Sequence[Row], *, strata: Sequence[str] = ()
) -> dict[Labels, PatternTable]:
    """
    Count the rows by stratum and pattern.

    A column of 0 and 1 is a list, ``count`` (or ``العدد``) the people of a row (one, where
    there is no such column), and any other column a stratum.

    Args:
        rows: Cells by column, as text; all rows have the same columns.
        strata: Columns that are strata although they hold 0 and 1.

    Returns:
        Tables over the same lists, by the stratum's labels; one without labels where there
        are no strata. An empty label is a stratum value that is not known.

    Raises:
        ModelError: If there are no rows or no lists, a cell is neither 0 nor 1, or a count
            is no whole number of people.

    Examples:
        >>> rows = [{"morgue": "1", "press": "0", "count": "5"},
        ...         {"morgue": "1", "press": "1", "count": "7"}]
        >>> tabulate_rows(rows)[()].patterns
        {'10': 5, '11': 7}
    """
    if not rows:
        raise ModelError("the table has no rows. Give one for each pattern or each person.")
    columns = list(rows[0])
    missing = [name for name in strata if name not in columns]
    if missing:
        raise ModelError(
            f"there is no column {missing[0]!r}. Name one of {', '.join(columns)}."
        )
    counted = next((name for name in columns if name.strip().lower() in COUNTS), None)
    named = [name for name in columns if name != counted and name not in strata]
    lists = [name for name in named if _is_list(name, rows)]
    if len(lists) < 2:
        raise ModelError(
            f"the table has {len(lists)} columns of 0 and 1, and two lists are the least. Give "
            "one column for each list, 1 where the person stands on it and 0 where not; or a "
            "file for each list, with the people's ids in a column called id."
        )
    labelled = [name for name in columns if name != counted and name not in lists]
    counts: dict[Labels, dict[str, float]] = {}
    for place, row in enumerate(rows, start=2):
        pattern = "".join(row[name].strip() for name in lists)
        labels = tuple((name, row[name].strip()) for name in labelled)
        cells = counts.setdefault(labels, {})
        number = _count(row[counted], place) if counted else 1
        cells[pattern] = cells.get(pattern, 0) + number
    return {labels: PatternTable.of(lists, cells) for labels, cells in counts.items()}


def tabulate_members(members_by_list: Mapping[str, Collection[str]]) -> PatternTable:
    """
    Count people by the lists that they stand on.

    Args:
        members_by_list: Ids of the people by list; one person has one id on all lists.

    Examples:
        >>> tabulate_members({"a": ["1", "2"], "b": ["2", "3"]}).patterns
        {'01': 1, '10': 1, '11': 1}
    """
    names = sorted(members_by_list)
    held = [frozenset(members_by_list[name]) for name in names]
    counts: dict[str, float] = {}
    for person in frozenset[str]().union(*held):
        pattern = "".join("01"[person in members] for members in held)
        counts[pattern] = counts.get(pattern, 0) + 1
    return PatternTable.of(names, counts)


def _is_list(name: str, rows: Sequence[Row]) -> bool:
    """Say whether a column is a list; raise if it is meant as one and has a wrong cell."""
    wrong = [
        place for place, row in enumerate(rows, start=2) if row[name].strip() not in _MARKS
    ]
    if not wrong:
        return True
    if len(wrong) > _MOSTLY * len(rows):
        return False
    raise ModelError(
        f"column {name!r} holds {rows[wrong[0] - 2][name]!r} in row {wrong[0]}: expected 0 or "
        "1 in every cell of a list. Correct the cell; if the column is a stratum, name it with "
        "--strata."
    )


def _count(cell: str, place: int) -> float:
    try:
        number = float(cell.strip())
    except ValueError:
        number = float("nan")
    if number != number or number < 0 or number != int(number):
        raise ModelError(
            f"the count in row {place} is {cell.strip()!r}: expected a whole number of people, "
            "zero or more. Count persons, not weights or shares."
        )
    return number
