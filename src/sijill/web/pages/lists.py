"""
The lists of incidents, claims, documents and summaries, and the search over them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from fastapi.responses import HTMLResponse

from sijill.flow.workbench.addresses import read_filter, write_filter
from sijill.flow.workbench.captured import name_untitled
from sijill.flow.workbench.fieldgate import is_withheld
from sijill.flow.workbench.listing import (
    SORTS,
    Turn,
    list_claims,
    list_documents,
    list_incidents,
    list_summaries,
)
from sijill.flow.workbench.searching import search
from sijill.model.claim import MODALITIES, SCOPES
from sijill.model.filters import ClaimFilter, DocumentFilter, IncidentFilter, SummaryFilter
from sijill.model.role import Right
from sijill.model.rows import (
    DECIDED,
    STATES,
    ClaimRow,
    DocumentRow,
    IncidentRow,
    SummaryRow,
)
from sijill.model.vocabulary import load_terms
from sijill.web.asking import Ask, Asking
from sijill.web.pages.listing_making import CELLS, HEADS, Cell, Choice, Field, make_list
from sijill.web.routes import Routes

routes = Routes()
_GRADES = ("confirmed", "fair", "weak", "contested", "discounted")
_DOCUMENT_STATES = ("new", "begun", "decided", "empty", "refused")
_FLAGS = ("true", "false")
_FIRST = ("words", "first", "last", "sort")  # the fields that are asked for most
# The fields of each list's form: name, kind, and for a choice its values and their vocabulary.
_FIELDS: dict[str, tuple[tuple[str, str, tuple[str, ...], str], ...]] = {
    "incidents": (
        ("words", "search", (), ""), ("first", "date", (), ""), ("last", "date", (), ""),
        ("violence", "choice", tuple(load_terms("violence")), "violence"),
        ("country", "choice", (), "country"), ("admin1", "text", (), ""),
        ("grade", "choice", _GRADES, "grade"), ("state", "choice", STATES, "state"),
        ("status", "choice", ("civilian", "unstated"), "civilians"),
        ("disputed", "choice", _FLAGS, "flag"), ("killed_least", "number", (), ""),
        ("killed_most", "number", (), ""), ("source", "text", (), ""),
    ),
    "claims": (
        ("words", "search", (), ""), ("first", "date", (), ""), ("last", "date", (), ""),
        ("violence", "choice", tuple(load_terms("violence")), "violence"),
        ("country", "choice", (), "country"), ("source", "text", (), ""),
        ("scope", "choice", SCOPES, "scope"), ("modality", "choice", MODALITIES, "modality"),
        ("decided", "choice", DECIDED, "looked"), ("doubtful", "choice", _FLAGS, "flag"),
        ("left_out", "choice", _FLAGS, "flag"),
    ),
    "documents": (
        ("words", "search", (), ""), ("first", "date", (), ""), ("last", "date", (), ""),
        ("source", "text", (), ""), ("language", "text", (), ""),
        ("state", "choice", _DOCUMENT_STATES, "document_state"),
    ),
    "summaries": (
        ("words", "search", (), ""), ("first", "date", (), ""), ("last", "date", (), ""),
        ("country", "choice", (), "country"), ("admin1", "text", (), ""),
        ("unexplained", "choice", _FLAGS, "flag"), ("contradicted", "choice", _FLAGS, "flag"),
    ),
}  # fmt: skip
KINDS: dict[str, tuple[type, type, Callable[..., Any]]] = {
    "incidents": (IncidentRow, IncidentFilter, list_incidents),
    "claims": (ClaimRow, ClaimFilter, list_claims),
    "documents": (DocumentRow, DocumentFilter, list_documents),
    "summaries": (SummaryRow, SummaryFilter, list_summaries),
}


@routes.page("/incidents", right=Right.READ, partly=True)
def incidents(ask: Ask, sort: str = "newest", cursor: str | None = None) -> HTMLResponse:
    """Show a page of the incidents."""
    return _show(ask, "incidents", sort, cursor)


@routes.page("/claims", right=Right.READ, partly=True)
def claims(ask: Ask, sort: str = "newest", cursor: str | None = None) -> HTMLResponse:
    """Show a page of the claims."""
    return _show(ask, "claims", sort, cursor)


@routes.page("/documents", right=Right.READ, partly=True)
def documents(ask: Ask, sort: str = "newest", cursor: str | None = None) -> HTMLResponse:
    """Show a page of the documents."""
    return _show(ask, "documents", sort, cursor)


@routes.page("/summaries", right=Right.READ, partly=True)
def summaries(ask: Ask, sort: str = "newest", cursor: str | None = None) -> HTMLResponse:
    """Show a page of the summaries."""
    return _show(ask, "summaries", sort, cursor)


@dataclass(frozen=True, slots=True)
class Section:
    """
    One kind of what was found.

    Attributes:
        kind: The kind.
        heading: How many were found.
        heads: As in `ListView`.
        rows: The newest of them.
        all: Address of all of them; ``None``: these are all.
    """

    kind: str
    heading: str
    heads: tuple[tuple[str, bool], ...]
    rows: tuple[tuple[Cell, ...], ...]
    all: str | None


@dataclass(frozen=True, slots=True)
class SearchView:
    """
    What a search found.

    Attributes:
        words: What was asked for.
        sections: What was found of each kind; none where nothing was asked for.
    """

    words: str
    sections: tuple[Section, ...]


@routes.page("/search", right=Right.READ)
def search_page(ask: Ask, words: str = "") -> HTMLResponse:
    """Show what has some words."""
    sections, say = [], ask.words.say
    if words.strip():
        found = search(ask.bench, ask.person, words[:200])
        for kind in ("incidents", "documents", "claims"):
            page = getattr(found, kind)
            more = f"/{kind}?{write_filter(KINDS[kind][1](words=found.words))}"
            heads = tuple(
                (ask.words.say("lists." + n), is_number) for n, is_number in HEADS[kind]
            )
            rows = tuple(CELLS[kind](row, ask.words) for row in _rows(ask, kind, page.rows))
            heading = say("lists." + kind, n=page.n)
            sections.append(Section(kind, heading, heads, rows, more if page.next else None))
    return ask.page("search", SearchView(words.strip(), tuple(sections)))


def _show(ask: Asking, kind: str, sort: str, cursor: str | None) -> HTMLResponse:
    row, filter_, list_ = KINDS[kind]
    asked = dict(ask.request.query_params)
    chosen: Any = read_filter(filter_, asked)
    page = list_(ask.bench, ask.person, chosen, Turn(sort, cursor or None))
    page = replace(page, rows=_rows(ask, kind, page.rows))
    fields = [_field(ask, name, how, values, vocabulary, asked.get(name, ""))
              for name, how, values, vocabulary in _FIELDS[kind]
              if not is_withheld(ask.person, filter_, name)]  # fmt: skip
    sorts = (name for name, by in SORTS[row].items() if not is_withheld(ask.person, row, by[0]))
    fields.append(_field(ask, "sort", "choice", tuple(sorts), "sort", sort))
    view = make_list(kind, page, chosen, fields, ask.words, sort=sort, cursor=cursor)
    return ask.page("list", view)


def _rows(ask: Asking, kind: str, rows: Sequence[Any]) -> tuple[Any, ...]:
    if kind == "documents":
        return name_untitled(ask.bench, ask.person, rows)
    return tuple(rows)


def _field(
    ask: Asking, name: str, how: str, values: tuple[str, ...], vocabulary: str, value: str
) -> Field:
    if vocabulary == "country":
        choices = tuple(Choice(*one, one[0] == value) for one in ask.words.list_countries())
        return Field(name, ask.words.say("lists.field." + name), how, value, choices)
    labels = {one: _label(ask, vocabulary, one) for one in values}
    if vocabulary == "violence":
        values = tuple(sorted(values, key=labels.__getitem__))
    choices = tuple(Choice(one, labels[one], one == value) for one in values)
    label = ask.words.say("lists.field." + name)
    return Field(name, label, how, value, choices, name in _FIRST)


def _label(ask: Asking, vocabulary: str, value: str) -> str:
    own = {
        "sort": "lists.sort." + value, "flag": "lists.flag." + value,
        "civilians": "lists.civilians." + value, "looked": "lists.looked." + value,
        "document_state": "lists.document_state." + value,
    }  # fmt: skip
    if vocabulary in own:
        return ask.words.say(own[vocabulary])
    return ask.words.term(vocabulary, value)
