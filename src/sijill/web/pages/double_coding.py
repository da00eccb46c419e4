"""
Double coding: what a person has to code, one document, how well coders agree, what is split.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Form, Query
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from sijill.errors import SettingsError
from sijill.flow.workbench.coding_review import Split, Splits, list_splits, settle_split
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
# Sent for an answer that is none of those offered, and for that the text does not say: an empty
# field of a form is as if it were not there.
ANOTHER, NOT_SAID = "other:", "none:"


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


@dataclass(frozen=True, slots=True)
class SplitsPage:
    """
    What the page of what waits for a third person shows.

    Attributes:
        splits: What waits.
        violence: The terms to choose from.
        coder: Name that a coder of a document would have who may not decide; ``None``: on a
            workbench for one person, who may.
        refused: Why what was just sent was not taken.
        another: What is sent for an answer that is none of those offered.
        not_said: What is sent for that the text does not say.
    """

    splits: Splits
    violence: tuple[str, ...]
    coder: str | None
    refused: str = ""
    another: str = ANOTHER
    not_said: str = NOT_SAID

    def may_settle(self, split: Split) -> bool:
        """Say whether the person may decide it."""
        return self.coder not in split.coders

    def offered(self, split: Split) -> list[tuple[str | int | None, list[str], bool]]:
        """Return each answer that was given, who gives it, and whether the machine does."""
        found = dict.fromkeys((*split.answers, split.machine))
        said = list(zip(split.answers, split.coders, strict=True))
        return [
            (value, [name for answer, name in said if answer == value], value == split.machine)
            for value in found
        ]


@routes.page("/coding", right=Right.DECIDE)
def coding(ask: Ask, start: Start = 0) -> HTMLResponse:
    """Show what a person codes, and how well coders agree."""
    tasks = list_coding_tasks(ask.bench, ask.person, start=start)
    return ask.page("coding", CodingPage(tasks, show_agreement(ask.bench, ask.person)))


@routes.page("/coding/splits", right=Right.SIGN)
def splits(ask: Ask, start: Start = 0) -> HTMLResponse:
    """Show where coders differ."""
    return _splits(ask, start=start)


@routes.form("/coding/splits", right=Right.SIGN)
def take_settlement(
    ask: Ask,
    split: Annotated[str, Form(max_length=200)],
    value: Annotated[str, Form(max_length=200)] = "",
    other: Annotated[str, Form(max_length=200)] = "",
    why: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """Decide where two coders differ; that the text does not say is an answer to choose."""
    try:
        right = _right(value, other.strip())
        settle_split(ask.bench, ask.person, split, right, why=why)
    except SettingsError as refused:
        return _splits(ask, refused=say_refusal(refused, ask.words) or str(refused))
    return RedirectResponse("/coding/splits", 303)


def _right(chosen: str, other: str) -> str:
    if other and chosen != ANOTHER:
        raise SettingsError("two answers were given; send one.", phrase="two_answers")
    answer = other if chosen == ANOTHER else chosen
    if not answer:
        raise SettingsError("choose the right answer.", phrase="no_right_answer")
    return "" if answer == NOT_SAID else answer


def _splits(ask: Ask, *, start: int = 0, refused: str = "") -> HTMLResponse:
    found = list_splits(ask.bench, ask.person, start=start)
    coder = ask.person.name if ask.bench.mode == "team" else None
    page = SplitsPage(found, tuple(load_terms("violence")), coder, refused)
    return ask.page("splits", page, status=422 if refused else 200)


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
