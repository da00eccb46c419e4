"""
A day as a person types it: in figures, with a month's name, of the Hijri calendar too.
"""

from __future__ import annotations

from sijill.errors import SettingsError
from sijill.extract.rows.days import read_day
from sijill.model import DateRange

_LONGEST = 60


def read_typed_day(text: str) -> DateRange:
    """
    Return the days that somebody wrote, without words of a document.

    A day of the Hijri calendar is three days: its months begin with a moon that is seen.

    Raises:
        SettingsError: If it names no day, month or year, or could be two days.

    Examples:
        >>> read_typed_day("٥ تشرين الأول ٢٠٢٣").earliest
        datetime.date(2023, 10, 5)
        >>> found = read_typed_day("12 Ramadan 1445")
        >>> found.earliest.isoformat(), found.latest.isoformat(), found.precision
        ('2024-03-21', '2024-03-23', 'days')
    """
    found = read_day(text) if len(text) <= _LONGEST else None
    if found is None or found.earliest is None or found.latest is None:
        why, _, _ = ((found and found.why) or "is too long").partition(";")
        raise SettingsError(
            f"{text[:_LONGEST]!r} {why}. A day is written such as 2023-10-05, or such as "
            "12 Ramadan 1445.",
            phrase="day_form",
        )
    return DateRange(None, found.earliest, found.latest, found.precision)


def read_one_day(text: str) -> str:
    """
    Return a day that somebody wrote as ISO 8601 has it, where it can be one day alone.

    Raises:
        SettingsError: If it names none, or more than one.

    Examples:
        >>> read_one_day("5 October 2023")
        '2023-10-05'
    """
    found = read_typed_day(text)
    assert found.earliest is not None and found.latest is not None
    if found.earliest != found.latest:
        raise SettingsError(
            f"{text!r} can be any day from {found.earliest} to {found.latest}. One day is "
            "asked for, such as 2023-10-05.",
            phrase="one_day",
            first=found.earliest.isoformat(),
            last=found.latest.isoformat(),
        )
    return found.earliest.isoformat()
