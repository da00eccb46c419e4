"""
One report: its headline, its words, and what it tells.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from sijill.model import Count
from sijill.testing.data import load_data
from sijill.testing.settings import Settings
from sijill.testing.wording import (
    PEOPLE,
    active_toll,
    capital,
    dateline_of,
    join_names,
    make_count,
    passive_toll,
    people,
    put_day,
    weekday_of,
)
from sijill.testing.world import Told, TrueIncident, TrueReport

_DAYS_TO_LATER_NEWS = 6


def make_story(
    random: Random,
    key: str,
    incident: TrueIncident,
    day: date,
    *,
    rises: bool,
    settings: Settings,
) -> TrueReport:
    """Return a report about one incident, with the toll as *incident* has it."""
    data = load_data("wording.toml")
    share = settings.interval_share
    killed = make_count(random, incident.killed, interval_share=share)
    injured = make_count(random, incident.injured, interval_share=share)
    told_killed = killed if incident.killed else None
    told_injured = injured if incident.injured else None
    outlet = pick_outlet(random)
    words = _words_of(random, incident, day, outlet[0])
    noun = data["nouns"].get(incident.status, PEOPLE)
    toll = passive_toll(told_killed, told_injured, noun)
    words |= {"toll": toll, "Toll": capital(toll)}
    words |= {"killing": active_toll(told_killed, told_injured, noun)}
    lead = random.choice(data["risen" if rises else "leads"]).format_map(words)
    title = random.choice(data["titles"]).format_map(words)
    told = Told(
        incidents=(incident.id,),
        killed=told_killed[1] if told_killed else None,
        injured=told_injured[1] if told_injured else None,
        scope="incident",
        modality="asserted",
        origin=key,
        known=incident.killed,
    )
    return _compose(
        key, title, [lead, *_more(random, incident, words)], incident, day, outlet, told
    )


def make_denial(random: Random, key: str, incident: TrueIncident, day: date) -> TrueReport:
    """Return a report in which the incident is denied."""
    data = load_data("wording.toml")
    outlet = pick_outlet(random)
    words = _words_of(random, incident, day, outlet[0])
    lead = random.choice(data["denials"]).format_map(words)
    title = random.choice(data["denial_titles"]).format_map(words)
    details = random.sample(data["denial_details"], 2)
    told = Told((incident.id,), None, None, "incident", "denied", key)
    return _compose(key, title, [lead, " ".join(details)], incident, day, outlet, told)


def reprint(
    random: Random, key: str, original: TrueReport, incident: TrueIncident
) -> TrueReport:
    """Return a copy of *original* by another outlet on the same day."""
    outlet = pick_outlet(random)
    while outlet[0] == original.source:
        outlet = pick_outlet(random)
    _, lead, *rest = original.text.split("\n\n")
    body = [lead.split(" -- ", 1)[1], *rest]
    if len(body) > 2 and random.random() < 0.5:
        body = body[:-1]
    body = [text.replace(original.source, outlet[0]) for text in body]
    copied = _compose(
        key, original.title, body, incident, original.published_on, outlet, original.told[0]
    )
    return TrueReport(
        copied.id, "", copied.title, copied.text, copied.published_on, copied.source,
        copied.source_kind, original.told, copy_of=original.id,
    )  # fmt: skip


def make_roundup(
    random: Random, key: str, incidents: Sequence[TrueIncident], last_on: date
) -> TrueReport:
    """Return a report that sums up several incidents of one country."""
    data = load_data("wording.toml")
    outlet = pick_outlet(random)
    total = sum(item.killed for item in incidents)
    places = sorted({item.place for item in incidents})
    words = {
        "people": people((str(total), Count(total, total))),
        "number": str(len(incidents)),
        "country": incidents[0].country,
        "outlet": outlet[0],
        "places": join_names(places),
    }
    body = [
        random.choice(data["roundups"]).format_map(words),
        random.choice(data["roundup_details"]).format_map(words),
    ]
    title = random.choice(data["roundup_titles"]).format_map(words)
    ids = tuple(item.id for item in incidents)
    told = Told(ids, Count(total, total), None, "aggregate", "asserted", key)
    return _compose(key, title, body, incidents[-1], last_on, outlet, told)


def make_unrelated(random: Random, near: TrueIncident) -> TrueReport:
    """Return a report about something else from the same town, in the days after."""
    outlet = pick_outlet(random)
    entry = random.choice(load_data("wording.toml")["unrelated"])
    day = near.on + timedelta(days=random.randrange(_DAYS_TO_LATER_NEWS))
    words = {"place": near.place, "weekday": weekday_of(day)}
    key = f"unrelated-{random.getrandbits(64):016x}"
    body = [entry["text"].format_map(words)]
    return _compose(key, entry["title"].format_map(words), body, near, day, outlet, None)


def pick_outlet(random: Random) -> tuple[str, str]:
    """Return an invented outlet and its kind."""
    name, kind = random.choice(load_data("wording.toml")["outlets"])
    return name, kind


def _words_of(random: Random, incident: TrueIncident, day: date, outlet: str) -> dict[str, Any]:
    data = load_data("wording.toml")
    act = data["acts"][incident.violence]
    place = {"place": incident.place, "region": incident.region, "country": incident.country}
    when = put_day(random, incident.on, day)
    clause = act["clause"].format(site=incident.site)
    return {
        **place,
        "where": random.choice(data["places"]).format_map(place),
        "day": when,
        "Day": capital(when),
        "weekday": weekday_of(day),
        "site": incident.site,
        "on": act["on"],
        "noun": act["noun"],
        "Noun": capital(act["noun"]),
        "short": act["short"],
        "Short": capital(act["short"]),
        "clause": clause,
        "origin": random.choice(data["origins"]),
        "actor": incident.actor,
        "outlet": outlet,
    }


def _more(random: Random, incident: TrueIncident, words: dict[str, Any]) -> list[str]:
    data, names = load_data("wording.toml"), load_data("people.toml")
    blame = random.choice(data["blame" if incident.actor else "unknown_actor"])
    details = []
    for detail in random.sample(data["details"], random.randint(2, 4)):
        given = random.choice(names["female"] + names["male"])
        person = f"{given} {random.choice(names['family'])}"
        details.append(detail.format_map(words | {"person": person}))
    closing = random.choice(data["closings"]).format_map(words)
    return [" ".join([blame.format_map(words), details[0]]), " ".join(details[1:]), closing]


def _compose(
    key: str,
    title: str,
    body: list[str],
    incident: TrueIncident,
    day: date,
    outlet: tuple[str, str],
    told: Told | None,
) -> TrueReport:
    dateline = dateline_of(incident.place, incident.country, day, outlet[0])
    text = "\n\n".join([title, f"{dateline} {body[0]}", *body[1:]])
    claims = (told,) if told else ()
    return TrueReport(key, "", title, text, day, outlet[0], outlet[1], claims)
