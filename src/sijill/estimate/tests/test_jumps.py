"""
Jumps between numbers of classes leave the belief as it is, and bring apart chains together.
"""

from __future__ import annotations

from itertools import permutations, product
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.special import betaln, gammaln, logsumexp

from sijill.estimate import PatternTable, compiled
from sijill.estimate.annealing import log_gamma
from sijill.estimate.compiled import make_stream
from sijill.estimate.labels import MOST_BLOCKS, draw_labels, weigh_labels
from sijill.estimate.lcmcr import LcmcrSettings, sample_classes
from sijill.estimate.tests.tables import FACTS, table_of

Floats = NDArray[np.float64]
FIVE = PatternTable.of("ABC", {"110": 1, "011": 1, "001": 2, "100": 1})
SMALL: dict[str, Any] = {"classes": 3, "shape": 1.0, "rate": 1.0, "most_ratio": 1.0}


@pytest.fixture(scope="module", name="belief", params=[1.0, 4.0])
def _belief(request: pytest.FixtureRequest) -> tuple[float, Floats]:
    """Return a prior, and its belief about five people and at most five unlisted."""
    return request.param, _sum_out(FIVE, classes=3, most_missing=5, missed=request.param)


@pytest.mark.parametrize("jump_every", [0, 1])
def test_draws_are_those_of_the_belief_summed_out(
    jump_every: int, belief: tuple[float, Floats]
) -> None:
    """
    Chains agree with the sum over all ways to divide people, with jumps and without.
    """
    missed, summed = belief
    run = LcmcrSettings(
        **SMALL, missed=missed, chains=4, burn_in=1000, draws=4_000, thin=4, longest=0,
        jump_every=jump_every,
    )  # fmt: skip
    found = sample_classes(FIVE, run, seed=4)

    missing = (found.posterior.draws - FIVE.observed).astype(int)
    drawn = np.zeros_like(summed)
    np.add.at(drawn, (missing.ravel(), found.used.astype(int).ravel()), 1 / missing.size)
    assert np.abs(drawn - summed).max() < 4 * np.sqrt(0.25 / found.ess)


def test_chains_of_twenty_lists_agree() -> None:
    """
    A published table of twenty lists, of which chains without jumps sit in two places.

    LCMCR 0.4.14, four seeds pooled: 1,576 people, 1,407 to 2,014.
    """
    run = LcmcrSettings(classes=15, chains=4, burn_in=10_000, draws=1_500, thin=50, longest=0)
    found = sample_classes(table_of("verdata_r2"), run, seed=1)
    told = FACTS["lcmcr"]["verdata_r2"]

    assert found.rhat < 1.03
    assert found.posterior.quantile(0.5) == pytest.approx(told["median"], rel=0.02)
    assert found.posterior.quantile(0.025) == pytest.approx(told["q025"], rel=0.02)


def test_labels_are_summed_over_all_ways() -> None:
    """
    The sum over labels is that over all orders and gaps, and labels are drawn by their share.
    """
    alpha, sizes, n_labels = 0.7, np.array([5.0, 2.0, 9.0]), 4
    ways = np.empty((n_labels, 1 << MOST_BLOCKS))
    told = weigh_labels(sizes, 3, n_labels, alpha, ways)
    shares = {
        labels: np.exp(_log_sticks(sizes, labels, n_labels, alpha))
        for labels in permutations(range(n_labels), 3)
    }
    told += gammaln(1 + sizes).sum() + gammaln(alpha) - gammaln(alpha + sizes.sum())

    assert told == pytest.approx(np.log(sum(shares.values())), abs=1e-9)
    stream, labels, n_draws = make_stream(np.random.SeedSequence(1)), np.empty(3), 20_000
    drawn = dict.fromkeys(shares, 0)
    for _draw in range(n_draws):
        draw_labels(stream, 3, n_labels, ways, labels)
        drawn[tuple(labels.astype(int).tolist())] += 1
    for place, share in shares.items():
        share /= sum(shares.values())
        assert drawn[place] / n_draws == pytest.approx(share, abs=4 * np.sqrt(share / n_draws))


def test_the_log_of_gamma_is_right() -> None:
    """From a tenth to a million, to eleven digits, or places where it is below 1."""
    given = np.geomspace(0.1, 1e6, 400)
    told = np.array([log_gamma(x) for x in given])

    assert np.all(np.abs(told - gammaln(given)) <= 1e-11 * np.maximum(gammaln(given), 1.0))


def test_room_is_given_for_as_many_blocks_as_are_summed() -> None:
    """The number is written where the compiler is not loaded, too."""
    assert compiled._MOST_BLOCKS == MOST_BLOCKS


def _sum_out(table: PatternTable, classes: int, most_missing: int, missed: float) -> Floats:
    """Return the belief by unlisted and classes in use, alpha by a grid. (missing, used)."""
    people = np.repeat(np.array(table.members, float), table.counts, axis=0)
    seats = np.array(list(product(range(classes), repeat=len(people))))
    inside = seats[:, :, None] == np.arange(classes)
    listed, hits = inside.sum(1), np.einsum("spk,pj->skj", inside, people)
    found = np.zeros((most_missing + 1, classes + 1))
    for unlisted in product(range(most_missing + 1), repeat=classes):
        if sum(unlisted) <= most_missing:
            sizes = listed + unlisted
            logs = gammaln(len(people) + sum(unlisted)) - gammaln(np.add(unlisted, 1)).sum()
            logs = logs + betaln(1 + hits, missed + sizes[:, :, None] - hits).sum((1, 2))
            logs = logs - hits[0].size * betaln(1, missed)
            belief = np.exp(logs + _log_prior(sizes))
            used = (sizes > 0).sum(1)
            found[sum(unlisted)] += np.bincount(used, belief, minlength=classes + 1)
    return np.asarray(found / found.sum(), float)


def _log_prior(sizes: NDArray[np.int_]) -> Floats:
    """Return the log belief in labelled sizes, alpha summed out. Shape (divisions,)."""
    alphas = np.exp(np.linspace(-12, 4, 61))
    logs = alphas * -SMALL["rate"] + np.log(alphas) * SMALL["shape"]
    rest = sizes.sum(1)
    for size in sizes.T[:-1]:
        rest = rest - size
        logs = logs + betaln(1 + size[:, None], alphas + rest[:, None]) - betaln(1, alphas)
    total: Floats = logsumexp(logs, axis=1)
    return total


def _log_sticks(sizes: Floats, labels: tuple[int, ...], n_labels: int, alpha: float) -> float:
    """Return the log belief in sizes under these labels, by the sticks."""
    people = np.zeros(n_labels)
    people[list(labels)] = sizes
    beyond = people.sum() - np.cumsum(people)
    return float((betaln(1 + people, alpha + beyond) - betaln(1, alpha))[:-1].sum())
