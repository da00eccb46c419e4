"""
All decomposable graphs over a few lists, each as the sets whose margins make its likelihood.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from sijill.errors import ModelError

MOST_LISTS = 6  # 2 ** 21 graphs over seven lists are more than memory should hold


@lru_cache(maxsize=4)
def list_graphs(n_lists: int) -> NDArray[np.int8]:
    """
    Return the decomposable graphs over the lists, by the sets in their factorisation.

    Vertices that have a complete neighbourhood are taken away one by one. A graph that can be
    emptied so is decomposable, and each step is a factor: the margin of the vertex with its
    neighbours over that of the neighbours. Factors that are no clique cancel by themselves.

    Args:
        n_lists: From 1 to `MOST_LISTS`.

    Returns:
        How often each set of lists is a clique, less how often it separates cliques. Shape
        (graphs, 2 ** n_lists); the first list is the lowest bit of a set. Rows sum to 0.

    Raises:
        ModelError: If *n_lists* is out of range.

    Assumes:
        1. Nothing about the world: this counts graphs.

    References:
        .. [1] Madigan, D. and York, J. C. (1997). Bayesian methods for estimation of the size
           of a closed population. Biometrika, 84(1), 19-31. (The likelihood by cliques.)
        .. [2] Fulkerson, D. R. and Gross, O. A. (1965). Incidence matrices and interval graphs.
           Pacific Journal of Mathematics, 15(3), 835-855. (Taking vertices away.)

    Examples:
        >>> [len(list_graphs(n)) for n in (3, 4, 5)]
        [8, 61, 822]
    """
    if not 1 <= n_lists <= MOST_LISTS:
        raise ModelError(
            f"graphs are listed for 1 to {MOST_LISTS} lists, not {n_lists}. Join lists, or "
            "choose a method that takes more."
        )
    neighbours = _all_neighbourhoods(n_lists)
    n_graphs = len(neighbours)
    left = np.full(n_graphs, (1 << n_lists) - 1, dtype=np.int64)
    factors = np.zeros((n_graphs, 1 << n_lists), dtype=np.int8)
    for _step in range(n_lists):
        chosen = _first_simplicial(neighbours, left)
        rows = np.flatnonzero(chosen >= 0)
        vertex = chosen[rows]
        around = neighbours[rows, vertex] & left[rows]
        factors[rows, around | (1 << vertex)] += 1
        factors[rows, around] -= 1
        left[rows] &= ~(1 << vertex)
    found: NDArray[np.int8] = factors[left == 0]
    found.setflags(write=False)
    return found


def name_cliques(factors: NDArray[np.int8], lists: Sequence[str]) -> str:
    """
    Return a graph's cliques by the names of their lists.

    Args:
        factors: One row of `list_graphs`.
        lists: Names of the lists.

    Examples:
        >>> name_cliques(list_graphs(3)[1], ("A", "B", "C"))
        '[A,B][C]'
    """
    cliques = [
        "[" + ",".join(name for bit, name in enumerate(lists) if members >> bit & 1) + "]"
        for members in np.flatnonzero(factors > 0)
    ]
    return "".join(sorted(cliques))


def _all_neighbourhoods(n_lists: int) -> NDArray[np.int64]:
    """Return each vertex's neighbours as bits, for each graph. Shape (graphs, lists)."""
    edges = list(combinations(range(n_lists), 2))
    graphs = np.arange(1 << len(edges), dtype=np.int64)
    neighbours = np.zeros((len(graphs), n_lists), dtype=np.int64)
    for bit, (one, other) in enumerate(edges):
        present = graphs >> bit & 1
        neighbours[:, one] |= present << other
        neighbours[:, other] |= present << one
    return neighbours


def _first_simplicial(
    neighbours: NDArray[np.int64], left: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return, for each graph, a vertex left whose neighbours left are all joined, or -1."""
    n_lists = neighbours.shape[1]
    chosen = np.full(len(left), -1, dtype=np.int64)
    for vertex in range(n_lists):
        around = neighbours[:, vertex] & left
        complete = (left >> vertex & 1).astype(bool) & (chosen < 0)
        for other in range(n_lists):
            joined = neighbours[:, other] | (1 << other)
            complete &= ((around >> other & 1) == 0) | (around & ~joined == 0)
        chosen[complete] = vertex
    return chosen
