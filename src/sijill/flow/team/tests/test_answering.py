"""
A write with a key is done once, whatever is sent again, and whichever process is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from sijill.errors import KeyUsed, WriteUnderWay, WriteUnfinished
from sijill.flow.clock import later, now_utc
from sijill.flow.team import Workbench
from sijill.flow.team.answering import Kept, begin_write, forget_write, keep_answer
from sijill.model.person import Person
from sijill.model.role import Role
from sijill.model.working import Answer

Make = Callable[[Role], Person]
DONE = Kept(200, '{"name": "Testman"}')


def test_a_repeat_is_answered_as_the_first_was(team: Workbench, member: Make) -> None:
    """For a day, for the same person, and for the same write alone."""
    dana, omar, at = member(Role.CODER), member(Role.CODER), now_utc()

    assert begin_write(team, dana, "k", "one", at=at) is None
    with pytest.raises(WriteUnderWay):
        begin_write(team, dana, "k", "one", at=at)
    keep_answer(team, dana, "k", DONE)
    assert begin_write(team, dana, "k", "one", at=later(at, hours=23)) == DONE
    with pytest.raises(KeyUsed):
        begin_write(team, dana, "k", "another", at=at)
    assert begin_write(team, omar, "k", "another", at=at) is None
    assert begin_write(team, dana, "k", "one", at=later(at, hours=25)) is None
    assert "Testman" not in str(team.desk.list(Answer))


def test_a_write_that_was_refused_may_be_tried_again(team: Workbench, member: Make) -> None:
    """Its key is free, since nothing was done."""
    dana = member(Role.CODER)
    begin_write(team, dana, "k", "one")
    forget_write(team, dana, "k")

    assert begin_write(team, dana, "k", "one") is None


def test_what_a_dead_process_began_is_not_done_again(team: Workbench, member: Make) -> None:
    """Nobody knows whether it was done; whoever asks is told so, and no lock is left."""
    dana, at = member(Role.CODER), now_utc()
    begin_write(team, dana, "k", "one", at=at)

    with pytest.raises(WriteUnderWay):
        begin_write(team, dana, "k", "one", at=later(at, seconds=60))
    with pytest.raises(WriteUnfinished):
        begin_write(team, dana, "k", "one", at=later(at, minutes=3))
    assert begin_write(team, dana, "a new key", "one", at=later(at, minutes=3)) is None


def test_of_many_at_once_one_is_done(team: Workbench, member: Make) -> None:
    """The desk's database says who was first."""
    dana = member(Role.CODER)

    def begin(_: int) -> bool:
        try:
            return begin_write(team, dana, "k", "one") is None
        except WriteUnderWay:
            return False

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(begin, range(24))) == 1
