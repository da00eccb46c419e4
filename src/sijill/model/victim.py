"""
A person harmed, as lists and claims name them. Private by default.
"""

from __future__ import annotations

from dataclasses import dataclass

from sijill.model.daterange import DateRange
from sijill.model.place import Place
from sijill.model.privacy import Private, Public


@dataclass(frozen=True, slots=True)
class Victim:
    """
    One person harmed.

    Attributes:
        id: Opaque id from the register of identities, never derived from a name.
        names: Every name variant, in every script.
        sex: ``female``, ``male``; ``None``: not known.
        age: Lowest and highest age in years; ``None``: not known.
        died: When, as far as known.
        place: Where, as far as known.
        lists: Names of the lists that hold the person.
        claims: Ids of the claims that name the person.
    """

    id: Public[str]
    names: Private[tuple[str, ...]]
    sex: Private[str | None] = None
    age: Private[tuple[int, int] | None] = None
    died: Private[DateRange | None] = None
    place: Private[Place | None] = None
    lists: Private[tuple[str, ...]] = ()
    claims: Private[tuple[str, ...]] = ()
