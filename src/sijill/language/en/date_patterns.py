"""
What English time expressions look like: regular expressions made from `dates.toml`.

Each pattern has a name; `date_builders` has a function of that name that reads the match.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load_words() -> dict[str, Any]:
    """Return the English words for time."""
    return tomllib.loads(files("sijill.language.en").joinpath("dates.toml").read_text("utf-8"))


def _any(words: Iterable[str]) -> str:
    return "|".join(
        re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True)
    )


_W = load_words()
_SHORT = r"(?:(?<=\b[a-z]{3})\.(?<!may\.)|(?<=\b(?:sept|tues|thur)\b)\.|(?<=\bthurs)\.)?"
MONTH = "(?P<month>" + _any(name for names in _W["months"] for name in names) + r")\b" + _SHORT
WEEKDAY = (
    "(?P<weekday>" + _any(name for names in _W["weekdays"] for name in names) + r")\b" + _SHORT
)
SEASON = "(?P<season>" + _any(_W["seasons"]) + ")"
PARTS = _any(_W["parts"])
NUMBERS = _any(_W["numbers"])
DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\d|[.,:]\d)"
ERA = r"(?P<era>BCE?\b|B\.\s?C\.?(?:E\.)?)"
NO_YEAR = r"(?![\d,.]\d|\d|\s+blocks?\b)"  # "the 1600 block of Mill Road"
YEAR = rf"(?:(?P<bcyear>\d{{1,4}})\s?{ERA}|(?P<year>1\d{{3}}|20\d{{2}}){NO_YEAR})"
_SHORT_EDGES = ("early", "mid", "late")
EDGE = (
    rf"(?:(?:the\s+)?(?:very\s+)?(?P<edge>(?:{'|'.join(_SHORT_EDGES)})(?=\s+in\s|[\s-])|(?:"
    + _any(word for word in _W["edges"] if word not in _SHORT_EDGES)
    + r")(?=\s+of\s))(?:\s+(?:in|of)\s+|[\s-]+)(?:the\s+(?=year))?)"
)
PART_OF = (
    r"(?:(?:early|late)\s+(?:in|on)\s+)?(?:the\s+)?(?:(?:early|late)\s+)?"
    rf"(?P<part>{PARTS})(?:\s+hours)?\s+(?:(?:between|from)\s+|(?:of|on)\s+)"
)
PART_BESIDE = rf"(?:\s+(?P<part3>{PARTS}))?"
PART_AFTER = rf"(?:\s+(?:at\s+)?(?P<part2>{PARTS})\b)?"
UNIT = (
    r"(?P<unit>minute|hour|day|weekend|week|month|quarter|year|decade|centur(?:y|ie)|"
    r"fortnight|night)"
)
_FULL_DAYS = [names[0] for names in _W["weekdays"]]
_HOURS = [word for word, number in _W["numbers"].items() if number <= 12 and len(word) > 2]
_TENS = _any(word for word, number in _W["numbers"].items() if number in range(20, 100, 10))
AMOUNT = (
    rf"(?P<amount>\d{{1,3}}(?:[.,]\d+)?|(?:{_TENS})[\s-](?:{NUMBERS})|(?:{NUMBERS})|several|many|some|"
    r"a\s+few|few|a\s+couple(?:\s+of)?|half\s+an?|countless|numerous|dozens\s+of)"
)
HIJRI = "(?P<hmonth>" + _any(name for names in _W["hijri"]["months"] for name in names) + r")\b"
FEAST = f"(?P<feast>{_any(_W['hijri']['feasts'])})"
HIJRI_YEAR = r"(?P<hyear>1[34]\d\d)(?!\d)(?:\s?(?:AH|A\.H\.|H)\b)?"
NTH = rf"(?P<nth>{_any(_W['ordinals'])}|3[01]|[12]\d|[1-9])(?:st|nd|rd|th)?"
SAME_YEAR = r"(?:\s+(?:of\s+)?(?P<same>(?:the\s+same|that|this|last|next)\s+year))"

_RAW = {
    # 18 October 1920, the 21 February, 1921, 26th of October, the night of 3 May
    "calendar_dmy": (
        rf"(?:{PART_OF})?(?:{WEEKDAY}{PART_BESIDE},?\s+)?(?:the\s+)?{DAY}(?:\s+of)?(?:\s+|-){MONTH}"
        rf"(?:{SAME_YEAR}|,?[\s-]+{YEAR})?{PART_AFTER}"
    ),
    "calendar_mdy": (
        rf"(?:{PART_OF})?(?:{WEEKDAY}{PART_BESIDE},?\s+)?{MONTH}\s+(?:the\s+)?{DAY}"
        rf"(?:{SAME_YEAR}|,?\s+{YEAR})?{PART_AFTER}"
    ),
    "calendar_my": rf"{EDGE}?{MONTH}(?:{SAME_YEAR}|,?\s+(?:of\s+)?{YEAR})?",
    "calendar_year": (
        rf"{EDGE}?(?:this\s+day\s+in\s+)?(?:the\s+years?\s+)?(?:(?P<circa>ca?\.|circa)\s*)?{YEAR}"
    ),
    "calendar_season": (
        rf"{EDGE}?(?:the\s+)?(?:(?:early|late|mid)[\s-])?{SEASON}(?:\s+of)?,?\s+{YEAR}"
    ),
    "season_alone": (
        r"(?:(?P<which>last|this|next|the\s+(?:next|following|previous|same)|that|the|early|"
        rf"late)\s+(?:in\s+)?)?{SEASON}"
    ),
    "calendar_decade": (
        rf"{EDGE}?(?:the\s+)?(?:(?P<edge2>early|mid|late)[\s-])?(?:(?P<decade>1\d\d0|20\d0)['’]?s"
        rf"|(?P<bcdecade>\d{{1,3}}0)s\s?{ERA})"
    ),
    "calendar_century": (
        r"(?:the\s+)?(?:(?P<edge>early|mid|late|beginning\s+of\s+the|end\s+of\s+the|"
        r"middle\s+of\s+the)[\s-])?(?P<century>\d{1,2}(?:st|nd|rd|th)|"
        + _any(_W["ordinals"])
        + rf")[\s-]century(?:\s+{ERA})?"
    ),
    "calendar_iso": (
        r"(?P<y>1\d{3}|20\d\d)-(?P<m>0\d|1[0-2])-(?P<d>[0-3]\d)"
        r"(?:T(?P<hm>\d\d:\d\d)[:.\d]*(?:Z|[+-]\d\d:?\d\d)?)?"
    ),
    "calendar_numeric": (
        r"(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)"
        r"(?P<y>1\d{3}|20\d\d|(?<=/)\d\d(?![/\d]))"
    ),
    # 12/9/1445, 12 - 9 - 1445 AH, 1445/9/12
    "hijri_figures": (
        r"(?P<d>\d{1,2})\s?(?P<sep>[/.–-])\s?(?P<m>\d{1,2})\s?(?P=sep)\s?(?P<hyear>1[34]\d\d)"
        r"(?:\s?(?P<sign>AH|A\.H|H))?"
    ),
    "hijri_iso": (
        r"(?P<hyear>1[34]\d\d)\s?(?P<sep>[/.–-])\s?(?P<m>\d{1,2})\s?(?P=sep)\s?(?P<d>\d{1,2})"
        r"(?:\s?(?P<sign>AH|A\.H|H))?"
    ),
    # 12 Ramadan 1446, the third day of Ramadan, Muharram 10
    "hijri_day": (
        rf"(?:{PART_OF})?(?:the\s+)?{NTH}(?:\s+day)?(?:\s+of)?(?:\s+the\s+(?:holy\s+)?month\s+of)?"
        rf"\s+{HIJRI}(?:,?\s+{HIJRI_YEAR})?{PART_AFTER}"
    ),
    "hijri_mdy": (
        rf"{HIJRI}\s+(?P<nth>3[01]|[12]\d|[1-9])(?:st|nd|rd|th)?(?:,?\s+{HIJRI_YEAR})?"
    ),
    "hijri_month": rf"{EDGE}?(?:the\s+(?:holy\s+)?month\s+of\s+)?{HIJRI}(?:,?\s+{HIJRI_YEAR})?",
    "hijri_year": r"(?:the\s+year\s+)?(?P<hyear>1[34]\d\d)\s?(?:AH|A\.H)",
    "hijri_feast": (
        rf"(?:{PART_OF})?(?:the\s+(?:(?P<eve>eve)|(?:{NTH}(?:\s+day)?))\s+of\s+)?(?:the\s+)?{FEAST}"
        r"(?P<days>\s+(?:holidays?|celebrations?|festivities))?"
    ),
    # the first week of March, the last ten days of Ramadan, the last Friday in May
    "week_of_month": (
        rf"(?:the\s+)?(?P<nth>first|second|third|fourth|last|final|opening)\s+"
        rf"(?:(?P<amount>{NUMBERS}|\d{{1,2}})\s+)?(?:(?P<unit>weeks?|days|weekend)|{WEEKDAY})\s+"
        rf"(?:of|in)\s+(?:the\s+(?:holy\s+)?month\s+of\s+)?(?:{MONTH}|{HIJRI})"
        rf"(?:{SAME_YEAR}|,?\s+(?:of\s+)?(?:{YEAR}|{HIJRI_YEAR}))?"
    ),
    "school_year": (
        r"(?:the\s+)?(?:(?:school|academic|university)\s+year\s+(?P<y1>1\d{3}|20\d\d)\s?[-–/]\s?"
        r"(?P<y2>\d{4}|\d\d)|(?P<y3>1\d{3}|20\d\d)\s?[-–/]\s?(?P<y4>\d{4}|\d\d)\s+"
        r"(?:school|academic|university)\s+year)"
    ),
    "calendar_quarter": (
        rf"(?:Q(?P<q>[1-4])\s+(?:of\s+)?|the\s+(?P<nth>first|second|third|fourth|last)\s+quarter\s+of\s+)"
        rf"(?:the\s+year\s+)?{YEAR}"
    ),
    "fiscal_year": (
        r"(?:the\s+)?(?:(?:fiscal|financial)\s+year\s+|FY\s?)"
        r"(?P<year>1\d{3}|20\d\d)(?:\s?[-–/]\s?(?P<until>\d{4}|\d\d))?"
    ),
    "day_alone": (
        rf"(?:{WEEKDAY},?\s+)?the\s+(?P<day>3[01]|[12]\d|[1-9])(?:st|nd|rd|th)"
        r"(?:\s+of\s+(?P<of>that|the\s+same|this|last)\s+month)?"
    ),
    "holiday": rf"(?P<holiday>{_any(_W['holidays'])})(?P<night>\s+night)?(?:,?\s+{YEAR})?",
    "moving_feast": rf"(?:{PART_OF})?(?P<feast>{_any(_W['easter'])})(?:,?\s+{YEAR})?",
    "weekday": (
        rf"(?:{PART_OF}|overnight\s+(?:(?P<into>into|to)\s+|(?=\S))|(?:early|late)\s+(?:on\s+)?)?"
        r"(?:(?P<which>last|this|next|past|this\s+past|this\s+coming|coming|"
        rf"the\s+(?:following|next|previous|preceding|same))\s+)?{WEEKDAY}"
        rf"(?:\s+(?:of\s+)?(?P<week>last|this|next)\s+week)?{PART_AFTER}"
    ),
    "day_word": (
        rf"(?:{PART_OF}|(?P<part3>{PARTS})\s+(?=to|y))?(?:(?:early|late|later|earlier)\s+)?(?P<word>today|yesterday|tomorrow|"
        rf"tonight|overnight|the\s+day\s+before\s+yesterday|last\s+night){PART_AFTER}"
    ),
    "part_of_day": (
        r"(?:(?:early|late|later)\s+)?(?P<which>this|that|the\s+same|that\s+same|the\s+following|"
        rf"the\s+next|the\s+previous|one|the)\s+(?:(?:early|late)\s+)?(?P<part>{PARTS})(?:\s+hours)?"
    ),
    "part_alone": (
        rf"(?<=\bat )(?:(?:around|about)\s+)?(?P<part>{PARTS})|"
        r"(?P<part2>night-?time|daytime)"
    ),
    "relative_unit": (
        r"(?:(?P<late>earlier|later|early|late|"
        r"(?:the\s+)?(?:end|beginning|start|middle)\s+of)\s+(?:in\s+)?)?"
        r"(?P<which>this\s+past|this|last|past|the\s+last|the\s+past|the\s+previous|previous|"
        r"the\s+next|next|the\s+following|following|the\s+coming|coming|the\s+same|that\s+same|"
        r"that|the\s+preceding|the\s+current|current|the)\s+(?:fiscal\s+)?"
        r"(?P<unit>day|weekend|week|month|quarter|year|decade|century)"
    ),
    "relative_month": (
        rf"(?:(?P<edge>early|late|mid)[\s-])?(?P<which>last|this|next|this\s+past)\s+{MONTH}"
    ),
    "relative_count": (
        rf"(?:{WEEKDAY}\s+(?=.{{1,20}}weeks?\s+ago))?"
        r"(?:(?P<loose>almost|nearly|about|around|some|roughly|over|more\s+than|less\s+than)\s+|"
        rf"(?:just|only|a\s+mere|at\s+least)\s+)?(?:{AMOUNT}\s+)?{UNIT}s?\s+"
        rf"(?P<way>ago(?:\s+(?:today|(?:on\s+)?(?:{_any(_FULL_DAYS)})))?|earlier|before|previously|"
        r"prior|later|after|afterwards?|thereafter|on)"
    ),
    "day_beside": r"the\s+(?P<unit>day|week|month|year|night)\s+(?P<way>before|after)",
    "duration_past": (
        r"(?:the\s+)(?:(?P<n1>first|second|third|last|past|next|final|following|coming|previous|"
        rf"preceding|intervening|subsequent)\s+)(?:{AMOUNT}\s+)?{UNIT}s?"
    ),
    "duration": (
        r"(?:(?:almost|nearly|just|only|roughly|some|over|more\s+than|less\s+than|at\s+least|"
        r"close\s+to|up\s+to|another)\s+)?"
        rf"{AMOUNT}[\s-](?:(?:full|long|bloody|consecutive|straight)\s+)?{UNIT}s?(?:[\s-]long)?"
    ),
    "set": (
        rf"(?P<word>{_any(_W['sets'])})|(?:every|each)\s+(?:(?P<sunit>minute|hour|day|week|month|"
        rf"quarter|year|night|morning|evening|afternoon|weekend)|{WEEKDAY})"
    ),
    "clock": (
        r"(?P<hour>[01]?\d|2[0-4])(?:[:.](?P<minute>[0-5]\d)(?::[0-5]\d)?)?\s?"
        r"(?P<half>[ap]\.?\s?m\b\.?)(?:\s+(?:local\s+time|GMT|EST|UTC))?"
    ),
    "clock24": (
        r"(?P<hour>[01]?\d|2[0-3])[:h](?P<minute>[0-5]\d)(?:\s?(?:hrs?|hours|GMT|UTC|local\s+time))?"
    ),
    "clock_four": (
        r"(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)\s?(?:hrs|hours|GMT|UTC|local\s+time)"
    ),
    # six in the morning, 11 at night
    "clock_words": (
        rf"(?P<number>1[0-2]|[1-9]|{_any(_HOURS)})(?:\s+o['’]clock)?\s+"
        r"(?:in\s+the\s+(?P<day>morning|afternoon|evening)|(?P<night>at\s+night))"
    ),
    "reference": "|".join(
        f"(?P<{name}>{_any(words)})" for name, words in _W["references"].items()
    ),
    "past_days": r"(?P<word>(?:in\s+)?recent\s+(?:days|weeks|months|years))",
    # 3-5 October 2015, October 3 to 5
    "range_dm": (
        rf"(?:the\s+(?:{PARTS})\s+of\s+)?"
        r"(?P<d1>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?:,\s+\d{1,2}(?:st|nd|rd|th)?)*"
        r"(?P<join>\s?[-–—/]\s?|,?\s+(?:to|and|or|through|until)\s+)"
        rf"{DAY}(?:\s+of)?\s+{MONTH}(?:,?\s+{YEAR})?"
    ),
    "range_md": (
        rf"{MONTH}\s+(?P<d1>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
        rf"(?P<join>\s?[-–—]\s?|\s+(?:to|and|or|through|until)\s+){DAY}(?:,?\s+{YEAR})?"
    ),
    "range_bc": (
        rf"(?P<y1>\d{{1,4}})(?P<join>\s?[-–—]\s?|\s+(?:to|and|until)\s+)"
        rf"(?P<y2>\d{{1,4}})\s?{ERA}"
    ),
    "range_years": r"(?P<y1>1\d{3}|20\d\d)(?P<join>\s?[-–—/]\s?)(?P<y2>1\d{3}|20\d\d|\d\d)",
}  # fmt: skip
PATTERNS = {
    name: re.compile(rf"(?<![\w$£€.-])(?:{raw})(?!\w)", re.IGNORECASE)
    for name, raw in _RAW.items()
}
