"""
The overview's page out of what a view holds: in words and addresses of one language.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sijill.flow.workbench.chartdrawing import ChartDrawing, draw_chart
from sijill.flow.workbench.mapdrawing import Mark, draw_map
from sijill.flow.workbench.sighting import Sight
from sijill.flow.workbench.spotting import Spot
from sijill.model.filters import Box
from sijill.model.rows import IncidentRow
from sijill.web.pages.listing_making import likely_of, people_of
from sijill.web.pages.overview_context import (
    Facet,
    Figure,
    Harmed,
    Library,
    OverviewPage,
    ShownColumn,
    ShownIncident,
    ShownMark,
    ViewForm,
    ViewLink,
)
from sijill.web.routes import API
from sijill.web.templates import asset, has_asset
from sijill.web.views import Addresses
from sijill.web.words import Words, set_apart

FACETS = ("violence", "country", "admin1", "grade", "state")
CELLS = API + "/overview/spots"
EXPORT = API + "/export/incidents"
_FORMS = ("csv", "geojson", "jsonl")
_BASEMAP = "vendor/countries.geojson"
_LIBRARY = ("vendor/maplibre-gl.mjs", "vendor/maplibre-gl-worker.mjs", "vendor/maplibre-gl.css")
_MODULES = ("/static/js/map.js", "/static/js/mapstyle.js", "/static/js/brush.js")
_TINY = 0.0005  # degrees around a place that is one, so that a box holds it
_BADGES = {"confirmed": "good", "contested": "doubt", "signed": "good", "decided": "accent"}


def make_page(
    title: str,
    sight: Sight,
    there: Addresses,
    frame: Box | None,
    words: Words,
    *,
    zoom: int = 1,
    is_later: bool = False,
) -> OverviewPage:
    """
    Return the overview's page.

    Args:
        title: Name of the record.
        sight: What the view holds.
        there: Its address.
        frame: West, south, east, north of its map; ``None``: it has none.
        words: The phrases.
        zoom: The zoom that its spots are counted for.
        is_later: Whether its lines are not the first ones.
    """
    drawing = draw_map(sight.spots, frame)
    chart = draw_chart(sight.unit, sight.periods)
    form = ("first", "last", "words")
    return OverviewPage(
        title=title,
        n=sight.n,
        figures=tuple(_figures(sight, there, words)),
        chosen=tuple(_chosen(there, words)),
        clear="/",
        drawing=drawing,
        marks=tuple(_mark(mark, there, words) for mark in drawing.marks) if drawing else (),
        cells=there.view(CELLS),
        frame=",".join(f"{end:.4f}" for end in drawing.frame) if drawing else "",
        zoom=zoom,
        locale=words.locale_tag,
        basemap=asset(_BASEMAP) if has_asset(_BASEMAP) else "",
        library=_library(),
        unplaced=_left_out(there, words, "where", sight.unplaced),
        by_frame=there.view(box=None, where=None),
        chart=chart,
        columns=tuple(_columns(chart, there, words)),
        ticks=tuple((x, words.tick(day, sight.unit)) for x, day in chart.ticks)
        if chart
        else (),
        undated=_left_out(there, words, "when", sight.undated),
        chart_notes=(words.say("overview.spread", n=sight.spread),) if sight.spread else (),
        by_days=there.view(first=None, last=None, when=None),
        facets=tuple(_facets(sight, there, words)),
        kept=tuple((name, value) for name, value in there.asked.items() if name not in form),
        form=ViewForm(*(there.asked.get(name, "") for name in form)),
        rows=tuple(_row(row, words) for row in sight.rows),
        first_page=there.view() if is_later else None,
        next_page=there.view(cursor=sight.next) if sight.next else None,
        exports=tuple(
            ViewLink(kind.upper(), there.view(f"{EXPORT}/{kind}")) for kind in _FORMS
        ),
    )


def title_of(spot: Spot, words: Words) -> str:
    """Return what stands at a spot, and how closely its place is known."""
    if spot.km is None:
        return words.say("overview.in_cell", n=spot.n)
    known = words.place_name(spot.name, spot.country) if spot.name else ""
    name = set_apart(known or words.say("overview.this_area"))
    return words.say("overview.in_area", n=spot.n, name=name, km=max(1, round(spot.km)))


def address_of(spot: Spot, there: Addresses) -> str:
    """Return the incident's page, or the view of the incidents of a spot."""
    if spot.incident is not None:
        return f"/incidents/{spot.incident}"
    west, south, east, north = spot.box
    return there.box((west - _TINY, south - _TINY, east + _TINY, north + _TINY))


