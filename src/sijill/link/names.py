"""
How alike two people's names are, in Arabic or Latin letters, or one in each.

Arabic writes no short vowels, Latin spellings of one name differ in all vowels and some
consonants, and lists leave out parts and change their order. Parts are compared one by one;
a part in Arabic letters is compared with a Latin one by whether the one can be read as the
other.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from rapidfuzz.distance import JaroWinkler

_MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u0640]")
_LETTERS = {
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه",
    "ک": "ك", "ء": "",
}  # fmt: skip
_NOT_WORD = re.compile(r"[^\w]+|_|\d")
_GLUED = re.compile("\\b[AE]l(?=[A-Z])")  # an article written together with the name
_GOD = re.compile("(?<=عبد)الله")
_ARTICLE_AR = re.compile(r"^ال(?=\w{3})")
# Arabic letters as they sound in Latin letters: one sign a sound.
_SOUND = {
    "ب": "b", "ت": "t", "ث": "t", "ج": "j", "ح": "h", "خ": "x", "د": "d", "ذ": "d", "ر": "r",
    "ز": "z", "س": "s", "ش": "c", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "غ": "g", "ف": "f",
    "ق": "k", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "w", "ي": "y",
}  # fmt: skip
_DIGRAPHS = (
    ("tch", "c"), ("sch", "c"), ("sh", "c"), ("ch", "c"), ("kh", "x"), ("gh", "g"),
    ("th", "t"), ("dh", "d"), ("dj", "j"), ("ph", "f"), ("ck", "k"), ("q", "k"), ("v", "f"),
    ("p", "b"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("ei", "i"), ("ie", "i"), ("ai", "i"),
    ("ay", "i"), ("ey", "i"), ("aa", "a"), ("o", "u"), ("e", "i"), ("ii", "i"), ("uu", "u"),
)  # fmt: skip
_SHORT = "(?:ou|[aeiou])?"
_LONG = {
    "ا": "a{0,2}e?",
    "و": "(?:w|uw|ow|ou|oo|aw|au|u|o)",
    "ي": "(?:[aie]?yy?|ei|ai|ee|ie|i|e)",
}
_LAST = {
    "ه": "[ht]?",  # also how typists write the feminine ending
    "ي": "(?:[aie]?yy?|ei|ai|ee|ie|i|e|ah?)",  # also a final "a", whose dots are left out
}
_READ = {
    "ب": "[bp]", "ت": "t", "ث": "(?:th|t|s)", "ج": "(?:dj|j|g)", "ح": "h", "خ": "kh",
    "د": "d", "ذ": "(?:dh|th|z|d)", "ر": "r", "ز": "z", "س": "s", "ش": "(?:sh|ch)", "ص": "s",
    "ض": "(?:dh|d)", "ط": "t", "ظ": "(?:dh|z)", "غ": "(?:gh|g)", "ف": "[fv]",
    "ق": "[qgk]", "ك": "(?:k|c)", "ل": "l", "م": "m", "ن": "n", "ه": "h",
}  # fmt: skip
SAME_SOUND = 0.97  # Arabic letters that can be read as the Latin ones
NEAR_SOUND = 0.8  # the same consonants, other vowels
_ALIKE = 0.8  # vowels alike enough that two spellings are of one name


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("sijill.link").joinpath("people_names.toml").read_text("utf-8"))


@cache
def _unwanted() -> frozenset[str]:
    return frozenset((*_data()["particles"], *_data()["titles"]))


@lru_cache(50_000)
def split_name(name: str) -> tuple[str, ...]:
    """
    Return the parts of a name that tell people apart, folded.

    Examples:
        >>> split_name("Dr. Mohd. Al-Sālem bin Khaled")
        ('muhammad', 'salem', 'khaled')
        >>> split_name("محمّد السالم"), split_name("عبد الرحمن"), split_name("Abdulrahman")
        (('محمد', 'سالم'), ('عبد', 'رحمن'), ('abd', 'rahman'))
    """
    text = _GLUED.sub("", _MARKS.sub("", name)).casefold()
    text = "".join(_LETTERS.get(letter, letter) for letter in text)
    text = "".join(
        c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)
    )
    text = re.sub("['’‘ʼʻ`´ʿʾ]", "", text)
    data = _data()
    parts: list[str] = []
    for part in _NOT_WORD.sub(" ", text).split():
        parts += _open_abd(part)
    kept = [data["short"].get(part, part) for part in parts]
    kept = [_ARTICLE_AR.sub("", part) for part in kept]
    return tuple(part for part in kept if part not in _unwanted()) or tuple(kept)


def _open_abd(part: str) -> list[str]:
    """Part "servant of" from what follows it, which lists write together or apart."""
    match = re.match(r"^abd(?:[aeiou]l|[aeiou][rnsz](?=[rnsz])|ou?l|ur|ar)(\w{3,})$", part)
    if match:
        return ["abd", match[1]]
    match = re.match(r"^(عبد|\w{3,}(?=الدين$))ال(\w{3,})$", part)
    return [match[1], match[2]] if match else [part]


def join_parts(name: str) -> tuple[str, ...]:
    """
    Return the parts of a name, those that make one name together written as one.

    Examples:
        >>> join_parts("Abdul Rahman Abu Salim"), join_parts("عبد الرحمن ابوسليم")
        (('abdrahman', 'abusalim'), ('عبدرحمن', 'ابوسليم'))
        >>> join_parts("عبدالله نورالدين"), join_parts("عبد الله نور الدين")
        (('عبدله', 'نوردين'), ('عبدله', 'نوردين'))
        >>> join_parts("Haddad, Nour al-Din"), join_parts("Noureddine Haddad")
        (('nourdin', 'haddad'), ('noureddine', 'haddad'))
    """
    family, comma, rest = name.partition(",")
    parts = split_name(f"{rest} {family}" if comma and rest.strip() else name)
    joined: list[str] = []
    before = ""
    data = _data()
    for part in parts:
        if before:
            part, before = before + part, ""
        elif part in data["begins"]:
            before = part
            continue
        elif part in data["ends"] and joined:
            joined[-1] += part
            continue
        joined.append(_GOD.sub("له", part))
    return (*joined, before) if before else tuple(joined)


@cache
def common_sounds() -> dict[str, float]:
    """Return the share of all parts of names that sound so, of those that are common."""
    shares: dict[str, float] = {}
    for part, share in _data()["common"].items():
        shares[sound_of(part)] = shares.get(sound_of(part), 0.0) + float(share)
    return shares


def is_arabic(part: str) -> bool:
    """Say whether a part of a name is in Arabic letters."""
    return any("\u0620" <= letter <= "\u064a" for letter in part)


@lru_cache(50_000)
def sound_of(part: str) -> str:
    """
    Return the consonants of a part of a name, the same for both scripts.

    Examples:
        >>> sound_of("خالد"), sound_of("khaled"), sound_of("yousef"), sound_of("يوسف")
        ('xld', 'xld', 'ysf', 'ysf')
    """
    latin = _heard(part) if is_arabic(part) else _plain(part)
    first, rest = latin[:1], latin[1:]
    body = re.sub("[aeiouwy]", "", rest)
    start = "" if first in "aeiou" else first
    sound = re.sub(r"(.)\1+", r"\1", start + body)
    return re.sub("(?<=..)h$", "", sound)


def _heard(arabic: str) -> str:
    """Write an Arabic part as it sounds; of vowels that it begins with, one."""
    whole = arabic[:-1] if arabic[-1] == "ه" and len(arabic) > 2 else arabic
    first = "a" if whole[0] in "اع" else ""
    return first + "".join(_SOUND.get(one, "") for one in whole)


@lru_cache(50_000)
def _plain(part: str) -> str:
    """Write a Latin part as one transliteration would."""
    for letters, one in _DIGRAPHS:
        part = part.replace(letters, one)
    part = re.sub(r"c(?=[aur])", "c", part)
    part = re.sub(r"(.)\1+", r"\1", part)
    return re.sub("(?<=[aiu])h$", "", part)


@lru_cache(200_000)
def compare_parts(one: str, other: str) -> float:
    """
    Return how alike two parts of names are, in [0, 1].

    Examples:
        >>> compare_parts("mohammed", "muhammad"), compare_parts("hassan", "hussein") < 0.8
        (0.93, True)
        >>> compare_parts("حسين", "hussein"), compare_parts("حسن", "hussein") < 0.9
        (0.97, True)
    """
    if one == other:
        return 1.0
    if is_arabic(one) and is_arabic(other):
        return float(JaroWinkler.similarity(one, other)) * 0.95
    if is_arabic(one) or is_arabic(other):
        arabic, latin = (one, other) if is_arabic(one) else (other, one)
        if _reading(arabic).fullmatch(latin):
            return SAME_SOUND
        return _by_sound(arabic, latin)
    left, right = _plain(one), _plain(other)
    if left == right:
        return SAME_SOUND
    near = float(JaroWinkler.similarity(left, right))
    if sound_of(one) == sound_of(other):
        close = near >= _ALIKE and _vowels_near(left, right)
        return 0.93 if close else min(near, 0.75)
    return near * 0.9


def _vowels_near(left: str, right: str) -> bool:
    """Say whether at most one vowel differs, so that spelling alone may explain it."""
    vowels = [re.sub("[^aiu]", "", word) for word in (left, right)]
    long, short = sorted(vowels, key=len, reverse=True)
    if len(long) == len(short):
        return sum(a != b for a, b in zip(long, short, strict=True)) <= 1
    return len(long) - len(short) == 1 and left[:1] == right[:1]


def _by_sound(arabic: str, latin: str) -> float:
    left, right = sound_of(arabic), sound_of(latin)
    if left == right:
        return NEAR_SOUND
    return float(JaroWinkler.similarity(left, right)) * 0.7


@lru_cache(20_000)
def _reading(arabic: str) -> re.Pattern[str]:
    """Return what Latin spellings an Arabic part may have."""
    written = []
    for place, letter in enumerate(arabic):
        if letter == "ع":
            written.append("a?")
        elif letter == "ا" and place == 0:
            written.append("(?:ou|[aeiou])")
        elif letter in "وي" and place == 0:
            written.append({"و": "(?:w|ou|u|o)", "ي": "[yi]"}[letter])
        elif letter in _LAST and place == len(arabic) - 1 and place > 1:
            written.append(_LAST[letter])
        elif letter in _LONG:
            written.append(_LONG[letter])
        else:
            written.append(f"{_READ.get(letter, re.escape(letter))}{{1,2}}")
        written.append(_SHORT)
    return re.compile("".join(written))


def read_sex(said: str) -> str | None:
    """
    Return the sex that a list says; ``None``: it says none that is known.

    Examples:
        >>> read_sex("أنثى"), read_sex("M"), read_sex("?")
        ('female', 'male', None)
    """
    folded = _MARKS.sub("", said).strip().casefold()
    folded = "".join(_LETTERS.get(letter, letter) for letter in folded)
    words = _data()["sex"]
    return next((sex for sex in words if folded in words[sex]), None)
