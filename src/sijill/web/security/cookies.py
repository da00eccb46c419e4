"""
The cookie of a session: for this server alone, never for scripts, never over an open line.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from sijill.web.security.origins import is_own

COOKIE = "sijill_session"


def set_session(answer: Response, request: Request, session: str) -> None:
    """
    Put a session into an answer's cookie.

    It lasts until the browser ends; the server ends it before that. Only on this very machine
    does it go over HTTP.
    """
    answer.set_cookie(
        COOKIE, session, httponly=True, samesite="strict", secure=is_secure(request), path="/"
    )


def end_session(answer: Response, request: Request) -> None:
    """Have the browser forget a session."""
    answer.delete_cookie(
        COOKIE, httponly=True, samesite="strict", secure=is_secure(request), path="/"
    )


def is_secure(request: Request) -> bool:
    """Say whether the cookie may go over HTTPS alone: wherever it leaves this machine."""
    return request.url.scheme == "https" or not is_own(request.headers.get("host", ""))
