"""
Which statements speak of one act: the same day and place, told in one breath.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from sijill.extract.circumstances import (
    Act,
    Circumstances,
    find_act,
    find_modality,
    find_origin,
    find_scope,
)
from sijill.extract.divide import divide_people
from sijill.extract.folding import fold_events
from sijill.extract.means import find_means
from sijill.extract.pages import Page
from sijill.extract.rolls import add_names, is_same_name, name_people
from sijill.extract.when import find_date
from sijill.extract.where import find_places, find_width
from sijill.language.statements import HarmWords, ObjectWords
from sijill.model import Span
from sijill.model.toll import sum_counts

_FAR = 9
_HELD = 40  # events and statements of one act looked back at, so that time stays linear
_APART = ("detention", "abduction", "sexual_violence", "torture")


@dataclass(slots=True)
class Statement:
    """
    One harm, or the objects of one sentence, with its circumstances.

    *more*: the sentences that tell more of the same people, by their number.
    """

    number: int
    harm: HarmWords | None
    objects: tuple[ObjectWords, ...]
    around: Circumstances
    siblings: tuple[HarmWords, ...] = ()
    more: tuple[int, ...] = ()


@dataclass(slots=True)
class Event:
    """
    What will be one claim: statements that speak of one act in one way.

    *serial* tells events of one act (same place and day, other words for it) together.
    """

    serial: int
    around: Circumstances
    statements: list[Statement] = field(default_factory=list)

    @property
    def numbers(self) -> list[int]:
        """Return the sentences that tell of the event, by their number, in order."""
        return sorted({n for one in self.statements for n in (one.number, *one.more)})


def group_statements(page: Page) -> list[Event]:
    """Return the events of a tagged reading, in reading order."""
    events: list[Event] = []
    serial, last = 0, None
    statements = _statements(page)
    divide_people(page, statements)
    name_people(page, statements)
    for statement in statements:
        if last is not None and _is_new(page, last, statement):
            serial += 1
        elif last is not None:
            _carry_meaning(page, last, statement)
        _carry(events, serial, statement)
        _place(events, serial, statement)
        last = statement
    for event in events:
        _drop_bare_attacks(event)
    return fold_events(page, events)


def _drop_bare_attacks(event: Event) -> None:
    """Leave out "opened fire on demonstrators" where the same event tells what came of it."""
    told = [s for s in event.statements if s.harm is None or s.harm.kind != "affected"]
    counted = [s.harm.victims.count.high or 0 for s in told if s.harm]
    if counted:
        most = max(counted)
        event.statements = [s for s in event.statements if s in told or _counts_more(s, most)]


def _counts_more(statement: Statement, most: int) -> bool:
    """Say whether "five were shot" tells of more people than those who died or were hurt."""
    harm = statement.harm
    if harm is None or harm.means is None or harm.victims.count.qualifier != "exact":
        return False
    return (harm.victims.count.low or 0) > max(1, most)


def _carry_meaning(page: Page, last: Statement, now: Statement) -> None:
    """A sentence right behind a sum, with no day or place of its own, goes on with the sum."""
    around, before = now.around, last.around
    close = now.number - last.number <= 1
    placed = any(item.cue > 0 for item in page.places[now.number])
    own = page.dates[now.number] or placed
    if close and around.scope == "incident" and before.scope != "incident" and not own:
        around.scope = before.scope


def _statements(page: Page) -> list[Statement]:
    found: list[Statement] = []
    kinds: set[str] = set()
    for number, words in enumerate(page.sentences):
        for harm in words.harms:
            around = _around(page, number, harm.trigger, harm.act, acted=_is_done_to(harm))
            if around and harm.victims.count.high == 0 and _is_denied(page, number):
                around.modality = "denied"
            if around and not words.objects and all(map(_is_one_harmed, words.harms)):
                around.scope = "incident"  # "the second nurse killed this year" is one act
            told = harm.kind in kinds
            if around and _is_claim(harm, told) and not _is_background(harm, around):
                found.append(Statement(number, harm, (), around, words.harms))
                kinds.add(harm.kind)
        hit = words.objects and _around(page, number, words.objects[0].trigger, None)
        if hit and _is_told_here(hit):
            found.append(Statement(number, None, words.objects, hit))
    return found


def _is_one_harmed(harm: HarmWords) -> bool:
    count = harm.victims.count
    return harm.kind != "affected" and count.low == 1 and count.high == 1


def _is_done_to(harm: HarmWords) -> bool:
    """Say whether somebody did it: an agent is told, or people "were killed", not "died"."""
    words = harm.trigger.text.lower()
    slain = harm.kind == "killed" and ("kill" in words or "toll" in words)
    return (harm.agent is not None and not harm.by_tree) or (
        slain and harm.victims.count.high != 0
    )


def _is_told_here(around: Circumstances) -> bool:
    """Say whether the sentence itself names an act, so that "hit" means struck."""
    act = around.act
    return act.distance == 0 and act.sign is not None and not act.sign.weak


def _is_denied(page: Page, number: int) -> bool:
    """Say whether "nobody was killed" stands in or right behind a denial."""
    near = page.sentences[max(0, number - 1) : number + 1]
    signs = (sign for words in near for sign in words.signs)
    return any(sign.kind == "modality" and sign.term == "denied" for sign in signs)


def _is_claim(harm: HarmWords, told: bool) -> bool:
    """
    Say whether the words speak of certain people, and not of people in general.

    "The priests" are certain people, and new ones only where no such harm was *told* before.
    """
    victims = harm.victims
    loose = victims.count.qualifier == "vague" and victims.count.words == victims.span
    if harm.kind == "displaced" and (victims.status == "combatant" or not victims.sure):
        return False
    return not (loose and victims.definite and told)


def _is_background(harm: HarmWords, around: Circumstances) -> bool:
    """Say whether a bare "have killed policemen" over a long time tells of no event."""
    victims = harm.victims
    loose = victims.count.qualifier == "vague" and victims.count.words == victims.span
    return loose and around.scope != "incident"


def _around(
    page: Page, number: int, near: Span, own: str | None, *, acted: bool = False
) -> Circumstances | None:
    """Return what surrounds a statement; one that names no act but who did it is an attack."""
    modality = find_modality(page, number, near)
    real = modality in ("asserted", "alleged")
    bare = Act("attack", None, _FAR) if acted and real else None
    act = find_act(page, number, near, own) or bare
    if act is None:
        return None
    scope = find_scope(page, number, near)
    return Circumstances(
        act,
        scope,
        modality,
        find_origin(page, number),
        find_date(page, number, near, scope),
        find_places(page, number, near, scope),
        find_means(page, number, near, act),
    )


def _is_new(page: Page, last: Statement, now: Statement) -> bool:
    """Say whether *now* speaks of another act than *last*."""
    if now.around.act.is_excluded != last.around.act.is_excluded:
        return True
    one, other = last.around.act.term, now.around.act.term
    if one != other and (one in _APART or other in _APART):
        return True
    if now.number == last.number:
        strong = now.around.act.sign is not None and last.around.act.sign is not None
        same_kind = now.harm and last.harm and now.harm.kind == last.harm.kind
        other_act = one != other and "attack" not in (one, other)
        return bool(same_kind and strong and other_act) or _parts_acts(page, last, now)
    apart = any(
        sign.kind == "separate"
        for words in page.sentences[last.number + 1 : now.number + 1]
        for sign in words.signs
    )
    named, before = now.around.places[:1], last.around.places[:1]
    moved = bool(named and before) and named[0].name != before[0].name
    related = bool(named and before) and (
        named[0].name in before[0].within or before[0].name in named[0].within
    )
    days = [one.date.span.text for one in (now.around, last.around) if one.date]
    dated, redated = len(days) == 2, len(set(days)) == 2
    another = one != other and "attack" not in (one, other)
    told_apart = apart and (bool(named) or dated or another)
    return (moved and not related) or redated or told_apart


def _parts_acts(page: Page, last: Statement, now: Statement) -> bool:
    """Say whether "a month after", "the anniversary of" stands between two words of harm."""
    if last.harm is None or now.harm is None:
        return False
    start, end = last.harm.trigger.end, now.harm.trigger.start
    signs = page.sentences[now.number].signs
    return any(s.kind == "separate" and start <= s.span.start < end for s in signs)


def _carry(events: list[Event], serial: int, statement: Statement) -> None:
    """Take day, place and means of the same act from what was said of it before."""
    same = [event.around for event in events[-_HELD:] if event.serial == serial]
    around = statement.around
    if around.date is None:
        around.date = next((one.date for one in same if one.date), None)
    if not around.places:
        around.places = next((one.places for one in same if one.places), ())
    for one in same:
        one.date = one.date or around.date
        one.places = one.places or around.places


def _place(events: list[Event], serial: int, statement: Statement) -> None:
    """Put the statement into the event that speaks as it does, or open one."""
    for event in reversed(events[-_HELD:]):
        if _is_of_same_person(event, statement):
            _complete(event, statement)
            return
    for event in reversed(events[-4:]):
        if event.serial != serial and not _points_back(statement):
            continue
        if _restates(event, statement) or _divides(event, statement):
            _complete(event, statement)
            return
    for event in reversed(events[-_HELD:]):
        if event.serial != serial:
            break
        if _joins(event, statement):
            event.statements.append(statement)
            return
    events.append(Event(serial, statement.around, [statement]))


def _complete(event: Event, statement: Statement) -> None:
    """Take from a sentence that tells the same again what the first one left out."""
    one, again = event.around, statement.around
    if again.places and (
        not one.places or find_width(again.places[0]) < find_width(one.places[0])
    ):
        one.places = again.places
    one.date = one.date or again.date
    one.means = one.means or again.means
    agent = statement.harm and statement.harm.agent
    for other in event.statements:
        if agent and other.harm and other.harm.agent is None:
            other.harm = replace(other.harm, agent=agent)
    _name_again(event, statement)


def _name_again(event: Event, statement: Statement) -> None:
    """Give the people whom *statement* tells of again the names that it has for them."""
    mine = statement.harm
    for other in event.statements[-_HELD:]:
        theirs = other.harm
        if mine is None or theirs is None or theirs.kind != mine.kind:
            continue
        if _counts_alike(theirs, mine) or _share_name(theirs, mine):
            other.harm = add_names(theirs, mine.victims.names)
            other.more = (*other.more, statement.number, *statement.more)
            return


def _is_of_same_person(event: Event, statement: Statement) -> bool:
    """Say whether the event told before of the one person by name whom *statement* names."""
    mine = statement.harm
    if mine is None or not mine.victims.names or mine.victims.count.high != 1:
        return False
    if event.around.scope != statement.around.scope:
        return False
    return any(
        other.harm is not None
        and other.harm.kind == mine.kind
        and _share_name(other.harm, mine)
        for other in event.statements[-_HELD:]
    )


def _share_name(one: HarmWords, other: HarmWords) -> bool:
    return any(is_same_name(a, b) for a in one.victims.names for b in other.victims.names)


def _counts_alike(one: HarmWords, other: HarmWords) -> bool:
    first, second = one.victims.count, other.victims.count
    return (first.low, first.high) == (second.low, second.high)


def _points_back(statement: Statement) -> bool:
    """Say whether the words point back ("the soldier", "he"), and so count nobody anew."""
    if statement.harm is None:
        return False
    victims = statement.harm.victims
    return victims.definite or victims.span.text.lower() in ("he", "she", "him")


def _divides(event: Event, statement: Statement) -> bool:
    """Lay "three soldiers and a civilian" on the four dead of an earlier sentence, as parts."""
    mine = statement.harm
    if mine is None:
        return False
    earlier = [s for s in event.statements[-_HELD:] if s.number < statement.number and s.harm]
    for other in earlier:
        whole = other.harm
        if whole is None or whole.kind != mine.kind or whole.victims.status != "unknown":
            continue
        parts = [p for p in statement.siblings if p.kind == mine.kind] or [mine]
        total = sum_counts([part.victims.count for part in parts])
        exact = whole.victims.count.low
        if len(parts) > 1 and total and total.low == exact and total.high == exact:
            named = tuple(p for part in parts for p in part.victims.parts)
            if not whole.victims.parts:
                victims = replace(whole.victims, parts=named)
                other.harm = replace(whole, victims=victims)
            return True
    return False


def _restates(event: Event, statement: Statement) -> bool:
    """Say whether an earlier sentence of the event gave the same number of the same."""
    if statement.harm is None:
        return False
    mine = statement.harm
    for other in event.statements[-_HELD:]:
        theirs = other.harm
        if theirs is None or theirs.kind != mine.kind or other.number == statement.number:
            continue
        one, two = theirs.victims, mine.victims
        alike = one.status == two.status or "unknown" in (one.status, two.status)
        if one.names and two.names and one.count.high == 1 and not _share_name(theirs, mine):
            continue
        if (
            _counts_alike(theirs, mine)
            and alike
            and event.around.modality == statement.around.modality
        ):
            return True
    return False


def _joins(event: Event, statement: Statement) -> bool:
    one, other = event.around, statement.around
    if (one.scope, one.modality) != (other.scope, other.modality):
        return False
    spoken = one.origin.span.text if one.origin else None
    said = other.origin.span.text if other.origin else None
    if statement.harm is None:
        return True
    held = event.statements[-_HELD:]
    told = any(s.harm and s.harm.kind == statement.harm.kind for s in held)
    if told and said and spoken and said != spoken:
        return False
    return not any(
        before.harm
        and before.harm.kind == statement.harm.kind
        and before.number != statement.number
        and before.harm.victims.status == statement.harm.victims.status
        for before in held
    )
