"""
Sentences without an end, cut so that the work grows with their length and no faster.
"""

from __future__ import annotations

from collections.abc import Sequence

LONGEST = 120  # words; sentences of prose are shorter
_MARKS = frozenset(";:,.!?)")
_REACH = 30  # words before the limit among which a mark is looked for


def cut_long(words: Sequence[str]) -> list[tuple[int, int]]:
    """
    Return where the pieces of a sentence begin and end, behind a mark where there is one.

    Examples:
        >>> cut_long(["shell"] * 100 + [","] + ["shell"] * 99)
        [(0, 101), (101, 200)]
    """
    pieces, start = [], 0
    while len(words) - start > LONGEST:
        end = start + LONGEST
        behind = (i for i in range(end, end - _REACH, -1) if words[i - 1] in _MARKS)
        end = next(behind, end)
        pieces.append((start, end))
        start = end
    if start < len(words):
        pieces.append((start, len(words)))
    return pieces
