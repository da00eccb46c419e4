"""
Claims, made of events: every value with its words, and what is missing with a reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from sijill.extract.actors import find_actors
from sijill.extract.circumstances import Circumstances
from sijill.extract.confidence import weigh_event
from sijill.extract.events import Event
from sijill.extract.pages import Page
from sijill.extract.reported import make_reported
from sijill.language.places import PlaceWords
from sijill.language.statements import HarmWords, ObjectWords, PeopleWords
from sijill.model import (
    Attribution,
    Claim,
    Context,
    Count,
    Damage,
    DateRange,
    Group,
    Harm,
    Means,
    Place,
    Reported,
    Span,
    VictimName,
)
from sijill.model.ids import claim_id


def make_claims(page: Page, events: list[Event], *, extractor: str) -> tuple[Claim, ...]:
    """Return one claim for each event; claims with the same evidence differ by their order."""
    if not events:
        return ()
    reported, context = make_reported(page.reading), _context(page)
    seen: dict[tuple[Span, ...], int] = {}
    claims = []
    for event in events:
        evidence = _evidence(page, event)
        order = seen.get(evidence, 0)
        seen[evidence] = order + 1
        key = claim_id(page.reading.id, evidence, extractor=extractor, order=order)
        claims.append(_claim(page, event, key, evidence, extractor, reported, context))
    return tuple(claims)


def _claim(
    page: Page,
    event: Event,
    key: str,
    evidence: tuple[Span, ...],
    extractor: str,
    reported: Reported,
    context: Context,
) -> Claim:
    around = event.around
    sign = around.act.sign
    actors = find_actors(page, event)
    harms = tuple(_harm(s.harm) for s in event.statements if s.harm)
    when = DateRange(around.date.span) if around.date else None
    return Claim(
        key,
        page.reading.id,
        extractor,
        evidence,
        around.act.term,
        sign.span if sign else None,
        weigh_event(page, event),
        reported,
        context,
        when,
        tuple(_place(item) for item in around.places),
        actors,
        _means(around, event),
        harms,
        tuple(_damage(item) for item in _objects(event)),
        _attribution(event),
        around.scope,
        around.modality,
        _absent(around, bool(actors)),
        (*_caveats(harms), *_loaded(page, event)),
    )


def _context(page: Page) -> Context:
    places: dict[str, Place] = {}
    for item in (item for group in page.places for item in group):
        if item.relation == "here" or not (item.cue > 0 or item.relation == "body"):
            continue
        place = Place(words=item.whole or item.span, name=item.name, country=item.country)
        if item.whole or item.name not in places:
            places[item.name] = place
    dates = tuple(DateRange(item.span) for group in page.dates for item in group)
    return Context(tuple(places.values()), dates)


def _evidence(page: Page, event: Event) -> tuple[Span, ...]:
    return tuple(page.sentences[number].span for number in event.numbers)


def _place(item: PlaceWords) -> Place:
    return Place(words=item.span, name=item.name, country=item.country)


def _harm(words: HarmWords | None) -> Harm:
    assert words is not None
    people = words.victims
    return Harm(
        words.kind,
        people.count,
        _status(people),
        people.span,
        tuple(Group(part.term, part.count) for part in people.parts),
        tuple(
            VictimName(name.span, name.span.text, name.description, name.sex, name.age)
            for name in people.names
        ),
    )


def _status(people: PeopleWords) -> str:
    return people.status


def _objects(event: Event) -> Iterator[ObjectWords]:
    """Yield each object once: "the bank", told of again, is the bank that was named before."""
    told: set[tuple[str, str]] = set()
    for item in (item for statement in event.statements for item in statement.objects):
        words = item.span.text.lower()
        again = words.startswith(_POINTING) and item.object in {kind for kind, _ in told}
        if not again and (item.object, words) not in told:
            yield item
        told.add((item.object, words))


_POINTING = ("the ", "this ", "that ", "these ", "those ")


def _damage(item: ObjectWords) -> Damage:
    return Damage(item.object, item.count, item.effect, item.span)


def _means(around: Circumstances, event: Event) -> tuple[Means, ...]:
    found = {sign.span: sign.means for sign in around.means if sign.means}
    for statement in event.statements:
        harm = statement.harm
        if harm and harm.means and not found:
            found[harm.trigger] = harm.means
    return tuple(Means(span, term) for span, term in found.items() if term)


def _attribution(event: Event) -> Attribution | None:
    """Return whom the text names as the origin; a headline names nobody, its lead does."""
    told = (event.around, *(statement.around for statement in event.statements))
    origin = next((around.origin for around in told if around.origin), None)
    return Attribution(origin.span, origin.span.text, origin.kind) if origin else None


def _absent(around: Circumstances, acted: bool) -> dict[str, str]:
    absent = {}
    if around.date is None:
        absent["when"] = "not_stated"
    if not around.places:
        absent["where"] = "not_stated"
    if not acted:
        absent["actors"] = "not_stated"
    return absent


def _caveats(harms: tuple[Harm, ...]) -> tuple[str, ...]:
    found = []
    if any(_parts_exceed(harm) for harm in harms):
        found.append("parts_exceed_whole")
    if any(_is_loose(harm.count) for harm in harms):
        found.append("count_by_words_only")
    return tuple(found)


def _loaded(page: Page, event: Event) -> tuple[str, ...]:
    """Return the doubts that a party's way of speaking leaves on its claim."""
    found = []
    told = [page.sentences[number] for number in {s.number for s in event.statements}]
    if any(sign.kind == "partisan" for words in told for sign in words.signs):
        found.append("partisan_wording")
    origin = event.around.origin
    harmed = [s.harm.victims for s in event.statements if s.harm]
    fighters = harmed and all(people.status == "combatant" for people in harmed)
    if fighters and origin is not None and origin.kind == "party":
        found.append("party_status_claim")
    return tuple(found)


def _is_loose(count: Count) -> bool:
    return count.qualifier == "vague"


def _parts_exceed(harm: Harm) -> bool:
    if harm.count.high is None:
        return False
    parts: dict[str, int] = {}
    for group in harm.groups:
        parts[group.term] = max(parts.get(group.term, 0), group.count.low or 0)
    return max(parts.values(), default=0) > harm.count.high
