"""
Whom each row or name may be one with: what weighing left, at hand by row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

from sijill.flow.settings import Settings, digest_settings
from sijill.link.people import PeopleWeights, weigh_people, write_people_weights
from sijill.model import NamedPerson, PersonPair
from sijill.model.finite import need_finite
from sijill.model.form import canonical_line
from sijill.model.ids import digest_words
from sijill.store import Store

NEAR_STAGE, ALL = "near_people", "all"
NEAR_VERSION = "sijill.near_people.v1"
_BEFORE = "person_pairs"  # the stage of versions that kept pairs by the thousand


@dataclass(frozen=True, slots=True)
class Near:
    """
    One that another may be one person with.

    Attributes:
        other: Id of a `NamedPerson`.
        p_same: How probable it is that they are one, in [0, 1].
        levels: As in `PersonPair`.
    """

    other: str
    p_same: float
    levels: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        need_finite(self, "p_same")


@dataclass(frozen=True, slots=True)
class NearPeople:
    """
    All whom a row or name may be one with; each pair stands at both of its ends.

    Attributes:
        id: Id of a `NamedPerson`.
        near: The others, by id.
    """

    id: str
    near: tuple[Near, ...]


def list_near(pairs: Iterable[PersonPair]) -> Iterator[NearPeople]:
    """
    Yield whom each may be one with, by id.

    Examples:
        >>> [one.near[0].other for one in list_near([PersonPair("a b", "a", "b", 0.5)])]
        ['b', 'a']
    """
    near: dict[str, list[Near]] = defaultdict(list)
    for pair in pairs:
        near[pair.left].append(Near(pair.right, pair.p_same, pair.levels))
        near[pair.right].append(Near(pair.left, pair.p_same, pair.levels))
    for id_ in sorted(near):
        yield NearPeople(id_, tuple(sorted(near[id_], key=lambda one: one.other)))


def list_pairs(
    people: Iterable[NearPeople], *, within: Container[str] | None = None
) -> tuple[PersonPair, ...]:
    """
    Return the pairs of *people*, in the order of their ids.

    Args:
        people: Whom each may be one with, by id.
        within: Both sides must be in it; ``None``: all pairs.
    """
    return tuple(
        PersonPair(f"{one.id} {near.other}", one.id, near.other, near.p_same, near.levels)
        for one in people
        for near in one.near
        if one.id < near.other and (within is None or near.other in within)
    )


def weigh_or_load(
    store: Store,
    named: Sequence[NamedPerson],
    repeats: frozenset[str],
    weights: PeopleWeights,
    settings: Settings,
    *,
    keep: bool,
) -> tuple[PersonPair, ...]:
    """
    Return the weighed pairs; those of the last run, if nobody's row has changed since.

    Args:
        store: Derived records.
        named: Rows of lists and names in claims.
        repeats: Lists that may hold a person twice.
        weights: The record's weights.
        settings: Its settings.
        keep: Save pairs that had to be weighed; the record's lock must be held.
    """
    mark = digest_words(
        NEAR_VERSION,
        write_people_weights(weights),
        digest_settings(settings.people),
        *sorted(repeats),
        *map(canonical_line, named),
    )
    if store.marks(NEAR_STAGE).get(ALL) == mark:
        return list_pairs(store.stream_records(NearPeople))
    pairs = weigh_people(named, repeats=repeats, weights=weights, settings=settings.people)
    if keep:
        store.save_step(NEAR_STAGE, ALL, mark, list_near(pairs))
        store.drop_steps(_BEFORE, (ALL,))
    return pairs
