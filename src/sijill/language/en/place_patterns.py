"""
What stands in and around the names of places in English: regular expressions.

They are made from `places.toml`; `place_runs` reads the names, `place_links` ties them.
"""

from __future__ import annotations

import re
from calendar import month_name
from functools import cache

from sijill.language.en.place_cues import join_words

_DAYS = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|" + "|".join(month_name[1:])


@cache
def load_patterns() -> dict[str, re.Pattern[str]]:
    """Return the patterns by name."""
    return _of_runs() | _of_types() | _of_relations()


def _of_runs() -> dict[str, re.Pattern[str]]:
    """Where names stand, and where one ends or is cut."""
    joined, shorts = join_words("particles"), join_words("abbreviations")
    articles = "al|el|ad|ar|as|ash|az|an|at|ath|ez|es|er|ed|en|et|esh|eth|ul|ol|il"
    word = (
        r"(?:(?:St|Mt|Ft)\.|[A-ZÀ-ÖØ-Þ][\w’'ʿʾ]*(?:-\w[\w’'ʿʾ]*)*|"
        rf"(?:{articles})-[A-ZÀ-Þ][\w’'-]*)"
    )
    return {
        "short": re.compile(
            rf"(?:U\.S\.A?\.?|U\.K\.|U\.A\.E\.|{shorts}|"
            rf"(?<=\w, )(?:{join_words('postal')}))(?!\w)"
        ),
        "run": re.compile(rf"{word}(?:[ \u00a0](?:(?:{joined})[ \u00a0])?{word})*"),
        "day": re.compile(rf"\s(?:(?:on|in|of|at)\s)?(?:{_DAYS})\b.*", re.DOTALL),
        "calendar": re.compile(rf"(?:{_DAYS})(?:['’]?s)?", re.IGNORECASE),
        "tail": re.compile(
            rf"(?P<party>(?<![\w-])[DR]-(?=[A-Z]))|-(?:{join_words('hyphen_tails')})(?![\w-])"
        ),
        "foreign": re.compile(
            "[А-ЯІЇЄҐ][а-яіїєґ’'ʼ-]+(?: [А-ЯІЇЄҐ][а-яіїєґ’'ʼ-]+)*|"
            "[\u0621-\u064a]{3,}(?: [\u0621-\u064a]{3,}){0,3}"
        ),
        "here": re.compile(
            r"\b(?P<cue>(?:in|of|near|around|outside|into|from)\s)?"
            r"(?P<here>this\s(?:\w+\s)?(?:city|capital|town|village))\b",
            re.IGNORECASE,
        ),
        "owner": re.compile(r"(?<=\w)['’]s? (?=[A-Z])"),
    }


def _of_types() -> dict[str, re.Pattern[str]]:
    """Type words beside a name: "province", "the town of", "neighbourhood of"."""
    bodies = join_words("bodies")
    types, described = join_words("types"), join_words("directions", "describing")
    return {
        "type_after": re.compile(rf"[ ](?P<type>{types})\b", re.IGNORECASE),
        "type_caps": re.compile(rf"\s(?P<type>{types})\b", re.IGNORECASE),
        "type_before": re.compile(
            rf"\b(?P<type>{types}) of (?:the |nearby )?$|\b(?P<named>{types}), $", re.IGNORECASE
        ),
        "within": re.compile(
            r"(?:,| in| of| \(|, capital of)[ ](?:the )?(?:[a-z]+(?:ern)? )?"
            rf"(?:(?:{types}) of )?",
            re.IGNORECASE,
        ),
        "body": re.compile(rf"(?P<name>\S.*?) (?:{bodies})(?!\S)", re.IGNORECASE),
        "postal": re.compile(rf"[A-Z][\w.’'-]*, (?:{join_words('postal')})"),
        "body_after": re.compile(rf"[ ](?:{bodies})\b", re.IGNORECASE),
        "quarter": re.compile(rf" (?:{types})s? (?:of|in) (?:the )?(?:capital,? )?", re.I),
        "holds": re.compile(
            rf"(?:['’]s? (?:[\w'’-]+ ){{0,3}}(?:{types})| (?:(?:{described}) )*"
            rf"(?:{join_words('settlements')})) of ",
            re.IGNORECASE,
        ),
    }


def _of_relations() -> dict[str, re.Pattern[str]]:
    """Words that tell a place by another: "near", "10 km north of", "between"."""
    sides, near, ways = join_words("directions"), join_words("near_words"), join_words("ways")
    compass = join_words("sides")
    settled = "town|village|city|hamlet|settlement|capital|camp|province|governorate"
    far = r"(?:(?:just|about|some|[\d.,]+|kilomet(?:er|re)s|miles|km) )*"
    off = rf"(?:{far}(?:{sides}) of|outside|near)"
    return {
        "near": re.compile(
            rf"\b(?:{near}|(?:{sides}) of) (?:the )?(?:\w+ of |capital,? )?$", re.IGNORECASE
        ),
        "distance": re.compile(
            rf"\b(?P<km>\d+(?:[.,]\d+)?|{join_words('counts')})[ -]"
            r"(?P<unit>kilomet(?:er|re)s?|kms?|miles?|met(?:er|re)s|m)\b"
            rf"(?: to the)?(?: (?P<side>{compass}))?(?:wards?)? "
            rf"(?:of|from|outside|away from|inside) (?:the |nearby )?(?:(?:\w+ )?(?:{settled}) "
            r"(?:of |, )?)?$",
            re.IGNORECASE,
        ),
        "side": re.compile(rf"\b(?P<side>{compass}) of (?:the )?(?:(?:{settled}) of )?$", re.I),
        "between": re.compile(
            rf"(?:\bbetween|\b(?:{ways})s? (?:from|linking|connecting|that (?:links|connects)|"
            rf"which (?:links|connects))) (?:the )?(?:(?:{settled}|towns|cities|villages)"
            r"(?: of)? )?$",
            re.IGNORECASE,
        ),
        "and": re.compile(
            rf" (?:and|to|with) (?:the )?(?:(?:{settled}) of )?|[-–—/]", re.IGNORECASE
        ),
        "way": re.compile(rf" (?:(?:main|old|strategic) )?(?:{ways})\b", re.IGNORECASE),
        "countryside": re.compile(rf" (?:{join_words('countryside')})\b", re.IGNORECASE),
        "rural": re.compile(
            rf"\b(?:rural|(?:{join_words('countryside')}) (?:of|around)) (?:the )?$", re.I
        ),
        "off": re.compile(rf"(?: [a-z]+)?,? {off} (?:the )?(?:capital,? )?", re.IGNORECASE),
    }
