"""
The JSON form of every record: out, in, and as one canonical line.

The form follows the dataclass: field names are keys, tuples are lists, dates are ISO 8601
strings. Reading is strict: an unknown key, a missing key or a wrong type is a `FormError`
that names the path.
"""

from __future__ import annotations

import json
import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from functools import cache
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints

from sijill.errors import FormError, ModelError

R = TypeVar("R")


def to_json(record: Any) -> Any:
    """
    Return the JSON form of a record: dictionaries, lists, strings, numbers, ``None``.

    Examples:
        >>> from sijill.model.count import Count
        >>> to_json(Count(3, None, "at_least"))
        {'low': 3, 'high': None, 'qualifier': 'at_least', 'words': None}
    """
    if is_dataclass(record):
        return {item.name: to_json(getattr(record, item.name)) for item in fields(record)}
    if isinstance(record, (tuple, list)):
        return [to_json(item) for item in record]
    if isinstance(record, Mapping):
        return {str(key): to_json(value) for key, value in record.items()}
    if isinstance(record, date):
        return record.isoformat()
    return record


def from_json(kind: type[R], value: Any) -> R:
    """
    Build a record of *kind* from its JSON form.

    Raises:
        FormError: If a key is missing or unknown, or a value has the wrong type.

    Examples:
        >>> from sijill.model.count import Count
        >>> from_json(Count, {"low": 3, "high": 4, "qualifier": "between", "words": None}).high
        4
    """
    built: R = _build(kind, value, kind.__name__)
    return built


def canonical_line(record: Any) -> str:
    """
    Return a record as one JSON line whose bytes depend on nothing but the values.

    Examples:
        >>> canonical_line({"b": 1, "a": "é"})
        '{"a":"é","b":1}'
    """
    return json.dumps(
        to_json(record),
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
        allow_nan=False,
    )


def json_line(record: Any) -> str:
    """Return a record as one JSON line, keys in the order of the record's fields."""
    return json.dumps(to_json(record), ensure_ascii=False, allow_nan=False)


@cache
def hints_of(kind: type) -> dict[str, Any]:
    """Return the resolved type of each field of *kind*, privacy marks stripped."""
    return get_type_hints(kind)


def _build(kind: Any, value: Any, path: str) -> Any:
    origin = get_origin(kind)
    if origin is Annotated:
        return _build(get_args(kind)[0], value, path)
    if origin in (Union, types.UnionType):
        return _build_union(get_args(kind), value, path)
    if origin is tuple:
        return _build_tuple(get_args(kind), value, path)
    if origin is not None and issubclass(origin, Mapping):
        _expect(isinstance(value, dict), path, "an object", value)
        inner = get_args(kind)[1]
        return {key: _build(inner, item, f"{path}.{key}") for key, item in value.items()}
    if kind in (Any, object):
        return value
    if is_dataclass(kind) and isinstance(kind, type):
        return _build_record(kind, value, path)
    return _build_scalar(kind, value, path)


def _build_record(kind: type, value: Any, path: str) -> Any:
    _expect(isinstance(value, dict), path, f"the form of {kind.__name__}", value)
    known = {item.name: item for item in fields(kind)}
    unknown = sorted(set(value) - set(known))
    if unknown:
        raise FormError(
            f"{path} has the unknown key {unknown[0]!r}. Known: {', '.join(known)}."
        )
    hints = hints_of(kind)
    built = {}
    for name, item in known.items():
        if name in value:
            built[name] = _build(hints[name], value[name], f"{path}.{name}")
        elif item.default is MISSING and item.default_factory is MISSING:
            raise FormError(f"{path} lacks the key {name!r}, which every {kind.__name__} has.")
    try:
        return kind(**built)
    except FormError:
        raise
    except ModelError as why:
        raise FormError(f"{path}: {why}") from why


def _build_union(kinds: tuple[Any, ...], value: Any, path: str) -> Any:
    if value is None and type(None) in kinds:
        return None
    options = [kind for kind in kinds if kind is not type(None)]
    if len(options) == 1:
        return _build(options[0], value, path)
    for kind in options:
        try:
            return _build(kind, value, path)
        except FormError:
            continue
    raise FormError(f"{path} has none of the forms it may have.")


def _build_tuple(kinds: tuple[Any, ...], value: Any, path: str) -> Any:
    _expect(isinstance(value, (list, tuple)), path, "a list", value)
    if kinds[-1] is Ellipsis:
        return tuple(_build(kinds[0], item, f"{path}[{n}]") for n, item in enumerate(value))
    _expect(len(value) == len(kinds), path, f"a list of {len(kinds)}", value)
    pairs = zip(kinds, value, strict=True)
    return tuple(_build(kind, item, f"{path}[{n}]") for n, (kind, item) in enumerate(pairs))


def _build_scalar(kind: Any, value: Any, path: str) -> Any:
    if kind is date:
        _expect(isinstance(value, str), path, "a date such as 2023-10-05", value)
        try:
            return date.fromisoformat(value)
        except ValueError as why:
            raise FormError(f"{path} is no date: expected a day such as 2023-10-05.") from why
    if kind is float:
        _expect(_is_number(value), path, "a number", value)
        return float(value)
    if kind is int:
        _expect(_is_number(value) and int(value) == value, path, "a whole number", value)
        return int(value)
    _expect(isinstance(value, kind), path, f"a value of type {kind.__name__}", value)
    return value


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and value == value


def _expect(holds: bool, path: str, expected: str, value: Any) -> None:
    if not holds:
        raise FormError(f"{path}: expected {expected}, found {type(value).__name__}.")
