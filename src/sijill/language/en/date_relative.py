"""
What time expressions say that count from another day: "Thursday", "two days later", "daily".

One function for each pattern, from match to DateWords; ``None`` where the match is no time.
"""

from __future__ import annotations

import re
from dataclasses import replace

from sijill.language.dates import DateWords
from sijill.language.en.date_groups import (
    Match,
    read_capital,
    read_count,
    read_edge,
    read_group,
    read_numbered,
    read_span,
    read_time_of_day,
    read_times,
    read_unit,
)
from sijill.language.en.date_patterns import load_words
from sijill.model.span import Span

_SAME = {"the same", "that same", "that"}
_TURNS = {
    "last": -1, "past": -1, "this past": -1, "previous": -1, "preceding": -1,
    "next": 1, "coming": 1, "this coming": 1, "following": 1, "same": 0,
}  # fmt: skip
_LATER = ("later", "after", "afterward", "afterwards", "thereafter", "on")


def read_season_alone(match: Match) -> DateWords | None:
    """Read a match of the pattern `season_alone`."""
    word, which = read_group(match, "season"), read_group(match, "which") or ""
    cued = which.split()[:1] in (["last"], ["this"], ["next"])
    before = match.string[max(0, match.start() - 8) : match.start()].casefold()
    if match.string[match.end() : match.end() + 5] == " Time":
        return None
    if word in ("fall", "spring") and not cued:
        follows = match.string[match.end() : match.end() + 4].casefold()
        if not before.rstrip().endswith((" in", "during", "by", "until")) or follows == " of ":
            return None
    offset = {"last": -1, "next": 1, "the next": 1, "the following": 1, "the previous": -1}.get(
        which, 0 if which in ("this", "that", "the same") else None
    )
    return DateWords(
        read_span(match), "relative", season=load_words()["seasons"][word], unit="season",
        offset=offset, anchor="publication" if cued else "text",
        edge={"early": "start", "late": "end"}.get(which.split()[0] if which else ""),
    )  # fmt: skip


def read_day_alone(match: Match) -> DateWords | None:
    """Read a match of the pattern `day_alone`."""
    after = match.string[match.end() : match.end() + 12]
    of_month = read_group(match, "of")
    if (
        not of_month
        and re.match(r"\s+\w", after)
        and not re.match(
            r"\s+(?:and|to|the|a|in|at|when|but|with|by|of\s+the\s+month)\b", after
        )
    ):
        return None
    before = match.string[max(0, match.start() - 10) : match.start()].casefold().split()
    if (
        match.group() != match.string
        and not of_month
        and (not before or before[-1] not in ("on", "by", "until", "from", "and", "to"))
    ):
        return None
    return DateWords(
        read_span(match), "calendar", day=int(match.group("day")), unit="day",
        anchor="text" if of_month != "this" else "publication",
    )  # fmt: skip


def read_weekday(match: Match) -> DateWords | None:
    """Read a match of the pattern `weekday`."""
    word = str(read_group(match, "weekday")).rstrip(".")
    doubtful = word in ("sun", "mon", "sat", "wed") and "." not in match.group()
    if not read_capital(match, "weekday") or doubtful:
        return None
    part, time = read_time_of_day(match)
    which, week = read_group(match, "which"), read_group(match, "week")
    if read_group(match, "into"):
        part, time = "NI", "overnight into"
    elif match.group().startswith(("overnight ", "Overnight ")):
        part, time = "NI", "overnight"
    told = bool(which and which.startswith("the "))
    return DateWords(
        read_span(match), "weekday", weekday=read_numbered("weekdays")[word], part=part,
        time=time,
        offset=_TURNS.get((which or "").removeprefix("the ")), unit="week" if week else None,
        anchor="text" if told else "publication",
        amount={"last": -1.0, "this": 0.0, "next": 1.0}.get(week or ""),
    )  # fmt: skip


