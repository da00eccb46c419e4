"""
What was reported: first reports, rising tolls, copies, denials, roundups, and other news.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from math import ceil
from random import Random

from sijill.testing.settings import Settings
from sijill.testing.story import (
    make_denial,
    make_roundup,
    make_story,
    make_unrelated,
    reprint,
)
from sijill.testing.world import TrueIncident, TrueReport

_LAST_LAG_DAYS = 30
_ROUNDUP_DAYS = 30


def make_reports(
    random: Random, incidents: Sequence[TrueIncident], *, settings: Settings
) -> tuple[TrueReport, ...]:
    """
    Return the reports of a world by day of publication, at least one about each incident.
    """
    made: list[TrueReport] = []
    for incident in incidents:
        made += _report_incident(random, incident, settings)
    others = (
        round(settings.roundup_share * len(made)),
        round(settings.unrelated_share * len(made)),
    )
    made += _round_up(random, incidents, others[0])
    made += [make_unrelated(random, random.choice(incidents)) for _ in range(others[1])]
    random.shuffle(made)
    return _number(random, sorted(made, key=lambda report: report.published_on), settings)


def _report_incident(
    random: Random, incident: TrueIncident, settings: Settings
) -> list[TrueReport]:
    weights = settings.reports_per_incident
    number = random.choices(range(1, len(weights) + 1), weights)[0]
    lag = random.choices(range(len(settings.lag_days)), settings.lag_days)[0]
    if lag == len(settings.lag_days) - 1:
        lag = random.randint(lag, _LAST_LAG_DAYS)
    shares = _draw_shares(random, incident, number, settings)
    made: list[TrueReport] = []
    day = incident.on + timedelta(days=lag)
    for n, share in enumerate(shares):
        day += timedelta(days=random.randrange(3) if n else 0)
        known = ceil(incident.killed * share)
        seen = replace(
            incident, killed=known, injured=incident.injured + incident.killed - known
        )
        key = f"{incident.id}-{n}"
        stories = [item for item in made if item.told[0].modality == "asserted"]
        if n and random.random() < settings.denial_share:
            made.append(make_denial(random, key, seen, day))
        elif stories and random.random() < settings.copy_share:
            made.append(reprint(random, key, random.choice(stories), seen))
        else:
            rises = any(_is_below(item, known) for item in stories)
            made.append(make_story(random, key, seen, day, rises=rises, settings=settings))
    return made


def _draw_shares(
    random: Random, incident: TrueIncident, number: int, settings: Settings
) -> list[float]:
    """Return the share of those killed that each report knows of; it never falls."""
    large = incident.killed >= settings.large_toll
    p_rises = settings.rising_large_share if large else settings.rising_share
    if random.random() >= p_rises or incident.killed < 2:
        return [1.0] * number
    return [*sorted(random.uniform(0.3, 1.0) for _ in range(number - 1)), 1.0]


def _is_below(report: TrueReport, killed: int) -> bool:
    count = report.told[0].killed
    return count is not None and count.high is not None and count.high < killed


def _round_up(
    random: Random, incidents: Sequence[TrueIncident], number: int
) -> list[TrueReport]:
    made = []
    for n in range(number):
        last = random.choice(incidents)
        first_on = last.on - timedelta(days=_ROUNDUP_DAYS - 1)
        inside = [
            item
            for item in incidents
            if item.country_code == last.country_code
            and item.killed
            and first_on <= item.on <= last.on
        ]
        if len(inside) >= 2:
            made.append(make_roundup(random, f"roundup-{n}", inside, last.on))
    return made


def _number(
    random: Random, reports: Sequence[TrueReport], settings: Settings
) -> tuple[TrueReport, ...]:
    """Give the reports their ids and file names, and point copies and origins at them."""
    ids = {report.id: f"r{n:05}" for n, report in enumerate(reports, 1)}
    numbered = []
    for report in reports:
        ending = "html" if random.random() < settings.html_share else "txt"
        told = tuple(replace(item, origin=ids[item.origin]) for item in report.told)
        name = ids[report.id]
        numbered.append(
            replace(
                report,
                id=name,
                file_name=f"{name}.{ending}",
                told=told,
                copy_of=ids[report.copy_of] if report.copy_of else None,
            )
        )
    return tuple(numbered)
