"""
The Arabic name of a settlement, out of alternate names that do not tell their language.

GeoNames' alternate names in Arabic letters are Arabic, Persian, Urdu and Kurdish, of the town
and of the district around it. A name is taken only where one is left after the questions below.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from sijill.resolve.arabic import COUNTRIES, LatinNames
from sijill.resolve.folding import fold_name

_ARABIC = re.compile(r"[ء-غف-ي]+(?:[ -][ء-غف-ي]+)*")
_ANY_ARABIC = re.compile(r"[\u0600-\u06ff]")
# What stands before a name and says what kind of place it is, or which office is there.
_KINDS = re.compile(
    r"^(?:مدينة|بلدية|ولاية|ناحية|قضاء|محافظة|مركز|إمارة|امارة|منطقة|مديرية|قرية) (?=\w{3})"
)
_OTHERS_LETTERS = str.maketrans({"ی": "ي", "ک": "ك", "ہ": "ه", "ھ": "ه", "ۀ": "ه", "ە": "ه"})
# Letters that whoever types another language of this script does not type.
_TELLING = frozenset("ةيكىأإ")
_SPELT_OUT = frozenset("أإآؤئءة")


def arabic_name(latin: str, country: str, names: Iterable[str]) -> str | None:
    """
    Return the Arabic name of a place; ``None``: it is not certain which, or there is none.

    Asked in this order: Is it spelt with the letters of Arabic alone? Is the same name also
    spelt in the letters of a neighbouring language, while another is not? Can the Latin name
    be read out of it? The last two decide only where several names are left. Outside the
    countries that write in Arabic a letter must tell Arabic from its neighbours.

    Args:
        latin: The name that stands for the place.
        country: ISO 3166-1 alpha-2 code.
        names: Its other names, in any script.

    Examples:
        >>> arabic_name("Sharjah", "AE", ["إمارة الشارقة", "الشارقة", "شارجه", "شارجہ"])
        'الشارقة'
        >>> arabic_name("Maskanah", "SY", ["بالس", "مسكنة"])
        'مسكنة'
        >>> arabic_name("Nablus", "PS", ["نابلس", "نابلوس"]) is None
        True
    """
    given = [_plain(name) for name in names if _ANY_ARABIC.search(name)]
    spelt: dict[str, list[str]] = defaultdict(list)
    for name in filter(_ARABIC.fullmatch, given):
        own = _without_kind(name, latin)
        spelt[_key(own)].append(own)
    if country not in COUNTRIES:
        spelt = {key: kept for key, kept in spelt.items() if _TELLING & set("".join(kept))}
    others = {_key(name.translate(_OTHERS_LETTERS)) for name in given if _is_others(name)}
    left = _left(spelt, lambda key: key not in others)
    left = _left(left, lambda key: any(_is_read(latin, name) for name in left[key]))
    if len(left) != 1:
        return None
    ends_open = fold_name(latin).endswith("a")
    return max(sorted(next(iter(left.values()))), key=lambda name: _how_full(name, ends_open))


def _plain(name: str) -> str:
    """Return a name without vowel signs and marks of direction."""
    composed = unicodedata.normalize("NFC", name)
    return "".join(
        sign for sign in composed if unicodedata.category(sign) not in ("Mn", "Cf", "Lm")
    ).strip()


def _without_kind(name: str, latin: str) -> str:
    """Return a name without the kind of place before it, unless the Latin one has it too."""
    bare = _KINDS.sub("", name)
    return name if bare == name or _is_read(latin, name) else bare


def _key(name: str) -> str:
    return fold_name(name).replace(" ", "")


def _is_others(name: str) -> bool:
    return name.translate(_OTHERS_LETTERS) != name


def _left(
    spelt: Mapping[str, list[str]], holds: Callable[[str], bool]
) -> Mapping[str, list[str]]:
    """Return the names that hold, where there are several and some do."""
    if len(spelt) < 2:
        return spelt
    return {key: names for key, names in spelt.items() if holds(key)} or spelt


def _is_read(latin: str, name: str) -> bool:
    """Say whether a Latin name can be read out of an Arabic one, as words or as one."""
    asked = fold_name(latin)
    known = LatinNames([asked, asked.replace(" ", "")])
    return any(map(known.find, (fold_name(name), _key(name))))


def _how_full(name: str, ends_open: bool) -> tuple[int, int, int, bool]:
    """Prefer the spelling with all its signs, the article, and words that stand apart."""
    signs = sum(sign in _SPELT_OUT for sign in name)
    return signs, name.count("ال"), name.count(" "), name.endswith("ى") == ends_open
