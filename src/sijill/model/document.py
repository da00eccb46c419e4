"""
What was captured (a document: bytes by digest) and its text (a reading).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sijill.model.privacy import Public, Restricted

# Captured for custody, and skipped by reading: what they hold is captured by itself.
CONTAINER_MEDIA_TYPES = frozenset(
    {
        "application/zip",
        "application/x-tar",
        "application/gzip",
        "application/x-bzip2",
        "application/x-xz",
        "application/warc",
        "application/rss+xml",
        "application/atom+xml",
        "application/x-telegram-export+json",
    }
)


@dataclass(frozen=True, slots=True)
class Document:
    """
    Captured bytes.

    Attributes:
        id: SHA-256 of the bytes, in hex.
        size_bytes: Length of the bytes.
        media_type: As detected at capture, without parameters.
        url: Public address, where it was captured from one.
        file_name: Last part of a file's path or archive member, for choosing a reader.
        source: Who published it, as far as known at capture.
        published_on: Day of publication, as given by hand or by the container (feed,
            export, archive header); ``None``: left to reading.
        published_origin: ``metadata`` or ``by_hand``.
        title: Title from the container (feed, message subject); ``None``: left to reading.
        part_of: Digest of the container (archive, WARC, feed) it was taken from.
    """

    id: Public[str]
    size_bytes: Public[int]
    media_type: Public[str]
    url: Public[str | None] = None
    file_name: Restricted[str | None] = None
    source: Public[str | None] = None
    published_on: Public[date | None] = None
    published_origin: Public[str | None] = None
    title: Restricted[str | None] = None
    part_of: Public[str | None] = None


@dataclass(frozen=True, slots=True)
class Reading:
    """
    The text of a document, made by one reader. All spans point into *text*.

    Attributes:
        id: The document's id; a row of a table adds ``#`` and its number from 1.
        text: Unicode, as it was: no normalisation.
        title: The document's title; not part of *text* unless it stands there too.
        language: BCP 47 code; ``None``: not told and not detected.
        published_on: Day of publication; ``None``: not known.
        published_origin: ``metadata``, ``dateline`` or ``by_hand``.
        source: Who published it.
        url: Public address.
        dateline: Place of the dateline, as written.
        document_id: The document's digest; ``None`` in filters that know no record.
        reader: Versioned name of what read it.
        caveats: Terms of ``vocabulary/caveat.toml``.
    """

    id: Public[str]
    text: Restricted[str]
    title: Restricted[str | None] = None
    language: Public[str | None] = None
    published_on: Public[date | None] = None
    published_origin: Public[str | None] = None
    source: Public[str | None] = None
    url: Public[str | None] = None
    dateline: Public[str | None] = None
    document_id: Public[str | None] = None
    reader: Public[str | None] = None
    caveats: Public[tuple[str, ...]] = ()
