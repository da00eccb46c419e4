"""
Clouds of classes, led from a plain distribution to the belief.

A point is a mixture: weights of the classes that hold people, and their chances of each
list. Who is of which class and how many are unlisted is summed out. Used by
``bench/estimate_independent.py``; nothing here is the sampler's.

References:
    .. [1] Del Moral, P., Doucet, A. and Jasra, A. (2006). Sequential Monte Carlo samplers.
       JRSS B, 68(3), 411-436.
    .. [2] Neal, R. M. (2011). MCMC using Hamiltonian dynamics. Handbook of Markov Chain Monte
       Carlo, chapter 5.
    .. [3] Pitman, J. (1996). Some developments of the Blackwell-MacQueen urn scheme. IMS
       Lecture Notes 30, 245-267. (Weights of classes in use, the unused ones together.)
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, combinations

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from scipy.special import betaln, expit, gammaln, logsumexp
from scipy.stats import nbinom

Floats = NDArray[np.float64]
SHAPE = RATE = 0.25  # of the gamma prior of the concentration
KEPT = 0.9  # of the effective cloud, from one world to the next
MOVES = 4  # Hamiltonian moves in a world
LEAPS = 10
SHARE, LEAST = 0.7, 0.05  # of the people, as if seen at the start; and at least


@dataclass(frozen=True)
class Target:
    """
    The belief in weights and chances of so many classes that hold people.

    A point is the log of each class's weight over the last's, then the log of ``t``, where all
    unused classes together weigh ``exp(-t)``, then the logits of chances, list after list. The
    concentration is summed out.

    Attributes:
        marks: Lists of each pattern; the first row is of no list. Shape (patterns + 1, lists).
        counts: People by pattern; 0 for the first. Shape (patterns + 1,).
        classes: Classes that hold people.
        most_missing: Cap on the unlisted.
    """

    marks: Floats
    counts: Floats
    classes: int
    most_missing: float

    def split(self, points: Floats) -> tuple[Floats, Floats, Floats]:
        """Return log weights among the used (points, classes), ``t``, and logits by list."""
        k = self.classes
        ratios = np.pad(points[:, : k - 1], ((0, 0), (0, 1)))
        log_weights = ratios - logsumexp(ratios, axis=1, keepdims=True)
        return log_weights, np.exp(points[:, k - 1]), points[:, k:].reshape(len(points), -1, k)

    def parts(self, points: Floats) -> Floats:
        """Return log chances. Shape (points, patterns + 1, classes)."""
        log_weights, unused, logits = self.split(points)
        base = log_weights - np.logaddexp(0, logits).sum(1)
        base = base + np.log(-np.expm1(-unused))[:, None]
        found: Floats = np.einsum("pj,sjk->spk", self.marks, logits) + base[:, None, :]
        return found

    def log_density(self, points: Floats) -> Floats:
        """Return the log of belief times likelihood, each class of those known by its label."""
        _, unused, logits = self.split(points)
        order = SHAPE + self.classes
        found = SHAPE * np.log(RATE) - gammaln(SHAPE) + gammaln(order) + np.log(unused)
        found = found - order * np.log(RATE + unused) - np.log(-np.expm1(-unused))
        found -= (np.logaddexp(0, logits) + np.logaddexp(0, -logits)).sum((1, 2))
        logs, signs = self.log_terms(self.parts(points))
        return np.asarray(found + logsumexp(logs, axis=1, b=signs), float)

    def log_terms(self, parts: Floats) -> tuple[Floats, Floats]:
        """
        Return log likelihoods without these classes, and their signs, over all sets of classes.

        Their sum is the likelihood where every class holds somebody, and no more are unlisted
        than the cap.
        """
        listed = self.counts.sum()
        terms, signs = [], []
        for left_out in _subsets(self.classes):
            kept = [k for k in range(self.classes) if k not in left_out]
            if kept:
                logs = logsumexp(parts[:, :, kept], axis=2)
                seen = -np.expm1(np.minimum(logs[:, 0], -1e-12))
                term = logs[:, 1:] @ self.counts[1:] - listed * np.log(seen)
                terms.append(term + nbinom.logcdf(self.most_missing, listed, seen))
                signs.append((-1.0) ** len(left_out))
        return np.stack(terms, axis=1), np.array(signs)

    def slope(self, points: Floats) -> Floats:
        """Return the slope of the log density, but for empty classes and the cap."""
        log_weights, unused, logits = self.split(points)
        parts = self.parts(points)
        logs = logsumexp(parts, axis=2, keepdims=True)
        people = np.broadcast_to(self.counts, logs.shape[:2]).copy()
        none = np.exp(np.minimum(logs[:, 0, 0], -1e-12))
        people[:, 0] = self.counts.sum() * none / (1 - none)
        shares = np.exp(parts - logs) * people[:, :, None]
        sizes = shares.sum(1)
        hits = np.einsum("pj,spk->sjk", self.marks, shares)
        by_weight = sizes - np.exp(log_weights) * sizes.sum(1)[:, None]
        by_unused = (sizes.sum(1) - 1) * unused / np.expm1(np.minimum(unused, 700.0))
        by_unused += 1 - (SHAPE + self.classes) * unused / (RATE + unused)
        by_chance = hits + 1 - (sizes[:, None, :] + 2) * expit(logits)
        return np.column_stack(
            [by_weight[:, :-1], by_unused, by_chance.reshape(len(points), -1)]
        )


def _subsets(size: int) -> chain[tuple[int, ...]]:
    return chain.from_iterable(combinations(range(size), n) for n in range(size + 1))


@dataclass(frozen=True)
class Start:
    """
    The plain distribution: what is believed after these people are seen, class by class.

    Attributes:
        sizes: People by class. Shape (classes,).
        hits: People by list and class. Shape (lists, classes).
    """

    sizes: Floats
    hits: Floats

    def draw(self, size: int, generator: Generator) -> Floats:
        """Return points. Shape (size, coordinates)."""
        weights = np.log(generator.gamma(self.sizes, size=(size, len(self.sizes))))
        on = np.log(generator.gamma(1 + self.hits, size=(size, *self.hits.shape)))
        off = np.log(generator.gamma(1 + self._misses(), size=(size, *self.hits.shape)))
        low, high, scale = self._unused()
        unused = np.log(
            scale * generator.gamma(low, size=size) / generator.gamma(high, size=size)
        )
        ratios = weights[:, :-1] - weights[:, -1:]
        return np.column_stack([ratios, unused, (on - off).reshape(size, -1)])

    def log_density(self, points: Floats, target: Target) -> Floats:
        """Return the log density, in the coordinates of a point."""
        log_weights, unused, logits = target.split(points)
        low, high, scale = self._unused()
        found = low * np.log(unused / scale) - (low + high) * np.log1p(unused / scale)
        found += gammaln(self.sizes.sum()) - gammaln(self.sizes).sum() - betaln(low, high)
        found += log_weights @ self.sizes
        on, off = 1 + self.hits, 1 + self._misses()
        chances = on * logits - (on + off) * np.logaddexp(0, logits) - betaln(on, off)
        return np.asarray(found + chances.sum((1, 2)), float)

    def slope(self, points: Floats, target: Target) -> Floats:
        """Return the slope of the log density."""
        log_weights, unused, logits = target.split(points)
        low, high, scale = self._unused()
        by_weight = self.sizes - np.exp(log_weights) * self.sizes.sum()
        by_unused = low - (low + high) * unused / (scale + unused)
        by_chance = 1 + self.hits - (2 + self.sizes) * expit(logits)
        return np.column_stack(
            [by_weight[:, :-1], by_unused, by_chance.reshape(len(points), -1)]
        )

    def _misses(self) -> Floats:
        return np.asarray(self.sizes - self.hits, float)

    def _unused(self) -> tuple[float, float, float]:
        """Return two shapes and the scale of the unused, with the belief's own tail."""
        high = SHAPE + len(self.sizes) - 1
        return 6.0, high, float(np.log1p(self.sizes.sum())) * high / 6.0


