"""
Who was killed, and which lists hold them: independent lists, or dependent by stratum.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from random import Random

from sijill.testing.data import load_data
from sijill.testing.settings import Settings
from sijill.testing.world import ListRow, TrueIncident, TrueVictim, VictimList


def make_victims(
    random: Random, incidents: Iterable[TrueIncident], *, settings: Settings
) -> tuple[TrueVictim, ...]:
    """Return everybody killed, each with an invented name and a stratum."""
    people = load_data("people.toml")
    shares = [stratum.share for stratum in settings.strata]
    made: list[TrueVictim] = []
    for incident in incidents:
        for _ in range(incident.killed):
            sex = random.choice(("female", "male", "male"))
            name = f"{random.choice(people[sex])} {random.choice(people['family'])}"
            stratum = random.choices(settings.strata, shares)[0]
            age = random.randrange(1, 86)
            number = f"v{len(made) + 1:05}"
            made.append(TrueVictim(number, incident.id, name, sex, age, stratum.name))
    return tuple(made)


def make_lists(
    random: Random,
    victims: Sequence[TrueVictim],
    incidents: Iterable[TrueIncident],
    *,
    settings: Settings,
) -> tuple[VictimList, ...]:
    """
    Return the lists: each victim is on each list with the list's own probability, times the
    stratum's factor, and given the stratum independently of the other lists.
    """
    by_id = {incident.id: incident for incident in incidents}
    factors = {stratum.name: stratum.factor for stratum in settings.strata}
    lists = []
    for name, p_capture in settings.lists:
        rows = [
            _make_row(random, victim, by_id[victim.incident], settings)
            for victim in victims
            if random.random() < p_capture * factors[victim.stratum]
        ]
        random.shuffle(rows)
        lists.append(VictimList(name, tuple(rows)))
    return tuple(lists)


def _make_row(
    random: Random, victim: TrueVictim, incident: TrueIncident, settings: Settings
) -> ListRow:
    misspelt = random.random() < settings.misspelt_share
    name = _misspell(random, victim.name) if misspelt else victim.name
    return ListRow(victim.id, name, victim.sex, victim.age, incident.on, incident.place)


def _misspell(random: Random, name: str) -> str:
    """Return *name* with one inner letter doubled or dropped, as lists often differ."""
    at = random.randrange(1, len(name) - 1)
    while name[at] == " ":
        at = random.randrange(1, len(name) - 1)
    if random.random() < 0.5:
        return name[:at] + name[at] + name[at:]
    return name[:at] + name[at + 1 :]
