"""
How private each field of a record is: a mark that stands in the field's type.

``name: Private[str]`` is a string to type checkers, and a secret to `protect`, to logs
and to the house tests. A field without a mark is an error (a house test).
"""

from __future__ import annotations

from dataclasses import fields
from enum import StrEnum
from typing import Annotated, TypeVar, get_type_hints

T = TypeVar("T")


class Privacy(StrEnum):
    """
    Who may see a field.

    Attributes:
        PUBLIC: May stand in a release.
        RESTRICTED: For the team; never in a release.
        PRIVATE: Names people, or leads to them; only for roles that need it.
    """

    PUBLIC = "public"
    RESTRICTED = "restricted"
    PRIVATE = "private"


Public = Annotated[T, Privacy.PUBLIC]
Restricted = Annotated[T, Privacy.RESTRICTED]
Private = Annotated[T, Privacy.PRIVATE]


def privacy_by_field(record: type) -> dict[str, Privacy | None]:
    """
    Return each field's mark, ``None`` where the field has none.

    Examples:
        >>> from sijill.model.span import Span
        >>> privacy_by_field(Span)["start"].value
        'public'
    """
    hints = get_type_hints(record, include_extras=True)
    marks: dict[str, Privacy | None] = {}
    for item in fields(record):
        extras = getattr(hints[item.name], "__metadata__", ())
        marks[item.name] = next((m for m in extras if isinstance(m, Privacy)), None)
    return marks
