"""
Events that tell again of the people of an event before, as a whole or one by one.

"Six men were shot … One was seriously hurt … A man of 20 died": one act, and one claim. Most
reports speak of one act; what differs from it in day, place, act or person stays apart.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from sijill.extract.rolls import add_names, is_same_name
from sijill.extract.when import is_other_day
from sijill.extract.where import find_width
from sijill.language.statements import HarmWords, PeopleWords
from sijill.model import Span
from sijill.model.toll import sum_counts

if TYPE_CHECKING:
    from sijill.extract.events import Event, Statement
    from sijill.extract.pages import Page

_BODILY = ("killed", "injured", "affected")
_HELD = 12  # events looked back at, so that time stays linear
_NUMBER = re.compile(r"\d+")
_SELVES = ("himself", "herself", "self")
_OWN = ("suicide", "own life")
_PRONOUNS = ("he", "she")
_APART = ("man", "woman", "boy", "girl")


def fold_events(page: Page, events: list[Event]) -> list[Event]:
    """Return the events, those that tell again of the people of one before put into it."""
    kept: list[Event] = []
    for event in events:
        near = reversed(kept[-_HELD:])
        whole = next((one for one in near if _tells(page, one, event)), None)
        if whole is None:
            kept.append(event)
        else:
            _fold(whole, event)
    for event in kept:
        _drop_hurt_who_died(event)
        _add_others(page, event)
    return kept


def _add_others(page: Page, event: Event) -> None:
    """Add "two more" and "himself" to those whom the same sentence counts before them."""
    kept: list[Statement] = []
    for one in event.statements:
        first = next((other for other in kept if _counts_beside(other, one)), None)
        if first is None or first.harm is None or one.harm is None:
            kept.append(one)
        else:
            first.harm = _sum(page, first.harm, one.harm)
    event.statements = kept


def _counts_beside(first: Statement, one: Statement) -> bool:
    """Say whether *one* counts others than *first*, and nothing else parts the two."""
    told, more = first.harm, one.harm
    if told is None or more is None or first.number != one.number or told.kind != more.kind:
        return False
    alone = more.victims.span.text.lower() in _SELVES or more.trigger.text.lower().endswith(
        _OWN
    )
    others = more.victims.beside or alone
    counted = told.victims.count.is_known and more.victims.count.is_known
    return others and counted and told.victims.status == more.victims.status


def _sum(page: Page, told: HarmWords, more: HarmWords) -> HarmWords:
    one, two = told.victims, more.victims
    start, end = min(one.span.start, two.span.start), max(one.span.end, two.span.end)
    span = Span.of(page.reading.text, start, end)
    total = sum_counts([one.count, two.count])
    assert total is not None
    victims = replace(
        one, span=span, count=replace(total, words=span), parts=(*one.parts, *two.parts)
    )
    return add_names(replace(told, victims=victims), two.names)


def _drop_hurt_who_died(event: Event) -> None:
    """Leave out "the man was hurt" where the same event tells that he died."""
    dead = [harm for harm in _harms(event) if harm.kind == "killed"]
    event.statements = [
        one
        for one in event.statements
        if one.harm is None or not any(_is_dead_by_now(other, one.harm) for other in dead)
    ]


def _is_dead_by_now(dead: HarmWords, hurt: HarmWords) -> bool:
    if hurt.kind == "affected":
        return dead.victims.span == hurt.victims.span
    return hurt.kind == "injured" and _is_same(dead, hurt)


def _is_same(dead: HarmWords, hurt: HarmWords) -> bool:
    """Say whether as many died as were hurt, and the words for them are the same or point."""
    one, two = dead.victims, hurt.victims
    alike = (one.count.low, one.count.high) == (two.count.low, two.count.high) != (0, 0)
    if not alike or two.beside or one.beside or _is_another(dead, hurt):
        return False
    if {one.status, two.status} == {"civilian", "combatant"}:
        return False
    if one.span == two.span or _is_found_hurt(one, hurt):
        return True
    other = two.span.text[0].isdigit() and two.span.start > one.span.start  # an age anew
    alone = len(two.span.text.split()) == 1 and not other
    pronoun = one.count.high == 1 and not two.names and alone
    told, again = ({part.term for part in people.parts} for people in (one, two))
    last = one.span.text.split()[-1].casefold() == two.span.text.split()[-1].casefold()
    return pronoun or (two.definite and (last or not told or bool(told & again)))


def _is_found_hurt(dead: PeopleWords, hurt: HarmWords) -> bool:
    """Say whether "a man with a gunshot wound" may be him who "later died"."""
    wounded = "gunshot wound" in hurt.trigger.text.lower()
    return wounded or (dead.span.text.lower() in _PRONOUNS and not hurt.victims.definite)


def _tells(page: Page, whole: Event, part: Event) -> bool:
    """Say whether *part* speaks of the act and of the people that *whole* told of."""
    return (
        _is_alike(whole, part)
        and not _is_elsewhere(whole, part)
        and not _is_parted(page, whole, part)
        and not _is_disputed(whole, part)
        and all(_holds(whole, harm) for harm in _harms(part))
    )


def _is_alike(whole: Event, part: Event) -> bool:
    one, two = whole.around, part.around
    if not (one.scope == two.scope == "incident" and _is_bodily(whole) and _is_bodily(part)):
        return False
    if any(around.modality not in ("asserted", "alleged") for around in (one, two)):
        return False
    if one.act.is_excluded != two.act.is_excluded:
        return False
    loose = two.act.sign is None or two.act.distance > 0
    return one.act.term == two.act.term or loose or "attack" in (one.act.term, two.act.term)


def _is_bodily(event: Event) -> bool:
    return bool(event.statements) and all(
        one.harm is not None and one.harm.kind in _BODILY and one.harm.victims.count.high != 0
        for one in event.statements
    )


def _is_elsewhere(whole: Event, part: Event) -> bool:
    """Say whether two events name different days or places; "the victim" points back."""
    one, two = whole.around, part.around
    if one.date and two.date and is_other_day(one.date, two.date):
        return True
    if any(harm.kind == "killed" and not _is_told(whole, harm) for harm in _harms(part)):
        return True
    if all(_is_told_of_before(whole, harm) for harm in _harms(part)):
        return False
    if not two.places or not one.places:
        return False
    here, there = one.places[0], two.places[0]
    related = here.name in there.within or there.name in here.within
    return here.name != there.name and not related


def _is_told_of_before(whole: Event, harm: HarmWords) -> bool:
    """Say whether "the boy" was found hurt who is dead by now, wherever that was."""
    return harm.victims.definite and any(_is_survivor(harm, other) for other in _harms(whole))


def _is_told(whole: Event, harm: HarmWords) -> bool:
    """Say whether the event gives the same number of the harm, or tells of those struck."""
    low = harm.victims.count.low
    return any(
        other.kind == "affected"
        or (other.kind == harm.kind and other.victims.count.low == low)
        or _is_survivor(harm, other)
        for other in _harms(whole)
    )


def _is_survivor(one: HarmWords, other: HarmWords) -> bool:
    """Say whether the one was told as hurt and the other as dead, and both are one person."""
    if (one.kind, other.kind) == ("injured", "killed"):
        one, other = other, one
    return (one.kind, other.kind) == ("killed", "injured") and _is_same(one, other)


def _is_parted(page: Page, whole: Event, part: Event) -> bool:
    """Say whether "hours later", "in other violence" stands before an act of its own."""
    if set(whole.numbers) & set(part.numbers):
        return not _share_people(whole, part)
    act = part.around.act
    if act.sign is None or act.distance > 0:
        return False
    first, last = (
        part.numbers[0],
        max((n for n in whole.numbers if n <= part.numbers[0]), default=0),
    )
    between = page.sentences[last + 1 : first + 1]
    return any(sign.kind == "separate" for words in between for sign in words.signs)


def _share_people(whole: Event, part: Event) -> bool:
    """Say whether the same words are who was hit and who "later died"."""
    told = {harm.victims.span for harm in _harms(whole)}
    return all(harm.victims.span in told for harm in _harms(part))


def _is_disputed(whole: Event, part: Event) -> bool:
    """Say whether another origin gives another number of the same."""
    one, two = whole.around.origin, part.around.origin
    if one is None or two is None or one.span.text == two.span.text:
        return False
    return any(
        told.kind == harm.kind and told.victims.count.low != harm.victims.count.low
        for told in _harms(whole)
        for harm in _harms(part)
        if harm.victims.count.low != 1
    )


def _holds(whole: Event, harm: HarmWords) -> bool:
    """Say whether the people of *harm* are among those whom the event counts."""
    most = harm.victims.count.high
    if most is None:
        return False
    told = [other for other in _harms(whole) if other.kind == harm.kind]
    struck = [other for other in _harms(whole) if other.kind == "affected"]
    if harm.kind == "affected":
        others = _harms(whole)
        return all(_at_most(one, most) or _includes(one, harm) for one in others)
    if told and harm.victims.beside:
        return False
    if not told and any(_is_survivor(harm, other) for other in _harms(whole)):
        return True
    plain = replace(harm, victims=replace(harm.victims, beside=False))
    return any(_includes(one, plain) for one in told or struck)


def _at_most(one: HarmWords, most: int) -> bool:
    top = one.victims.count.high
    return top is not None and top <= most and not (top == most == 1)


def _includes(one: HarmWords, harm: HarmWords) -> bool:
    """Say whether the people of *one* may be or hold those of *harm*."""
    low, most = one.victims.count.low, harm.victims.count.high
    if harm.victims.beside or low is None or most is None or low < most:
        return False
    if {one.victims.status, harm.victims.status} == {"civilian", "combatant"}:
        return False
    return low > 1 or not _is_another(one, harm)


def _is_another(one: HarmWords, other: HarmWords) -> bool:
    """Say whether two persons differ by name, age or sex."""
    named, also = one.victims.names, other.victims.names
    if named and also and not any(is_same_name(a, b) for a in named for b in also):
        return True
    ages = [set(_NUMBER.findall(harm.victims.span.text)) for harm in (one, other)]
    if all(ages) and ages[0].isdisjoint(ages[1]):
        return True
    terms = [{p.term for p in h.victims.parts if p.term in _APART} for h in (one, other)]
    return bool(all(terms) and terms[0].isdisjoint(terms[1]))


def _fold(whole: Event, part: Event) -> None:
    """Put what *part* adds into *whole*, and its sentences beside those of the same people."""
    around, again = whole.around, part.around
    around.date = around.date or again.date
    if again.places and (
        not around.places or find_width(again.places[0]) < find_width(around.places[0])
    ):
        around.places = again.places
    around.means = around.means or again.means
    if around.act.term == "attack" and not again.act.is_excluded:
        around.act = again.act
    for statement in part.statements:
        _add(whole, statement)


def _add(whole: Event, statement: Statement) -> None:
    mine = statement.harm
    assert mine is not None
    for other in whole.statements:
        theirs = other.harm
        if theirs is None or theirs.kind != mine.kind or not _includes(theirs, mine):
            continue
        other.harm = add_names(_with_agent(theirs, mine), mine.victims.names)
        other.more = (*other.more, statement.number, *statement.more)
        return
    whole.statements.append(statement)


def _with_agent(harm: HarmWords, again: HarmWords) -> HarmWords:
    return replace(harm, agent=again.agent) if harm.agent is None and again.agent else harm


def _harms(event: Event) -> list[HarmWords]:
    return [one.harm for one in event.statements if one.harm is not None]
