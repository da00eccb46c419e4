"""
The sampler draws what it should, agrees with R, and gives no number where chains disagree.
"""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import product
from pathlib import Path
from typing import Any

import llvmlite.binding as llvm
import numpy as np
import pytest
from scipy import stats

from sijill.errors import SettingsError
from sijill.estimate import PatternTable, compiled, lcmcr
from sijill.estimate.by_classes import _vary
from sijill.estimate.chance import (
    draw_binomial,
    draw_gamma,
    draw_normal,
    draw_poisson,
)
from sijill.estimate.compiled import make_stream
from sijill.estimate.convergence import effective_draws, rank_rhat
from sijill.estimate.lcmcr import LcmcrSettings, sample_classes
from sijill.estimate.settings import Settings
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


@pytest.mark.parametrize(("enough", "kept"), [(0.0, 1_000), (1e6, 2_000)])
def test_chains_worth_few_draws_are_run_on(enough: float, kept: int) -> None:
    """
    Twice as long each time, up to the longest; not where they are worth enough.
    """
    quick = LcmcrSettings(
        chains=2, burn_in=2_000, draws=1_000, thin=40, enough=enough, longest=2_000
    )
    found = sample_classes(table_of("my3"), quick, seed=3)

    assert found.posterior.draws.shape == (2, kept)
    assert found.iterations == 2_000 + 40 * kept


def test_the_same_seed_gives_the_same_draws() -> None:
    """
    Draws depend on the seed and on nothing else.
    """
    quick = LcmcrSettings(chains=2, burn_in=50, draws=20, thin=2, longest=0)
    one, again = (sample_classes(table_of("my3"), quick, seed=3) for _ in range(2))
    other = sample_classes(table_of("my3"), quick, seed=4)

    assert np.array_equal(one.posterior.draws, again.posterior.draws)
    assert not np.array_equal(one.posterior.draws, other.posterior.draws)


@pytest.mark.parametrize(
    ("classes", "told"),
    [
        ({0.6: (0.55, 0.45, 0.6, 0.5, 0.4), 0.4: (0.25, 0.2, 0.15, 0.25, 0.2)}, True),
        ({0.6: (0.8, 0.7, 0.75, 0.65, 0.7), 0.4: (0.2, 0.25, 0.15, 0.2, 0.25)}, False),
        ({1.0: (0.35, 0.3, 0.4, 0.25, 0.3)}, False),
    ],
)
def test_classes_that_lists_hardly_tell_apart_are_told(
    classes: dict[float, tuple[float, ...]], told: bool
) -> None:
    """
    Of a thousand people in two classes near one another the prior of chances decides; of as
    many in classes far apart, or in one, it does not.
    """
    found = estimate(_expect(classes, 1_000), method="lcmcr", **SHORT)

    terms = [caveat.term for caveat in found.caveats]
    row = next(item for item in found.sensitivity if item.choice == "missed=5")
    assert ("classes_hardly_told" in terms) is told
    assert row.lower < row.median < row.upper and row.upper > found.upper


def _expect(classes: dict[float, tuple[float, ...]], people: int) -> PatternTable:
    """Return the table that is expected of classes, by share of the people and chances."""
    marks = np.array(list(product((0, 1), repeat=5)))
    found = np.zeros(len(marks))
    for share, chances in classes.items():
        found += people * share * np.where(marks, chances, 1 - np.array(chances)).prod(1)
    counts = found.round().astype(int).tolist()
    patterns = ("".join(map(str, row)) for row in marks.tolist())
    return PatternTable.of("ABCDE", dict(list(zip(patterns, counts, strict=True))[1:]))


def test_another_prior_of_chances_is_told_as_the_usual_one_beside_it() -> None:
    """
    Who sets it is shown what chances that are all alike would give.
    """
    quick = {"chains": 2, "burn_in": 200, "draws": 40, "thin": 2, "longest": 0}
    found = sample_classes(table_of("my3"), LcmcrSettings(**quick, missed=3.0), seed=3)
    usual = sample_classes(table_of("my3"), LcmcrSettings(**quick), seed=3)
    rows = _vary(table_of("my3"), Settings(), LcmcrSettings(**quick, missed=3.0))

    assert not np.array_equal(found.posterior.draws, usual.posterior.draws)
    assert [row.choice for row in rows] == ["shape=1, rate=1", "missed=1"]


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
        draws=1_000,
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
    for wrong in ({"classes": 1}, {"chains": "1"}, {"rate": 0}, {"missed": 0}):
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
    table = table_of("my3")
    settings = LcmcrSettings(chains=2, burn_in=2_000, draws=250, thin=10, longest=0)
    whole = sample_classes(table, settings, seed=3)
    monkeypatch.setattr(lcmcr, "_AT_ONCE", 1_000)

    pieces = sample_classes(table, settings, seed=3)

    assert np.array_equal(whole.posterior.draws, pieces.posterior.draws)


def test_who_breaks_off_need_not_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """The other chains end with the piece that they are at."""
    run, calls = compiled.run_chain, []

    def break_off(*given: Any) -> Any:
        calls.append(given)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return run(*given)

    monkeypatch.setattr(compiled, "run_chain", break_off)
    settings = LcmcrSettings(chains=2, burn_in=200 * lcmcr._AT_ONCE, draws=4)
    with pytest.raises(KeyboardInterrupt):
        sample_classes(table_of("my3"), settings, seed=3)
    assert len(calls) < 100


def test_machine_code_is_made_anew_when_a_source_changes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The file is named by what it was made of; where it cannot be made, it says why."""
    for name in compiled._MADE_OF:
        (tmp_path / name).write_bytes((compiled._WORKS / name).read_bytes())
    kept = compiled._machine_code(llvm)
    monkeypatch.setattr(compiled, "_WORKS", tmp_path)
    monkeypatch.setattr(compiled, "_make", lambda _path: None)

    same = compiled._machine_code(llvm)
    (tmp_path / "gibbs.py").write_text("another sampler")
    other = compiled._machine_code(llvm)

    assert kept.exists() and same.name == kept.name != other.name


def test_where_nothing_can_be_kept_a_folder_of_the_process_is_taken(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A disk that may not be written, as in a container, does not keep anybody from drawing."""
    (tmp_path / "file").touch()
    monkeypatch.setattr(compiled, "_WORKS", tmp_path / "not there")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file" / "below"))
    passing = compiled._folder()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    assert passing.is_dir() and passing.stat().st_mode & 0o077 == 0
    assert compiled._folder() == tmp_path / "cache" / "sijill"


def test_a_sampler_that_cannot_be_compiled_says_why(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What the compiling process said last is told, and what to do."""
    (tmp_path / "numba.py").write_text("raise ImportError('there is no compiler')")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])

    with pytest.raises(SettingsError, match=r"ImportError: there is no compiler\. Use dga"):
        compiled._make(tmp_path / "sampler.o")


def test_drawing_loads_no_compiler() -> None:
    """An estimate by classes needs llvmlite, and not numba, in its own process."""
    table = "PatternTable.of('ABC', {'100': 9, '010': 9, '001': 9, '111': 9})"
    asked = (
        "import sys; from sijill.estimate import PatternTable, estimate_population;"
        f"estimate_population({table}, method='lcmcr', chains=2, draws=9, longest=0);"
        "print('numba' in sys.modules, 'llvmlite' in sys.modules)"
    )
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    told = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, env=env, check=True
    )

    assert told.stdout.split() == ["False", "True"]
