"""
Who took part: forces and groups, and the part a text gives them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sijill.errors import ModelError
from sijill.model.privacy import Public, Restricted
from sijill.model.span import Span

ROLES = ("perpetrator", "target", "ally", "other")
CERTAINTIES = ("asserted", "suspected", "blamed", "claimed", "denied")


@dataclass(frozen=True, slots=True)
class Involvement:
    """
    One actor's part in an act of violence, as a text says it.

    Attributes:
        words: The words for the actor; ``None`` for parts that were computed.
        role: One of `ROLES`.
        actor_id: Term of the actors' vocabulary; ``None``: not resolved.
        certainty: One of `CERTAINTIES`; ``claimed`` is by the actor itself.
        learned_from: Id of the decision about the same words elsewhere from which *actor_id*
            was taken; ``None``: it was not.
        party: Actor that *actor_id* belongs to in the end, or itself; ``None``: not resolved,
            or nobody in particular.
    """

    words: Restricted[Span | None]
    role: Public[str]
    actor_id: Public[str | None] = None
    certainty: Public[str] = "asserted"
    learned_from: Public[str | None] = None
    party: Public[str | None] = None

    def __post_init__(self) -> None:
        if self.role not in ROLES or self.certainty not in CERTAINTIES:
            raise ModelError(
                f"an actor's role is one of {', '.join(ROLES)} and its certainty one of "
                f"{', '.join(CERTAINTIES)}; got {self.role!r} and {self.certainty!r}."
            )


@dataclass(frozen=True, slots=True)
class Attribution:
    """
    Whom the text names as the origin of a claim, when not the document's own source.

    Attributes:
        words: The words that name the origin.
        name: The origin's name as written.
        kind: Term of ``vocabulary/source_kind.toml``; ``None``: not known.
        source_id: Term of the vocabulary of sources; ``None``: not in it.
        party: Actor that the origin is or speaks for; ``None``: none known.
    """

    words: Restricted[Span | None]
    name: Restricted[str]
    kind: Public[str | None] = None
    source_id: Public[str | None] = None
    party: Public[str | None] = None


@dataclass(frozen=True, slots=True)
class Actor:
    """
    A force or group, as the vocabulary of actors describes it.

    Attributes:
        id: The term.
        name: Name in English, neutral.
        kind: Term of ``vocabulary/actor_kind.toml``.
        aliases: Other names and spellings.
        country: ISO code of the state it belongs to, or that a group began in; ``None`` for
            groups of several countries and generic terms.
        parent: The term of the body it belongs to.
        partisan_aliases: Names that only its enemies use; they resolve, with a caveat.
        names: Names in other languages, by BCP 47 code.
        active_in: ISO codes of the countries it acts in, beside *country*; empty: anywhere.
        since: First day of its existence; 1 January where only the year is known; ``None``:
            not known.
        until: Last day of its existence, likewise; ``None``: it exists, or not known.
        called_by: Words that mean it when a party says them ("the occupation"), by the party's
            term; from anybody else the same words mean nobody.
        ucdp_id: Id in UCDP's list of actors; ``None``: not known.
        acled_name: Name in ACLED's list of actors; ``None``: not known.

    Raises:
        ModelError: If the dates of existence are reversed, or it is its own parent.
    """

    id: Public[str]
    name: Public[str]
    kind: Public[str]
    aliases: Public[tuple[str, ...]] = ()
    country: Public[str | None] = None
    parent: Public[str | None] = None
    partisan_aliases: Public[tuple[str, ...]] = ()
    names: Public[Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    active_in: Public[tuple[str, ...]] = ()
    since: Public[date | None] = None
    until: Public[date | None] = None
    called_by: Public[Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    ucdp_id: Public[int | None] = None
    acled_name: Public[str | None] = None

    def __post_init__(self) -> None:
        if self.since and self.until and self.since > self.until:
            raise ModelError(
                f"actor {self.id} would end ({self.until}) before it began ({self.since}). "
                "Exchange the two dates."
            )
        if self.parent == self.id:
            raise ModelError(f"actor {self.id} cannot be its own parent. Name another one.")

    @property
    def countries(self) -> frozenset[str]:
        """The countries it acts in; empty: anywhere, or not known."""
        own = {self.country} if self.country else set()
        return frozenset(own | set(self.active_in))

    def all_names(self) -> tuple[str, ...]:
        """Return its name and every other name that anybody may use, in any language."""
        foreign = (name for names in self.names.values() for name in names)
        return tuple(dict.fromkeys((self.name, *self.aliases, *foreign)))

    def existed(self, earliest: date | None, latest: date | None) -> bool:
        """
        Say whether it may have existed on a day from *earliest* to *latest*.

        Examples:
            >>> group = Actor("g", "Group", "armed_group", since=date(2014, 1, 1))
            >>> group.existed(date(2013, 5, 1), date(2013, 5, 1)), group.existed(None, None)
            (False, True)
        """
        began = self.since is None or latest is None or self.since <= latest
        lasted = self.until is None or earliest is None or earliest <= self.until
        return began and lasted
