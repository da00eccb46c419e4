"""
Lists that hold invented people as real lists would: other spellings, gaps, slips, doubles.

Rates and their sources stand in ``docs/decisions/0111-noise-of-generated-lists.md``.
"""

from __future__ import annotations

import csv
import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

from sijill.model import Anchor, DateRange, NamedPerson
from sijill.model.victim import person_id
from sijill.testing.data import load_data
from sijill.testing.namesakes import NamePart, TruePerson, make_namesakes


@dataclass(frozen=True, slots=True)
class ListHabits:
    """
    How one list is kept. All but the first four are shares, in [0, 1].

    Attributes:
        name: The list.
        capture: Share of the people that it holds.
        script: ``arabic``, ``latin`` or ``both``.
        rules: How many rules of romanisation it keeps to.
        slips: Names with a slip of the finger.
        no_grandfather: Names without the grandfather's.
        no_father: Names without the father's either.
        family_first: Names that begin with the family's.
        no_sex: Rows that say no sex.
        no_age: Rows that say no age.
        says_birth: Rows that say a day of birth instead of an age.
        rough_age: Ages that are rounded to five years, or are a year or two off.
        no_day: Rows that say no day.
        month_only: Rows that say the month alone.
        other_day: Days that are not the right one, by a day or up to two weeks.
        swapped: Days written with day and month swapped.
        no_place: Rows that say no place.
        other_place: Rows that say a place nearby, or the biggest one.
        doubles: Rows that the list holds twice.
    """

    name: str
    capture: float
    script: str
    rules: int = 6
    slips: float = 0.04
    no_grandfather: float = 0.4
    no_father: float = 0.1
    family_first: float = 0.02
    no_sex: float = 0.056
    no_age: float = 0.25
    says_birth: float = 0.0
    rough_age: float = 0.25
    no_day: float = 0.03
    month_only: float = 0.05
    other_day: float = 0.15
    swapped: float = 0.01
    no_place: float = 0.03
    other_place: float = 0.12
    doubles: float = 0.0


FOUR_LISTS = (
    ListHabits("ministry", 0.45, "arabic", no_grandfather=0.1, no_father=0.02, says_birth=0.5,
               no_age=0.05, other_day=0.08, slips=0.02),
    ListHabits("monitor", 0.38, "both", no_age=0.5),
    ListHabits("network", 0.3, "latin", no_grandfather=0.7, no_father=0.2, no_age=0.35,
               says_birth=0.2),
    ListHabits("press", 0.17, "latin", no_grandfather=0.85, no_father=0.3, no_age=0.6,
               other_day=0.25, month_only=0.1, slips=0.06, doubles=0.03),
)  # fmt: skip
"""Four lists: two in Arabic, one of them in both scripts, and two in Latin letters."""


@dataclass(frozen=True, slots=True)
class PeopleLists:
    """
    Rows of lists whose truth is known.

    Attributes:
        rows: The rows, list by list.
        truth: Id of the person, by the row's id.
        repeats: Lists that hold people twice.
        people: Everybody, listed or not.
    """

    rows: tuple[NamedPerson, ...]
    truth: Mapping[str, str]
    repeats: frozenset[str]
    people: tuple[TruePerson, ...]


def make_people_lists(
    seed: int, number: int, *, lists: tuple[ListHabits, ...] = FOUR_LISTS
) -> PeopleLists:
    """
    Return about *number* rows of invented people.

    Args:
        seed: The same seed gives the same lists.
        number: Rows wanted on all lists together.
        lists: How each list is kept.
    """
    random = Random(seed)
    share = sum(one.capture * (1 + one.doubles) for one in lists)
    people = make_namesakes(random, round(number / share))
    rows: list[NamedPerson] = []
    truth: dict[str, str] = {}
    for habits in lists:
        writer = _Writer(random, habits)
        held = [person for person in people if random.random() < habits.capture]
        held += [person for person in held if random.random() < habits.doubles]
        random.shuffle(held)
        for line, person in enumerate(held, start=2):
            row = writer.write(person, line)
            rows.append(row)
            truth[row.id] = person.id
    repeats = frozenset(one.name for one in lists if one.doubles)
    return PeopleLists(tuple(rows), truth, repeats, people)


