"""
What a decision about two people does at once is what the next run makes of it.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import URL

from sijill.errors import NotThere, SettingsError, StaleDecision
from sijill.flow.listing import canonical_digest, stream_records
from sijill.flow.moving import move_to_server
from sijill.flow.peoplelinking import STAGE
from sijill.flow.peoplenear import ALL, NEAR_STAGE, NearPeople
from sijill.flow.recording import init_record
from sijill.flow.running import run_record
from sijill.flow.team import Workbench, open_workbench
from sijill.flow.victims import add_name_list, judge_people
from sijill.flow.workbench.heirs import find_heir
from sijill.flow.workbench.judging import withdraw
from sijill.flow.workbench.judging_people import judge_pair
from sijill.flow.workbench.seeing import sees
from sijill.flow.workbench.victims import list_pairs, list_victims, show_victim
from sijill.model import NamedPerson, PersonPair, Victim
from sijill.model.form import canonical_line
from sijill.model.person import Person
from sijill.model.role import Role
from sijill.model.victim import LIST_COLUMNS
from sijill.model.working import Restriction
from sijill.store import open_store
from sijill.testing.peoplelists import make_people_lists, write_people_lists

RANA = Person("p-1", "Rana", Role.ADMINISTRATOR)
SAMI = Person("p-2", "Sami", Role.REVIEWER)
AT = "2020-01-01T00:00:00Z"
KINDS = (Victim, NamedPerson, PersonPair)
VERDICTS = ("same", "not_same", "unsure")
ROWS, DECISIONS = 160, 24


@pytest.fixture(scope="module")
def made_people(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of four lists, brought up to date; nobody writes to it."""
    folder = tmp_path_factory.mktemp("people")
    made = make_people_lists(5, ROWS)
    record = init_record(folder / "record")
    for path in write_people_lists(made, folder):
        add_name_list(
            record, path, name=path.stem, columns={key: key for key in LIST_COLUMNS}, by="a",
            why="b", repeats=path.stem in made.repeats,
        )  # fmt: skip
    run_record(record)
    return record


@pytest.fixture
def people(made_people: Path, tmp_path: Path) -> Path:
    """A copy of the record, to be written to."""
    return Path(shutil.copytree(made_people, tmp_path / "record"))


def _told(folder: Path) -> dict[str, list[str]]:
    with open_workbench(folder) as bench:
        store = bench.store
        return {kind.__name__: [*map(canonical_line, store.stream_records(kind))]
                for kind in KINDS}  # fmt: skip


def _groups(bench: Workbench) -> set[frozenset[str]]:
    held: dict[str, set[str]] = {}
    for one in bench.store.stream_records(NamedPerson):
        held.setdefault(one.victim or "", set()).add(one.id)
    return set(map(frozenset, held.values()))


def _pick(bench: Workbench, random: Random) -> tuple[str, str]:
    """Return two rows of few, so that decisions meet: mostly such as may be one person."""
    every = {one.id: one for one in bench.store.stream_records(NearPeople)}
    hubs = sorted(every, key=lambda id_: (-len(every[id_].near), id_))[:3]
    few = sorted({*hubs, *(near.other for id_ in hubs for near in every[id_].near)})
    one, other = random.sample(few, 2)
    if random.random() < 0.6:
        return one, random.choice(every[one].near).other
    return one, other


def _decide(bench: Workbench, random: Random, standing: list[str]) -> None:
    """Judge two rows, or take a decision back; a withdrawal is taken back at times too."""
    if standing and random.random() < 0.35:
        taken = standing.pop(random.randrange(len(standing)))
        standing += withdraw(bench, RANA, taken, why="by mistake").decisions
        return
    left, right = _pick(bench, random)
    made = judge_pair(bench, RANA, left, right, random.choice(VERDICTS))
    standing.append(made.id)


def _compare(folder: Path) -> None:
    """Hold what stands to a run: the same victims and ids, no new line in the register."""
    before, register = _told(folder), list(stream_records(folder, "identities"))
    run_record(folder)

    assert _told(folder) == before
    assert list(stream_records(folder, "identities")) == register


@pytest.mark.parametrize("seed", range(6))
def test_decisions_are_worked_in_as_a_run_would(people: Path, seed: int) -> None:
    """
    Judgements and withdrawals in an order of chance: after each some runs bring nothing new,
    and another copy in which the log alone was written says the same of everybody.
    """
    random, standing = Random(seed), list[str]()
    with open_workbench(people, owner="tester") as bench:
        for number in range(DECISIONS):
            _decide(bench, random, standing)
            if number % 8 == 3:
                _compare(people)
        groups = _groups(bench)
        doubtful = {one.id for one in bench.store.stream_records(PersonPair)}
        assert "+" in bench.store.marks(STAGE)[ALL]

    _compare(people)
    for path in people.glob("derived.sqlite*"):
        path.unlink()
    run_record(people)
    with open_workbench(people) as bench:
        assert _groups(bench) == groups
        assert {one.id for one in bench.store.stream_records(PersonPair)} == doubtful


