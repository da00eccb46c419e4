"""
How two claims compare by chance: pairs that are surely of two incidents, in kinds.

Features hang together even where claims are of different incidents: reports that tell of one
day appear on the same days, and reports from one town share its names. Each feature is
therefore counted on pairs that agree in what it hangs on, and are kept apart by something
else.
"""

from __future__ import annotations

import numpy as np

from sijill.link.candidates import Pairs
from sijill.link.columns import NO_DAY, Columns, Flags, Floats, Ints
from sijill.link.comparison import Scale
from sijill.link.days import TIME
from sijill.link.features import FEATURES, Feature
from sijill.link.places import LEVELS as PLACE
from sijill.link.rules import may_join
from sijill.link.terms import VIOLENCE
from sijill.link.texts import WORDS

_SHIFTS = 60  # pairs of one claim, at most
_MOST = 400_000
_SEED = 1

ANY, SAME_DAY, SAME_PLACE = "any", "same_day", "same_place"
SAME_ACT, SAME_WORDS = "same_act", "same_words"
HANGS_ON = {
    "time": ANY, "place": ANY, "reports": SAME_DAY, "means": SAME_ACT, "damage": SAME_ACT,
    "words": SAME_ACT, "wording": SAME_WORDS,
}  # fmt: skip
"""What the pairs agree in on which a feature is counted; others: `SAME_PLACE`."""

_WIDER = {SAME_DAY: ANY, SAME_PLACE: ANY, SAME_ACT: ANY, SAME_WORDS: SAME_ACT}
_LEANS_ON = 300.0  # pairs that the wider kind counts for
_ALIKE = ("nearly_same", "very_like")
_OF_ONE_DAY = ("same_day", "overlap_week", "next_day")

_AT = {feature.name: number for number, feature in enumerate(FEATURES)}


def measure_chance(columns: Columns, scale: Scale) -> dict[str, Floats]:
    """
    Return in which share of pairs of two incidents each feature ends at each level.

    Args:
        columns: The claims.
        scale: Tells the levels; its weights are not used.

    Assumes:
        1. Two claims taken at random are of two incidents.
        2. So are two of one day whose places lie far apart, and two of one place whose days
           lie more than a week apart.
    """
    any_two = _levels(columns, scale, _list_pairs(columns, np.ones(len(columns))))
    days = np.where(columns.earliest == columns.latest, columns.earliest, NO_DAY)
    same_day = _levels(columns, scale, _list_pairs(columns, np.where(days == NO_DAY, 0, days)))
    rows = np.arange(len(columns))
    place = columns.place[rows, columns.finest] if len(columns) else np.zeros(0, dtype=np.int64)
    same_place = _levels(columns, scale, _list_pairs(columns, place))
    same_place = same_place[_among(same_place, "time", TIME, ("apart", "after_report"))]
    same_act = any_two[_among(any_two, "violence", VIOLENCE, ("same", "kindred"))]
    found = {
        ANY: any_two,
        SAME_DAY: same_day[_among(same_day, "place", PLACE, ("far",))],
        SAME_PLACE: same_place,
        SAME_ACT: same_act,
        SAME_WORDS: same_act[agree("wording", same_act)],
    }
    return {
        feature.name: _shares(feature, found, HANGS_ON.get(feature.name, SAME_PLACE))
        for feature in FEATURES
    }


def _shares(feature: Feature, found: dict[str, Ints], kind: str) -> Floats:
    """Return the shares of a feature's levels in one kind; few pairs lean on a wider kind."""
    counts = np.bincount(found[kind][:, _AT[feature.name]], minlength=len(feature.levels))
    if kind == ANY:
        return np.asarray(counts / max(1, counts.sum()))
    wider = _shares(feature, found, _WIDER[kind])
    return np.asarray((counts + _LEANS_ON * wider) / (counts.sum() + _LEANS_ON))


def agree(name: str, levels: Ints) -> Flags:
    """Say which pairs agree in what a feature hangs on."""
    if HANGS_ON.get(name) == SAME_DAY:
        return _among(levels, "time", TIME, _OF_ONE_DAY)
    if HANGS_ON.get(name) == SAME_WORDS:
        return _among(levels, "words", WORDS, _ALIKE)
    return np.ones(len(levels), dtype=bool)


def _among(levels: Ints, name: str, known: tuple[str, ...], wanted: tuple[str, ...]) -> Flags:
    return np.isin(levels[:, _AT[name]], [known.index(level) for level in wanted])


def _levels(columns: Columns, scale: Scale, pairs: Pairs) -> Ints:
    kept = may_join(columns, *pairs)
    return scale.levels(columns, pairs[0][kept], pairs[1][kept])


def _list_pairs(columns: Columns, keys: Ints) -> Pairs:
    """Return pairs of claims of one key, not 0: as many of each claim, whatever the order."""
    rows = np.random.default_rng(_SEED).permutation(len(columns))
    rows = rows[keys[rows] != 0]
    rows = rows[np.argsort(keys[rows], kind="stable")]
    none = np.zeros(0, dtype=np.int64)
    found: list[Pairs] = [(none, none)]
    shifts = max(1, min(_SHIFTS, _MOST // max(1, len(rows))))
    for shift in range(1, min(shifts, len(rows) - 1) + 1):
        one, two = rows[:-shift], rows[shift:]
        kept = keys[one] == keys[two]
        found.append((np.minimum(one[kept], two[kept]), np.maximum(one[kept], two[kept])))
    left, right = (np.concatenate(side) for side in zip(*found, strict=True))
    return left, right
