"""
A first mapping for a table, from its headings and values, to be looked through by a person.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Protocol

from sijill.extract.rows.days import read_day
from sijill.extract.rows.numbers import plain_digits, read_degrees
from sijill.extract.rows.row import fold_value
from sijill.model.mapping import list_mappings, load_mapping
from sijill.model.rowtext import fold_heading

_LOOKED_AT = 30
_MOST_ACTS = 40
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_NO_NAME = re.compile(r"[^\w-]+")
_PARTS = {"killed_child": "child", "killed_woman": "woman"}
_OTHERS = ("injured", "missing", "detained", "abducted", "displaced")


class TableRow(Protocol):
    """A row of a table with its number."""

    @property
    def number(self) -> int:
        """Its line."""

    @property
    def cells(self) -> tuple[str, ...] | None:
        """Its cells."""


@dataclass(frozen=True, slots=True)
class Guess:
    """
    What a table seems to hold.

    Attributes:
        header_row: Number of the row of headings.
        columns: Heading by field.
        values: Values of each column, by heading.
    """

    header_row: int
    columns: Mapping[str, str]
    values: Mapping[str, Sequence[str]]


def guess_mapping(name: str, tables: Iterable[Sequence[TableRow]]) -> str:
    """
    Return a mapping as TOML; what is not sure is said in comments.

    Args:
        name: What to call it, such as the file's name.
        tables: The first rows of each table that the file may be.
    """
    guesses = [_guess(rows) for rows in tables if rows]
    best = max(guesses, key=lambda guess: len(guess.columns), default=Guess(1, {}, {}))
    for known in list_mappings():
        headings = {fold_heading(heading) for heading in best.values}
        if {fold_heading(column) for column in load_mapping(known).needed()} <= headings:
            return _like(name, known)
    return "\n".join(_write(_NO_NAME.sub("-", name.casefold()).strip("-_") or "ours", best))


def _like(name: str, known: str) -> str:
    plain = _NO_NAME.sub("-", name.casefold()).strip("-_") or known
    return (
        f"# The columns are those of the bundled mapping {known}; nothing needs to be said\n"
        f"# here but what differs. `--mapping {known}` does as well.\n"
        f'name = "{plain}"\ntitle = "{load_mapping(known).title}"\nlike = "{known}"\n'
    )


def _guess(rows: Sequence[TableRow]) -> Guess:
    """Take for headings the row in which most cells name a field."""
    found = [(_name_columns(row.cells or ()), n) for n, row in enumerate(rows[:_LOOKED_AT])]
    columns, at = max(found, key=lambda item: (len(item[0]), -item[1]))
    headings = rows[at].cells or ()
    below = [row.cells for row in rows[at + 1 :] if row.cells]
    values = {
        " ".join(heading.split()): [
            row[n].strip() for row in below if n < len(row) and row[n].strip()
        ]
        for n, heading in enumerate(headings)
        if heading.strip()
    }
    return Guess(rows[at].number, columns, values)


def _name_columns(cells: Sequence[str]) -> dict[str, str]:
    """Return the heading of each field that a row of headings names, whole names first."""
    found: dict[str, str] = {}
    fields: Mapping[str, Sequence[str]] = _words()["fields"]
    for whole in (True, False):
        for field, names in fields.items():
            for cell in cells:
                heading = " ".join(cell.split())
                taken = field in found or heading in found.values() or not heading
                if not taken and any(_names(heading, name, whole=whole) for name in names):
                    found[field] = heading
    return found


def _names(heading: str, name: str, *, whole: bool) -> bool:
    if whole:
        return fold_heading(heading) == fold_heading(name)
    words = re.split(r"[\W_]+", heading.casefold())
    parts = name.casefold().split()
    return len(name) > 2 and any(
        words[n : n + len(parts)] == parts for n in range(len(words) - len(parts) + 1)
    )


@cache
def _words() -> dict[str, dict[str, list[str]]]:
    text = files("sijill.extract.rows").joinpath("guessing.toml").read_text("utf-8")
    words: dict[str, dict[str, list[str]]] = tomllib.loads(text)
    return words


def _write(name: str, guess: Guess) -> Iterator[str]:
    has = guess.columns
    yield "# A first guess from headings and values. Look through every line: it decides what"
    yield "# the table is taken to say. Columns that no line names are kept and not read."
    yield f"name = {_text(name)}"
    yield f"title = {_text(name)}  # who reports, as readers know it"
    yield 'rows = "events"  # "reports" where two rows can tell of one event'
    arabic = any(_ARABIC.search(heading) for heading in guess.values)
    yield 'language = "ar"' if arabic else '# language = "en"'
    yield 'unknown = ["", "-", "NA", "N/A", "unknown", "غير معروف", "مجهول"]'
    yield "optional = []  # columns that a file may lack"
    unread = [heading for heading in guess.values if heading not in has.values()]
    yield f"# Not read: {', '.join(unread) or 'none'}."
    yield from _section("sheet", [f"header_row = {guess.header_row}"])
    row = [_line(key, has.get(key)) for key in ("id", "url", "origin")]
    row += [f"prose = [{_text(has['prose'])}]"] if "prose" in has else []
    yield from _section("row", row)
    yield from _section("when", _when(guess))
    yield from _section("where", _where(guess))
    yield from _section("violence", _violence(guess))
    if "perpetrator" in has:
        yield from ("", "[[actors]]", f"column = {_text(has['perpetrator'])}")
        yield 'role = "perpetrator"'
    yield from _harms(guess)


def _section(name: str, lines: Iterable[str | None]) -> Iterator[str]:
    kept = [line for line in lines if line]
    if kept:
        yield from ("", f"[{name}]", *kept)


def _line(key: str, heading: str | None) -> str | None:
    return f"{key} = {_text(heading)}" if heading else None


def _text(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _when(guess: Guess) -> Iterator[str | None]:
    has = guess.columns
    if "date" not in has:
        yield 'date = "?"  # no column seems to hold the day: name it'
        return
    yield _line("date", has["date"])
    yield _line("last", has.get("date_last"))
    yield _line("time", has.get("time"))
    yield _order(guess.values[has["date"]])


def _order(values: Sequence[str]) -> str | None:
    """Say in which order days and months stand, where some value tells."""
    heads = [
        (int(found[1]), int(found[2]))
        for value in values
        if (found := re.match(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*\d{4}", _plain(value)))
    ]
    if not heads:
        return None
    first, second = (any(head[n] > 12 for head in heads) for n in (0, 1))
    if first and not second:
        return 'order = "day_first"  # a value begins with a number above 12'
    if second and not first:
        return 'order = "month_first"  # a value has a number above 12 in the second place'
    unclear = next((v for v in values if read_day(v).why), values[0])
    return (
        f'# order = "day_first"  # or "month_first": nothing tells it ({unclear!r}); without '
        "it such a row is refused"
    )


def _plain(value: str) -> str:
    return plain_digits(value).strip()


def _where(guess: Guess) -> Iterator[str | None]:
    has = guess.columns
    yield f"place = [{_text(has['place'])}]" if "place" in has else None
    yield _line("admin1", has.get("admin1"))
    yield _line("country", has.get("country"))
    if {"latitude", "longitude"} <= set(has):
        yield _line("latitude", has["latitude"])
        yield _line("longitude", has["longitude"])
        bad = [v for v in guess.values[has["latitude"]] if read_degrees(v) is None]
        yield f"# {len(bad)} latitudes cannot be read, such as {bad[0]!r}" if bad else None
        yield 'otherwise = { term = "near", km = 5.0 }  # how well the points are known'


def _violence(guess: Guess) -> Iterator[str | None]:
    column = guess.columns.get("violence")
    if column is None:
        yield 'otherwise = "attack"  # the act, where no column tells it'
        return
    yield f"columns = [{_text(column)}]"
    yield '# otherwise = "attack"  # for a value that is not listed; else its row is refused'
    values = list(dict.fromkeys(guess.values[column]))
    yield "[violence.terms]"
    for value in values[:_MOST_ACTS]:
        act = _act(value)
        yield f"{_text(value)} = {_text(act or 'attack')}" + ("" if act else "  # not sure")
    if len(values) > _MOST_ACTS:
        yield f"# … and {len(values) - _MOST_ACTS} more values"


def _act(value: str) -> str | None:
    words = re.split(r"[\W_]+", fold_value(value))
    for act, names in _words()["acts"].items():
        for name in names:
            parts = name.casefold().split()
            starts = range(len(words) - len(parts) + 1)
            if any(_alike(words[n : n + len(parts)], parts) for n in starts):
                return act
    return None


def _alike(words: Sequence[str], parts: Sequence[str]) -> bool:
    """Say whether words are those of a name, an article or a plural's s more or less."""
    return all(
        w == p or w == f"{p}s" or w.removeprefix("ال") == p
        for w, p in zip(words, parts, strict=True)
    )


def _harms(guess: Guess) -> Iterator[str]:
    has = guess.columns
    if "killed" in has:
        yield from ("", "[[harms]]", 'kind = "killed"', f"columns = [{_text(has['killed'])}]")
        for key, field in (("low", "killed_min"), ("high", "killed_max")):
            if field in has:
                yield f"{key} = {_text(has[field])}"
        groups = [
            f'{{ term = "{term}", column = {_text(has[field])} }}'
            for field, term in _PARTS.items()
            if field in has
        ]
        if groups:
            yield f"groups = [{', '.join(groups)}]"
    for status in ("civilian", "combatant"):
        if column := has.get(f"killed_{status}"):
            yield from ("", "[[harms]]", 'kind = "killed"', f'status = "{status}"')
            yield f"columns = [{_text(column)}]"
    for kind in _OTHERS:
        if kind in has:
            yield from ("", "[[harms]]", f'kind = "{kind}"')
            yield f"columns = [{_text(has[kind])}]"
    if not any(field.startswith("killed") or field in _OTHERS for field in has):
        yield from ("", "[[harms]]", 'kind = "killed"')
        yield 'columns = ["?"]  # no column seems to count anybody: name it'
