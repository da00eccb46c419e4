"""
What was decided while a page is open, as server-sent events.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Query
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse

from sijill.errors import FieldWithheld, NotAllowed, NotSignedIn
from sijill.flow.team import has_ended
from sijill.flow.workbench.live import Event, count_decisions, list_decided
from sijill.model.form import to_json
from sijill.model.role import Right
from sijill.web.asking import Ask, Asking
from sijill.web.ending import is_ending
from sijill.web.gate import require
from sijill.web.routes import Routes
from sijill.web.security.cookies import COOKIE

routes = Routes()
_EVERY_S = 1.0
_LONGEST_S = 60  # then the browser asks again
_ask_again = require(Right.READ, by_hand=False)


@routes.read("/live", right=Right.READ, by_hand=False)
async def live(
    ask: Ask, after: Annotated[int | None, Query(ge=0, le=2**31)] = None, once: bool = False
) -> StreamingResponse:
    """
    Tell of each decision as it comes; *after* counts those that are known already.

    An open page listens by itself: this keeps no session open, and ends with it.
    """
    if after is None:
        after = await run_in_threadpool(count_decisions, ask.bench, ask.person)
    stream = _tell(ask, after, rounds=1 if once else _LONGEST_S)
    return StreamingResponse(
        stream, media_type="text/event-stream", headers={"Cache-Control": "no-store"}
    )


async def _tell(ask: Asking, after: int, *, rounds: int) -> AsyncIterator[str]:
    yield f"retry: 2000\nevent: open\ndata: {after}\n\n"
    cookie, ends = ask.request.cookies.get(COOKIE), ""
    for n in range(rounds):
        if n:
            await asyncio.sleep(_EVERY_S)
        if is_ending() or await ask.request.is_disconnected():
            return
        over, ends = await run_in_threadpool(_has_ended, ask, cookie, ends)
        if over:
            return
        try:
            events = await run_in_threadpool(_look, ask, after)
        except (NotSignedIn, NotAllowed, FieldWithheld):
            return  # the browser asks again, and is refused with a sentence
        for event in events:
            after = event.number
            yield f"id: {after}\nevent: decided\ndata: {json.dumps(to_json(event))}\n\n"


def _has_ended(ask: Asking, cookie: str | None, ends: str) -> tuple[bool, str]:
    with ask.bench.one_moment():
        return has_ended(ask.bench, cookie, ends)


def _look(ask: Asking, after: int) -> tuple[Event, ...]:
    """Return what was decided since, as far as who looks on may know it at this moment."""
    with ask.bench.one_moment():
        if not list_decided(ask.bench, ask.person, after):
            return ()
    with ask.bench.one_moment():
        _ask_again(ask.request)  # since the stream began, less may be theirs to see
        return list_decided(ask.bench, ask.person, after)
