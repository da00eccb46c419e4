"""
Victims: the list, one person, and the pairs that may be one person.
"""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import Form, Query
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from sijill.errors import NotThere
from sijill.flow.workbench.heirs import find_heir
from sijill.flow.workbench.judging_people import judge_pair, withdraw_judgements
from sijill.flow.workbench.separating import preview_separation, separate
from sijill.flow.workbench.victims import list_pairs, list_victims, show_victim
from sijill.model.role import Right
from sijill.web.asking import Ask
from sijill.web.routes import Routes

routes = Routes()
Start = Annotated[int, Query(ge=0, le=2**31)]
Words = Annotated[str, Query(max_length=80)]
Id = Annotated[str, Form(max_length=200)]


@routes.page("/victims", right=Right.READ_PRIVATE)
def victims(ask: Ask, query: Words = "", start: Start = 0) -> HTMLResponse:
    """Show the people whom lists and claims name."""
    return ask.page("victims", list_victims(ask.bench, ask.person, query=query, start=start))


@routes.page("/victims/pairs", right=Right.READ_PRIVATE)
def pairs(ask: Ask, start: Start = 0) -> HTMLResponse:
    """Show the pairs that wait for somebody to judge."""
    return ask.page("pairs", list_pairs(ask.bench, ask.person, start=start))


@routes.form("/victims/pairs", right=Right.DECIDE)
def take_judgement(
    ask: Ask,
    left: Id,
    right: Id,
    verdict: Annotated[str, Form(max_length=20)],
    why: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """Judge a pair, and show those that are left."""
    judge_pair(ask.bench, ask.person, left, right, verdict, why=why)
    return RedirectResponse("/victims/pairs", 303)


@routes.form("/victims/judgements/withdraw", right=Right.DECIDE)
def take_back(
    ask: Ask, decision: Annotated[list[Id], Form(max_length=1000)], victim: Id = ""
) -> Response:
    """Take judgements of one act back, and show the person, or the pairs that wait."""
    withdraw_judgements(ask.bench, ask.person, decision)
    return RedirectResponse(f"/victims/{quote(victim, safe='') or 'pairs'}", 303)


@routes.page("/victims/{id}/without/{row}", right=Right.DECIDE)
def separation(ask: Ask, id: str, row: str) -> HTMLResponse:
    """Show what it changes that a row or name is not the person."""
    return ask.page("separation", preview_separation(ask.bench, ask.person, id, row))


@routes.form("/victims/{id}/without/{row}", right=Right.DECIDE)
def take_separation(
    ask: Ask,
    id: str,
    row: str,
    etag: Annotated[str, Form(max_length=200)],
    why: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """Decide that a row or name is not the person, and show who the person is now."""
    separate(ask.bench, ask.person, id, row, why=why, etag=etag)
    return RedirectResponse(f"/victims/{quote(id, safe='')}", 303)


@routes.page("/victims/{id}", right=Right.READ_PRIVATE)
def victim(ask: Ask, id: str) -> Response:
    """Show one person, and who says what; who is one with another is led there."""
    try:
        page = show_victim(ask.bench, ask.person, id)
    except NotThere:
        return RedirectResponse(
            f"/victims/{find_heir(ask.bench, ask.person, 'victim', id)}", 303
        )
    answer: HTMLResponse = ask.page("victim", page)
    return answer
