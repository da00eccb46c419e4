"""
How a number of people, a toll and a day are put into words, with what the words mean.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from random import Random

from sijill.model import Count

_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_DOZENS = 24
PEOPLE = ("person", "people")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def make_count(random: Random, number: int, *, interval_share: float) -> tuple[str, Count]:
    """
    Return words for *number* people, and what they mean; an interval holds the number.

    Examples:
        >>> make_count(Random(1), 3, interval_share=0.0)
        ('three', Count(low=3, high=3, qualifier='exact', words=None))
    """
    if number < 2 or random.random() >= interval_share:
        return _numeral(random, number), Count(number, number, "exact")
    forms = ["at_least", "more_than", "between", "up_to"]
    form = random.choice([*forms, "vague"] if number >= _DOZENS else forms)
    below = max(1, number - random.randrange(1, 1 + max(1, number // 4)))
    if form == "vague":
        return "dozens of", Count(_DOZENS, None, "vague")
    if form == "at_least":
        return f"at least {_numeral(random, below)}", Count(below, None, "at_least")
    if form == "more_than" and below > 1:
        return f"more than {_numeral(random, below)}", Count(below + 1, None, "more_than")
    if form == "up_to":
        return f"up to {_numeral(random, number + 1)}", Count(None, number + 1, "up_to")
    words = f"between {_numeral(random, below)} and {_numeral(random, number + 1)}"
    return words, Count(below, number + 1, "between")


def passive_toll(
    killed: tuple[str, Count] | None,
    injured: tuple[str, Count] | None,
    noun: tuple[str, str] = PEOPLE,
) -> str:
    """
    Return the toll as a clause in the passive.

    Examples:
        >>> passive_toll(("three", Count(3, 3)), ("one", Count(1, 1)))
        'three people were killed and one other was injured'
    """
    parts = []
    if killed:
        parts.append(f"{people(killed, noun)} {_was(killed)} killed")
    if injured:
        harmed = others(injured) if killed else people(injured, noun)
        parts.append(f"{harmed} {_was(injured)} injured")
    return " and ".join(parts)


def active_toll(
    killed: tuple[str, Count] | None,
    injured: tuple[str, Count] | None,
    noun: tuple[str, str] = PEOPLE,
) -> str:
    """Return the toll as what an attack did: ``killed three people and injured one other``."""
    parts = [f"killed {people(killed, noun)}"] if killed else []
    if injured:
        parts.append(f"injured {others(injured) if killed else people(injured, noun)}")
    return " and ".join(parts)


def people(count: tuple[str, Count], noun: tuple[str, str] = PEOPLE) -> str:
    """Return the count with its noun: ``one person``, ``at least two people``."""
    return f"{count[0]} {noun[0] if _is_one(count) else noun[1]}"


def others(count: tuple[str, Count]) -> str:
    """Return the count of those beside the dead: ``one other``, ``dozens of others``."""
    return f"{count[0]} {'other' if _is_one(count) else 'others'}"


def put_day(random: Random, on: date, published_on: date) -> str:
    """
    Return when it was, seen from the day of publication: a weekday within six days.

    Examples:
        >>> put_day(Random(1), date(2021, 3, 2), date(2021, 3, 4))
        'on Tuesday'
        >>> put_day(Random(1), date(2021, 3, 2), date(2021, 3, 30))
        'on 2 March'
    """
    if (published_on - on).days < 7:
        return f"on {_WEEKDAYS[on.weekday()]}"
    month = _MONTHS[on.month - 1]
    day = random.choice((f"{on.day} {month}", f"{month} {on.day}"))
    return f"on {day}" if on.year == published_on.year else f"on {on.day} {month} {on.year}"


def weekday_of(day: date) -> str:
    """Return the English name of the weekday, whatever the machine's locale."""
    return _WEEKDAYS[day.weekday()]


def dateline_of(place: str, country: str, on: date, outlet: str) -> str:
    """Return a dateline with the full date: ``SARMIN, Syria, March 4, 2021 (Outlet) --``."""
    day = f"{_MONTHS[on.month - 1]} {on.day}, {on.year}"
    return f"{place.upper()}, {country}, {day} ({outlet}) --"


def join_names(names: Sequence[str]) -> str:
    """Return ``a``, ``a and b`` or ``a, b and c``."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def capital(text: str) -> str:
    """Return *text* with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def _numeral(random: Random, number: int) -> str:
    if number <= 9 or (number == 10 and random.random() < 0.5):
        return _WORDS[number]
    return str(number)


def _is_one(count: tuple[str, Count]) -> bool:
    return count[0].split()[-1] == "one"


def _was(count: tuple[str, Count]) -> str:
    return "was" if _is_one(count) else "were"
