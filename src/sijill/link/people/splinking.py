"""
Splink on DuckDB, set up for people: learning weights without labels, and weighing pairs.

Everything that Splink and DuckDB are asked stands here.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from sijill.errors import SettingsError
from sijill.link.people.candidates import LikelyPairs, find_likely
from sijill.link.people.comparisons import COMPARISONS, Comparison
from sijill.link.people.rows import make_rows
from sijill.link.people.weights import PeopleWeights
from sijill.model.victim import NamedPerson

_MEMORY = "1500MB"
_THREADS = 2
_MOST_TAUGHT = 300_000  # pairs that are learned from
_LEAST_SHARE = 1e-5
_ROUNDS = 60
_STILL = 0.0005  # EM ends when nothing moves more
_AT_ONCE = 500_000  # pairs in memory together
_PAIR = "pair"
_ASTRAY = (
    "what was learned from these lists does not tell one person from two: by it, names that "
    "are the same speak against one person, or names that are nothing alike speak for one. "
    "Too few of the pairs are of one person. Keep the bundled weights."
)


@dataclass(frozen=True)
class WeighedPairs:
    """
    Pairs with how probable it is that they are one person.

    Attributes:
        left: Numbers of people. Shape (pairs,).
        right: The others' numbers, above those of *left*. Shape (pairs,).
        p_same: How probable, in [0, 1]. Shape (pairs,).
        levels: Where each comparison ended, 0 the most alike, -1 unknown, in the order of
            `COMPARISONS`. Shape (pairs, comparisons).
        compared: How many pairs were compared in all.
    """

    left: NDArray[np.int64]
    right: NDArray[np.int64]
    p_same: NDArray[np.float64]
    levels: NDArray[np.int8]
    compared: int


def weigh_pairs(
    people: Sequence[NamedPerson], likely: LikelyPairs, weights: PeopleWeights, *, least: float
) -> WeighedPairs:
    """
    Compare pairs.

    Args:
        people: Rows and names.
        likely: The pairs, by the numbers of people.
        weights: See `PeopleWeights`.
        least: Pairs less probable than this are left out.
    """
    rows = make_rows(people)
    found = [
        _weigh(rows, likely.part(start, start + _AT_ONCE), weights, least)
        for start in range(0, len(likely.pairs), _AT_ONCE)
    ]
    return _join(found, len(likely.pairs))


def _weigh(
    rows: pa.Table, likely: LikelyPairs, weights: PeopleWeights, least: float
) -> WeighedPairs:
    with _linking(_each_pair(rows, likely), weights) as linker:
        found = linker.inference.predict(
            threshold_match_probability=least, warning_mode="never"
        ).as_pyarrow_table()
    places = np.minimum(found["unique_id_l"].to_numpy(), found["unique_id_r"].to_numpy()) // 2
    order = np.argsort(places)
    levels = [_levels(found, one) for one in COMPARISONS]
    kept = likely.pairs[places[order]]
    return WeighedPairs(
        kept[:, 0], kept[:, 1], found["match_probability"].to_numpy()[order],
        np.stack(levels, axis=1)[order], len(likely.pairs),
    )  # fmt: skip


def _levels(found: pa.Table, one: Comparison) -> NDArray[np.int8]:
    gamma = found[f"gamma_{one.name}"].to_numpy().astype(np.int8)
    return np.where(gamma < 0, -1, len(one.levels) - 1 - gamma).astype(np.int8)


def _join(parts: Sequence[WeighedPairs], compared: int) -> WeighedPairs:
    none = np.zeros(0, dtype=np.int64)
    return WeighedPairs(
        np.concatenate([none, *(one.left for one in parts)]),
        np.concatenate([none, *(one.right for one in parts)]),
        np.concatenate([np.zeros(0), *(one.p_same for one in parts)]),
        np.concatenate(
            [np.zeros((0, len(COMPARISONS)), np.int8), *(one.levels for one in parts)]
        ),
        compared,
    )


def learn_weights(
    people: Sequence[NamedPerson],
    start: PeopleWeights,
    *,
    seed: int,
    source: str,
    repeats: frozenset[str] = frozenset(),
) -> PeopleWeights:
    """
    Learn from people's rows, without labels, by expectation maximisation.

    Args:
        people: Rows and names.
        start: Where to begin.
        seed: Seed of the sample of pairs that is learned from.
        source: What the weights will say of where they come from.
        repeats: Lists that may hold a person twice.

    Raises:
        SettingsError: If what is learned does not tell one person from two.

    References:
        .. [1] Fellegi, I. P. and Sunter, A. B. (1969). A theory for record linkage. Journal of
           the American Statistical Association, 64(328), 1183-1210.
        .. [2] Winkler, W. E. (1988). Using the EM algorithm for weight computation in the
           Fellegi-Sunter model of record linkage. Proceedings of the Section on Survey
           Research Methods, American Statistical Association, 667-671.
    """
    from splink import block_on

    likely = find_likely(people, repeats)
    chosen = np.random.default_rng(seed).permutation(len(likely.pairs))[:_MOST_TAUGHT]
    chosen.sort()
    taught = _each_pair(
        make_rows(people), LikelyPairs(likely.pairs[chosen], likely.named[chosen])
    )
    with _linking(taught, start) as linker:
        try:
            linker.training.estimate_parameters_using_expectation_maximisation(
                block_on(_PAIR), fix_u_probabilities=False,
                estimate_without_term_frequencies=True,
                populate_probability_two_random_records_match_from_trained_values=True,
            )  # fmt: skip
        except ValueError as why:  # a share has become 0
            raise SettingsError(_ASTRAY) from why
        learned = _read(linker.misc.save_model_to_json(), source)
    if not learned.bits("name", 0) > 0 > learned.bits("name", -1):
        raise SettingsError(_ASTRAY)
    return learned


def _each_pair(rows: pa.Table, likely: LikelyPairs) -> pa.Table:
    """
    Return a table with two rows a pair, which share a block that is theirs alone.

    So each pair is compared once, whatever it shares, and what only both together have can
    stand in a column: how alike their names are.
    """
    taken = rows.take(pa.array(likely.pairs.reshape(-1)))
    numbers = np.arange(len(taken))
    return (
        taken.append_column("unique_id", pa.array(numbers))
        .append_column(_PAIR, pa.array(numbers // 2))
        .append_column("named", pa.array(np.repeat(likely.named, 2)))
    )


@contextmanager
def _linking(table: pa.Table, weights: PeopleWeights) -> Iterator[Any]:
    """
    Give Splink's linker over an empty database with these rows in it.

    What does not fit in memory is personal: it lies in a folder of this process alone. Linkers
    hold themselves, so that a database which is not closed stays in memory.
    """
    import duckdb
    from splink import DuckDBAPI, Linker, block_on

    settings = {
        "link_type": "dedupe_only",
        "blocking_rules_to_generate_predictions": [block_on(_PAIR)],
        "comparisons": [_comparison(one, weights) for one in COMPARISONS],
        "probability_two_random_records_match": weights.matched,
        "retain_matching_columns": True,
        "retain_intermediate_calculation_columns": False,
        "max_iterations": _ROUNDS,
        "em_convergence": _STILL,
    }
    with TemporaryDirectory(prefix="sijill-") as spill:
        bounds: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": _MEMORY,
            "threads": _THREADS,
            "temp_directory": spill,
        }
        with duckdb.connect(config=bounds) as connection:
            rows = DuckDBAPI(connection=connection).register(table)
            yield Linker(rows, settings, log_level=logging.ERROR)


def _comparison(one: Comparison, weights: PeopleWeights) -> dict[str, Any]:
    unknown = {
        "sql_condition": one.unknown,
        "label_for_charts": "unknown",
        "is_null_level": True,
    }
    shares = zip(one.levels, weights.same[one.name], weights.other[one.name], strict=True)
    levels = [
        {
            "sql_condition": level.holds or "ELSE", "label_for_charts": level.says,
            "m_probability": same, "u_probability": other,
        }
        for level, same, other in shares
    ]  # fmt: skip
    return {"output_column_name": one.name, "comparison_levels": [unknown, *levels]}


def _read(model: dict[str, Any], source: str) -> PeopleWeights:
    same, other = {}, {}
    for one, told in zip(COMPARISONS, model["comparisons"], strict=True):
        levels = [
            level for level in told["comparison_levels"] if not level.get("is_null_level")
        ]
        same[one.name] = _shares([level.get("m_probability") for level in levels])
        other[one.name] = _shares([level.get("u_probability") for level in levels])
    return PeopleWeights(
        source, float(model["probability_two_random_records_match"]), same, other
    )


def _shares(told: Sequence[float | None]) -> tuple[float, ...]:
    """Return shares that add up to 1, none of them 0: what was not seen may yet be."""
    shares = [max(share or 0.0, _LEAST_SHARE) for share in told]
    return tuple(share / sum(shares) for share in shares)
