"""
Filters as addresses, and back: what can be seen can be shared, saved and come back to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any, TypeVar
from urllib.parse import urlencode

from sijill.errors import SettingsError

F = TypeVar("F")
_LONGEST = 200  # signs of one value


def read_filter(kind: type[F], asked: Mapping[str, str]) -> F:
    """
    Return the filter that an address asks for; empty values ask for nothing.

    Args:
        kind: One of `sijill.model.filters`.
        asked: The address's values by name; names that the filter has not are passed over.

    Raises:
        SettingsError: If a value has not its form.

    Examples:
        >>> from sijill.model.filters import IncidentFilter
        >>> read_filter(IncidentFilter, {"violence": "shelling", "first": "2023-10-05"}).first
        datetime.date(2023, 10, 5)
    """
    values: dict[str, Any] = {}
    for item in fields(kind):  # type: ignore[arg-type]
        text = asked.get(item.name, "").strip()
        if text:
            values[item.name] = _read(item.name, str(item.type), text)
    return kind(**values)


def write_filter(chosen: Any, **more: str | None) -> str:
    """
    Return a filter as the part of an address behind the question mark.

    Args:
        chosen: One of `sijill.model.filters`.
        more: What else is asked for (``sort``, ``cursor``); ``None`` is left out.

    Examples:
        >>> from sijill.model.filters import IncidentFilter
        >>> write_filter(IncidentFilter(violence="shelling", disputed=True), sort="killed")
        'violence=shelling&disputed=true&sort=killed'
    """
    pairs = [(item.name, _write(getattr(chosen, item.name))) for item in fields(chosen)]
    told = [(name, text) for name, text in (*pairs, *more.items()) if text is not None]
    return urlencode(told)


def _write(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return ",".join(f"{part:.6g}" for part in value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _read(name: str, hint: str, text: str) -> Any:
    if len(text) > _LONGEST:
        raise SettingsError(
            f"{name} is too long: expected at most {_LONGEST} signs.",
            phrase="address_long",
            name=name,
            most=_LONGEST,
        )
    for sign, (read, form) in _READERS.items():
        if sign in hint:
            try:
                return read(text)
            except (ValueError, KeyError) as why:
                raise SettingsError(
                    f"{name} is no {form}, in the address of a view.",
                    phrase="address_form",
                    name=name,
                    text=text[:40],
                ) from why
    return text.replace("\0", "")


def _read_box(text: str) -> tuple[float, float, float, float]:
    west, south, east, north = (float(part) for part in text.split(","))
    inside = -90 <= south <= north <= 90 and -540 <= west <= 540 and -540 <= east <= 540
    if not inside:
        raise ValueError
    return west, south, east, north


def _read_number(text: str) -> int:
    number = int(text)
    if not 0 <= number < 2**31:
        raise ValueError
    return number


_READERS: dict[str, tuple[Callable[[str], Any], str]] = {
    "date": (date.fromisoformat, "day such as 2023-10-05"),
    "bool": ({"true": True, "false": False}.__getitem__, "true or false"),
    "int": (_read_number, "whole number"),
    "Box": (_read_box, "box: west,south,east,north in degrees"),
}
