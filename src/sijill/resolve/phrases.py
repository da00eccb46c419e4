"""
Names of several words found in running text, by a table and never by going through it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from sijill.model import Span
from sijill.resolve.folding import fold_name

_WORD = re.compile(r"[^\W_]+(?:[’'ʼ`´][^\W_]+)*")
_OWNING = re.compile(r"[’'ʼ`´]s$", re.IGNORECASE)
V = TypeVar("V")

_fold_word = lru_cache(maxsize=1 << 16)(fold_name)


@dataclass(frozen=True, slots=True)
class Words:
    """
    The words of a text, folded as names are.

    Attributes:
        text: The text.
        keys: Each word folded; a hyphen parts two words.
        spans: Where each stands, half-open.
        bare: Each word folded without the ending that owns something ("Hezbollah's").
    """

    text: str
    keys: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    bare: tuple[str, ...]

    def span_of(self, at: int, size: int) -> Span:
        """Return the words from *at*, without the ending that owns something."""
        start, end = self.spans[at][0], self.spans[at + size - 1][1]
        owning = _OWNING.search(self.text, self.spans[at + size - 1][0], end)
        return Span.of(self.text, start, owning.start() if owning else end)


def split_words(text: str) -> Words:
    """
    Return the words of *text*, folded.

    Examples:
        >>> split_words("Al-Shabaab’s men").keys
        ('al', 'shabaabs', 'men')
    """
    found = list(_WORD.finditer(text))
    surfaces = [item.group() for item in found]
    keys = tuple(_fold_word(word) for word in surfaces)
    bare = tuple(
        _fold_word(_OWNING.sub("", word)) if "s" in word[-1:].casefold() else key
        for word, key in zip(surfaces, keys, strict=True)
    )
    return Words(text, keys, tuple(item.span() for item in found), bare)


class Phrases(Generic[V]):
    """
    Values by folded name; the longest name that begins at a word is found by its first word.

    Examples:
        >>> table = Phrases({"rapid support forces": "a", "rapid": "b"})
        >>> table.match_at(split_words("the Rapid Support Forces’ men"), 1)
        (3, 'a')
    """

    def __init__(self, values: Mapping[str, V]) -> None:
        self.values = values
        sizes: dict[str, set[int]] = {}
        for name in values:
            words = name.split()
            if words:
                sizes.setdefault(words[0], set()).add(len(words))
        self._sizes = {
            head: tuple(sorted(found, reverse=True)) for head, found in sizes.items()
        }

    def match_at(self, words: Words, at: int) -> tuple[int, V] | None:
        """Return how many of *words* from *at* are a name, and its value; the longest."""
        return next(iter(self.matches_at(words, at)), None)

    def matches_at(self, words: Words, at: int) -> list[tuple[int, V]]:
        """Return every name that begins at *at*, longest first."""
        key, bare = words.keys[at], words.bare[at]
        sizes = self._sizes.get(key, ())
        if bare != key:
            sizes = (*sizes, *self._sizes.get(bare, ()))
        if not sizes:
            return []
        found = []
        for size in dict.fromkeys(sizes):
            value = self._value(words, at, size) if at + size <= len(words.keys) else None
            if value is not None:
                found.append((size, value))
        return found if bare == key else sorted(found, key=lambda item: -item[0])

    def _value(self, words: Words, at: int, size: int) -> V | None:
        keys, bare = words.keys[at : at + size], words.bare[at : at + size]
        for form in dict.fromkeys((keys, (*keys[:-1], bare[-1]), bare)):
            value = self.values.get(join_words(form))
            if value is not None:
                return value
        return None


def join_words(keys: Sequence[str]) -> str:
    """Return folded words as one key."""
    return " ".join(keys)
