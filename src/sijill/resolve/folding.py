"""
The key of a place's name: what is left of it when spelling, accents and script variants go.

Two keys. The *folded* key forgets case, accents, hyphens, apostrophes and the variants of
Arabic letters. The *loose* key also forgets what transliterations differ in: the article,
vowel choices, doubled letters, a final h. A gazetteer is asked by the first, then by the
second. Names by the thousand are folded as the lines of one text, which is many times faster.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence

_APOSTROPHES = dict.fromkeys("'’‘ʼʻ`´ʿʾ′ˈ\"“”", "")
_ARABIC = {
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ئ": "ي",
    "ؤ": "و", "ة": "ه", "ک": "ك", "ـ": "", "ء": "",
}  # fmt: skip
_LATIN = {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d"}
_ARABIC_ARTICLE = re.compile(r"\bال(?=\w{2})")
_NOT_WORD = re.compile(r"[^\w\n]+|_")
_ARTICLE = re.compile(r"\b(?:al|el|ul|ad|ar|as|ash|at|az|an|adh|ath)(?= \w)")
# Once e has become i, and o u.
_VOWEL_Y = re.compile(r"y(?![aiu])")
_VOWEL_AI = re.compile(r"ai(?![aiu])")
_HARD_C = re.compile(r"q|ck|c(?=[aur])")
_FINAL_H = re.compile(r"(?<=[aiu])h\b")
_DOUBLED = tuple((letter * 2, letter) for letter in "abcdefghijklmnopqrstuvwxyz")


def fold_name(name: str) -> str:
    """
    Return the folded key of *name*.

    Examples:
        >>> fold_name("Jisr al-Shughūr"), fold_name("Sana'a"), fold_name("إدلب")
        ('jisr al shughur', 'sanaa', 'ادلب')
    """
    return _fold(name.replace("\n", " ")).strip()


def fold_names(names: Sequence[str]) -> list[str]:
    """
    Return the folded key of each name.

    Examples:
        >>> fold_names(["Ad-Dana", "Сармін"])
        ['ad dana', 'сармін']
    """
    plain = [name for name in names if name.isascii()]
    others = [name for name in names if not name.isascii()]
    by_script = (iter(_by_line(_fold, part)) for part in (others, plain))
    other_keys, plain_keys = by_script
    return [next(plain_keys if name.isascii() else other_keys) for name in names]


def fold_loosely(name: str) -> str:
    """
    Return the loose key of *name*; the folded key where the name is not Latin.

    Examples:
        >>> fold_loosely("Jisr ash-Shughour") == fold_loosely("Jisr al-Shughur")
        True
        >>> fold_loosely("Ar Raqqah") == fold_loosely("Raqqa")
        True
    """
    key = fold_name(name)
    return _loosen(key).strip() if key.isascii() else key


def loosen_keys(keys: Sequence[str]) -> list[str]:
    """
    Return the loose key of each folded key, all of them in Latin letters.

    Examples:
        >>> loosen_keys(["ar raqqah", "raqqa"])
        ['raka', 'raka']
    """
    return _by_line(_loosen, keys)


def _by_line(change: Callable[[str], str], names: Sequence[str]) -> list[str]:
    """Return what *change* makes of each name, all names being lines of one text."""
    if not names:
        return []
    text = "\n".join(name.replace("\n", " ") for name in names)
    return [line.strip() for line in change(text).split("\n")]


def _fold(text: str) -> str:
    text = _exchange(text, _APOSTROPHES).casefold()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", _exchange(text, _LATIN)).casefold()
        marks = dict.fromkeys(filter(unicodedata.combining, set(text)), "")
        text = _ARABIC_ARTICLE.sub("", _exchange(text, {**marks, **_ARABIC}))
    return _NOT_WORD.sub(" ", text)


def _exchange(text: str, signs: Mapping[str, str]) -> str:
    """Exchange single signs; over long texts much faster than `str.translate`."""
    for sign, other in signs.items():
        text = text.replace(sign, other)
    return text


def _loosen(text: str) -> str:
    text = _ARTICLE.sub("", text).replace("e", "i").replace("o", "u")
    text = _VOWEL_Y.sub("i", text)
    for vowel in "iua":
        text = _collapse(text, vowel)
    text = _HARD_C.sub("k", _VOWEL_AI.sub("i", text)).replace("dj", "j").replace("dh", "d")
    text = _FINAL_H.sub("", text)
    for twice, once in _DOUBLED:
        text = text.replace(twice, once)
    return _collapse(text, " ")


def _collapse(text: str, letter: str) -> str:
    while letter * 2 in text:
        text = text.replace(letter * 2, letter)
    return text
