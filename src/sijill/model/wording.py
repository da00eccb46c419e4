"""
The telling words of a text as hashes, so that reports of one act are found without the text.

Long words, names and numbers tell most of what a text is about; they are known by their
form alone, in any language. How rare a word is in a record, the record itself says.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter

WORDS_KEPT = 128
_HASH, _MOST = 6, 9
WORD_WIDTH = _HASH + 1
"""Characters of a sketch for each word: hex digits, and one that counts."""
_WORD = re.compile(r"\w+")
_LONGEST = 14
_NAME, _NUMBER = 3, 3
_SHORT = 3  # words of so few letters join others; they tell nothing by themselves


def sketch_words(text: str) -> str:
    """
    Return the telling words of *text*, at most `WORDS_KEPT`, sorted by their hashes.

    Each is six hex digits of a hash and one digit: how often it occurs, at most nine times.

    Examples:
        >>> one, two = sketch_words("Shells hit Sarmin."), sketch_words("Sarmin: shells")
        >>> sorted(set(read_words(one)) & set(read_words(two))) == sorted(read_words(two))
        True
    """
    words = _WORD.findall(text)
    small = {word for word in words if word[0].islower()}
    counts = Counter(word.casefold() for word in words)
    telling: dict[str, int] = {}
    for word in words:
        key = word.casefold()
        telling[key] = max(telling.get(key, 0), _telling(word, key in small))
    told = [word for word in counts if telling[word] > _SHORT]
    best = sorted(told, key=lambda w: (-telling[w] * counts[w].bit_length(), w))
    found = {_hash(word): min(_MOST, counts[word]) for word in best[:WORDS_KEPT]}
    return "".join(f"{name}{found[name]}" for name in sorted(found))


def read_words(sketch: str) -> dict[str, int]:
    """
    Return how often each hashed word of a sketch occurs.

    Examples:
        >>> list(read_words(sketch_words("Sarmin, Sarmin")).values())
        [2]
    """
    starts = range(0, len(sketch), WORD_WIDTH)
    return {sketch[n : n + _HASH]: int(sketch[n + _HASH]) for n in starts}


def hash_words(text: str) -> frozenset[str]:
    """
    Return the hashes of every word of *text*, as they stand in a sketch.

    Examples:
        >>> hash_words("Sarmin") == set(read_words(sketch_words("sarmin")))
        True
    """
    return frozenset(_hash(word.casefold()) for word in _WORD.findall(text))


def _telling(word: str, is_small_elsewhere: bool) -> int:
    """Return how much a word's form tells: its length, more for a name or a number."""
    if word[0].isdigit():
        return min(_LONGEST, len(word) + _NUMBER)
    named = word[0].isupper() and not is_small_elsewhere
    return min(_LONGEST, len(word) + (_NAME if named else 0))


def _hash(word: str) -> str:
    return f"{zlib.crc32(word.encode('utf-8', 'replace')) & 0xFFFFFF:06x}"
