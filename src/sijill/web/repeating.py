"""
What every answer of the API has in common: an etag, and that a write is done once.

A read whose etag the reader has already is answered without a body. A write that comes with an
``Idempotency-Key`` and is sent again, since its answer was lost on the way, is answered as it
was the first time.
"""

from __future__ import annotations

import hashlib
import inspect
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Annotated, Any, TypeVar, get_type_hints

from fastapi import Header
from fastapi.responses import JSONResponse, Response

from sijill.errors import MatchNeeded, StoreError
from sijill.flow.team.answering import Kept, begin_write, forget_write, keep_answer
from sijill.model.form import to_json

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
        bench, person = ask.bench, ask.person
        kept = begin_write(bench, person, key_of_write, _digest(asked))
        if kept is not None:
            headers = {"Idempotent-Replayed": "true", "Cache-Control": "no-store"}
            return Response(kept.body, kept.status, headers, "application/json")
        made = None
        try:
            made = _respond(handler(**asked))
        finally:
            if made is None:  # it was refused: nothing was done
                forget_write(bench, person, key_of_write)
        try:
            body = bytes(made.body).decode()
            keep_answer(bench, person, key_of_write, Kept(made.status_code, body))
        except StoreError:  # it is done, and that is the answer
            _log.error("the answer to a write could not be kept")
        return made

    hints = get_type_hints(handler, include_extras=True)
    signature = inspect.signature(handler)
    known = [
        one.replace(annotation=hints.get(one.name, one.annotation))
        for one in signature.parameters.values()
    ]
    more = inspect.Parameter(
        "key_of_write", inspect.Parameter.KEYWORD_ONLY, default=None, annotation=Key
    )
    answer.__signature__ = signature.replace(parameters=[*known, more])  # type: ignore[attr-defined]
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


def _digest(asked: dict[str, Any]) -> str:
    request = asked["ask"].request
    named = {name: to_json(value) for name, value in asked.items() if name not in _ASKED}
    said = json.dumps(named, sort_keys=True, default=str)
    return hashlib.sha256(f"{request.method} {request.url.path} {said}".encode()).hexdigest()
