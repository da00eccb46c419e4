"""
How good the tags, the entities and the trees are on sentences that were held back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence


def spans_of(tags: Sequence[str]) -> set[tuple[int, int, str]]:
    """Return where each entity begins and ends, and its kind."""
    spans, start = set(), 0
    for at, tag in enumerate([*tags, "O"]):
        before = tags[at - 1] if at else "O"
        if before != "O" and (tag[0] in "BO" or tag[2:] != before[2:]):
            spans.add((start, at, before[2:]))
        if tag != "O" and (tag[0] == "B" or before == "O" or tag[2:] != before[2:]):
            start = at
    return spans


def score_entities(
    gold: Sequence[Sequence[str]], found: Sequence[Sequence[str]]
) -> dict[str, tuple[float, float, float]]:
    """Return precision, recall and F by kind, and over all kinds."""
    right, wanted, given = Counter[str](), Counter[str](), Counter[str]()
    for gold_tags, found_tags in zip(gold, found, strict=True):
        g, f = spans_of(gold_tags), spans_of(found_tags)
        for counter, spans in ((right, g & f), (wanted, g), (given, f)):
            counter.update(kind for *_, kind in spans)
            counter["all"] += len(spans)
    return {kind: _prf(right[kind], given[kind], wanted[kind]) for kind in sorted(wanted)}


def _prf(right: int, given: int, wanted: int) -> tuple[float, float, float]:
    p, r = right / max(1, given), right / max(1, wanted)
    return p, r, 2 * p * r / max(1e-9, p + r)