def _mark(mark: Mark, there: Addresses, words: Words) -> ShownMark:
    kind = "cell" if not mark.is_area else "small" if mark.is_enlarged else "area"
    return ShownMark(mark, kind, title_of(mark.spot, words), address_of(mark.spot, there))


def _figures(sight: Sight, there: Addresses, words: Words) -> Iterator[Figure]:
    yield Figure(words.say("overview.incidents"), words.number(sight.n), "#table-title")
    killed = words.range(*sight.killed) if sight.n > sight.killed_unknown else ""
    if killed:
        address = there.view(killed_least="0")
        yield Figure(words.say("overview.killed"), killed, address)


def _library() -> Library | None:
    if not all(has_asset(name) for name in (*_LIBRARY, _BASEMAP)):
        return None
    code, worker, style = (asset(name) for name in _LIBRARY)
    return Library(code, worker, style, (code, *_MODULES))


def _chosen(there: Addresses, words: Words) -> Iterator[ViewLink]:
    """Yield what narrows the view, each with the address of the view without it."""
    asked = dict(there.asked)
    if "first" in asked or "last" in asked:
        ends = (date.fromisoformat(asked[n]) if n in asked else None for n in ("first", "last"))
        yield ViewLink(words.when(*ends), there.view(first=None, last=None))
        asked = {name: text for name, text in asked.items() if name not in ("first", "last")}
    for name, text in asked.items():
        yield ViewLink(_chosen_label(name, text, words), there.view(**{name: None}))


def _chosen_label(name: str, text: str, words: Words) -> str:
    if name in FACETS:
        return _value(name, text, words)
    if name in ("when", "where") and text == "unknown":
        return words.say("overview.unknown." + name)
    if name == "killed_least":
        return words.say("overview.killed_least", low=text)
    return words.say("overview.box") if name == "box" else text


def _left_out(there: Addresses, words: Words, name: str, n: int) -> ViewLink | None:
    if not n:
        return None
    others = {"when": ("first", "last"), "where": ("box",)}[name]
    address = there.view(**{name: "unknown"}, **dict.fromkeys(others))
    return ViewLink(words.say("overview.left_out." + name, n=n), address)


def _columns(
    chart: ChartDrawing | None, there: Addresses, words: Words
) -> Iterator[ShownColumn]:
    if chart is None:
        return
    for shape in chart.columns:
        period = shape.period
        label = words.period(period.first, chart.unit)
        title = words.say("overview.in_period", n=period.n, period=label)
        ends = {"first": period.first.isoformat(), "last": period.last.isoformat()}
        yield ShownColumn(shape, label, title, there.view(when=None, **ends))


def _facets(sight: Sight, there: Addresses, words: Words) -> Iterator[Facet]:
    for name in FACETS:
        chosen = there.asked.get(name)
        links = tuple(
            ViewLink(
                _value(name, value, words),
                there.view(**{name: None if chosen == value else value}),
                n,
                chosen == value,
            )
            for value, n in sight.facets.get(name, ())
        )
        if len(links) > 1 or chosen:
            yield Facet(words.say("overview.facet." + name), links)


def _value(name: str, value: str, words: Words) -> str:
    if name == "country":
        return words.country(value)
    return words.area_name(value) if name == "admin1" else words.term(name, value)


def _row(row: IncidentRow, words: Words) -> ShownIncident:
    coded = (("grade", row.grade), ("state", row.state))
    return ShownIncident(
        address=f"/incidents/{row.id}",
        when=words.when(row.when.earliest, row.when.latest),
        where=words.where(row.where),
        what=words.term("violence", row.violence),
        harmed=tuple(_harmed(kind, row, words) for kind in ("killed", "injured")),
        origins=words.number(row.origins),
        badges=tuple(
            (words.term(name, value), _BADGES.get(value, ""))
            for name, value in coded
            if value and value != "open"
        ),
    )


def _harmed(kind: str, row: IncidentRow, words: Words) -> Harmed:
    text = people_of(row.harms.get(kind), words)
    return Harmed(words.say("overview." + kind), text, likely_of(row, kind, text, words))
