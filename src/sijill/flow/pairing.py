"""
The pairs that may be one person, with what is said of each side.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from sijill.errors import SettingsError, say_command
from sijill.flow.peoplelinking import STAGE, weights_of
from sijill.flow.peoplenear import ALL
from sijill.flow.recording import open_record
from sijill.link.people import PeopleWeights, WeightRow, explain_pair
from sijill.model import NamedPerson, PersonPair
from sijill.store import open_store


@dataclass(frozen=True, slots=True)
class PairShown:
    """
    A doubtful pair.

    Attributes:
        pair: How probable it is that the two are one person.
        left: What is said of the one.
        right: What is said of the other.
        why: What speaks for and against it, line by line.
        together: Whether they are held to be one person now.
    """

    pair: PersonPair
    left: NamedPerson
    right: NamedPerson
    why: tuple[WeightRow, ...] = ()
    together: bool = False


def list_person_pairs(folder: Path) -> tuple[PairShown, ...]:
    """
    Return the doubtful pairs of a record, those that say most first.

    Raises:
        RecordError: If there is no record.
        SettingsError: If nobody in it was linked yet.
    """
    layout = open_record(folder)
    with open_store(layout.derived) as store:
        if ALL not in store.marks(STAGE):
            raise SettingsError(
                f"who is who in {folder} is not known yet. Run "
                f"`{say_command('run', folder)}` first."
            )
        pairs = sorted(store.stream_records(PersonPair), key=doubt_of)
        ids = {id_ for one in pairs for id_ in (one.left, one.right)}
        named = store.find_records(NamedPerson, ids)
        return show_pairs(pairs, named, weights_of(layout))


def doubt_of(pair: PersonPair) -> tuple[float, str]:
    """Return what sorts pairs: the nearest to even chances first."""
    return abs(pair.p_same - 0.5), pair.id


def show_pairs(
    pairs: Iterable[PersonPair], named: Mapping[str, NamedPerson], weights: PeopleWeights
) -> tuple[PairShown, ...]:
    """Return pairs with what is said of each side, and why each weighs what it does."""
    return tuple(
        PairShown(one, left, right, explain_pair(one, weights), left.victim == right.victim)
        for one in pairs
        for left, right in ((named[one.left], named[one.right]),)
    )
