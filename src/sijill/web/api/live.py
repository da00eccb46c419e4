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

from sijill.flow.workbench.live import count_decisions, list_decided
from sijill.model.form import to_json
from sijill.model.role import Right
from sijill.web.asking import Ask, Asking
from sijill.web.routes import Routes

routes = Routes()
_EVERY_S = 1.0
_LONGEST_S = 60  # then the browser asks again, with a session that is checked again


@routes.read("/live", right=Right.READ)
async def live(
    ask: Ask, after: Annotated[int | None, Query(ge=0, le=2**31)] = None, once: bool = False
) -> StreamingResponse:
    """Tell of each decision as it comes; *after* counts those that are known already."""
    if after is None:
        after = await run_in_threadpool(count_decisions, ask.bench, ask.person)
    stream = _tell(ask, after, rounds=1 if once else _LONGEST_S)
    return StreamingResponse(
        stream, media_type="text/event-stream", headers={"Cache-Control": "no-store"}
    )


async def _tell(ask: Asking, after: int, *, rounds: int) -> AsyncIterator[str]:
    yield f"retry: 2000\nevent: open\ndata: {after}\n\n"
    for n in range(rounds):
        if n:
            await asyncio.sleep(_EVERY_S)
        if await ask.request.is_disconnected():
            return
        for event in await run_in_threadpool(list_decided, ask.bench, ask.person, after):
            after = event.number
            yield f"id: {after}\nevent: decided\ndata: {json.dumps(to_json(event))}\n\n"
