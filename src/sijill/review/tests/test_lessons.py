"""
A correction teaches about the same words in the same context, visibly, and can be taken back.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from sijill.model import (
    Assessment,
    Claim,
    Context,
    Involvement,
    Place,
    Reported,
    Span,
    Withdrawal,
)
from sijill.review import find_withdrawn, learn_lessons, offer_lessons, target_of

_TEXT = "Shells hit Tel Hassan; the Qasioun Brigade did it."
RIGHT = {"latitude": 36.1, "longitude": 37.2, "uncertainty_km": 1.0, "precision": "exact"}


def _span(words: str) -> Span:
    start = _TEXT.index(words)
    return Span(start, start + len(words), words)


def _claim(name: str, *, country: str | None = "SY", source: str = "Example Agency") -> Claim:
    return Claim(
        name,
        f"d-{name}",
        "x.v1",
        (Span(0, len(_TEXT), _TEXT),),
        "shelling",
        reported=Reported(by=source),
        context=Context(country=country),
        where=(Place(words=_span("Tel Hassan"), name="Tel Hassan"),),
        actors=(Involvement(_span("Qasioun Brigade"), "perpetrator"),),
        absent={"where": "not_found", "where.0": "not_found", "actors.0": "not_found"},
    )


def _correct(claim: Claim, field: str, value: object, n: int = 1) -> Assessment:
    return Assessment(f"r-{n}", "2024", "b", "w", "correct", target_of(claim, field), value)


def _offer(claims: list[Claim], *assessments: Assessment) -> dict[str, Claim]:
    lessons = learn_lessons(claims, assessments)
    return {one.id: one for one in offer_lessons(claims, lessons, assessments)}


ONE, TWO = _claim("c-1"), _claim("c-2")
PLACE = _correct(ONE, "where.0", RIGHT)
ACTOR = _correct(ONE, "actors.0.actor_id", "qasioun_brigade")


def test_a_corrected_place_is_offered_for_the_same_words() -> None:
    """The other claim shows the place, its own words, the decision, and a caveat."""
    taught = _offer([ONE, TWO], PLACE)["c-2"]

    assert taught.where[0].latitude == 36.1
    assert taught.where[0].words == TWO.where[0].words
    assert taught.where[0].learned_from == "r-1"
    assert "learned_from_correction" in taught.caveats
    assert taught.absent == {"actors.0": "not_found"}


def test_a_corrected_actor_is_offered_in_its_role() -> None:
    """The same words in another role are somebody else's business."""
    other = replace(TWO, actors=(replace(TWO.actors[0], role="target"),))

    assert _offer([ONE, TWO], ACTOR)["c-2"].actors[0].actor_id == "qasioun_brigade"
    assert _offer([ONE, TWO], ACTOR)["c-2"].actors[0].learned_from == "r-1"
    assert _offer([ONE, other], ACTOR)["c-2"] == other


def test_the_corrected_claim_itself_is_left_to_its_decision() -> None:
    """What a person decided about is not taught."""
    assert _offer([ONE, TWO], PLACE)["c-1"] == ONE


@pytest.mark.parametrize(
    ("country", "source", "taught"),
    [
        ("SY", "Another", True),
        ("IQ", "Example Agency", False),
        (None, "Example Agency", True),
        (None, "Another", False),
    ],
)
def test_the_context_must_agree(country: str | None, source: str, taught: bool) -> None:
    """The same country, or where one is not known the same source."""
    other = _claim("c-2", country=country, source=source)

    assert _offer([ONE, other], PLACE)["c-2"].where[0].is_resolved is taught


def test_another_name_learns_nothing() -> None:
    """Only the same words are taught."""
    words = Span(0, 6, "Shells")
    other = replace(TWO, where=(Place(words=words, name="Shells"),))

    assert _offer([ONE, other], PLACE)["c-2"] == other


@pytest.mark.parametrize("verdict", ["accept", "misreading", "unsure"])
def test_a_decision_about_the_claim_stands_before_a_lesson(verdict: str) -> None:
    """A claim, or its place, that somebody looked at keeps what it had."""
    looked = Assessment("r-2", "2024", "b", "w", verdict, target_of(TWO, "where"))
    whole = Assessment("r-2", "2024", "b", "w", verdict, target_of(TWO))

    assert _offer([ONE, TWO], PLACE, looked)["c-2"] == TWO
    assert _offer([ONE, TWO], PLACE, whole)["c-2"] == TWO


def test_decisions_that_part_teach_nothing() -> None:
    """Where two people mean two places by the same words, a third claim is offered none."""
    three = _claim("c-3")
    elsewhere = _correct(TWO, "where.0", {**RIGHT, "latitude": 35.0}, 2)

    assert _offer([ONE, TWO, three], PLACE, elsewhere)["c-3"] == three


def test_an_actor_that_cannot_be_meant_is_not_offered() -> None:
    """Who did not exist then is not offered."""
    lessons = learn_lessons([ONE, TWO], [ACTOR])

    offered = offer_lessons([ONE, TWO], lessons, [ACTOR], fits=lambda *_: False)

    assert offered == (ONE, TWO)


def test_a_value_with_a_wrong_form_teaches_nothing() -> None:
    """A correction that no longer fits its claim is unplaced, and no lesson."""
    assert learn_lessons([ONE], [_correct(ONE, "where.7", RIGHT)]) == ()


def test_a_correction_takes_away_why_the_value_was_missing() -> None:
    """After ``where.0`` is corrected nothing says any more that no place was found."""
    from sijill.review import assess_claims

    (right,) = assess_claims([ONE], [PLACE]).claims

    assert right.absent == {"actors.0": "not_found"}


def test_a_withdrawal_can_be_withdrawn() -> None:
    """Each takes back the one that it names, the latest first."""
    first = Withdrawal("r-2", "2024-01-02", "b", "w", "r-1")
    second = Withdrawal("r-3", "2024-01-03", "b", "w", "r-2")

    assert set(find_withdrawn([first])) == {"r-1"}
    assert set(find_withdrawn([first, second])) == {"r-2"}
