"""
Administration: who is in the team, who is invited, and the audit log.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Form, Query
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from sijill.errors import AccountRefused
from sijill.flow.team.accounts import Team, change_role, end_account, list_team
from sijill.flow.team.auditing import AuditFilter, list_audit
from sijill.flow.team.invitations import invite, withdraw_invitation
from sijill.model.role import Right, Role
from sijill.web.asking import Ask, Asking
from sijill.web.pages.account import need_team
from sijill.web.routes import Routes

routes = Routes()
Part = Annotated[str, Query(max_length=80)]
Before = Annotated[int | None, Query(ge=1, le=2**62)]


def ask_audit(by: Part = "", act: Part = "", since: Part = "", until: Part = "") -> AuditFilter:
    """Return which lines of the audit log an address asks for, of the page and of the API."""
    return AuditFilter(by, act, since, until)


@dataclass(frozen=True, slots=True)
class TeamPage:
    """
    What the page of the team shows.

    Attributes:
        team: Who is in it and who is invited.
        refused: Why the last change was not made.
        link: The address of an invitation that was just made, shown once.
    """

    team: Team
    refused: str = ""
    link: str = ""


@routes.page("/team", right=Right.ADMINISTER)
def show_team(ask: Ask) -> HTMLResponse:
    """Show who is in the team and who is invited."""
    return _page(ask)


@routes.form("/team/invite", right=Right.ADMINISTER)
def take_invitation(ask: Ask, role: Annotated[Role, Form()] = Role.VIEWER) -> Response:
    """Make an invitation, and show its address once."""
    need_team(ask)
    made = invite(ask.bench, ask.person, role)
    url = ask.request.url
    return _page(ask, link=f"{url.scheme}://{url.netloc}/invitation/{made.secret}")


@routes.form("/team/invitations/{invitation_id}/withdraw", right=Right.ADMINISTER)
def take_back(ask: Ask, invitation_id: str) -> Response:
    """Take an invitation back."""
    withdraw_invitation(ask.bench, ask.person, invitation_id)
    return RedirectResponse("/team", 303)


@routes.form("/team/{account_id}/role", right=Right.ADMINISTER)
def take_role(ask: Ask, account_id: str, role: Annotated[Role, Form()]) -> Response:
    """Give an account another role."""
    try:
        change_role(ask.bench, ask.person, account_id, role)
    except AccountRefused as why:
        return _page(ask, why=why)
    return RedirectResponse("/team", 303)


@routes.form("/team/{account_id}/end", right=Right.ADMINISTER)
def drop_account(ask: Ask, account_id: str) -> Response:
    """End an account."""
    try:
        end_account(ask.bench, ask.person, account_id)
    except AccountRefused as why:
        return _page(ask, why=why)
    return RedirectResponse("/team", 303)


@routes.page("/audit", right=Right.ADMINISTER)
def show_audit(
    ask: Ask, chosen: Annotated[AuditFilter, Depends(ask_audit)], before: Before = None
) -> HTMLResponse:
    """Show the audit log, newest first."""
    return ask.page("audit", list_audit(ask.bench, ask.person, chosen, before=before))


def _page(ask: Asking, *, why: AccountRefused | None = None, link: str = "") -> HTMLResponse:
    need_team(ask)
    page = TeamPage(list_team(ask.bench, ask.person), why.reason if why else "", link)
    return ask.page("team", page, status=422 if why else 200)
