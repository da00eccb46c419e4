"""
Names taken out of words, letter by letter, so that what stands after them stays in its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from sijill.protect.names import list_tokens, looks_like_name

MASK = "█"
_SHORTEST = 3  # of a part of a name that is masked by itself: "al" and "bin" are no names


class NameMask:
    """
    Masks given names: the whole of each, and each part of it where it looks like a name.

    Examples:
        >>> mask = NameMask(["Rana al-Testi"]).mask
        >>> mask("Rana al-Testi, 9, and Omar Testi died near al-Bab; she was Rana's child.")
        "████ ██-█████, 9, and Omar █████ died near al-Bab; she was ████'s child."
        >>> NameMask(["رنا تست"]).mask("قُتلت رنا تست")
        'قُتلت ███ ███'
    """

    def __init__(self, names: Iterable[str]) -> None:
        parts = {tokens for name in names if (tokens := list_tokens(name))}
        whole = [r"[\W_]{0,3}".join(map(re.escape, tokens)) for tokens in sorted(parts)]
        single = {
            re.escape(token)
            for tokens in parts
            for token in tokens
            if len(token) >= _SHORTEST and looks_like_name(token)
        }
        either = sorted({*whole, *single}, key=len, reverse=True)
        found = rf"(?<![^\W_])(?:{'|'.join(either)})(?![^\W_])" if either else ""
        self._pattern = re.compile(found, re.IGNORECASE) if found else None

    def mask(self, text: str) -> str:
        """Return *text* with every letter of a name masked, as long as it was."""
        if self._pattern is None:
            return text
        return self._pattern.sub(lambda hit: re.sub(r"[^\W_]", MASK, hit[0]), text)
