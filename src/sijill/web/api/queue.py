"""
The API of the queue: what comes next, who looks at it, and the views that people keep.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Body, Query

from sijill.flow.workbench.addresses import read_filter
from sijill.flow.workbench.assigning import assign
from sijill.flow.workbench.queueing import PAGE, drop_view, list_queue, save_view
from sijill.model.filters import QueueFilter
from sijill.model.form import to_json
from sijill.model.role import Right
from sijill.web.asking import Ask
from sijill.web.repeating import Match, need_match
from sijill.web.routes import Routes

routes = Routes()
Json = dict[str, Any]
Text = Annotated[str, Body(embed=True, max_length=300)]
Maybe = Annotated[str | None, Body(embed=True, max_length=80)]


@routes.read("/queue", right=Right.READ)
def read_queue(
    ask: Ask,
    cursor: Annotated[str | None, Query(max_length=400)] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = PAGE,
) -> Json:
    """Return what to look at next; its order is the queue's own."""
    chosen = read_filter(QueueFilter, ask.request.query_params)
    page = list_queue(ask.bench, ask.person, chosen, cursor=cursor, limit=limit)
    return dict(to_json(page))


@routes.write("/queue/assignments", right=Right.DECIDE)
def write_assignment(ask: Ask, item: Text, to: Maybe = None, match: Match = None) -> Json:
    """
    Say who looks at something: an account, ``me``, or nobody.

    It rests on who did before: ``If-Match`` names that account, or ``nobody``.
    """
    made = assign(ask.bench, ask.person, item, to=to, was=need_match(match))
    return {"item": item, "account_id": made.account_id if made else None}


@routes.write("/queue/views", right=Right.DECIDE)
def write_view(
    ask: Ask,
    name: Text,
    chosen: Annotated[dict[str, str], Body(embed=True)],
    shared: Annotated[bool, Body(embed=True)] = False,
) -> Json:
    """Keep a view of the queue."""
    kept = save_view(
        ask.bench, ask.person, name, read_filter(QueueFilter, chosen), shared=shared
    )
    return dict(to_json(kept))


@routes.write("/queue/views/{view_id}/drop", right=Right.DECIDE)
def write_view_drop(ask: Ask, view_id: str) -> Json:
    """Drop one of the own views."""
    drop_view(ask.bench, ask.person, view_id)
    return {"id": view_id}
