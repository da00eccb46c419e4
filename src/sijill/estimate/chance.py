"""
Random numbers of the few kinds that the compiled sampler draws, and fast.

An iteration draws some hundred, each with numbers of its own. A library's generator, called
from compiled code, takes several times as long for them as all else does.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numba import njit

_BY_REJECTION_FROM = (
    16.0  # expected successes; rejection is valid from 10, and faster from here
)

_TAIL = 3.6541528853610088  # where the ziggurat's lowest layer ends
_AREA = 0.00492867323399  # of each of its layers


def _cut_layers() -> tuple[Any, Any]:
    """Return the ziggurat's edges and the heights of the curve there, from the base up."""
    edges = [_AREA * math.exp(0.5 * _TAIL**2), _TAIL]
    for _layer in range(254):
        last = edges[-1]
        edges.append(math.sqrt(-2 * math.log(_AREA / last + math.exp(-0.5 * last**2))))
    found = np.array([*edges, 0.0])
    return found, np.exp(-0.5 * found**2)


_INVERSES = 1.0 / np.arange(1.0, 257.0)  # far more than chances small enough to go up for
_LAST_INVERSE = 255
_EDGES, _HEIGHTS = _cut_layers()
_LOG_FACTORIALS = np.cumsum(np.log(np.maximum(np.arange(4096.0), 1.0)))  # of 0, 1, 2, …


@njit(cache=True, nogil=True, error_model="numpy", forceinline=True)
def draw_bits(stream: Any) -> Any:
    """
    Draw 64 bits.

    References:
        .. [1] Blackman, D. and Vigna, S. (2021). Scrambled linear pseudorandom number
           generators. ACM Transactions on Mathematical Software, 47(4). (xoshiro256++.)
    """
    one, two, three, four = stream[0], stream[1], stream[2], stream[3]
    mixed = one + four
    mixed = ((mixed << np.uint64(23)) | (mixed >> np.uint64(41))) + one
    carried = two << np.uint64(17)
    three ^= one
    four ^= two
    two ^= three
    one ^= four
    three ^= carried
    four = (four << np.uint64(45)) | (four >> np.uint64(19))
    stream[0], stream[1], stream[2], stream[3] = one, two, three, four
    return mixed


@njit(cache=True, nogil=True, error_model="numpy", forceinline=True)
def draw_uniform(stream: Any) -> float:
    """Draw a number in (0, 1)."""
    return (float(draw_bits(stream) >> np.uint64(11)) + 0.5) * 1.1102230246251565e-16


@njit(cache=True, nogil=True, error_model="numpy", forceinline=True)
def draw_exponential(stream: Any) -> float:
    """Draw a waiting time of mean 1."""
    return -math.log(draw_uniform(stream))


@njit(cache=True, nogil=True, error_model="numpy", forceinline=True)
def draw_normal(stream: Any) -> float:
    """
    Draw a standard normal number.

    References:
        .. [1] Marsaglia, G. and Tsang, W. W. (2000). The ziggurat method for generating random
           variables. Journal of Statistical Software, 5(8). (256 layers; layer and place are
           cut from different bits.)
    """
    while True:
        bits = draw_bits(stream)
        layer = bits & np.uint64(255)
        x = (float(bits >> np.uint64(11)) * 2.220446049250313e-16 - 1.0) * _EDGES[layer]
        if abs(x) < _EDGES[layer + np.uint64(1)]:
            return float(x)
        if layer == 0:
            return float(_draw_tail(stream, x))
        low, high = _HEIGHTS[layer], _HEIGHTS[layer + np.uint64(1)]
        if low + draw_uniform(stream) * (high - low) < math.exp(-0.5 * x * x):
            return float(x)


@njit(cache=True, nogil=True, error_model="numpy")
def _draw_tail(stream: Any, side: float) -> float:
    """Draw a normal number beyond the ziggurat, on the side of a number."""
    while True:
        beyond = draw_exponential(stream) / _TAIL
        if 2.0 * draw_exponential(stream) > beyond * beyond:
            return math.copysign(_TAIL + beyond, side)


@njit(cache=True, nogil=True, error_model="numpy", forceinline=True)
def draw_gamma(stream: Any, shape: float) -> float:
    """
    Draw from a gamma distribution of rate 1.

    Args:
        stream: State of four 64-bit numbers; see `sijill.estimate.compiled.make_stream`.
        shape: At least 1.

    References:
        .. [1] Marsaglia, G. and Tsang, W. W. (2000). A simple method for generating gamma
           variables. ACM Transactions on Mathematical Software, 26(3), 363-372.
    """
    if shape == 1.0:
        return draw_exponential(stream)
    d = shape - 1.0 / 3.0
    c = 1.0 / math.sqrt(9.0 * d)
    while True:
        x = draw_normal(stream)
        v = 1.0 + c * x
        if v <= 0.0:
            continue
        v = v * v * v
        u = draw_uniform(stream)
        if u < 1.0 - 0.0331 * x * x * x * x:
            return d * v
        if math.log(u) < 0.5 * x * x + d * (1.0 - v + math.log(v)):
            return d * v


