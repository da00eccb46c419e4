"""
The second factor: codes by time (TOTP, RFC 6238), each taken once, and recovery codes.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass

import pyotp
import segno

from sijill.flow.clock import seconds_of
from sijill.flow.team.secrecy import digest_secret

_STEP_S = 30
_ISSUER = "Sijill"
_N_RECOVERY = 10
_RECOVERY_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_RECOVERY_LENGTH = 16  # of 31 letters: 79 bits


@dataclass(frozen=True, slots=True)
class Seed:
    """
    A seed that is about to be set up.

    Attributes:
        words: The seed in base 32, to type in.
        address: The seed as an ``otpauth:`` address.
        picture: The address as a QR code, an SVG in a ``data:`` address.
    """

    words: str
    address: str
    picture: str


def make_seed() -> str:
    """Return a random seed, in base 32."""
    return pyotp.random_base32()


def show_seed(words: str, name: str) -> Seed:
    """Return a seed as a person's authenticator takes it."""
    address = pyotp.TOTP(words, name=name, issuer=_ISSUER).provisioning_uri()
    picture = segno.make(address, error="m").svg_data_uri(scale=4, border=4, light="#fff")
    return Seed(words, address, picture)


def find_step(seed: str, code: str, *, at: str) -> int | None:
    """
    Return the step of time that a code belongs to; ``None``: it is wrong.

    The steps before and after count too, since clocks differ.

    Args:
        seed: The seed in base 32.
        code: What was typed; spaces do not matter.
        at: Instant in UTC, ISO 8601.

    Examples:
        >>> find_step("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", "287 082", at="1970-01-01T00:00:59Z")
        1
    """
    typed = "".join(code.split())
    now = seconds_of(at) // _STEP_S
    generator = pyotp.HOTP(seed)
    found = None
    for step in (now - 1, now, now + 1):
        if step >= 0 and hmac.compare_digest(generator.at(step).encode(), typed.encode()):
            found = step
    return found


def make_recovery_codes() -> tuple[str, ...]:
    """
    Return codes that stand in for the second factor, once each.

    Examples:
        >>> len(make_recovery_codes()), len(make_recovery_codes()[0])
        (10, 19)
    """
    return tuple(_make_recovery_code() for _ in range(_N_RECOVERY))


def _make_recovery_code() -> str:
    letters = "".join(secrets.choice(_RECOVERY_LETTERS) for _ in range(_RECOVERY_LENGTH))
    return "-".join(letters[at : at + 4] for at in range(0, _RECOVERY_LENGTH, 4))


def digest_recovery_code(account_id: str, code: str) -> str:
    """Return what is kept of a recovery code, with whatever spaces and dashes it is typed."""
    typed = "".join(char for char in code.casefold() if char.isalnum())
    return digest_secret(f"{account_id}:{typed}")
