"""
What every answer of the API has in common: an etag, and that a write is done once.

A read whose etag the reader has already is answered without a body. A write that comes with an
``Idempotency-Key`` and is sent again, since its answer was lost on the way, is answered as it
was the first time; so is a plain form of a page, whose key was drawn with it.
"""

from __future__ import annotations

import hashlib
import hmac
import inspect
import json
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Annotated, Any, TypeVar, get_type_hints

from fastapi import Depends, Header, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from sijill.errors import MatchNeeded, StoreError, WriteUnderWay
from sijill.flow.team.answering import Kept, begin_write, forget_write, keep_answer
from sijill.model.form import to_json
from sijill.model.person import Person
from sijill.model.role import Role

H = TypeVar("H", bound=Callable[..., Any])
Match = Annotated[
    str | None,
    Header(
        alias="If-Match",
        max_length=200,
        description="The etag of what the decision is about, as it was seen; `*`: whatever it "
        "is now.",
    ),
]
Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=200,
        description="Made anew for each write, and the same when it is sent again: the write "
        "is done once, and each time answered alike, for a day.",
    ),
]
_ASKED = ("ask", "response")
KEY_FIELD = "once"  # the field of a plain form that holds its key
_MOST_FIELDS = 5000
_PATIENCE_S, _PAUSE_S = 20, 0.1  # how long the second of two clicks waits for the first
_INVITED = Person("invited", "", Role.VIEWER)  # whoever has the link of an invitation
_log = logging.getLogger("sijill.web")


@dataclass(frozen=True, slots=True)
class Tagged:
    """
    An answer whose etag is not among its fields.

    Attributes:
        body: The answer.
        etag: Its etag.
    """

    body: Any
    etag: str


def need_match(match: str | None) -> str | None:
    """
    Return the etag that a write rests on; ``None``: whatever there is now.

    Raises:
        MatchNeeded: If the write says neither.

    Examples:
        >>> need_match('"3-ab"'), need_match('W/"3-ab"'), need_match("*")
        ('3-ab', '3-ab', None)
    """
    if match is None:
        raise MatchNeeded
    return None if match.strip() == "*" else match.strip().removeprefix("W/").strip('"')


def read_tagged(handler: H) -> H:
    """Return a read that answers with an etag, and with nothing but it to who has it."""
    if inspect.iscoroutinefunction(handler):
        return handler

    @wraps(handler)
    def answer(**asked: Any) -> Response:
        found = handler(**asked)
        if isinstance(found, Response):
            return found
        made = _respond(found)
        known = asked["ask"].request.headers.get("if-none-match", "")
        tags = {one.strip().removeprefix("W/") for one in known.split(",")}
        if made.headers["ETag"] in tags or "*" in tags:
            return Response(status_code=304, headers=_headers(made.headers["ETag"]))
        return made

    return answer  # type: ignore[return-value]


def write_once(handler: H) -> H:
    """Return a write that is done once for each key, however often it is sent."""

    @wraps(handler)
    def answer(*, key_of_write: str | None = None, **asked: Any) -> Response:
        if key_of_write is None:
            return _respond(handler(**asked))
        ask = asked["ask"]
        kept = begin_write(ask.bench, ask.person, key_of_write, _digest(asked, key_of_write))
        if kept is not None:
            headers = {"Idempotent-Replayed": "true", "Cache-Control": "no-store"}
            return Response(kept.body, kept.status, headers, "application/json")
        return _do_once(ask, ask.person, key_of_write, lambda: _respond(handler(**asked)))

    return _ask_also(answer, handler, "key_of_write", Key, default=None)


async def _read_sent(request: Request) -> tuple[tuple[str, str], ...]:
    form = await request.form(max_fields=_MOST_FIELDS, max_files=0)
    return tuple((name, str(value)) for name, value in form.multi_items())


Sent = Annotated[tuple[tuple[str, str], ...], Depends(_read_sent)]


