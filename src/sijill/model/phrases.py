"""
Pairs of neighbouring long words as hashes, so that an edited copy is found without the text.

Whoever edits a text moves, cuts and swaps words, and leaves most of its long words beside
one another. A pair is counted in either order, so that a sentence turned round keeps it.
"""

from __future__ import annotations

import re
import zlib

PHRASES_KEPT = 128
_HASH = 6
_WORD = re.compile(r"\w+")
_SHORT = 3  # letters; shorter words join others and are the first to go when a text is edited


def sketch_phrases(text: str) -> str:
    """
    Return the sketch of *text*: at most `PHRASES_KEPT` hashes of six hex digits, sorted.

    References:
        .. [1] Broder, A. Z. (1997). On the resemblance and containment of documents.
           SEQUENCES '97. (Bottom-k sketches.)
        .. [2] Clough, P., Gaizauskas, R., Piao, S. & Wilks, Y. (2002). METER: measuring text
           reuse. ACL 2002. (Short word sequences tell derived from independent news.)

    Examples:
        >>> sketch_phrases("shells killed farmers") == sketch_phrases("farmers killed shells")
        True
    """
    words = [word for word in _WORD.findall(text.casefold()) if _is_long(word)]
    pairs = {
        " ".join(sorted(pair))
        for step in (1, 2)
        for pair in zip(words, words[step:], strict=False)
    }
    hashes = sorted({zlib.crc32(pair.encode("utf-8", "replace")) & 0xFFFFFF for pair in pairs})
    return "".join(f"{item:06x}" for item in hashes[:PHRASES_KEPT])


def read_phrases(sketch: str) -> tuple[str, ...]:
    """
    Return the hashes of a sketch, sorted.

    Examples:
        >>> len(read_phrases(sketch_phrases("one shell killed three farmers")))
        5
    """
    return tuple(sketch[n : n + _HASH] for n in range(0, len(sketch), _HASH))


def _is_long(word: str) -> bool:
    return len(word) > _SHORT or word[0].isdigit()
