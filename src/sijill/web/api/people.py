"""
The API of victims, of double coding and of interviews.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from fastapi import Body, Query

from sijill.flow.workbench.coding_review import list_splits, settle_split
from sijill.flow.workbench.double_coding import (
    list_coding_tasks,
    save_coding,
    show_agreement,
    show_coding_sheet,
)
from sijill.flow.workbench.interviewing import Told, add_interview, list_interviews
from sijill.flow.workbench.judging_people import judge_pair
from sijill.flow.workbench.separating import preview_separation, separate
from sijill.flow.workbench.victims import list_pairs, list_victims, show_victim
from sijill.model import DateRange
from sijill.model.form import to_json
from sijill.model.role import Right, Role
from sijill.web.asking import Ask
from sijill.web.repeating import Match, need_match
from sijill.web.routes import Routes

routes = Routes()
Json = dict[str, Any]
Start = Annotated[int, Query(ge=0, le=2**31)]
Short = Annotated[str, Body(embed=True, max_length=200)]
Why = Annotated[str, Body(embed=True, max_length=2000)]
Number = Annotated[int | None, Body(embed=True, ge=0, le=9_999_999)]
Verdict = Literal["same", "not_same", "unsure"]


@routes.read("/victims", right=Right.READ_PRIVATE)
def read_victims(
    ask: Ask, query: Annotated[str, Query(max_length=80)] = "", start: Start = 0
) -> Json:
    """Return the people whom lists and claims name."""
    return dict(to_json(list_victims(ask.bench, ask.person, query=query, start=start)))


@routes.read("/victims/pairs", right=Right.READ_PRIVATE)
def read_pairs(ask: Ask, start: Start = 0) -> Json:
    """Return the pairs that wait for somebody to judge."""
    return dict(to_json(list_pairs(ask.bench, ask.person, start=start)))


@routes.write("/victims/pairs", right=Right.DECIDE)
def write_judgement(
    ask: Ask,
    left: Short,
    right: Short,
    verdict: Annotated[Verdict, Body(embed=True)],
    why: Why = "",
) -> Json:
    """Judge whether two rows or names are one person."""
    return dict(to_json(judge_pair(ask.bench, ask.person, left, right, verdict, why=why)))


@routes.read("/victims/{id}", right=Right.READ_PRIVATE)
def read_victim(ask: Ask, id: str) -> Json:
    """Return one person, and who says what."""
    return dict(to_json(show_victim(ask.bench, ask.person, id)))


@routes.read("/victims/{id}/without/{row}", right=Right.DECIDE)
def read_separation(ask: Ask, id: str, row: str) -> Json:
    """Return what it changes that a row or name is not the person."""
    return dict(to_json(preview_separation(ask.bench, ask.person, id, row)))


@routes.write("/victims/{id}/without/{row}", right=Right.DECIDE)
def write_separation(ask: Ask, id: str, row: str, why: Why = "", match: Match = None) -> Json:
    """Decide that a row or name is not the person; `POST /withdrawals` takes it back."""
    answer = separate(ask.bench, ask.person, id, row, why=why, etag=need_match(match))
    return dict(to_json(answer))


@routes.read("/coding", right=Right.DECIDE)
def read_tasks(ask: Ask, start: Start = 0) -> Json:
    """Return what a person codes."""
    return dict(to_json(list_coding_tasks(ask.bench, ask.person, start=start)))


@routes.read("/coding/agreement", right=Right.DECIDE)
def read_agreement(ask: Ask) -> Json:
    """Return how well coders agree, by week and field."""
    return dict(to_json(show_agreement(ask.bench, ask.person)))


@routes.read("/coding/splits", right=Right.SIGN)
def read_splits(ask: Ask, start: Start = 0) -> Json:
    """Return where coders differ."""
    return dict(to_json(list_splits(ask.bench, ask.person, start=start)))


@routes.write("/coding/splits", right=Right.SIGN)
def write_settlement(ask: Ask, split: Short, value: Short = "", why: Why = "") -> Json:
    """Decide where two coders differ."""
    return dict(to_json(settle_split(ask.bench, ask.person, split, value, why=why)))


@routes.read("/coding/{id}", right=Right.DECIDE)
def read_sheet(ask: Ask, id: str) -> Json:
    """Return a document to code; the other's answers only when both are done."""
    return dict(to_json(show_coding_sheet(ask.bench, ask.person, id)))


@routes.write("/coding/{id}", right=Right.DECIDE)
def write_coding(
    ask: Ask,
    id: str,
    answers: Annotated[dict[str, str | None], Body(embed=True)],
    missed: Annotated[int, Body(embed=True, ge=0, le=9999)] = 0,
    match: Match = None,
) -> Json:
    """Take a coder's answers about a document."""
    etag = need_match(match)
    made = save_coding(ask.bench, ask.person, id, answers, missed=missed, etag=etag)
    return dict(to_json(made))


@routes.read("/interviews", right=Right.READ_PRIVATE)
def read_interviews(ask: Ask, start: Start = 0) -> Json:
    """Return the interviews that a person may see."""
    return dict(to_json(list_interviews(ask.bench, ask.person, start=start)))


@routes.write("/interviews", right=Right.DECIDE)
def write_interview(
    ask: Ask,
    code: Short,
    text: Annotated[str, Body(embed=True, max_length=400_000)],
    held_on: Annotated[date, Body(embed=True)],
    words: Annotated[str, Body(embed=True, max_length=20_000)],
    violence: Short,
    role: Annotated[Role, Body(embed=True)],
    day: Annotated[date | None, Body(embed=True)] = None,
    place: Short = "",
    harm: Short = "",
    low: Number = None,
    high: Number = None,
    language: Short = "en",
    why: Why = "",
) -> Json:
    """Seal a note and enter its claim."""
    when = DateRange(None, day, day, "day") if day else None
    told = Told(
        code, text, held_on, words, violence, when, place, harm, low, high, why, language, role
    )
    return dict(to_json(add_interview(ask.bench, ask.person, told)))
