"""
A person harmed, as lists and claims name them, and what tells two of them apart. Private.
"""

from __future__ import annotations

from dataclasses import dataclass

from sijill.errors import ModelError
from sijill.model.assessment import JUDGEMENTS
from sijill.model.daterange import DateRange
from sijill.model.finite import need_finite
from sijill.model.identity import Anchor
from sijill.model.place import Place
from sijill.model.privacy import Private, Public, Restricted


@dataclass(frozen=True, slots=True)
class Victim:
    """
    One person harmed.

    Attributes:
        id: Opaque id from the register of identities, never derived from a name.
        names: Every name variant, in every script.
        sex: ``female``, ``male``; ``None``: not known, or not all say the same.
        age: Lowest and highest age in years; ``None``: not known.
        died: When, as far as known.
        place: Where; ``None``: not known, or not all name the same place.
        lists: Names of the lists that hold the person.
        claims: Ids of the claims that name the person.
        sexes: Each sex that is said.
        places: Each name of a place that is said, in every script.
    """

    id: Public[str]
    names: Private[tuple[str, ...]]
    sex: Private[str | None] = None
    age: Private[tuple[int, int] | None] = None
    died: Private[DateRange | None] = None
    place: Private[Place | None] = None
    lists: Private[tuple[str, ...]] = ()
    claims: Private[tuple[str, ...]] = ()
    sexes: Private[tuple[str, ...]] = ()
    places: Private[tuple[str, ...]] = ()


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """
    One row of a list, or one name in a claim: what is said there of one person.

    Attributes:
        id: ``DOCUMENT:START:END``; of a row, the document ends in ``#`` and its line.
        anchor: The same, as the register of identities holds it.
        names: The names, one a script or spelling.
        sex: ``female``, ``male``; ``None``: not said.
        age: Lowest and highest age in years; ``None``: not said.
        died: When; ``None``: not said.
        place: Name of the place; ``None``: not said.
        born: When born; ``None``: not said.
        spot: The place as degrees north and east and how far off these may be, in km;
            ``None``: no place of that name is known.
        list: The list; ``None``: it is a claim's.
        claim: Id of the claim; ``None``: it is a list's.
        victim: Id of the person that this names, once it is known.
    """

    id: Private[str]
    anchor: Private[Anchor]
    names: Private[tuple[str, ...]]
    sex: Private[str | None] = None
    age: Private[tuple[int, int] | None] = None
    died: Private[DateRange | None] = None
    place: Private[str | None] = None
    born: Private[DateRange | None] = None
    spot: Private[tuple[float, float, float] | None] = None
    list: Private[str | None] = None
    claim: Private[str | None] = None
    victim: Private[str | None] = None

    def __post_init__(self) -> None:
        need_finite(self, "spot")


@dataclass(frozen=True, slots=True)
class PersonPair:
    """
    Two that may be one person.

    Attributes:
        id: Both ids, sorted, with a space between.
        left: Id of a `NamedPerson`.
        right: Id of another.
        p_same: How probable it is that they are one, in [0, 1].
        levels: Where each comparison ended, 0 the most alike, -1 not known.
    """

    id: Private[str]
    left: Private[str]
    right: Private[str]
    p_same: Private[float]
    levels: Private[tuple[int, ...]] = ()

    def __post_init__(self) -> None:
        need_finite(self, "p_same")


@dataclass(frozen=True, slots=True)
class PersonJudgement:
    """
    Whether two rows or names are one person; a line of the log of decisions.

    Attributes:
        id: Digest of the decision (`ids.decision_id`).
        at: Instant in UTC, ISO 8601.
        by: Who decided.
        why: The reason.
        verdict: ``same``, ``not_same`` or ``unsure``.
        people: Where the two stand, sorted.
    """

    id: Public[str]
    at: Public[str]
    by: Restricted[str]
    why: Private[str]
    verdict: Public[str]
    people: Private[tuple[Anchor, Anchor]]

    def __post_init__(self) -> None:
        if self.verdict not in JUDGEMENTS:
            raise ModelError(f"a judgement's verdict is one of {', '.join(JUDGEMENTS)}.")


@dataclass(frozen=True, slots=True)
class NameList:
    """
    That a captured file is a list of people, and what its columns mean; a decision.

    Attributes:
        id: Digest of the decision (`ids.decision_id`).
        at: Instant in UTC, ISO 8601.
        by: Who decided.
        why: The reason.
        name_list: Name of the list; a later decision of the same name stands in the place of
            an earlier one.
        document_id: The file's digest; ``None``: the list is taken out.
        columns: Heading of each column, by what it means: one of `LIST_COLUMNS`.
        repeats: Whether the list may hold a person twice.
    """

    id: Public[str]
    at: Public[str]
    by: Restricted[str]
    why: Restricted[str]
    name_list: Public[str]
    document_id: Public[str | None] = None
    columns: Restricted[dict[str, str] | None] = None
    repeats: Public[bool] = False

    def __post_init__(self) -> None:
        unknown = set(self.columns or {}) - set(LIST_COLUMNS)
        if unknown:
            raise ModelError(
                f"{sorted(unknown)[0]!r} is no column of a list of people; known: "
                f"{', '.join(LIST_COLUMNS)}."
            )


LIST_COLUMNS = ("name", "name_ar", "sex", "age", "born", "day", "place")


def person_id(anchor: Anchor) -> str:
    """
    Return the id of a row or name by where it stands.

    Examples:
        >>> person_id(Anchor("d1#3", 0, 1))
        'd1#3:0:1'
    """
    return f"{anchor.document_id}:{anchor.start}:{anchor.end}"
