"""
What of a record an administrator can withhold from a role or an account, by field.

There are few names, since each has to be kept out of every page, list, search, map, file and
address. Words tell every field: whoever lacks one is given no words of a source either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from typing import Any, Final

from sijill.model.form import to_json


class FieldName(StrEnum):
    """
    A field that can be withheld.

    Attributes:
        PLACE: What is finer than the first-level area: name, coordinates, uncertainty, map.
        SOURCE: Who said it, in which document, from which origin.
        ACTORS: The parties: who did it, to whom, with whom.
        TEXT: Words: quotations, readings, originals, titles, names of people, and reasons.
    """

    PLACE = "place"
    SOURCE = "source"
    ACTORS = "actors"
    TEXT = "text"


Withheld = frozenset[FieldName]
NOTHING: Withheld = frozenset()


def with_words(names: Iterable[FieldName]) -> Withheld:
    """
    Return what is withheld together with *names*: the words, which tell every one of them.

    Examples:
        >>> sorted(with_words([FieldName.PLACE]))
        [<FieldName.PLACE: 'place'>, <FieldName.TEXT: 'text'>]
        >>> with_words([])
        frozenset()
    """
    found = frozenset(names)
    return found | {FieldName.TEXT} if found else found


class Mark:
    """
    Stands where a value is withheld; it is false, empty, and none of what is unknown.

    What it is asked for is withheld as well, so that a page asks no deeper than it is told.
    """

    __slots__ = ()

    def __bool__(self) -> bool:
        return False

    def __len__(self) -> int:
        return 0

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __str__(self) -> str:
        return ""

    def __repr__(self) -> str:
        return "WITHHELD"

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self


# Of every type, since it can stand in every field.
WITHHELD: Final[Any] = Mark()


def tell(record: Any) -> Any:
    """
    Return the JSON form of what somebody may see of a record.

    A value that is withheld is null, and ``withheld`` beside it names its field, so that
    nobody takes it for one that is not known.

    Examples:
        >>> from sijill.model.rows import People
        >>> tell(People(None, WITHHELD))
        {'low': None, 'high': None, 'withheld': ['high']}
    """
    if is_dataclass(record):
        values = {item.name: getattr(record, item.name) for item in fields(record)}
        form = {name: tell(value) for name, value in values.items()}
        kept = [name for name, value in values.items() if value is WITHHELD]
        return form | {"withheld": kept} if kept else form
    if isinstance(record, tuple | list):
        return [tell(item) for item in record]
    if isinstance(record, Mapping):
        return {str(key): tell(value) for key, value in record.items()}
    return None if record is WITHHELD else to_json(record)
