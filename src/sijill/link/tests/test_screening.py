"""
What is left unread could not have held together with the claim.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

import pytest

from sijill.link import Settings, find_in_reach, find_likely, load_weights
from sijill.model import Claim
from sijill.testing.claims import ClaimRates, make_claims

SETTINGS, WEIGHTS = Settings(), load_weights()
# Few words that are common to all, so that only reports of one incident are alike.
CLAIMS = [one for one, _ in make_claims(5, 240, days=60, rates=ClaimRates(common_words=4000))]
SILENT: dict[str, Callable[[Claim], Claim]] = {
    "as it is": lambda one: one,
    "no day": lambda one: replace(one, when=None),
    "no place": lambda one: replace(one, where=()),
    "nothing but an act": lambda one: replace(
        one, when=None, where=(), harms=(), actors=(), damages=(), means=()
    ),
    "nothing but people": lambda one: replace(one, when=None, where=(), actors=(), damages=()),
}


def _sketches(claims: list[Claim]) -> Mapping[str, str | None]:
    return {one.id: one.reported.word_sketch for one in claims}


@pytest.mark.parametrize("among", [len(CLAIMS), 100_000])
@pytest.mark.parametrize("kind", SILENT)
def test_whatever_holds_together_is_in_reach(kind: str, among: int) -> None:
    """
    Each claim that is likely of one incident is read, whatever the other leaves unsaid.
    """
    read = found = 0
    for number, claim in enumerate(CLAIMS[::6]):
        made = replace(SILENT[kind](claim), id=f"m-{number}")
        others = [one for one in CLAIMS if one.document_id != claim.document_id]
        reached = find_in_reach(
            made, {one.id for one in others}, partial(_sketches, others),
            settings=SETTINGS, weights=WEIGHTS, among=among,
        )  # fmt: skip
        likely = find_likely([made], others, settings=SETTINGS, weights=WEIGHTS, among=among)
        assert likely <= reached
        read, found = read + len(reached), found + len(likely)
    assert found
    if kind == "nothing but an act":
        assert read < len(CLAIMS) * len(CLAIMS[::6]) // 4


def test_words_are_asked_for_only_where_they_decide() -> None:
    """
    A claim that says much is near whatever the words are; one that says nothing never is.
    """

    def refuse() -> Mapping[str, str | None]:
        raise AssertionError("asked for words that decide nothing")

    much = next(one for one in CLAIMS if one.when and one.where and one.harms)
    little = SILENT["nothing but an act"](much)
    weak = replace(WEIGHTS, prior=-40.0)

    assert find_in_reach(
        much, {"a"}, refuse, settings=SETTINGS, weights=replace(WEIGHTS, prior=9.0), among=9
    ) == {"a"}
    assert not find_in_reach(
        little, {"a"}, refuse, settings=SETTINGS, weights=weak, among=100_000
    )


def test_one_whose_words_are_not_known_is_read() -> None:
    """
    Where a report's words are not at hand, nothing is told of its claim.
    """
    claim = SILENT["nothing but an act"](CLAIMS[0])

    assert find_in_reach(
        claim, {"a", "b"}, lambda: {"a": "0000001"}, settings=SETTINGS, weights=WEIGHTS, among=9
    ) == {"b"}
