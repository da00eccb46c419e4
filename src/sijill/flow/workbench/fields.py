"""
A claim as a page shows it: each of its fields with its value, its words and what was decided.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sijill.flow.workbench.book import Decided
from sijill.model import Claim, Involvement, Span
from sijill.model.assessment import Target
from sijill.review import ClaimFinder

EDITABLE = ("count", "when", "place", "actor", "violence", "status", "scope", "modality")


@dataclass(frozen=True, slots=True)
class FieldView:
    """
    One field of a claim.

    Attributes:
        path: Path of the field, as a decision names it.
        kind: How its value is shown: ``count``, ``when``, ``place``, ``actor``, ``violence``,
            ``status``, ``scope``, ``modality``, ``means``, ``object``, ``name``, ``said_by``.
        value: The value; ``None``: not known.
        term: What of it is coded: the kind of harm, the object, the role.
        words: Its words in the text; ``None``: no words give it.
        absent: Why it is not known, a term of ``vocabulary/absence.toml``.
        decided: The last decision about it that stands; ``None``: there is none.
        learned_from: Id of the decision elsewhere from which the value was taken.
    """

    path: str
    kind: str
    value: Any
    term: str = ""
    words: Span | None = None
    absent: str | None = None
    decided: Decided | None = None
    learned_from: str | None = None

    @property
    def is_editable(self) -> bool:
        """Say whether a person can give another value."""
        return self.kind in EDITABLE


@dataclass(frozen=True, slots=True)
class ClaimView:
    """
    One claim.

    Attributes:
        id: The claim's id.
        number: Its place among the claims of its document, from 1.
        document: Id of its reading.
        violence: Term of ``vocabulary/violence.toml``.
        confidence: The extractor's certainty, in [0, 1].
        extractor: Versioned name of what read it.
        scope: As in `Claim`.
        modality: As in `Claim`.
        evidence: The passages that make it.
        fields: Its fields, in the order of asking: what, whom, when, where, who.
        incident: Id of the incident that holds it; ``None``: none does.
        left_out: Why it is in no incident and no summary; ``None``: it is in one.
        state: ``open``, ``unsure``, ``decided`` or ``misread``.
        history: Every decision about it, newest first.
        caveats: Terms of ``vocabulary/caveat.toml``.
    """

    id: str
    number: int
    document: str
    violence: str
    confidence: float
    extractor: str
    scope: str
    modality: str
    evidence: tuple[Span, ...]
    fields: tuple[FieldView, ...]
    incident: str | None = None
    left_out: str | None = None
    state: str = "open"
    history: tuple[Decided, ...] = ()
    caveats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Placing:
    """
    Where a claim ended up.

    Attributes:
        incident: Id of its incident.
        left_out: Why it is in none.
        state: What people said of it.
    """

    incident: str | None = None
    left_out: str | None = None
    state: str = "open"


def view_claim(
    claim: Claim,
    number: int,
    history: tuple[Decided, ...],
    placing: Placing,
    *,
    names: bool,
) -> ClaimView:
    """
    Return a claim as a page shows it.

    Args:
        claim: The claim as it stands.
        number: Its place in its document, from 1.
        history: The decisions about it, newest first.
        placing: Where it ended up.
        names: Whether the reader may see who was harmed.
    """
    last: dict[str, Decided] = {}
    for one in history:
        if one.withdrawn_by is None and one.verdict != "withdraw":
            last.setdefault(one.field, one)
    found = [item for item in _fields(claim) if names or item.kind != "name"]
    return ClaimView(
        claim.id, number, claim.document_id, claim.violence, claim.confidence,
        claim.extractor, claim.scope, claim.modality, claim.evidence,
        tuple(_with_decision(item, last) for item in found),
        placing.incident, placing.left_out, placing.state, history, claim.caveats,
    )  # fmt: skip


def _with_decision(item: FieldView, last: Mapping[str, Decided]) -> FieldView:
    decided = last.get(item.path) or last.get(item.path.split(".")[0])
    return FieldView(
        item.path, item.kind, item.value, item.term, item.words, item.absent, decided,
        item.learned_from,
    )  # fmt: skip


def _fields(claim: Claim) -> Iterator[FieldView]:
    yield FieldView("violence", "violence", claim.violence, words=claim.violence_words)
    for n, harm in enumerate(claim.harms):
        words = harm.count.words or harm.words
        yield FieldView(f"harms.{n}.count", "count", harm.count, harm.kind, words)
        yield FieldView(f"harms.{n}.status", "status", harm.status, harm.kind, harm.words)
        for group in harm.groups:
            yield FieldView(
                f"harms.{n}.groups", "group", group.count, group.term, group.count.words
            )
        for name in harm.names:
            yield FieldView(f"harms.{n}.names", "name", name, harm.kind, name.words)
    for n, damage in enumerate(claim.damages):
        words = damage.count.words or damage.words
        yield FieldView(f"damages.{n}.count", "object", damage, damage.object, words)
    yield _when(claim)
    yield from _places(claim)
    for n, part in enumerate(claim.actors):
        yield _actor(n, part)
    for means in claim.means:
        yield FieldView("means", "means", means.term, words=means.words)
    if claim.attribution:
        said = claim.attribution
        yield FieldView("attribution", "said_by", said.name, said.kind or "", said.words)
    yield FieldView("scope", "scope", claim.scope)
    yield FieldView("modality", "modality", claim.modality)


def _when(claim: Claim) -> FieldView:
    when = claim.when
    known = when if when and when.is_resolved else None
    words = when.words if when else None
    return FieldView("when", "when", known, words=words, absent=claim.absent.get("when"))


def _places(claim: Claim) -> Iterator[FieldView]:
    for n, place in enumerate(claim.where):
        absent = claim.absent.get(f"where.{n}") or claim.absent.get("where")
        yield FieldView(
            f"where.{n}", "place", place, place.precision or "", place.words,
            None if place.is_resolved else absent, learned_from=place.learned_from,
        )  # fmt: skip
    if not claim.where:
        yield FieldView("where", "place", None, absent=claim.absent.get("where"))


def _actor(n: int, part: Involvement) -> FieldView:
    return FieldView(
        f"actors.{n}", "actor", part, part.role, part.words, learned_from=part.learned_from
    )


def share_history(
    claims: Sequence[Claim], history: Sequence[Decided]
) -> dict[str, tuple[Decided, ...]]:
    """Return the decisions about each claim, by the words that they hold on to."""
    finder = ClaimFinder(claims)
    found: dict[str, list[Decided]] = {}
    for one in history:
        for document, (start, end) in zip(one.documents, one.spans, strict=True):
            claim = finder.find(Target(document, start, end), judged=one.field == "pair")
            if claim is not None and one not in found.setdefault(claim.id, []):
                found[claim.id].append(one)
    return {key: tuple(items) for key, items in found.items()}
