"""
What a person may not see is gone before anything else gets it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from sijill.errors import NotThere
from sijill.flow.team import Workbench
from sijill.flow.team.restricting import lift_restriction, restrict
from sijill.flow.workbench.seeing import NO_NAMES, find_names, hide_private, need_seen
from sijill.model import (
    Claim,
    Count,
    Harm,
    Place,
    Reading,
    Reported,
    Span,
    Victim,
    VictimName,
)
from sijill.model.person import Person
from sijill.model.privacy import Privacy, privacy_by_field
from sijill.model.role import Role
from sijill.protect.masks import NameMask

VIEWER = Person("p-v", "A viewer", Role.VIEWER)
CODER = Person("p-c", "A coder", Role.CODER)
TEXT = "Ali Testman, 9, was killed in Sarmin, said Testman's uncle Omar."
NAME = VictimName(Span.of(TEXT, 0, 11), "Ali Testman", "uncle Omar's nephew", "male", 9)
CLAIM = Claim(
    id="c-1",
    document_id="d1",
    extractor="x.v1",
    evidence=(Span(0, len(TEXT), TEXT),),
    violence="shelling",
    reported=Reported(title="The death of Ali Testman"),
    where=(Place(Span.of(TEXT, 30, 36), "Sarmin"),),
    harms=(Harm("killed", Count(1, 1), words=Span.of(TEXT, 0, 14), names=(NAME,)),),
)
VICTIM = Victim("v-1", ("Ali Testman",), "male", (9, 9), None, None, ("a list",), ("c-1",))


def list_private(record: Any, *, hidden: bool = False) -> Iterator[Any]:
    """Yield every value of *record* that stands in a field marked private."""
    if is_dataclass(record) and not isinstance(record, type):
        marks = privacy_by_field(type(record))
        for item in fields(record):
            inside = hidden or marks[item.name] is Privacy.PRIVATE
            yield from list_private(getattr(record, item.name), hidden=inside)
    elif isinstance(record, tuple):
        for item in record:
            yield from list_private(item, hidden=hidden)
    elif hidden and record is not None:
        yield record


@pytest.mark.parametrize("record", [CLAIM, VICTIM, NAME], ids=lambda one: type(one).__name__)
def test_no_private_value_is_left(record: Any) -> None:
    """Whatever the record, its private fields are empty for a viewer and whole for a coder."""
    left = set(list_private(hide_private(record, VIEWER, NameMask([]))))

    assert set(list_private(record))
    assert left <= {"", 0}
    assert hide_private(record, CODER) is record


def test_names_are_masked_in_every_words() -> None:
    """In evidence, titles and victim phrases; every span still fits the text."""
    mask = NameMask([NAME.name])
    seen = hide_private(CLAIM, VIEWER, mask)
    text = hide_private(Reading("d1", TEXT), VIEWER, mask).text

    assert "Testman" not in str(seen)
    assert "Ali" not in str(seen)
    assert (len(text), text[30:36]) == (len(TEXT), "Sarmin")
    assert [span for span in seen.spans() if text[span.start : span.end] != span.text] == []


def test_names_come_from_the_claims(team: Workbench) -> None:
    """Those of the document and of the other claims about the same incident."""
    team.store.save_step("extract", "d1", "m", [CLAIM])
    mask = find_names(team, VIEWER, documents=["d1"])

    assert mask.mask(TEXT).startswith("███ ███████, 9")
    assert find_names(team, CODER, documents=["d1"]) is NO_NAMES


def test_what_is_restricted_is_not_there(
    team: Workbench, member: Callable[[Role], Person]
) -> None:
    """For lower roles, by its own id and by what it holds; for others nothing changes."""
    boss, coder, viewer = map(member, (Role.ADMINISTRATOR, Role.CODER, Role.VIEWER))
    team.store.save_step("extract", "d1", "m", [CLAIM])
    need_seen(team, viewer, "claim", "c-1")
    restrict(team, boss, "claim", "c-1", Role.CODER, why="a witness could be recognised")

    need_seen(team, coder, "claim", "c-1")
    with pytest.raises(NotThere):
        need_seen(team, viewer, "claim", "c-1")
    with pytest.raises(NotThere):
        restrict(team, boss, "claim", "c-none", Role.CODER, why="no such claim")
    lift_restriction(team, boss, "claim", "c-1")
    need_seen(team, viewer, "claim", "c-1")
