"""
Reports that copy one another, with the truth of who copies whom.

An invented wire story goes through ten outlets: as it stands, lightly edited, rewritten by
hand, shortened, run together with a text of the outlet's own, translated by hand, or told in
one sentence with the wire named. Other outlets were there themselves and owe it nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from sijill.testing.data import load_data
from sijill.testing.wording import capital, dateline_of, others, people, weekday_of

_BEGINS = date(2022, 1, 3)
_DAYS_APART = 9
WIRE = "wire"
_NUMERALS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True, slots=True)
class CopiedReport:
    """
    One report about one incident, with where its words come from.

    Attributes:
        id: ``i0001-0`` ….
        incident: Id of the incident.
        source: Name of the outlet.
        title: Headline.
        text: The whole text.
        language: ``en``, ``ar``.
        published_on: Day of publication.
        how: ``wire``, ``as_it_stands``, ``light``, ``heavy``, ``short``, ``merged``,
            ``translated``, ``brief``, ``own``.
        origin: Key of the true origin: ``wire``, or the report's own id.
    """

    id: str
    incident: str
    source: str
    title: str
    text: str
    language: str
    published_on: date
    how: str
    origin: str


@dataclass(frozen=True, slots=True)
class CopiedIncident:
    """
    One incident with the reports about it.

    Attributes:
        id: ``i0001`` ….
        on: The day.
        place: Name of the town.
        country: ISO code of its country.
        violence: Term of ``vocabulary/violence.toml``.
        killed: Persons killed.
        injured: Persons injured.
        reports: The reports, in no order that tells anything.
    """

    id: str
    on: date
    place: str
    country: str
    violence: str
    killed: int
    injured: int
    reports: tuple[CopiedReport, ...]

    @property
    def origins(self) -> int:
        """How many independent origins there are."""
        return len({report.origin for report in self.reports})


def generate_copies(
    seed: int, *, incidents: int = 20, use: str = "developing"
) -> tuple[CopiedIncident, ...]:
    """
    Return incidents with wire stories, their copies, and reports that owe them nothing.

    Args:
        seed: Any whole number.
        incidents: How many; each lies days and towns away from the next that tells the same
            story, up to 44.
        use: ``developing``, or ``judging``: other stories, never looked at while building.

    Examples:
        >>> one, two = generate_copies(1, incidents=2)
        >>> one.origins >= 1 and {r.origin for r in one.reports if r.how == "light"} <= {"wire"}
        True
    """
    random = Random(f"{seed}/copies/{use}")
    data = load_data("copies.toml")
    scenes = [scene for scene in data["scene"] if scene["use"] == use]
    towns = [
        town
        for town in load_data("places.toml")["place"]
        if town["name"] in data["arabic_places"]
    ]
    random.shuffle(towns)
    return tuple(
        _Writer(
            random, data, scenes[n % len(scenes)], towns[n // len(scenes) % len(towns)], n
        ).write()
        for n in range(incidents)
    )


class _Writer:
    """Writes the reports about one incident."""

    def __init__(
        self, random: Random, data: dict[str, Any], scene: dict[str, Any], town: Any, n: int
    ) -> None:
        self.random, self.data, self.scene, self.town = random, data, scene, town
        self.id = f"i{n + 1:04}"
        self.on = _BEGINS + timedelta(days=n * _DAYS_APART + random.randrange(3))
        self.killed, self.injured = random.randint(2, 9), random.randint(2, 9)
        self.outlets = random.sample(data["outlets"], len(data["outlets"]))
        self.wire = self.outlets.pop()
        names = random.sample(data["people"], 4)
        families = random.sample(data["families"], 4)
        self.persons = [
            (f"{one[0]} {two[0]}", f"{one[1]} {two[1]}")
            for one, two in zip(names, families, strict=True)
        ]
        self.numbers = random.sample(range(41, 980), 3)

    def write(self) -> CopiedIncident:
        """Return the incident with two to ten reports, the wire's own among most."""
        hows = ["as_it_stands", "light", "light", "heavy", "heavy", "short", "merged",
                "translated", "brief"]  # fmt: skip
        copies = self.random.sample(hows, self.random.randint(0, 6))
        owns = self.random.choices((0, 1, 2), (3, 4, 3))[0]
        hows = [*([WIRE] if copies or not owns else []), *copies, *(["own"] * owns)]
        reports = []
        for n, how in enumerate(hows):
            reports.append(self._report(n, how, hows[:n].count("own")))
        return CopiedIncident(
            self.id, self.on, self.town["name"], self.town["code"],
            self.scene["violence"], self.killed, self.injured, tuple(reports),
        )  # fmt: skip

    def _report(self, n: int, how: str, owns: int) -> CopiedReport:
        day = self.on + timedelta(days=1 + (how != WIRE) * self.random.randrange(2))
        outlet = self.wire if how == WIRE else self.outlets[n]
        language = "ar" if how == "translated" else "en"
        if how == "translated":
            outlet = self.random.choice(self.data["arabic_outlets"])
        words = self._words(arabic=how == "translated")
        body = [text.format_map(words) for text in self._body(how, owns)]
        title = self.scene["title"].format_map(words)
        if how in ("light", "heavy", "short", "merged", "own"):
            title = self.random.choice(self.scene["other_titles"]).format_map(words)
        if how == "light":
            body = self._edit(body, words)
        if how == "translated":
            title = body[0].split("،")[0]
        lead = (
            body[0] if how == "translated" else f"{self._dateline(how, outlet, day)} {body[0]}"
        )
        text = "\n\n".join([title, lead, *body[1:]])
        key = f"{self.id}-{n}"
        return CopiedReport(
            key, self.id, outlet, title, text, language, day, how,
            key if how == "own" else WIRE,
        )  # fmt: skip

    def _body(self, how: str, owns: int) -> list[str]:
        scene, random = self.scene, self.random
        if how == "own":
            return list(scene["own"][owns])
        if how == "brief":
            return [random.choice(self.data["briefs"]), random.choice(self.data["extras"])]
        if how == "translated":
            first, *rest = scene["arabic"]
            return [first, *rest[: random.randint(2, len(rest))]]
        first, *rest = scene["heavy" if how == "heavy" else "wire"]
        if how == "heavy":
            kept = random.sample(rest, random.randint(len(rest) - 1, len(rest)))
            return [first, *kept, *random.sample(self.data["extras"], random.randrange(2))]
        if how == "short":
            return [first, *rest[: random.randint(1, 2)]]
        if how == "merged":
            return [first, rest[0] + " " + rest[1], *random.sample(self.data["extras"], 2)]
        if how == "light":
            rest = rest[: random.randint(len(rest) - 2, len(rest))]
        return [first, *rest]

    def _edit(self, body: Sequence[str], words: dict[str, str]) -> list[str]:
        """Return *body* with a few words swapped and perhaps two paragraphs run together."""
        swaps = self.random.sample(self.data["swaps"], 6)
        edited = list(body)
        for old, new in swaps:
            old, new = old.format_map(words), new.format_map(words)
            edited = [text.replace(old, new) for text in edited]
        if len(edited) > 3 and self.random.random() < 0.5:
            edited[2:4] = [" ".join(edited[2:4])]
        return edited

    def _dateline(self, how: str, outlet: str, day: date) -> str:
        credits = how in ("as_it_stands", "light", "short") and self.random.random() < 0.5
        name = self.wire if credits else outlet
        return dateline_of(self.town["name"], self.town["country"], day, name)

    def _words(self, *, arabic: bool) -> dict[str, str]:
        place, day = self.town["name"], weekday_of(self.on)
        killed = people((_NUMERALS[self.killed], None))  # type: ignore[arg-type]
        hurt = (_NUMERALS[self.injured], None)
        if arabic:
            place = self.data["arabic_places"][place]
            day = self.data["arabic_weekdays"][day]
        return {
            "place": place, "weekday": day, "wire": self.wire, "other": self.outlets[-1],
            "killed": killed, "Killed": capital(killed), "killed_n": str(self.killed),
            "injured": f"{others(hurt)} were injured",  # type: ignore[arg-type]
            "injured_n": str(self.injured) if arabic else _NUMERALS[self.injured],
            **{f"p{n}": person[arabic] for n, person in enumerate(self.persons, 1)},
            **{f"n{n}": str(number) for n, number in enumerate(self.numbers, 1)},
        }  # fmt: skip