def take_once(handler: H) -> H:
    """
    Return what a plain form does, done once for each time that the form was drawn.

    Who sends the same form with the same words again (two clicks, back and resend) gets the
    first answer; with other words it is another write. Of the forms of somebody who is not
    signed in, that of an invitation alone is done so. What renews or ends a session is kept
    nowhere: the one that it came with is over.
    """

    @wraps(handler)
    def answer(*, sent_form: Sent, **asked: Any) -> Response:
        ask = asked["ask"]
        drawn = dict(sent_form).get(KEY_FIELD)
        person = ask.request.state.person or (_INVITED if "secret" in asked else None)
        if person is None or not drawn:
            return handler(**asked)  # type: ignore[no-any-return]
        said = json.dumps([ask.request.url.path, sent_form])
        key = hmac.new(drawn.encode(), said.encode(), hashlib.sha256).hexdigest()
        kept = _begin_patiently(ask, person, key)
        if kept is not None:
            return _show_again(kept)
        return _do_once(ask, person, key, lambda: handler(**asked))

    return _ask_also(answer, handler, "sent_form", Sent)


def _begin_patiently(ask: Any, person: Person, key: str) -> Kept | None:
    """Begin a form's write, or wait for the first of two clicks and return its answer."""
    until = time.monotonic() + _PATIENCE_S
    while True:
        try:
            return begin_write(ask.bench, person, key, "")
        except WriteUnderWay:
            if time.monotonic() > until:
                raise
            time.sleep(_PAUSE_S)


def _show_again(kept: Kept) -> Response:
    headers = {"Idempotent-Replayed": "true", "Cache-Control": "no-store"}
    if 300 <= kept.status < 400:
        return RedirectResponse(kept.body, kept.status, headers)
    return HTMLResponse(kept.body, kept.status, headers)


def _do_once(ask: Any, person: Person, key: str, do: Callable[[], Response]) -> Response:
    """Do what a key stands for, and keep its answer; a refusal did nothing, and frees it."""
    bench, made = ask.bench, None
    try:
        made = do()
    finally:
        if made is None or made.status_code >= 400 or "set-cookie" in made.headers:
            forget_write(bench, person, key)
    if made.status_code >= 400 or "set-cookie" in made.headers:
        return made
    try:
        body = made.headers.get("location") or bytes(made.body).decode()
        keep_answer(bench, person, key, Kept(made.status_code, body))
    except StoreError:  # it is done, and that is the answer
        _log.error("the answer to a write could not be kept")
    return made


def _ask_also(
    answer: Callable[..., Response], handler: H, name: str, kind: Any, **more: Any
) -> H:
    """Return *answer* as one that asks for what *handler* does, and for one thing more."""
    hints = get_type_hints(handler, include_extras=True)
    signature = inspect.signature(handler)
    known = [
        one.replace(annotation=hints.get(one.name, one.annotation))
        for one in signature.parameters.values()
    ]
    also = inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=kind, **more)
    answer.__signature__ = signature.replace(parameters=[*known, also])  # type: ignore[attr-defined]
    return answer  # type: ignore[return-value]


def _respond(found: Any) -> JSONResponse:
    body = found.body if isinstance(found, Tagged) else found
    made = JSONResponse(body)
    etag = found.etag if isinstance(found, Tagged) else ""
    if not etag and isinstance(body, dict):
        etag = str(body.get("etag") or "")
    etag = etag or hashlib.sha256(made.body).hexdigest()[:32]
    made.headers.update(_headers(f'"{etag}"'))
    return made


def _headers(etag: str) -> dict[str, str]:
    """Return what lets a browser keep an answer, but never use it without asking."""
    return {"ETag": etag, "Cache-Control": "private, no-cache"}


def _digest(asked: dict[str, Any], key: str) -> str:
    """Return what stands for a write; by its key, so that nobody finds out what was sent."""
    request = asked["ask"].request
    named = {name: to_json(value) for name, value in asked.items() if name not in _ASKED}
    said = json.dumps(named, sort_keys=True, default=str)
    said = f"{request.method} {request.url.path} {said}"
    return hmac.new(key.encode(), said.encode(), hashlib.sha256).hexdigest()
