"""
The JSON form of every record: out, in, and as one canonical line.

The form follows the dataclass: field names are keys, tuples are lists, dates are ISO 8601
strings. Reading is strict: an unknown key, a missing key or a wrong type is a `FormError`
that names the path.
"""

from __future__ import annotations

import json
import sys
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from functools import cache
from itertools import repeat
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints

from sijill.errors import FormError, ModelError
from sijill.model.finite import is_finite

R = TypeVar("R")
_AS_IS = frozenset({str, int, float, bool})  # what JSON has as it is
_CANONICAL = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
)
_IN_ORDER = json.JSONEncoder(ensure_ascii=False, allow_nan=False)
_MOST = sys.float_info.max


def to_json(record: Any) -> Any:
    """
    Return the JSON form of a record: dictionaries, lists, strings, numbers, ``None``.

    Examples:
        >>> from sijill.model.count import Count
        >>> to_json(Count(3, None, "at_least"))
        {'low': 3, 'high': None, 'qualifier': 'at_least', 'words': None}
    """
    kind: Any = type(record)
    return _writer_of(kind)(record)


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
    try:
        build: Builder = _builder_of(kind)  # type: ignore[arg-type]
        built: R = build(value)
    except _Misfit as why:
        where, cause = f"{kind.__name__}{why.path}", why.__cause__
        phrase = f"form_{why.lack}"
        values: Mapping[str, object] = {"where": where, "part": why.part}
        if isinstance(cause, ModelError) and cause.phrase:
            phrase, values = cause.phrase, cause.values
        raise FormError(f"{where}{why.text}", phrase=phrase, **values) from cause
    return built


def canonical_line(record: Any) -> str:
    """
    Return a record as one JSON line whose bytes depend on nothing but the values.

    Examples:
        >>> canonical_line({"b": 1, "a": "é"})
        '{"a":"é","b":1}'
    """
    return canonical_form(to_json(record))


def canonical_form(form: Any) -> str:
    """
    Return what is in its JSON form already as `canonical_line` does.

    Raises:
        ModelError: If a number in it is none (NaN, or infinite).
    """
    return _encode(_CANONICAL, form)


def json_line(record: Any) -> str:
    """
    Return a record as one JSON line, keys in the order of the record's fields.

    Raises:
        ModelError: If a number in it is none (NaN, or infinite).
    """
    return _encode(_IN_ORDER, to_json(record))


def _encode(encoder: json.JSONEncoder, form: Any) -> str:
    try:
        return encoder.encode(form)
    except ValueError as why:
        raise ModelError(
            "a number of the record is none (NaN, or infinite), and is not written. Give a "
            "number, or null where none is known."
        ) from why


@cache
def hints_of(kind: type) -> dict[str, Any]:
    """Return the resolved type of each field of *kind*, privacy marks stripped."""
    return get_type_hints(kind)


class _Misfit(Exception):
    """
    A value that has not the form it should have; the path to it grows on the way out.

    Attributes:
        text: What is wrong, as the end of a sentence that begins with the path.
        lack: The same as the end of the phrase's key: what was expected there, or ``unknown``
            or ``missing`` of a key.
        part: The key that is unknown or missing.
        path: Where, seen from the record.
    """

    def __init__(self, text: str, lack: str, *, part: str = "", path: str = "") -> None:
        super().__init__(text)
        self.text, self.lack, self.part, self.path = text, lack, part, path

    def under(self, step: str) -> _Misfit:
        """Return the same, seen from one step further out."""
        return _Misfit(self.text, self.lack, part=self.part, path=step + self.path)


Builder = Callable[[Any], Any]
Writer = Callable[[Any], Any]


@cache
def _writer_of(kind: Any) -> Writer:
    """Return the function that gives the JSON form of values of *kind*; made once."""
    if is_dataclass(kind) and isinstance(kind, type):
        return _write_record(kind)
    if issubclass(kind, (tuple, list)):
        return lambda values: [to_json(one) for one in values]
    if issubclass(kind, Mapping):
        return lambda values: {str(key): to_json(one) for key, one in values.items()}
    if issubclass(kind, date):
        return lambda day: day.isoformat()
    return lambda value: value


def _write_record(kind: type) -> Writer:
    names = tuple(item.name for item in fields(kind))

    def write(record: Any) -> Any:
        told = {}
        for name in names:
            value = getattr(record, name)
            as_is = value is None or type(value) in _AS_IS
            told[name] = value if as_is else to_json(value)
        return told

    return write


@cache
def _builder_of(kind: Any) -> Builder:
    """Return the function that builds a value of *kind*; made once, since records are many."""
    origin = get_origin(kind)
    if origin is Annotated:
        return _builder_of(get_args(kind)[0])
    if origin in (Union, types.UnionType):
        return _build_union(get_args(kind))
    if origin is tuple:
        return _build_tuple(get_args(kind))
    if origin is not None and issubclass(origin, Mapping):
        return _build_mapping(get_args(kind)[1])
    if kind in (Any, object):
        return _build_anything
    if is_dataclass(kind) and isinstance(kind, type):
        return _build_record(kind)
    return _SCALARS.get(kind) or _build_type(kind)


