"""Groups that act are found, those that only speak or are fought are not."""

from __future__ import annotations

import pytest

from sijill.language.en.agents import tag_named_agents
from sijill.language.en.objects import tag_objects
from sijill.model.span import Span


def _whole(text: str) -> Span:
    return Span(0, len(text), text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A MAYOR WAS KILLED BY FMLN GUERRILLAS IN USULUTAN.", [("FMLN", "asserted")]),
        ("The attack was attributed to the Shining Path.", [("Shining Path", "blamed")]),
        (
            "The Extraditables claimed responsibility for it.",
            [("The Extraditables", "claimed")],
        ),
        ("Troops went on with operations against the ELN.", []),
        ("The FMLN proposal was read out.", []),
    ],
)
def test_a_group_is_named_where_it_acts(text: str, found: list[tuple[str, str]]) -> None:
    agents = tag_named_agents(_whole(text), None)
    assert [(item.span.text, item.certainty) for item in agents] == found


def test_a_verb_reaches_all_objects_of_a_list_in_capitals() -> None:
    text = "THE BLAST DAMAGED A BANK, TWO RESTAURANTS, AND THE TELEPHONE EXCHANGE."
    found = [(item.object, item.count.low) for item in tag_objects(_whole(text))]
    assert found == [("business", 1), ("business", 2), ("communications", 1)]
