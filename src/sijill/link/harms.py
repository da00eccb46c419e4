"""
How two claims' numbers of people stand to each other; a later report may be higher.
"""

from __future__ import annotations

from sijill.link.profile import Profile
from sijill.model import Count

ABOUT = 0.1  # "about" and "nearly" agree with any count within a tenth
_OTHERS = ("missing", "abducted", "detained", "displaced", "tortured", "raped", "affected")


def level_of_killed(left: Profile, right: Profile) -> str:
    """Return how the numbers of the killed stand to each other."""
    return _level(left, right, "killed")


def level_of_injured(left: Profile, right: Profile) -> str:
    """Return how the numbers of the injured stand to each other."""
    return _level(left, right, "injured")


def level_of_other_harm(left: Profile, right: Profile) -> str:
    """Return how the numbers stand for the first other kind that both name."""
    shared = (kind for kind in _OTHERS if kind in left.tolls and kind in right.tolls)
    kind = next(shared, None)
    return _level(left, right, kind) if kind else "unknown"


def _level(left: Profile, right: Profile, kind: str) -> str:
    one, two = left.tolls.get(kind), right.tolls.get(kind)
    if one is None or two is None:
        return "unknown"
    if _is_number(one) and one.low == two.low and one.high == two.high:
        return _level_of_same(one.low or 0)
    if (widen_count(one) & widen_count(two)) is not None:
        return "agree"
    if (left.reported or 0) > (right.reported or 0):
        one, two = two, one
    known = left.reported is not None and right.reported is not None
    return _level_apart(one, two, ordered=known and left.reported != right.reported)


def _is_number(count: Count) -> bool:
    return count.low is not None and count.low == count.high


def _level_of_same(number: int) -> str:
    return "same_large" if number >= 10 else "same_middle" if number >= 4 else "same_small"


def widen_count(count: Count) -> Count:
    """
    Return the count with the tenth that "about" and "nearly" leave open.

    Examples:
        >>> widen_count(Count(50, 50, "about"))
        Count(low=45, high=55, qualifier='about', words=None)
    """
    if count.qualifier not in ("about", "nearly") or count.low is None or count.high is None:
        return count
    spare = count.high * ABOUT
    return Count(int(count.low - spare), int(count.high + spare), count.qualifier)


def _level_apart(earlier: Count, later: Count, *, ordered: bool) -> str:
    """Return the level of two counts that allow no common number."""
    rises = earlier.high is not None and later.low is not None and later.low > earlier.high
    small = earlier.high if rises else later.high
    large = later.low if rises else earlier.low
    small, large = small or 0, large or 0
    if small == 0:
        return "differs" if large <= 2 else "apart"
    if ordered and rises:
        if large <= 1.5 * small or large - small <= 2:
            return "rising"
        return "rising_far" if large <= 3 * small else "apart"
    if large <= 1.25 * small or large - small == 1:
        return "close"
    return "differs" if large <= 2 * small else "apart"