def read_day_word(match: Match) -> DateWords:
    """Read a match of the pattern `day_word`."""
    word = str(read_group(match, "word"))
    offset = {"yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "last night": -1}
    part, time = read_time_of_day(match)
    if word in ("tonight", "last night", "overnight"):
        part, time = "NI", "overnight" if word == "overnight" else "night"
    if word == "overnight":
        return DateWords(read_span(match), "part", part=part, time=time, unit="day", offset=0)
    return DateWords(
        read_span(match),
        "relative",
        unit="day",
        offset=offset.get(word, 0),
        part=part,
        time=time,
    )


def read_part(match: Match) -> DateWords | None:
    """Read a match of the pattern `part`."""
    part, time = read_time_of_day(match)
    which = read_group(match, "which") or ""
    if which in ("the", "one") and time in (
        "night",
        "dawn",
        "noon",
        "sunrise",
        "sunset",
        "midnight",
    ):
        before = match.string[max(0, match.start() - 8) : match.start()].casefold().split()
        if which == "the" and (
            not before or before[-1] not in ("in", "during", "into", "through")
        ):
            return None
    offset = {"the following": 1, "the next": 1, "the previous": -1}.get(which, 0)
    anchor = "publication" if which == "this" else "text"
    if which == "one":
        return DateWords(
            read_span(match), "part", part=part, time=time, vague=True, anchor="text"
        )
    return DateWords(
        read_span(match), "part", part=part, time=time, unit="day", offset=offset, anchor=anchor
    )


def read_part_alone(match: Match) -> DateWords:
    """Read a match of the pattern `part_alone`."""
    part, time = read_time_of_day(match)
    return DateWords(read_span(match), "part", part=part, time=time, anchor="text")


def read_relative_unit(match: Match) -> DateWords | None:
    """Read a match of the pattern `relative_unit`."""
    which, unit, late = (
        str(read_group(match, "which")),
        read_unit(read_group(match, "unit")),
        read_group(match, "late"),
    )
    if which == "the":
        return _read_bare_unit(match, unit, late)
    if which in ("past", "the past", "the last") and unit != "weekend":
        return DateWords(read_span(match), "duration", unit=unit, amount=1.0, offset=-1)
    text = which in _SAME or (
        which.startswith("the ") and which not in ("the current", "the coming")
    )
    bare = which.removeprefix("the ")
    offset = {"last": -1, "past": -1, "this past": -1, "previous": -1, "preceding": -1}
    offset |= {"next": 1, "following": 1, "coming": 1}
    return DateWords(
        read_span(match), "relative", unit=unit, offset=offset.get(bare, 0),
        anchor="text" if text or bare in ("following", "previous") else "publication",
        edge=_edge_of_late(late),
    )  # fmt: skip


def _read_bare_unit(match: Match, unit: str | None, late: str | None) -> DateWords | None:
    before = match.string[max(0, match.start() - 8) : match.start()].casefold().rstrip()
    if unit == "weekend":
        return DateWords(read_span(match), "relative", unit=unit, offset=0)
    if not late or unit not in ("month", "year", "week", "day", "decade", "century"):
        return None
    follows = match.string[match.end() : match.end() + 4].casefold()
    if follows == " of " or (before.endswith(("at", "by")) and unit == "day"):
        return None
    return DateWords(
        read_span(match),
        "relative",
        unit=unit,
        offset=0,
        anchor="text",
        edge=_edge_of_late(late),
    )


def _edge_of_late(word: str | None) -> str | None:
    if word is None:
        return None
    bare = word.removeprefix("the ").split()[0]
    edges = {"earlier": None, "early": "start", "later": None, "late": "end"}
    named: dict[str, str] = load_words()["edges"]
    return edges[bare] if bare in edges else named.get(bare)


def read_relative_month(match: Match) -> DateWords | None:
    """Read a match of the pattern `relative_month`."""
    if not read_capital(match, "month"):
        return None
    month = read_numbered("months")[str(read_group(match, "month")).rstrip(".")]
    offset = {"last": -1, "this past": -1, "this": 0, "next": 1}[
        str(read_group(match, "which"))
    ]
    return DateWords(
        read_span(match),
        "calendar",
        month=month,
        unit="month",
        offset=offset,
        edge=read_edge(match),
    )


def read_relative_count(match: Match) -> DateWords | None:
    """Read a match of the pattern `relative_count`."""
    way, unit = str(read_group(match, "way")), read_unit(read_group(match, "unit"))
    words = read_group(match, "amount")
    half = bool(words and words.startswith("half"))
    way = way.split()[0]
    if way in ("before", "after", "on") and (not words or way == "on"):
        return None
    than = re.match(r"\s+than\b", match.string[match.end() : match.end() + 8])
    if way in ("earlier", "later") and than:
        return _cut(_duration(match, read_count(words), unit, None), match.start("way"))
    amount = read_count(words)
    if way in ("before", "after") and re.match(r"\s+\w", match.string[match.end() :]):
        return _cut(_duration(match, amount, unit, None), match.start("way"))
    sign = 1 if way in _LATER else -1
    about = read_group(match, "loose") or (words or "").startswith("a couple")
    return DateWords(
        read_span(match), "relative", unit=unit,
        offset=None if amount is None else sign * amount * read_times(match),
        anchor="publication" if way == "ago" else "text", vague=amount is None or half,
        reference="future" if sign > 0 else "past", bound="about" if about else None,
    )  # fmt: skip


def _cut(words: DateWords, end: int) -> DateWords:
    """Leave off the words from *end* on: "two days after the fall" is a length of time."""
    text = words.span.text[: end - words.span.start].rstrip()
    return replace(words, span=Span(words.span.start, words.span.start + len(text), text))


def read_day_beside(match: Match) -> DateWords:
    """Read a match of the pattern `day_beside`."""
    sign = -1 if read_group(match, "way") == "before" else 1
    return DateWords(
        read_span(match),
        "relative",
        unit=read_unit(read_group(match, "unit")),
        offset=sign,
        anchor="text",
    )


def read_duration(match: Match) -> DateWords | None:
    """Read a match of the pattern `duration`."""
    words, unit = read_group(match, "amount"), read_unit(read_group(match, "unit"))
    which = read_group(match, "n1") if "n1" in match.groupdict() else None
    if (
        which in ("first", "second", "third", "final", "next", "following", "coming")
        and not words
    ):
        return None if not match.group().endswith("s") else _duration(match, None, unit, which)
    if which and not words and not match.group().endswith("s"):
        return None
    if words in ("a", "an", "one") and unit in ("minute", "day", "night") and not which:
        return None if words != "one" or unit == "minute" else _duration(match, 1.0, unit, None)
    if words == "some" and not which:
        return None
    number: float | None = read_count(words)
    if words and words.startswith("half"):
        number = 0.5
    return _duration(match, number, unit, which)


def _duration(
    match: Match, amount: float | None, unit: str | None, which: str | None
) -> DateWords:
    offset = -1 if which in ("last", "past", "previous", "preceding") else None
    return DateWords(read_span(match), "duration", unit=unit, amount=amount, offset=offset)


def read_set(match: Match) -> DateWords:
    """Read a match of the pattern `set`."""
    if word := read_group(match, "word"):
        return DateWords(read_span(match), "set", unit=load_words()["sets"][word])
    weekday = read_group(match, "weekday")
    return DateWords(
        read_span(match), "set", unit=read_unit(read_group(match, "sunit")),
        weekday=read_numbered("weekdays")[weekday.rstrip(".")] if weekday else None,
    )  # fmt: skip


def read_clock(match: Match) -> DateWords | None:
    """Read a match of the pattern `clock`."""
    hour, minute = int(match.group("hour")), match.group("minute") or "00"
    half = (read_group(match, "half") or "")[:1]
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + 12 if half == "p" else hour % 12 if half == "a" else hour
    return DateWords(read_span(match), "clock", time=f"{hour:02d}:{minute}", anchor="text")


def read_clock_words(match: Match) -> DateWords | None:
    """Read "six in the morning", "11 at night"."""
    hour = read_count(read_group(match, "number")) or 0
    if not 1 <= hour <= 12:
        return None
    half = read_group(match, "day") or "night"
    late = half in ("afternoon", "evening") or (half == "night" and hour >= 6)
    hour = hour % 12 + 12 * late
    return DateWords(read_span(match), "clock", time=f"{hour:02d}:00", anchor="text")


def read_reference(match: Match) -> DateWords:
    """Read a match of the pattern `reference`."""
    loose = match.group().casefold() in load_words()["loose_references"]
    return DateWords(read_span(match), "reference", reference=match.lastgroup, vague=loose)


def read_past_days(match: Match) -> DateWords:
    """Read a match of the pattern `past_days`."""
    unit = re.sub(r"s$", "", match.group().split()[-1].casefold())
    return DateWords(read_span(match), "duration", unit=unit, offset=-1, vague=True)
