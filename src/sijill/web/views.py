"""
Views of the record as addresses: what a list, map or chart is narrowed to, and nothing else.

An address can be shared, kept and read without scripts; every link of a view is the same
address with one thing added, changed or taken away.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from sijill.flow.workbench.addresses import read_filter
from sijill.model.filters import Box, IncidentFilter

_PASSING = ("cursor", "lang", "zoom", "frame", "sort", "limit", "format")


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


def read_frame(text: str) -> Box | None:
    """
    Return the box that a map shows: west, south, east, north; ``None``: all there is.

    Raises:
        SettingsError: If it is none.
    """
    return read_filter(IncidentFilter, {"box": text}).box
