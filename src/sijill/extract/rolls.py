"""
Names that a sentence gives to people whom the sentences before counted.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sijill.extract.pages import Page
from sijill.language.statements import HarmWords, NameWords, RollWords

if TYPE_CHECKING:
    from sijill.extract.events import Statement

_LOOK_BACK = 6


def name_people(page: Page, statements: list[Statement]) -> None:
    """Lay "the dead were named as …" on the dead whom the sentences before counted."""
    for number, words in enumerate(page.sentences):
        for roll in words.rolls:
            whole = _whole(statements, number, roll)
            if whole is not None and whole.harm is not None:
                whole.harm = add_names(whole.harm, roll.names)
                whole.more = (*whole.more, number)


def _whole(statements: list[Statement], number: int, roll: RollWords) -> Statement | None:
    """Return the statement before that best fits the roll: as many, else more, else near."""
    near = [
        statement
        for statement in statements
        if number - _LOOK_BACK <= statement.number <= number and _may_name(statement, roll)
    ]
    return max(near, key=lambda one: (_fit(one.harm, roll), one.number), default=None)


def _may_name(statement: Statement, roll: RollWords) -> bool:
    harm = statement.harm
    if harm is None or harm.victims.count.high == 0:
        return False
    if roll.kind not in (None, harm.kind):
        return False
    most = harm.victims.count.high
    return most is None or most >= len(roll.names)


def _fit(harm: HarmWords | None, roll: RollWords) -> int:
    assert harm is not None
    count = harm.victims.count
    return int(count.low == count.high == len(roll.names))


def add_names(harm: HarmWords, names: tuple[NameWords, ...]) -> HarmWords:
    """Return *harm* with those *names* that it lacks; never more names than people."""
    known = list(harm.victims.names)
    for name in names:
        same = next((one for one in known if is_same_name(one, name)), None)
        if same is None:
            known.append(name)
        elif len(name.span.text) > len(same.span.text):
            known[known.index(same)] = replace(
                name,
                description=name.description or same.description,
                sex=name.sex or same.sex,
                age=same.age if name.age is None else name.age,
            )
    most = harm.victims.count.high
    if most is not None and len(known) > most:
        return harm
    return replace(harm, victims=replace(harm.victims, names=tuple(known)))


def is_same_name(one: NameWords, other: NameWords) -> bool:
    """
    Say whether two names of one report may be the same person's: all of the shorter one's
    words stand in the longer one.
    """
    first, second = (set(name.span.text.casefold().split()) for name in (one, other))
    return first <= second or second <= first
