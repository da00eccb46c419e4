"""
An id lives again when what ended it is undone, for what it named and nothing else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import count, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijill.model import Anchor, Identity
from sijill.review import Identified, Register, identify_anchors

_FIRST = "2024-01-01T00:00:00Z"
_GONE = "!"
Group = frozenset[str]


class _Record:
    """Groups of words that people link and part, named after each decision as it is made."""

    def __init__(self, *groups: str) -> None:
        self._founding = [*groups]
        self._mint = count(1)
        self._decisions: dict[int, tuple[str, str]] = {}
        self._at = count(1)
        self.lines: list[Identity] = []
        self.register = Register("incident")
        self.ids: dict[Group, str] = {}
        self.first = self._name(self._partition(), {})

    def link(self, one: str, other: str) -> int:
        """Say that two words are of one incident."""
        return self._decide((one, other))

    def part(self, word: str) -> int:
        """Say that a word is of an incident of its own."""
        return self._decide((word, ""))

    def reject(self, word: str) -> int:
        """Say that a word is no claim."""
        return self._decide((word, _GONE))

    def come(self, word: str, *, to: str) -> None:
        """Let a new report be one of the incident that another is of from the beginning."""
        self._founding = [group + word * (to in group) for group in self._founding]
        self._work_in()

    def undo(self, *decisions: int) -> None:
        """Take decisions back together."""
        for one in decisions:
            del self._decisions[one]
        self._work_in()

    def id_of(self, words: str) -> str | None:
        """Return the id of a group of words; ``None``: there is no such group."""
        return self.ids.get(frozenset(words))

    def run(self) -> Identified:
        """Return what naming everything again, by the log alone, comes to."""
        return self._identify(self.ids, Register("incident", self.lines))

    def _decide(self, decision: tuple[str, str]) -> int:
        number = next(self._at)
        self._decisions[number] = decision
        self._work_in()
        return number

    def _work_in(self) -> None:
        """Name the groups that are not as before, as the workbench does."""
        groups = self._partition()
        come = frozenset().union(*groups) - frozenset().union(*self.ids)
        held = self.register.ids_at(_anchors(come))
        fresh = [group for group in groups if self.ids.get(group) in {None, *held}]
        words = _anchors(word for group in fresh for word in group)
        elsewhere = self.register.ids_at(words)
        stays = {
            group: id_
            for group, id_ in self.ids.items()
            if group in groups and group not in fresh
        }
        standing = {id_: _anchors(group) for group, id_ in stays.items() if id_ in elsewhere}
        self._name(fresh, stays, standing)

    def _name(
        self,
        groups: Collection[Group],
        stays: dict[Group, str],
        standing: dict[str, tuple[Anchor, ...]] | None = None,
    ) -> dict[Group, str]:
        found = self._identify(groups, self.register, standing or {})
        for line in found.new:
            self.lines.append(line)
            self.register.add(line)
        named = {group: found.id_by_incident[_name_of(group)] for group in groups}
        self.ids = stays | named
        return dict(self.ids)

    def _identify(
        self,
        groups: Iterable[Group],
        register: Register,
        standing: dict[str, tuple[Anchor, ...]] | None = None,
    ) -> Identified:
        members = {_name_of(group): _anchors(group) for group in groups}
        return identify_anchors(
            members,
            register,
            mint=lambda: f"i-{next(self._mint):04}",
            at=_FIRST,
            standing=standing,
        )

    def _partition(self) -> list[Group]:
        """Return the words that hang together by their founding and by links, unless parted."""
        alone = {word for word, other in self._decisions.values() if not other}
        links = [set(group) for group in self._founding]
        pairs = [pair for pair in self._decisions.values() if all(pair) and _GONE not in pair]
        links += [{*pair} for pair in pairs]
        gone = {word for word, other in self._decisions.values() if other == _GONE}
        groups = [{word} for group in self._founding for word in group if word not in gone]
        for link in links:
            held = link - alone
            met = [group for group in groups if group & held]
            groups = [group for group in groups if not group & held]
            groups += [set().union(*met)] if met else []
        return [frozenset(group) for group in groups]


def _anchors(words: Iterable[str]) -> tuple[Anchor, ...]:
    return tuple(Anchor(f"d{word}", 0, 4) for word in sorted(words))


def _name_of(group: Group) -> str:
    return "k-" + "".join(sorted(group))


def _follow(record: _Record, moves: Sequence[tuple[str, str, int]]) -> Iterator[None]:
    """Make decisions and take them back as drawn, and in the end all that stand."""
    standing: list[int] = []
    for one, other, undone in moves:
        if undone and standing:
            record.undo(standing.pop(undone % len(standing)))
        else:
            standing.append(_decide(record, one, other))
        yield
    while standing:
        record.undo(standing.pop())
        yield


def _decide(record: _Record, one: str, other: str) -> int:
    if other == _GONE:
        return record.reject(one)
    return record.part(one) if one == other else record.link(one, other)


def _check(record: _Record, moves: Sequence[tuple[str, str, int]]) -> None:
    """Hold the record after each move to what is always so of ids."""
    ever = {id_: {*group} for group, id_ in record.ids.items()}
    for _ in _follow(record, moves):
        again = record.run()
        named = {_name_of(group): id_ for group, id_ in record.ids.items()}

        assert len(set(record.ids.values())) == len(record.ids)
        assert (again.id_by_incident, again.new) == (named, ())
        for group, id_ in record.ids.items():
            assert group & ever.setdefault(id_, {*group})
            ever[id_] |= group


def _act_of(record: _Record, id_: str) -> list[str]:
    return [line.act for line in record.lines if line.id == id_]


WORDS = "abcdefg"
LINKS = st.sampled_from([*permutations(WORDS, 2)])
GONE = st.tuples(st.sampled_from(WORDS), st.just(_GONE))
ANY = st.tuples(st.sampled_from(WORDS), st.sampled_from(WORDS))


@given(moves=st.lists(st.tuples(LINKS, st.integers(0, 5)), max_size=12))
def test_links_undone_in_any_order_leave_the_ids_of_before(
    moves: list[tuple[tuple[str, str], int]],
) -> None:
    """No id stands for two, none for what it never named, a run gives the same, all return."""
    record = _Record("abc", "d", "ef", "g")
    _check(record, [(*pair, undone) for pair, undone in moves])

    assert record.ids == record.first


@given(moves=st.lists(st.tuples(LINKS | GONE, st.integers(0, 5)), max_size=12))
def test_links_and_rejections_undone_in_any_order_leave_the_ids_of_before(
    moves: list[tuple[tuple[str, str], int]],
) -> None:
    """Also where all claims of the side that kept its id were rejected while it was linked."""
    record = _Record("abc", "d", "ef", "g")
    _check(record, [(*pair, undone) for pair, undone in moves])

    assert record.ids == record.first


@given(moves=st.lists(st.tuples(ANY, st.integers(0, 5)), max_size=12))
def test_links_and_partings_in_any_order_are_named_as_a_run_names_them(
    moves: list[tuple[tuple[str, str], int]],
) -> None:
    """After each: no id twice, none for what it never named, and no line more by the log."""
    record = _Record("abc", "d", "ef", "g")
    _check(record, [(*pair, undone) for pair, undone in moves])


@pytest.mark.parametrize("joins", ["", "x", "xyz"])
def test_a_link_undone_gives_both_ids_back(joins: str) -> None:
    """Each to what it named, with the reports that joined either side in the meantime."""
    record = _Record("a", "b")
    link = record.link("a", "b")
    for word in joins:
        record.come(word, to="b")
    record.undo(link)

    assert record.id_of("a") == record.first[frozenset("a")]
    assert record.id_of(f"b{joins}") == record.first[frozenset("b")]
    assert _act_of(record, record.first[frozenset("b")])[:3] == ["given", "merged", "restored"]


@pytest.mark.parametrize("order", [*permutations(range(3), 2)])
def test_three_that_were_made_one_come_back_in_any_order(order: tuple[int, int]) -> None:
    """Whichever of three links is undone first, and after it the next, and then the last."""
    record = _Record("a", "bc", "d")
    links = [record.link(*pair) for pair in ("ab", "cd", "ad")]
    one = record.id_of("abcd")
    record.undo(links[order[0]])

    assert record.ids == {frozenset("abcd"): one}
    record.undo(links[order[1]])
    assert len(record.ids) == 2
    record.undo(next(link for n, link in enumerate(links) if n not in order))
    assert record.ids == record.first


def test_of_two_the_one_with_more_words_stays_whatever_went_into_it_before() -> None:
    """Reports that joined an incident after a link count as well."""
    record = _Record("a", "b", "cd")
    record.link("a", "b")
    for word in "xyz":
        record.come(word, to="a")
    one = record.id_of("abxyz")
    record.link("c", "a")

    assert record.id_of("abcdxyz") == one


def test_an_undo_undone_is_as_the_link_was() -> None:
    """The same of the two ids stays, also where the other has grown larger since."""
    record = _Record("a", "b")
    link = record.link("a", "b")
    one = record.id_of("ab")
    record.undo(link)
    for word in "xyz":
        record.come(word, to="b")
    record.link("a", "b")

    assert record.id_of("abxyz") == one


def test_a_parting_undone_gives_the_id_back_and_parted_again_the_other() -> None:
    """What was split off goes into what it came from, and has its own id once more."""
    record = _Record("abc")
    parting = record.part("a")
    rest, part = record.id_of("bc"), record.id_of("a")
    record.undo(parting)

    assert record.ids == record.first
    record.part("a")
    assert (record.id_of("bc"), record.id_of("a")) == (rest, part)


def test_no_ended_id_goes_to_a_part_that_is_mostly_another() -> None:
    """What falls off with the words of an ended incident and more of the other's is new."""
    lines = [*_given("i-1", "abcde"), *_given("i-2", "f"), _ended("i-2", "i-1")]
    register = Register("incident", [*lines, *_given("i-1", "f")])
    members = {"stays": _anchors("abc"), "falls": _anchors("def")}
    found = identify_anchors(members, register, mint=lambda: "i-9", at=_FIRST)

    assert found.id_by_incident == {"stays": "i-1", "falls": "i-9"}
    assert register.heir("i-2") == "i-1"
    assert Register("incident", [*lines, *found.new]).heir("i-2") == "i-9"


