"""
A page of the web, or a feed and the pages that it links to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from sijill.capture.budget import Budget
from sijill.capture.containers import capture_contents
from sijill.capture.feed import FEEDS, FeedEntry, parse_feed
from sijill.capture.media import detect_media_type
from sijill.capture.pages import check_answer
from sijill.capture.protocol import Captured, Outcome, RefusedCapture, WebClient
from sijill.capture.settings import Settings
from sijill.errors import RefusedError


def capture_url(url: str, *, settings: Settings, client: WebClient | None) -> Iterator[Outcome]:
    """
    Yield the page, or what is in it where it is a container or a feed.

    A feed is captured itself; each of its pages is part of it and has the entry's own date,
    title and source.
    """
    page = fetch_document(url, how="web", client=client)
    if isinstance(page, RefusedCapture):
        yield page
    elif page.media_type in FEEDS:
        yield from _capture_feed(page, settings=settings, client=client)
    else:
        yield from capture_contents(page, budget=Budget(settings))


def fetch_document(
    url: str, *, how: str, client: WebClient | None
) -> Captured | RefusedCapture:
    """Return the answer where it is a document, else the refusal."""
    if client is None:
        why = "the network was not allowed here; allow it, or capture a saved copy."
        return RefusedCapture(url, how, "not_reachable", why)
    body: bytes | None = None
    try:
        page = client.fetch_page(url)
        body = page.data or None
        name = PurePosixPath(urlsplit(page.url).path).name or None
        media_type = detect_media_type(page.data, name, page.media_type)
        check_answer(page)
    except RefusedError as refusal:
        return RefusedCapture(url, how, refusal.reason, refusal.text, body)
    return Captured(page.data, media_type, how, url, name, page.url)


def _capture_feed(
    page: Captured, *, settings: Settings, client: WebClient | None
) -> Iterator[Outcome]:
    """Yield the feed, then its pages."""
    feed = replace(page, how="feed")
    yield feed
    try:
        entries = parse_feed(feed.data)
    except RefusedError as refusal:
        yield RefusedCapture(page.address, "feed", refusal.reason, refusal.text)
        return
    for entry in entries[: settings.max_feed_entries]:
        yield from _capture_entry(entry, feed, settings=settings, client=client)
    if len(entries) > settings.max_feed_entries:
        why = f"the feed has {len(entries)} entries; raise max_feed_entries to follow them all."
        yield RefusedCapture(page.address, "feed", "too_large", why)


def _capture_entry(
    entry: FeedEntry, feed: Captured, *, settings: Settings, client: WebClient | None
) -> Iterator[Outcome]:
    """Yield an entry's page with what the feed says of it."""
    page = fetch_document(entry.url, how="feed", client=client)
    address = f"{feed.address}!{entry.url}"
    if isinstance(page, RefusedCapture):
        yield replace(page, address=address)
        return
    item = replace(
        page,
        address=address,
        source=entry.source,
        published_on=entry.published_on,
        title=entry.title,
        part_of=feed.digest,
    )
    if item.media_type in FEEDS:
        yield item
    else:
        yield from capture_contents(item, budget=Budget(settings), depth=2)
