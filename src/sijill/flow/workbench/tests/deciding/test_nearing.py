"""
The claims near a changed one are those that reading all around it would find.
"""

from __future__ import annotations

from dataclasses import replace

from sijill.flow.standing import count_members, load_claims
from sijill.flow.team import Workbench
from sijill.flow.workbench.ground import find_ground
from sijill.flow.workbench.nearing import find_near_claims
from sijill.flow.workbench.working_in import work_in
from sijill.link import find_likely
from sijill.model import Assessment, Claim
from sijill.review import target_of


def _variants(claim: Claim) -> tuple[Claim, ...]:
    """Return a claim as others might tell it: with all it says, without day, without place."""
    made = replace(claim, id="m-1", document_id="another")
    bare = replace(made, when=None, where=(), harms=(), actors=(), damages=(), means=())
    return made, replace(made, when=None), replace(made, where=()), bare


def test_near_claims_are_those_that_reading_all_would_find(bench: Workbench) -> None:
    """What is left unread for the words of its report is nothing that holds together."""
    ground = find_ground(bench.layout, bench.store)
    shelled = next(one for one in load_claims(bench.store) if one.violence == "shelling")
    at = "2024-01-01T00:00:01Z"
    taken = Assessment(
        "r-1", at, "tester", "", "correct", target_of(shelled, "violence"), "airstrike"
    )
    work_in(ground, taken)  # one claim stands otherwise than the machine read it
    every = load_claims(bench.store)
    link, among = ground.settings.link, count_members(bench.store)

    found = set[str]()
    for made in (one for claim in every for one in _variants(claim)):
        near = find_near_claims(
            bench.store, [made], settings=link, weights=ground.weights, among=among
        )
        read = [one for one in every if made.scope == "incident"]
        assert near == find_likely(
            [made], read, settings=link, weights=ground.weights, among=among
        )
        found |= near
    assert found