def test_two_copies_that_ended_two_ids_in_each_other_have_one_of_them() -> None:
    """Before, both were ended, and what they named was new a third time."""
    mine = [_ended("i-2", "i-1"), *_given("i-1", "b")]
    theirs = [_ended("i-1", "i-2"), *_given("i-2", "a")]
    for order in ((*mine, *theirs), (*theirs, *mine)):
        register = Register("incident", [*_given("i-1", "a"), *_given("i-2", "b"), *order])
        found = identify_anchors(
            {"ab": _anchors("ab")}, register, mint=lambda: "i-9", at=_FIRST
        )

        assert found.id_by_incident == {"ab": "i-1"}


def test_a_register_of_before_tells_a_split_by_its_parts() -> None:
    """Lines of before name no words; what the parts have went along."""
    lines = [*_given("i-1", "ab"), *_given("i-2", "b"),
             Identity(_FIRST, "incident", "split", "i-1", (), ("i-2",))]  # fmt: skip

    assert Register("incident", lines).words("i-1") == frozenset(_anchors("a"))


def _given(id_: str, words: str) -> list[Identity]:
    return [Identity(_FIRST, "incident", "given", id_, _anchors(words))]


def _ended(id_: str, into: str) -> Identity:
    return Identity(_FIRST, "incident", "merged", id_, (), (into,))
