"""
Training learns what a record shows, and never that what cannot be is no hindrance.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from sijill.errors import SettingsError
from sijill.link import Settings, cluster_claims, load_weights, train_weights
from sijill.link.chance import measure_chance
from sijill.link.comparison import Scale
from sijill.link.people import learn_weights, load_people_weights
from sijill.link.profile import make_columns
from sijill.model import Claim
from sijill.testing.claims import make_claims
from sijill.testing.peoplelists import make_people_lists

SETTINGS = Settings()


def made(number: int = 600, days: int = 300) -> list[Claim]:
    """Return generated claims."""
    return [claim for claim, _ in make_claims(5, number, days=days)]


def test_few_pairs_teach_nothing() -> None:
    """A record of a few claims is refused, in a sentence."""
    with pytest.raises(SettingsError, match="teach nothing"):
        train_weights(made(4), settings=SETTINGS)


def test_the_order_of_claims_changes_nothing() -> None:
    """The same claims teach the same weights."""
    claims = made()
    mixed = Random(1).sample(claims, len(claims))

    assert train_weights(claims, settings=SETTINGS) == train_weights(mixed, settings=SETTINGS)


def test_what_speaks_against_never_speaks_less() -> None:
    """Where all is worded alike, claims that cannot be one incident are still kept apart."""
    alike = [
        replace(claim, reported=replace(claim.reported, word_sketch="0000001" * 9))
        for claim in made()
    ]
    begin, learned = load_weights(), train_weights(alike, settings=SETTINGS).weights

    against = [
        (name, level)
        for name, table in begin.features.items()
        for level, bits in table.items()
        if bits <= -1.5
    ]
    assert against
    assert all(
        learned.features[name][level] <= begin.features[name][level] for name, level in against
    )


def test_words_that_all_reports_share_tell_nothing() -> None:
    """Claims worded alike are told apart by the rest once the record has taught so."""
    told = list(make_claims(5, 600, days=300))
    alike = [
        replace(claim, reported=replace(claim.reported, word_sketch="0000001" * 9))
        for claim, _ in told
    ]
    learned = train_weights(alike, settings=SETTINGS).weights

    bundled = cluster_claims(alike, settings=SETTINGS)
    trained = cluster_claims(alike, settings=SETTINGS, weights=learned)
    assert learned.features["words"]["nearly_same"] < 4.0
    assert len(bundled) < len(trained) <= len(alike)


def test_chance_is_measured_in_shares() -> None:
    """For each feature the shares of its levels add up to one."""
    columns = make_columns(made(), load_weights().rarity)
    chance = measure_chance(columns, Scale(SETTINGS, load_weights()))

    assert {round(float(shares.sum()), 9) for shares in chance.values()} == {1.0}
    assert chance["time"].argmax() != 1  # any two claims are seldom of one day


@pytest.mark.parametrize("number", [1_000, 3_000])
def test_lists_on_which_nobody_stands_twice_teach_nothing(number: int) -> None:
    """
    What is learned of people from them would make namesakes one person, and is refused.
    """
    lists = make_people_lists(900_001, number)
    firsts = {lists.truth[one.id]: one for one in lists.rows}

    with pytest.raises(SettingsError, match="does not tell one person from two"):
        learn_weights(
            list(firsts.values()),
            load_people_weights(),
            seed=1,
            source="",
            repeats=lists.repeats,
        )
