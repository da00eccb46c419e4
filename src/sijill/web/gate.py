"""
Who asks, and whether they may: every address passes here before its handler runs.
"""

from __future__ import annotations

from collections.abc import Callable

from fastapi import Request

from sijill.errors import NotAllowed, NotSignedIn
from sijill.flow.team import Workbench, find_person
from sijill.flow.team.tokens import find_by_token
from sijill.flow.workbench.fieldgate import refuse
from sijill.model.person import Person
from sijill.model.role import Right, rights_of
from sijill.web.security.cookies import COOKIE

_BEARER = "bearer "


def bench_of(request: Request) -> Workbench:
    """Return the workbench that the server stands on."""
    bench: Workbench = request.app.state.bench
    return bench


def require(
    right: Right | None, *, partly: bool = False, by_hand: bool = True
) -> Callable[[Request], None]:
    """
    Return what lets a request pass if its person has *right*, and notes who it is.

    Args:
        right: What is needed; ``None``: anybody, signed in or not.
        partly: Whether somebody may pass from whom a field is withheld.
        by_hand: Whether somebody did something, so that their session is not idle.
    """

    def check(request: Request) -> None:
        person = _find_person(request, by_hand)
        request.state.person = person
        if right is None:
            return
        if person is None:
            raise NotSignedIn
        if not partly and right in rights_of(person.role):
            refuse(person.withheld)
        if not person.may(right):
            raise NotAllowed(right.value)

    return check


def _find_person(request: Request, by_hand: bool) -> Person | None:
    """Return whom a cookie or, in the API, a token stands for; never the one for the other."""
    bench = bench_of(request)
    sent = request.headers.get("authorization", "")
    if not sent:
        return find_person(bench, request.cookies.get(COOKIE), renews=by_hand)
    secret = sent[len(_BEARER) :].strip()
    by_token = sent.lower().startswith(_BEARER) and request.url.path.startswith("/api/")
    return find_by_token(bench, secret) if by_token else None


def person_of(request: Request) -> Person | None:
    """Return who asks; ``None``: nobody who is signed in."""
    person: Person | None = request.state.person
    return person
