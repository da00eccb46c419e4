"""
What time it is, in one place.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

_FORM = "%Y-%m-%dT%H:%M:%SZ"


def now_utc() -> str:
    """Return the instant in UTC, ISO 8601, to the second."""
    return datetime.now(UTC).strftime(_FORM)


def today() -> date:
    """Return the day in UTC."""
    return datetime.now(UTC).date()


def seconds_of(at: str) -> int:
    """
    Return an instant as seconds since 1970.

    Examples:
        >>> seconds_of("1970-01-01T00:01:00Z")
        60
    """
    return int(datetime.fromisoformat(at).timestamp())


def later(at: str, *, seconds: int = 0, minutes: int = 0, hours: int = 0, days: int = 0) -> str:
    """
    Return the instant so much after *at*.

    Examples:
        >>> later("2024-02-28T23:59:00Z", minutes=1)
        '2024-02-29T00:00:00Z'
    """
    span = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    return (datetime.fromisoformat(at) + span).astimezone(UTC).strftime(_FORM)
