"""
Coming in, being known, and going out: by the door on this machine, by an account in a team.
"""

from __future__ import annotations

from sijill.errors import NotSignedIn
from sijill.flow.team.bench import Workbench
from sijill.flow.team.sessions import end_by_cookie, find_member
from sijill.model.person import Person
from sijill.model.role import Role


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


def find_person(bench: Workbench, cookie: str | None) -> Person | None:
    """Return who has a session; ``None``: it is not open."""
    if bench.mode == "team":
        return find_member(bench, cookie)
    if cookie is None or not bench.door.is_open(cookie):
        return None
    return Person("local", bench.owner, Role.ADMINISTRATOR)


def leave(bench: Workbench, cookie: str | None) -> None:
    """End a session."""
    if bench.mode == "team":
        end_by_cookie(bench, cookie)
    elif cookie:
        bench.door.close(cookie)
