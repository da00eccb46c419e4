"""
The API of signatures, releases and restrictions.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Body

from sijill.errors import MatchNeeded
from sijill.flow.team.restricting import lift_restriction, list_restrictions, restrict
from sijill.flow.team.withholding import lift_withholding, list_withholdings, withhold
from sijill.flow.workbench.releasing import list_releases, make_release
from sijill.flow.workbench.signing import (
    Signing,
    show_signing,
    sign_incident,
    sign_release,
    withdraw_signature,
)
from sijill.model.form import canonical_line, to_json
from sijill.model.ids import digest_words
from sijill.model.role import Right, Role
from sijill.model.withheld import FieldName
from sijill.web.asking import Ask
from sijill.web.repeating import Match, Tagged, need_match
from sijill.web.routes import Routes

routes = Routes()
Why = Annotated[str, Body(embed=True, min_length=1, max_length=2000)]
Short = Annotated[str, Body(embed=True, min_length=1, max_length=100)]
Json = dict[str, Any]


def _need_seen(match: str | None) -> str:
    """Return what a person saw who signs; nobody signs whatever there is."""
    seen = need_match(match)
    if seen is None:
        raise MatchNeeded
    return seen


def _tag(found: Signing) -> str:
    return f"{found.seen}-{digest_words(canonical_line(found))[:16]}"


@routes.read("/incidents/{incident_id}/signing", right=Right.READ)
def read_signing(ask: Ask, incident_id: str) -> Tagged:
    """Return how an incident stands with signatures; its etag begins with the state."""
    found = show_signing(ask.bench, ask.person, incident_id)
    return Tagged(to_json(found), _tag(found))


@routes.write("/incidents/{incident_id}/sign", right=Right.SIGN)
def write_sign_off(ask: Ask, incident_id: str, why: Why, match: Match = None) -> Json:
    """Sign an incident as it stands: ``If-Match`` is the state that was looked at."""
    seen = _need_seen(match)
    made = sign_incident(ask.bench, ask.person, incident_id, seen=seen, why=why)
    form: Json = to_json(made)
    return form


@routes.write("/signatures/{sign_off_id}/withdraw", right=Right.SIGN)
def write_unsign(ask: Ask, sign_off_id: str, why: Why) -> Json:
    """Take a signature back."""
    form: Json = to_json(withdraw_signature(ask.bench, ask.person, sign_off_id, why=why))
    return form


@routes.read("/releases", right=Right.SIGN)
def read_releases(ask: Ask) -> Tagged:
    """Return what was released, and how what would be released now stands."""
    found = list_releases(ask.bench, ask.person)
    return Tagged(to_json(found), _tag(found.signing) + str(len(found.versions)))


@routes.write("/releases/sign", right=Right.SIGN)
def write_release_sign_off(ask: Ask, why: Why, match: Match = None) -> Json:
    """Sign all that a release would hold: ``If-Match`` is the state that was looked at."""
    seen = _need_seen(match)
    form: Json = to_json(sign_release(ask.bench, ask.person, seen=seen, why=why))
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
    """Return what is kept for a role and those above it, and the fields that are withheld."""
    fields = to_json(list_withholdings(ask.bench, ask.person))
    return {**to_json(list_restrictions(ask.bench, ask.person)), "fields": fields}


@routes.write("/restrictions", right=Right.ADMINISTER)
def write_restriction(
    ask: Ask,
    kind: Short,
    item: Short,
    role: Annotated[Role, Body(embed=True)],
    why: Why,
    accounts: Annotated[list[str] | None, Body(embed=True, max_length=200)] = None,
) -> Json:
    """
    Keep a document, a claim, an incident or a victim for a role and those above it.

    Some accounts may be named that it is kept from whatever their role.
    """
    made = restrict(ask.bench, ask.person, kind, item, role, why=why, accounts=accounts or ())
    form: Json = to_json(made)
    return form


@routes.write("/restrictions/lift", right=Right.ADMINISTER)
def write_lift(ask: Ask, kind: Short, item: Short) -> Json:
    """Let everybody see something again."""
    lift_restriction(ask.bench, ask.person, kind, item)
    return {"kind": kind, "item": item}


@routes.write("/restrictions/fields", right=Right.ADMINISTER)
def write_withholding(
    ask: Ask,
    field: Annotated[FieldName, Body(embed=True)],
    why: Why,
    roles: Annotated[list[Role] | None, Body(embed=True, max_length=10)] = None,
    accounts: Annotated[list[str] | None, Body(embed=True, max_length=200)] = None,
) -> Json:
    """
    Withhold a field of every record from some roles and accounts, and from no others.

    Who lacks a field is given no words of a source either, and can read alone.
    """
    made = withhold(
        ask.bench, ask.person, field, roles=roles or (), accounts=accounts or (), why=why
    )
    form: Json = to_json(made)
    return form


@routes.write("/restrictions/fields/lift", right=Right.ADMINISTER)
def write_field_lift(ask: Ask, field: Annotated[FieldName, Body(embed=True)]) -> Json:
    """Let everybody see a field again."""
    lift_withholding(ask.bench, ask.person, field)
    return {"field": field.value}
