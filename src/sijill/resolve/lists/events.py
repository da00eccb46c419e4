"""
The places of UCDP's georeferenced events: each named point once, however many events it had.

Only events located at a place or near it (where_prec 1 and 2) name one. UCDP writes what a
place is after its name ("… town"); the name without that word is the main name.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from sijill.errors import RefusedError
from sijill.model.ids import digest_words
from sijill.resolve.extents import radius_of_town
from sijill.resolve.lists.listed import (
    Known,
    Listed,
    RefusedRow,
    check_point,
    read_degrees,
)
from sijill.resolve.lists.parts import Part
from sijill.resolve.lists.tables import open_table, say_cells

NEEDED = ("where_coordinates", "where_prec", "latitude", "longitude", "country", "id")
_NEAR_KM = 25.0


@cache
def _type_words() -> tuple[str, ...]:
    text = files("sijill.resolve.lists").joinpath("events.toml").read_text("utf-8")
    return tuple(tomllib.loads(text)["type_words"])


def read_events(
    part: Part, known: Known, seen: set[str]
) -> Iterator[Listed | RefusedRow | None]:
    """
    Yield each place once, each refused row, and ``None`` for a row that names no new place.

    Args:
        part: A file of events with UCDP's headings.
        known: What is known of countries and areas.
        seen: Ids of events and places that came before.
    """
    rows = open_table(part)
    _, headings = next(rows, (0, None))
    columns = {heading.strip(): n for n, heading in enumerate(headings or ())}
    for row, cells in rows:
        try:
            said = say_cells(cells, columns)
            yield _read_event(row, said, known, seen)
        except RefusedError as why:
            yield RefusedRow(part.name, row, why.reason, why.text)


def _read_event(
    row: int, said: Mapping[str, str], known: Known, seen: set[str]
) -> Listed | None:
    event = f"event {said['id']}"
    if not said["id"] or event in seen:
        why = "a row before it has the same event id" if said["id"] else "it has no event id"
        raise RefusedError("repeated_id" if said["id"] else "row_broken", why)
    if said["where_prec"] not in ("1", "2"):
        if not said["where_prec"].isdecimal():
            raise RefusedError("row_broken", "its where_prec is no number")
        seen.add(event)
        return None
    country = _country_of(said["country"], known)
    latitude = read_degrees(said["latitude"], "latitude")
    longitude = read_degrees(said["longitude"], "longitude")
    check_point(latitude, longitude, country, known)
    seen.add(event)
    whole = " ".join(said["where_coordinates"].split())
    name = strip_type(whole)
    if not name:
        raise RefusedError("row_broken", "it names no place")
    key = digest_words(whole, f"{latitude:.3f} {longitude:.3f}")[:12]
    if key in seen:
        return None
    seen.add(key)
    radius = _NEAR_KM if said["where_prec"] == "2" else radius_of_town(0)
    return Listed(
        row, f"ucdp:{key}", name, "place", country, known.name_area(country, said.get("adm_1")),
        latitude, longitude, radius, None, 0, (whole,) if whole != name else (),
    )  # fmt: skip


def _country_of(text: str, known: Known) -> str | None:
    """Return the country: UCDP writes "Yemen (North Yemen)" for names that changed."""
    before, _, inside = text.partition("(")
    for tried in (text, before, inside.rstrip(") "), before.partition(",")[0]):
        found = known.find_country(tried.strip()) if tried.strip() else None
        if found:
            return found
    return None


def strip_type(name: str) -> str:
    """
    Return a name without the word that says what the place is.

    Examples:
        >>> strip_type("Example Hill village"), strip_type("Village")
        ('Example Hill', 'Village')
    """
    before, _, last = name.rpartition(" ")
    return before if before and last.casefold() in _type_words() else name