@njit(cache=True, nogil=True, error_model="numpy", forceinline=True)
def draw_poisson(stream: Any, mean: float) -> float:
    """
    Draw a Poisson number.

    References:
        .. [1] Hörmann, W. (1993). The transformed rejection method for generating Poisson
           random variables. Insurance: Mathematics and Economics, 12(1), 39-45. (PTRS.)
    """
    if mean < _BY_REJECTION_FROM:
        drawn, product, floor = 0.0, draw_uniform(stream), math.exp(-mean)
        while product > floor:
            drawn += 1.0
            product *= draw_uniform(stream)
        return drawn
    b = 0.931 + 2.53 * math.sqrt(mean)
    a = -0.059 + 0.02483 * b
    slope = 1.1239 + 1.1328 / (b - 3.4)
    inner = 0.9277 - 3.6224 / (b - 2.0)
    while True:
        u = draw_uniform(stream) - 0.5
        v = draw_uniform(stream)
        side = 0.5 - abs(u)
        found = math.floor((2.0 * a / side + b) * u + mean + 0.43)
        if side >= 0.07 and v <= inner:
            return found
        if found < 0.0 or (side < 0.013 and v > side):
            continue
        height = math.log(v * slope / (a / (side * side) + b))
        if height <= found * math.log(mean) - mean - _log_factorial(found):
            return found


@njit(cache=True, nogil=True, error_model="numpy", forceinline=True)
def draw_binomial(stream: Any, trials: int, chance: float) -> int:
    """
    Draw the successes among trials.

    Args:
        stream: State of four 64-bit numbers; see `sijill.estimate.compiled.make_stream`.
        trials: At least 0.
        chance: Of a success, in [0, 1].

    References:
        .. [1] Hörmann, W. (1993). The generation of binomial random variates. Journal of
           Statistical Computation and Simulation, 46(1-2), 101-110. (Algorithm BTRS.)
    """
    if chance > 0.5:
        return trials - _draw_rarer(stream, trials, 1.0 - chance)
    return _draw_rarer(stream, trials, chance)


@njit(cache=True, nogil=True, error_model="numpy", forceinline=True)
def _draw_rarer(stream: Any, trials: int, chance: float) -> int:
    if trials <= 0 or chance <= 0.0:
        return 0
    if trials * chance < _BY_REJECTION_FROM:
        return _invert(stream, trials, chance)
    return _reject(stream, trials, chance)


@njit(cache=True, nogil=True, error_model="numpy", forceinline=True)
def _invert(stream: Any, trials: int, chance: float) -> int:
    """Go up the distribution until it passes a uniform height."""
    odds = chance / (1.0 - chance)
    mass = math.exp(trials * math.log1p(-chance))
    height = draw_uniform(stream)
    successes = 0
    while height > mass and successes < trials:
        height -= mass
        mass *= odds * (trials - successes) * _INVERSES[min(successes, _LAST_INVERSE)]
        successes += 1
        if mass < 1e-18 and successes > trials * chance:
            break
    return successes


@njit(cache=True, nogil=True, error_model="numpy", forceinline=True)
def _reject(stream: Any, trials: int, chance: float) -> int:
    """Transformed rejection with squeeze."""
    spread = math.sqrt(trials * chance * (1.0 - chance))
    b = 1.15 + 2.53 * spread
    a = -0.0873 + 0.0248 * b + 0.01 * chance
    centre = trials * chance + 0.5
    inner = 0.92 - 4.2 / b
    while True:
        u = draw_uniform(stream) - 0.5
        v = draw_uniform(stream)
        side = 0.5 - abs(u)
        found = math.floor((2.0 * a / side + b) * u + centre)
        if side >= 0.07 and v <= inner:
            return int(found)
        if found < 0 or found > trials:
            continue
        v = math.log(v * (2.83 + 5.1 / b) * spread / (a / (side * side) + b))
        if v <= _log_ratio(trials, chance, found):
            return int(found)


@njit(cache=True, nogil=True, error_model="numpy", forceinline=True)
def _log_ratio(trials: int, chance: float, found: float) -> float:
    """Return the log of the chance of this many over that of the likeliest number."""
    odds = chance / (1.0 - chance)
    mode = math.floor((trials + 1) * chance)
    ways = _log_factorial(mode) + _log_factorial(trials - mode)
    ways -= _log_factorial(found) + _log_factorial(trials - found)
    return ways + (found - mode) * math.log(odds)


@njit(cache=True, nogil=True, error_model="numpy", forceinline=True)
def _log_factorial(number: float) -> float:
    at = int(number)
    return _LOG_FACTORIALS[at] if at < len(_LOG_FACTORIALS) else math.lgamma(number + 1.0)
