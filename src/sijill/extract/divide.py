"""
Parts that a later sentence names of people told of before.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sijill.extract.pages import Page
from sijill.language.statements import DivisionWords, HarmWords

if TYPE_CHECKING:
    from sijill.extract.events import Statement

_LOOK_BACK = 4


def divide_people(page: Page, statements: list[Statement]) -> None:
    """Lay "among the dead were two nurses" on the dead whom the sentences before counted."""
    for number, words in enumerate(page.sentences):
        for division in words.divisions:
            whole = _whole(statements, number, division)
            if whole is not None:
                whole.harm = _divided(whole.harm, division)


def _whole(
    statements: list[Statement], number: int, division: DivisionWords
) -> Statement | None:
    """Return the nearest statement before that counts enough people of that harm."""
    for statement in reversed(statements):
        harm = statement.harm
        if harm is None or not number - _LOOK_BACK <= statement.number < number:
            continue
        if division.kind in (None, harm.kind) and _may_hold(harm, division):
            return statement
    return None


def _may_hold(harm: HarmWords, division: DivisionWords) -> bool:
    most = harm.victims.count.high
    least = max((part.count.low or 0 for part in division.parts), default=0)
    return most is None or (most > 1 and least <= most)


def _divided(harm: HarmWords | None, division: DivisionWords) -> HarmWords:
    assert harm is not None
    victims = replace(harm.victims, parts=(*harm.victims.parts, *division.parts))
    return replace(harm, victims=victims)
