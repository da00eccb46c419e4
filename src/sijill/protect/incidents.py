"""
An incident or a summary without the people in it: ranges, and who disagrees on what.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from sijill.model.incident import Disagreement, Incident, Origin
from sijill.model.release import PublicIncident, PublicSummary
from sijill.model.summary import Summary
from sijill.protect.claims import generalise_date, list_known_caveats
from sijill.protect.names import NameGuard, list_tokens, looks_like_name
from sijill.protect.places import generalise_place
from sijill.protect.redact import redact_record
from sijill.protect.settings import Settings
from sijill.protect.words import WordShower

_QUOTE = re.compile('["“”„«»‹›]')


def generalise_incident(
    incident: Incident, *, shower: WordShower, settings: Settings, is_fresh: bool = False
) -> PublicIncident:
    """
    Return the public form of *incident*.

    Args:
        incident: The incident.
        shower: Decides on words, and remembers what was withheld.
        settings: The team's choices.
        is_fresh: Whether it may be too recent to show where it was.
    """
    where = (
        generalise_place(
            incident.where, path="where", shower=shower, settings=settings, is_fresh=is_fresh
        )
        if incident.where
        else None
    )
    known = () if is_fresh or where is None else (where.name, where.admin1)
    return replace(
        redact_record(incident, PublicIncident),
        when=generalise_date(incident.when, shower=shower),
        where=where,
        origin_by_claim=_number_origins(incident.origin_by_claim),
        disagreements=tuple(
            _disagreement(part, shower, [name for name in known if name])
            for part in incident.disagreements
        ),
        caveats=list_known_caveats(incident.caveats),
    )


def generalise_summary(
    summary: Summary, *, shower: WordShower, settings: Settings
) -> PublicSummary:
    """Return the public form of *summary*."""
    area = (
        generalise_place(
            summary.area, path="area", shower=shower, settings=settings, is_fresh=False
        )
        if summary.area
        else None
    )
    return replace(
        redact_record(summary, PublicSummary),
        window=generalise_date(summary.window, shower=shower),
        area=area,
    )


def _number_origins(origins: tuple[Origin, ...]) -> tuple[Origin, ...]:
    """Replace each origin's key, which may hold a name, by a number."""
    numbers: dict[str, str] = {}
    for item in origins:
        numbers.setdefault(item.origin, f"origin {len(numbers) + 1}")
    return tuple(replace(item, origin=numbers[item.origin]) for item in origins)


def _disagreement(part: Disagreement, shower: WordShower, known: Iterable[str]) -> Disagreement:
    if _is_safe_sentence(part.why, shower.guard, known):
        return part
    shower.keep_back("disagreements.why")
    return replace(part, why=f"The claims part on {part.field}.")


def _is_safe_sentence(why: str, guard: NameGuard, known: Iterable[str]) -> bool:
    """Say whether a sentence quotes nothing and has no capital but its first."""
    tokens = list_tokens(why)
    if _QUOTE.search(why) or guard.shares_token(why):
        return False
    rest = tokens[1:] if tokens and tokens[0].istitle() else tokens
    names = {token for name in known for token in list_tokens(name)}
    return not any(looks_like_name(token) and token not in names for token in rest)
