"""
Interviews: the list of those a person may see, and the form by which one is entered.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated

from fastapi import Form, Query
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from sijill.errors import SettingsError
from sijill.flow.typed_days import read_one_day, read_typed_day
from sijill.flow.workbench.interviewing import (
    Interviews,
    Told,
    add_interview,
    list_interviews,
)
from sijill.model.claim import HARM_KINDS
from sijill.model.role import Right, Role
from sijill.model.vocabulary import load_terms
from sijill.web.asking import Ask
from sijill.web.refusals import say_refusal
from sijill.web.routes import Routes

routes = Routes()
Start = Annotated[int, Query(ge=0, le=2**31)]
Short = Annotated[str, Form(max_length=200)]


@dataclass(frozen=True, slots=True)
class InterviewPage:
    """
    What the page of interviews shows.

    Attributes:
        interviews: Those that the person may see.
        violence: The terms of violence.
        harms: The kinds of harm.
        given: What was just sent and not taken, by the field's name.
        refused: Why it was not taken.
    """

    interviews: Interviews
    violence: tuple[str, ...]
    harms: tuple[str, ...]
    given: dict[str, str]
    refused: str = ""


@routes.page("/interviews", right=Right.READ_PRIVATE)
def interviews(ask: Ask, start: Start = 0) -> HTMLResponse:
    """Show the interviews and the form."""
    return _page(ask, {}, start=start)


@routes.form("/interviews", right=Right.DECIDE)
def take_interview(
    ask: Ask,
    code: Short,
    text: Annotated[str, Form(max_length=400_000)],
    held_on: Short,
    words: Annotated[str, Form(max_length=20_000)],
    violence: Short,
    role: Annotated[Role, Form()],
    day: Short = "",
    place: Short = "",
    harm: Short = "",
    low: Short = "",
    high: Short = "",
    language: Short = "en",
    why: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """Seal a note and enter its claim."""
    sent = {
        "code": code, "text": text, "held_on": held_on, "words": words, "violence": violence,
        "role": role.value, "day": day, "place": place, "harm": harm, "low": low, "high": high,
        "language": language, "why": why,
    }  # fmt: skip
    try:
        told = Told(
            code, text, _held(held_on), words, violence, why=why, language=language, role=role
        )
        when = read_typed_day(day) if day.strip() else None
        told = replace(
            told, when=when, place=place.strip(), harm=harm,
            low=_number(low), high=_number(high),
        )  # fmt: skip
        add_interview(ask.bench, ask.person, told)
    except SettingsError as refused:
        return _page(ask, sent, refused=say_refusal(refused, ask.words) or str(refused))
    return RedirectResponse("/interviews", 303)


def _page(
    ask: Ask, given: dict[str, str], *, refused: str = "", start: int = 0
) -> HTMLResponse:
    found = list_interviews(ask.bench, ask.person, start=start)
    page = InterviewPage(found, tuple(load_terms("violence")), HARM_KINDS, given, refused)
    return ask.page("interviews", page, status=422 if refused else 200)


def _held(given: str) -> date:
    if not given.strip():
        raise SettingsError("say on which day the interview was held.", phrase="held_on")
    return date.fromisoformat(read_one_day(given))


def _number(given: str) -> int | None:
    if not given.strip():
        return None
    if not given.isdecimal() or len(given) > 7:
        raise SettingsError(
            "how many is a whole number of persons, such as 3.", phrase="whole_number"
        )
    return int(given)
