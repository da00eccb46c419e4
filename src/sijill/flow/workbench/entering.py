"""
Coming in, being known, and going out.
"""

from __future__ import annotations

from dataclasses import replace

from sijill.errors import NotSignedIn
from sijill.flow.workbench.bench import Workbench
from sijill.flow.workbench.locally import local_person
from sijill.model.person import Person


def make_token(bench: Workbench) -> str:
    """Return a one-time token for the address that opens a local workbench."""
    return bench.door.make_token()


def enter_by_token(bench: Workbench, token: str) -> str:
    """
    Return a session for a one-time token.

    Raises:
        NotSignedIn: If the token was used, or never made.
    """
    session = bench.door.open(token)
    if session is None:
        raise NotSignedIn("this address was used once already; run `sijill review` again.")
    return session


def find_person(bench: Workbench, session: str | None) -> Person | None:
    """Return who has a session; ``None``: it is not open."""
    if session is None or not bench.door.is_open(session):
        return None
    return replace(local_person(), name=bench.owner)


def leave(bench: Workbench, session: str | None) -> None:
    """End a session."""
    if session:
        bench.door.close(session)
