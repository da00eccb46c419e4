"""
The day that a piece of metadata names.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

_ISO = re.compile(r"\s*(?:D:)?(\d{4})([-/.]?)(\d{2})\2(\d{2})(?!\d{1}\b)")
EARLIEST = date(1900, 1, 1)


def read_metadata_date(value: object) -> date | None:
    """
    Return the day that a metadata value names, or ``None`` where it names none for sure.

    A day and month that could change places (``03/04/2023``) name no day.

    Examples:
        >>> read_metadata_date("2023-10-06T09:00:00Z")
        datetime.date(2023, 10, 6)
        >>> read_metadata_date("D:20231006090000Z")
        datetime.date(2023, 10, 6)
        >>> read_metadata_date("Fri, 06 Oct 2023 09:00:00 +0300")
        datetime.date(2023, 10, 6)
        >>> read_metadata_date("03/04/2023") is None
        True
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        return None
    found = _ISO.match(value)
    try:
        if found:
            return date(int(found[1]), int(found[3]), int(found[4]))
        return parsedate_to_datetime(value[:100]).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
