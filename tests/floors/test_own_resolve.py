"""
Dates and places of our own sentences are resolved no worse than the floors say.
"""

from __future__ import annotations

import json
import math
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sijill.language import find_language
from sijill.model import Reading, Span
from sijill.read import lean_on_dateline
from sijill.resolve import load_actors, open_gazetteer, resolve_mentions
from sijill.resolve.dates import resolve_dates

FOLDER = Path(__file__).parent
FLOORS = tomllib.loads((FOLDER / "own_resolve.toml").read_text(encoding="utf-8"))


def load_rows(kind: str) -> list[dict[str, Any]]:
    """Return the annotated sentences."""
    text = (FOLDER / FLOORS[kind]["file"]).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def is_date_right(row: dict[str, Any]) -> bool:
    """Say whether the expression has its days, or is the end of a range that has."""
    found = find_language("en").tag_dates(row["text"])
    results = resolve_dates(found, published=publication_of(row))
    for result in results:
        if result.words.span.text == row["words"]:
            days = (result.range.earliest, result.range.latest)
            return [day and day.isoformat() for day in days] == [row["earliest"], row["latest"]]
    return False


def publication_of(row: dict[str, Any]) -> date | None:
    """Return the day from which the row's text counts."""
    told = row["published"] and date.fromisoformat(row["published"])
    return lean_on_dateline(Reading("d1", row["text"], published_on=told)).published_on


def is_when_right(row: dict[str, Any]) -> bool:
    """Say whether the words have their days and time, or no day where they can have none."""
    found = find_language("en").tag_dates(row["text"])
    results = resolve_dates(found, published=publication_of(row))
    start = row["text"].index(row["words"])
    words = Span.of(row["text"], start, start + len(row["words"]))
    for result in results:
        if result.words.span == words:
            days = (result.range.earliest, result.range.latest)
            shown = [day and day.isoformat() for day in days]
            timed = "time" not in row or result.range.time == row["time"]
            return timed and shown == [row["earliest"], row["latest"]]
    known = [r for r in results if r.words.span.overlap(words) and r.range.is_resolved]
    return row["earliest"] is row["latest"] is None and not known


def is_place_right(row: dict[str, Any], places: list[dict[str, Any]]) -> bool:
    """Say whether the name was found and put within the floor's distance."""
    for place in places:
        if place["text"] == row["words"] and place["latitude"] is not None:
            north = (place["latitude"] - row["latitude"]) * 111.2
            east = (place["longitude"] - row["longitude"]) * 111.2
            east *= math.cos(math.radians(row["latitude"]))
            return math.hypot(north, east) <= FLOORS["places"]["within_km"]
    return False


def is_where_right(row: dict[str, Any], places: list[dict[str, Any]]) -> bool:
    """Say whether the words are at their place, in their country, as precise as they say."""
    start = row["text"].index(row["words"])
    end = start + len(row["words"])
    found = next((p for p in places if p["start"] < end and start < p["end"]), None)
    if found is None or found["latitude"] is None or row["latitude"] is None:
        return found is not None and found["latitude"] is row["latitude"] is None
    north = (found["latitude"] - row["latitude"]) * 111.2
    east = (found["longitude"] - row["longitude"]) * 111.2
    away = math.hypot(north, east * math.cos(math.radians(row["latitude"])))
    said = all(row[key] in (None, found[key]) for key in ("country", "precision"))
    return said and away <= row["within_km"]


def test_dates_keep_their_floor() -> None:
    """The share of expressions with the right days is at or above the floor."""
    rows = load_rows("dates")
    wrong = [row["words"] for row in rows if not is_date_right(row)]

    assert 1 - len(wrong) / len(rows) >= FLOORS["dates"]["right"], wrong


@pytest.mark.parametrize("part", ["developing", "judging"])
def test_expressions_of_time_keep_their_floor(part: str) -> None:
    """Every kind of expression that news uses has its days, or none where none is known."""
    rows = [row for row in load_rows("when") if row["part"] == part]
    wrong = [(row["text"], row["words"]) for row in rows if not is_when_right(row)]

    assert 1 - len(wrong) / len(rows) >= FLOORS["when"][part], wrong


@pytest.mark.parametrize("part", ["developing", "judging"])
def test_names_of_places_keep_their_floor(part: str) -> None:
    """Namesakes, spellings and relative places of many countries are where they are."""
    rows, gazetteer = (
        [row for row in load_rows("where") if row["part"] == part],
        open_gazetteer(),
    )
    wrong = []
    for row in rows:
        reading = Reading("d1", row["text"], language="en")
        places = resolve_mentions(reading, gazetteer=gazetteer, actors=None)["places"]
        if not is_where_right(row, places):
            wrong.append((row["text"], [(p["name"], p["country"]) for p in places]))

    assert 1 - len(wrong) / len(rows) >= FLOORS["where"][part], wrong


def test_places_keep_their_floor() -> None:
    """The share of names at the right place is at or above the floor."""
    rows, gazetteer, actors = load_rows("places"), open_gazetteer(), load_actors()
    wrong = []
    for row in rows:
        reading = Reading("d1", row["text"], language="en")
        places = resolve_mentions(reading, gazetteer=gazetteer, actors=actors)["places"]
        if not is_place_right(row, places):
            wrong.append((row["words"], [(p["text"], p["country"]) for p in places]))

    assert 1 - len(wrong) / len(rows) >= FLOORS["places"]["right"], wrong
