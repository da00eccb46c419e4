"""
An estimate as a page of its own: number, pictures, method, doubts and references.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from sijill.estimate.drawing import draw_belief, draw_intervals, draw_overlap
from sijill.estimate.linkages import AS_GIVEN
from sijill.estimate.result import PopulationEstimate


def draw_all(found: PopulationEstimate) -> dict[str, str]:
    """Return the pictures that an estimate has, by name, as SVG."""
    drawn = {"overlap": draw_overlap(found)} if found.patterns else {}
    if found.refused:
        return drawn
    drawn["intervals"] = draw_intervals(found)
    if found.posterior is not None:
        drawn["belief"] = draw_belief(found)
    return drawn


def write_page(found: PopulationEstimate) -> str:
    """
    Return an HTML page that holds everything, and fetches nothing.

    Args:
        found: An estimate or a refusal.
    """
    told = _load_words()
    method = told.get(found.method) or {
        "title": found.method, "says": "", "assumes": [], "sources": [],
    }  # fmt: skip
    drawn = any(row.choice == AS_GIVEN for row in found.sensitivity)
    sources = [*method["sources"], *(told["always"]["sources"] if drawn else ())]
    page: str = _template().render(
        found=found, method=method, sources=sources,
        linkage=told["always"]["linkage" if drawn else "given"],
        assumes=[*told["always"]["assumes"], *method["assumes"]],
        pictures={name: Markup(picture) for name, picture in draw_all(found).items()},
    )  # fmt: skip
    return page


@cache
def _load_words() -> dict[str, Any]:
    return tomllib.loads(_read("methods.toml"))


@cache
def _template() -> Any:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    environment.filters["whole"] = lambda value: f"{value:,.0f}"
    return environment.from_string(_read("page.html.j2"))


def _read(name: str) -> str:
    return files("sijill.estimate").joinpath(name).read_text("utf-8")
