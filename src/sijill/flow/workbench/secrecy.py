"""
Random words that open something, and the digests that are kept in their place.
"""

from __future__ import annotations

import hashlib
import secrets

_BYTES = 32


def make_secret() -> str:
    """Return 256 random bits, safe in an address and in a cookie."""
    return secrets.token_urlsafe(_BYTES)


def make_id(letter: str) -> str:
    """
    Return an opaque id.

    Examples:
        >>> make_id("p")[:2], len(make_id("p"))
        ('p-', 18)
    """
    return f"{letter}-{secrets.token_hex(8)}"


def digest_secret(secret: str) -> str:
    """
    Return what is kept of a secret.

    Examples:
        >>> digest_secret("x")[:8]
        '2d711642'
    """
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
