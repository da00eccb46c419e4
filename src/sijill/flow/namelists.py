"""
A list of people in a table: its rows as what each says of one person.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sijill.errors import SettingsError
from sijill.extract.rows import days
from sijill.link.names import read_sex
from sijill.model import Anchor, DateRange, Document
from sijill.model.rowtext import fold_heading
from sijill.model.victim import NamedPerson, person_id
from sijill.read import Settings, sample_tables
from sijill.read.separated import RawRow

_AGE = re.compile(r"(\d{1,3})(?:\s*[-–]\s*(\d{1,3}))?\b")
_OLDEST = 120


@dataclass(frozen=True, slots=True)
class ReadList:
    """
    A list as it was read.

    Attributes:
        people: One for each row that has a name.
        nameless: Lines of the rows that have none.
        unread: How many days, ages and sexes could not be read, by column.
        future: Lines of the rows whose day of death lies after the list was given; the day
            is held to be unknown.
    """

    people: tuple[NamedPerson, ...]
    nameless: tuple[int, ...]
    unread: Mapping[str, int]
    future: tuple[int, ...] = ()


def read_name_list(
    document: Document,
    data: bytes,
    *,
    name: str,
    columns: Mapping[str, str],
    settings: Settings,
    given_on: date | None = None,
) -> ReadList:
    """
    Return the people of a list.

    Args:
        document: The file.
        data: Its bytes.
        name: Name of the list.
        columns: Heading of each column, by what it means (`LIST_COLUMNS`).
        settings: How tables are read.
        given_on: The day on which the list was given; nobody on it died later. ``None``:
            not known.

    Raises:
        SettingsError: If no table in it has those headings, or none of its rows a name.
        RefusedError: If it is no table.
    """
    if not {"name", "name_ar"} & set(columns):
        raise SettingsError(
            "say which column holds the names: name=HEADING or name_ar=HEADING."
        )
    place_of, rows = _below(document, data, columns, settings)
    people: list[NamedPerson] = []
    nameless: list[int] = []
    future: list[int] = []
    unread: dict[str, int] = {}
    for row in rows:
        cells = row.cells or ()
        said = {
            key: cells[place].strip()
            for key, place in place_of.items()
            if place < len(cells) and cells[place].strip()
        }
        if not cells or not any(cell.strip() for cell in cells):
            continue
        person = _person(said, Anchor(f"{document.id}#{row.number}", 0, 1), name, unread)
        if person is None:
            nameless.append(row.number)
            continue
        if (
            given_on
            and person.died
            and person.died.earliest
            and person.died.earliest > given_on
        ):
            future.append(row.number)
            person = replace(person, died=None)
        people.append(person)
    if not rows:
        raise SettingsError(
            "the list has headings and no rows; look whether the file is whole."
        )
    if not people:
        raise SettingsError(
            "no row of the list has a name; look at the columns that were named."
        )
    return ReadList(tuple(people), tuple(nameless), unread, tuple(future))


def _below(
    document: Document, data: bytes, columns: Mapping[str, str], settings: Settings
) -> tuple[dict[str, int], tuple[RawRow, ...]]:
    wanted = {key: fold_heading(heading) for key, heading in columns.items()}
    shown: tuple[str, ...] = ()
    most = settings.max_rows + 1
    for table in sample_tables(document, data, settings=settings, rows=most):
        if len(table) == most:
            raise SettingsError(
                f"the list has more than {settings.max_rows:,} rows; split it, or raise "
                "`read.max_rows`."
            )
        for number, row in enumerate(table):
            headings = [fold_heading(cell) for cell in row.cells or ()]
            if set(wanted.values()) <= set(headings):
                places = {key: headings.index(heading) for key, heading in wanted.items()}
                return places, table[number + 1 :]
            shown = shown or tuple(cell for cell in row.cells or () if cell.strip())
    lacks = sorted(columns.values())
    raise SettingsError(
        f"no row of headings in the file has {', '.join(map(repr, lacks))}; the first row has: "
        f"{', '.join(shown[:20]) or 'nothing'}. Name the columns as the file does."
    )


def _person(
    said: Mapping[str, str], anchor: Anchor, name: str, unread: dict[str, int]
) -> NamedPerson | None:
    names = tuple(dict.fromkeys(said[key] for key in ("name", "name_ar") if key in said))
    if not names or not any(any(map(str.isalpha, one)) for one in names):
        return None
    died = read_day(said["day"]) if "day" in said else None
    age = read_age(said["age"]) if "age" in said else None
    born = read_day(said["born"]) if "born" in said else None
    sex = read_sex(said["sex"]) if "sex" in said else None
    for key, value in (("day", died), ("age", age), ("born", born), ("sex", sex)):
        if key in said and value is None:
            unread[key] = unread.get(key, 0) + 1
    return NamedPerson(
        person_id(anchor), anchor, names, sex, age or _age_from(born, died), died,
        said.get("place"), born=born, list=name,
    )  # fmt: skip


def read_day(text: str) -> DateRange | None:
    """
    Return a day, month or year as a list writes it; ``None``: it is none.

    Examples:
        >>> read_day("2023-10-05").earliest, read_day("5/10/2023").earliest
        (datetime.date(2023, 10, 5), datetime.date(2023, 10, 5))
        >>> read_day("2023-10").latest, read_day("٢٠٢٣").precision, read_day("Thursday")
        (datetime.date(2023, 10, 31), 'year', None)
        >>> read_day("١٢ رمضان ١٤٤٥").precision
        'days'
    """
    found = days.read_day(text, "day_first")
    if found.earliest is None or found.latest is None:
        return None
    return DateRange(None, found.earliest, found.latest, found.precision)


def read_age(text: str) -> tuple[int, int] | None:
    """
    Return an age in years as a list writes it; ``None``: it is none.

    Examples:
        >>> read_age("34"), read_age("30-35"), read_age("٧"), read_age("adult"), read_age("900")
        ((34, 34), (30, 35), (7, 7), None, None)
    """
    found = _AGE.match(text.strip())
    if found is None:
        return None
    low = int(found[1])
    high = int(found[2] or low)
    return (low, high) if low <= high <= _OLDEST else None


def _age_from(born: DateRange | None, died: DateRange | None) -> tuple[int, int] | None:
    if born is None or died is None or not born.earliest or not born.latest:
        return None
    if not died.earliest or not died.latest:
        return None
    low = max(0, died.earliest.year - born.latest.year - 1)
    high = died.latest.year - born.earliest.year
    return (low, high) if 0 <= low <= high <= _OLDEST else None
