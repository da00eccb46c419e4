"""
Tables: CSV, JSON and JSON Lines, a reading a row, by a mapping of columns.
"""

from __future__ import annotations

import csv
import io
import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from sijill.errors import RefusedError
from sijill.model import Document
from sijill.read.dates import read_metadata_date
from sijill.read.encoding import read_text_bytes
from sijill.read.protocol import Draft
from sijill.read.settings import Settings
from sijill.read.texts import clean_text

_FIELDS = ("text", "title", "date", "source", "url", "language", "id")
_MOST_FIELD_CHARS = 10_000_000

csv.field_size_limit(_MOST_FIELD_CHARS)


def read_csv(document: Document, data: bytes, *, settings: Settings) -> tuple[Draft, ...]:
    """Return a draft for each row of a table with a header."""
    text, caveats = read_text_bytes(data)
    text = clean_text(text)
    try:
        dialect: type[csv.Dialect] | csv.Dialect = csv.Sniffer().sniff(text[:8192], ",;\t|")
    except csv.Error:
        dialect = csv.excel
    try:
        rows = list(
            _limited(document, csv.DictReader(io.StringIO(text), dialect=dialect), settings)
        )
    except csv.Error as why:
        raise _broken(document, "CSV") from why
    return _drafts(document, rows, caveats, settings)


def read_json_lines(
    document: Document, data: bytes, *, settings: Settings
) -> tuple[Draft, ...]:
    """Return a draft for each line that is an object."""
    text, caveats = read_text_bytes(data)
    lines = (line for line in clean_text(text).split("\n") if line.strip())
    rows = [_object(document, line) for line in _limited(document, lines, settings)]
    return _drafts(document, rows, caveats, settings)


def read_json(document: Document, data: bytes, *, settings: Settings) -> tuple[Draft, ...]:
    """Return a draft for each object of a JSON array, or the one of a JSON object."""
    text, caveats = read_text_bytes(data)
    text = clean_text(text)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as why:
        if "\n" in text.strip() and text.lstrip().startswith("{"):
            return read_json_lines(document, data, settings=settings)
        raise _broken(document, "JSON") from why
    if isinstance(value, dict):
        value = _rows_within(value)
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise _unmapped(document, ())
    return _drafts(document, list(_limited(document, value, settings)), caveats, settings)


def _rows_within(value: dict[str, Any]) -> list[Any]:
    """Return the list of objects that a wrapper holds (``{"articles": [...]}``), or itself."""
    lists = [
        item
        for item in value.values()
        if isinstance(item, list) and item and all(isinstance(one, dict) for one in item)
    ]
    lows = {key.lower() for key in value}
    if lists and not lows & set(_names()["text"]):
        return max(lists, key=len)
    return [value]


def _object(document: Document, line: str) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as why:
        raise _broken(document, "JSON Lines") from why
    if not isinstance(value, dict):
        raise _broken(document, "JSON Lines")
    return value


def _limited(document: Document, rows: Iterable[Any], settings: Settings) -> Iterator[Any]:
    for number, row in enumerate(rows, start=1):
        if number > settings.max_rows:
            text = (
                f"document {document.id} has more than {settings.max_rows:,} rows; split it or "
                "raise `read.max_rows`."
            )
            raise RefusedError("too_large", text)
        yield row


def _drafts(
    document: Document,
    rows: list[dict[str, Any]],
    caveats: tuple[str, ...],
    settings: Settings,
) -> tuple[Draft, ...]:
    columns = dict.fromkeys(str(key) for row in rows[:200] for key in row if key)
    mapping = map_columns(tuple(columns), settings.columns)
    if "text" not in mapping:
        raise _unmapped(document, tuple(columns))
    drafts = (_draft(row, mapping, number, caveats) for number, row in enumerate(rows, start=1))
    return tuple(draft for draft in drafts if draft)


def map_columns(columns: tuple[str, ...], told: Mapping[str, str]) -> dict[str, str]:
    """
    Return which column holds which field: as told, else by the columns' names.

    Examples:
        >>> map_columns(("Headline", "Body", "pub_date"), {})
        {'text': 'Body', 'title': 'Headline', 'date': 'pub_date'}
    """
    by_name = {column.strip().lower().replace(" ", "_"): column for column in columns}
    mapping: dict[str, str] = {}
    for field in _FIELDS:
        wanted = [told[field]] if field in told else []
        found = next((name for name in wanted if name in columns), None)
        named = (by_name[name] for name in _names()[field] if name in by_name)
        column = found or next(named, None)
        if column and column not in mapping.values():
            mapping[field] = column
    return mapping


@cache
def _names() -> dict[str, list[str]]:
    text = files("sijill.read").joinpath("columns.toml").read_text("utf-8")
    names: dict[str, list[str]] = tomllib.loads(text)
    return names


def _draft(
    row: dict[str, Any], mapping: dict[str, str], number: int, caveats: tuple[str, ...]
) -> Draft | None:
    cells = {field: _cell(row.get(column)) for field, column in mapping.items()}
    text = cells.get("text")
    if not text:
        return None
    return Draft(
        text,
        title=cells.get("title"),
        language=cells.get("language"),
        published_on=read_metadata_date(cells.get("date")),
        source=cells.get("source"),
        url=cells.get("url"),
        row=str(number),
        caveats=caveats,
    )


def _cell(value: Any) -> str | None:
    if value is None or isinstance(value, dict | list):
        return None
    return clean_text(str(value)) if str(value).strip() else None


def _broken(document: Document, form: str) -> RefusedError:
    text = f"document {document.id} is no whole {form}; check where it breaks off."
    return RefusedError("broken", text)


def _unmapped(document: Document, columns: tuple[str, ...]) -> RefusedError:
    named = ", ".join(columns[:12]) or "none"
    text = (
        f"document {document.id} is a table without a column for the text (columns: {named}). "
        'Say which in sijill.toml: [read.columns] text = "NAME".'
    )
    return RefusedError("needs_mapping", text)
