"""
What makes an English number no count of people or things: ages, years, money, measures, labels.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from sijill.language.en.number_patterns import WORDS, match_any

_NOT = WORDS["not_a_count"]
_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
)
_SHORT = "jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
_I = re.IGNORECASE
_MEASURE = re.compile(
    rf"[\s-]*(?:of\s+)?(?:(?:{match_any(_NOT['between'])})\s+){{0,2}}(?:{'|'.join(_NOT['measures'])})(?!\w)",
    _I,
)
_LABEL = re.compile(rf"(?<![\w-])(?:{match_any(_NOT['labels'])})\.?\s+$", _I)
_UNIT = re.compile(rf"\s+(?:{match_any(_NOT['units'])})\b", _I)
_AGED = re.compile(
    rf"\b(?:{match_any(_NOT['aged'])})\s+(?:under|over|below|above|younger\s+than|older\s+than"
    r"|under\s+the\s+age\s+of|between)(?:\s+the\s+ages?\s+of)?\s*$",
    _I,
)
_AGE_BEFORE = re.compile(r"(?:[A-Z][\w’'-]+|\b[A-Z]\.),\s+$")
_AGE_AFTER = re.compile(r"\s*(?:,|\.(?:\s|$)|;|\)|$)")
_OF_AGE = re.compile(
    rf"\b(?:{match_any(_NOT['of_age'])}),\s+(?:both\s+|all\s+|only\s+|just\s+)?(?:\d{{1,2}},?\s+and\s+)?$",
    _I,
)
_AGES = re.compile(
    r"\b(?:aged?|ages)(?:\s+of)?\s+(?:between\s+|from\s+)?(?:\w+\s+(?:and|to)\s+)?$"
    r"|\b(?:believed|thought)\s+to\s+be\s+(?:about\s+|around\s+)?(?:\d{1,2}\s+and\s+)?$"
    r"|\bboth\s+(?:aged\s+)?$",
    _I,
)
_AGES_THEN = re.compile(r"(?:\s+(?:and|to)\s+\d{1,2})?\s*(?:[,.;)](?!\d)|and\b|$)", _I)
_HYPHEN_AGE = re.compile(
    r"-?\s*(?:,|to|and|or)\s+\w{1,9}[\s-]+(?:year|month|week|day)s?[\s-]+olds?\b", _I
)
_AGE_COPULA = re.compile(r"\b(?:who|he|she)\s+(?:was|is|turned)\s+(?:only\s+|just\s+)?$", _I)
_AGE_AFTER_COPULA = re.compile(r"(?:\s*[,.;]|\s+and\b|\s+when\b)", _I)
_LIST_BEFORE = re.compile(r"(?:^|\n|[.:;]\s+)\s*$")
_LIST_AFTER = re.compile(r"[.)]\s")
_AGE_PAREN = re.compile(r"[A-Z][\w’'-]+\s+\(\s*$")
_PARENT = re.compile(r"\b(?:grand)?(?:father|mother|parent|dad|mum|mom)s?\s+of\s+$", _I)
_MONEY = re.compile(r"(?:[$€£¥]|\b(?:usd|eur|us\$|rs\.?))\s*$", _I)
_MONTH_BEFORE = re.compile(rf"\b(?:(?:{_MONTHS})|(?:{_SHORT})\.?)\s+$", _I)
_MONTH_AFTER = re.compile(rf"(?:\s+of)?\s+(?:{_MONTHS}|(?:{_SHORT})\b\.?)(?!\w)", _I)
_CLOCK = re.compile(r"\bat\s+(?:about\s+|around\s+)?$", _I)
_YEAR_SURE = re.compile(rf"\b(?:{match_any(_NOT['years_sure'])})[\s-]+$|[(,–-]\s*$", _I)
_PLURAL = re.compile(
    rf"\s+(?:[a-z][\w-]*\s+){{0,2}}?(?:{match_any(_NOT['people'])}|[a-z]+s)\b", _I
)
_ONE_AFTER = re.compile(rf"\b(?:{match_any(_NOT['one_after'])})\s+$", _I)
_ONE_THEN = re.compile(rf"\s+(?:{match_any(_NOT['one_then'])})\b|['’]s\b", _I)
_NO_THEN = re.compile(rf"\s+(?:{match_any(_NOT['no_then'])})\b", _I)
_MANY_AFTER = re.compile(rf"\b(?:{match_any(_NOT['many_after'])})\s+$", _I)
_NONE_THEN = re.compile(r"\s+(?:other\s+than|the\s+less|too\b|the\s+\w+er\b|nor\b|side\b)", _I)
_THE = re.compile(r"\bthe\s+$", _I)
_FIRST_NAMED_YEAR = 1900
_ELDEST, _FIRST_YEAR, _LAST_YEAR = 110, 1000, 2099


def is_count(text: str, start: int, end: int, *, value: int | None, words: str) -> bool:
    """
    Say whether the number ``text[start:end]`` counts people or things.

    Args:
        text: The whole text.
        start: First position of the number, words like "at least" left out.
        end: First position after it, words like "or more" left out.
        value: The number itself; ``None`` for a range or a vague word.
        words: The number's words, in small letters.

    Examples:
        >>> is_count("killed 34 men", 7, 9, value=34, words="34")
        True
        >>> is_count("fell 34 miles away", 5, 7, value=34, words="34")
        False
    """
    before = text[max(0, start - 40) : start]
    after = text[end : end + 40]
    if _MEASURE.match(after) or _LABEL.search(before) or _AGED.search(before):
        return False
    if _PARENT.search(before) and not _PLURAL.match(after):
        return False
    if words in _WORD_GUARDS:
        return not _WORD_GUARDS[words](before, after)
    if not words[0].isdigit():
        return True
    if words[0] == "0" and len(words) > 1:
        return False
    return not (
        _MONEY.search(before)
        or _UNIT.match(after)
        or (_LIST_BEFORE.search(before) and _LIST_AFTER.match(after))
        or _is_date(before, after, value)
        or _is_age(before, after, value)
        or _is_year_or_clock(before, after, words, value)
    )


def _is_one_no_count(before: str, after: str) -> bool:
    return bool(_ONE_THEN.match(after) or _ONE_AFTER.search(before))


def _is_no_no_count(before: str, after: str) -> bool:
    del before
    return bool(_NO_THEN.match(after))


def _is_many_no_count(before: str, after: str) -> bool:
    del after
    return bool(_MANY_AFTER.search(before))


def _is_none_no_count(before: str, after: str) -> bool:
    del before
    return bool(_NONE_THEN.match(after))


_WORD_GUARDS: dict[str, Callable[[str, str], bool]] = {
    "one": _is_one_no_count,
    "no": _is_no_no_count,
    "many": _is_many_no_count,
    "none": _is_none_no_count,
    "neither": lambda _before, after: not re.match(r"\s+of\b", after, _I),
}


def _is_date(before: str, after: str, value: int | None) -> bool:
    """Say whether a month stands beside a day of a month or a year."""
    if value is None:
        return bool(_MONTH_AFTER.match(after))
    if value > _LAST_YEAR:
        return False
    beside = bool(_MONTH_BEFORE.search(before)) and not re.match(r"\s+[a-z]+s\b", after)
    return beside or (value <= 31 and bool(_MONTH_AFTER.match(after)))


def _is_age(before: str, after: str, value: int | None) -> bool:
    if value is None or not 0 < value <= _ELDEST:
        return False
    if _HYPHEN_AGE.match(after):
        return True
    if (_OF_AGE.search(before) or _AGES.search(before)) and _AGES_THEN.match(after):
        return True
    if _AGE_PAREN.search(before):
        return after.startswith(")")
    if _AGE_COPULA.search(before) and _AGE_AFTER_COPULA.match(after):
        return True
    return bool(_AGE_BEFORE.search(before) and _AGE_AFTER.match(after))


def _is_year_or_clock(before: str, after: str, words: str, value: int | None) -> bool:
    """Say whether four bare digits are a year ("in 2003") or a time ("at 1530")."""
    if value is None or len(words) != 4 or not words.isdigit():
        return False
    if _CLOCK.search(before):
        return True
    if not _FIRST_YEAR <= value <= _LAST_YEAR:
        return False
    named = value >= _FIRST_NAMED_YEAR and _THE.search(before)
    return bool(named or _YEAR_SURE.search(before)) or not _PLURAL.match(after)
