"""
The templates, one a page, and what all of them may call.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache, partial
from importlib.resources import files
from typing import Any

from fastapi import Request
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from sijill.flow.workbench.actors import find_actors
from sijill.flow.workbench.filling import is_filled
from sijill.model.person import Person
from sijill.model.role import Right
from sijill.model.withheld import NOTHING, WITHHELD, FieldName, Withheld, tell
from sijill.web.actors import name_actor
from sijill.web.browsers import name_browser
from sijill.web.changes import say_change, say_field
from sijill.web.gate import bench_of
from sijill.web.refusals import name_fields
from sijill.web.repeating import KEY_FIELD
from sijill.web.words import LANGUAGES, Words, set_apart


def render(
    template: str, request: Request, words: Words, person: Person | None, page: Any
) -> str:
    """
    Return a page as HTML.

    Args:
        template: Name of its file without ``.html.j2``.
        request: What was asked, for the address.
        words: The phrases.
        person: Who reads; ``None``: nobody who is signed in.
        page: What the page shows.
    """
    return (
        environment()
        .get_template(f"{template}.html.j2")
        .render(
            page=page,
            person=person,
            words=words,
            say=words.say,
            term=words.term,
            number=words.number,
            range=partial(mark_range, words),
            day=words.day,
            days=words.days,
            instant=words.instant,
            languages=LANGUAGES,
            path=request.url.path,
            in_language=_in_language(request),
            asset=asset,
            once=draw_key,
            apart=set_apart,
            actor_name=lambda term: name_actor(term, find_actors(bench_of(request)), words),
            say_field=partial(say_field, words=words),
            say_change=partial(say_change, words=words),
            navigation=navigation,
            is_filled=lambda: is_filled(bench_of(request)),
            withheld_names=lambda: name_fields(person.withheld if person else (), words),
        )
    )


def _in_language(request: Request) -> Callable[[str], str]:
    """Return what gives the address of the same view in another language."""

    def address(language: str) -> str:
        url = request.url.include_query_params(lang=language)
        return f"{url.path}?{url.query}"

    return address


def draw_key() -> Markup:
    """Return the hidden field that lets a plain form be done once, however often it is sent."""
    field = Markup('<input type="hidden" name="{}" value="{}">')
    return field.format(KEY_FIELD, secrets.token_hex(16))


_PAGES = (
    ("overview", "/", Right.READ),
    ("queue", "/queue", Right.READ),
    ("incidents", "/incidents", Right.READ),
    ("documents", "/documents", Right.READ),
    ("claims", "/claims", Right.READ),
    ("summaries", "/summaries", Right.READ),
    ("search", "/search", Right.READ),
    ("victims", "/victims", Right.READ_PRIVATE),
    ("interviews", "/interviews", Right.READ_PRIVATE),
    ("coding", "/coding", Right.DECIDE),
    ("releases", "/releases", Right.SIGN),
    ("team", "/team", Right.ADMINISTER),
    ("account", "/account", Right.READ),
)  # fmt: skip
# The fields that a page tells all of.
_TOLD_BY: Mapping[str, Withheld] = {
    "queue": frozenset(FieldName), "search": frozenset(FieldName),
    **dict.fromkeys(("documents", "claims", "summaries"), frozenset({FieldName.SOURCE})),
}  # fmt: skip
_APART = re.compile("\u2068([^\u2068\u2069]*)\u2069")
_OF_TEAMS = ("team", "account")  # a local workbench has no accounts


def navigation(person: Person) -> list[tuple[str, str]]:
    """Return key and address of the pages that a person may open, in the order of a day."""
    shown = [page for page in _PAGES if person.id != "local" or page[0] not in _OF_TEAMS]
    return [
        (key, address)
        for key, address, right in shown
        if person.may(right) and not person.withheld & _TOLD_BY.get(key, NOTHING)
    ]


@cache
def asset(path: str) -> str:
    """Return a static file's address, which changes with its bytes."""
    data = files("sijill.web").joinpath("static", *path.split("/")).read_bytes()
    return f"/static/{path}?v={hashlib.sha256(data).hexdigest()[:12]}"


@cache
def has_asset(path: str) -> bool:
    """Say whether a static file is there; code of others may not have been fetched."""
    return files("sijill.web").joinpath("static", *path.split("/")).is_file()


@cache
def environment() -> Environment:
    """Return the templates' environment: everything escaped, nothing undefined."""
    made = Environment(
        loader=PackageLoader("sijill.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters["browser"] = name_browser
    made.filters["commands"] = mark_commands
    made.filters["day"] = date.fromisoformat
    made.filters["told"] = lambda value: json.dumps(tell(value))
    made.filters["unbroken"] = lambda phrase: phrase.replace("–", "–\u2060")
    made.filters["places"] = mark_latin
    made.tests["withheld"] = lambda value: value is WITHHELD
    return made


def read_templates() -> None:
    """Read every template, which is kept from then on."""
    made = environment()
    for name in made.list_templates(extensions=["j2"]):
        made.get_template(name)


def mark_commands(phrase: str) -> Markup:
    """
    Return a phrase with what is typed in a terminal set apart.

    Examples:
        >>> mark_commands("Run `sijill review`, then <go> on.")
        Markup('Run <code dir="ltr">sijill review</code>, then &lt;go&gt; on.')
    """
    typed = Markup('<code dir="ltr">{}</code>')
    return _mark(typed, phrase.split("`"))


def mark_range(words: Words, low: int | None, high: int | None) -> Markup:
    """
    Return a range of persons that no line breaks within.

    Examples:
        >>> from sijill.web.words import Words
        >>> mark_range(Words("en"), 3, 7)
        Markup('<span class="whole">3–7</span>')
    """
    return Markup('<span class="whole">{}</span>').format(words.range(low, high))


def mark_latin(text: str) -> Markup:
    r"""
    Return a text with the Latin names that it sets apart marked as such, for who hears it too.

    Examples:
        >>> from sijill.web.words import Words
        >>> mark_latin(Words("ar").place("Dana <Farm>", "SY"))
        Markup('<span lang="en" dir="ltr">Dana &lt;Farm&gt;</span>، سوريا')
    """
    return _mark(Markup('<span lang="en" dir="ltr">{}</span>'), _APART.split(text))


def _mark(form: Markup, parts: list[str]) -> Markup:
    """Return parts as one text, every other one in a form."""
    return Markup("").join(form.format(p) if n % 2 else escape(p) for n, p in enumerate(parts))
