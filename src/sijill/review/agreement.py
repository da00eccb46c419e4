"""
How well two coders agree beyond chance: Krippendorff's alpha, by week and field.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np

from sijill.model.coding import CODED_FIELDS, MISSED, CodedAnswer, Coding
from sijill.model.ids import digest_words

Value = str | int | None
NOT_STATED = "not stated"
# What makes an answer: a name, or a number whose distance counts.
LEVELS = {
    "stands": "nominal", "violence": "nominal", "when": "interval", "where": "nominal",
    "killed": "interval", "injured": "interval", "missed": "interval",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Agreement:
    """
    How well coders agree on one field.

    Attributes:
        units: How many answers were compared.
        alike: How many of them are the same.
        alpha: Krippendorff's alpha: 1 full agreement, 0 no better than chance, at most 1;
            ``None``: it does not exist, since all answers are one value or there are none.
    """

    units: int
    alike: int
    alpha: float | None


@dataclass(frozen=True, slots=True)
class WeekOfField:
    """
    Agreement of one week on one field.

    Attributes:
        week: The ISO week in which the second coding was done, such as ``2024-W07``.
        field: One of `CODED_FIELDS`, or ``missed``.
        agreement: How well the coders agree.
    """

    week: str
    field: str
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class Unit:
    """
    One thing that two coders answered.

    Attributes:
        document_id: The document.
        start: First code point of the claim's words; ``None``: it is about the document.
        end: First code point after them.
        field: What was asked.
        answers: Both answers, in the order in which the codings were done.
        week: ISO week of the second.
        places: The gazetteer's id of the place that each names, where it is known.
    """

    document_id: str
    start: int | None
    end: int | None
    field: str
    answers: tuple[Value, Value]
    week: str
    places: tuple[str | None, str | None] = (None, None)

    @property
    def compared(self) -> tuple[Value, Value]:
        """What is compared: the places that both name, where both are known; else the words."""
        return self.places if all(self.places) else self.answers

    @property
    def differs(self) -> bool:
        """Whether the two answers are not the same."""
        one, other = map(fold_answer, self.compared)
        return one != other


def is_double_coded(document_id: str, share: float) -> bool:
    """
    Say whether a document is one of the *share* that two people code; the same everywhere.

    Examples:
        >>> is_double_coded("d1", 0.0), is_double_coded("d1", 1.0)
        (False, True)
        >>> n = sum(is_double_coded(f"d{n}", 0.1) for n in range(2000))
        >>> 160 < n < 240
        True
    """
    return int(digest_words("double coding", document_id)[:13], 16) / 16**13 < share


def choose_coders(document_id: str, coders: Iterable[str]) -> tuple[str, ...]:
    """
    Return the two who code a document, out of all coders; the same everywhere.

    When somebody comes or leaves, only the documents of that person change hands.
    """
    ranked = sorted(set(coders), key=lambda name: digest_words("coder", document_id, name))
    return tuple(ranked[:2])


def pair_codings(codings: Iterable[Coding]) -> dict[str, tuple[Coding, Coding]]:
    """
    Return the two codings of each document that two people have coded.

    The last coding of a person before both were done counts; a third coder does not.
    """
    by_document: dict[str, dict[str, Coding]] = defaultdict(dict)
    for coding in sorted(codings, key=lambda one: (one.at, one.id)):
        known = by_document[coding.document_id]
        if len(known) < 2:
            known[coding.by] = coding
    pairs = {key: tuple(known.values()) for key, known in by_document.items()}
    return {key: (pair[0], pair[1]) for key, pair in pairs.items() if len(pair) == 2}


def list_units(pairs: Iterable[tuple[Coding, Coding]]) -> tuple[Unit, ...]:
    """Return all that was answered twice; an answer of one coder alone is no unit."""
    units: list[Unit] = []
    for one, other in pairs:
        week = _week(max(one.at, other.at))
        theirs = {answer.target: answer for answer in other.answers}
        for answer in one.answers:
            if found := theirs.get(answer.target):
                units.append(_compare(answer, found, week))
        missed = (one.missed, other.missed)
        units.append(Unit(one.document_id, None, None, MISSED, missed, week))
    return tuple(units)


def _compare(one: CodedAnswer, other: CodedAnswer, week: str) -> Unit:
    target = one.target
    return Unit(
        target.document_id, target.start, target.end, target.field, (one.value, other.value),
        week, (one.place, other.place),
    )  # fmt: skip


def agree_by_week(units: Sequence[Unit]) -> tuple[WeekOfField, ...]:
    """Return the agreement of each week on each field, the newest week first."""
    groups: dict[tuple[str, str], list[tuple[Value, Value]]] = defaultdict(list)
    for unit in units:
        groups[unit.week, unit.field].append(unit.compared)
    order = {name: n for n, name in enumerate((*CODED_FIELDS, MISSED))}
    lines = [
        WeekOfField(week, field, measure_agreement(answers, LEVELS[field]))
        for (week, field), answers in groups.items()
    ]
    lines.sort(key=lambda line: order[line.field])
    return tuple(sorted(lines, key=lambda line: line.week, reverse=True))


def measure_agreement(units: Sequence[Sequence[Value]], level: str) -> Agreement:
    """
    Return how well the answers to each unit agree.

    Args:
        units: The answers of each unit, one a coder, in any order.
        level: ``nominal``: answers are the same or not, and "not stated" is an answer;
            ``interval``: their distance counts (persons, or days), and "not stated" is a
            missing answer, since it has no distance to a number.

    Assumes:
        1. Coders answered without sight of each other.
        2. Whoever coded which unit is alike: coders are exchangeable.

    References:
        .. [1] Krippendorff, K. (2011). Computing Krippendorff's Alpha-Reliability. Annenberg
           School for Communication, University of Pennsylvania. (Formula and worked tables.)

    Examples:
        >>> measure_agreement([("a", "a"), ("b", "b"), ("a", "b")], "nominal").alike
        2
        >>> measure_agreement([("a", "a"), ("a", "a")], "nominal").alpha is None
        True
    """
    rows = [_numbers(unit, level) for unit in units]
    whole = [row for row in rows if sum(value is not None for value in row) > 1]
    alike = sum(len({fold_answer(value) for value in unit}) == 1 for unit in units)
    return Agreement(len(units), alike, _alpha(whole, level))


def _numbers(unit: Sequence[Value], level: str) -> tuple[float | str | None, ...]:
    if level == "nominal":
        return tuple(fold_answer(value) for value in unit)
    return tuple(_as_number(value) for value in unit)


def _as_number(value: Value) -> float | None:
    if isinstance(value, str):
        return float(date.fromisoformat(value).toordinal())
    return None if value is None else float(value)


def fold_answer(value: Value) -> str | int:
    """
    Return an answer as it is compared: case, accents and spaces play no part.

    Examples:
        >>> fold_answer("Sarmīn ") == fold_answer("sarmin"), fold_answer(None)
        (True, 'not stated')
    """
    if value is None:
        return NOT_STATED
    if isinstance(value, int):
        return value
    plain = unicodedata.normalize("NFKD", value.casefold())
    return " ".join("".join(one for one in plain if not unicodedata.combining(one)).split())


def _alpha(rows: Sequence[Sequence[float | str | None]], level: str) -> float | None:
    from krippendorff import alpha

    values = sorted({value for row in rows for value in row if value is not None}, key=str)
    if len(values) < 2:
        return None
    nominal = level == "nominal"
    place = {value: float(n if nominal else value) for n, value in enumerate(values)}
    width = max(len(row) for row in rows)
    table = np.full((width, len(rows)), np.nan)
    for column, row in enumerate(rows):
        for coder, value in enumerate(row):
            if value is not None:
                table[coder, column] = place[value]
    how: Literal["nominal", "interval"] = "nominal" if nominal else "interval"
    return round(float(alpha(reliability_data=table, level_of_measurement=how)), 12)


def _week(at: str) -> str:
    year, week, _ = date.fromisoformat(at[:10]).isocalendar()
    return f"{year}-W{week:02}"
