"""
The API of accounts: the own one with its tokens, the team, and the audit log.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Body, Depends
from fastapi.responses import StreamingResponse

from sijill.flow.team.accounts import change_role, end_account, list_team
from sijill.flow.team.auditing import AuditFilter, export_audit, list_audit
from sijill.flow.team.invitations import invite, withdraw_invitation
from sijill.flow.team.ownaccount import end_session, show_own
from sijill.flow.team.secrecy import form_without_secrets
from sijill.flow.team.tokens import end_token, make_token
from sijill.model.role import Right, Role
from sijill.web.asking import Ask
from sijill.web.pages.account import need_team
from sijill.web.pages.signingin import cookie_of
from sijill.web.pages.team import Before, ask_audit
from sijill.web.routes import Routes

routes = Routes()
Text = Annotated[str, Body(embed=True, max_length=80)]
Json = dict[str, Any]


@routes.read("/account", right=Right.READ, partly=True)
def read_account(ask: Ask) -> Json:
    """Return the own account, its sessions and its tokens."""
    need_team(ask)
    return form_without_secrets(show_own(ask.bench, ask.person, cookie_of(ask)))


@routes.write("/account/tokens", right=Right.READ, partly=True)
def write_token(
    ask: Ask,
    name: Text,
    rights: Annotated[list[Right], Body(embed=True)],
    days: Annotated[int, Body(embed=True, ge=1, le=3660)] = 30,
) -> Json:
    """Make a token; its words are in the answer, this once."""
    need_team(ask)
    made = make_token(ask.bench, ask.person, name, rights, days=days)
    return {**form_without_secrets(made.token), "secret": made.secret}


@routes.write("/account/tokens/{token_id}/end", right=Right.READ, partly=True)
def write_token_end(ask: Ask, token_id: str) -> Json:
    """End one of the own tokens."""
    end_token(ask.bench, ask.person, token_id)
    return {"id": token_id}


@routes.write("/account/sessions/{session_id}/end", right=Right.READ, partly=True)
def write_session_end(ask: Ask, session_id: str) -> Json:
    """End one of the own sessions."""
    end_session(ask.bench, ask.person, session_id)
    return {"id": session_id}


@routes.read("/team", right=Right.ADMINISTER)
def read_team(ask: Ask) -> Json:
    """Return who is in the team and who is invited."""
    return form_without_secrets(list_team(ask.bench, ask.person))


@routes.write("/team/invitations", right=Right.ADMINISTER)
def write_invitation(ask: Ask, role: Annotated[Role, Body(embed=True)]) -> Json:
    """Make an invitation; what opens it is in the answer, this once."""
    need_team(ask)
    made = invite(ask.bench, ask.person, role)
    return {**form_without_secrets(made.invitation), "path": f"/invitation/{made.secret}"}


@routes.write("/team/invitations/{invitation_id}/withdraw", right=Right.ADMINISTER)
def write_invitation_back(ask: Ask, invitation_id: str) -> Json:
    """Take an invitation back."""
    withdraw_invitation(ask.bench, ask.person, invitation_id)
    return {"id": invitation_id}


@routes.write("/team/{account_id}/role", right=Right.ADMINISTER)
def write_role(ask: Ask, account_id: str, role: Annotated[Role, Body(embed=True)]) -> Json:
    """Give an account another role."""
    return form_without_secrets(change_role(ask.bench, ask.person, account_id, role))


@routes.write("/team/{account_id}/end", right=Right.ADMINISTER)
def write_account_end(ask: Ask, account_id: str) -> Json:
    """End an account with its sessions and tokens."""
    end_account(ask.bench, ask.person, account_id)
    return {"id": account_id}


@routes.read("/audit", right=Right.ADMINISTER)
def read_audit(
    ask: Ask, chosen: Annotated[AuditFilter, Depends(ask_audit)], before: Before = None
) -> Json:
    """Return a page of the audit log, newest first."""
    found = list_audit(ask.bench, ask.person, chosen, before=before)
    lines = [{**form_without_secrets(one.entry), "name": one.name} for one in found.lines]
    return {"lines": lines, "next": found.next}


@routes.read("/audit/export", right=Right.ADMINISTER)
def read_whole_audit(ask: Ask) -> StreamingResponse:
    """Return the whole audit log as JSON Lines, oldest first, with its digests."""
    return StreamingResponse(
        export_audit(ask.bench, ask.person),
        media_type="application/jsonl",
        headers={
            "Content-Disposition": 'attachment; filename="audit.jsonl"',
            "Cache-Control": "no-store",
        },
    )
