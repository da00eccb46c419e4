"""
Signing in with a password and a second factor, and making an account by an invitation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from sijill.errors import AccountRefused, NotSignedIn, SignInRefused
from sijill.flow.team.invitations import accept_invitation, find_invitation
from sijill.flow.team.ownaccount import offer_seed, set_second_factor, show_offered
from sijill.flow.team.secondfactor import Seed
from sijill.flow.team.sessions import Origin, SignedIn, enter_code, find_session, sign_in
from sijill.web.asking import Ask, Asking
from sijill.web.routes import Routes
from sijill.web.security.cookies import COOKIE, set_session

routes = Routes()
Typed = Annotated[str, Form(max_length=2000)]
_NEXT = {"full": "/", "code": "/sign-in/code", "setup": "/sign-in/second-factor"}


@dataclass(frozen=True, slots=True)
class SignInPage:
    """
    What the pages of signing in show.

    Attributes:
        refused: Why the last try was not taken; empty: there was none.
        wait_s: Seconds to wait before the next.
        local: Whether the workbench is for one person on this machine, with no accounts.
        made: Whether an account was just made.
    """

    refused: str = ""
    wait_s: int = 0
    local: bool = False
    made: bool = False


@dataclass(frozen=True, slots=True)
class SeedPage:
    """
    What the page of setting up a second factor shows.

    Attributes:
        seed: The seed that is offered.
        refused: Why the last code was not taken.
        wait_s: Seconds to wait before the next.
        first: Whether it is the first one, asked for at signing in.
    """

    seed: Seed
    refused: str = ""
    wait_s: int = 0
    first: bool = True


@dataclass(frozen=True, slots=True)
class CodesPage:
    """
    Recovery codes, shown once.

    Attributes:
        codes: The codes.
    """

    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InvitationPage:
    """
    What the page of an invitation shows.

    Attributes:
        role: The role of the account that it makes.
        shortest: Characters of a password, at least.
        name: The name as typed before.
        refused: Why the account was not made.
    """

    role: str
    shortest: int
    name: str = ""
    refused: str = ""


def origin_of(ask: Asking) -> Origin:
    """Return where a request comes from."""
    client = ask.request.client
    return Origin(client.host if client else "", ask.request.headers.get("user-agent", ""))


def cookie_of(ask: Asking) -> str:
    """Return the session's cookie; empty where there is none."""
    return ask.request.cookies.get(COOKIE, "")


def need_same(password: str, again: str) -> None:
    """
    Go on if a new password was typed twice alike.

    Raises:
        AccountRefused: If not.
    """
    if password != again:
        raise AccountRefused("not_the_same")


@routes.page("/sign-in", right=None)
def show_sign_in(ask: Ask, made: str = "") -> Response:
    """Ask for a name and a password; who is signed in goes on to the first page."""
    if ask.request.state.person is not None:
        return RedirectResponse("/", 303)
    return ask.page("sign_in", SignInPage(local=ask.bench.mode != "team", made=bool(made)))


@routes.form("/sign-in", right=None)
def take_password(ask: Ask, name: Typed = "", password: Typed = "") -> Response:
    """Take a name and a password, and go on to the second factor."""
    if ask.bench.mode != "team":
        raise NotSignedIn
    try:
        came = sign_in(ask.bench, name, password, origin_of(ask))
    except SignInRefused as why:
        return _refused(ask, "sign_in", why)
    return _go_on(ask, came)


@routes.page("/sign-in/code", right=None)
def show_code(ask: Ask) -> HTMLResponse:
    """Ask for the code of the second factor."""
    session = find_session(ask.bench, cookie_of(ask))
    if session is None or session.stage != "code":
        raise NotSignedIn
    return ask.page("sign_in_code", SignInPage())


@routes.form("/sign-in/code", right=None)
def take_code(ask: Ask, code: Typed = "") -> Response:
    """Take a code of the second factor, or a recovery code."""
    try:
        came = enter_code(ask.bench, cookie_of(ask), code, origin_of(ask))
    except SignInRefused as why:
        return _refused(ask, "sign_in_code", why)
    return _go_on(ask, came)


@routes.page("/sign-in/second-factor", right=None)
def show_seed(ask: Ask) -> HTMLResponse:
    """Offer a seed to set a second factor up with."""
    return ask.page("second_factor", SeedPage(offer_seed(ask.bench, cookie_of(ask))))


@routes.form("/sign-in/second-factor", right=None)
def take_seed(ask: Ask, seed: Typed = "", code: Typed = "") -> Response:
    """Set the first second factor up, and show the recovery codes."""
    cookie = cookie_of(ask)
    try:
        renewed = set_second_factor(ask.bench, cookie, seed, code, origin_of(ask))
    except SignInRefused as why:
        page = SeedPage(show_offered(ask.bench, cookie, seed), why.reason, why.wait_s)
        return ask.page("second_factor", page, status=_status(why))
    answer = ask.page("recovery_codes", CodesPage(renewed.recovery_codes))
    set_session(answer, ask.request, renewed.cookie)
    return answer


@routes.page("/invitation/{secret}", right=None)
def show_invitation(ask: Ask, secret: str) -> HTMLResponse:
    """Ask who comes by an invitation for a name and a password."""
    try:
        found = find_invitation(ask.bench, secret)
    except AccountRefused as why:
        return _no_invitation(ask, why)
    page = InvitationPage(found.role, ask.bench.rules.password_shortest)
    return ask.page("invitation", page)


@routes.form("/invitation/{secret}", right=None)
def take_invitation(
    ask: Ask, secret: str, name: Typed = "", password: Typed = "", again: Typed = ""
) -> Response:
    """Make an account by an invitation."""
    try:
        found = find_invitation(ask.bench, secret)
        need_same(password, again)
        accept_invitation(ask.bench, secret, name, password)
    except AccountRefused as why:
        if why.reason == "link_ended":
            return _no_invitation(ask, why)
        shortest = ask.bench.rules.password_shortest
        page = InvitationPage(found.role, shortest, name, why.reason)
        return ask.page("invitation", page, status=422)
    return RedirectResponse("/sign-in?made=1", 303)


def _no_invitation(ask: Asking, why: AccountRefused) -> HTMLResponse:
    shortest = ask.bench.rules.password_shortest
    return ask.page("invitation", InvitationPage("", shortest, "", why.reason), status=404)


def _go_on(ask: Asking, came: SignedIn) -> Response:
    answer = RedirectResponse(_NEXT[came.stage], 303)
    set_session(answer, ask.request, came.cookie)
    return answer


def _refused(ask: Asking, template: str, why: SignInRefused) -> HTMLResponse:
    page = SignInPage(why.reason, why.wait_s)
    answer = ask.page(template, page, status=_status(why))
    if why.wait_s:
        answer.headers["Retry-After"] = str(why.wait_s)
    return answer


def _status(why: SignInRefused) -> int:
    return 429 if why.wait_s else 403
