"""
Names in Arabic letters found by the Latin spelling that a gazetteer has of them.

Arabic writes no short vowels, and Latin spellings of one letter differ; a Latin name counts
if it can be read, letter by letter, out of the Arabic one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

# Where names are written so, and the Latin ones follow the Arabic.
COUNTRIES = (
    "AE", "BH", "DJ", "DZ", "EG", "EH", "IQ", "JO", "KM", "KW", "LB", "LY", "MA", "MR", "OM",
    "PS", "QA", "SA", "SD", "SY", "TD", "TN", "YE",
)  # fmt: skip
_CONSONANTS = {
    "ب": "b", "ت": "t", "ث": "th?|s", "ج": "dj|j|g", "ح": "h", "خ": "kh", "د": "d",
    "ذ": "dh|th|z|d", "ر": "r", "ز": "z", "س": "s", "ش": "sh|ch", "ص": "s", "ض": "dh|d",
    "ط": "t", "ظ": "dh|z", "غ": "gh|g", "ف": "f", "ق": "q|g|k", "ك": "k|c", "ل": "l",
    "م": "m", "ن": "n", "ه": "h", "و": "w|u|o", "ي": "y|i|e",
}  # fmt: skip
_MAY_BE_VOWEL = "وي"
_LONG, _SILENT = "ا", "ع"
_SHORT_VOWELS, _LONG_VOWEL = "[aeiou]{0,2}", "[aeiou]{1,2}"
_ARTICLE = "(?:(?:al|el|ad|ar|as|ash|at|az|an|adh|ath) )?"
_LEAST_LETTERS = 3
_FIRST = re.compile(f"^{_ARTICLE}[aeiou]*([a-z])")


def is_arabic(key: str) -> bool:
    """
    Say whether a folded key is in Arabic letters.

    Examples:
        >>> is_arabic("كتم"), is_arabic("kutum")
        (True, False)
    """
    return any("\u0620" <= letter <= "\u064a" for letter in key)


class LatinNames:
    """
    Latin names to be asked for by Arabic ones.

    Args:
        names: Folded names.

    Examples:
        >>> known = LatinNames(["mellit", "malta", "al mawasi"])
        >>> known.find("مليط"), known.find("مواصي")
        (('mellit',), ('al mawasi',))
    """

    def __init__(self, names: Iterable[str]) -> None:
        lines: dict[str, list[str]] = defaultdict(list)
        for name in sorted(set(names)):
            first = _FIRST.match(name) if name.isascii() else None
            if first:
                lines[first[1]].append(name)
        self._lines = {letter: "\n".join(found) for letter, found in lines.items()}

    def find(self, key: str) -> tuple[str, ...]:
        """
        Return the names that can be read out of a folded Arabic one.

        None where fewer than three of its letters sound, which fit too much.
        """
        if not set(key) <= {*_CONSONANTS, _LONG, _SILENT, " "}:
            return ()
        sounding = [letter for letter in key if letter in _CONSONANTS]
        if len(sounding) < _LEAST_LETTERS:
            return ()
        pattern = _pattern(key)
        begin = {sound[0] for sound in _CONSONANTS[sounding[0]].split("|")}
        wanted = self._lines if sounding[0] in _MAY_BE_VOWEL else begin
        return tuple(
            name
            for letter in sorted(wanted)
            for name in pattern.findall(self._lines.get(letter, ""))
        )


@lru_cache(1_000)
def _pattern(key: str) -> re.Pattern[str]:
    return re.compile(f"^{' '.join(map(_word, key.split()))}$", re.MULTILINE)


def _word(word: str) -> str:
    ends_open = len(word) > 2 and word[-1] == "ه"
    letters = word[:-1] if ends_open else word
    before = _LONG_VOWEL if word[0] == _LONG else _ARTICLE + _SHORT_VOWELS
    sounds = map(_sound, letters.removeprefix(_LONG))
    return before + "".join(sounds) + "[ht]?" * ends_open


def _sound(letter: str) -> str:
    if letter in _CONSONANTS:
        return f"(?:{_CONSONANTS[letter]}){{1,2}}{_SHORT_VOWELS}"
    return _LONG_VOWEL if letter == _LONG else _SHORT_VOWELS
