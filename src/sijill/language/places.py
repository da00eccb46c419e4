"""
Words that may name a place, as the text puts them, before any gazetteer is asked.
"""

from __future__ import annotations

from dataclasses import dataclass

from sijill.model.span import Span

KINDS = (
    "country", "admin1", "admin2", "place", "quarter", "region", "water", "facility",
    "street",
)  # fmt: skip
RELATIONS = ("at", "near", "part", "between", "countryside", "here", "demonym", "body")
SIDES = ("N", "NE", "E", "SE", "S", "SW", "W", "NW")


@dataclass(frozen=True, slots=True)
class Beside:
    """
    Another place that words are told by: "the camp near Sarmin", "between Sarmin and Idlib".

    Attributes:
        name: Its name.
        km: How far from it, above 0; ``None``: not said.
        side: One of `SIDES`; ``None``: not said.
    """

    name: str
    km: float | None = None
    side: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """
    Words that may name a place.

    Attributes:
        span: The words of the name, type words ("province") included.
        name: The bare name to look up.
        kind: One of `KINDS`, where a type word says so; ``None``: not said.
        relation: One of `RELATIONS`. ``near`` also for outskirts; ``part`` for "northern";
            ``between`` for one end of a road or stretch whose other end is *beside*;
            ``countryside`` for the country around a town;
            ``here`` where they point to where the report was written ("this city");
            ``body`` where the words name who serves the place ("Hilltown Police");
            ``demonym`` where the words name a people ("Syrian") and *country* is set.
        within: Names of what the place is said to lie in ("Sarmin, Idlib"), nearest first.
        country: ISO 3166-1 alpha-2 code, where the language itself knows it.
        cue: How much the words around speak for a place, in points; below 0 against it.
        opens: Whether the words open a sentence, so that their capital says nothing.
        away: Whether the words tell where something goes to, comes from or is meant for, and
            so hardly where anything happened ("flown to Aleppo", "Sarmin, west of Aleppo").
        km: How far from the place what is told of lies ("10 km north of"); ``None``: not said.
        side: One of `SIDES`: on which side of the place it lies; ``None``: not said.
        beside: The place that this one is told by.
        whole: The words with those of the body that they name, where these are no part of
            *span* ("Hilltown police"); ``None``: there are none.
        common: Words of the name, in small letters, that alone name no place ("central").
    """

    span: Span
    name: str
    kind: str | None = None
    relation: str = "at"
    within: tuple[str, ...] = ()
    country: str | None = None
    cue: float = 0.0
    opens: bool = False
    away: bool = False
    common: frozenset[str] = frozenset()
    km: float | None = None
    side: str | None = None
    beside: Beside | None = None
    whole: Span | None = None
