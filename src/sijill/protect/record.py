"""
A whole record in its public form: what is too fresh stays out, what is kept back is counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sijill.model.actor import Actor
from sijill.model.claim import Claim
from sijill.model.document import Document
from sijill.model.incident import Incident
from sijill.model.place import Place
from sijill.model.placelist import PlaceList
from sijill.model.release import PublicClaim, PublicDocument, PublicRecord
from sijill.model.summary import Summary
from sijill.protect.claims import generalise_claim
from sijill.protect.documents import generalise_document
from sijill.protect.gazetteers import name_gazetteers
from sijill.protect.incidents import generalise_incident, generalise_summary
from sijill.protect.names import NameGuard
from sijill.protect.settings import Settings
from sijill.protect.words import WordShower


@dataclass(frozen=True, slots=True)
class _Sieve:
    """Which incidents are old enough to leave, and which only coarsened."""

    incidents: tuple[Incident, ...]
    delayed: frozenset[str]
    fresh: frozenset[str]


def generalise_record(
    *,
    title: str,
    incidents: Sequence[Incident],
    claims: Sequence[Claim],
    summaries: Sequence[Summary],
    documents: Sequence[Document],
    on: date,
    settings: Settings,
    actors: Iterable[Actor] = (),
    gazetteers: Iterable[PlaceList] = (),
    refusals: Mapping[str, int] | None = None,
    held_back: int = 0,
    digest: str = "",
) -> PublicRecord:
    """
    Return everything of a record that may be published.

    Args:
        title: What the record is about; words of a named person in it are an error of the
            one who names it, and withheld.
        incidents: Every incident that may leave.
        claims: Every claim, those in no incident too (names in them are guarded against).
        summaries: Every summary that may leave.
        documents: Every captured document that may leave.
        on: The day of publication, to tell what is fresh.
        settings: The team's choices.
        actors: The vocabulary of actors; only those that appear are kept.
        gazetteers: The bundled lists of places and the record's own; those used are named.
        refusals: How many were refused, by reason.
        held_back: How many incidents may not leave, whatever their age.
        digest: Canonical digest of the record.
    """
    guard = NameGuard(claims)
    sieve = _sieve(incidents, claims, on, settings)
    shower = WordShower("", guard, settings)
    shown = [
        generalise_incident(
            item, shower=shower, settings=settings, is_fresh=item.id in sieve.fresh
        )
        for item in sieve.incidents
    ]
    told = [
        generalise_summary(_without(item, sieve.delayed), shower=shower, settings=settings)
        for item in summaries
    ]
    public_claims = _claims(claims, sieve, summaries, guard=guard, settings=settings)
    used = {part.actor_id for item in shown for part in item.actors}
    used |= {part.actor_id for item in public_claims for part in item.actors}
    return PublicRecord(
        title="A record of civilian harm" if guard.holds_name(title) else title,
        incidents=tuple(sorted(shown, key=lambda item: item.id)),
        claims=tuple(public_claims),
        summaries=tuple(sorted(told, key=lambda item: item.id)),
        documents=_documents(documents, guard),
        actors=tuple(sorted((a for a in actors if a.id in used), key=lambda a: a.id)),
        gazetteers=name_gazetteers(gazetteers, _places(claims, sieve, public_claims)),
        refusals=dict(sorted((refusals or {}).items())),
        withheld=_count_withheld(shower, public_claims, len(sieve.delayed) + held_back),
        digest=digest,
    )


def _places(
    claims: Sequence[Claim], sieve: _Sieve, shown: Sequence[PublicClaim]
) -> Iterator[Place | None]:
    """Yield the places of what is shown, with all that is known of them."""
    kept = {claim.id for claim in shown}
    yield from (incident.where for incident in sieve.incidents)
    yield from (place for claim in claims if claim.id in kept for place in claim.where)


def _documents(documents: Sequence[Document], guard: NameGuard) -> tuple[PublicDocument, ...]:
    ordered = sorted(documents, key=lambda item: item.id)
    return tuple(generalise_document(item, guard=guard) for item in ordered)


def _count_withheld(
    shower: WordShower, claims: Sequence[PublicClaim], incidents: int
) -> dict[str, int]:
    withheld = Counter(shower.withheld)
    for claim in claims:
        withheld.update(path for path, term in claim.absent.items() if term == "withheld")
    withheld["incidents"] += incidents
    return {path: n for path, n in sorted(withheld.items()) if n}


def _sieve(
    incidents: Sequence[Incident], claims: Sequence[Claim], on: date, settings: Settings
) -> _Sieve:
    """Part incidents by the last day on which they may have happened."""
    claim_by_id = {claim.id: claim for claim in claims}
    last = {item.id: _last_day(item, claim_by_id) for item in incidents}
    delay, coarsen = timedelta(settings.delay_days), timedelta(settings.coarsen_days)
    delayed = frozenset(key for key, day in last.items() if day and on - day < delay)
    fresh = frozenset(key for key, day in last.items() if day and on - day < coarsen)
    kept = tuple(item for item in incidents if item.id not in delayed)
    return _Sieve(kept, delayed, fresh)


def _last_day(incident: Incident, claim_by_id: Mapping[str, Claim]) -> date | None:
    """Return the last possible day; an open end falls back on the first report of it."""
    if incident.when and incident.when.latest:
        return incident.when.latest
    reports = (claim_by_id[key].reported.on for key in incident.claims if key in claim_by_id)
    return min((day for day in reports if day), default=None)


def _without(summary: Summary, delayed: frozenset[str]) -> Summary:
    kept = tuple(key for key in summary.incidents if key not in delayed)
    return replace(summary, incidents=kept)


def _claims(
    claims: Sequence[Claim],
    sieve: _Sieve,
    summaries: Sequence[Summary],
    *,
    guard: NameGuard,
    settings: Settings,
) -> list[PublicClaim]:
    """Return the public claims that an incident or a summary of the release stands on."""
    wanted = {key: item.id for item in sieve.incidents for key in item.claims}
    wanted |= {item.claim: "" for item in summaries}
    return [
        generalise_claim(
            claim, guard=guard, settings=settings, is_fresh=wanted[claim.id] in sieve.fresh
        )
        for claim in sorted(claims, key=lambda item: item.id)
        if claim.id in wanted
    ]
