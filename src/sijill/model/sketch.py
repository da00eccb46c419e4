"""
A short digest of a text that near-copies share, so that copies are found without the text.

A sketch holds the smallest hashes of a text's word triples; the share of hashes that two
sketches have in common estimates how much of the texts is the same.
"""

from __future__ import annotations

import re
import zlib

SKETCH_SIZE = 64
_WORD = re.compile(r"\w+")


def sketch_text(text: str) -> str:
    """
    Return the sketch of *text*: at most `SKETCH_SIZE` hashes of 8 hex digits, sorted.

    References:
        .. [1] Broder, A. Z. (1997). On the resemblance and containment of documents.
           SEQUENCES '97. (Bottom-k sketches.)

    Examples:
        >>> sketch_text("Shells hit the market.") == sketch_text("shells hit the MARKET")
        True
    """
    words = _WORD.findall(text.casefold())
    triples = {" ".join(words[n : n + 3]) for n in range(max(1, len(words) - 2))} - {""}
    hashes = sorted({zlib.crc32(triple.encode("utf-8", "replace")) for triple in triples})
    return "".join(f"{item:08x}" for item in hashes[:SKETCH_SIZE])


def resemblance(left: str, right: str) -> float:
    """
    Estimate how much of two sketched texts is the same, in [0, 1].

    Args:
        left: Sketch of one text.
        right: Sketch of the other.

    Returns:
        The estimated Jaccard similarity of their word triples; 0 where a sketch is empty.

    Examples:
        >>> one = sketch_text("five people were killed when shells hit the town market")
        >>> resemblance(one, one)
        1.0
    """
    first, second = _hashes(left), _hashes(right)
    if not first or not second:
        return 0.0
    union = sorted(first | second)[:SKETCH_SIZE]
    shared = first & second
    return sum(item in shared for item in union) / len(union)


def read_sketch(sketch: str) -> tuple[str, ...]:
    """
    Return the hashes of a sketch, sorted.

    Examples:
        >>> len(read_sketch(sketch_text("shells hit the market")))
        2
    """
    return tuple(sketch[n : n + 8] for n in range(0, len(sketch), 8))


def _hashes(sketch: str) -> set[str]:
    return set(read_sketch(sketch))
