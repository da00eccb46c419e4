"""
The API of signatures, releases and restrictions.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Body

from sijill.flow.team.restricting import lift_restriction, list_restrictions, restrict
from sijill.flow.workbench.releasing import list_releases, make_release
from sijill.flow.workbench.signing import (
    show_signing,
    sign_incident,
    sign_release,
    withdraw_signature,
)
from sijill.model.form import to_json
from sijill.model.role import Right, Role
from sijill.web.asking import Ask
from sijill.web.routes import Routes

routes = Routes()
State = Annotated[str, Body(embed=True, pattern="^[0-9a-f]{64}$")]
Why = Annotated[str, Body(embed=True, min_length=1, max_length=2000)]
Short = Annotated[str, Body(embed=True, min_length=1, max_length=100)]
Json = dict[str, Any]


@routes.read("/incidents/{incident_id}/signing", right=Right.READ)
def read_signing(ask: Ask, incident_id: str) -> Json:
    """Return how an incident stands with signatures."""
    form: Json = to_json(show_signing(ask.bench, ask.person, incident_id))
    return form


@routes.write("/incidents/{incident_id}/sign", right=Right.SIGN)
def write_sign_off(ask: Ask, incident_id: str, state: State, why: Why) -> Json:
    """Sign an incident as it stands."""
    made = sign_incident(ask.bench, ask.person, incident_id, state=state, why=why)
    form: Json = to_json(made)
    return form


@routes.write("/signatures/{sign_off_id}/withdraw", right=Right.SIGN)
def write_unsign(ask: Ask, sign_off_id: str, why: Why) -> Json:
    """Take a signature back."""
    form: Json = to_json(withdraw_signature(ask.bench, ask.person, sign_off_id, why=why))
    return form


@routes.read("/releases", right=Right.SIGN)
def read_releases(ask: Ask) -> Json:
    """Return what was released, and how what would be released now stands."""
    form: Json = to_json(list_releases(ask.bench, ask.person))
    return form


@routes.write("/releases/sign", right=Right.SIGN)
def write_release_sign_off(ask: Ask, state: State, why: Why) -> Json:
    """Sign all that a release would hold now."""
    form: Json = to_json(sign_release(ask.bench, ask.person, state=state, why=why))
    return form


@routes.write("/releases", right=Right.PUBLISH)
def write_release(
    ask: Ask, title: Annotated[str | None, Body(embed=True, max_length=200)] = None
) -> Json:
    """Make a release; in a team, of what another person has signed."""
    report = make_release(ask.bench, ask.person, title=title)
    return {"version": report.release.version, "withheld": dict(report.withheld)}


@routes.read("/restrictions", right=Right.ADMINISTER)
def read_restrictions(ask: Ask) -> Json:
    """Return what is kept for a role and those above it."""
    form: Json = to_json(list_restrictions(ask.bench, ask.person))
    return form


@routes.write("/restrictions", right=Right.ADMINISTER)
def write_restriction(
    ask: Ask, kind: Short, item: Short, role: Annotated[Role, Body(embed=True)], why: Why
) -> Json:
    """Keep a document, a claim, an incident or a victim for a role and those above it."""
    form: Json = to_json(restrict(ask.bench, ask.person, kind, item, role, why=why))
    return form


@routes.write("/restrictions/lift", right=Right.ADMINISTER)
def write_lift(ask: Ask, kind: Short, item: Short) -> Json:
    """Let everybody see something again."""
    lift_restriction(ask.bench, ask.person, kind, item)
    return {"kind": kind, "item": item}
