"""
Views of the record as addresses: what a list, map or chart is narrowed to, and nothing else.

An address can be shared, kept and read without scripts; every link of a view is the same
address with one thing added, changed or taken away.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any
from urllib.parse import urlencode

from sijill.errors import SettingsError
from sijill.model.filters import Box, IncidentFilter
from sijill.model.form import hints_of

_PASSING = ("cursor", "lang", "zoom", "frame", "sort", "limit", "format")
_TRUE = {"true": True, "false": False}


class Addresses:
    """
    Addresses of views that differ from the one that is shown in what is named.

    Examples:
        >>> there = Addresses({"country": "SY", "first": "2023-03-01", "cursor": "x"})
        >>> there.view(violence="shelling")
        '/?country=SY&first=2023-03-01&violence=shelling'
        >>> there.view(country=None, first=None)
        '/'
        >>> there.box((36.0, 35.0, 37.0, 36.5))
        '/?country=SY&first=2023-03-01&box=36.0000%2C35.0000%2C37.0000%2C36.5000'
    """

    def __init__(self, asked: Mapping[str, str]) -> None:
        self.asked = {k: v for k, v in asked.items() if v and k not in _PASSING}

    def view(self, path: str = "/", /, **changes: str | None) -> str:
        """Return the view at *path* with other values; ``None`` takes one away."""
        kept = {name: value for name, value in (self.asked | changes).items() if value}
        return f"{path}?{urlencode(kept)}" if kept else path

    def box(self, box: Box) -> str:
        """Return the view of what lies in a box."""
        return self.view(box=",".join(f"{end:.4f}" for end in box))


def read_filter(asked: Mapping[str, str]) -> IncidentFilter:
    """
    Return the filter that an address asks for; what is no part of one is passed over.

    Raises:
        SettingsError: If a value is not of the form that its part has.

    Examples:
        >>> found = read_filter({"first": "2023-03-01", "killed_least": "3", "lang": "ar"})
        >>> found.first, found.killed_least, found.country
        (datetime.date(2023, 3, 1), 3, None)
    """
    hints = hints_of(IncidentFilter)
    values: dict[str, Any] = {}
    for item in fields(IncidentFilter):
        text = asked.get(item.name, "").strip()
        if text:
            values[item.name] = _read(item.name, str(hints[item.name]), text)
    return IncidentFilter(**values)


def read_box(text: str) -> Box:
    """
    Return a box: west, south, east, north in degrees.

    Raises:
        SettingsError: If it is none.
    """
    try:
        west, south, east, north = (float(end) for end in text.split(","))
    except ValueError as why:
        raise SettingsError("a box is four numbers: west,south,east,north.") from why
    if not (-360 <= west <= 360 and -360 <= east <= 360 and -90 <= south <= north <= 90):
        raise SettingsError("a box lies between -90 and 90 degrees north, south first.")
    return west, south, east, north


def _read(name: str, hint: str, text: str) -> Any:
    if name == "box":
        return read_box(text)
    try:
        if "date" in hint:
            return date.fromisoformat(text)
        if "bool" in hint:
            return _TRUE[text]
        return int(text) if "int" in hint else text
    except (ValueError, KeyError) as why:
        raise SettingsError(f"{name} cannot be {text!r}.") from why
