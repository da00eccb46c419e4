"""
Copies, translations and quotations of invented wire stories, from text to counted origins.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

import pytest

from sijill.extract import extract_claims
from sijill.extract.reported import make_reported
from sijill.extract.rules import make_extractor
from sijill.link import Settings as LinkSettings
from sijill.link import cluster_claims
from sijill.model import Claim, Count, DateRange, Harm, Incident, Place, Reading, Span
from sijill.model.ids import claim_id
from sijill.reconcile import Settings, reconcile_clusters
from sijill.resolve import Settings as ResolveSettings
from sijill.resolve import load_actors, open_gazetteer, resolve_claim
from sijill.resolve.sources import load_sources
from sijill.testing.copies import CopiedIncident, CopiedReport, generate_copies

FLOORS = tomllib.loads((Path(__file__).parent / "own.toml").read_text("utf-8"))["copies"]


def reading_of(report: CopiedReport) -> Reading:
    """Return a report as a reading."""
    return Reading(
        report.id,
        report.text,
        title=report.title,
        language=report.language,
        published_on=report.published_on,
        source=report.source,
        document_id=report.id,
    )


def place_by_hand(incident: CopiedIncident) -> Place:
    """Return the town as a person picks it from the gazetteer."""
    found = open_gazetteer().find_places(incident.place)
    entry = next(one for one in found if one.country == incident.country)
    return Place(
        None, entry.name, str(entry.ref), None, entry.country, entry.latitude, entry.longitude,
        2.0, "exact",
    )  # fmt: skip


def claim_by_hand(report: CopiedReport, incident: CopiedIncident, where: Place) -> Claim:
    """Return the claim that a reader of Arabic makes of a translated report."""
    reading = reading_of(report)
    lead = report.text.split("\n\n")[1]
    start = report.text.rindex(lead)
    numbers = [int(found) for found in re.findall(r"\d+", lead)]
    harms = tuple(
        Harm(kind, Count(number, number))
        for kind, number in zip(("killed", "injured"), numbers, strict=False)
    )
    evidence = (Span(start, start + len(lead), lead),)
    return Claim(
        claim_id(reading.id, evidence, extractor="hand.v1", order=0),
        reading.id,
        "hand.v1",
        evidence,
        incident.violence,
        reported=make_reported(reading),
        when=DateRange(None, incident.on, incident.on, "day"),
        where=(where,),
        harms=harms,
    )


def read_copies(incidents: Sequence[CopiedIncident]) -> list[Claim]:
    """Return the resolved claims of every report."""
    extractor, gazetteer = make_extractor(), open_gazetteer()
    actors, sources, claims = load_actors(), load_sources(), []
    for incident in incidents:
        where = place_by_hand(incident)
        for report in incident.reports:
            if report.language == "ar":
                claims.append(claim_by_hand(report, incident, where))
                continue
            found = extract_claims(reading_of(report), extractors=(extractor,))
            claims += [
                resolve_claim(
                    claim,
                    gazetteer=gazetteer,
                    actors=actors,
                    settings=ResolveSettings(),
                    sources=sources,
                )
                for claim in found
            ]
    return claims


def link_claims(claims: Sequence[Claim]) -> list[Incident]:
    """Return the incidents of the record, linked and reconciled."""
    clusters = cluster_claims(claims, settings=LinkSettings())
    return list(reconcile_clusters(claims, clusters, settings=Settings()).incidents)


def judge(incidents: Sequence[CopiedIncident], claims: Sequence[Claim]) -> dict[str, bool]:
    """Say of each true incident whether its origins were counted right, all reports in one."""
    document = {claim.id: claim.document_id for claim in claims}
    found: dict[str, Counter[str]] = defaultdict(Counter)
    made = {item.id: item for item in link_claims(claims)}
    for item in made.values():
        for claim in item.claims:
            found[document[claim].split("-")[0]][item.id] += 1
    right = {}
    for incident in incidents:
        best = found[incident.id].most_common(1)
        right[incident.id] = bool(best) and made[best[0][0]].origins == incident.origins
    return right


@pytest.mark.parametrize(
    ("use", "seeds"),
    [("developing", (1, 2, 3, 4)), ("judging", (900_001, 900_002, 900_003, 900_004))],
)
def test_origins_are_counted_right(use: str, seeds: Sequence[int]) -> None:
    """
    The share of incidents whose independent origins are counted right stays.
    """
    right: dict[str, bool] = {}
    for seed in seeds:
        incidents = generate_copies(seed, incidents=12, use=use)
        judged = judge(incidents, read_copies(incidents))
        right |= {f"{seed} {key}": holds for key, holds in judged.items()}
    wrong = sorted(key for key, holds in right.items() if not holds)

    assert sum(right.values()) / len(right) >= FLOORS[use], wrong


def test_no_report_of_a_judging_story_is_a_developing_one() -> None:
    """
    What floors are judged on was not looked at while building: the stories are others.
    """
    uses = [generate_copies(1, incidents=8, use=use) for use in ("developing", "judging")]
    texts = [
        {r.text.split("\n\n")[2] for i in one for r in i.reports if r.how in ("wire", "own")}
        for one in uses
    ]

    assert texts[0] and texts[1] and not texts[0] & texts[1]
