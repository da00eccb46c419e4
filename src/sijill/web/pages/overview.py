"""
The overview: map, time chart and table of one view of the record, each filtering the others.
"""

from __future__ import annotations

from dataclasses import replace

from fastapi.responses import HTMLResponse

from sijill.flow.workbench.addresses import read_filter
from sijill.flow.workbench.listing import Turn
from sijill.flow.workbench.mapdrawing import frame_of, zoom_of
from sijill.flow.workbench.sighting import see, see_spots
from sijill.flow.workbench.spotting import Spot
from sijill.model.filters import IncidentFilter
from sijill.model.role import Right
from sijill.web.asking import Ask
from sijill.web.pages.overview_making import make_page
from sijill.web.routes import Routes
from sijill.web.views import Addresses

routes = Routes()
_WORLD = 1  # the zoom at which a map shows all there is
_MOST_MARKS = 120  # of the drawn map; the moving one asks for its own


@routes.page("/", right=Right.READ, partly=True)
def overview(ask: Ask, cursor: str | None = None) -> HTMLResponse:
    """Show a view of the record."""
    asked = dict(ask.request.query_params)
    view = read_filter(IncidentFilter, asked)
    turn = Turn(cursor=cursor)
    sight = see(ask.bench, ask.person, view, zoom=_WORLD, turn=turn)
    frame = view.box or frame_of(sight.spots)
    zoom = _WORLD
    if frame is not None:  # the whole is known by now, and how near the map can go
        zoom, spots = _few_spots(ask, view, zoom_of(frame))
        sight = replace(sight, spots=spots)
        frame = view.box or frame_of(spots)  # with the areas of what stood in a cell
    title = ask.bench.layout.folder.resolve().name
    there = Addresses(asked)
    page = make_page(title, sight, there, frame, ask.words, zoom=zoom, is_later=bool(cursor))
    return ask.page("overview", page)


def _few_spots(ask: Ask, view: IncidentFilter, zoom: int) -> tuple[int, tuple[Spot, ...]]:
    """Return what stands on the map, in cells so large that few are drawn, and their zoom."""
    for nearer in range(zoom, -1, -1):
        spots = see_spots(ask.bench, ask.person, view, zoom=nearer, frame=None)
        if len(spots) <= _MOST_MARKS:
            break
    return nearer, spots
