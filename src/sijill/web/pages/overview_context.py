"""
What the overview's template shows.
"""

from __future__ import annotations

from dataclasses import dataclass

from sijill.flow.workbench.chartdrawing import ChartDrawing, Column
from sijill.flow.workbench.mapdrawing import MapDrawing, Mark


@dataclass(frozen=True, slots=True)
class ViewLink:
    """
    A view that can be gone to.

    Attributes:
        label: What it is called.
        address: Its address.
        n: How many incidents it holds; ``None``: not said.
        is_chosen: Whether it is a part of the view that is shown.
    """

    label: str
    address: str
    n: int | None = None
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """
    A number with what it counts.

    Attributes:
        label: What it counts.
        text: The number in words.
        address: What it stands on.
    """

    label: str
    text: str
    address: str | None


@dataclass(frozen=True, slots=True)
class Facet:
    """
    The values of one thing that views are chosen by.

    Attributes:
        label: What it is called.
        links: Its values, the fullest first.
    """

    label: str
    links: tuple[ViewLink, ...]


@dataclass(frozen=True, slots=True)
class ShownMark:
    """
    A mark of the drawn map.

    Attributes:
        shape: Where and how large.
        kind: ``cell``, ``area``, or ``small``: an area too small to be seen as one.
        title: What stands there.
        address: The incident, or the view of the incidents there.
    """

    shape: Mark
    kind: str
    title: str
    address: str

    @property
    def at(self) -> str:
        """Latitude, longitude, how many, and the radius in km, where all lie within one."""
        spot = self.shape.spot
        km = "-" if spot.km is None else spot.km
        return f"{spot.latitude} {spot.longitude} {spot.n} {km}"


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """
    A column of the time chart.

    Attributes:
        shape: Where and how high.
        label: The day, month or year.
        title: The same, and how many incidents.
        address: The view of these incidents.
    """

    shape: Column
    label: str
    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Harmed:
    """
    How many were harmed in one way.

    Attributes:
        label: The kind of harm.
        text: A range in words; empty: no claim names anybody.
        likely: What the reports bear out best; empty: the range says as much.
    """

    label: str
    text: str
    likely: str


@dataclass(frozen=True, slots=True)
class ShownIncident:
    """
    A line of the table.

    Attributes:
        address: The incident's page.
        when: Its days in words.
        where: Its place.
        what: The kind of violence.
        harmed: Those killed, and those injured.
        origins: How many independent origins, in words.
        badges: State and grade, each with the kind of its colour.
    """

    address: str
    when: str
    where: str
    what: str
    harmed: tuple[Harmed, ...]
    origins: str
    badges: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Library:
    """
    Where the browser code of the moving map lies.

    Attributes:
        code: The module.
        worker: The module of its worker.
        style: Its style sheet.
        modules: What the browser fetches while it still reads the page.
    """

    code: str
    worker: str
    style: str
    modules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ViewForm:
    """
    What stands in the form of days and words.

    Attributes:
        first: First day, in ISO 8601; empty: none is asked for.
        last: Last day.
        words: What is searched.
    """

    first: str
    last: str
    words: str


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """
    The overview.

    Attributes:
        title: Name of the record.
        n: How many incidents the view holds.
        figures: What it sums to.
        chosen: What narrows it, each with the address of the view without.
        clear: The view of everything.
        drawing: The map; ``None``: there is nothing to draw.
        marks: What stands on it.
        cells: Where the moving map asks for what stands on it.
        frame: West, south, east, north of the map.
        zoom: The zoom that its marks are counted for.
        locale: The locale that numbers on the map are written by.
        basemap: Address of the outline of countries.
        library: The moving map's code; ``None``: it was not fetched.
        unplaced: The incidents that are not on the map.
        by_frame: The view without a box, for the box of the moving map.
        chart: The time chart; ``None``: there are no days.
        columns: Its columns.
        ticks: Positions and words below it.
        undated: The incidents without a day.
        chart_notes: What else the chart leaves out, as sentences.
        by_days: The view without days, for the days of the brush.
        facets: What views are chosen by.
        kept: Names and values that the form keeps.
        form: What stands in it.
        rows: Lines of the table.
        first_page: The first lines; ``None``: these are.
        next_page: The next ones; ``None``: there are none.
        exports: Files of the view.
    """

    title: str
    n: int
    figures: tuple[Figure, ...]
    chosen: tuple[ViewLink, ...]
    clear: str
    drawing: MapDrawing | None
    marks: tuple[ShownMark, ...]
    cells: str
    frame: str
    zoom: int
    locale: str
    basemap: str
    library: Library | None
    unplaced: ViewLink | None
    by_frame: str
    chart: ChartDrawing | None
    columns: tuple[ShownColumn, ...]
    ticks: tuple[tuple[float, str], ...]
    undated: ViewLink | None
    chart_notes: tuple[str, ...]
    by_days: str
    facets: tuple[Facet, ...]
    kept: tuple[tuple[str, str], ...]
    form: ViewForm
    rows: tuple[ShownIncident, ...]
    first_page: str | None
    next_page: str | None
    exports: tuple[ViewLink, ...]
