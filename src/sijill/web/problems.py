"""
What goes wrong, as a page or as a problem of the API (RFC 9457): one sentence, never a trace.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from sqlalchemy.exc import OperationalError
from starlette.exceptions import HTTPException

from sijill.errors import (
    AccountRefused,
    Change,
    FieldWithheld,
    KeyUsed,
    MatchNeeded,
    ModelError,
    NotAllowed,
    NotSignedIn,
    NotThere,
    RecordBusy,
    RecordError,
    ReleaseError,
    SettingsError,
    SignInRefused,
    SignRefused,
    SijillError,
    StaleDecision,
    WriteUnderWay,
    WriteUnfinished,
)
from sijill.model.form import to_json
from sijill.web.asking import Asking, words_of
from sijill.web.changes import say_change
from sijill.web.gate import bench_of
from sijill.web.refusals import say_misfit, say_refusal
from sijill.web.routes import API
from sijill.web.templates import navigation
from sijill.web.words import Words

_KINDS: tuple[tuple[type[SijillError], int, str], ...] = (
    (NotSignedIn, 401, "not_signed_in"),
    (NotAllowed, 403, "not_allowed"),
    (FieldWithheld, 403, "withheld"),
    (NotThere, 404, "not_found"),
    (StaleDecision, 412, "stale"),
    (MatchNeeded, 428, "match_needed"),
    (WriteUnderWay, 409, "under_way"),
    (WriteUnfinished, 409, "unfinished"),
    (KeyUsed, 422, "key_used"),
    (RecordBusy, 503, "busy"),
    (RecordError, 409, "wrong"),
    (ReleaseError, 409, "wrong"),
    (SignInRefused, 422, "wrong"),
    (SignRefused, 422, "wrong"),
    (AccountRefused, 422, "wrong"),
    (SettingsError, 422, "wrong"),
    (ModelError, 422, "wrong"),
    (SijillError, 500, "broken"),
)
# What may be sent again, and after how many seconds.
_WAIT_S = {"under_way": 1, "busy": 5, "away": 10}
_SAID = ("wrong", "withheld")  # what a page says in a sentence of its own
_STATUS = {
    401: "not_signed_in",
    403: "not_allowed",
    404: "not_found",
    405: "not_found",
    413: "too_large",
    503: "away",
}
_LISTS = ("incidents", "documents", "claims", "search")
_log = logging.getLogger("sijill.web")


@dataclass(frozen=True, slots=True)
class Problem:
    """
    What a page of a problem shows.

    Attributes:
        kind: Key of its heading and of what to do next.
        sentence: What is wrong with what was sent; empty where the page says it.
        is_english: Whether it is the record's own sentence, which there is in English alone.
        lists: Keys and addresses of the lists to look in.
        changes: What was done since the person looked, newest first.
    """

    kind: str
    sentence: str = ""
    is_english: bool = False
    lists: tuple[tuple[str, str], ...] = ()
    changes: tuple[Change, ...] = ()


def answer_problems(app: FastAPI) -> None:
    """Have *app* answer every error with a page or a problem."""
    app.add_exception_handler(SijillError, _ours)
    app.add_exception_handler(HTTPException, _of_http)
    app.add_exception_handler(RequestValidationError, _of_form)
    app.add_exception_handler(OperationalError, _of_database)
    app.add_exception_handler(500, _of_a_bug)


def _ours(request: Request, why: Exception) -> Response:
    status, kind = next((s, k) for error, s, k in _KINDS if isinstance(why, error))
    if isinstance(why, NotSignedIn) and not _is_api(request):
        return RedirectResponse("/sign-in", 303)
    if status == 500:
        _log.error("%s %s: %s", request.method, request.url.path, type(why).__name__)
    changes = why.changes if isinstance(why, StaleDecision) else None
    told = say_refusal(why, words_of(request)) if kind in _SAID else ""
    return _answer(request, status, kind, told or str(why), changes, is_english=not told)


def _of_http(request: Request, why: Exception) -> Response:
    assert isinstance(why, HTTPException)
    return _answer(request, why.status_code, _STATUS.get(why.status_code, "wrong"), "")


def _of_form(request: Request, why: Exception) -> Response:
    assert isinstance(why, RequestValidationError)
    return _answer(request, 422, "wrong", say_misfit(why.errors()[0], words_of(request)))


def _of_database(request: Request, why: Exception) -> Response:
    """Answer that the database is away; the log says at which address it was missed."""
    _log.error("%s %s: %s", request.method, request.url.path, type(why).__name__)
    return _answer(request, 503, "away", "")


def _of_a_bug(request: Request, why: Exception) -> Response:
    _log.error("%s %s: %s", request.method, request.url.path, type(why).__name__)
    return _answer(request, 500, "broken", "")


def _is_api(request: Request) -> bool:
    return request.url.path.startswith(API + "/")


def answer_bare(request: Request, status: int, kind: str) -> Response:
    """
    Return the answer to a request that no handler saw, as a page or a problem.

    Args:
        request: The request.
        status: The status.
        kind: Key of its heading.
    """
    return _answer(request, status, kind, "")


def _answer(
    request: Request,
    status: int,
    kind: str,
    sentence: str,
    changes: tuple[Change, ...] | None = None,
    *,
    is_english: bool = False,
) -> Response:
    words = words_of(request)
    if _is_api(request):
        body: dict[str, Any] = {
            "status": status,
            "title": words.say(f"shell.error.{kind}"),
            "kind": kind,
            "detail": _detail(sentence, kind, words),
        }
        if changes is not None:
            body["changes"] = [
                to_json(one) | {"said": say_change(one, words)} for one in changes
            ]
        made: Response = JSONResponse(body, status, media_type="application/problem+json")
    else:
        told = sentence if kind in _SAID else ""
        shown = Problem(kind, told, is_english, changes=changes or ())
        made = _show(request, status, shown, words)
    if kind in _WAIT_S:
        made.headers["Retry-After"] = str(_WAIT_S[kind])
    return made


def _detail(sentence: str, kind: str, words: Words) -> str:
    """Return what is wrong; where nothing says so in the reader's language, what to do next."""
    if sentence and (words.language == "en" or kind in _SAID):
        return sentence
    return words.say(f"shell.then.{kind}")


def _show(request: Request, status: int, problem: Problem, words: Words) -> Response:
    if not hasattr(request.state, "person"):
        request.state.person = None
    asking = Asking(request, bench_of(request), words)
    if request.state.person is not None and problem.kind == "not_found":
        open_ = navigation(request.state.person)
        problem = replace(problem, lists=tuple(one for one in open_ if one[0] in _LISTS))
    return asking.page("problem", problem, status=status)
