"""
Random words that open something, and the digests that are kept in their place.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import fields, is_dataclass
from typing import Any

from sijill.model.form import to_json
from sijill.model.privacy import Privacy, privacy_by_field

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


def form_without_secrets(record: Any) -> dict[str, Any]:
    """
    Return the JSON form of a record of the desk without its private fields, for whomever.

    Examples:
        >>> from sijill.model.account import RecoveryCode
        >>> form_without_secrets(RecoveryCode("d", "p-1"))
        {'account_id': 'p-1', 'used_at': None}
    """
    marks = privacy_by_field(type(record))
    return {
        item.name: _form(getattr(record, item.name))
        for item in fields(record)
        if marks[item.name] is not Privacy.PRIVATE
    }


def _form(value: Any) -> Any:
    if is_dataclass(value):
        return form_without_secrets(value)
    if isinstance(value, (tuple, list)):
        return [_form(item) for item in value]
    return to_json(value)
