"""
Why a claim says what it says: for each value the words and the rule, and what its confidence
is made of.
"""

from __future__ import annotations

from collections.abc import Iterator

from sijill.extract.confidence import explain_confidence
from sijill.extract.events import Event, Statement
from sijill.extract.pages import Page
from sijill.extract.protocol import Reason
from sijill.language.statements import HarmWords


def explain_event(page: Page, event: Event) -> tuple[Reason, ...]:
    """Return the reasons for the claim that *event* becomes, field by field."""
    return (
        *_of_act(event),
        *_of_harms(event),
        *_of_objects(event),
        *_of_circumstances(event),
        *_of_signs(page, event),
        *(
            Reason("confidence", None, sign.says, sign.weight)
            for sign in explain_confidence(page, event)
        ),
    )


def _of_act(event: Event) -> Iterator[Reason]:
    act = event.around.act
    words = act.sign.span if act.sign else None
    if words is None:
        rule = "the verb of harm, the title or the rest of the text tells the act"
    elif act.distance == 0:
        rule = "the words for the act stand in the sentence"
    else:
        rule = f"the nearest words for an act stand {act.distance} sentences away"
    yield Reason("violence", words, f"{act.term}: {rule}")


def _of_harms(event: Event) -> Iterator[Reason]:
    told = [row.harm for row in event.statements if row.harm]
    for n, harm in enumerate(told):
        yield Reason(f"harms.{n}", harm.trigger, f"words for {harm.kind}")
        yield Reason(f"harms.{n}.words", harm.victims.span, _side(harm))
        count = harm.victims.count
        yield Reason(
            f"harms.{n}.count",
            count.words,
            f"read as {_bounds(count.low, count.high)}, {count.qualifier}",
        )
        for part in harm.victims.parts:
            yield Reason(f"harms.{n}.groups", part.count.words, f"a part: {part.term}")
        if harm.agent:
            yield Reason("actors", harm.agent, "who did it, by the grammar of the verb")


def _side(harm: HarmWords) -> str:
    if harm.victims.span.start >= harm.trigger.end:
        return "those named after the words for harm"
    if harm.victims.span.end <= harm.trigger.start:
        return "those named before the words for harm"
    return "the words for harm name those harmed themselves"


def _bounds(low: int | None, high: int | None) -> str:
    if low == high:
        return "not stated" if low is None else str(low)
    least = "no lower bound" if low is None else f"at least {low}"
    return f"{least}, " + ("no upper bound" if high is None else f"at most {high}")


def _of_objects(event: Event) -> Iterator[Reason]:
    for item in (item for row in event.statements for item in row.objects):
        yield Reason(
            "damages", item.span, f"{item.object}, {item.effect}: “{item.trigger.text}”"
        )


def _of_circumstances(event: Event) -> Iterator[Reason]:
    around = event.around
    if around.date:
        yield Reason(
            "when", around.date.span, f"the day nearest to the harm ({around.date.kind})"
        )
    for place in around.places[:1]:
        yield Reason("where", place.span, f"the most specific place near ({place.relation})")
    for means in around.means:
        yield Reason("means", means.span, f"words for {means.means}")
    if around.origin:
        yield Reason("attribution", around.origin.span, "named beside a word for speaking")


def _of_signs(page: Page, event: Event) -> Iterator[Reason]:
    """Yield the words that tell scope and modality; without any it is one asserted incident."""
    wanted = {"scope": event.around.scope, "modality": event.around.modality}
    for number in _numbers(event.statements):
        for sign in page.sentences[number].signs:
            if wanted.get(sign.kind) == sign.term:
                yield Reason(sign.kind, sign.span, f"words for {sign.term}")


def _numbers(statements: list[Statement]) -> list[int]:
    return sorted({row.number for row in statements})
