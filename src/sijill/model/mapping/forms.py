"""
What the columns of somebody's table mean: said once, as data, for all its rows.

A column is named by its heading; case, spaces and signs between words play no part.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sijill.model.finite import need_finite

NO_ACT = "none"  # in the place of a term: the row tells of no act of violence
ROWS = ("events", "reports")
ORDERS = ("day_first", "month_first", "year_first")


@dataclass(frozen=True, slots=True)
class Sheet:
    """
    How the table lies in its file.

    Attributes:
        sheet: Name of the sheet of a workbook; ``None``: the first that has the columns.
        header_row: Row of the headings, from 1; ``None``: the first that has the columns.
        header_rows: How many rows the headings take; several are joined by " / ".
        encoding: Encoding of a text file ("cp1256"); ``None``: told from the bytes.
        separator: What stands between cells of a text file; ``None``: told from the rows.
    """

    sheet: str | None = None
    header_row: int | None = None
    header_rows: int = 1
    encoding: str | None = None
    separator: str | None = None


@dataclass(frozen=True, slots=True)
class RowPart:
    """
    What a row says of itself.

    Attributes:
        id: The row's own id.
        url: Address of what the row was made from.
        published: Day of the report that the row was made from.
        prose: Columns of sentences.
        origin: Whom the row names as its source.
        origin_separator: What stands between several sources; the first is taken.
    """

    id: str | None = None
    url: str | None = None
    published: str | None = None
    prose: tuple[str, ...] = ()
    origin: str | None = None
    origin_separator: str | None = None


@dataclass(frozen=True, slots=True)
class WhenPart:
    """
    When it happened: one column, a first and a last day, or year, month and day apart.

    Attributes:
        date: The day, or the first possible one.
        last: The last possible day.
        year: The year, where day, month and year are columns of their own.
        month: The month, as a number.
        day: The day of the month.
        order: One of `ORDERS` for dates such as 03/04/2023; ``None``: such a date is refused
            where it could be two days.
        precision: Column of the code for how well the day is known.
        precisions: Term of ``vocabulary/when_precision.toml`` by that code.
        time: Column of the time of day.
    """

    date: str | None = None
    last: str | None = None
    year: str | None = None
    month: str | None = None
    day: str | None = None
    order: str | None = None
    precision: str | None = None
    precisions: Mapping[str, str] = field(default_factory=dict)
    time: str | None = None


@dataclass(frozen=True, slots=True)
class Nearness:
    """
    How well a point is known.

    Attributes:
        term: Term of ``vocabulary/where_precision.toml``.
        km: Radius within which the true place lies, in km, above 0.
    """

    term: str = "near"
    km: float = 5.0

    def __post_init__(self) -> None:
        need_finite(self, "km")


@dataclass(frozen=True, slots=True)
class WherePart:
    """
    Where it happened.

    Attributes:
        place: Columns of names, the most exact first; the first that is filled is the name.
        admin1: First-level area.
        country: Country, by name.
        latitude: Degrees north.
        longitude: Degrees east.
        precision: Column of the code for how well the point is known.
        precisions: What each code means; a code that is not listed gives no point.
        otherwise: How well points are known where there is no such column.
        endings: Words behind a name that say what kind of place it is ("town").
    """

    place: tuple[str, ...] = ()
    admin1: str | None = None
    country: str | None = None
    latitude: str | None = None
    longitude: str | None = None
    precision: str | None = None
    precisions: Mapping[str, Nearness] = field(default_factory=dict)
    otherwise: Nearness = Nearness()
    endings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TermPart:
    """
    Columns whose values stand for terms of a vocabulary.

    Attributes:
        columns: The first whose value is listed decides.
        terms: Term by value. For acts, `NO_ACT` says that the row tells of none.
        otherwise: Term for a value that is not listed; ``None``: for acts, the row is
            refused; for others, nothing is said.
    """

    columns: tuple[str, ...] = ()
    terms: Mapping[str, str] = field(default_factory=dict)
    otherwise: str | None = None


@dataclass(frozen=True, slots=True)
class ActorPart:
    """
    A column that names who took part.

    Attributes:
        column: The column.
        role: One of `ROLES`.
        separator: What stands between several names.
        nobody: Beginnings of values that name no actor ("Civilians").
        only: Values of other columns, one of which must stand there.
        unless: Values of other columns, none of which may stand there.
    """

    column: str
    role: str = "perpetrator"
    separator: str | None = None
    nobody: tuple[str, ...] = ()
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unless: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GroupPart:
    """
    A column that counts a part of those harmed.

    Attributes:
        term: Term of ``vocabulary/group.toml``.
        column: The column.
    """

    term: str
    column: str


@dataclass(frozen=True, slots=True)
class HarmPart:
    """
    Columns that count people harmed in one way.

    Attributes:
        kind: One of `HARM_KINDS`.
        columns: Columns of numbers; several are added up. A blank cell is unknown.
        status: One of `STATUSES`.
        low: Column of the lowest number that is held possible.
        high: Column of the highest number that is held possible.
        zero: What 0 means: ``none`` (nobody, the table says) or ``unknown``.
        groups: Parts of the number.
    """

    kind: str
    columns: tuple[str, ...]
    status: str = "unknown"
    low: str | None = None
    high: str | None = None
    zero: str = "none"
    groups: tuple[GroupPart, ...] = ()


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """
    A column whose values are ordered into ever broader terms, to compare datasets by.

    Attributes:
        column: The column.
        levels: The terms of each value, the finest first; all values have as many.
    """

    column: str
    levels: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class RowMapping:
    """
    What the columns of a table mean.

    Attributes:
        name: Short name, in small letters.
        title: Who reports: the dataset's name as readers know it.
        about: What the table is, in a sentence.
        codebook: Where its makers say what its columns mean.
        like: Bundled mapping that this one begins from.
        rows: One of `ROWS`: whether two rows are always two events, or may be two reports of
            one.
        language: BCP 47 code of what is written in the cells; ``None``: not known.
        unknown: Values that mean that something is not known, in any column.
        optional: Columns that a file may lack.
        sheet: How the table lies in its file.
        row: What a row says of itself.
        when: When it happened.
        where: Where it happened.
        violence: The act.
        scope: Whether a row tells of one act or sums several up.
        actors: Who took part.
        means: What was used.
        harms: What was done to people.
        objects: What was hit.
        taxonomies: What `sijill datasets integrate` compares rows by; none: by the act.
    """

    name: str
    title: str
    about: str = ""
    codebook: str = ""
    like: str | None = None
    rows: str = "events"
    language: str | None = None
    unknown: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    sheet: Sheet = Sheet()
    row: RowPart = RowPart()
    when: WhenPart = WhenPart()
    where: WherePart = WherePart()
    violence: TermPart = TermPart()
    scope: TermPart = TermPart()
    actors: tuple[ActorPart, ...] = ()
    means: TermPart = TermPart()
    harms: tuple[HarmPart, ...] = ()
    objects: TermPart = TermPart()
    taxonomies: Mapping[str, Taxonomy] = field(default_factory=dict)

    def columns(self) -> tuple[str, ...]:
        """
        Return every column that the mapping reads, each once.

        Examples:
            >>> RowMapping("a", "A", when=WhenPart("Day"), row=RowPart("No")).columns()
            ('No', 'Day')
        """
        return tuple(dict.fromkeys(name for name in self._named() if name))

    def needed(self) -> tuple[str, ...]:
        """Return the columns that a file must have."""
        return tuple(name for name in self.columns() if name not in self.optional)

    def _named(self) -> Iterator[str | None]:
        row, when, where = self.row, self.when, self.where
        yield from (row.id, row.url, row.published, *row.prose, row.origin)
        yield from (when.date, when.last, when.year, when.month, when.day)
        yield from (when.precision, when.time, *where.place, where.admin1, where.country)
        yield from (where.latitude, where.longitude, where.precision)
        for part in (self.violence, self.scope, self.means, self.objects):
            yield from part.columns
        yield from (taxonomy.column for taxonomy in self.taxonomies.values())
        for actor in self.actors:
            yield from (actor.column, *actor.only, *actor.unless)
        for harm in self.harms:
            yield from (*harm.columns, harm.low, harm.high)
            yield from (group.column for group in harm.groups)
