"""
A room's parts, each loaded when it is first asked for.

Some rooms stand on large packages (web clients, readers of documents, databases) that take a
second to load, and most commands need one part of them or none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def load_when_asked(room: str, parts: Mapping[str, str]) -> Callable[[str], Any]:
    """
    Return a ``__getattr__`` for a room that finds each name in its part.

    Args:
        room: Name of the package.
        parts: The module inside it that holds each name.

    Examples:
        >>> load_when_asked("sijill", {"SijillError": "errors"})("SijillError").__name__
        'SijillError'
    """

    def load(name: str) -> Any:
        if name not in parts:
            raise AttributeError(f"module {room!r} has no attribute {name!r}")
        return getattr(import_module(f"{room}.{parts[name]}"), name)

    return load