class _Writer:
    """Writes rows as one list does."""

    def __init__(self, random: Random, habits: ListHabits) -> None:
        self.random = random
        self.habits = habits
        data = load_data("names.toml")
        self.rules = random.sample(data["romanised"], habits.rules)
        self.data = data
        self.places = [one.split("=") for one in data["places"]["names"]]

    def write(self, person: TruePerson, line: int) -> NamedPerson:
        habits = self.habits
        anchor = Anchor(f"{habits.name}#{line}", 0, 1)
        both = habits.script == "both"
        names = [self._name(person, script) for script in ("latin", "arabic")
                 if both or script == habits.script]  # fmt: skip
        died = None if self._happens(habits.no_day) else self._died(person.died)
        born = person.born if self._happens(habits.says_birth) else None
        age = None if born or self._happens(habits.no_age) else self._age(person)
        sex = None if self._happens(habits.no_sex) else person.sex
        place = None if self._happens(habits.no_place) else self._place(person.place)
        row = NamedPerson(
            person_id(anchor), anchor, tuple(names), sex, age, died, list=habits.name
        )
        if born:
            row = replace(row, born=DateRange(None, born, born, "day"))
        if place is not None:
            name, arabic, north, east = self.places[place]
            said = arabic if habits.script == "arabic" else name
            row = replace(row, place=said, spot=(float(north), float(east), 3.0))
        return row

    def _happens(self, share: float) -> bool:
        return self.random.random() < share

    def _name(self, person: TruePerson, script: str) -> str:
        habits = self.habits
        father = not self._happens(habits.no_father)
        grandfather = father and not self._happens(habits.no_grandfather)
        parts = [person.given]
        parts += [person.father] if father else []
        parts += [person.grandfather] if grandfather else []
        parts = [person.family, *parts] if self._happens(habits.family_first) else [
            *parts, person.family]  # fmt: skip
        spell = self._in_latin if script == "latin" else self._in_arabic
        name = " ".join(spell(part) for part in parts)
        return self._slip(name) if self._happens(habits.slips) else name

    def _in_latin(self, part: NamePart) -> str:
        written = part.latin
        for known, forms in self.data["short"].items():
            if written.startswith(known) and self._happens(0.6):
                return written.replace(known, self.random.choice(forms)).strip()
        begins = written[:1].isupper()
        for wanted, instead in self.rules:
            if self._happens(0.8):
                written = re.sub(wanted, instead, written, flags=re.IGNORECASE)
        return written[:1].upper() + written[1:] if begins else written

    def _in_arabic(self, part: NamePart) -> str:
        written = part.arabic
        for wanted, instead in self.data["arabic"]:
            if self._happens(0.3):
                written = re.sub(wanted, instead, written)
        return written

    def _slip(self, name: str) -> str:
        """Return a name with one letter left out, doubled, swapped or struck beside."""
        at = self.random.randrange(1, max(2, len(name) - 1))
        if not name[at].isalpha():
            return name
        kind = self.random.choices(("out", "double", "swap", "beside"), (3, 3, 2, 4))[0]
        if kind == "out":
            return name[:at] + name[at + 1 :]
        if kind == "double":
            return name[:at] + name[at] + name[at:]
        if kind == "swap":
            return name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :]
        return name[:at] + self._beside(name[at]) + name[at + 1 :]

    def _beside(self, letter: str) -> str:
        for row in self.data["keys"]:
            at = row.find(letter.lower())
            if at >= 0:
                return str(row[at - 1 if at else 1])
        return letter

    def _died(self, day: date) -> DateRange:
        habits, random = self.habits, self.random
        if self._happens(habits.other_day):
            reach = random.choices((1, 2, 14), (6, 2, 2))[0]
            day += timedelta(days=random.choice((-1, 1)) * random.randint(1, reach))
        if day.day <= 12 and self._happens(habits.swapped):
            day = date(day.year, day.day, day.month)
        if self._happens(habits.month_only):
            last = monthrange(day.year, day.month)[1]
            return DateRange(None, day.replace(day=1), day.replace(day=last), "month")
        return DateRange(None, day, day, "day")

    def _age(self, person: TruePerson) -> tuple[int, int]:
        age = (person.died - person.born).days // 365
        if self._happens(self.habits.rough_age):
            rough = (
                5 * round(age / 5) if self._happens(0.6) else age + self.random.randint(-2, 2)
            )
            age = max(0, rough)
        return age, age

    def _place(self, place: int) -> int:
        if not self._happens(self.habits.other_place):
            return place
        if self._happens(0.4):
            return 0
        return min(self._others(place), key=lambda item: item[0])[1]

    def _others(self, place: int) -> Iterator[tuple[float, int]]:
        _, _, north, east = self.places[place]
        for n, (_, _, other_north, other_east) in enumerate(self.places):
            if n != place:
                apart = abs(float(north) - float(other_north)) + abs(
                    float(east) - float(other_east)
                )
                yield apart, n


def write_people_lists(made: PeopleLists, folder: Path) -> tuple[Path, ...]:
    """
    Write each list as a CSV file of its name, with the columns that an import takes.

    Args:
        made: The lists.
        folder: Where to; it must be there.

    Returns:
        The files, by name.
    """
    paths = []
    for name in sorted({str(row.list) for row in made.rows}):
        path = folder / f"{name}.csv"
        with path.open("w", encoding="utf-8", newline="") as lines:
            writer = csv.writer(lines)
            writer.writerow(("name", "name_ar", "sex", "age", "born", "day", "place"))
            writer.writerows(_cells(row) for row in made.rows if row.list == name)
        paths.append(path)
    return tuple(paths)


def _cells(row: NamedPerson) -> tuple[str, ...]:
    latin = next((name for name in row.names if name.isascii()), "")
    arabic = next((name for name in row.names if not name.isascii()), "")
    age = str(row.age[0]) if row.age else ""
    born = _written(row.born)
    return (latin, arabic, row.sex or "", age, born, _written(row.died), row.place or "")


def _written(days: DateRange | None) -> str:
    if days is None or days.earliest is None:
        return ""
    day = days.earliest.isoformat()
    return day[:7] if days.precision == "month" else day
