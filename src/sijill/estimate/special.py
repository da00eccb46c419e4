"""
Special functions, loaded when first used: the sampler needs none, and they are 30 MB.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def log_gamma(values: Any) -> Any:
    """Return the logarithms of the gamma function, of an array or a number."""
    from scipy.special import gammaln

    return gammaln(values)


def log_sum_exp(values: Floats) -> float:
    """
    Return the log of the sum of exponentials.

    Examples:
        >>> round(log_sum_exp(np.log([1.0, 2.0, 5.0])), 6)
        2.079442
    """
    most = float(np.max(values))
    return most + float(np.log(np.sum(np.exp(values - most))))


def student_quantile(share: float, degrees: float) -> float:
    """
    Return a quantile of Student's t; of the normal where *degrees* is infinite.

    Examples:
        >>> round(student_quantile(0.975, 23.7), 4), round(student_quantile(0.975, np.inf), 4)
        (2.0653, 1.96)
    """
    from scipy.special import ndtri, stdtrit

    return float(ndtri(share) if np.isinf(degrees) else stdtrit(degrees, share))
