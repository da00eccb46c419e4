"""
What a command shows: JSON for programs, a table or a line of words for people.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import click

_LONGEST_CELL = 60


def print_json(record: Any) -> None:
    """Print one record as one JSON line."""
    from sijill.model.form import json_line

    click.echo(json_line(record))


def print_table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print rows under headings, as wide as the terminal or the longest cell."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(_cell(value)) for value in row))
    console = Console(soft_wrap=False)
    if not console.is_terminal:
        console = Console(width=200)
    with console.capture() as drawn:
        console.print(table)
    click.echo(drawn.get(), nl=False)


def print_records(
    records: Iterable[Mapping[str, Any]], telling: Sequence[str] | None = None
) -> None:
    """Print records of one kind as a table of the *telling* fields, or of all that say much."""
    rows = list(records)
    if not rows:
        click.echo("none")
        return
    keys = telling or dict.fromkeys(key for row in rows for key in row)
    columns = [key for key in keys if any(_is_shown(row.get(key)) for row in rows)]
    print_table(columns, [[row.get(key) for key in columns] for row in rows])


def print_counts(title: str, counts: Mapping[str, object]) -> None:
    """Print named numbers, one a line."""
    click.echo(title)
    width = max((len(name) for name in counts), default=0)
    for name, value in counts.items():
        click.echo(f"  {name.replace('_', ' '):<{width}}  {value}")


def _is_shown(value: object) -> bool:
    return value not in (None, "", [], {})


def _is_harm(value: object) -> bool:
    if not isinstance(value, Mapping) or "kind" not in value:
        return False
    return {"low", "high"} <= (value.get("count") or value).keys()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return _short(_word_mapping(value))
    if isinstance(value, (list, tuple)) and all(map(_is_harm, value)):
        return ", ".join(map(_word_mapping, value))
    if isinstance(value, (list, tuple)):
        return _short(f"{len(value)}" if len(value) > 1 else ", ".join(_cell(v) for v in value))
    return _short(str(value))


def _word_mapping(value: Mapping[str, Any]) -> str:
    """Word a date, a place or a range by what tells most of it."""
    if "earliest" in value:
        ends = [str(value[key]) for key in ("earliest", "latest") if value.get(key)]
        return " … ".join(dict.fromkeys(ends)) or "unknown"
    if value.get("name"):
        return ", ".join(str(value[key]) for key in ("name", "country") if value.get(key))
    if _is_harm(value):
        people = value.get("count") or value
        low, high = ("?" if people[end] is None else people[end] for end in ("low", "high"))
        return f"{value['kind']} {low}" if low == high else f"{value['kind']} {low}–{high}"
    return ", ".join(f"{key} {item}" for key, item in value.items() if _is_shown(item))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_CELL else f"{line[: _LONGEST_CELL - 1]}…"
