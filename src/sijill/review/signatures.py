"""
Who decided last about an incident, and whose signature stands under it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from sijill.model import Claim, Incident, Span
from sijill.model.form import canonical_line

Form = Mapping[str, Any]


def find_last_decider(forms: Iterable[Form], claims: Iterable[Claim]) -> str | None:
    """
    Return who decided last about some claims, taking back included; ``None``: nobody did.

    Args:
        forms: Every line of the log of decisions in its JSON form, oldest first.
        claims: The claims of one incident.

    Examples:
        >>> claim = Claim("c-1", "d1", "x.v1", (Span(10, 14, "kill"),), "shelling")
        >>> target = {"document_id": "d1", "start": 12, "end": 14, "field": "claim"}
        >>> lines = [{"id": "r-1", "by": "Dana", "target": target},
        ...          {"id": "r-2", "by": "Rana", "withdraws": "r-1"},
        ...          {"id": "r-3", "by": "Sami", "target": {**target, "document_id": "d2"}}]
        >>> find_last_decider(lines, [claim])
        'Rana'
    """
    spans: dict[str, list[Span]] = {}
    for claim in claims:
        spans.setdefault(claim.document_id, []).extend(claim.evidence)
    about: set[str] = set()
    last = None
    for form in forms:
        targets = form.get("targets") or [form.get("target") or {}]
        touches = any(_touches(target, spans) for target in targets)
        if touches or form.get("withdraws") in about:
            about.add(str(form["id"]))
            last = str(form["by"])
    return last


def _touches(target: Mapping[str, Any], spans: Mapping[str, list[Span]]) -> bool:
    held = spans.get(str(target.get("document_id")), ())
    return any(span.start < target["end"] and target["start"] < span.end for span in held)


def digest_state(incident: Incident) -> str:
    """Return the digest of an incident as it stands: claims, ranges, origins and grades."""
    return hashlib.sha256(canonical_line(incident).encode("utf-8", "surrogatepass")).hexdigest()
