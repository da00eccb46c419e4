"""
The keys of many names: `folding`'s, with each word's key remembered.

A list of a million places has some hundred thousand words, and each word's key does not
depend on its neighbours, the article before a name apart.
"""

from __future__ import annotations

from functools import lru_cache

from sijill.resolve.folding import fold_loosely, fold_name

_REMEMBERED = 200_000
_fold_word = lru_cache(_REMEMBERED)(fold_name)
_loosen_word = lru_cache(_REMEMBERED)(fold_loosely)


def fold_key(name: str) -> str:
    """
    Return `fold_name` of *name*, by its words.

    Examples:
        >>> fold_key("Jisr al-Shughūr - (town)")
        'jisr al shughur town'
    """
    return " ".join(filter(None, map(_fold_word, name.split())))


def loosen_key(key: str) -> str:
    """
    Return `fold_loosely` of a folded key, by its words.

    Examples:
        >>> loosen_key("ar raqqah") == loosen_key("raqqa")
        True
    """
    if not key.isascii():
        return key
    *before, last = key.split(" ")
    kept = [word for word in before if not _is_article(word)]
    return " ".join(map(_loosen_word, (*kept, last)))


@lru_cache(_REMEMBERED)
def _is_article(word: str) -> bool:
    return fold_loosely(f"{word} x") == "x"
