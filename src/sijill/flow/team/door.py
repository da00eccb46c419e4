"""
The door of a local workbench: one token in the address, good for one entry.

Whoever can read the terminal that printed the token may come in; a page of another program,
or another account of the machine, cannot.
"""

from __future__ import annotations

import secrets
from threading import Lock

_BYTES = 32


class Door:
    """Tokens not used yet, and sessions that are open; gone when the server ends."""

    def __init__(self) -> None:
        self._tokens: set[str] = set()
        self._sessions: set[str] = set()
        self._lock = Lock()

    def make_token(self) -> str:
        """Return a token that opens once."""
        token = secrets.token_urlsafe(_BYTES)
        with self._lock:
            self._tokens.add(token)
        return token

    def open(self, token: str) -> str | None:
        """Return a session for a token not used yet; ``None``: it opens nothing."""
        with self._lock:
            if token not in self._tokens:
                return None
            self._tokens.remove(token)
            session = secrets.token_urlsafe(_BYTES)
            self._sessions.add(session)
            return session

    def is_open(self, session: str) -> bool:
        """Say whether a session is open."""
        return session in self._sessions

    def close(self, session: str) -> None:
        """End a session."""
        with self._lock:
            self._sessions.discard(session)
