"""
What of a text outlives translating: numbers in digits, and names by their consonants.

Names are told by capitals; a script without capitals gives every pair of words, and what is
no name in them meets nothing on the other side. Hashes alone are kept.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterable, Iterator

SIGNS_KEPT = 256
_HASH = 6
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_NUMBER = re.compile(r"\d+(?:[.,٬٫]\d{3})*")
_OPENING = re.compile(r"(?:^|[.!?:\n—–-])[\s\"“”'‘’(«-]*\Z")  # where any word has a capital
_LEAST, _LARGE = 32, 100  # smaller numbers are days, hours and tolls, which reports share
_AGE = re.compile(r"[,)،-]")  # after a number below a hundred: "Samir Haddad, 45,"
_YEARS = range(1900, 2100)
_NUMBERS = 0x800000  # the bit that tells a number's hash from a name's
_PAIR, _LONE = 2, 4  # consonants that make a name tell: in a pair, and alone

_LATIN = (("sh", "s"), ("kh", "k"), ("gh", "g"), ("th", "t"), ("dh", "d"), ("ch", "s"),
          ("ph", "f"), ("ts", "s"))  # fmt: skip
_SOUNDS = str.maketrans(
    {
        "c": "k", "q": "k", "p": "b", "v": "f", "x": "ks", "ß": "s",
        "ب": "b", "پ": "b", "ت": "t", "ث": "t", "ج": "j", "ح": "h", "خ": "k", "د": "d",
        "ذ": "d", "ر": "r", "ز": "z", "س": "s", "ش": "s", "ص": "s", "ض": "d", "ط": "t",
        "ظ": "z", "غ": "g", "ف": "f", "ڤ": "f", "ق": "k", "ك": "k", "گ": "g", "ک": "k",
        "ل": "l", "م": "m", "ن": "n", "ه": "h", "چ": "s", "ژ": "j",
        "б": "b", "в": "f", "г": "h", "ґ": "g", "д": "d", "ж": "j", "з": "z", "к": "k",
        "л": "l", "м": "m", "н": "n", "п": "b", "р": "r", "с": "s", "т": "t", "ф": "f",
        "х": "k", "ц": "s", "ч": "s", "ш": "s", "щ": "s",
    }
)  # fmt: skip
_KEPT = frozenset("bdfghjklmnrstz")


def sketch_signs(text: str) -> str:
    """
    Return the signs of *text*: at most `SIGNS_KEPT` hashes of six hex digits, sorted.

    Examples:
        >>> one, two = sketch_signs("Samir Haddad led 340 families."), sketch_signs(
        ...     "قاد سمير حداد ٣٤٠ عائلة")
        >>> set(read_signs(one)) <= set(read_signs(two))
        True
    """
    names = {zlib.crc32(sign.encode()) & ~_NUMBERS & 0xFFFFFF for sign in _names(text)}
    numbers = {zlib.crc32(sign.encode()) & 0xFFFFFF | _NUMBERS for sign in _numbers(text)}
    hashes = sorted(names | numbers)
    return "".join(f"{item:06x}" for item in hashes[:SIGNS_KEPT])


def read_signs(sketch: str) -> tuple[str, ...]:
    """Return the hashes of a sketch, sorted."""
    return tuple(sketch[n : n + _HASH] for n in range(0, len(sketch), _HASH))


def is_number(sign: str) -> bool:
    """
    Say whether a sign is that of a number.

    Examples:
        >>> [is_number(sign) for sign in read_signs(sketch_signs("There are 340 of them"))]
        [True]
    """
    return int(sign[0], 16) >= 8


def sound_name(word: str) -> str:
    """
    Return a word's consonants in one alphabet for several scripts, doubled ones once.

    Examples:
        >>> sound_name("Haddad"), sound_name("حداد"), sound_name("Khalid"), sound_name("خالد")
        ('hdd', 'hdd', 'kld', 'kld')
    """
    plain = unicodedata.normalize("NFKD", word.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    if plain.startswith("ال") and len(plain) > 4:
        plain = plain[2:]
    for pair, letter in _LATIN:
        plain = plain.replace(pair, letter)
    once = "".join(letter for n, letter in enumerate(plain) if n == 0 or letter != plain[n - 1])
    sounds = once.translate(_SOUNDS)
    return "".join(x for n, x in enumerate(sounds) if x in _KEPT and (x != "h" or n == 0))


def _names(text: str) -> Iterator[str]:
    found = list(_WORD.finditer(text))
    cased = any(match[0][0].isupper() for match in found)
    before, end = "", 0
    for match in found:
        word = match[0]
        if text[end : match.start()].strip(" "):
            before = ""
        end = match.end()
        named = word[0].isupper() or not cased
        sound = sound_name(word) if named else ""
        if len(sound) < _PAIR:
            before = before if named and len(word) < 3 else ""
            continue
        if before:
            yield f"{before} {sound}"
        if len(sound) >= _LONE and not (cased and _OPENING.search(text, 0, match.start())):
            yield sound
        before = sound


def _numbers(text: str) -> Iterator[str]:
    for found in _NUMBER.finditer(text):
        number = int("".join(str(unicodedata.digit(x)) for x in found[0] if x.isdigit()))
        is_age = number < _LARGE and _AGE.match(text, found.end())
        if number >= _LEAST and number not in _YEARS and not is_age:
            yield f"#{number}"


def list_signs(texts: Iterable[str]) -> frozenset[str]:
    """Return the hashed signs of names and numbers in several short texts."""
    return frozenset(sign for text in texts for sign in read_signs(sketch_signs(text)))
