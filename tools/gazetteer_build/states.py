"""
First-level areas and countries with their native names, from the countries-states-cities data.

That data is under the Open Database License, so it stays in a file of its own.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gazetteer_build.writing import Row, radius_of_town

_FOLDER = "countrystatecity_countries/data/"
_TYPE_WORDS = (
    "province", "governorate", "oblast", "region", "district", "state", "county",
    "department", "prefecture", "division", "municipality",
)  # fmt: skip


def rows_of_states(wheel: Path) -> Iterator[Row]:
    """Yield countries with translated names, first-level areas, then settlements."""
    with zipfile.ZipFile(wheel) as archive:
        names = sorted(archive.namelist())
        yield from _countries(json.loads(archive.read(f"{_FOLDER}countries.json")))
        areas: dict[int, Any] = {}
        for name in names:
            if name.endswith("/states.json"):
                for state in json.loads(archive.read(name)):
                    areas[state["id"]] = state
                    yield from _area(state)
        for name in names:
            if name.endswith("/cities.json"):
                for city in json.loads(archive.read(name)):
                    yield from _town(city, areas)


def _countries(table: list[Any]) -> Iterator[Row]:
    for row in table:
        names = (row["iso3"], row["native"] or "", *row["translations"].values())
        yield Row(
            f"csc:country-{row['id']}", row["name"], "country", row["iso2"], None,
            float(row["latitude"]), float(row["longitude"]), 1.0, 0, names,
        )  # fmt: skip


def _area(state: Any) -> Iterator[Row]:
    if not (state["latitude"] and state["longitude"]):
        return
    name, native = state["name"], state.get("native") or ""
    bare = [word for word in name.split() if word.casefold() not in _TYPE_WORDS]
    yield Row(
        f"csc:state-{state['id']}", name, "admin1", state["country_code"], name,
        float(state["latitude"]), float(state["longitude"]), 50.0, 0,
        (native, " ".join(bare)),
    )  # fmt: skip


def _town(city: Any, areas: dict[int, Any]) -> Iterator[Row]:
    if not (city["latitude"] and city["longitude"]):
        return
    state = areas.get(city["state_id"])
    yield Row(
        f"csc:{city['id']}", city["name"], "place", city["country_code"],
        state["name"] if state else None,
        float(city["latitude"]), float(city["longitude"]), radius_of_town(0), 0,
    )  # fmt: skip