def _build_record(kind: type) -> Builder:
    known = {item.name: item for item in fields(kind)}
    needed = [
        name
        for name, item in known.items()
        if item.default is MISSING and item.default_factory is MISSING
    ]
    # Made when first used: a record may hold others of its own kind.
    builders: dict[str, Builder] = {}
    as_is = {name: _types_as_is(hint) for name, hint in hints_of(kind).items()}

    def build(value: Any) -> Any:
        if not isinstance(value, dict):
            raise _expected(f"the form of {kind.__name__}", value, "object")
        if not builders:
            builders.update({name: _builder_of(hint) for name, hint in hints_of(kind).items()})
        built = {}
        name = ""
        try:
            for name, item in value.items():
                built[name] = item if type(item) in as_is[name] else builders[name](item)
        except _Misfit as why:
            raise why.under(f".{name}") from why.__cause__
        except KeyError:
            unknown = sorted(set(value) - set(known))[0]
            raise _Misfit(
                f" has the unknown key {unknown!r}. Known: {', '.join(known)}.",
                "unknown",
                part=unknown,
            ) from None
        for name in needed:
            if name not in built:
                text = f" lacks the key {name!r}, which every {kind.__name__} has."
                raise _Misfit(text, "missing", part=name)
        try:
            return kind(**built)
        except ModelError as why:
            raise _Misfit(f": {why}", "value") from why

    return build


def _types_as_is(kind: Any) -> frozenset[type]:
    """Return the types whose values a builder of *kind* would return as they are."""
    origin = get_origin(kind)
    if origin is Annotated:
        return _types_as_is(get_args(kind)[0])
    if origin in (Union, types.UnionType) and set(get_args(kind)[1:]) == {type(None)}:
        return frozenset[type]().union(*map(_types_as_is, get_args(kind)))
    return frozenset({kind} if kind in (str, int, bool, type(None)) else ())


def _build_union(kinds: tuple[Any, ...]) -> Builder:
    options = [_builder_of(kind) for kind in kinds if kind is not type(None)]
    may_lack = type(None) in kinds
    first = options[0]
    if may_lack and len(options) == 1:
        return lambda value: None if value is None else first(value)

    def build(value: Any) -> Any:
        if value is None and may_lack:
            return None
        for option in options:
            try:
                return option(value)
            except _Misfit:
                continue
        raise _Misfit(" has none of the forms it may have.", "value")

    return build


def _build_tuple(kinds: tuple[Any, ...]) -> Builder:
    each = kinds[-1] is Ellipsis
    builders = [_builder_of(kind) for kind in kinds if kind is not Ellipsis]

    def build(value: Any) -> Any:
        if not isinstance(value, (list, tuple)):
            raise _expected("a list", value, "list")
        if not each and len(value) != len(builders):
            raise _expected(f"a list of {len(builders)}", value, "list")
        if not value:
            return ()
        chosen = repeat(builders[0]) if each else builders
        built: list[Any] = []
        try:
            for item, builder in zip(value, chosen, strict=False):
                built.append(builder(item))
        except _Misfit as why:
            raise why.under(f"[{len(built)}]") from why.__cause__
        return tuple(built)

    return build


def _build_mapping(inner: Any) -> Builder:
    builder = _builder_of(inner)

    def build(value: Any) -> Any:
        if not isinstance(value, dict):
            raise _expected("an object", value, "object")
        built = {}
        key = ""
        try:
            for key, item in value.items():
                built[key] = builder(item)
        except _Misfit as why:
            raise why.under(f".{key}") from why.__cause__
        return built

    return build


def _build_date(value: Any) -> date:
    if not isinstance(value, str):
        raise _expected("a date such as 2023-10-05", value, "day")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise _Misfit(" is no date: expected a day such as 2023-10-05.", "day") from None


def _build_anything(value: Any) -> Any:
    if not is_finite(value):
        raise _Misfit(" holds a number that is none: NaN, or an infinite one.", "number")
    return value


def _build_float(value: Any) -> float:
    if not _is_number(value):
        raise _expected("a number", value, "number")
    return float(value)


def _build_int(value: Any) -> int:
    if type(value) is int:
        return value
    if not _is_number(value) or int(value) != value:
        raise _expected("a whole number", value, "whole")
    return int(value)


def _build_type(kind: type) -> Builder:
    def build(value: Any) -> Any:
        if not isinstance(value, kind):
            raise _expected(f"a value of type {kind.__name__}", value, "value")
        return value

    return build


_SCALARS: dict[Any, Builder] = {date: _build_date, float: _build_float, int: _build_int}


def _is_number(value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    return -_MOST <= value <= _MOST


def _expected(what: str, value: Any, lack: str) -> _Misfit:
    is_none = isinstance(value, float) and not is_finite(value)
    found = f"{value}, which is none" if is_none else type(value).__name__
    return _Misfit(f": expected {what}, found {found}.", lack)
