"""
What a correction of a place or an actor teaches about the same words elsewhere.

A lesson is offered, never laid down: the claim shows the value with the decision that it was
learned from, a person's own decision about the claim stands before it, and where two
decisions teach different things nothing is offered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sijill.errors import ModelError
from sijill.model import Assessment, Claim, Involvement, Place
from sijill.review.assessments import correct_field
from sijill.review.targets import ClaimFinder, fold_decisions

CAVEAT = "learned_from_correction"
_FIELDS = ("where", "actors")
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Lesson:
    """
    That some words, in some context, mean a place or an actor.

    Attributes:
        decision: Id of the decision that teaches it.
        field: ``where`` or ``actors``.
        words: The words, small letters, one space between them.
        country: Country that the words stood for or among; ``None``: not known.
        source: Who reported; ``None``: not known.
        value: The right place or involvement, as the person has it.
    """

    decision: str
    field: str
    words: str
    country: str | None
    source: str | None
    value: Place | Involvement

    def holds(self, claim: Claim) -> bool:
        """Say whether *claim* is in the context: its country agrees, else its source."""
        country, source = _country(claim, self.field), _source(claim)
        if country and self.country:
            return country == self.country
        return source is not None and source == self.source


def learn_lessons(
    claims: Sequence[Claim], assessments: Iterable[Assessment]
) -> tuple[Lesson, ...]:
    """
    Return what the corrections of places and actors teach.

    Args:
        claims: What extractors read, resolved, before people's decisions.
        assessments: Every assessment that stands, oldest first.
    """
    finder = ClaimFinder(claims)
    lessons: list[Lesson] = []
    for assessment in fold_decisions(assessments):
        field = assessment.target.field
        if assessment.verdict != "correct" or field.split(".")[0] not in _FIELDS:
            continue
        claim = finder.find(assessment.target)
        try:
            right = correct_field(claim, field, assessment.value) if claim else None
        except ModelError:
            continue  # the decision is unplaced, and said to be so where it is laid
        if claim and right:
            lessons += _compare(assessment.id, claim, right)
    return tuple(lessons)


def _compare(decision: str, before: Claim, after: Claim) -> list[Lesson]:
    """Return a lesson for each place and actor that the correction changed in its place."""
    found = []
    for field in _FIELDS:
        old, new = getattr(before, field), getattr(after, field)
        if len(old) != len(new):
            continue
        for was, now in zip(old, new, strict=True):
            words = _words(was)
            if words and _meaning(was) != _meaning(now) and _is_known(now):
                country, source = _country(after, field), _source(after)
                found.append(Lesson(decision, field, words, country, source, now))
    return found


def _words(value: Place | Involvement) -> str:
    said = value.words.text if value.words else getattr(value, "name", None)
    return " ".join((said or "").casefold().split())


def _is_known(value: Place | Involvement) -> bool:
    return value.is_resolved if isinstance(value, Place) else value.actor_id is not None


def _country(claim: Claim, field: str) -> str | None:
    """Return the country around the words: the document's; for an actor also the act's own."""
    own = [place.country for place in claim.where if place.country and field == "actors"]
    return next(iter(own), claim.context.country)


def _source(claim: Claim) -> str | None:
    return claim.reported.source_id or claim.reported.by


def offer_lessons(
    claims: Sequence[Claim],
    lessons: Iterable[Lesson],
    assessments: Iterable[Assessment],
    *,
    fits: Callable[[Claim, Place | Involvement], bool] = lambda *_: True,
) -> tuple[Claim, ...]:
    """
    Return the claims with what was learned in the place of what the machine made of the words.

    Args:
        claims: What extractors read, resolved.
        lessons: What corrections teach.
        assessments: Every assessment that stands: a field that a person decided about stays.
        fits: Says whether a value can be meant in a claim (a group that did not exist cannot).
    """
    known: dict[Key, list[Lesson]] = {}
    for lesson in lessons:
        known.setdefault((lesson.field, lesson.words, _role(lesson.value)), []).append(lesson)
    if not known:
        return tuple(claims)
    finder = ClaimFinder(claims)
    decided: set[tuple[str, str]] = set()
    for one in fold_decisions(assessments):
        claim = finder.find(one.target)
        if claim:
            decided.add((claim.id, one.target.field.split(".")[0]))
    return tuple(_offer(claim, known, decided, fits) for claim in claims)


def _role(value: Place | Involvement) -> str:
    return value.role if isinstance(value, Involvement) else ""


def _meaning(value: Place | Involvement) -> tuple[Any, ...]:
    if isinstance(value, Involvement):
        return (value.actor_id,)
    return (value.gazetteer_id, value.latitude, value.longitude)


def _offer(
    claim: Claim,
    known: Mapping[Key, Sequence[Lesson]],
    decided: set[tuple[str, str]],
    fits: Callable[[Claim, Place | Involvement], bool],
) -> Claim:
    new: dict[str, Any] = {}
    absent = dict(claim.absent)
    for field in _FIELDS:
        if (claim.id, field) in decided or (claim.id, "claim") in decided:
            continue
        values = list(getattr(claim, field))
        for n, value in enumerate(values):
            taught = _find(claim, field, value, known)
            if (
                taught
                and _meaning(taught.value) != _meaning(value)
                and fits(claim, taught.value)
            ):
                values[n] = _take(value, taught)
                absent.pop(f"{field}.{n}", None)
                absent.pop(field, None)
                new[field] = tuple(values)
    if not new:
        return claim
    caveats = tuple(dict.fromkeys((*claim.caveats, CAVEAT)))
    return replace(claim, **new, absent=absent, caveats=caveats)


def _find(
    claim: Claim, field: str, value: Place | Involvement, known: Mapping[Key, Sequence[Lesson]]
) -> Lesson | None:
    key = (field, _words(value), _role(value))
    fitting = [lesson for lesson in known.get(key, ()) if lesson.holds(claim)]
    agreed = len({_meaning(lesson.value) for lesson in fitting}) == 1
    return min(fitting, key=lambda lesson: lesson.decision) if agreed else None


def _take(value: Place | Involvement, lesson: Lesson) -> Place | Involvement:
    if isinstance(value, Involvement):
        assert isinstance(lesson.value, Involvement)
        return replace(value, actor_id=lesson.value.actor_id, learned_from=lesson.decision)
    return replace(lesson.value, words=value.words, learned_from=lesson.decision)
