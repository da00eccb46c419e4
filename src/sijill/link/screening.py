"""
Which claims cannot hold together with one, told by the words of their reports alone.

A claim that says little weighs little with whatever it is compared: a feature that it says
nothing of ends at "unknown". Where the best that is left and the words of the two reports do
not reach the bar, the other claim need not be read at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import numpy as np

from sijill.link.clustering import edge_bar
from sijill.link.comparison import MILLI
from sijill.link.features import FEATURES, Feature
from sijill.link.settings import Settings
from sijill.link.texts import level_reports
from sijill.link.weights import Weights
from sijill.link.words import Rarity
from sijill.model import Claim

_UNKNOWN = frozenset({"unknown"})
_UNDATED = frozenset(
    {"unknown", "in_window", "before_window", "after_report", "reports_close", "reports_near",
     "reports_apart"}
)  # fmt: skip
_WORDS = next(feature for feature in FEATURES if feature.name == "words")


def _harms(*kinds: str) -> Callable[[Claim], bool]:
    """Return what says whether a claim tells of harm of some kinds; none: of any."""
    return lambda claim: any(not kinds or harm.kind in kinds for harm in claim.harms)


# The features that end at "unknown" unless a claim says something of the kind.
_SAYS: Mapping[str, Callable[[Claim], bool]] = {
    "place": lambda claim: bool(claim.where),
    "killed": _harms("killed"),
    "injured": _harms("injured"),
    "other_harm": _harms(),
    "status": _harms(),
    "groups": lambda claim: any(harm.groups for harm in claim.harms),
    "names": lambda claim: any(harm.names for harm in claim.harms),
    "perpetrator": lambda claim: bool(claim.actors),
    "means": lambda claim: bool(claim.means),
    "damage": lambda claim: bool(claim.damages),
}


def find_in_reach(
    claim: Claim,
    others: Iterable[str],
    sketches: Callable[[], Mapping[str, str | None]],
    *,
    settings: Settings,
    weights: Weights,
    among: int,
) -> set[str]:
    """
    Return those of some claims that may hold together with one, as far as can be told unread.

    Each that `find_likely` returns of them is there.

    Args:
        claim: A claim about one incident.
        others: Ids of the others.
        sketches: Gives the words of the others' reports (`Reported.word_sketch`) by claim;
            asked only where they decide. One that is not among them is held to be in reach.
        settings: See `Settings`.
        weights: Match weights.
        among: How many claims the record has: the bar rises with it.
    """
    left = edge_bar(settings, among) - _most_without_words(claim, weights)
    bits = np.array([_bits(_WORDS, level, weights) for level in _WORDS.levels])
    if bits.max() < left:
        return set()
    if bits.min() >= left:
        return set(others)
    told = sketches()
    levels = _levels_of_words(claim, told.values(), weights.rarity)
    return {key for key in others if key not in told or bits[levels[told[key]]] >= left}


def _most_without_words(claim: Claim, weights: Weights) -> int:
    """Return what a claim can weigh with any other at most, but for the reports' words."""
    most = round(MILLI * weights.prior)
    for feature in FEATURES:
        if feature is not _WORDS:
            levels = _reached(claim, feature)
            most += max(_bits(feature, level, weights) for level in levels)
    return most


def _reached(claim: Claim, feature: Feature) -> Iterable[str]:
    """Return the levels at which a claim's comparison with any other can end."""
    if feature.name == "time" and not (claim.when and claim.when.is_resolved):
        return _UNDATED
    says = _SAYS.get(feature.name)
    return feature.levels if says is None or says(claim) else _UNKNOWN


def _bits(feature: Feature, level: str, weights: Weights) -> int:
    return round(MILLI * weights.features[feature.name].get(level, 0.0))


def _levels_of_words(
    claim: Claim, sketches: Iterable[str | None], rarity: Rarity
) -> dict[str | None, int]:
    """Return how alike the words of some reports are to those of a claim's, by their sketch."""
    texts = [*dict.fromkeys(sketches)]
    own = claim.reported.word_sketch or ""
    levels = level_reports(own, [text or "" for text in texts], rarity)
    return dict(zip(texts, levels.tolist(), strict=True))
