"""
The release as one page that needs no network, no server and no script to be read.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from sijill.model.release import PublicDocument, PublicRecord, Release
from sijill.model.vocabulary import load_terms
from sijill.publish.attributions import word_gazetteer
from sijill.publish.map import MapView, draw_map
from sijill.publish.timeline import TimelineView, draw_timeline
from sijill.publish.views import (
    COLUMN_KINDS,
    IncidentView,
    Index,
    SummaryView,
    view_incident,
    view_summary,
)
from sijill.publish.wording import word_term

_STYLES = ("base.css", "figures.css", "table.css")
_SCRIPTS = ("table.js", "map.js")


@dataclass(frozen=True, slots=True)
class PageContext:
    """
    Everything that the page's template may use.

    Attributes:
        release: The release, for its version, day, digests and limits.
        figures: Every number of the sentences.
        map: The map; ``None``: nothing can be drawn.
        timeline: The timeline; ``None``: no incidents.
        columns: Kinds of harm with a column of their own.
        violence: Acts that appear, for the filter.
        incidents: The rows.
        summaries: Sums beside incidents.
        documents: What was captured.
        gazetteers: A sentence on each list that the places were found in.
        refusals: Reason's definition and how many.
        withheld: Field and how many.
        style: The style sheet.
        script: The script.
        policy: Content security policy: nothing from outside.
    """

    release: Release
    figures: dict[str, int]
    map: MapView | None
    timeline: TimelineView | None
    columns: tuple[str, ...]
    violence: tuple[str, ...]
    incidents: tuple[IncidentView, ...]
    summaries: tuple[SummaryView, ...]
    documents: tuple[PublicDocument, ...]
    gazetteers: tuple[str, ...]
    refusals: tuple[tuple[str, int], ...]
    withheld: tuple[tuple[str, int], ...]
    style: Markup
    script: Markup
    policy: str


def write_page(public: PublicRecord, release: Release, figures: dict[str, int]) -> str:
    """Return the page as HTML."""
    context = _make_context(public, release, figures)
    template = _environment().get_template("page.html.j2")
    return template.render({f.name: getattr(context, f.name) for f in fields(context)})


def _make_context(
    public: PublicRecord, release: Release, figures: dict[str, int]
) -> PageContext:
    claims = {claim.id: claim for claim in public.claims}
    index = Index(
        {item.id: item for item in public.documents},
        {actor.id: actor.name for actor in public.actors},
    )
    incidents = [view_incident(item, claims, index) for item in public.incidents]
    incidents.sort(key=lambda item: (item.when_order == "", item.when_order, item.id))
    style, script = _join(_STYLES), _join(_SCRIPTS)
    return PageContext(
        release=release,
        figures=figures,
        map=draw_map(public.incidents),
        timeline=draw_timeline(public.incidents),
        columns=COLUMN_KINDS,
        violence=tuple(sorted({item.violence for item in incidents})),
        incidents=tuple(incidents),
        summaries=tuple(view_summary(item, claims, index) for item in public.summaries),
        documents=public.documents,
        gazetteers=tuple(map(word_gazetteer, release.gazetteers)),
        refusals=_word_refusals(public),
        withheld=tuple((word_term(path), n) for path, n in public.withheld.items()),
        style=Markup(style),
        script=Markup(script),
        policy=_policy(style, script),
    )


def _word_refusals(public: PublicRecord) -> tuple[tuple[str, int], ...]:
    terms = load_terms("refusal")
    named = ((terms.get(reason), reason, n) for reason, n in public.refusals.items())
    return tuple((term.definition if term else word_term(r), n) for term, r, n in named)


def _policy(style: str, script: str) -> str:
    """Return a policy that lets this style and this script run, and nothing else."""
    return (
        f"default-src 'none'; style-src '{_source(style)}'; script-src '{_source(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _source(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"


def _join(names: tuple[str, ...]) -> str:
    folder = files(__package__).joinpath("templates")
    return "\n".join(folder.joinpath(name).read_text(encoding="utf-8") for name in names)


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("sijill.publish", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
