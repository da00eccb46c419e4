"""
Any address, on the web or on disk, is captured in the way that fits it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from sijill.capture.files import capture_path
from sijill.capture.protocol import Outcome, RefusedCapture, WebClient
from sijill.capture.settings import Settings
from sijill.capture.web import capture_url

SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):(//|(?=[a-z]+,|text/))")


def capture_addresses(
    addresses: Iterable[str | Path], *, settings: Settings, client: WebClient | None
) -> Iterator[Outcome]:
    """
    Yield what the addresses hold, in order; what cannot be captured is a value too.

    Args:
        addresses: URLs, files, folders (walked by name, hidden files skipped).
        settings: The bounds.
        client: The way to the network; ``None``: there is none, and URLs are refused.

    Yields:
        Each container before its members.
    """
    for address in addresses:
        scheme = SCHEME.match(address) if isinstance(address, str) else None
        if scheme is None:
            yield from capture_path(Path(address), settings=settings)
        elif scheme[1].lower() in {"http", "https"}:
            yield from capture_url(str(address), settings=settings, client=client)
        else:
            why = f"the scheme {scheme[1]} is not captured; give an http address or a path."
            yield RefusedCapture(str(address), "web", "address_refused", why)
