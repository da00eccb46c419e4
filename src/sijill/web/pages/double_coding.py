"""
Double coding: what a person has to code, one document, how well coders agree, what is split.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Form, Query
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from sijill.errors import SettingsError
from sijill.flow.workbench.coding_review import Splits, list_splits, settle_split
from sijill.flow.workbench.double_coding import (
    AgreementShown,
    CodingSheet,
    CodingTasks,
    list_coding_tasks,
    save_coding,
    show_agreement,
    show_coding_sheet,
)
from sijill.model.role import Right
from sijill.model.vocabulary import load_terms
from sijill.web.asking import Ask
from sijill.web.refusals import say_refusal
from sijill.web.repeating import Sent
from sijill.web.routes import Routes

routes = Routes()
Start = Annotated[int, Query(ge=0, le=2**31)]
ANSWER = "answer:"


@dataclass(frozen=True, slots=True)
class CodingPage:
    """
    What the page of coding shows.

    Attributes:
        tasks: What the person codes.
        agreement: How well coders agree.
    """

    tasks: CodingTasks
    agreement: AgreementShown


@dataclass(frozen=True, slots=True)
class SheetPage:
    """
    What the page of one document shows.

    Attributes:
        sheet: The document and its questions.
        violence: The terms to choose from.
        given: What was just sent and not taken, by the question's name.
        refused: Why it was not taken.
    """

    sheet: CodingSheet
    violence: tuple[str, ...]
    given: dict[str, str]
    refused: str = ""

    def value(self, key: str) -> str:
        """Return what stands in a question's field."""
        return self.given.get(key, self.sheet.mine.get(key, ""))


@routes.page("/coding", right=Right.DECIDE)
def coding(ask: Ask, start: Start = 0) -> HTMLResponse:
    """Show what a person codes, and how well coders agree."""
    tasks = list_coding_tasks(ask.bench, ask.person, start=start)
    return ask.page("coding", CodingPage(tasks, show_agreement(ask.bench, ask.person)))


@routes.page("/coding/splits", right=Right.SIGN)
def splits(ask: Ask, start: Start = 0) -> HTMLResponse:
    """Show where coders differ."""
    page: Splits = list_splits(ask.bench, ask.person, start=start)
    return ask.page("splits", page)


@routes.form("/coding/splits", right=Right.SIGN)
def take_settlement(
    ask: Ask,
    split: Annotated[str, Form(max_length=200)],
    value: Annotated[str, Form(max_length=200)] = "",
    why: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """Decide where two coders differ."""
    settle_split(ask.bench, ask.person, split, value, why=why)
    return RedirectResponse("/coding/splits", 303)


@routes.page("/coding/{id}", right=Right.DECIDE)
def sheet(ask: Ask, id: str) -> HTMLResponse:
    """Show one document to code."""
    return _sheet(ask, id, {})


@routes.form("/coding/{id}", right=Right.DECIDE)
def take_coding(ask: Ask, id: str, sent: Sent) -> Response:
    """Take a coder's answers."""
    told = dict(sent)
    answers = {k.removeprefix(ANSWER): v for k, v in sent if k.startswith(ANSWER)}
    try:
        more = _number(told.get("missed", "0"))
        save_coding(ask.bench, ask.person, id, answers, missed=more, etag=told.get("etag"))
    except SettingsError as why:
        return _sheet(ask, id, answers, refused=say_refusal(why, ask.words) or str(why))
    return RedirectResponse("/coding", 303)


def _number(given: str) -> int:
    if not given.isdecimal() or len(given) > 4:
        raise SettingsError(
            "the number of further claims is a whole number.", phrase="missed_number"
        )
    return int(given)


def _sheet(ask: Ask, id: str, given: dict[str, str], *, refused: str = "") -> HTMLResponse:
    found = show_coding_sheet(ask.bench, ask.person, id)
    page = SheetPage(found, tuple(load_terms("violence")), given, refused)
    return ask.page("coding_sheet", page, status=422 if refused else 200)
