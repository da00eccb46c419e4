"""
Decisions outlive the extractor, and incidents keep their ids.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import count, permutations

import pytest

from sijill.errors import FormError
from sijill.model import Assessment, Claim, Count, Harm, Identity, Judgement, Span, Target
from sijill.review import (
    Register,
    assess_claims,
    correct_field,
    identify_incidents,
    place_judgements,
    target_of,
)

_TEXT = "Shells killed three farmers in Sarmin. Later two boys were shot in Binnish."
_AT = "2023-10-06T09:00:00Z"


def _claim(name: str, document: str, start: int, end: int, words: str, n: int) -> Claim:
    at = _TEXT.index(words)
    span = Span.of(_TEXT, at, at + len(words))
    return Claim(
        name, document, "x.v1", (Span.of(_TEXT, start, end),), "shelling",
        harms=(Harm("killed", Count(n, n, words=span), words=span),),
    )  # fmt: skip


FIRST = _claim("c-1", "d1", 0, 38, "three farmers", 3)
SECOND = _claim("c-2", "d1", 39, 75, "two boys", 2)
OTHER = _claim("c-3", "d2", 0, 38, "three farmers", 3)


def _assess(
    claim: Claim, verdict: str, field: str = "claim", value: object = None
) -> Assessment:
    return Assessment(f"r-{verdict}", _AT, "b", "w", verdict, target_of(claim, field), value)


def _mint() -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"i-{next(numbers)}"


def _read(lines: Sequence[Identity] = ()) -> Register:
    return Register("incident", lines)


def test_a_misread_claim_goes_and_the_rest_stay() -> None:
    """
    The claim is named among the misread, so that nothing disappears.
    """
    assessed = assess_claims([FIRST, SECOND], [_assess(SECOND, "misreading")])

    assert assessed.claims == (FIRST,)
    assert assessed.misread == ("c-2",)


def test_a_correction_is_laid_on_the_claim_of_a_better_extractor() -> None:
    """
    The new extractor's claim has another id and wider evidence; its words overlap.
    """
    decision = _assess(FIRST, "correct", "harms.killed.count", {"low": 3, "high": 4})
    better = replace(FIRST, id="c-9", extractor="x.v2", evidence=(Span.of(_TEXT, 0, 75),))
    assessed = assess_claims([better, SECOND], [decision])
    first = assessed.claims[0]

    assert (first.harms[0].count.low, first.harms[0].count.high) == (3, 4)
    assert first.caveats == ("corrected_by_person",)
    assert assessed.claims[1] == SECOND


def test_a_decision_without_a_claim_is_unplaced() -> None:
    """
    It is handed back, never dropped.
    """
    decision = _assess(SECOND, "misreading")

    assert assess_claims([FIRST], [decision]).unplaced == (decision.id,)


def test_a_later_decision_stands_over_an_earlier_one() -> None:
    """
    Accepting a claim after calling it misread brings it back.
    """
    first = _assess(FIRST, "misreading")
    later = _assess(FIRST, "accept")

    assert assess_claims([FIRST], [first, later]).claims == (FIRST,)


def test_a_field_that_is_none_is_a_sentence() -> None:
    """
    The sentence names the field.
    """
    with pytest.raises(FormError, match=r"harms\.injured"):
        correct_field(FIRST, "harms.injured.count", {"low": 1})


def test_judgements_are_placed_by_words_or_handed_back() -> None:
    """
    One side without a claim is enough to be unplaced.
    """
    same = Judgement("r-1", _AT, "b", "w", "same", (target_of(FIRST), target_of(OTHER)))
    gone = Target("d7", 0, 5)
    lost = Judgement("r-2", _AT, "b", "w", "same", (target_of(FIRST), gone))
    placed = place_judgements([FIRST, SECOND, OTHER], [same, lost])

    assert placed.judgements == (("c-1", "c-3", "same"),)
    assert placed.unplaced == ("r-2",)


def test_a_judgement_of_a_passage_speaks_of_the_incident_and_not_of_its_sum() -> None:
    """
    A sum is linked with nothing; where it has the words of a claim, it does not take its place.
    """
    summed = replace(SECOND, id="c-9", scope="aggregate", confidence=1.0)
    same = Judgement("r-1", _AT, "b", "w", "same", (target_of(SECOND), target_of(OTHER)))

    assert place_judgements([summed, SECOND, OTHER], [same]).judgements == (
        ("c-2", "c-3", "same"),
    )


def test_an_incident_keeps_its_id_when_a_claim_joins() -> None:
    """
    The register learns the new claim's words, and a second call adds nothing.
    """
    mint = _mint()
    first = identify_incidents({"k-1": [FIRST]}, _read(), mint=mint, at=_AT)
    second = identify_incidents({"k-2": [FIRST, OTHER]}, _read(first.new), mint=mint, at=_AT)
    register = (*first.new, *second.new)
    third = identify_incidents({"k-2": [FIRST, OTHER]}, _read(register), mint=mint, at=_AT)

    assert second.id_by_incident == {"k-2": first.id_by_incident["k-1"]}
    assert third.id_by_incident == second.id_by_incident
    assert third.new == ()


def test_a_merge_keeps_the_larger_and_notes_the_other() -> None:
    """
    The id that ceased says where it went.
    """
    mint = _mint()
    apart = identify_incidents({"a": [FIRST, OTHER], "b": [SECOND]}, _read(), mint=mint, at=_AT)
    merged = identify_incidents(
        {"ab": [FIRST, OTHER, SECOND]}, _read(apart.new), mint=mint, at=_AT
    )
    larger, smaller = apart.id_by_incident["a"], apart.id_by_incident["b"]
    ended = [line for line in merged.new if line.act == "merged"]

    assert merged.id_by_incident["ab"] == larger
    assert [(line.id, line.into) for line in ended] == [(smaller, (larger,))]


def test_a_split_gives_the_smaller_part_a_new_id() -> None:
    """
    No id stands for two incidents, in whatever order they come.
    """
    found: set[tuple[str, ...]] = set()
    for order in permutations(["a", "b"]):
        mint = _mint()
        one = identify_incidents({"ab": [FIRST, OTHER, SECOND]}, _read(), mint=mint, at=_AT)
        members = {"a": [FIRST, OTHER], "b": [SECOND]}
        two = identify_incidents(
            {name: members[name] for name in order}, _read(one.new), mint=mint, at=_AT
        )
        ids = two.id_by_incident
        splits = [line for line in two.new if line.act == "split"]

        assert ids["a"] == one.id_by_incident["ab"] != ids["b"]
        assert [(line.id, line.into) for line in splits] == [(ids["a"], (ids["b"],))]
        found.add((ids["a"], ids["b"]))

    assert len(found) == 1


def test_an_identity_line_has_a_known_act() -> None:
    """
    Every line that identifying makes can be written to the register.
    """
    made = identify_incidents({"a": [FIRST]}, _read(), mint=_mint(), at=_AT)

    assert all(isinstance(line, Identity) and line.anchors for line in made.new)


def test_what_was_split_off_never_takes_the_id_it_came_from() -> None:
    """
    A part takes its words with it: the rest keeps its id, however small it becomes.
    """
    mint = _mint()
    one = identify_incidents({"abc": [FIRST, OTHER, SECOND]}, _read(), mint=mint, at=_AT)
    members = {"rest": [SECOND], "part": [FIRST, OTHER]}
    two = identify_incidents(members, _read(one.new), mint=mint, at=_AT, leaving={"part"})
    register = (*one.new, *two.new)
    three = identify_incidents(members, _read(register), mint=mint, at=_AT)

    assert two.id_by_incident["rest"] == one.id_by_incident["abc"]
    assert (three.id_by_incident, three.new) == (two.id_by_incident, ())


def test_words_that_both_parts_of_a_split_have_are_kept_by_both() -> None:
    """
    The register knows all of them, so that a second call adds nothing.
    """
    mint = _mint()
    one = identify_incidents({"ab": [FIRST, OTHER, SECOND]}, _read(), mint=mint, at=_AT)
    members = {"a": [FIRST, OTHER], "b": [replace(OTHER, id="c-9"), SECOND]}
    two = identify_incidents(members, _read(one.new), mint=mint, at=_AT)
    three = identify_incidents(members, _read((*one.new, *two.new)), mint=mint, at=_AT)

    assert (three.id_by_incident, three.new) == (two.id_by_incident, ())
