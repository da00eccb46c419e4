"""
Coming in, being known, and going out: by the door on this machine, by an account in a team.
"""

from __future__ import annotations

from sijill.errors import NotSignedIn
from sijill.flow.clock import now_utc
from sijill.flow.team.bench import Workbench
from sijill.flow.team.sessions import end_by_cookie, find_member, find_session_end
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


def find_person(bench: Workbench, cookie: str | None, *, renews: bool = True) -> Person | None:
    """
    Return who has a session; ``None``: it is not open.

    Args:
        bench: The workbench.
        cookie: What the browser sent.
        renews: Whether a hand made the request, so that the session is not idle.
    """
    if bench.mode == "team":
        return find_member(bench, cookie, renews=renews)
    if cookie is None or not bench.door.is_open(cookie):
        return None
    return Person("local", bench.owner, Role.ADMINISTRATOR)


def has_ended(bench: Workbench, cookie: str | None, known_end: str) -> tuple[bool, str]:
    """
    Say whether a session has ended, and when it ends if nobody does anything.

    Args:
        bench: The workbench.
        cookie: What the browser sent; ``None``: it came by a token, which this says nothing of.
        known_end: What was said before; until then nothing is looked up. Empty: nothing.
    """
    if bench.mode != "team" or cookie is None or now_utc() < known_end:
        return False, known_end
    end = find_session_end(bench, cookie)
    return end is None, end or known_end


def leave(bench: Workbench, cookie: str | None) -> None:
    """End a session."""
    if bench.mode == "team":
        end_by_cookie(bench, cookie)
    elif cookie:
        bench.door.close(cookie)