def test_a_judgement_undone_gives_the_same_people_back(people: Path) -> None:
    """
    Two who were held to be one, and that taken back: both by their ids, and so says a run.
    Meanwhile the address of one leads to the other, and what was restricted of it is shut.
    """
    with open_workbench(people, owner="tester") as bench:
        before = {one.id: one.victim for one in bench.store.stream_records(NamedPerson)}
        rows = Counter(before.values())
        one, other = [row for row, victim in before.items() if rows[victim] == 1][:2]
        made = judge_pair(bench, RANA, one, other, "same")
        joined = {one.id: one.victim for one in bench.store.stream_records(NamedPerson)}
        (ended,) = {before[one], before[other]} - {joined[one]}
        heir = find_heir(bench, RANA, "victim", str(ended))
        bench.desk.add(Restriction("victim", str(ended), "administrator", "p", AT, "kin asked"))
        seen = sees(bench, SAMI, "victim", heir)
        withdraw(bench, RANA, made.id)
        after = {one.id: one.victim for one in bench.store.stream_records(NamedPerson)}

        assert sees(bench, SAMI, "victim", heir)
        assert not sees(bench, SAMI, "victim", str(ended))
    assert joined[one] == joined[other] == heir
    assert not seen
    assert after == before
    _compare(people)


def test_on_a_server_it_is_the_same(people: Path, postgres_url: URL) -> None:
    """
    A record in a database: what is worked in is what a run makes.
    """
    move_to_server(people, postgres_url, {"url_file": "store-url"})
    run_record(people)
    random, standing = Random(3), list[str]()
    with open_workbench(people, owner="tester") as bench:
        for _ in range(8):
            _decide(bench, random, standing)

    _compare(people)


def test_what_is_shown_follows_each_decision(people: Path) -> None:
    """
    One process decides and another shows: after each decision the list of victims and of pairs
    that is read on is the one that is read anew.
    """
    random, standing = Random(11), list[str]()
    with open_workbench(people, owner="tester") as bench:
        for _ in range(10):
            _decide(bench, random, standing)
            victims = [*bench.store.stream_records(Victim)]
            shown = _all_shown(bench)

            assert list_victims(bench, RANA).total == len(victims)
            assert shown == {one.id for one in bench.store.stream_records(PersonPair)}
            one = random.choice(victims)
            rows = [row for row in bench.store.stream_records(NamedPerson)
                    if row.victim == one.id]  # fmt: skip
            assert show_victim(bench, RANA, one.id).named == tuple(rows)


def _all_shown(bench: Workbench) -> set[str]:
    found: set[str] = set()
    start: int | None = 0
    while start is not None:
        page = list_pairs(bench, RANA, start=start)
        found |= {one.pair.id for one in page.items}
        start = page.next
    return found


def test_an_unsure_pair_goes_to_the_end(people: Path) -> None:
    """
    "I cannot tell" about the first pair puts it behind all that nobody has looked at.
    """
    with open_workbench(people, owner="tester") as bench:
        first = list_pairs(bench, RANA).items[0].pair
        judge_pair(bench, RANA, first.left, first.right, "unsure")
        total = list_pairs(bench, RANA).total
        last = list_pairs(bench, RANA, start=total - 1).items[0].pair

    assert last.id == first.id


def test_what_cannot_be_decided_is_refused(people: Path) -> None:
    """
    A row that is not there, one row twice, a decision taken back twice, who may not see names.
    """
    with open_workbench(people, owner="tester") as bench:
        left, right = _pick(bench, Random(1))
        made = judge_pair(bench, RANA, left, right, "same")
        withdraw(bench, RANA, made.id)
        with pytest.raises(StaleDecision):
            withdraw(bench, RANA, made.id)
        with pytest.raises(SettingsError, match="two rows or names"):
            judge_pair(bench, RANA, left, left, "same")
        with pytest.raises(SettingsError, match="two rows or names"):
            judge_pair(bench, RANA, left, "nobody", "same")
        with pytest.raises(NotThere):
            withdraw(bench, RANA, "no-decision")


def test_a_record_of_a_version_before_is_made_whole(people: Path) -> None:
    """
    Where the pairs of the last run are not at hand by row, one decision makes all anew; the
    command line's decision counts from the next run on.
    """
    with open_workbench(people, owner="tester") as bench:
        left, right = _pick(bench, Random(2))
        bench.store.drop_steps(NEAR_STAGE, (ALL,))
        judge_pair(bench, RANA, left, right, "same")
        joined = {frozenset({left, right}) <= group for group in _groups(bench)}
        near = bench.store.count_records(NearPeople)

    assert True in joined
    assert near > 0
    _compare(people)
    digest = canonical_digest(people)
    judge_people(people, left, right, verdict="not_same", by="x", why="y")
    run_record(people)
    assert canonical_digest(people) != digest


def test_a_decision_that_was_kept_alone_is_found_by_the_next_run(people: Path) -> None:
    """
    A process that ends between the log and the victims loses nothing: the run works it in.
    """
    with open_store(people / "derived.sqlite") as store:
        pair = next(iter(store.stream_records(PersonPair)))
    judge_people(people, pair.left, pair.right, verdict="same", by="x", why="y")
    run_record(people)

    with open_workbench(people) as bench:
        assert any({pair.left, pair.right} <= group for group in _groups(bench))
        assert pair.id not in _ids(bench.store.stream_records(PersonPair))


def _ids(pairs: Iterable[PersonPair]) -> set[str]:
    return {one.id for one in pairs}


def test_the_same_answer_within_a_second_stands(people: Path) -> None:
    """
    Judged, taken back and judged again at once, the last answer holds.
    """
    with open_workbench(people, owner="tester") as bench:
        pair = next(iter(bench.store.stream_records(PersonPair)))
        for _ in range(3):
            made = judge_pair(bench, RANA, pair.left, pair.right, "same")
            assert any({pair.left, pair.right} <= group for group in _groups(bench))
            assert withdraw(bench, RANA, made.id).documents
