"""
Who took part: forces and groups, and the part a text gives them.
"""

from __future__ import annotations

from dataclasses import dataclass

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
    """

    words: Restricted[Span | None]
    role: Public[str]
    actor_id: Public[str | None] = None
    certainty: Public[str] = "asserted"

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
    """

    words: Restricted[Span | None]
    name: Restricted[str]
    kind: Public[str | None] = None


@dataclass(frozen=True, slots=True)
class Actor:
    """
    A force or group, as the vocabulary of actors describes it.

    Attributes:
        id: The term.
        name: Name in English, neutral.
        kind: ``state_force``, ``armed_group``, ``militia``, ``police``, ``generic`` ….
        aliases: Other names and spellings.
        country: ISO code of the state it belongs to; ``None`` for groups and generic terms.
        parent: The term of the body it belongs to.
        partisan_aliases: Names that only its enemies use; they resolve, with a caveat.
    """

    id: Public[str]
    name: Public[str]
    kind: Public[str]
    aliases: Public[tuple[str, ...]] = ()
    country: Public[str | None] = None
    parent: Public[str | None] = None
    partisan_aliases: Public[tuple[str, ...]] = ()
