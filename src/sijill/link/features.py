"""
How two claims compare, feature by feature: each comparison ends at a named level.

What a level weighs stands in ``weights.toml``; here is only how it is found.
"""

from __future__ import annotations

from collections.abc import Callable

from sijill.link.harms import level_of_injured, level_of_killed, level_of_other_harm
from sijill.link.places import level_of_place
from sijill.link.profile import Profile
from sijill.link.settings import Settings
from sijill.link.weights import Weights
from sijill.link.words import level_of_likeness

_NEWS_FACTOR = 4  # reports further apart than this many windows are far
_CLOSE_DAYS = 3


def level_of_time(left: Profile, right: Profile, settings: Settings) -> str:
    """Return how the days of two claims stand to each other."""
    if left.earliest is None and right.earliest is None:
        return _level_of_reports(left, right, settings)
    if left.earliest is None:
        left, right = right, left
    if left.earliest is None or left.latest is None:
        return "unknown"
    if right.reported is not None and left.earliest > right.reported + 1:
        return "after_report"
    if right.earliest is None or right.latest is None:
        return _level_in_window(left.latest, right.reported, settings)
    gap = max(left.earliest - right.latest, right.earliest - left.latest)
    if gap > 0:
        return {1: "next_day", 2: "two_days"}.get(gap, "week" if gap <= 7 else "apart")
    width = max(left.latest - left.earliest, right.latest - right.earliest)
    if width == 0:
        return "same_day"
    return "overlap_week" if width <= 7 else "overlap_month" if width <= 31 else "overlap_long"


def _level_in_window(latest: int, reported: int | None, settings: Settings) -> str:
    if reported is None:
        return "unknown"
    return "in_window" if reported - latest <= settings.news_days else "before_window"


def _level_of_reports(left: Profile, right: Profile, settings: Settings) -> str:
    if left.reported is None or right.reported is None:
        return "unknown"
    gap = abs(left.reported - right.reported)
    if gap <= 2:
        return "reports_close"
    return "reports_near" if gap <= settings.news_days else "reports_apart"


def level_of_reports(left: Profile, right: Profile, settings: Settings) -> str:
    """Return how far apart two reports were published, whatever days they tell of."""
    if left.reported is None or right.reported is None:
        return "unknown"
    gap = abs(left.reported - right.reported)
    if gap <= _CLOSE_DAYS:
        return "close"
    if gap <= settings.news_days:
        return "near"
    return "apart" if gap <= _NEWS_FACTOR * settings.news_days else "far"


def level_of_outlet(left: Profile, right: Profile) -> str:
    """Return whether one outlet made both reports; it has habits of wording of its own."""
    one, two = left.claim.reported.by, right.claim.reported.by
    return "unknown" if not one or not two else "same" if one == two else "other"


def level_of_violence(left: Profile, right: Profile, weights: Weights) -> str:
    """Return how the two acts are kindred."""
    one, two = left.claim.violence, right.claim.violence
    if one == two:
        return "same"
    if "attack" in (one, two):
        return "kindred"
    none: frozenset[str] = frozenset()
    return (
        "kindred"
        if weights.families.get(one, none) & weights.families.get(two, none)
        else "other"
    )


def level_of_sets(left: frozenset[str], right: frozenset[str], *, shared: str) -> str:
    """Return whether two sets of terms share one; *shared* names that level."""
    if not left or not right:
        return "unknown"
    return shared if left & right else "other"


def level_of_names(left: Profile, right: Profile) -> str:
    """
    Return whether the claims name a common victim.

    Two names are one person's if their words are the same, or two words of one are in the
    other (a middle name more or less).
    """
    if not left.names or not right.names:
        return "unknown"
    for one in left.names:
        for two in right.names:
            if one == two or len(set(one) & set(two)) >= 2:
                return "shared"
    return "other"


def level_of_wording(left: Profile, right: Profile) -> str:
    """Return how much of the passages is the same, by the share of the shorter's triples."""
    shorter = min(len(left.passage), len(right.passage))
    share = len(left.passage & right.passage) / shorter if shorter >= 4 else 0.0
    if share >= 0.6:
        return "same"
    if share >= 0.25:
        return "similar"
    copied = len(left.sketch & right.sketch) >= 0.6 * max(
        len(left.sketch), len(right.sketch), 1
    )
    return "copy_elsewhere" if copied and share < 0.1 else "unknown"


def level_of_groups(left: Profile, right: Profile) -> str:
    """Return whether the claims name a common group of those harmed."""
    return "shared" if left.groups & right.groups else "unknown"


Level = Callable[[Profile, Profile, Settings, Weights], str]
PlainLevel = Callable[[Profile, Profile], str]


def _plain(level: PlainLevel) -> Level:
    """Return *level* as one that needs neither settings nor weights."""
    return lambda left, right, _settings, _weights: level(left, right)


def _sets(name: str, shared: str) -> Level:
    """Return the level of a profile's set of terms."""
    return _plain(
        lambda left, right: level_of_sets(
            getattr(left, name), getattr(right, name), shared=shared
        )
    )


FEATURES: tuple[tuple[str, Level], ...] = (
    ("time", lambda left, right, settings, _: level_of_time(left, right, settings)),
    ("reports", lambda left, right, settings, _: level_of_reports(left, right, settings)),
    ("place", _plain(level_of_place)),
    ("violence", lambda left, right, _, weights: level_of_violence(left, right, weights)),
    ("killed", _plain(level_of_killed)),
    ("injured", _plain(level_of_injured)),
    ("other_harm", _plain(level_of_other_harm)),
    ("status", _sets("statuses", "same")),
    ("groups", _plain(level_of_groups)),
    ("perpetrator", _sets("perpetrators", "same")),
    ("means", _sets("means", "shared")),
    ("damage", _sets("objects", "shared")),
    ("names", _plain(level_of_names)),
    ("wording", _plain(level_of_wording)),
    ("outlet", _plain(level_of_outlet)),
    ("words", _plain(lambda left, right: level_of_likeness(left.words, right.words))),
)
