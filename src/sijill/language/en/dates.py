"""
English time expressions of a text, each once: the longest reading of the words stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sijill.language.dates import DateWords
from sijill.language.en.date_builders import BUILDERS
from sijill.language.en.date_cues import NEEDS, find_windows
from sijill.language.en.date_patterns import PATTERNS
from sijill.model.span import Span

_JOIN = re.compile(
    r",?\s*(?:[-–—]|\b(?:to|and|through|until|or)\b(?:\s+on\b)?)\s*", re.IGNORECASE
)
_CLOCK_JOIN = re.compile(r",?(?:\s+on|\s+at(?:\s+(?:about|around))?)?\s+", re.IGNORECASE)
_OPENS = re.compile(r"\b(between|from)\s+$", re.IGNORECASE)
_BOUNDS = re.compile(
    r"\b(since|until|till|up to|before|after|by|prior to|as of|on or about|on or around|around|"
    r"in or about|circa)"
    r"\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_BOUND_TERMS = {
    "since": "since", "until": "until", "till": "until", "by": "until", "as of": "until",
    "up to": "until", "in or about": "about",
    "before": "before", "prior to": "before", "after": "after",
    "on or about": "about", "on or around": "about", "around": "about", "circa": "about",
}  # fmt: skip
_AHEAD = re.compile(
    r"\b(?:will|to be held|scheduled|(?:is|are) due|expected to|upcoming|plans? to|"
    r"planned for|postponed|rescheduled|(?:his|her|their|its|the) next (?:\w+ )?"
    r"(?:appearance|hearing|meeting|session|round|summit|election|trial|court date))\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[;:]\s|\b(?:after|as|while|when|where|following|because|since|despite)\s|"
    r",\s(?:and|but|who|which|with)\s|\s(?:and|but)\s(?=[a-z ]{1,30}\b(?:was|were|had|killed|"
    r"wounded|died)\b)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.!?\n]\s")
_TRIMMED = (".",)


def tag_dates(text: str) -> tuple[DateWords, ...]:
    """
    Return every time expression of *text*, in reading order, none overlapping another.

    Examples:
        >>> [(found.span.text, found.kind) for found in tag_dates("Shells fell on Thursday.")]
        [('Thursday', 'weekday')]
        >>> found = tag_dates("It burned from 3 to 5 October 2015.")[0]
        >>> found.kind, found.first.day, found.last.day
        ('range', 3, 5)
    """
    kept = _pick(_matches(text))
    joined = _join_ranges(text, kept)
    return tuple(_look_around(text, words) for words in joined)


def _matches(text: str) -> list[DateWords]:
    found = []
    for start, end, cues in find_windows(text):
        for name, pattern in PATTERNS.items():
            if not cues & NEEDS[name]:
                continue
            build = BUILDERS[name]
            for match in pattern.finditer(text, start, end):
                words = build(match)
                if words is not None:
                    found.append(_trim(words))
    return found


def _trim(words: DateWords) -> DateWords:
    """Give a full stop that ends the sentence, not an abbreviation, back to the text."""
    span = words.span
    short = re.search(r"(?:\b[ap]\.?\s?m|\bB\.?\s?C)\.$", span.text, re.IGNORECASE)
    if span.text.endswith(_TRIMMED) and not short:
        return replace(words, span=Span(span.start, span.end - 1, span.text[:-1]))
    return words


def _pick(found: list[DateWords]) -> list[DateWords]:
    """Keep the longest expressions; of two as long, the one whose pattern stands first."""
    taken: list[DateWords] = []
    for cluster in _clusters(found):
        kept: list[DateWords] = []
        for words in sorted(cluster, key=lambda item: -len(item.span.text)):
            if not any(words.span.overlap(other.span) for other in kept):
                kept.append(words)
        taken += sorted(kept, key=lambda item: item.span.start)
    return taken


def _clusters(found: list[DateWords]) -> Iterator[list[DateWords]]:
    """Yield the expressions that hang together by their overlaps, in reading order."""
    cluster: list[DateWords] = []
    end = -1
    for words in sorted(found, key=lambda item: item.span.start):
        if cluster and words.span.start >= end:
            yield cluster
            cluster, end = [], -1
        cluster.append(words)
        end = max(end, words.span.end)
    if cluster:
        yield cluster


def _join_ranges(text: str, found: list[DateWords]) -> list[DateWords]:
    joined: list[DateWords] = []
    for words in found:
        if joined and (timed := _with_clock(text, joined[-1], words)):
            joined[-1] = timed
        elif joined and _are_range(text, joined[-1], words):
            joined.append(_range(text, joined.pop(), words))
            while len(joined) > 1 and _is_listed(text, joined[-2], joined[-1]):
                last = joined.pop()
                joined.append(_range(text, joined.pop(), last.last or last))
        else:
            joined.append(words)
    return joined


def _range(text: str, first: DateWords, last: DateWords) -> DateWords:
    span = Span.of(text, first.span.start, last.span.end)
    if first.kind == last.kind == "calendar" and first.month and last.month and last.year:
        turned = first.month > last.month
        first = replace(first, year=first.year or (last.year - turned))
    return DateWords(span, "range", first=first, last=last, unit=last.unit or first.unit)


def _is_listed(text: str, first: DateWords, days: DateWords) -> bool:
    """Say whether "Sunday, " stands before "Monday and Tuesday"."""
    between = text[first.span.end : days.span.start]
    weekdays = first.kind == "weekday" and days.first and days.first.kind == "weekday"
    return bool(weekdays) and between == ", "


def _with_clock(text: str, first: DateWords, second: DateWords) -> DateWords | None:
    """Join "3 a.m. on Thursday" and "May 8, 1:00 a.m." into a day with its time."""
    clock, day = (first, second) if first.kind == "clock" else (second, first)
    if clock.kind != "clock" or day.kind not in ("calendar", "weekday", "relative") or day.time:
        return None
    if day.unit not in (None, "day") or not _CLOCK_JOIN.fullmatch(
        text[first.span.end : second.span.start]
    ):
        return None
    span = Span.of(text, first.span.start, second.span.end)
    return replace(day, span=span, time=clock.time)


def _are_range(text: str, first: DateWords, last: DateWords) -> bool:
    between = text[first.span.end : last.span.start]
    if not _JOIN.fullmatch(between) or "range" in (first.kind, last.kind):
        return False
    kinds = {first.kind, last.kind}
    if not kinds <= {"calendar", "weekday", "relative"} or "\n" in between:
        return False
    opened = _OPENS.search(text[max(0, first.span.start - 12) : first.span.start])
    strong = between.strip(" ,").casefold() not in ("and", "or", "and on", "or on")
    days = all(_is_day(item) for item in (first, last)) and not between.startswith(",")
    return bool(opened) or (strong and "," not in between) or days or _are_months(first, last)


def _is_day(words: DateWords) -> bool:
    near = words.kind == "relative" and words.unit == "day" and words.anchor == "publication"
    return words.kind == "weekday" or bool(words.day) or near


def _are_months(first: DateWords, last: DateWords) -> bool:
    """Say whether they are months of which the last alone has its year."""
    bare = first.unit == last.unit == "month" and not first.edge and not last.edge
    return bare and first.kind == "calendar" and first.year is None and last.year is not None


def _look_around(text: str, words: DateWords) -> DateWords:
    before = text[max(0, words.span.start - 16) : words.span.start]
    bound = _BOUNDS.search(before)
    floor = max(0, words.span.start - 200)
    start = max((m.end() for m in _SENTENCE.finditer(text, floor, words.span.start)), default=0)
    stop = _SENTENCE.search(text, words.span.end, words.span.end + 400)
    start = max(start, floor)
    end = min(stop.start() if stop else len(text), start + 400)
    term = _BOUND_TERMS[re.sub(r"\s+", " ", bound[1]).casefold()] if bound else words.bound
    if term == "about" and words.time and words.time[:1].isdigit():
        term = None  # "around 4 pm on 9 March" leaves the day alone
    if term in ("before", "until") and words.time and words.kind != "range":
        # "before dawn on Monday" is of Monday, "before Monday evening" is up to it.
        term = "until" if words.span.text[:1].isupper() else None
    return replace(words, bound=term, ahead=_is_ahead(text, words.span, start, end))


def _is_ahead(text: str, span: Span, start: int, end: int) -> bool:
    """Say whether the clause around *span* speaks of what is to come."""
    cuts = [m.start() for m in _CLAUSE.finditer(text, start, end)]
    floor = max((cut for cut in cuts if cut < span.start), default=start)
    ceiling = min((cut for cut in cuts if cut >= span.end), default=end)
    return bool(_AHEAD.search(text, floor, ceiling))
