"""
The forces of every state, made from one table: its armed forces, police and government.

Forces are found in words by their build ("Syrian army", "Sudan's police", "the navy of
Chile"), so that no name of them is typed. Where power changed hands by force, the forces
before and after are two actors.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from sijill.model import Actor
from sijill.resolve.folding import fold_name
from sijill.resolve.phrases import Phrases, Words, split_words

Codes = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class States:
    """
    The states and the words for their forces.

    Attributes:
        actors: The forces of every state, by id.
        forces: Ids by kind of force and code of the state, oldest first.
        owners: Codes of the states, by adjective or name before a force's word.
        names: Codes of the states, by name after one of *links*.
        links: Words between a force and its state ("of the").
        words: Kind of force and the word folded, by word ("troops": "army").
        alone: The same for words that mean the force of wherever the text is about.
        partisan: The same for words of its enemies ("regime forces").
        before: Code of the state that a state belonged to before it existed.
        acts: Acts that only armed forces do, so that a people's name tells who did them.
    """

    actors: Mapping[str, Actor]
    forces: Mapping[tuple[str, str], tuple[str, ...]]
    owners: Phrases[Codes]
    names: Phrases[Codes]
    links: Phrases[str]
    words: Phrases[tuple[str, str]]
    alone: Mapping[str, str]
    partisan: Mapping[str, str]
    before: Mapping[str, str]
    acts: frozenset[str]

    def match_force(self, words: Words, at: int) -> tuple[int, tuple[str, ...], bool] | None:
        """
        Return how many of *words* from *at* name a state's force, which it may be, and whether
        only its enemies say it so.

        Examples:
            >>> from sijill.resolve.phrases import split_words
            >>> load_states().match_force(split_words("the Malian army"), 1)
            (2, ('army_ml',), False)
            >>> load_states().match_force(split_words("Police of Kenya"), 0)
            (3, ('police_ke',), False)
        """
        for size, word, codes in (
            *self._owner_first(words, at),
            *self._force_first(words, at),
        ):
            kind = self.partisan.get(word) or self.words.values[word][0]
            ids = tuple(id_ for code in codes for id_ in self.forces.get((kind, code), ()))
            if ids:
                return size, ids, word in self.partisan
        return None

    def _owner_first(self, words: Words, at: int) -> Iterator[tuple[int, str, Codes]]:
        for size, codes in self.owners.matches_at(words, at):
            if at + size < len(words.keys):
                for more, (_, word) in self.words.matches_at(words, at + size):
                    yield size + more, word, codes

    def _force_first(self, words: Words, at: int) -> Iterator[tuple[int, str, Codes]]:
        for size, (_, word) in self.words.matches_at(words, at):
            after = at + size
            link = self.links.match_at(words, after) if after < len(words.keys) else None
            if link and after + link[0] < len(words.keys):
                for more, codes in self.names.matches_at(words, after + link[0]):
                    yield size + link[0] + more, word, codes

    def match_people(self, words: str) -> Codes:
        """
        Return the states whose people, and nothing else, *words* name.

        Examples:
            >>> states = load_states()
            >>> states.match_people("an Israeli"), states.match_people("Israeli men")
            (('IL',), ())
        """
        split = split_words(words)
        for at in range(len(split.keys)):
            size, codes = self.owners.match_at(split, at) or (0, ())
            if size and at + size == len(split.keys):
                return codes
        return ()

    def find_forces(
        self, kind: str, country: str, earliest: date | None, latest: date | None
    ) -> tuple[str, ...]:
        """
        Return the forces of a kind that *country* had then; two where power changed hands.

        Examples:
            >>> day = date(2009, 5, 1)
            >>> load_states().find_forces("army", "SS", day, day)
            ('army_sd',)
            >>> load_states().find_forces("army", "SY", date(2025, 2, 1), date(2025, 2, 1))
            ('army_sy_2024',)
        """
        code: str | None = country
        while code:
            ids = self.forces.get((kind, code), ())
            alive = tuple(id_ for id_ in ids if self.actors[id_].existed(earliest, latest))
            if alive:
                return alive
            code = self.before.get(code)
        return ()


@cache
def load_states() -> States:
    """Load the table of states and make their forces."""
    text = files("sijill.resolve").joinpath("states.toml").read_text(encoding="utf-8")
    body = tomllib.loads(text)
    forms, states = body["forces"], body["states"]
    owners: dict[str, Codes] = {}
    names: dict[str, Codes] = {}
    for code, row in states.items():
        called = (row["name"], *row.get("names", ()))
        _enter(names, called, code)
        _enter(owners, row["peoples"], code)
        _enter(owners, (f"{name}'s" for name in called), code)
        _enter(owners, called if row.get("bare", True) else (), code)
    made = list(_make_forces(body))
    ids: dict[tuple[str, str], tuple[str, ...]] = {}
    for kind, actor in made:
        key = (kind, actor.country or "")
        ids[key] = (*ids.get(key, ()), actor.id)
    said = {**_kinds(forms, "words"), **_kinds(forms, "partisan")}
    return States(
        {actor.id: actor for _, actor in made},
        ids,
        Phrases(owners),
        Phrases(names),
        Phrases({fold_name(link): link for link in body["links"]}),
        Phrases({word: (kind, word) for word, kind in said.items()}),
        _kinds(forms, "alone"),
        _kinds(forms, "partisan"),
        {code: row["before"] for code, row in states.items() if "before" in row},
        frozenset(body["acts"]),
    )


def _kinds(forms: Mapping[str, Any], key: str) -> dict[str, str]:
    return {fold_name(word): kind for kind, form in forms.items() for word in form.get(key, ())}


def _enter(table: dict[str, Codes], called: Iterable[str], code: str) -> None:
    for name in called:
        key = fold_name(name)
        table[key] = tuple(dict.fromkeys((*table.get(key, ()), code)))


def _make_forces(body: Mapping[str, Any]) -> Iterator[tuple[str, Actor]]:
    for code, row in body["states"].items():
        for regime in body["regimes"].get(code, ({},)):
            for kind, form in body["forces"].items():
                if kind not in row.get("without", ()):
                    yield kind, _make_force(code, {**row, **regime}, kind, form)


def _make_force(code: str, row: Mapping[str, Any], kind: str, form: Mapping[str, Any]) -> Actor:
    ending = "_".join(filter(None, (code.lower(), row.get("key"))))
    return Actor(
        f"{kind}_{ending}",
        form["name"].format(name=row["name"]),
        form["kind"],
        country=code,
        parent=row.get("parent") if kind == "government" else f"government_{ending}",
        since=read_day(row.get("since")),
        until=read_day(row.get("until"), ends=True),
    )


def read_day(value: object, *, ends: bool = False) -> date | None:
    """
    Return a day; of a year the first of January, or where it *ends* the last of December.

    Raises:
        ValueError: If *value* is neither a year nor a day.

    Examples:
        >>> read_day(2014), read_day("2014", ends=True), read_day("2014-06-29")
        (datetime.date(2014, 1, 1), datetime.date(2014, 12, 31), datetime.date(2014, 6, 29))
    """
    if value is None or isinstance(value, date):
        return value
    words = str(value)
    if len(words) == 4 and words.isdecimal():
        return date(int(words), 12, 31) if ends else date(int(words), 1, 1)
    return date.fromisoformat(words)
