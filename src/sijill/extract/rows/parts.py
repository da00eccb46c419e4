"""
When, where and who: what the cells of one row say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from sijill.errors import RefusedError
from sijill.extract.rows.days import ReadDay, read_day, span_of
from sijill.extract.rows.numbers import plain_digits, read_degrees
from sijill.extract.rows.row import Row, fold_value
from sijill.model import Attribution, DateRange, Involvement, Place, Span
from sijill.model.mapping import ActorPart, Nearness

_WIDTHS = (("day", 1), ("days", 6), ("week", 7), ("month", 31), ("year", 366))


def read_when(row: Row) -> DateRange | None:
    """
    Return the days that a row gives; ``None``: its cells for them are blank.

    Raises:
        RefusedError: If a cell names no day for sure.
    """
    part = row.mapping.when
    if part.year:
        return _from_parts(row)
    first, last = row.take(part.date), row.take(part.last)
    if first is None and last is None:
        row.absent["when"] = "not_stated"
        return None
    words = first or last
    days = [_read(row, cell, part.order) for cell in (first, last) if cell]
    earliest, latest = days[0].earliest, days[-1].latest
    if earliest is None or latest is None or earliest > latest:
        raise _refuse(row, "its last day is before its first")
    code = row.take(part.precision)
    term = part.precisions.get(code.text.strip()) if code else None
    wide = days[0].precision if len(days) == 1 else None
    return _ranged(row, words, (earliest, latest), wide or "day", term)


def _read(row: Row, cell: Span, order: str | None) -> ReadDay:
    found = read_day(cell.text, order)
    if found.earliest is None:
        raise _refuse(row, f"its date {found.why}")
    return found


def _refuse(row: Row, why: str) -> RefusedError:
    text = (
        f"row {row.number} of the dataset makes no claim: {why}. Correct the row or the "
        "mapping and add the file again."
    )
    return RefusedError("row_broken", text)


def _ranged(
    row: Row, words: Span | None, days: tuple[date, date], wide: str, term: str | None
) -> DateRange:
    """Return the range that a day stands for by how well it is known."""
    earliest, latest = days
    length = (latest - earliest).days + 1
    if term in ("week", "month", "year") and length == 1:
        if term == "week":
            ordinal = earliest.toordinal()
            earliest, latest = date.fromordinal(ordinal - 3), date.fromordinal(ordinal + 3)
        else:
            around = span_of(earliest.year, earliest.month if term == "month" else None)
            earliest, latest = around.earliest or earliest, around.latest or latest
    elif length > 1 and term in (None, "day") and wide in ("day", "days"):
        term = next((name for name, most in _WIDTHS if length <= most), "longer")
    row.absent["when.time"] = "not_stated"
    time = row.take(row.mapping.when.time)
    if time:
        del row.absent["when.time"]
    return DateRange(words, earliest, latest, term or wide, time.text if time else None)


def _from_parts(row: Row) -> DateRange | None:
    """Return the range of a year, month and day in columns of their own; 0 is not known."""
    part = row.mapping.when
    cells = [row.take(name) for name in (part.year, part.month, part.day)]
    numbers = [_whole(cell) for cell in cells]
    year, month, day = numbers
    if not year:
        row.absent["when"] = "not_stated"
        return None
    found = read_day(f"{year}-{month}-{day}") if month and day else span_of(year, month or None)
    if found.earliest is None or found.latest is None:
        raise _refuse(row, f"its date {found.why}")
    precision = "day" if month and day else "month" if month else "year"
    row.absent["when.time"] = "not_stated"
    last = next(cell for cell, number in zip(cells[::-1], numbers[::-1], strict=True) if number)
    return DateRange(last, found.earliest, found.latest, precision)


def _whole(cell: Span | None) -> int | None:
    plain = plain_digits(cell.text).strip() if cell else ""
    return int(plain.removesuffix(".0")) if plain.removesuffix(".0").isdecimal() else None


def read_where(row: Row) -> tuple[Place, ...]:
    """Return the place of a row, and what it lies in where the row has no point for it."""
    part = row.mapping.where
    name = _bare_name(row, row.take_first(part.place))
    area, country = row.take(part.admin1), row.take(part.country)
    outer = tuple(
        Place(words=cell, name=cell.text) for cell in (area, country) if cell and cell != name
    )
    point = _read_point(row)
    if point is None:
        named = (Place(words=name, name=name.text),) if name else ()
        if not named and not outer:
            row.absent["where"] = "not_stated"
        return (*named, *outer)
    latitude, longitude, near = point
    words = name or area or country
    place = Place(
        words=words,
        name=words.text if words else None,
        admin1=area.text if area else None,
        latitude=latitude,
        longitude=longitude,
        uncertainty_km=near.km,
        precision=near.term,
    )
    return (place, *(one for one in outer if country and one.words == country))


def _bare_name(row: Row, name: Span | None) -> Span | None:
    """Return a name without the word behind it that says what kind of place it is."""
    if name is None:
        return None
    for ending in row.mapping.where.endings:
        bare = name.text[: -len(ending)].rstrip()
        if bare and name.text.casefold().endswith(f" {ending.casefold()}"):
            return Span.of(row.reading.text, name.start, name.start + len(bare))
    return name


def _read_point(row: Row) -> tuple[float, float, Nearness] | None:
    part = row.mapping.where
    cells = row.take(part.latitude), row.take(part.longitude)
    if cells[0] is None or cells[1] is None:
        return None
    latitude, longitude = read_degrees(cells[0].text), read_degrees(cells[1].text)
    if latitude is None or longitude is None or abs(latitude) > 90 or abs(longitude) > 180:
        row.unread("cell.latitude")
        return None
    code = row.take(part.precision)
    if code is None:
        return latitude, longitude, part.otherwise
    near = part.precisions.get(code.text.strip().removesuffix(".0"))
    return (latitude, longitude, near) if near else None


def read_actors(row: Row) -> tuple[Involvement, ...]:
    """Return who took part, in reading order."""
    found = [one for part in row.mapping.actors for one in _read_actor(row, part)]
    return tuple(sorted(found, key=lambda one: one.words.start if one.words else 0))


def _read_actor(row: Row, part: ActorPart) -> Iterator[Involvement]:
    if part.only and not _stands(row, part.only):
        return
    if part.unless and _stands(row, part.unless):
        return
    cell = row.look(part.column)
    if cell is None:
        return
    for words in split_cell(row.reading.text, cell, part.separator):
        begins = fold_value(words.text)
        if not any(begins.startswith(fold_value(one)) for one in part.nobody):
            row.take(part.column)
            yield Involvement(words, part.role)


def _stands(row: Row, wanted: Mapping[str, tuple[str, ...]]) -> bool:
    """Say whether one of the listed values stands in its column."""
    cells = ((row.look(column), values) for column, values in wanted.items())
    return any(
        cell and fold_value(cell.text) in {fold_value(one) for one in values}
        for cell, values in cells
    )


def split_cell(text: str, cell: Span, separator: str | None) -> Iterator[Span]:
    """
    Yield the parts of a cell between separators.

    Examples:
        >>> whole = "Army; Police"
        >>> [part.text for part in split_cell(whole, Span(0, 12, whole), ";")]
        ['Army', 'Police']
    """
    start = cell.start
    for piece in cell.text.split(separator) if separator else [cell.text]:
        kept = piece.strip()
        if kept:
            at = start + piece.index(kept)
            yield Span.of(text, at, at + len(kept))
        start += len(piece) + len(separator or "")


def read_origin(row: Row) -> Attribution | None:
    """Return the source that a row names first."""
    part = row.mapping.row
    cell = row.look(part.origin)
    if cell is None:
        return None
    first = next(split_cell(row.reading.text, cell, part.origin_separator), None)
    if first is None:
        return None
    row.take(part.origin)
    return Attribution(first, first.text)
