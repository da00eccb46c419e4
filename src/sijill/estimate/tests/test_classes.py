"""
The sampler draws what it should, agrees with R, and gives no number where chains disagree.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy import stats

from sijill.errors import SettingsError
from sijill.estimate import PatternTable, gibbs, lcmcr
from sijill.estimate.chance import (
    draw_binomial,
    draw_gamma,
    draw_normal,
    draw_poisson,
    make_stream,
)
from sijill.estimate.convergence import effective_draws, rank_rhat
from sijill.estimate.lcmcr import LcmcrSettings, sample_classes
from sijill.estimate.tests.tables import estimate, table_of

SHORT = {"chains": 8, "burn_in": 3_000, "draws": 400, "thin": 50}


@pytest.mark.parametrize(
    ("draw", "law"),
    [
        (lambda s: draw_binomial(s, 5, 0.3), stats.binom(5, 0.3)),
        (lambda s: draw_binomial(s, 900, 0.97), stats.binom(900, 0.97)),
        (lambda s: draw_poisson(s, 4.0), stats.poisson(4.0)),
        (lambda s: draw_poisson(s, 3000.0), stats.poisson(3000.0)),
    ],
)
def test_whole_numbers_are_drawn_by_their_law(draw: Any, law: Any) -> None:
    """
    The share of draws up to each number is what the law says.
    """
    stream = make_stream(np.random.SeedSequence(5))
    drawn = np.sort([draw(stream) for _ in range(20_000)])
    numbers = np.unique(drawn)
    shares = np.searchsorted(drawn, numbers, side="right") / len(drawn)

    assert np.abs(shares - law.cdf(numbers)).max() * np.sqrt(len(drawn)) < 1.9


@pytest.mark.parametrize(
    ("draw", "law"),
    [
        (draw_normal, stats.norm()),
        (lambda s: draw_gamma(s, 1.0), stats.gamma(1.0)),
        (lambda s: draw_gamma(s, 700.0), stats.gamma(700.0)),
    ],
)
def test_numbers_are_drawn_by_their_law(draw: Any, law: Any) -> None:
    """
    Normal and gamma draws pass the test of Kolmogorov and Smirnov.
    """
    stream = make_stream(np.random.SeedSequence(6))

    assert stats.kstest([draw(stream) for _ in range(20_000)], law.cdf).pvalue > 1e-3


@pytest.mark.parametrize(
    ("name", "median", "ends"), [("hiv4", 10_923, (9_354, 13_072)), ("my3", 733, (685, 824))]
)
def test_the_estimate_is_that_of_r(name: str, median: float, ends: tuple[float, float]) -> None:
    """
    Eight short chains lie near R's long run: LCMCR 0.4.14, six or eight seeds, R-hat 1.000.
    """
    found = estimate(table_of(name), method="lcmcr", **SHORT)

    assert found.rhat <= 1.01
    assert found.median == pytest.approx(median, rel=0.02)
    assert (found.lower, found.upper) == pytest.approx(ends, rel=0.04)


def test_a_simulated_truth_is_covered() -> None:
    """
    Of 2,000 people in two classes, five lists tell within the interval.
    """
    found = estimate(table_of("stan_sim4"), method="lcmcr", **SHORT)

    assert found.lower <= 2_000 <= found.upper


def test_chains_that_disagree_give_no_number() -> None:
    """
    On the table of Gaza, R's own chains disagree; so do ours, and there is no interval.
    """
    found = estimate(
        table_of("gaza3"), method="lcmcr", chains=4, burn_in=500, draws=200, thin=5, longest=0
    )

    assert found.refused and found.rhat > 1.01 and found.median is None
    assert "R-hat" in found.reasons[0]


def test_the_same_seed_gives_the_same_draws() -> None:
    """
    Draws depend on the seed and on nothing else.
    """
    quick = LcmcrSettings(chains=2, burn_in=50, draws=20, thin=2, longest=0)
    one, again = (sample_classes(table_of("my3"), quick, seed=3) for _ in range(2))
    other = sample_classes(table_of("my3"), quick, seed=4)

    assert np.array_equal(one.posterior.draws, again.posterior.draws)
    assert not np.array_equal(one.posterior.draws, other.posterior.draws)


def test_the_cap_is_kept_and_told() -> None:
    """
    No draw passes the cap, and a cap that binds is a caveat.
    """
    found = estimate(
        table_of("my3"),
        method="lcmcr",
        most_ratio=0.15,
        longest=0,
        chains=4,
        burn_in=2000,
        draws=500,
        thin=40,
    )

    assert found.posterior.draws.max() <= 626 * 1.15
    assert {"cap_binding", "few_chains"} <= {caveat.term for caveat in found.caveats}


def test_few_lists_and_wrong_settings() -> None:
    """
    Two lists are refused; one class or one chain is an error.
    """
    two = PatternTable.of("AB", {"10": 9, "01": 9, "11": 9})

    assert estimate(two, method="lcmcr").refused
    for wrong in ({"classes": 1}, {"chains": "1"}, {"rate": 0}):
        with pytest.raises(SettingsError):
            estimate(table_of("my3"), method="lcmcr", **wrong)


def test_rhat_tells_place_spread_and_standstill() -> None:
    """
    Chains that differ in middle or spread, or stand still apart, are told from the rest.
    """
    draws = np.random.default_rng(2).normal(size=(4, 1000))
    wider = draws * np.array([[1], [1], [1], [4]])
    still = np.repeat(np.arange(4.0)[:, None], 100, axis=1)

    assert rank_rhat(draws) < 1.01 < rank_rhat(wider)
    assert rank_rhat(draws + np.array([[0], [0], [0], [2]])) > 1.1
    assert rank_rhat(still) > 1000


def test_dependent_draws_are_worth_fewer() -> None:
    """
    A chain with correlation r from draw to draw is worth (1 - r) / (1 + r) of its length.
    """
    noise = np.random.default_rng(3).normal(size=(4, 4000))
    chains = np.zeros_like(noise)
    for place in range(1, noise.shape[1]):
        chains[:, place] = 0.8 * chains[:, place - 1] + noise[:, place]

    assert effective_draws(chains) == pytest.approx(16_000 / 9, rel=0.2)


def test_a_chain_in_pieces_is_the_chain_in_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it is cut changes no draw."""
    table, settings = table_of("my3"), LcmcrSettings(chains=2, burn_in=600, draws=60, thin=10)
    whole = sample_classes(table, settings, seed=3)
    monkeypatch.setattr(lcmcr, "_AT_ONCE", 200)

    pieces = sample_classes(table, settings, seed=3)

    assert np.array_equal(whole.posterior.draws, pieces.posterior.draws)


def test_who_breaks_off_need_not_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """The other chains end with the piece that they are at."""
    run, calls = gibbs.run_chain, []

    def break_off(*given: Any) -> Any:
        calls.append(given)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return run(*given)

    monkeypatch.setattr(gibbs, "run_chain", break_off)
    settings = LcmcrSettings(chains=2, burn_in=200 * lcmcr._AT_ONCE, draws=4)
    with pytest.raises(KeyboardInterrupt):
        sample_classes(table_of("my3"), settings, seed=3)
    assert len(calls) < 100
