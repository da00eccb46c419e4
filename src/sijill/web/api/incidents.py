"""
The API of incidents and of what links claims: linking, parting, previews, taking back.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Body, Query

from sijill.errors import NotThere, SettingsError
from sijill.flow.workbench.heirs import find_heir
from sijill.flow.workbench.incidents import show_incident
from sijill.flow.workbench.judging import (
    judge,
    link_incidents,
    part_claim,
    preview_link,
    preview_parting,
    withdraw,
)
from sijill.model.form import to_json
from sijill.model.role import Right
from sijill.model.withheld import tell
from sijill.web.api.documents import Json, Term, Why
from sijill.web.asking import Ask
from sijill.web.repeating import Match, need_match
from sijill.web.routes import Routes

routes = Routes()
_MOST_AT_ONCE = 5000  # decisions; an act makes one for each claim of an incident at most
Id = Annotated[str | None, Query(max_length=200)]
Seen = Annotated[str | None, Body(embed=True, max_length=64)]


@routes.read("/incidents/{id}", right=Right.READ, partly=True)
def read_incident(ask: Ask, id: str) -> Json:
    """Return an incident; for one that was linked with another, the one that it went into."""
    try:
        page = show_incident(ask.bench, ask.person, id)
    except NotThere:
        heir = find_heir(ask.bench, ask.person, "incident", id)
        page = show_incident(ask.bench, ask.person, heir)
    return dict(tell(page))


@routes.read("/incidents/{id}/preview", right=Right.DECIDE)
def read_preview(ask: Ask, id: str, other: Id = None, claim: Id = None) -> Json:
    """Return what linking with *other*, or taking *claim* out, would change."""
    if other:
        found = preview_link(ask.bench, ask.person, id, other)
    elif claim:
        found = preview_parting(ask.bench, ask.person, id, claim)
    else:
        raise SettingsError(
            "give another incident, or a claim of this one.", phrase="no_preview"
        )
    sides = {
        name: [_side(ask, side) for side in getattr(found, name)]
        for name in ("before", "after")
    }
    people = {
        name: [_people(ask, line) for line in getattr(found, f"people_{name}")]
        for name in ("before", "after")
    }
    said = {"sides": sides, "people": people, "judged": _judged(ask, found.judgements)}
    return {**to_json(found), "said": said}


def _judged(ask: Ask, n: int) -> str:
    """Return how many pairs are judged at once; empty: one, as everybody expects."""
    if n < 2:
        return ""
    said = ask.words.say("incident.judged", n=n), ask.words.say("incident.undone_together")
    return " ".join(said)


def _side(ask: Ask, side: Any) -> Json:
    words = ask.words
    return {
        "id": side.id,
        "title": words.term("violence", side.violence),
        "size": words.say("incident.size", n=side.claims),
        "people": [_people(ask, line) for line in side.harms],
        "new": words.say("incident.new") if side.is_new else "",
    }


def _people(ask: Ask, line: Any) -> str:
    return f"{ask.words.term('harm', line.kind)}: {ask.words.range(line.low, line.high)}"


@routes.write("/incidents/{id}/links", right=Right.DECIDE)
def write_link(
    ask: Ask, id: str, other: Term, why: Why = "", seen: Seen = None, match: Match = None
) -> Json:
    """Decide that two incidents are one; *seen* is of the preview, which shows both."""
    answer = link_incidents(
        ask.bench, ask.person, id, other, why=why, etag=need_match(match), seen=seen
    )
    return dict(to_json(answer))


@routes.write("/incidents/{id}/partings", right=Right.DECIDE)
def write_parting(
    ask: Ask, id: str, claim: Term, why: Why = "", seen: Seen = None, match: Match = None
) -> Json:
    """Decide that a claim does not belong to its incident; *seen* is of the preview."""
    answer = part_claim(
        ask.bench, ask.person, id, claim, why=why, etag=need_match(match), seen=seen
    )
    return dict(to_json(answer))


@routes.write("/judgements", right=Right.DECIDE)
def write_judgement(
    ask: Ask, left: Term, right: Term, verdict: Term, why: Why = "", match: Match = None
) -> Json:
    """Decide whether two claims speak of one incident."""
    answer = judge(
        ask.bench, ask.person, left, right, verdict=verdict, why=why, etag=need_match(match)
    )
    return dict(to_json(answer))


@routes.write("/withdrawals", right=Right.DECIDE)
def write_withdrawal(
    ask: Ask,
    decisions: Annotated[list[str], Body(embed=True, min_length=1, max_length=_MOST_AT_ONCE)],
    why: Why = "",
) -> Json:
    """
    Take decisions back.

    It rests on nothing but that they stand: one that was taken back already is refused (412).
    """
    return dict(to_json(withdraw(ask.bench, ask.person, *decisions, why=why)))
