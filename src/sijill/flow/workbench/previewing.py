"""
What a decision about incidents would change, shown before it is made; and whether what was
shown is still so when it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sijill.errors import StaleDecision
from sijill.flow.standing import find_claims
from sijill.flow.team.bench import Workbench
from sijill.flow.workbench.book import Book, open_book
from sijill.flow.workbench.making_again import Worked
from sijill.flow.workbench.seeing import seen_of
from sijill.flow.workbench.since import decided_since
from sijill.flow.workbench.working_in import Decision, Making
from sijill.model import HarmRange, Incident
from sijill.model.claim import HARM_KINDS
from sijill.model.form import canonical_line
from sijill.model.ids import digest_words
from sijill.model.person import Person


@dataclass(frozen=True, slots=True)
class Side:
    """
    An incident before or after a decision.

    Attributes:
        id: Its id; a new one has none that will stay.
        is_new: Whether the decision makes it.
        violence: Term of ``vocabulary/violence.toml``.
        claims: How many claims it has.
        origins: How many independent origins.
        harms: Its ranges.
    """

    id: str
    is_new: bool
    violence: str
    claims: int
    origins: int
    harms: tuple[HarmRange, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """
    What a decision would change.

    Attributes:
        before: The incidents as they are.
        after: The same as they would be.
        people_before: Lowest and highest number of people in them together, by kind of harm.
        people_after: Likewise.
        judgements: How many pairs of claims it would judge.
        seen: Digest of the incidents as they are, to decide by what was seen.
    """

    before: tuple[Side, ...]
    after: tuple[Side, ...]
    people_before: tuple[HarmRange, ...]
    people_after: tuple[HarmRange, ...]
    judgements: int
    seen: str = ""


def preview(bench: Workbench, person: Person, make: Making) -> Preview:
    """Return what decisions would change, as far as a person may see it."""
    made, worked = make(open_book(bench.layout))
    old = {item.id for item in worked.before}
    before, after = (_seen(bench, person, side) for side in (worked.before, worked.after))
    return Preview(
        tuple(_side(item, old) for item in before),
        tuple(_side(item, old) for item in after),
        add_people(before),
        add_people(after),
        len(made),
        _digest(before),
    )


def if_unchanged(bench: Workbench, person: Person, make: Making, seen: str | None) -> Making:
    """Return what makes the same, if the incidents that it touches are as they were shown."""

    def make_if(book: Book) -> tuple[tuple[Decision, ...], Worked]:
        made, worked = make(book)
        before = _seen(bench, person, worked.before)
        if seen is not None and seen != _digest(before):
            claims = find_claims(bench.store, (id_ for one in before for id_ in one.claims))
            documents = tuple(sorted({claim.document_id for claim in claims.values()}))
            changes = decided_since(bench, person, documents, "")
            raise StaleDecision("the incident", changes=changes)
        return made, worked

    return make_if


def _digest(incidents: Sequence[Incident]) -> str:
    return digest_words(*sorted(map(canonical_line, incidents)))[:16]


def _seen(bench: Workbench, person: Person, side: Sequence[Incident]) -> list[Incident]:
    """Return the incidents that stand on nothing that is hidden from a person."""
    claims = {claim for item in side for claim in item.claims}
    seen = set(seen_of(bench, person, "claim", claims))
    return [item for item in side if seen.issuperset(item.claims)]


def _side(incident: Incident, old: set[str]) -> Side:
    return Side(
        incident.id, incident.id not in old, incident.violence, len(incident.claims),
        incident.origins, incident.harms,
    )  # fmt: skip


def add_people(incidents: Sequence[Incident]) -> tuple[HarmRange, ...]:
    """
    Return how many people incidents name together, by kind of harm.

    A kind of which one incident has no highest number has none together either.
    """
    lines: dict[str, list[HarmRange]] = {}
    for item in incidents:
        for harm in item.harms:
            lines.setdefault(harm.kind, []).append(harm)
    return tuple(_add(kind, lines[kind]) for kind in HARM_KINDS if kind in lines)


def _add(kind: str, lines: Sequence[HarmRange]) -> HarmRange:
    lows = [line.low for line in lines if line.low is not None]
    highs = [line.high for line in lines if line.high is not None]
    low = sum(lows) if lows else None
    high = sum(highs) if len(highs) == len(lines) else None
    return HarmRange(kind, "unknown", low, high)