def anneal(
    target: Target, start: Start, size: int, generator: Generator
) -> tuple[float, Floats]:
    """
    Lead a cloud from the start to the belief, and return the log of its total and the cloud.
    """
    points, at, log_total, stride = start.draw(size, generator), 0.0, 0.0, 0.3
    while at < 1:
        gains = target.log_density(points) - start.log_density(points, target)
        step = _next(gains, 1 - at)
        at = min(1.0, at + step)
        log_total += float(logsumexp(step * gains)) - np.log(size)
        shares = np.exp(step * gains - logsumexp(step * gains))
        points = points[_resample(shares, generator)]
        for _move in range(MOVES):
            points, taken = _move_all(points, at, target, start, stride, generator)
            stride *= np.exp(0.5 * (taken - 0.8))
    return log_total, points


def _next(gains: Floats, left: float) -> float:
    """Return the largest step in which the cloud stays as effective as it must."""

    def kept(step: float) -> float:
        shares = np.exp(step * (gains - gains.max()))
        return float(shares.sum() ** 2 / (shares**2).sum() / len(gains))

    low, high = 0.0, left
    if kept(left) >= KEPT:
        return left
    for _halving in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if kept(middle) >= KEPT else (low, middle)
    return low


def _resample(shares: Floats, generator: Generator) -> NDArray[np.int_]:
    heights = (np.arange(len(shares)) + generator.random()) / len(shares)
    places = np.searchsorted(np.cumsum(shares), heights)
    return np.minimum(places, len(shares) - 1)


