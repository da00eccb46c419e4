"""
A feed is a container whose members are the pages that it links to.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import feedparser

from sijill.errors import RefusedError

FEEDS = frozenset({"application/rss+xml", "application/atom+xml"})


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """
    What a feed says of one page.

    Attributes:
        url: The page's address.
        title: Its title; ``None``: not said.
        published_on: The day, in the feed's own offset; ``None``: not said.
        source: The entry's own source, else the feed's title; ``None``: not said.
    """

    url: str
    title: str | None
    published_on: date | None
    source: str | None


def parse_feed(data: bytes) -> tuple[FeedEntry, ...]:
    """
    Return the entries that link somewhere, in the feed's order, each address once.

    Raises:
        RefusedError: The bytes are no feed.
    """
    parsed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=True)
    if not parsed.entries and not parsed.feed.get("title"):
        raise RefusedError("broken", "the feed has no entries and no title; check the address.")
    title = parsed.feed.get("title") or None
    entries = (_read_entry(entry, title) for entry in parsed.entries)
    return tuple({entry.url: entry for entry in _keep_linked(entries)}.values())


def _keep_linked(entries: Iterator[FeedEntry]) -> Iterator[FeedEntry]:
    """Yield the entries that have an address."""
    yield from (entry for entry in entries if entry.url)


def _read_entry(entry: Any, feed_title: str | None) -> FeedEntry:
    """Return one entry's words."""
    source = entry.get("source") or {}
    written = entry.get("published") or entry.get("issued")
    return FeedEntry(
        url=str(entry.get("link") or ""),
        title=entry.get("title") or None,
        published_on=read_day(written) if written else None,
        source=source.get("title") or feed_title,
    )


def read_day(written: str) -> date | None:
    """
    Return the day as it was written, without moving it to another offset.

    >>> read_day("Sat, 06 Jan 2024 00:30:00 +0300")
    datetime.date(2024, 1, 6)
    >>> read_day("2024-01-06T00:30:00+03:00")
    datetime.date(2024, 1, 6)
    """
    try:
        return datetime.fromisoformat(written.strip()).date()
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(written).date()
    except (ValueError, TypeError, IndexError):
        return None
