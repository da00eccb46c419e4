"""
What the moving map asks for.
"""

from __future__ import annotations

from typing import Any

from sijill.flow.workbench.addresses import read_filter
from sijill.flow.workbench.sighting import see_spots
from sijill.model.filters import IncidentFilter
from sijill.model.role import Right
from sijill.web.asking import Ask
from sijill.web.pages.overview_making import address_of, title_of
from sijill.web.routes import Routes
from sijill.web.views import Addresses, read_frame

routes = Routes()


@routes.read("/overview/spots", right=Right.READ, partly=True)
def list_spots(ask: Ask, zoom: int = 2, frame: str | None = None) -> dict[str, Any]:
    """
    Return what stands on the map of a view: cells of incidents, and areas as wide as the doubt.

    Args:
        ask: The request; the parts of the filter are its other parameters.
        zoom: Of the map; 0 shows the world in 512 pixels.
        frame: West, south, east, north of what the map shows, in degrees.
    """
    asked = dict(ask.request.query_params)
    there = Addresses(asked)
    box = read_frame(frame) if frame else None
    view = read_filter(IncidentFilter, asked)
    found = see_spots(ask.bench, ask.person, view, zoom=zoom, frame=box)
    spots = [
        {
            "latitude": spot.latitude, "longitude": spot.longitude, "n": spot.n, "km": spot.km,
            "box": spot.box, "incident": spot.incident, "title": title_of(spot, ask.words),
            "address": address_of(spot, there),
        }
        for spot in found
    ]  # fmt: skip
    return {"spots": spots}
