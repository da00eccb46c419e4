"""
English verbs without their endings.
"""

from __future__ import annotations

from functools import cache

_ENDINGS = ("ing", "ed", "es", "s")


@cache
def stem_verb(word: str) -> str:
    """
    Return *word* without the ending of a verb, so that all forms of a regular one are equal.

    Examples:
        >>> stem_verb("condemned") == stem_verb("condemn"), stem_verb("denies")
        (True, 'deny')
    """
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) > 2:
            word = word.removesuffix(ending)
            break
    if len(word) > 3 and word[-1] == word[-2]:
        word = word[:-1]
    if word.endswith("i"):
        return word[:-1] + "y"
    return word.removesuffix("e")
