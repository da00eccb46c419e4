"""
The API of lists: a page of each kind by filter, sort and cursor; the same as a file.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Query
from fastapi.responses import StreamingResponse

from sijill.errors import NotThere
from sijill.flow.clock import now_utc
from sijill.flow.workbench.addresses import read_filter
from sijill.flow.workbench.exporting import FORMS, export_view
from sijill.flow.workbench.listing import MOST, PAGE, Turn
from sijill.flow.workbench.searching import search
from sijill.model.form import to_json
from sijill.model.role import Right
from sijill.model.withheld import tell
from sijill.web.asking import Ask, Asking
from sijill.web.pages.lists import KINDS
from sijill.web.routes import Routes

routes = Routes()
Json = dict[str, Any]
Sort = Annotated[str, Query(max_length=40)]
Cursor = Annotated[str | None, Query(max_length=200)]
Limit = Annotated[int, Query(ge=1, le=MOST)]


@routes.read("/incidents", right=Right.READ, partly=True)
def read_incidents(
    ask: Ask, sort: Sort = "newest", cursor: Cursor = None, limit: Limit = PAGE
) -> Json:
    """Return a page of the incidents that pass a filter, given by its parts' names."""
    return _page(ask, "incidents", Turn(sort, cursor, limit))


@routes.read("/claims", right=Right.READ, partly=True)
def read_claims(
    ask: Ask, sort: Sort = "newest", cursor: Cursor = None, limit: Limit = PAGE
) -> Json:
    """Return a page of the claims that pass a filter."""
    return _page(ask, "claims", Turn(sort, cursor, limit))


@routes.read("/documents", right=Right.READ, partly=True)
def read_documents(
    ask: Ask, sort: Sort = "newest", cursor: Cursor = None, limit: Limit = PAGE
) -> Json:
    """Return a page of the documents that pass a filter."""
    return _page(ask, "documents", Turn(sort, cursor, limit))


@routes.read("/summaries", right=Right.READ, partly=True)
def read_summaries(
    ask: Ask, sort: Sort = "newest", cursor: Cursor = None, limit: Limit = PAGE
) -> Json:
    """Return a page of the summaries that pass a filter."""
    return _page(ask, "summaries", Turn(sort, cursor, limit))


@routes.read("/search", right=Right.READ)
def read_search(ask: Ask, words: Annotated[str, Query(max_length=200)]) -> Json:
    """Return the newest incidents, documents and claims that have some words."""
    found: Json = to_json(search(ask.bench, ask.person, words))
    return found


@routes.read("/export/{kind}/{form}", right=Right.READ, partly=True)
def read_export(ask: Ask, kind: str, form: str, sort: Sort = "newest") -> StreamingResponse:
    """Return a view as a file: CSV, JSON Lines, or GeoJSON of incidents."""
    if kind not in KINDS or form not in FORMS:
        raise NotThere("export", f"{kind}.{form}")
    chosen: Any = read_filter(KINDS[kind][1], ask.request.query_params)
    lines = export_view(ask.bench, ask.person, kind, form, chosen, sort=sort)
    name = f"sijill-{kind}-{now_utc()[:10]}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(lines, media_type=FORMS[form], headers=headers)


def _page(ask: Asking, kind: str, turn: Turn) -> Json:
    _, filter_, list_ = KINDS[kind]
    chosen: Any = read_filter(filter_, ask.request.query_params)
    page: Json = tell(list_(ask.bench, ask.person, chosen, turn))
    return page
