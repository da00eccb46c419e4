"""
How the network is built: which layer sees which neighbours of a word.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Window:
    """
    A layer that sees each word with some of its neighbours.

    Attributes:
        name: The name of its weights.
        offsets: Where the neighbours stand; 0 is the word itself.
        residual: Whether what comes in is added to what goes out.
    """

    name: str
    offsets: tuple[int, ...]
    residual: bool


ENCODER = (
    Window("near", (-2, -1, 0, 1, 2), False),
    Window("next", (-1, 0, 1), True),
    Window("wide", (-2, 0, 2), True),
)
PARSER = (Window("phrase", (-2, 0, 2), True), Window("clause", (-4, 0, 4), True))
PADDING = 4  # rows of nothing between sentences, as far as the widest window reaches


def slices(offset: int, n: int) -> tuple[slice, slice]:
    """
    Return which of *n* rows have a neighbour at *offset*, and which rows those are.

    Examples:
        >>> slices(-2, 10)
        (slice(2, 10, None), slice(0, 8, None))
    """
    here = slice(max(0, -offset), n - max(0, offset))
    return here, slice(here.start + offset, here.stop + offset)
