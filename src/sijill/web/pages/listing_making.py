"""
Lists out of rows: in words and addresses of one language, one template for them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sijill.flow.workbench.addresses import write_filter
from sijill.flow.workbench.listing import ListPage
from sijill.model.rows import ClaimRow, DocumentRow, IncidentRow, People, RowTime, SummaryRow
from sijill.model.withheld import WITHHELD
from sijill.web.words import Words

BADGES = {
    "confirmed": "good", "decided": "good", "signed": "good", "weak": "doubt",
    "contested": "danger", "unsure": "doubt", "disputed": "doubt",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """
    One cell of a list.

    Attributes:
        text: What it says.
        label: What stands before it on a narrow page.
        kind: ``number``, ``words`` or nothing.
        address: Where it leads; ``None``: nowhere.
        badges: Words in a frame, each with its colour.
        note: What stands below it, smaller.
    """

    text: str
    label: str = ""
    kind: str = ""
    address: str | None = None
    badges: tuple[tuple[str, str], ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """
    One value of a filter or a sort.

    Attributes:
        value: As the address says it.
        label: As people say it.
        is_chosen: Whether it is chosen.
    """

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Field:
    """
    One field of the form that narrows a list.

    Attributes:
        name: As the address says it.
        label: As people say it.
        kind: ``search``, ``date``, ``number``, ``text`` or ``choice``.
        value: What is chosen now.
        choices: For ``choice``: what can be chosen.
        is_first: Whether it is asked for often, and stands open.
    """

    name: str
    label: str
    kind: str
    value: str
    choices: tuple[Choice, ...] = ()
    is_first: bool = False


@dataclass(frozen=True, slots=True)
class ListView:
    """
    A page of a list.

    Attributes:
        kind: ``incidents``, ``claims``, ``documents`` or ``summaries``.
        heading: How many of what.
        fields: The form that narrows it.
        heads: The columns' names and whether each holds numbers.
        rows: The lines.
        next: Address of the page that follows; ``None``: this is the last.
        first: Address of the first page; ``None``: this is it.
        clear: Address of the list without a filter; ``None``: nothing is chosen.
        exports: Names and addresses of the view as a file.
    """

    kind: str
    heading: str
    fields: tuple[Field, ...]
    heads: tuple[tuple[str, bool], ...]
    rows: tuple[tuple[Cell, ...], ...]
    next: str | None
    first: str | None
    clear: str | None
    exports: tuple[tuple[str, str], ...]

    @property
    def is_narrowed(self) -> bool:
        """Whether one of the fields that are asked for rarely is filled in."""
        return any(field.value for field in self.fields if not field.is_first)


Columns = Callable[[Any, Words], tuple[Cell, ...]]
Choices = Iterable[tuple[str, str]]


def make_list(
    kind: str,
    page: ListPage[Any],
    chosen: Any,
    fields: Sequence[Field],
    words: Words,
    *,
    sort: str,
    cursor: str | None,
) -> ListView:
    """Return the page of a list."""
    path, forms = f"/{kind}", ("csv", "jsonl", "geojson") if kind == "incidents" else (
        "csv", "jsonl"
    )  # fmt: skip
    asked = write_filter(chosen, sort=None if sort == "newest" else sort)
    after = write_filter(chosen, sort=sort, cursor=page.next) if page.next else None
    heads = HEADS[kind]
    return ListView(
        kind=kind,
        heading=words.say("lists." + kind, n=page.n),
        fields=tuple(fields),
        heads=tuple((words.say("lists." + name), number) for name, number in heads),
        rows=tuple(CELLS[kind](row, words) for row in page.rows),
        next=f"{path}?{after}" if after else None,
        first=f"{path}?{asked}" if cursor else None,
        clear=path if asked else None,
        exports=tuple((form, f"/api/v1/export/{kind}/{form}?{asked}") for form in forms),
    )


HEADS: dict[str, tuple[tuple[str, bool], ...]] = {
    "incidents": (
        ("day", False), ("place", False), ("act", False), ("killed", True), ("injured", True),
        ("claims_of", True), ("origins", True), ("state", False),
    ),
    "claims": (
        ("published", False), ("words_of", False), ("act", False), ("place", False),
        ("killed", True), ("said_by", False), ("confidence", True), ("state", False),
    ),
    "documents": (
        ("published", False), ("title_of", False), ("source", False), ("language", False),
        ("claims_of", True), ("decided", True), ("state", False),
    ),
    "summaries": (
        ("days", False), ("area", False), ("killed", True), ("unexplained", True),
        ("inside", True), ("state", False),
    ),
}  # fmt: skip


def _incident(row: IncidentRow, words: Words) -> tuple[Cell, ...]:
    say, number = words.say, words.number
    badges = [("grade", row.grade), ("state", None if row.state == "open" else row.state)]
    marks = [
        (words.term(name, value), BADGES.get(value, "")) for name, value in badges if value
    ]
    if row.disagreements:
        marks.append((say("lists.disputed"), "doubt"))
    return (
        Cell(when_of(row.when, words), address=f"/incidents/{row.id}"),
        Cell(place_of(row, words)),
        Cell(words.term("violence", row.violence)),
        _harmed("killed", row, words),
        _harmed("injured", row, words),
        Cell(number(row.claims), say("lists.claims_of"), "number"),
        Cell(number(row.origins), say("lists.origins"), "number"),
        Cell("", badges=tuple(marks)),
    )


def _harmed(kind: str, row: IncidentRow, words: Words) -> Cell:
    text = people_of(row.harms.get(kind), words)
    return Cell(
        text, words.say("lists." + kind), "number", note=likely_of(row, kind, text, words)
    )


def _claim(row: ClaimRow, words: Words) -> tuple[Cell, ...]:
    say = words.say
    marks = []
    if row.decided != "open":
        marks.append((say("lists.looked." + row.decided), BADGES.get(row.decided, "")))
    if row.left_out:
        marks.append((words.term("refusal", row.left_out), "doubt"))
    published = words.day(row.published_on) if row.published_on else say("shell.unknown")
    said_by = row.source if row.said_by is WITHHELD else row.said_by
    kept = row.open_words is WITHHELD
    return (
        Cell(published, address=None if kept else f"/claims/{row.id}"),
        Cell(say("shell.withheld") if kept else row.words or row.open_words, kind="words"),
        Cell(words.term("violence", row.violence)),
        Cell(place_of(row, words)),
        Cell(people_of(row.harms.get("killed"), words), say("lists.killed"), "number"),
        Cell(_told(said_by, words), say("lists.said_by")),
        Cell(words.certainty(row.confidence), say("lists.confidence"), "number"),
        Cell("", badges=tuple(marks)),
    )


def _document(row: DocumentRow, words: Words) -> tuple[Cell, ...]:
    say, number = words.say, words.number
    published = words.day(row.published_on) if row.published_on else say("shell.unknown")
    title = _told(row.title or row.open_title, words, "lists.untitled")
    address = None if row.open_title is WITHHELD else f"/documents/{row.id}"
    marks = ((words.term("refusal", row.refused), "danger"),) if row.refused else ()
    return (
        Cell(published),
        Cell(title, kind="words", address=address),
        Cell(_told(row.source, words), say("lists.source")),
        Cell(
            words.language_name(row.language) if row.language else say("shell.unknown"),
            say("lists.language"),
        ),
        Cell(number(row.claims), say("lists.claims_of"), "number"),
        Cell(number(row.decided), say("lists.decided"), "number"),
        Cell("", badges=marks),
    )


def _summary(row: SummaryRow, words: Words) -> tuple[Cell, ...]:
    say, number = words.say, words.number
    marks = ((say("lists.contradicted"), "danger"),) if row.contradicted else ()
    return (
        Cell(when_of(row.when, words), address=f"/summaries/{row.id}"),
        Cell(place_of(row, words)),
        Cell(people_of(row.harms.get("killed"), words), say("lists.killed"), "number"),
        Cell(people_of(row.remainder.get("killed"), words), say("lists.unexplained"), "number"),
        Cell(number(row.inside), say("lists.inside"), "number"),
        Cell("", badges=marks),
    )


CELLS: dict[str, Columns] = {
    "incidents": _incident, "claims": _claim, "documents": _document, "summaries": _summary,
}  # fmt: skip


def when_of(when: RowTime, words: Words) -> str:
    """Return the days of a row in words."""
    return words.when(when.earliest, when.latest)


def place_of(row: IncidentRow | ClaimRow | SummaryRow, words: Words) -> str:
    """Return the place of a row in words."""
    where = row.where
    if where.name is WITHHELD:
        return words.where(where)
    return words.place(where.name or where.admin1, where.country) or words.say("shell.unknown")


def _told(value: str | None, words: Words, missing: str = "shell.unknown") -> str:
    """Return a text, or that there is none, or that it is withheld."""
    if value is WITHHELD:
        return words.say("shell.withheld")
    return value or words.say(missing)


def likely_of(row: IncidentRow, kind: str, text: str, words: Words) -> str:
    """Return the likely number in words; nothing where the range *text* says as much."""
    for one in row.likely:
        if one.kind == kind and words.range(one.low, one.high) != text:
            return words.likely(one.best, one.low, one.high)
    return ""


def people_of(people: People | None, words: Words) -> str:
    """Return a number of people in words; nothing where no claim tells of any."""
    return words.range(people.low, people.high) if people else ""
