"""
Who did it: whom the statement's grammar shows acting, and the groups that are named near it.
"""

from __future__ import annotations

from itertools import chain

from sijill.extract.circumstances import is_of_other_place, neighbours
from sijill.extract.events import Event
from sijill.extract.pages import Page
from sijill.language.statements import AgentWords
from sijill.model import Involvement, Span

_AHEAD = 5  # sentences in which responsibility is still told for what came before


def find_actors(page: Page, event: Event) -> tuple[Involvement, ...]:
    """Return those who did it, most certain first; empty: nobody is named or shown acting."""
    spans: dict[Span, str] = {}
    for statement in event.statements:
        if statement.harm and statement.harm.agent:
            spans.setdefault(statement.harm.agent, _certainty(statement.harm.agent))
    spans = spans or _acting_here(page, event) or _by_demonym(page, event)
    spans = spans or _acting_before(page, event)
    for agent in _named(page, event):
        if not any(agent.span.overlap(span) for span in spans):
            spans[agent.span] = agent.certainty
    return tuple(Involvement(span, "perpetrator", certainty=how) for span, how in spans.items())


def _acting_here(page: Page, event: Event) -> dict[Span, str]:
    agents = chain.from_iterable(page.sentences[number].agents for number in event.numbers)
    return {
        agent.span: agent.certainty
        for agent in agents
        if not agent.named and not _harmed(event, agent.span)
    }


def _named(page: Page, event: Event) -> tuple[AgentWords, ...]:
    """Return the group that is named with the act, else where responsibility is told later."""
    numbers = event.numbers
    near = [*numbers, *neighbours(page, numbers[0])]
    for number in near:
        if found := _groups(page, event, number):
            return (found[0],)
    for number in range(numbers[-1] + 1, min(len(page.sentences), numbers[-1] + _AHEAD)):
        for agent in _groups(page, event, number):
            if agent.certainty != "asserted":
                return (agent,)
    return ()


def _groups(page: Page, event: Event, number: int) -> list[AgentWords]:
    agents = page.sentences[number].agents
    return [agent for agent in agents if agent.named and not _harmed(event, agent.span)]


def _acting_before(page: Page, event: Event) -> dict[Span, str]:
    """Take who attacks in the sentences before, up to the last break."""
    first = event.statements[0].number
    for number in neighbours(page, first):
        if number > first or is_of_other_place(page, first, number):
            continue
        found = page.sentences[number].agents
        agents = [a for a in found if not a.named and not _harmed(event, a.span)]
        if agents:
            return {agents[0].span: agents[0].certainty}
    return {}


def _harmed(event: Event, span: Span) -> bool:
    """Say whether the words name those harmed, here or by the same words again."""
    told = [s.harm.victims.span for s in event.statements if s.harm]
    return any(one.overlap(span) or span.text in one.text for one in told)


def _by_demonym(page: Page, event: Event) -> dict[Span, str]:
    """Read "an Israeli air strike": a people's name right before the words for the act."""
    sign = event.around.act.sign
    if sign is None:
        return {}
    for number in {statement.number for statement in event.statements}:
        for item in page.places[number]:
            between = page.reading.text[item.span.end : sign.span.start]
            if item.relation == "demonym" and between == " ":
                return {item.span: "asserted"}
    return {}


def _certainty(span: Span) -> str:
    low = span.text.lower()
    return "suspected" if "suspected" in low or "alleged" in low else "asserted"
