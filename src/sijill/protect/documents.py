"""
A document by its digest, its public address and its publisher, and nothing local.
"""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit, urlunsplit

from sijill.model.document import Document
from sijill.model.release import PublicDocument
from sijill.protect.names import NameGuard
from sijill.protect.redact import redact_record


def generalise_document(document: Document, *, guard: NameGuard) -> PublicDocument:
    """
    Return the public form of *document*.

    The address is shown only for http and https, without credentials, and only if it
    holds no word of a name; the publisher only if it is no person of the record.
    """
    source = document.source
    return replace(
        redact_record(document, PublicDocument),
        url=_public_url(document.url, guard),
        source=None if source and guard.holds_name(source) else source,
    )


def _public_url(url: str | None, guard: NameGuard) -> str | None:
    if url is None or guard.shares_token(url):
        return None
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or parts.username is not None:
        return None
    shown = f"[{host}]" if ":" in host else host
    netloc = shown if port is None else f"{shown}:{port}"
    return urlunsplit((parts.scheme, netloc, parts.path, parts.query, ""))
