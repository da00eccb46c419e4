"""
How sure the rules are of a claim: what speaks for and against it, each with a weight.

The weights are those of a logistic regression over claims that people had checked
(`docs/reference/confidence.md` says which, and how well the figure keeps its word).
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sijill.extract.circumstances import gap
from sijill.extract.events import Event, Statement
from sijill.extract.pages import Page
from sijill.language.statements import HarmWords

_CLOSE, _WIDE = 12, 45
_LONG_SENTENCE = 240
_MANY = 3


@dataclass(frozen=True, slots=True)
class Sign:
    """
    One thing that speaks for or against a claim.

    Attributes:
        name: Its name.
        says: What it is, in words.
        weight: What it adds to the log-odds, in natural units; below 0 against the claim.
    """

    name: str
    says: str
    weight: float


def weigh_event(page: Page, event: Event) -> float:
    """Return the probability, in [0, 1], that the event is a claim with the right numbers."""
    odds = sum(sign.weight for sign in explain_confidence(page, event))
    return round(1 / (1 + math.exp(-odds)), 2)


def explain_confidence(page: Page, event: Event) -> tuple[Sign, ...]:
    """Return the signs of *event* with their weights; what all claims share comes first."""
    table = load_signs()
    return tuple(table[name] for name in ("every_claim", *describe_event(page, event)))


@cache
def load_signs() -> dict[str, Sign]:
    """Return every sign by name, as ``confidence.toml`` has it."""
    text = files("sijill.extract").joinpath("confidence.toml").read_text("utf-8")
    rows = tomllib.loads(text)["signs"]
    return {name: Sign(name, row["says"], row["weight"]) for name, row in rows.items()}


def describe_event(page: Page, event: Event) -> tuple[str, ...]:
    """
    Return the names of the signs of *event*, each once, sorted.

    They are the same whatever the weights are, so that weights can be fitted to them.
    """
    harms = [statement.harm for statement in event.statements if statement.harm]
    names = {
        *_of_act(event),
        *_of_circumstances(event),
        *_of_statements(page, event.statements),
    }
    for harm in harms:
        names |= {f"kind_{harm.kind}", *_of_victims(harm)}
    if not harms:
        names.add("only_objects")
    return tuple(sorted(names & load_signs().keys()))


def _of_act(event: Event) -> Iterator[str]:
    act = event.around.act
    if act.distance == 0 and act.sign:
        yield "act_weak" if act.sign.weak else "act_named"
    elif act.distance == 0:
        yield "act_by_verb"
    else:
        yield "act_near" if act.distance <= 2 else "act_far"


def _of_circumstances(event: Event) -> Iterator[str]:
    around = event.around
    told = {
        "dated": around.date is not None,
        "placed": bool(around.places),
        "attributed": around.origin is not None,
        "with_means": bool(around.means),
        f"scope_{around.scope}": True,
        f"modality_{around.modality}": True,
        "excluded": around.act.is_excluded,
    }
    yield from (name for name, holds in told.items() if holds)


def _of_statements(page: Page, statements: Iterable[Statement]) -> Iterator[str]:
    rows = list(statements)
    if len({row.number for row in rows}) > 1:
        yield "several_sentences"
    if sum(row.harm is not None for row in rows) >= _MANY:
        yield "many_harms"
    if any(row.harm and row.harm.agent for row in rows):
        yield "actor_by_grammar"
    if any(len(page.sentences[row.number].span.text) > _LONG_SENTENCE for row in rows):
        yield "long_sentence"


def _of_victims(harm: HarmWords) -> Iterator[str]:
    people = harm.victims
    count = people.count
    if not people.sure:
        yield "victims_guessed"
    if count.qualifier == "none":
        yield "number_none"
    elif people.names and count.high == 1:
        yield "victim_named"
    elif count.words is None or count.words == people.span:
        yield "number_implied_one" if count.high == 1 else "number_implied"
    else:
        yield "number_vague" if count.qualifier == "vague" else "number_said"
    if people.definite:
        yield "victims_definite"
    if people.parts:
        yield "parts_named"
    apart = gap(harm.trigger, people.span)
    yield "words_close" if apart <= _CLOSE else "words_apart" if apart <= _WIDE else "words_far"
