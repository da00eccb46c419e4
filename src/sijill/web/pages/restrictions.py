"""
Restrictions: what is kept from whom, keeping something, and letting everybody see it again.

A record is kept for a role and those above it; a field of all records is withheld from roles
and people.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated
from urllib.parse import quote

from fastapi import Form, Query
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from sijill.errors import NotThere, SettingsError
from sijill.flow.team.accounts import Member, list_team
from sijill.flow.team.restricting import (
    KINDS,
    lift_restriction,
    list_restrictions,
    restrict,
)
from sijill.flow.team.withholding import ROLES, lift_withholding, list_withholdings, withhold
from sijill.model.role import Right, Role
from sijill.model.withheld import FieldName
from sijill.model.working import Restriction, Withholding
from sijill.web.asking import Ask, Asking
from sijill.web.refusals import say_refusal
from sijill.web.routes import Routes

routes = Routes()
_PAGES = {
    "document": "/documents/", "claim": "/claims/", "incident": "/incidents/",
    "victim": "/victims/",
}  # fmt: skip
Short = Annotated[str, Form(max_length=100)]
Why = Annotated[str, Form(max_length=2000)]
Chosen = Annotated[list[str] | None, Form()]


@dataclass(frozen=True, slots=True)
class Kept:
    """
    One thing that is restricted.

    Attributes:
        kind: One of `KINDS`.
        item: Its id.
        address: Its page.
        role: The lowest role that may see it.
        people: Names of those whom it is kept from whatever their role.
        by: The name of who said so.
        at: When.
        why: The reason.
    """

    kind: str
    item: str
    address: str
    role: str
    people: tuple[str, ...]
    by: str
    at: str
    why: str


@dataclass(frozen=True, slots=True)
class KeptField:
    """
    One field that is withheld.

    Attributes:
        field: A value of `FieldName`.
        roles: The roles that it is kept from.
        people: Names of those whom it is kept from whatever their role.
        by: The name of who said so.
        at: When.
        why: The reason.
    """

    field: str
    roles: tuple[str, ...]
    people: tuple[str, ...]
    by: str
    at: str
    why: str


@dataclass(frozen=True, slots=True)
class FieldForm:
    """
    The form by which a field is withheld.

    Attributes:
        fields: What can be withheld.
        roles: From which roles.
        members: From which people: all but administrators.
        field: What was chosen.
        chosen: Roles and ids of people that were chosen.
        why: The reason as it was typed.
        refused: Why it was not taken; empty: nothing was sent.
    """

    fields: tuple[str, ...]
    roles: tuple[str, ...]
    members: tuple[Member, ...]
    field: str = ""
    chosen: tuple[str, ...] = ()
    why: str = ""
    refused: str = ""


@dataclass(frozen=True, slots=True)
class RestrictionsPage:
    """
    What the page of restrictions shows.

    Attributes:
        kept: What is restricted.
        kinds: What can be.
        roles: Every role, the least first.
        members: Whom something can be kept from.
        kind: What was asked for.
        item: Its id as it was typed.
        why: The reason as it was typed.
        is_unknown: Whether nothing has that id.
        fields: The fields that are withheld.
        form: The form by which one is.
    """

    kept: tuple[Kept, ...]
    kinds: tuple[str, ...]
    roles: tuple[str, ...]
    members: tuple[Member, ...]
    kind: str
    item: str
    why: str = ""
    is_unknown: bool = False
    fields: tuple[KeptField, ...] = ()
    form: FieldForm = FieldForm((), (), ())


@routes.page("/restrictions", right=Right.ADMINISTER)
def show_restrictions(
    ask: Ask,
    kind: Annotated[str, Query(max_length=20)] = "",
    item: Annotated[str, Query(max_length=100)] = "",
) -> HTMLResponse:
    """Show what is kept from whom; an address may name what is to be."""
    return _page(ask, kind, item)


@routes.form("/restrictions", right=Right.ADMINISTER)
def take_restriction(
    ask: Ask,
    kind: Short = "",
    item: Short = "",
    role: Annotated[Role, Form()] = Role.VIEWER,
    people: Chosen = None,
    why: Why = "",
) -> Response:
    """Keep something for a role and those above it, and from some people."""
    try:
        restrict(
            ask.bench, ask.person, kind, item.strip(), role, why=why, accounts=people or ()
        )
    except NotThere:
        return _page(ask, kind, item, why=why, is_unknown=True)
    return RedirectResponse("/restrictions", 303)


@routes.form("/restrictions/lift", right=Right.ADMINISTER)
def take_lift(ask: Ask, kind: Short = "", item: Short = "") -> Response:
    """Let everybody see something again."""
    lift_restriction(ask.bench, ask.person, kind, item)
    return RedirectResponse("/restrictions", 303)


@routes.form("/restrictions/fields", right=Right.ADMINISTER)
def take_withholding(
    ask: Ask,
    field: Annotated[FieldName, Form()],
    roles: Chosen = None,
    people: Chosen = None,
    why: Why = "",
) -> Response:
    """Withhold a field of every record from some roles and people."""
    chosen = tuple(role for role in ROLES if role in (roles or ()))
    try:
        withhold(ask.bench, ask.person, field, roles=chosen, accounts=people or (), why=why)
    except SettingsError as refused:
        said = say_refusal(refused, ask.words)
        marked = (*chosen, *(people or ()))
        return _page(ask, "", "", typed=FieldForm((), (), (), field, marked, why, said))
    return RedirectResponse("/restrictions", 303)


@routes.form("/restrictions/fields/lift", right=Right.ADMINISTER)
def take_field_lift(ask: Ask, field: Annotated[FieldName, Form()]) -> Response:
    """Let everybody see a field again."""
    lift_withholding(ask.bench, ask.person, field)
    return RedirectResponse("/restrictions", 303)


def _page(
    ask: Asking,
    kind: str,
    item: str,
    *,
    why: str = "",
    is_unknown: bool = False,
    typed: FieldForm | None = None,
) -> HTMLResponse:
    team = list_team(ask.bench, ask.person)
    names = {one.id: one.name for one in team.members}
    found = list_restrictions(ask.bench, ask.person).items
    members = tuple(one for one in team.members if one.ended_at is None)
    form = replace(
        typed or FieldForm((), (), ()),
        fields=tuple(FieldName),
        roles=ROLES,
        members=tuple(one for one in members if one.role != Role.ADMINISTRATOR),
    )
    page = RestrictionsPage(
        tuple(_kept(one, names) for one in found),
        KINDS,
        team.roles,
        members,
        kind if kind in KINDS else KINDS[0],
        item,
        why,
        is_unknown,
        tuple(_kept_field(one, names) for one in list_withholdings(ask.bench, ask.person)),
        form,
    )
    return ask.page("restrictions", page, status=422 if is_unknown or typed else 200)


def _kept_field(one: Withholding, names: dict[str, str]) -> KeptField:
    people = tuple(names.get(id_, id_) for id_ in one.accounts)
    by = names.get(one.by, one.by)
    return KeptField(one.field, one.roles, people, by, one.at, one.why)


def _kept(one: Restriction, names: dict[str, str]) -> Kept:
    people = tuple(names.get(id_, id_) for id_ in one.accounts)
    address = _PAGES[one.kind] + quote(one.item, safe="")
    by = names.get(one.by, one.by)
    return Kept(one.kind, one.item, address, one.role, people, by, one.at, one.why)
