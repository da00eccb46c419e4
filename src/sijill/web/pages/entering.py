"""
Coming in and going out.
"""

from __future__ import annotations

from fastapi.responses import RedirectResponse, Response

from sijill.flow.team import enter_by_token, leave
from sijill.web.asking import Ask
from sijill.web.routes import Routes
from sijill.web.security.cookies import COOKIE, end_session, set_session

routes = Routes()


@routes.page("/enter", right=None)
def enter(ask: Ask, token: str = "") -> Response:
    """Take the one-time token that `sijill review` printed, and give a session for it."""
    session = enter_by_token(ask.bench, token)
    answer = RedirectResponse("/", 303)
    set_session(answer, ask.request, session)
    return answer


@routes.form("/sign-out", right=None)
def sign_out(ask: Ask) -> Response:
    """End the session."""
    leave(ask.bench, ask.request.cookies.get(COOKIE))
    answer = RedirectResponse("/sign-in", 303)
    end_session(answer, ask.request)
    return answer