def _move_all(
    points: Floats, at: float, target: Target, start: Start, stride: float, generator: Generator
) -> tuple[Floats, float]:
    """Move each point by Hamiltonian steps, scaled by the cloud; return the share taken."""

    def log_density(given: Floats) -> Floats:
        here = (1 - at) * start.log_density(given, target)
        return here + at * target.log_density(given)

    def slope(given: Floats) -> Floats:
        here = (1 - at) * start.slope(given, target)
        return np.asarray(here + at * target.slope(given), float)

    scale = np.linalg.cholesky(np.cov(points.T) + 1e-9 * np.eye(points.shape[1]))
    push = generator.normal(size=points.shape)
    stride *= generator.uniform(0.8, 1.2)
    found, speed = points, push + 0.5 * stride * slope(points) @ scale
    for leap in range(LEAPS):
        found = found + stride * speed @ scale.T
        speed = speed + (1.0 if leap < LEAPS - 1 else 0.5) * stride * slope(found) @ scale
    gain = log_density(found) - log_density(points)
    gain += 0.5 * ((push**2).sum(1) - (speed**2).sum(1))
    odds = np.exp(np.minimum(np.nan_to_num(gain, nan=-np.inf), 0))
    taken = generator.random(len(points)) < odds
    return np.where(taken[:, None], found, points), float(odds.mean())


def draw_missing(target: Target, points: Floats, generator: Generator) -> NDArray[np.int_]:
    """Draw the unlisted at each point, so that each class holds somebody. Shape (points,)."""
    parts = target.parts(points)
    shares = np.exp(parts - logsumexp(parts, axis=2, keepdims=True))
    none = np.exp(np.minimum(logsumexp(parts[:, 0], axis=1), -1e-12))
    found, left = np.full(len(points), -1), np.arange(len(points))
    while len(left):
        missing = generator.negative_binomial(target.counts.sum(), 1 - none[left])
        people = np.broadcast_to(target.counts.astype(int), (len(left), len(target.counts)))
        people = people.copy()
        people[:, 0] = missing
        sizes = generator.multinomial(people, shares[left]).sum(1)
        good = (sizes > 0).all(1) & (missing <= target.most_missing)
        found[left[good]] = missing[good]
        left = left[~good]
    return found


def climb(target: Target, shares: Floats, rounds: int = 2_000) -> tuple[Floats, Floats]:
    """
    Return people by class, and by list and class, at the likeliest classes near a division.

    Args:
        target: What is believed.
        shares: Of each pattern's people in each class. Shape (patterns + 1, classes).
        rounds: Most rounds.
    """
    people = target.counts.copy()
    people[0] = 0.5 * people.sum()
    for _round in range(rounds):
        inside = shares * people[:, None]
        sizes, hits = inside.sum(0), target.marks.T @ inside
        chances = (hits + 1) / (sizes + 2)
        logs = np.log(sizes + 1e-9) - np.log(sizes.sum())
        logs = logs + target.marks @ np.log(chances / (1 - chances)) + np.log1p(-chances).sum(0)
        whole = logsumexp(logs, axis=1)
        shares = np.exp(logs - whole[:, None])
        before, none = people[0], min(np.exp(whole[0]), 1 - 1e-6)
        people[0] = target.counts.sum() * none / (1 - none)
        if abs(people[0] - before) < 1e-6:
            break
    return sizes, hits


def widen(sizes: Floats, hits: Floats) -> Start:
    """Return a start as if only a share of these people had been seen."""
    return Start(SHARE * sizes + LEAST, SHARE * hits)
