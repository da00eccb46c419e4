"""Those harmed and those who harm are found where they stand far from the verb."""

from __future__ import annotations

import pytest

from sijill.language.en.statements import tag_statements
from sijill.language.statements import SentenceWords
from sijill.model.span import Span


def _read(text: str) -> SentenceWords:
    return tag_statements(text, Span(0, len(text), text))


@pytest.mark.parametrize(
    ("text", "victims"),
    [
        ("Raiders shot and wounded two porters.", ["two porters"]),
        ("Raiders threw a grenade, wounding a waiter.", ["a waiter"]),
        ("The families of those killed were told.", []),
    ],
)
def test_those_harmed_stand_where_the_verb_has_them(text: str, victims: list[str]) -> None:
    found = [h.victims.span.text for h in _read(text).harms if h.kind != "affected"]
    assert found == victims


@pytest.mark.parametrize(
    ("text", "agent"),
    [
        ("A mob killed three well diggers.", "A mob"),
        ("Attacks by a gang killed two farmers.", "a gang"),
        ("A raid blamed on a gang has killed two farmers.", "a gang"),
        ("Six people died when a group of riders stormed a wedding.", "a group"),
        ("The shelling, witnesses said, killed two farmers.", None),
        ("Police said the blast killed two farmers.", None),
    ],
)
def test_who_acts_is_found_by_the_tree(text: str, agent: str | None) -> None:
    harm, *_ = _read(text).harms
    assert (harm.agent.text if harm.agent else None) == agent
