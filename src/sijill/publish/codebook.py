"""
What every column, field and term of a release means, made from the code that makes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields

import sijill.model.incident
import sijill.model.public
import sijill.model.release
import sijill.model.summary
from sijill.model.vocabulary import list_vocabularies, load_terms
from sijill.publish.tables import Table

_ATTRIBUTE = re.compile(r"^ {4}(?:    )?(\w+): (.*)$")
RECORDS: tuple[type, ...] = (
    sijill.model.release.PublicIncident,
    sijill.model.incident.HarmRange,
    sijill.model.incident.LikelyCount,
    sijill.model.incident.GroupRange,
    sijill.model.incident.DamageRange,
    sijill.model.incident.ClaimedCount,
    sijill.model.incident.Disagreement,
    sijill.model.incident.Origin,
    sijill.model.release.PublicClaim,
    sijill.model.public.PublicReported,
    sijill.model.public.PublicDate,
    sijill.model.public.PublicPlace,
    sijill.model.public.PublicActor,
    sijill.model.public.PublicMeans,
    sijill.model.public.PublicHarm,
    sijill.model.public.PublicGroup,
    sijill.model.public.PublicDamage,
    sijill.model.public.PublicCount,
    sijill.model.public.PublicAttribution,
    sijill.model.public.PublicWords,
    sijill.model.release.PublicSummary,
    sijill.model.summary.Comparison,
    sijill.model.release.PublicDocument,
    sijill.model.release.PublicGazetteer,
)


def write_codebook(tables: tuple[Table, ...]) -> str:
    """Return the codebook as Markdown."""
    return "\n".join(_lines(tables)) + "\n"


def describe_fields(record: type) -> dict[str, str]:
    """
    Return the meaning of each field of *record*, from its docstring.

    Examples:
        >>> describe_fields(sijill.model.public.PublicWords)["end"]
        'First code point after them.'
    """
    found: dict[str, str] = {}
    last = ""
    _, _, section = (record.__doc__ or "").partition("Attributes:\n")
    for line in section.splitlines():
        match = _ATTRIBUTE.match(line)
        if match:
            last = match[1]
            found[last] = match[2].strip()
        elif line.strip() and last:
            found[last] = f"{found[last]} {line.strip()}"
    return {item.name: found[item.name] for item in fields(record)}


def _lines(tables: tuple[Table, ...]) -> Iterator[str]:
    yield "# Codebook\n"
    yield "An empty cell and `null` say that something is not known; neither is zero.\n"
    yield "## Tables (CSV)\n"
    for table in tables:
        yield f"### {table.name}.csv\n\n{table.about}\n\n| column | meaning |\n|---|---|"
        yield from (f"| `{name}` | {_cell(text)} |" for name, text in table.columns.items())
        yield ""
    yield "## Records (JSON Lines)\n"
    for record in RECORDS:
        first = (record.__doc__ or "").strip().splitlines()[0]
        yield f"### {record.__name__.removeprefix('Public')}\n\n{first}\n"
        yield "| field | meaning |\n|---|---|"
        yield from (f"| `{n}` | {_cell(t)} |" for n, t in describe_fields(record).items())
        yield ""
    yield "## Vocabularies\n"
    for name in list_vocabularies():
        yield f"### {name}\n\n| term | meaning | elsewhere |\n|---|---|---|"
        for term in load_terms(name).values():
            elsewhere = ", ".join(f"{book}: {code}" for book, code in term.mappings.items())
            yield f"| `{term.term}` | {_cell(term.definition)} | {_cell(elsewhere)} |"
        yield ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
