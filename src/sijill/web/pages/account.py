"""
A person's own account: password, second factor, sessions and tokens.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from sijill.errors import AccountRefused, NotThere, SignInRefused
from sijill.flow.team.ownaccount import (
    OwnAccount,
    change_password,
    end_session,
    offer_seed,
    set_second_factor,
    show_offered,
    show_own,
)
from sijill.flow.team.tokens import end_token, make_token
from sijill.model.role import Right
from sijill.web.asking import Ask, Asking
from sijill.web.pages.signingin import (
    CodesPage,
    SeedPage,
    Typed,
    cookie_of,
    need_same,
    origin_of,
)
from sijill.web.routes import Routes
from sijill.web.security.cookies import set_session

routes = Routes()


@dataclass(frozen=True, slots=True)
class AccountPage:
    """
    What the page of the own account shows.

    Attributes:
        own: The account.
        refused: Why the last change was not made.
        wait_s: Seconds to wait before the next.
        secret: The words of a token that was just made, shown once.
    """

    own: OwnAccount
    refused: str = ""
    wait_s: int = 0
    secret: str = ""


def need_team(ask: Asking) -> None:
    """
    Go on if there are accounts.

    Raises:
        NotThere: If the workbench is for one person on this machine.
    """
    if ask.bench.mode != "team":
        raise NotThere("account", "local")


@routes.page("/account", right=Right.READ, partly=True)
def show_account(ask: Ask) -> HTMLResponse:
    """Show the own account."""
    return _page(ask)


@routes.form("/account/password", right=Right.READ, partly=True)
def take_password(ask: Ask, old: Typed = "", new: Typed = "", again: Typed = "") -> Response:
    """Change the password; other sessions end."""
    need_team(ask)
    try:
        need_same(new, again)
        cookie = change_password(ask.bench, cookie_of(ask), old, new, origin_of(ask))
    except (AccountRefused, SignInRefused) as why:
        return _page(ask, why=why)
    answer = RedirectResponse("/account", 303)
    set_session(answer, ask.request, cookie)
    return answer


@routes.page("/account/second-factor", right=Right.READ, partly=True)
def show_seed(ask: Ask) -> HTMLResponse:
    """Offer a seed for another second factor."""
    need_team(ask)
    seed = offer_seed(ask.bench, cookie_of(ask))
    return ask.page("second_factor", SeedPage(seed, first=False))


@routes.form("/account/second-factor", right=Right.READ, partly=True)
def take_seed(ask: Ask, seed: Typed = "", code: Typed = "", password: Typed = "") -> Response:
    """Set another second factor up; other sessions end."""
    need_team(ask)
    cookie, origin = cookie_of(ask), origin_of(ask)
    try:
        renewed = set_second_factor(ask.bench, cookie, seed, code, origin, password=password)
    except SignInRefused as why:
        offered = show_offered(ask.bench, cookie, seed)
        page = SeedPage(offered, why.reason, why.wait_s, first=False)
        return ask.page("second_factor", page, status=403)
    answer = ask.page("recovery_codes", CodesPage(renewed.recovery_codes))
    set_session(answer, ask.request, renewed.cookie)
    return answer


@routes.form("/account/tokens", right=Right.READ, partly=True)
def take_token(
    ask: Ask,
    name: Typed = "",
    right: Annotated[list[Right] | None, Form()] = None,
    days: Annotated[int, Form()] = 30,
) -> Response:
    """Make a token, and show its words once."""
    need_team(ask)
    try:
        made = make_token(ask.bench, ask.person, name, right or (), days=days)
    except AccountRefused as why:
        return _page(ask, why=why)
    return _page(ask, secret=made.secret)


@routes.form("/account/tokens/{token_id}/end", right=Right.READ, partly=True)
def drop_token(ask: Ask, token_id: str) -> Response:
    """End one of the own tokens."""
    end_token(ask.bench, ask.person, token_id)
    return RedirectResponse("/account", 303)


@routes.form("/account/sessions/{session_id}/end", right=Right.READ, partly=True)
def drop_session(ask: Ask, session_id: str) -> Response:
    """End one of the own sessions."""
    end_session(ask.bench, ask.person, session_id)
    return RedirectResponse("/account", 303)


def _page(
    ask: Asking, *, why: AccountRefused | SignInRefused | None = None, secret: str = ""
) -> HTMLResponse:
    need_team(ask)
    own = show_own(ask.bench, ask.person, cookie_of(ask))
    wait_s = why.wait_s if isinstance(why, SignInRefused) else 0
    page = AccountPage(own, why.reason if why else "", wait_s, secret=secret)
    return ask.page("account", page, status=422 if why else 200)
