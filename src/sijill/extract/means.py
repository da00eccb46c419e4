"""
With what: the words for the means of an act, things before deeds.
"""

from __future__ import annotations

from sijill.extract.circumstances import Act, gap, neighbours
from sijill.extract.pages import Page
from sijill.language.statements import SignWords
from sijill.model import Span

_COSTS = {"thing": 0, "event": 15, "deed": 60}


def find_means(page: Page, number: int, near: Span, act: Act) -> tuple[SignWords, ...]:
    """
    Return the words for what was used: of this sentence, or where the act is told.

    A thing ("car bomb") stands before an event ("blast"), and both before a deed ("opened
    fire"); words for those who use it ("gunmen") name no means.
    """
    here = _means(page, number)
    if here:
        return (min(here, key=lambda sign: _cost(sign, near)),)
    if act.sign and act.distance <= 2 and act.sign.means and act.sign.form in _COSTS:
        return (act.sign,)
    for other in neighbours(page, number):
        found = [sign for sign in _means(page, other) if sign.form == "thing"]
        if found:
            return (found[0],)
    return ()


def _means(page: Page, number: int) -> list[SignWords]:
    signs = page.sentences[number].signs
    return [s for s in signs if s.kind == "act" and s.means and s.form in _COSTS]


def _cost(sign: SignWords, near: Span) -> int:
    return _COSTS[sign.form] + gap(sign.span, near)
