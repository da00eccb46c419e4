"""
What comes of a capture, and what a part must do to open containers here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Protocol

from sijill.capture.budget import Budget


@dataclass(frozen=True, slots=True)
class Captured:
    """
    Bytes that were obtained, and what the way to them told.

    Attributes:
        data: The bytes as received; of a web page after the transfer's own compression.
        media_type: Told from the bytes and the name, without parameters.
        how: A way of `CustodyEntry.how`: ``file``, ``archive``, ``web``, ``feed``, …
        address: Path or URL as given; a member of a container stands after ``!``.
        file_name: Last part of the path; ``None`` for a page.
        url: Public address, after redirects.
        source: Who published it, where the container says so.
        published_on: Day of publication, where the container says so.
        title: Title, where the container says so.
        part_of: SHA-256 of the container.
    """

    data: bytes
    media_type: str
    how: str
    address: str
    file_name: str | None = None
    url: str | None = None
    source: str | None = None
    published_on: date | None = None
    title: str | None = None
    part_of: str | None = None

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes, in hex."""
        return sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class RefusedCapture:
    """
    What could not be captured, and why.

    Attributes:
        address: As in `Captured`.
        how: As in `Captured`.
        reason: A term of ``vocabulary/refusal.toml``.
        text: One sentence that says what is wrong and what to do next.
        data: The bytes that came instead of a document; ``None``: none are kept.
    """

    address: str
    how: str
    reason: str
    text: str
    data: bytes | None = None


Outcome = Captured | RefusedCapture


@dataclass(frozen=True, slots=True)
class Page:
    """
    A server's answer.

    Attributes:
        url: Address after redirects.
        status: HTTP status.
        media_type: As the server says, without parameters; ``None``: not said.
        data: Body, after the transfer's own compression.
    """

    url: str
    status: int
    media_type: str | None
    data: bytes


class WebClient(Protocol):
    """The one way to the network."""

    def fetch_page(self, url: str) -> Page:
        """
        Return the answer, whatever its status.

        Raises:
            RefusedError: The address may not be asked or did not answer within the bounds.
        """


class Capturer(Protocol):
    """
    A part that opens one kind of container.

    Attributes:
        how: Written into the custody entry of the container and of its members.
        media_types: What it opens.
    """

    how: str
    media_types: frozenset[str]

    def capture_members(self, container: Captured, *, budget: Budget) -> Iterator[Outcome]:
        """
        Yield the members in the container's order; nested containers are opened elsewhere.

        Raises:
            RefusedError: The container cannot be opened, or costs more than it may.
        """
