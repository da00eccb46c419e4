"""
How many victims two lists together imply.

The textbook case of multiple systems estimation: a check on larger models. Two lists
cannot show how much they depend on one another, and are seldom enough to publish.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, inf, log1p, sqrt
from statistics import NormalDist

from sijill.errors import ModelError


@dataclass(frozen=True, slots=True)
class TwoListEstimate:
    """
    What two lists imply.

    Attributes:
        total: Estimated number of victims, listed or not, in persons; at least *n_listed*.
        standard_error: Standard error of *total*, in persons.
        n_listed: Victims on at least one list, in persons.
    """

    total: float
    standard_error: float
    n_listed: int

    def interval(self, level: float = 0.95) -> tuple[float, float]:
        """
        Return an interval for the total that never falls below those listed.

        Args:
            level: Coverage aimed at, in (0, 1).

        Assumes:
            1. The number of the unlisted is log-normal.

        References:
            .. [1] Burnham, K. P. et al. (1987). Design and analysis methods for fish
               survival experiments. American Fisheries Society Monograph 5, 212.
               (The log-normal interval for those not seen, as Chao 1987 uses it.)

        Examples:
            >>> low, high = estimate_two_lists(n_first=10, n_second=15, n_both=5).interval()
            >>> round(low, 1), round(high, 1)
            (22.4, 49.1)
        """
        unlisted = self.total - self.n_listed
        if unlisted <= 0 or self.standard_error <= 0:
            return float(self.n_listed), max(self.total, float(self.n_listed))
        spread = log1p((self.standard_error / unlisted) ** 2)
        reach = exp(min(700.0, NormalDist().inv_cdf((1 + level) / 2) * sqrt(spread)))
        return self.n_listed + unlisted / reach, self.n_listed + unlisted * reach


def estimate_two_lists(*, n_first: int, n_second: int, n_both: int) -> TwoListEstimate:
    """
    Estimate how many victims there are from two overlapping lists, by Chapman's estimator.

    Args:
        n_first: Victims on the first list, in persons.
        n_second: Victims on the second list, in persons.
        n_both: Victims on both, after linkage. At most the smaller list.

    Returns:
        The estimate; its total is at least the number listed.

    Raises:
        ModelError: If *n_both* is larger than either list, or a number is negative.

    Assumes:
        1. Linkage is right: *n_both* has no false and no missed links.
        2. Being on one list does not change the chance of being on the other.
        3. On at least one of the lists everybody has the same chance to be.
        4. The lists cover the same people, place and period.

    References:
        .. [1] Chapman, D. G. (1951). Some properties of the hypergeometric distribution
           with applications to zoological sample censuses. University of California
           Publications in Statistics, 1, 131-160.
        .. [2] Seber, G. A. F. (1970). The effects of trap response on tag recapture
           estimates. Biometrics, 26(1), 13-22. (The variance.)

    Examples:
        >>> found = estimate_two_lists(n_first=10, n_second=15, n_both=5)
        >>> round(found.total, 1), round(found.standard_error, 1), found.n_listed
        (28.3, 5.9, 20)
    """
    _check(n_first, n_second, n_both)
    total = (n_first + 1) * (n_second + 1) / (n_both + 1) - 1
    variance = (n_first + 1) * (n_second + 1) * (n_first - n_both) * (n_second - n_both)
    spread = variance / ((n_both + 1) ** 2 * (n_both + 2))
    return TwoListEstimate(total, sqrt(spread), n_first + n_second - n_both)


def estimate_lincoln_petersen(*, n_first: int, n_second: int, n_both: int) -> TwoListEstimate:
    """
    Estimate the total as the product of the lists over their overlap.

    Biased upwards where the overlap is small; `estimate_two_lists` mends that. Without an
    overlap the total has no bound.

    Args:
        n_first: Victims on the first list, in persons.
        n_second: Victims on the second list, in persons.
        n_both: Victims on both. At most the smaller list.

    Raises:
        ModelError: If *n_both* is larger than either list, or a number is negative.

    Assumes:
        1. As `estimate_two_lists`.

    References:
        .. [1] Seber, G. A. F. (1982). The Estimation of Animal Abundance, 2nd ed., 59-60.

    Examples:
        >>> estimate_lincoln_petersen(n_first=10, n_second=15, n_both=5).total
        30.0
    """
    _check(n_first, n_second, n_both)
    n_listed = n_first + n_second - n_both
    if n_both == 0:
        return TwoListEstimate(inf, inf, n_listed)
    variance = n_first * n_second * (n_first - n_both) * (n_second - n_both) / n_both**3
    return TwoListEstimate(n_first * n_second / n_both, sqrt(variance), n_listed)


def estimate_lower_bound(*, n_first: int, n_second: int, n_both: int) -> TwoListEstimate:
    """
    Return Chao's lower bound from two lists: a floor where people differ in how known they are.

    With *f1* victims on one list and *f2* on both, the unlisted are at least
    ``f1 ** 2 / (4 * f2)``; the quarter is the (t - 1) / t over 2 of t = 2 lists.

    Args:
        n_first: Victims on the first list, in persons.
        n_second: Victims on the second list, in persons.
        n_both: Victims on both. At most the smaller list.

    Raises:
        ModelError: If *n_both* is larger than either list, or a number is negative.

    Assumes:
        1. The lists do not avoid one another; where they do, even this floor is too high.
        2. The two lists reach a person equally well. Where one is far larger than the
           other, the floor may pass what independent lists give.

    References:
        .. [1] Chao, A. (1987). Estimating the population size for capture-recapture data
           with unequal catchability. Biometrics, 43(4), 783-791. (Bound and variance.)

    Examples:
        >>> estimate_lower_bound(n_first=10, n_second=15, n_both=5).total
        31.25
    """
    _check(n_first, n_second, n_both)
    n_listed, once = n_first + n_second - n_both, n_first + n_second - 2 * n_both
    if n_both == 0:
        return TwoListEstimate(inf, inf, n_listed)
    ratio, share = once / n_both, 0.5
    unlisted = share * once**2 / (2 * n_both)
    variance = n_both * (share * ratio**2 / 2 + share**2 * ratio**3 + share**2 * ratio**4 / 4)
    return TwoListEstimate(n_listed + unlisted, sqrt(variance), n_listed)


def _check(n_first: int, n_second: int, n_both: int) -> None:
    if n_both > min(n_first, n_second) or min(n_first, n_second, n_both) < 0:
        raise ModelError(
            f"n_both must be at most the smaller list and none below zero, got n_both={n_both} "
            f"with lists of {n_first} and {n_second}. Check the linkage behind the overlap."
        )
