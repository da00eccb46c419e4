"""
A container is captured itself, then its members, then the members of containers in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sijill.capture.archives import TarCapturer, ZipCapturer
from sijill.capture.budget import Budget
from sijill.capture.feed import FEEDS
from sijill.capture.mail import MAIL, MailCapturer, describe_mail
from sijill.capture.pages import HTML, check_page
from sijill.capture.protocol import Captured, Capturer, Outcome, RefusedCapture
from sijill.capture.telegram import TelegramCapturer
from sijill.capture.warc import WarcCapturer
from sijill.errors import RefusedError

CAPTURERS: tuple[Capturer, ...] = (
    ZipCapturer(),
    TarCapturer(),
    MailCapturer(),
    TelegramCapturer(),
    WarcCapturer(),
)


def capture_contents(item: Captured, *, budget: Budget, depth: int = 1) -> Iterator[Outcome]:
    """
    Yield the item and, where it is a container, everything in it.

    Args:
        item: What was obtained.
        budget: Shared by everything inside the outermost container.
        depth: How many containers deep the item stands, from 1.

    Yields:
        The item first, so that its bytes are in custody whatever becomes of its members.
    """
    if not item.data:
        yield RefusedCapture(
            item.address, item.how, "empty", "there are no bytes in it; ask for it again."
        )
        return
    capturer = find_capturer(item.media_type)
    if capturer is None:
        yield _check_document(item, budget)
        if item.media_type in FEEDS and item.how not in {"web", "feed"}:
            yield _refuse_feed(item)
        return
    item = replace(item, how=capturer.how)
    yield _check_document(describe_mail(item), budget) if item.media_type == MAIL else item
    if depth > budget.settings.max_depth:
        yield _refuse_depth(item, budget)
        return
    try:
        for member in capturer.capture_members(item, budget=budget):
            if isinstance(member, Captured):
                yield from capture_contents(member, budget=budget, depth=depth + 1)
            else:
                yield member
    except RefusedError as refusal:
        yield RefusedCapture(item.address, item.how, refusal.reason, refusal.text)


def find_capturer(media_type: str) -> Capturer | None:
    """Return what opens the media type; `None`: it is no container."""
    return next((part for part in CAPTURERS if media_type in part.media_types), None)


def _check_document(item: Captured, budget: Budget) -> Outcome:
    """Return the document, or its refusal where it is too large or a page that is none."""
    try:
        budget.check_document(len(item.data))
    except RefusedError as refusal:
        return RefusedCapture(item.address, item.how, refusal.reason, refusal.text)
    try:
        if item.media_type in HTML:
            check_page(item.data, url=item.url)
    except RefusedError as refusal:
        return RefusedCapture(item.address, item.how, refusal.reason, refusal.text, item.data)
    return item


def _refuse_feed(item: Captured) -> RefusedCapture:
    """Return the refusal to follow the links of a feed that was given as a file."""
    return RefusedCapture(
        item.address,
        "feed",
        "not_reachable",
        "the feed is a file, and its links are not followed; give the feed's own address.",
    )


def _refuse_depth(item: Captured, budget: Budget) -> RefusedCapture:
    """Return the refusal of a container too deep inside others."""
    return RefusedCapture(
        item.address,
        item.how,
        "unsafe_archive",
        f"containers stand more than {budget.settings.max_depth} deep inside one another; "
        "unpack the outer ones by hand, or raise max_depth.",
    )
