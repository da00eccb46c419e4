"""
Match weights learned from a record's own claims, without labels.

Claims are clustered with the bundled weights. How often each comparison ends at each level is
counted for pairs in one cluster, against pairs that are surely of two incidents (`chance`);
that gives weights, these give each pair a probability, and pairs are counted by it anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from sijill.errors import SettingsError
from sijill.link.blocking import make_buckets
from sijill.link.candidates import Pairs, list_candidates
from sijill.link.chance import agree, measure_chance
from sijill.link.clustering import cluster_columns
from sijill.link.columns import Columns, Floats, Ints
from sijill.link.comparison import Scale, probabilities
from sijill.link.features import FEATURES, Feature
from sijill.link.profile import make_columns
from sijill.link.rules import may_join
from sijill.link.settings import Settings, settings_of
from sijill.link.weights import Weights, load_weights
from sijill.link.words import count_words
from sijill.model import Claim

_FEWEST_PAIRS = 200
_LEANS_ON = 30.0  # pairs that the bundled weights count for, at each feature and class
_CHANCE_PAIRS = 10_000.0  # what is known of chance counts for so many pairs
_ROUNDS = 12  # more move nothing but what is seldom seen
_WIDEST_BITS = 10.0
_LEAST = 0.1  # pairs less probable than this teach nothing: they are so many
_LOYALTY = 0.4  # share of what it began with that stands where the record bears it all out
_TOO_SURE = 2.0  # bits that likenesses hanging together (act, site, means, words) say twice
_SPEAKS_AGAINST = -1.5  # what begins below this never weighs less: wrong joins would teach so


@dataclass(frozen=True, slots=True)
class Trained:
    """
    What training gave.

    Attributes:
        weights: The weights.
        pairs: How many candidate pairs they were learned from.
        together: How many of them are of one incident, by their probabilities.
    """

    weights: Weights
    pairs: int
    together: int


def train_weights(
    claims: Iterable[Claim], *, settings: Settings, start: Weights | None = None
) -> Trained:
    """
    Learn match weights from *claims*, and count their words.

    How levels are shared out by chance is fixed beforehand, on pairs that are surely of two
    incidents, so that what is learned does not drift from incidents to weeks.

    Args:
        claims: Resolved claims; those of scope ``incident`` are paired.
        settings: See `Settings`.
        start: Weights to begin with and to lean on; ``None``: the bundled ones.

    Raises:
        SettingsError: If there are too few candidate pairs to learn anything from.

    Assumes:
        1. Features are independent given that a pair is of one incident, or of two.
        2. The starting weights cluster well enough to begin with.

    References:
        .. [1] Winkler, W. E. (1988). Using the EM algorithm for weight computation in the
           Fellegi-Sunter model of record linkage. Proceedings of the Section on Survey
           Research Methods, American Statistical Association, 667-671.
    """
    told = list(claims)
    begin = replace(start or load_weights(), rarity=count_words(told))
    chosen = (claim for claim in told if claim.scope == "incident")
    columns = make_columns(chosen, begin.rarity)
    pairs = _list_pairs(columns, settings)
    if len(pairs[0]) < _FEWEST_PAIRS:
        raise SettingsError(
            f"there are {len(pairs[0])} pairs of claims to learn from, and fewer than "
            f"{_FEWEST_PAIRS} teach nothing; the bundled weights serve a small record better."
        )
    scale = Scale(settings, begin)
    levels = scale.levels(columns, *pairs)
    chance = measure_chance(columns, scale)
    label = _label(columns, scale)
    first = label[pairs[0]] == label[pairs[1]]
    together = first.astype(float)
    weights = begin
    for _ in range(_ROUNDS):
        weights = _estimate(levels, together, chance, len(columns), begin)
        chances = probabilities(Scale(settings, weights).weigh_levels(levels))
        together = np.where(chances < _LEAST, 0.0, chances)
    kept = float(together[first].sum()) / max(1, int(first.sum()))
    found = _temper(weights, begin, trust=1 - _LOYALTY * kept**2)
    return Trained(found, len(together), round(together.sum()))


def _list_pairs(columns: Columns, settings: Settings) -> Pairs:
    """Return all candidate pairs that may stand together, each once."""
    none = np.zeros(0, dtype=np.int64)
    found: list[Pairs] = [(none, none)]
    buckets = make_buckets(columns, settings)
    for left, right in list_candidates(buckets, settings_of(settings, len(columns))):
        kept = may_join(columns, left, right)
        found.append((left[kept], right[kept]))
    one, two = (np.concatenate(side) for side in zip(*found, strict=True))
    _, first = np.unique((one << 32) | two, return_index=True)
    return one[first], two[first]


def _label(columns: Columns, scale: Scale) -> Ints:
    """Return the number of each claim's cluster."""
    clusters = cluster_columns(columns, settings=scale.settings, weights=scale.weights)
    number = {name: n for n, cluster in enumerate(clusters) for name in cluster.claims}
    return np.array([number[name] for name in columns.ids], dtype=np.int64)


def _estimate(
    levels: Ints, together: Floats, chance: dict[str, Floats], claims: int, begin: Weights
) -> Weights:
    """Return the weights that pairs of one incident tell, against those of two."""
    features = {}
    for n, feature in enumerate(FEATURES):
        told = np.where(agree(feature.name, levels), together, 0.0)
        inside = np.bincount(levels[:, n], told, minlength=len(feature.levels))
        features[feature.name] = _weigh_levels(feature, inside, chance[feature.name], begin)
    share = (together.sum() + 1) / (claims * (claims - 1) / 2 + 2)
    return replace(
        begin,
        version=f"{begin.version.removesuffix('.trained')}.trained",
        source=f"Learned without labels from {len(together)} candidate pairs of a record.",
        prior=round(float(np.log2(share / (1 - share))), 3),
        features=features,
    )


def _weigh_levels(
    feature: Feature, inside: Floats, chance: Floats, begin: Weights
) -> dict[str, float]:
    """Return a feature's weights: how much oftener a level occurs in one incident, in bits."""
    old = begin.features[feature.name]
    bits = np.array([old.get(level, 0.0) for level in feature.levels])
    outside = _CHANCE_PAIRS * chance
    overall = (inside + outside) / (inside + outside).sum()
    m = _lean(inside, overall * np.exp2(bits))
    u = _lean(outside, overall)
    seen = (m > 0) & (u > 0)
    ratio = np.log2(np.where(seen, m, 1.0) / np.where(seen, u, 1.0))
    found = np.clip(np.where(seen, ratio, bits), -_WIDEST_BITS, _WIDEST_BITS)
    found = np.where(bits <= _SPEAKS_AGAINST, np.minimum(found, bits), found)
    return {level: round(float(b), 3) for level, b in zip(feature.levels, found, strict=True)}


def _temper(learned: Weights, begin: Weights, *, trust: float) -> Weights:
    """Return weights between those learned and those begun with: features hang together."""

    def between(new: float, old: float) -> float:
        return round(trust * new + (1 - trust) * old, 3)

    features = {
        name: {
            level: between(new, begin.features[name].get(level, 0.0))
            for level, new in table.items()
        }
        for name, table in learned.features.items()
    }
    prior = round(between(learned.prior, begin.prior) - _TOO_SURE, 3)
    return replace(learned, prior=prior, features=features)


def _lean(seen: Floats, expected: Floats) -> Floats:
    """Return the shares of levels, leaning on what is expected."""
    return np.asarray((seen + _LEANS_ON * expected / expected.sum()) / (seen.sum() + _LEANS_ON))
