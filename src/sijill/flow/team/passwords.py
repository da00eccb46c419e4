"""
Passwords: which are good enough, how they are kept, and how one is checked.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from sijill.flow.workbench_settings import Settings

LONGEST = 1024
_DISTINCT = 6
_FRESH = 9
# Each hash takes `argon2_mib`: more at once would let strangers take the machine's memory.
_AT_ONCE = BoundedSemaphore(2)


def find_weakness(password: str, name: str, settings: Settings) -> str | None:
    """
    Return what is wrong with a new password; ``None``: nothing.

    No list of known passwords is asked. What continues a run (``abcd``, ``1111``), repeats what
    stood before or is the person's own name does not count; enough must remain.

    Args:
        password: What the person would like.
        name: The person's name.
        settings: The shortest length.

    Returns:
        ``too_short``, ``too_long``, ``too_simple`` or ``None``.

    Examples:
        >>> [find_weakness(words, "Dana Test", Settings()) for words in (
        ...     "short", "aaaaaaaaaaaaaaaa", "abcdefghijklmnop", "dana test dana test",
        ...     "quartz lamp on sunday")]
        ['too_short', 'too_simple', 'too_simple', 'too_simple', None]
    """
    text = _normal(password)
    if len(text) < settings.password_shortest:
        return "too_short"
    if len(text) > LONGEST:
        return "too_long"
    fresh = _fresh(text.casefold(), _normal(name).casefold())
    if len(fresh) < _FRESH or len(set(fresh)) < _DISTINCT:
        return "too_simple"
    return None


def _fresh(text: str, name: str) -> str:
    """Return what of a password a guesser could not tell from what stands before it."""
    for part in {name, *name.split()}:
        text = text.replace(part, "") if len(part) > 2 else text
    kept = []
    for at, char in enumerate(text):
        pairs = ((at - 1, at), (at - 2, at - 1)) if at > 1 else ()
        steps = {ord(text[two]) - ord(text[one]) for one, two in pairs}
        runs = len(steps) == 1 and steps <= {-1, 0, 1}
        repeats = at > 2 and text.find(text[at - 2 : at + 1], 0, at) >= 0
        if not runs and not repeats:
            kept.append(char)
    return "".join(kept)


def hash_password(password: str, settings: Settings) -> str:
    """Return the Argon2id hash of a password, with its parameters."""
    with _AT_ONCE:
        return _hasher(settings).hash(_normal(password))


def is_password(password: str, kept: str | None, settings: Settings) -> bool:
    """
    Say whether a password is the one that was hashed; to say no to nobody takes as long.

    Args:
        password: What was typed.
        kept: The hash; ``None``: there is no such account.
        settings: The parameters of the hash that is made where there is none.
    """
    text = _normal(password[: LONGEST + 1])
    other = _stand_in(settings)  # made for either, so that the first to ask tells nothing too
    with _AT_ONCE:
        try:
            found = _hasher(settings).verify(kept or other, text)
        except (VerificationError, InvalidHashError):
            return False
    return found and kept is not None


def is_outdated(kept: str, settings: Settings) -> bool:
    """Say whether a hash was made with other parameters than those now set."""
    return _hasher(settings).check_needs_rehash(kept)


def _normal(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


@cache
def _hasher(settings: Settings) -> PasswordHasher:
    return PasswordHasher(
        settings.argon2_passes, settings.argon2_mib * 1024, settings.argon2_lanes
    )


@cache
def _stand_in(settings: Settings) -> str:
    return _hasher(settings).hash("a password that nobody has")
