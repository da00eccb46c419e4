"""
The patterns that English numbers are found by, built from the words in ``numbers.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load_number_words() -> dict[str, Any]:
    """Return the lexicon of numbers, as its TOML file has it."""
    path = files("sijill.language.en").joinpath("numbers.toml")
    return tomllib.loads(path.read_text("utf-8"))


def match_any(words: Iterable[str]) -> str:
    """
    Return a pattern for any of *words*, longest first, with any white space between.

    Examples:
        >>> bool(re.fullmatch(match_any(["at least", "at"]), "at  least"))
        True
    """
    longest = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest)


WORDS = load_number_words()
VALUES: dict[str, int] = {word: n for n, word in enumerate(WORDS["units"])}
VALUES |= {word: 10 * n for n, word in enumerate(WORDS["tens"], 2)}
SCALES: dict[str, int] = WORDS["scales"]
VAGUE: dict[str, int] = WORDS["vague"]
BEFORE = {words: name for name, group in WORDS["before"].items() for words in group}
AFTER = {words: name for name, group in WORDS["after"].items() for words in group}

_STARTS = r"(?<![\w/.=#+@’'-])(?<!\d,)(?<!\d:)(?<!\d\s-)(?<![A-Za-z]-\s)"
_ENDS = r"(?![\w/@%]|[.,:]\d|\.\w)(?!-[A-Za-z])"
_SCALE = match_any(SCALES)
_WORD = match_any([*VALUES, *SCALES])
_AND = r"(?:(?<=hundred)|(?<=thousand)|(?<=million))\s+and\s+"
_DIGITS = (
    r"(?>\d{1,3}(?:,\d{3})+|\d{1,3}(?:[\u00a0\u2009\u202f]\d{3})+|\d{1,9})"
    rf"(?:\.\d{{1,2}}(?=\s+(?:million|billion|thousand)))?(?:\s+(?:{_SCALE})\b)?"
)
_WORDED = (
    r"(?>(?:an?\s+(?=hundred|thousand|million|dozen|half\W+dozen))?"
    rf"(?:half[\s-]+(?:an?[\s-]+)?(?=dozen|million)|(?:{_WORD})\b(?!-old))"
    rf"(?:(?:-|\s+|{_AND})?(?:{_WORD})\b)*)"
)
_LOOSE = rf"(?>(?:many\s+)?(?:{match_any(VAGUE)})(?:\s+(?:{_SCALE})\b)?)"

_ATOM = (
    rf"(?:(?P<none>(?:{match_any(WORDS['none'])})\b)"
    rf"|(?P<vague>\b{_LOOSE}\b)|(?P<digits>{_DIGITS})|(?P<words>\b{_WORDED})"
    rf"|(?P<some>some(?=\s+(?:of\s+(?:the|them|those|these|his|her|their)\b|people\b|others\b"
    rf"|(?:wo)?men\b|children\b|[a-z]{{3,}}s\b)))|(?P<no>no(?=\s+[a-z])))(?P<plus>\+)?{_ENDS}"
)
ATOM = re.compile(_STARTS + _ATOM, re.IGNORECASE)
SECOND = re.compile(_ATOM, re.IGNORECASE)
BOUND = re.compile(rf"(?<![\w-])(?P<bound>{match_any(BEFORE)})\s+$", re.IGNORECASE)
TRAIL = re.compile(rf"\s+(?P<trail>{match_any(AFTER)})\b", re.IGNORECASE)
LINK = re.compile(
    r"(?P<dash>\s?[-–—]\s?)|\s+(?P<to>to|or|and\s+(?:perhaps|possibly|maybe|as\s+many\s+as|up\s+to)"
    r"(?:\s+as\s+many\s+as)?|or\s+(?:perhaps|possibly|even))\s+",
    re.IGNORECASE,
)
BETWEEN = re.compile(r"\b(?P<between>between|anywhere\s+from)\s+$", re.IGNORECASE)
AND = re.compile(r"\s+(?:and|to)\s+", re.IGNORECASE)
