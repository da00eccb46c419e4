"""
What the network sees of a word: its letters without case, its ends, and its shape.

Case is only in the shape, and a sentence that is all capitals (or has none) is given shapes
without case. Such a sentence is therefore read the same however its capitals stand.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import groupby

CHANNELS = ("word", "suffix4", "suffix2", "prefix3", "shape", "lists")
UNKNOWN = 0  # the id of whatever was too rare to learn
_MOSTLY = 0.7
_LONGEST_WORD = 40
_REMEMBERED = 65536  # words
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})
_DIGIT = re.compile(r"\d")


def has_case(words: Iterable[str]) -> bool:
    """
    Say whether capitals tell names apart in a sentence: there are some, and not everywhere.

    Examples:
        >>> has_case("Gunmen killed a mayor".split()), has_case("GUNMEN KILLED A MAYOR".split())
        (True, False)
    """
    letters = [word for word in words if word.isalpha()]
    capitals = sum(word[0].isupper() for word in letters)
    shouted = sum(word.isupper() for word in letters)
    return capitals > 0 and shouted <= _MOSTLY * len(letters)


def channels_of(word: str, cased: bool) -> tuple[str, ...]:
    """
    Return what is seen of *word*, one text for each of `CHANNELS`.

    Examples:
        >>> channels_of("Exampletown", True)
        ('exampletown', 'town', 'wn', 'exa', 'Xx', '')
        >>> channels_of("PEDRO", False)[-2:], channels_of("1,200", True)[0]
        (('x', 'given'), '0,000')
    """
    plain = word[:_LONGEST_WORD].translate(_PLAIN)
    low = _DIGIT.sub("0", plain.lower())
    shape = _shape(plain if cased else plain.lower())
    return low, low[-4:], low[-2:], low[:3], shape, _lists().get(low, "")


@cache
def _lists() -> dict[str, str]:
    """Return for each word the lists that it stands in."""
    text = files(__package__).joinpath("lists.toml").read_text("utf-8")
    found: dict[str, str] = {}
    for name, words in tomllib.loads(text).items():
        for word in sorted(set(words.split())):
            found[word] = f"{found[word]}+{name}" if word in found else name
    return found


def _shape(word: str) -> str:
    kinds = ("0" if c.isdigit() else _letter(c) for c in word)
    runs = ((kind, sum(1 for _ in run)) for kind, run in groupby(kinds))
    return "".join(kind * (min(n, 4) if kind == "0" else 1) for kind, n in runs)[:8]


def _letter(character: str) -> str:
    if not character.isalpha():
        return character
    return "X" if character.isupper() else "x"


class Vocabulary:
    """
    The ids of what is seen of a word, remembered for words that come again.
    """

    def __init__(self, channels: Sequence[Mapping[str, int]]) -> None:
        self._channels = channels
        self._known: dict[tuple[str, bool], tuple[int, ...]] = {}
        self.nothing = (-1,) * len(channels)  # the ids where no word stands

    def __len__(self) -> int:
        return len(self._known)

    def ids_of(self, word: str, cased: bool) -> tuple[int, ...]:
        """Return the id of *word* in each of `CHANNELS`; 0 is unknown."""
        found = self._known.get((word, cased))
        if found is None:
            seen = channels_of(word, cased)
            found = tuple(
                ids.get(text, UNKNOWN) for ids, text in zip(self._channels, seen, strict=True)
            )
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[word, cased] = found
        return found
