"""
The one gate of fields that are withheld: all that a reader of a part is told passes it.

The tables say of every field, column and filter which of the withheld fields it tells. What
stands in none of them is kept back: whatever is added is withheld until somebody has thought
about it, and a house test asks that they have.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from sijill.errors import FieldWithheld
from sijill.flow.workbench.columns import Columns
from sijill.flow.workbench.fieldrules import COLUMNS, FILTERS, KINDS, RECORDS, Rules
from sijill.model.person import Person
from sijill.model.withheld import WITHHELD, FieldName, Withheld

R = TypeVar("R")
_ALL = frozenset(FieldName)


def is_withheld(person: Person, kind: type, name: str) -> bool:
    """
    Say whether a filter's part, or else a row's column, tells what is withheld from a person.

    Args:
        person: Who asks.
        kind: A filter of `sijill.model.filters`, or a kind of row.
        name: The part or the column.
    """
    rules = (FILTERS if kind.__name__ in FILTERS else COLUMNS).get(kind.__name__, {})
    return bool(person.withheld & rules.get(name, _ALL))


def need_kind(withheld: Withheld, kind: type) -> None:
    """
    Go on if some of a kind's rows may be seen.

    Raises:
        FieldWithheld: If each of them tells of what is withheld.
    """
    refuse(withheld & KINDS.get(kind.__name__, _ALL))


def need_parts(withheld: Withheld, chosen: Any) -> None:
    """
    Go on if a filter asks for nothing that is withheld: it would be found by trying.

    Raises:
        FieldWithheld: If it does.
    """
    if withheld:
        rules = FILTERS.get(type(chosen).__name__, {})
        for item in fields(chosen):
            if getattr(chosen, item.name) is not None:
                refuse(withheld & rules.get(item.name, _ALL))


def refuse(names: Iterable[FieldName]) -> None:
    """
    Go on if there are no *names*.

    Raises:
        FieldWithheld: If there are; it names the words alone where nothing else is withheld.
    """
    found = frozenset(names)
    if found:
        raise FieldWithheld(found - {FieldName.TEXT} or found)


def veil(record: R, withheld: Withheld) -> R:
    """
    Return a record without what is withheld, which `WITHHELD` stands for.

    Args:
        record: A record, a row, or a context of a page that holds them.
        withheld: What is kept from who asks.

    Raises:
        FieldWithheld: If there are no rules for what it is made of.

    Examples:
        >>> from sijill.model.rows import RowPlace
        >>> seen = veil(RowPlace("SY", "Idlib", "Sarmin", 35.9, 36.7), frozenset(FieldName))
        >>> seen.country, seen.admin1, seen.name, seen.latitude
        ('SY', 'Idlib', WITHHELD, WITHHELD)
    """
    if not withheld:
        return record
    seen: R = _veiled(record, withheld)
    return seen


def name_of(kind: type) -> str:
    """
    Return what the rules call a type.

    Examples:
        >>> from sijill.model.rows import RowPlace
        >>> name_of(RowPlace)
        'rows.RowPlace'
    """
    return f"{kind.__module__.rpartition('.')[2]}.{kind.__qualname__}"


def _veiled(value: Any, withheld: Withheld) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return _veiled_record(value, withheld)
    if isinstance(value, tuple | list):
        return tuple(_veiled(item, withheld) for item in value)
    if isinstance(value, Mapping):
        return {key: _veiled(item, withheld) for key, item in value.items()}
    return value


def _veiled_record(record: Any, withheld: Withheld) -> Any:
    rules = RECORDS.get(name_of(type(record)))
    if rules is None:
        raise FieldWithheld(withheld)
    made = copy(record)
    for item in fields(record):
        old = getattr(record, item.name)
        kept = withheld & rules.get(item.name, _ALL)
        new = WITHHELD if kept else _veiled(old, withheld)
        if new is not old:
            # Not by `replace`, which would ask the record whether a mark has its form.
            object.__setattr__(made, item.name, new)
    return made


class _Guarded(dict[str, Any]):
    """Columns by name; one that is withheld is not there, and whoever asks is told so."""

    def __init__(self, whole: Mapping[str, Any], withheld: Withheld, rules: Rules) -> None:
        self._withheld, self._rules = withheld, rules
        super().__init__((name, whole[name]) for name in whole if not self._kept(name))

    def _kept(self, name: str) -> Withheld:
        return self._withheld & self._rules.get(name, _ALL)

    def __missing__(self, name: str) -> Any:
        refuse(self._kept(name))
        raise KeyError(name)


def veil_columns(columns: Columns, withheld: Withheld) -> Columns:
    """
    Return columns without those that tell what is withheld; asking for one is refused.

    Nothing is copied, so that it costs the same however many rows there are.

    Raises:
        FieldWithheld: If nothing of their kind may be seen.
    """
    if not withheld:
        return columns
    need_kind(withheld, columns.kind)
    rules = COLUMNS.get(columns.kind.__name__, {})
    numbers, floats, codes = (
        _Guarded(whole, withheld, rules)
        for whole in (columns.numbers, columns.floats, columns.codes)
    )
    hides_place = FieldName.PLACE in withheld
    return replace(
        columns, numbers=numbers, floats=floats, codes=codes, whole=columns,
        spots=columns.spots[:0] if hides_place else columns.spots,
    )  # fmt: skip
