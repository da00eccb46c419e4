"""
What the desk must give back as it was, sealed with a key that does not lie in the database.

The seed of a second factor, and what a write was answered: who reads the database alone, or a
backup of it, reads neither.
"""

from __future__ import annotations

import base64
import binascii
import os
import secrets
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from sijill.errors import SettingsError, StoreError
from sijill.flow.settings import load_key, load_secret_file

DESK_KEY_VARIABLE = "SIJILL_DESK_KEY"
_MARK = "s1."  # of a sealed text; no seed in base 32 has a dot
_KEY_BYTES = 32
_NONCE_BYTES = 12


class Sealer:
    """
    Seals texts with AES-256-GCM, each for one place, and opens them there alone.

    Examples:
        >>> sealer = Sealer(bytes(32))
        >>> sealed = sealer.seal("GEZDGNBV", "seed of p-1")
        >>> sealed[:3], sealer.open(sealed, "seed of p-1"), sealer.open(sealed, "seed of p-2")
        ('s1.', 'GEZDGNBV', None)
    """

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    def seal(self, text: str, place: str) -> str:
        """Return a text sealed for a place."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        sealed = nonce + self._cipher.encrypt(nonce, text.encode(), place.encode())
        return _MARK + base64.urlsafe_b64encode(sealed).decode()

    def open(self, sealed: str, place: str) -> str | None:
        """Return a sealed text; ``None``: it was sealed with another key, or elsewhere."""
        try:
            data = base64.urlsafe_b64decode(sealed.removeprefix(_MARK))
            nonce, rest = data[:_NONCE_BYTES], data[_NONCE_BYTES:]
            return self._cipher.decrypt(nonce, rest, place.encode()).decode()
        except (InvalidTag, ValueError):
            return None


def is_sealed(text: str) -> bool:
    """Say whether a text is sealed."""
    return text.startswith(_MARK)


def load_sealer(path: Path) -> Sealer:
    """
    Return what seals with the key of a record's desk; the key is made if there is none.

    It is in the variable ``SIJILL_DESK_KEY``, else in a file that its owner alone may read.

    Args:
        path: The file.

    Raises:
        SettingsError: If it is not 32 bytes in base 64, or others may read the file.
        StoreError: If the file cannot be made.
    """
    text = load_key(DESK_KEY_VARIABLE)
    if text is None:
        if not path.exists():
            _make_key(path)
        text = load_secret_file(path)
    try:
        key = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != _KEY_BYTES:
        raise SettingsError(
            f"the desk's key ({DESK_KEY_VARIABLE}, or {path.name}) is not 32 bytes in "
            "base 64. Put back the one that was made; without it, everybody sets up a new "
            "second factor with a recovery code."
        )
    return Sealer(key)


def _make_key(path: Path) -> None:
    """Make a key file whole or not at all; of two processes that do, one makes it."""
    part = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(base64.b64encode(secrets.token_bytes(_KEY_BYTES)) + b"\n")
            out.flush()
            os.fsync(out.fileno())
        with suppress(FileExistsError):
            os.link(part, path)
    except OSError as why:
        raise StoreError(
            f"{path.name} cannot be made here. Allow writing in the record's folder, or give "
            f"the key in {DESK_KEY_VARIABLE}."
        ) from why
    finally:
        part.unlink(missing_ok=True)
