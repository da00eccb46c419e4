"""
Who asks, and whether they may: every address passes here before its handler runs.
"""

from __future__ import annotations

from collections.abc import Callable

from fastapi import Request

from sijill.errors import NotAllowed, NotSignedIn
from sijill.flow.workbench import Workbench, find_person
from sijill.model.person import Person
from sijill.model.role import Right

COOKIE = "sijill_session"


def bench_of(request: Request) -> Workbench:
    """Return the workbench that the server stands on."""
    bench: Workbench = request.app.state.bench
    return bench


def require(right: Right | None) -> Callable[[Request], None]:
    """
    Return what lets a request pass if its person has *right*, and notes who it is.

    Args:
        right: What is needed; ``None``: anybody, signed in or not.
    """

    def check(request: Request) -> None:
        person = find_person(bench_of(request), request.cookies.get(COOKIE))
        request.state.person = person
        if right is None:
            return
        if person is None:
            raise NotSignedIn
        if not person.may(right):
            raise NotAllowed(right.value)

    return check


def person_of(request: Request) -> Person | None:
    """Return who asks; ``None``: nobody who is signed in."""
    person: Person | None = request.state.person
    return person
