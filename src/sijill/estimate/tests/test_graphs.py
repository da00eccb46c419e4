"""
Averaging over graphs gives R's figures, and the graphs are all there are.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sijill.errors import ModelError, SettingsError
from sijill.estimate import PatternTable
from sijill.estimate.dga import DgaSettings, average_graphs
from sijill.estimate.graphs import list_graphs
from sijill.estimate.tests.tables import FACTS, estimate, table_of


def settings_of(fact: dict[str, Any]) -> DgaSettings:
    """Return the settings that R was given."""
    first, last = fact["missing"]
    return DgaSettings(fact["delta"], first, last, prior=fact["prior"])


@pytest.mark.parametrize("fact", FACTS["dga"], ids=lambda f: f"{f['table']}-{f['delta']}")
def test_the_belief_is_that_of_r(fact: dict[str, Any]) -> None:
    """
    Masses within 1e-8, quantiles and mode equal, the likeliest graphs within 1e-8.
    """
    found = average_graphs(table_of(fact["table"]), settings_of(fact))
    belief, told = found.posterior, fact["estimate"]
    probes = {probe["N"]: probe["p"] for probe in fact["posterior_at"]}
    shares = dict(found.models)

    assert belief.at(list(probes)) == pytest.approx(list(probes.values()), rel=1e-8)
    assert belief.mean() == pytest.approx(told["mean"], rel=1e-9)
    assert [belief.quantile(q) for q in (0.025, 0.5, 0.975)] == [
        told["q025"], told["median"], told["q975"],
    ]  # fmt: skip
    assert belief.mode() == told["mode"]
    for model in fact["top_models"]:
        assert shares[model["cliques"]] == pytest.approx(model["prob"], abs=1e-8)


def test_all_decomposable_graphs_are_there_once() -> None:
    """
    As many graphs as are known to be decomposable, each its own factorisation.
    """
    assert [len(list_graphs(n)) for n in (3, 4, 5, 6)] == [8, 61, 822, 18_154]
    assert len(np.unique(list_graphs(5), axis=0)) == 822
    assert not list_graphs(6).sum(axis=1).any()


def test_screening_six_lists_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Graphs dropped before the grid is walked would not have moved a mass by 1e-10.
    """
    table = PatternTable.of("ABCDEF", {"100000": 30, "010000": 20, "001100": 9, "000011": 8,
                                       "110000": 12, "000111": 5, "100001": 6})  # fmt: skip
    settings = DgaSettings(most_missing=60)
    screened = average_graphs(table, settings).posterior.masses
    monkeypatch.setattr("sijill.estimate.dga._SCREEN_DEPTH", np.inf)
    whole = average_graphs(table, settings).posterior.masses

    assert screened == pytest.approx(whole, rel=1e-10)


def test_the_order_of_the_lists_does_not_matter() -> None:
    """
    Lists turned round give the same belief.
    """
    table = table_of("western5")
    turned = table.narrowed(table.lists[::-1])
    one = average_graphs(table, DgaSettings(most_missing=500)).posterior.masses
    other = average_graphs(turned, DgaSettings(most_missing=500)).posterior.masses

    assert one == pytest.approx(other, rel=1e-9)


def test_a_prior_that_decides_is_said() -> None:
    """
    Kosovo's result names its prior, what others give, and that they differ.
    """
    found = estimate(table_of("kosovo4"), method="dga")
    rows = {row.choice: row.median for row in found.sensitivity}

    assert found.median == 12_595 and found.settings["delta"] == 2**-4
    assert rows["delta=0.5"] == pytest.approx(11_323, rel=0.01)
    assert "prior_sensitive" in [caveat.term for caveat in found.caveats]


def test_the_edge_of_the_grid_is_a_caveat() -> None:
    """
    A grid that ends inside the belief is told.
    """
    found = estimate(table_of("kosovo4"), method="dga", most_missing=8_000)

    assert "grid_edge" in [caveat.term for caveat in found.caveats]


def test_what_cannot_be_averaged_is_refused() -> None:
    """
    Two lists and seven lists get a reason, a grid turned round and no prior an error.
    """
    two = PatternTable.of("AB", {"10": 9, "01": 9, "11": 9})
    seven = PatternTable.of("ABCDEFG", {"1" * 7: 9, "1000000": 4, "0100000": 4, "0011111": 9})

    assert estimate(two, method="dga").refused
    assert "7 lists" in " ".join(estimate(seven, method="dga").reasons)
    with pytest.raises(ModelError, match="6 lists at most"):
        average_graphs(seven)
    for wrong in ({"least_missing": 9, "most_missing": 3}, {"delta": 0}, {"prior": "none"}):
        with pytest.raises(SettingsError):
            estimate(table_of("my3"), method="dga", **wrong)
