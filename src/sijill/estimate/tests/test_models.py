"""
Log-linear models and Chao's bound give R's figures, or no figure where R's is unsound.
"""

from __future__ import annotations

from typing import Any

import pytest

from sijill.errors import SettingsError
from sijill.estimate import PatternTable, estimate_two_lists
from sijill.estimate.loglinear import fit_models
from sijill.estimate.poisson import fit_poisson, make_design, why_no_estimate
from sijill.estimate.tests.tables import FACTS, estimate, table_of


@pytest.mark.parametrize("fact", FACTS["loglinear"], ids=lambda f: f["table"])
def test_the_figures_are_those_of_rcapture(fact: dict[str, Any]) -> None:
    """
    Independence, both bounds and the pairs within 1e-6.
    """
    table = table_of(fact["table"])
    plain = fit_poisson(make_design(table.full_counts(), ()))
    bounds = {
        form: estimate(table, method="chao", form=form).median
        for form in ("lists_and_people", "people", "closed")
    }
    pair = fact["pair"]
    chapman = estimate_two_lists(n_first=pair["n1"], n_second=pair["n2"], n_both=pair["m"])

    assert table.observed + plain.unlisted == pytest.approx(fact["independence"], rel=1e-6)
    assert bounds["lists_and_people"] == pytest.approx(fact["chao_mth"], rel=1e-6)
    assert bounds["people"] == pytest.approx(fact["chao_mh"], rel=1e-6)
    assert bounds["closed"] == pytest.approx(fact["chao_t"], rel=1e-6)
    assert chapman.total == pytest.approx(pair["chapman"], rel=1e-6)


@pytest.mark.parametrize("fact", FACTS["loglinear"], ids=lambda f: f["table"])
def test_the_best_model_is_that_of_rcapture_or_refused(fact: dict[str, Any]) -> None:
    """
    The model chosen by BIC, its total and profile limits; none where R flags it.
    """
    found = estimate(table_of(fact["table"]), method="loglinear")

    assert found.refused == (fact["flag"] != 0)
    if not found.refused:
        assert found.models[0].name == fact["best"]
        assert found.models[0].bic == pytest.approx(fact["bic"], rel=1e-6)
        assert found.median == pytest.approx(fact["abundance"], rel=1e-6)
        assert [found.lower, found.upper] == pytest.approx(fact["ends"], rel=1e-3)


def test_a_model_without_an_estimate_is_passed_over() -> None:
    """
    Nobody of list C is on A or B: the model with A and B joined has no finite number.
    """
    table = table_of("artificial3")
    best = fit_models(table, by="bic")[0]
    found = estimate(table, method="loglinear")

    assert best.name == "[12,3]" and why_no_estimate(best.design)
    assert why_no_estimate(make_design(table.full_counts(), ())) is None
    assert "model_without_estimate" in [caveat.term for caveat in found.caveats]


def test_all_hierarchical_models_are_tried() -> None:
    """
    Four lists have 113 models with interactions of up to three, three have eight.
    """
    names = [model.name for model in fit_models(table_of("hiv4"), by="bic")]

    assert len(names) == len(set(names)) == 113
    assert len(fit_models(table_of("my3"), by="aic")) == 8


def test_wrong_settings_and_too_many_lists() -> None:
    """
    An unknown criterion or form is an error; eleven lists are refused.
    """
    eleven = PatternTable.of(
        [f"l{n}" for n in range(11)], {"1" * 11: 5, **{f"{1 << n:011b}": 9 for n in range(11)}}
    )
    assert "11 lists" in estimate(eleven, method="loglinear").reasons[0]
    with pytest.raises(SettingsError, match="bic or aic"):
        estimate(table_of("my3"), method="loglinear", criterion="dic")
    with pytest.raises(SettingsError, match="form"):
        estimate(table_of("my3"), method="chao", form="guess")
