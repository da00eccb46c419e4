"""
What a codebook is, and what its file may say.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sijill.errors import SettingsError
from sijill.model.claim import HARM_KINDS, STATUSES
from sijill.model.vocabulary import load_terms

CONFLICTS = ("lowest", "highest", "newest", "agreed", "none")
_SCHEMES = ("none", "acled", "ucdp")
_ACT_SCHEMES = ("counted", "acled", "ucdp", "sdg")
_HEAD = ("title", "about", "based_on")
_PARTS = ("value", "says", "source", "verified", "applied")


@dataclass(frozen=True, slots=True)
class Rule:
    """
    One rule of a codebook.

    Attributes:
        name: Which question it answers (``harms``, ``conflict`` …).
        value: The answer, in the form that is counted by.
        says: The rule in a sentence.
        source: Where it was found; for a rule that was not, who says so.
        verified: ``False`` where the rule was not found in a published source.
        applied: ``False`` where a record does not hold what the rule asks for.
    """

    name: str
    value: Any
    says: str
    source: str
    verified: bool = True
    applied: bool = True


@dataclass(frozen=True, slots=True)
class Codebook:
    """
    A codebook's rules.

    Attributes:
        name: Short name, as files and commands have it.
        title: Full name.
        about: One sentence: whose rules, and what for.
        rules: The rules by name, in the order of `RULES`.
        is_own: Whether it is the record's own file, and not bundled.
    """

    name: str
    title: str
    about: str
    rules: Mapping[str, Rule]
    is_own: bool = False

    def ask(self, rule: str) -> Any:
        """Return the value of a rule that is applied; the widest one where there is none."""
        found = self.rules.get(rule)
        return found.value if found and found.applied else RULES[rule][0]

    @property
    def vague(self) -> dict[int, int]:
        """Return the number for a vague word, by what the word guarantees."""
        return {row["low"]: row["number"] for row in self.ask("vague")}

    def counts_act(self, act: str) -> bool:
        """
        Say whether incidents of an act of ``vocabulary/violence.toml`` are counted.

        An exclusion (an accident) is counted only where a codebook lists it by name.
        """
        term = load_terms("violence").get(act)
        if term is None:
            return False
        scheme = self.ask("acts")
        if isinstance(scheme, (list, tuple)):
            return act in scheme
        if scheme == "counted" or not term.counted:
            return term.counted
        return term.mappings.get(scheme, "none") != "none"


def parse_codebook(
    name: str, body: Mapping[str, Any], *, where: str, is_own: bool = False,
    base: Codebook | None = None,
) -> Codebook:  # fmt: skip
    """
    Return the codebook that a file's content makes.

    Args:
        name: The codebook's short name.
        body: The file's content.
        where: The file's name, for errors.
        is_own: Whether it is a record's own.
        base: The codebook that it is based on; its rules stand where the file has none.

    Raises:
        SettingsError: If a rule is unknown or has a wrong value; it says which, and what
            would be right.
    """
    tables = {key: value for key, value in body.items() if key not in _HEAD}
    for key, table in tables.items():
        _check_rule(where, key, table)
    title = body.get("title", name)
    source = f"{title}, {where}"
    own = {key: _rule(key, table, source) for key, table in tables.items()}
    rules = {**(base.rules if base else {}), **own}
    return Codebook(
        name=name,
        title=str(title),
        about=str(body.get("about", "")),
        rules={key: rules[key] for key in RULES if key in rules},
        is_own=is_own,
    )


def _rule(name: str, table: Mapping[str, Any], source: str) -> Rule:
    value = table["value"]
    return Rule(
        name,
        tuple(value) if isinstance(value, list) else value,
        str(table.get("says", "")),
        str(table.get("source", source)),
        bool(table.get("verified", True)),
        bool(table.get("applied", True)),
    )


def _check_rule(where: str, name: str, table: Any) -> None:
    if name not in RULES:
        near = difflib.get_close_matches(name, (*RULES, *_HEAD), n=1)
        hint = f" Did you mean {near[0]!r}?" if near else f" Known: {', '.join(RULES)}."
        raise SettingsError(f"{where}: there is no rule {name!r}.{hint}")
    if not isinstance(table, Mapping) or "value" not in table:
        raise SettingsError(f"{where}: write the rule as a table with a value: [{name}].")
    for part in table:
        if part not in _PARTS:
            raise SettingsError(
                f"{where}, [{name}]: {part!r} is unknown; a rule has {', '.join(_PARTS)}."
            )
    _, is_right, wanted = RULES[name]
    if not is_right(table["value"]):
        raise SettingsError(f"{where}, [{name}]: its value is {wanted}.")


def _is_list_of(known: tuple[str, ...]) -> Callable[[Any], bool]:
    return lambda value: (
        isinstance(value, list) and bool(value) and all(item in known for item in value)
    )


def _is_one_of(known: tuple[str, ...]) -> Callable[[Any], bool]:
    return lambda value: value in known


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _are_acts(value: Any) -> bool:
    if isinstance(value, list):
        return bool(value) and all(item in load_terms("violence") for item in value)
    return value in _ACT_SCHEMES


def _are_words(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(row, Mapping)
        and set(row) <= {"words", "low", "number"}
        and _is_number(row.get("low"))
        and _is_number(row.get("number"))
        for row in value
    )


# Each rule: what holds where a codebook is silent, what may stand, and the words for it.
RULES: Mapping[str, tuple[Any, Callable[[Any], bool], str]] = {
    "harms": (HARM_KINDS, _is_list_of(HARM_KINDS), f"a list out of {', '.join(HARM_KINDS)}"),
    "acts": (
        "counted", _are_acts,
        f"one of {', '.join(_ACT_SCHEMES)}, or a list of terms of the vocabulary violence",
    ),
    "least": (0, _is_number, "a whole number of people, 0 or more"),
    "statuses": (STATUSES, _is_list_of(STATUSES), f"a list out of {', '.join(STATUSES)}"),
    "unstated": (
        "counted", _is_one_of(("counted", "possible", "left_out")),
        "counted, possible or left_out",
    ),
    "attackers": (
        "counted", _is_one_of(("counted", "left_out", "not_told")),
        "counted, left_out or not_told",
    ),
    "conflict": ("agreed", _is_one_of(CONFLICTS), f"one of {', '.join(CONFLICTS)}"),
    "vague": ((), _are_words, "a list of tables with low, number and words"),
    "unknown": (
        "unknown", lambda value: value == "unknown" or _is_number(value),
        "'unknown', or a whole number of people",
    ),
    "bounds": (
        "low_high", _is_one_of(("low_high", "one_number")), "low_high or one_number"
    ),
    "event": (
        "incident", _is_one_of(("incident", "day_and_place")), "incident or day_and_place"
    ),
    "grades": ((), _is_list_of(("confirmed", "fair", "weak", "contested", "discounted")),
        "a list of Airwars' grades that are left out"),
    "precision": ("none", _is_one_of(_SCHEMES), f"one of {', '.join(_SCHEMES)}"),
}  # fmt: skip
