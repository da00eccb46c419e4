"""
Names of accounts: what may be one, and when two are the same.
"""

from __future__ import annotations

import unicodedata

LONGEST = 80


def fold_name(name: str) -> str:
    """
    Return what two names that are to be the same have in common.

    Examples:
        >>> fold_name("  Dana   TEST ") == fold_name("dana test")
        True
    """
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())[:LONGEST]


def is_name(name: str) -> bool:
    r"""
    Say whether *name* can be an account's: printable, with a letter, and not too long.

    Examples:
        >>> [is_name(name) for name in ("Dana", "دانا", "", "  ", "a\u202eb", "x" * 81)]
        [True, True, False, False, False, False]
    """
    text = name.strip()
    letters = any(char.isalpha() for char in text)
    return letters and len(text) <= LONGEST and text.isprintable()
