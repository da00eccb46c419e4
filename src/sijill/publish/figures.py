"""
Every number that the text of a release uses, in one file that the text is made from.
"""

from __future__ import annotations

from sijill.model.release import PublicIncident, PublicRecord
from sijill.publish.geojson import is_drawn


def count_figures(public: PublicRecord) -> dict[str, int]:
    """Return the numbers of the page's sentences, by name."""
    incidents = public.incidents
    documents_used = {claim.document_id.partition("#")[0] for claim in public.claims}
    return {
        "incidents": len(incidents),
        "claims": len(public.claims),
        "documents": len(public.documents),
        "documents_with_claims": len(documents_used),
        "summaries": len(public.summaries),
        "sources": len({claim.reported.by for claim in public.claims if claim.reported.by}),
        "refused": sum(public.refusals.values()),
        "withheld": sum(public.withheld.values()),
        "date_unknown": sum(not _is_dated(item) for item in incidents),
        "place_undrawn": sum(not is_drawn(item.where) for item in incidents),
        "single_origin": sum(item.origins <= 1 for item in incidents),
        "disagreeing": sum(bool(item.disagreements) for item in incidents),
        "killed_unknown": sum(not _is_killed_known(item) for item in incidents),
    }


def write_figures(figures: dict[str, int], *, version: str) -> str:
    """
    Return the numbers as a TOML file.

    Examples:
        >>> print(write_figures({"incidents": 2}, version="1.0"), end="")
        # Every number that the text of release 1.0 uses.
        [figures]
        incidents = 2
    """
    lines = [f"# Every number that the text of release {version} uses.", "[figures]"]
    return "\n".join([*lines, *(f"{name} = {value}" for name, value in figures.items())]) + "\n"


def _is_dated(item: PublicIncident) -> bool:
    return item.when is not None and bool(item.when.earliest or item.when.latest)


def _is_killed_known(item: PublicIncident) -> bool:
    killed = (harm for harm in item.harms if harm.kind == "killed")
    return any(harm.low is not None or harm.high is not None for harm in killed)
