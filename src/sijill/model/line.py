"""
Records as JSON lines that this program writes and reads again itself.

These are many, and made by nobody else: they are read without looking for what no record has,
some ten times as quickly as `sijill.model.form` does, whose form they have.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from typing import Any, TypeVar

import msgspec

from sijill.errors import ModelError
from sijill.model.form import canonical_line, from_json

R = TypeVar("R")
_ENCODER = msgspec.json.Encoder(order="deterministic")


def from_line(kind: type[R], line: str) -> R:
    """
    Build a record of *kind* from its line.

    A key that no such record has is passed over; what others wrote goes through `from_json`.

    Raises:
        FormError: If a key is missing, or a value has the wrong type.
        ValueError: If the line is no JSON.

    Examples:
        >>> from sijill.model.count import Count
        >>> from_line(Count, '{"low":3,"high":4,"qualifier":"between","words":null}').high
        4
    """
    asked: Any = kind
    if reader := _reader_of(asked):
        try:
            read: R = reader.decode(line)
        except (msgspec.MsgspecError, ModelError, UnicodeError):
            pass  # the strict reader takes what this one does not, or says where it is wrong
        else:
            return read
    return from_json(kind, json.loads(line))


def to_line(record: Any) -> str:
    """
    Return a record as one line that `from_line` reads; its bytes are no promise.

    Every record refuses a number that is none (`finite.need_finite`): here one would be
    written as not known.

    Examples:
        >>> from sijill.model.count import Count
        >>> to_line(Count(3, None, "at_least"))
        '{"low":3,"high":null,"qualifier":"at_least","words":null}'
    """
    try:
        return _ENCODER.encode(record).decode()
    except (TypeError, ValueError, OverflowError):  # half a character, a very large number
        return canonical_line(record)


def find_in_line(line: str, path: Sequence[str]) -> Any:
    """
    Return one value of a line; nothing else of it is built.

    Args:
        line: The line.
        path: Keys, from the outside in, each of which is there.

    Examples:
        >>> find_in_line('{"words":{"start":3,"end":7},"low":null}', ("words", "end"))
        7
    """
    found = _finder_of(tuple(path)).decode(line)
    for key in path:
        found = getattr(found, key)
    return found


@cache
def _reader_of(kind: Any) -> msgspec.json.Decoder[Any] | None:
    """Return the quick reader of a kind; ``None``: a part may be one of several records."""
    try:
        return msgspec.json.Decoder(kind)
    except TypeError:
        return None


@cache
def _finder_of(path: tuple[str, ...]) -> msgspec.json.Decoder[Any]:
    inner: Any = Any
    for key in reversed(path):
        inner = msgspec.defstruct("Part", [(key, inner)])
    return msgspec.json.Decoder(inner)
