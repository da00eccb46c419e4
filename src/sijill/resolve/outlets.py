"""
Local outlets and the town that each serves, which its reports seldom say.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Outlet:
    """
    Where an outlet reports from.

    Attributes:
        country: ISO 3166-1 alpha-2 code.
        area: Name of the first-level area; ``None``: not known.
        town: Name of the town; ``None``: it serves the whole area, or the town is not known.
    """

    country: str
    area: str | None = None
    town: str | None = None


def find_outlet(name: str | None) -> Outlet | None:
    """
    Return the outlet of a site's name or address; ``None``: not known as a local one.

    Examples:
        >>> find_outlet("https://www.commercialappeal.com/a/b")
        Outlet(country='US', area='Tennessee', town='Memphis')
        >>> find_outlet("kzzz-tv.com")
        Outlet(country='US', area=None, town=None)
        >>> find_outlet("Example Observatory") is None
        True
    """
    host = _host(name or "")
    if not host:
        return None
    for said in (host, host.partition(".")[2]):
        if said in _outlets():
            return _outlets()[said]
    signs = (code for code, sign in _signs().items() if sign.fullmatch(host))
    return next((Outlet(code) for code in signs), None)


def _host(name: str) -> str:
    host = (urlsplit(name).hostname if "://" in name else name) or ""
    return host.strip().casefold().removeprefix("www.")


@cache
def _load() -> dict[str, Any]:
    text = files("sijill.resolve").joinpath("outlets.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _outlets() -> Mapping[str, Outlet]:
    return dict(_list_outlets())


def _list_outlets() -> Iterator[tuple[str, Outlet]]:
    for country, areas in _load()["places"].items():
        for area, towns in areas.items():
            for town, hosts in towns.items():
                yield from ((host, Outlet(country, area, town or None)) for host in hosts)


@cache
def _signs() -> Mapping[str, re.Pattern[str]]:
    return {code: re.compile(sign) for code, sign in _load()["signs"].items()}
