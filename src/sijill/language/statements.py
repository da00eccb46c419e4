"""
What one sentence says of harm, as its grammar has it, before claims are made of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from sijill.model.count import Count
from sijill.model.span import Span

SIGN_FORMS = ("thing", "event", "deed", "person", "effect")
SIGN_KINDS = ("act", "scope", "modality", "separate", "partisan", "other", "there", "clause")


@dataclass(frozen=True, slots=True)
class PartWords:
    """
    A part of a larger number of people ("including 21 children").

    Attributes:
        term: Term of ``vocabulary/group.toml``.
        count: How many; both bounds ``None`` for "most of them".
        status: Term of ``vocabulary/status.toml``.
    """

    term: str
    count: Count
    status: str = "unknown"


@dataclass(frozen=True, slots=True)
class NameWords:
    """
    A person who is named.

    Attributes:
        span: The words of the name.
        description: Role or relation, as written; ``None``: not said.
        sex: ``female`` or ``male``; ``None``: not said.
        age: In years; ``None``: not said.
    """

    span: Span
    description: str | None = None
    sex: str | None = None
    age: int | None = None


@dataclass(frozen=True, slots=True)
class PeopleWords:
    """
    A phrase for people.

    Attributes:
        span: The whole phrase.
        count: How many, with the words that say it.
        status: Term of ``vocabulary/status.toml``, from the words alone.
        parts: The parts that are named.
        names: The persons that are named.
        definite: Whether the phrase points back ("the men").
        sure: Whether a word of the phrase is known to mean people.
        beside: Whether the phrase counts others than those told of before ("two more").
    """

    span: Span
    count: Count
    status: str = "unknown"
    parts: tuple[PartWords, ...] = ()
    names: tuple[NameWords, ...] = ()
    definite: bool = False
    sure: bool = True
    beside: bool = False


@dataclass(frozen=True, slots=True)
class HarmWords:
    """
    Words that say that people came to harm.

    Attributes:
        kind: Term of ``vocabulary/harm.toml``.
        trigger: The words for the harm.
        victims: Who was harmed.
        agent: Who did it, where the sentence's grammar says so.
        act: Term of ``vocabulary/violence.toml`` that the trigger itself tells.
        means: Term of ``vocabulary/means.toml`` that the trigger itself tells.
        by_tree: Whether *agent* was found by the sentence's tree alone, and so is less sure.
    """

    kind: str
    trigger: Span
    victims: PeopleWords
    agent: Span | None = None
    act: str | None = None
    means: str | None = None
    by_tree: bool = False


@dataclass(frozen=True, slots=True)
class ObjectWords:
    """
    Words that say that an object was hit.

    Attributes:
        object: Term of ``vocabulary/object.toml``.
        span: The words for the object.
        count: How many.
        effect: ``hit``, ``damaged``, ``destroyed``, ``burned`` or ``looted``.
        trigger: The words for what happened to it.
    """

    object: str
    span: Span
    count: Count
    effect: str
    trigger: Span


@dataclass(frozen=True, slots=True)
class SignWords:
    """
    Words that tell how a statement is meant.

    Attributes:
        kind: One of `SIGN_KINDS`.
        term: Term of the vocabulary of that kind (``violence``, ``scope``, ``modality``).
        span: The words.
        means: Term of ``vocabulary/means.toml``, where the words name a weapon too.
        weak: Whether the words only colour the scene ("troops", "unrest").
        form: One of `SIGN_FORMS`: a ``thing`` ("car bomb"), an ``event`` ("blast"), a
            ``deed`` ("opened fire"), the ``person`` who does it ("gunmen"), or what an accident
            or a weapon may bring about, an ``effect`` ("blaze").
    """

    kind: str
    term: str
    span: Span
    means: str | None = None
    weak: bool = False
    form: str = "thing"


@dataclass(frozen=True, slots=True)
class OriginWords:
    """
    Whom a sentence names as the origin of what it says.

    Attributes:
        span: The words that name the origin.
        kind: Term of ``vocabulary/source_kind.toml``; ``None``: not known.
        again: Whether a pronoun stands for an origin named before ("he said").
    """

    span: Span
    kind: str | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class DivisionWords:
    """
    Words that divide people told of before ("among the dead were two nurses").

    Attributes:
        kind: The harm they came to, a term of ``vocabulary/harm.toml``; ``None``: any.
        span: The words for the whole.
        parts: The parts that are named.
    """

    kind: str | None
    span: Span
    parts: tuple[PartWords, ...]


@dataclass(frozen=True, slots=True)
class RollWords:
    """
    Words that name people told of before ("the dead were named as …").

    Attributes:
        kind: The harm they came to, a term of ``vocabulary/harm.toml``; ``None``: any.
        span: The words that open the roll.
        names: Those named, at least one.
    """

    kind: str | None
    span: Span
    names: tuple[NameWords, ...]


@dataclass(frozen=True, slots=True)
class AgentWords:
    """
    A force or group that a sentence shows in action.

    Attributes:
        span: The words.
        certainty: One of ``asserted``, ``suspected``, ``blamed``, ``claimed``, ``denied``.
        named: Whether the words are a group's own name.
    """

    span: Span
    certainty: str = "asserted"
    named: bool = False


@dataclass(frozen=True, slots=True)
class SentenceWords:
    """
    All that one sentence says of harm, each part in reading order.
    """

    span: Span
    harms: tuple[HarmWords, ...] = ()
    objects: tuple[ObjectWords, ...] = ()
    signs: tuple[SignWords, ...] = ()
    agents: tuple[AgentWords, ...] = ()
    people: tuple[Span, ...] = ()
    origin: OriginWords | None = None
    divisions: tuple[DivisionWords, ...] = ()
    rolls: tuple[RollWords, ...] = ()
