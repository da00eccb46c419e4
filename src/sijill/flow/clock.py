"""
What time it is, in one place.
"""

from __future__ import annotations

from datetime import UTC, date, datetime


def now_utc() -> str:
    """Return the instant in UTC, ISO 8601, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def today() -> date:
    """Return the day in UTC."""
    return datetime.now(UTC).date()
