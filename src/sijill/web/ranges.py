"""
A stretch of bytes where one is asked for, as players of videos do (RFC 9110, section 14).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Protocol

from fastapi import Request
from fastapi.responses import Response, StreamingResponse

_ASKED = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
_STEP = 256 * 1024


class Stretched(Protocol):
    """Bytes of which any stretch can be had."""

    @property
    def media_type(self) -> str:
        """What they are."""

    @property
    def size(self) -> int:
        """How many."""

    def load(self, start: int, end: int, /) -> bytes:
        """Return the bytes from *start* up to *end*."""


def answer_range(request: Request, found: Stretched, headers: Mapping[str, str]) -> Response:
    """
    Return the bytes that a request asks for: all, or one stretch of them.

    Args:
        request: The request.
        found: The bytes.
        headers: What else the answer says.
    """
    asked = _ASKED.fullmatch(request.headers.get("range", "").strip())
    ends = read_range(asked[0], found.size) if asked else (0, found.size)
    about = {**headers, "Accept-Ranges": "bytes"}
    if ends is None:
        return Response(status_code=416, headers={"Content-Range": f"bytes */{found.size}"})
    start, end = ends
    about["Content-Length"] = str(end - start)
    if asked:
        about["Content-Range"] = f"bytes {start}-{end - 1}/{found.size}"
    return StreamingResponse(
        _stream(found, start, end), 206 if asked else 200, about, found.media_type
    )


def read_range(text: str, size: int) -> tuple[int, int] | None:
    """
    Return where a stretch begins and ends; ``None``: there is nothing there.

    Examples:
        >>> read_range("bytes=0-99", 1000), read_range("bytes=900-", 1000)
        ((0, 100), (900, 1000))
        >>> read_range("bytes=-10", 1000), read_range("bytes=1000-", 1000)
        ((990, 1000), None)
    """
    first, last = text.removeprefix("bytes=").split("-")
    if not first:
        return (max(0, size - int(last)), size) if int(last or 0) and size else None
    start, end = int(first), min(size, int(last) + 1 if last else size)
    return (start, end) if start < end else None


def _stream(found: Stretched, start: int, end: int) -> Iterator[bytes]:
    for at in range(start, end, _STEP):
        yield found.load(at, min(end, at + _STEP))
