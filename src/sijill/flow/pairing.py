"""
The pairs that may be one person, with what is said of each side.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sijill.flow.recording import open_record
from sijill.model import NamedPerson, PersonPair
from sijill.store import Store, open_store


@dataclass(frozen=True, slots=True)
class PairShown:
    """
    A doubtful pair.

    Attributes:
        pair: How alike the two are, and why.
        left: What is said of the one.
        right: What is said of the other.
    """

    pair: PersonPair
    left: NamedPerson
    right: NamedPerson


def list_person_pairs(folder: Path) -> tuple[PairShown, ...]:
    """
    Return the doubtful pairs of a record, the most alike first.

    Raises:
        RecordError: If there is no record.
    """
    with open_store(open_record(folder).derived) as store:
        return show_pairs(store)


def show_pairs(store: Store) -> tuple[PairShown, ...]:
    """Return the doubtful pairs in a store, the most alike first."""
    pairs = sorted(store.stream_records(PersonPair), key=lambda one: (-one.likeness, one.id))
    ids = {id_ for one in pairs for id_ in (one.left, one.right)}
    sides = store.find_records(NamedPerson, ids)
    return tuple(PairShown(one, sides[one.left], sides[one.right]) for one in pairs)
