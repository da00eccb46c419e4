"""
The parts of people's names as numbers: how alike any two are, and how telling each is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log2

import numpy as np
from numpy.typing import NDArray

from sijill.link.names import common_sounds, compare_parts, sound_of

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
MOST_PARTS = 6
VOWELS = "-"  # the sound of what has no consonants
_LEAST = 0.65  # parts less alike are held to be different
_MOST_ALIKE = 400  # parts of one sound; more tell nothing apart and cost time
_WORTH = 3000  # parts that general knowledge of names counts for, against those seen
_RARE = 1 / 4000  # share of a part that is none of the common ones
_BITS = (3.0, 14.0)  # of the commonest part and of one that is hardly ever seen


@dataclass(frozen=True)
class PartTable:
    """
    Every part that occurs in some names.

    Attributes:
        parts: The parts, sorted.
        bits: How telling each is: minus the logarithm of its share of all. Shape (parts,).
        keys: ``left * len(parts) + right`` of every two that are alike, rising; both ways.
            Shape (likenesses,).
        alike: How alike the two are, in [0, 1]. Shape (likenesses,).
    """

    parts: tuple[str, ...]
    bits: Floats
    keys: Ints
    alike: Floats


def make_part_table(names: Iterable[Sequence[str]]) -> PartTable:
    """
    Return the parts of names, each name given as its parts.

    Examples:
        >>> table = make_part_table([("khaled", "salim"), ("خالد", "haddad")])
        >>> table.parts
        ('haddad', 'khaled', 'salim', 'خالد')
        >>> table.keys.tolist(), table.alike.tolist()
        ([7, 13], [0.97, 0.97])
    """
    counts = Counter(part for name in names for part in name)
    parts = tuple(sorted(counts))
    sounds = [sound_of(part) or VOWELS for part in parts]
    by_sound: Counter[str] = Counter()
    for part, sound in zip(parts, sounds, strict=True):
        by_sound[sound] += counts[part]
    total = by_sound.total() + _WORTH
    bits = np.array([
        -log2((by_sound[sound] + _WORTH * common_sounds().get(sound, _RARE)) / total)
        for sound in sounds
    ])  # fmt: skip
    found: dict[int, float] = {}
    for left, right in _near(sounds):
        likeness = compare_parts(parts[left], parts[right])
        if likeness >= _LEAST:
            found[left * len(parts) + right] = likeness
            found[right * len(parts) + left] = likeness
    keys = np.array(sorted(found), dtype=np.int64)
    alike = np.array([found[int(key)] for key in keys])
    if not len(keys):
        keys, alike = np.array([-1], dtype=np.int64), np.zeros(1)
    return PartTable(parts, np.clip(bits, *_BITS), keys, alike)


def _near(sounds: Sequence[str]) -> set[tuple[int, int]]:
    """Return the parts to compare: of one sound, or of sounds a letter apart."""
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, sound in enumerate(sounds):
        groups[(sound,)].append(place)
        if len(sound) > 2:
            for cut in range(len(sound)):
                groups[(sound[:cut] + sound[cut + 1 :], "")].append(place)
        if len(sound) > 1:
            groups[(sound, "")].append(place)
    return {
        pair
        for members in groups.values()
        if len(members) <= _MOST_ALIKE
        for pair in combinations(sorted(set(members)), 2)
    }
