"""
Words for forces and groups become terms of a vocabulary, neutral ones for partisan ones.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

from sijill.model import Actor, Span
from sijill.resolve.folding import fold_name

_ACTOR_KEYS = ("name", "kind", "aliases", "country", "parent", "partisan_aliases")


@dataclass(frozen=True, slots=True)
class ActorMatch:
    """
    An actor found in words.

    Attributes:
        actor_id: Term of the vocabulary.
        partisan: Whether the words are those of the actor's enemies.
        span: The words.
    """

    actor_id: str
    partisan: bool
    span: Span


@dataclass(frozen=True)
class ActorVocabulary:
    """
    The actors that are known by name, and the rules for a state's forces.

    Attributes:
        actors: By id.
        forces: Words for a kind of state force, by kind ("army", "police").
        peoples: Country code by folded adjective ("syrian").
    """

    actors: Mapping[str, Actor]
    forces: Mapping[str, tuple[str, ...]]
    peoples: Mapping[str, str]

    @cached_property
    def _names(self) -> dict[str, tuple[str, bool]]:
        table: dict[str, tuple[str, bool]] = {}
        for actor in self.actors.values():
            for name in (actor.name, *actor.aliases):
                table.setdefault(fold_name(name), (actor.id, False))
            for name in actor.partisan_aliases:
                table.setdefault(fold_name(name), (actor.id, True))
        for adjective, code in self.peoples.items():
            for kind, words in self.forces.items():
                for word in words:
                    table.setdefault(
                        fold_name(f"{adjective} {word}"), (f"{kind}_{code.lower()}", False)
                    )
        return table

    @cached_property
    def _longest(self) -> int:
        return max((len(name.split()) for name in self._names), default=0)

    def find_actor(self, words: str) -> tuple[str, bool] | None:
        """
        Return the actor of the longest known name in *words*, and whether it is partisan.

        Examples:
            >>> load_actors().find_actor("Ukrainian army units")
            ('army_ua', False)
        """
        best = max(self._scan(words), key=lambda item: item[1] - item[0], default=None)
        return self._names[best[2]] if best else None

    def stream_actors(self, text: str) -> Iterator[ActorMatch]:
        """Yield every known actor that *text* names, in reading order."""
        end = 0
        for start, stop, key in self._scan(text):
            if start >= end:
                actor_id, partisan = self._names[key]
                yield ActorMatch(actor_id, partisan, Span.of(text, start, stop))
                end = stop

    def _scan(self, text: str) -> Iterator[tuple[int, int, str]]:
        tokens = list(re.finditer(r"[\w’'-]+", text))
        keys = [fold_name(token.group()) for token in tokens]
        for at in range(len(tokens)):
            for size in range(min(self._longest, len(tokens) - at), 0, -1):
                key = (
                    " ".join(keys[at : at + size]).removesuffix("s")
                    if size == 0
                    else " ".join(keys[at : at + size])
                )
                if key in self._names:
                    yield tokens[at].start(), tokens[at + size - 1].end(), key
                    break


def load_actors(path: Path | None = None) -> ActorVocabulary:
    """Load the vocabulary of actors; *path*: a TOML file of the same form instead of ours."""
    if path is None:
        text = files("sijill.resolve").joinpath("actors.toml").read_text(encoding="utf-8")
    else:
        text = path.read_text(encoding="utf-8")
    body = tomllib.loads(text)
    return ActorVocabulary(
        actors={slug: _actor(slug, row) for slug, row in body["actors"].items()},
        forces={kind: tuple(words) for kind, words in body.get("forces", {}).items()},
        peoples={
            fold_name(name): code
            for code, names in body.get("peoples", {}).items()
            for name in names
        },
    )


def _actor(slug: str, row: Mapping[str, Any]) -> Actor:
    values = {key: row[key] for key in _ACTOR_KEYS if key in row}
    for key in ("aliases", "partisan_aliases"):
        values[key] = tuple(values.get(key, ()))
    return Actor(id=slug, **values)
