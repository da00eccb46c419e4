"""
Only what is marked public passes, field by field, whatever the record.

The rule knows no record: it reads the privacy marks in the fields' types, so a field
that is added tomorrow without a mark, or with another, stays behind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar, cast, get_args, get_origin

from sijill.model.form import hints_of
from sijill.model.privacy import Privacy, privacy_by_field

P = TypeVar("P")


def redact_record(record: Any, into: type[P]) -> P:
    """
    Return *record* in its public form *into*.

    A field passes if it is marked public in the record and asked for by the public form.

    Examples:
        >>> from sijill.model.public import PublicWords
        >>> from sijill.model.span import Span
        >>> redact_record(Span(0, 5, "Words"), PublicWords)
        PublicWords(start=0, end=5, text=None)
    """
    marks = privacy_by_field(type(record))
    hints = hints_of(cast(type, into))
    return into(
        **{
            item.name: _redact(getattr(record, item.name), hints[item.name])
            for item in fields(into)  # type: ignore[arg-type]
            if marks.get(item.name) is Privacy.PUBLIC
        }
    )


def _redact(value: Any, kind: Any) -> Any:
    if value is None:
        return None
    if is_dataclass(value):
        return redact_record(value, _record_kind(kind))
    if isinstance(value, tuple):
        return tuple(_redact(item, kind) for item in value)
    if isinstance(value, Mapping):
        return dict(value)
    return value


def _record_kind(kind: Any) -> Any:
    """Return the one dataclass inside a type such as ``tuple[X, ...]`` or ``X | None``."""
    if get_origin(kind) is None:
        return kind if is_dataclass(kind) else None
    found = (_record_kind(inner) for inner in get_args(kind))
    return next((item for item in found if item is not None), None)
