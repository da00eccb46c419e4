"""
Copies of one record that went apart are one again, whichever is joined to which.
"""

from __future__ import annotations

import itertools
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sijill.errors import CustodyError, RecordError
from sijill.flow import running
from sijill.flow.capturing import capture_into
from sijill.flow.deciding import decide_assessment, decide_judgement
from sijill.flow.listing import canonical_digest, stream_records
from sijill.flow.merging import merge_record
from sijill.flow.naming import add_term
from sijill.flow.recording import init_record, load_decisions, open_record
from sijill.flow.running import run_record
from sijill.flow.team import open_workbench
from sijill.flow.team.restricting import restrict
from sijill.flow.verifying import verify_custody
from sijill.flow.workbench.interviewing import Told, add_interview
from sijill.model import Reading
from sijill.model.ids import digest_bytes
from sijill.model.person import Person
from sijill.model.role import Role
from sijill.model.rows import QueueRow
from sijill.model.working import Restriction
from sijill.store import Desk, open_store

COMMON = (
    "SARMIN, Oct. 6, 2023 (Example Agency) -- Shells hit the market of Sarmin in Idlib on "
    "Thursday, killing three farmers and wounding at least 12 people, residents said."
)
NEW = {
    "a": "IDLIB, Oct. 7, 2023 (Other Agency) -- The death toll from Thursday's shelling of "
    "Sarmin rose to five, a local official said.",
    "b": "IDLIB, Oct. 7, 2023 (Third Agency) -- On Friday, gunmen shot dead a teacher in "
    "Binnish, Idlib, a relative said.",
    "c": "IDLIB, Oct. 8, 2023 (Example Agency) -- A bus overturned on a road near Ariha in "
    "Idlib on Saturday, killing four passengers, police said.",
}


def _capture(folder: Path, name: str, text: str) -> None:
    path = folder.parent / f"{name}.txt"
    path.write_text(text, encoding="utf-8")
    capture_into(folder, [path], by=f"laptop {name}")
    run_record(folder)


def _claim(folder: Path, word: str = "farmers") -> str:
    claims = stream_records(folder, "claims")
    return next(str(one["id"]) for one in claims if word in str(one["evidence"]))


def _correct(folder: Path, low: int, who: str) -> None:
    decide_assessment(
        folder, _claim(folder), verdict="correct", field="harms.killed.count",
        value={"low": low, "high": low}, by=who, why="heard the tape",
    )  # fmt: skip


@pytest.fixture(scope="module")
def laptops(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Three copies of a record: each captured more, and each corrected the same count."""
    folder = tmp_path_factory.mktemp("laptops")
    init_record(folder / "start")
    _capture(folder / "start", "common", COMMON)
    _correct(folder / "start", 2, "common")
    for number, (name, text) in enumerate(NEW.items()):
        shutil.copytree(folder / "start", folder / name)
        _correct(folder / name, (4, 5, 5)[number], name)
        _capture(folder / name, name, text)
        add_term(
            "actors", folder / name, "example_brigade", {"name": "Example Brigade",
            "kind": "militia", "country": "SY", "aliases": [f"The {name}"]}, by=name, why="new",
        )  # fmt: skip
    return {name: folder / name for name in NEW}


def _copied(laptops: dict[str, Path], into: Path) -> dict[str, Path]:
    return {name: shutil.copytree(path, into / name) for name, path in laptops.items()}


def test_three_copies_in_any_order_are_one_record(
    laptops: dict[str, Path], tmp_path: Path
) -> None:
    """
    Every order of joining gives the same record, logs that verify, and nothing new when done
    again.
    """
    digests = set()
    for number, order in enumerate([*itertools.permutations("abc")][::2]):
        copies = _copied(laptops, tmp_path / str(number))
        first, second, third = (copies[name] for name in order)
        if number == 1:  # the two others first
            merge_record(second, third, by="tester")
        merge_record(first, second, by="tester")
        merge_record(first, third, by="tester")
        again = merge_record(first, third, by="tester")
        run_record(first)
        digests.add(canonical_digest(first))

        assert not again.changed
        assert verify_custody(first) == ()

    assert len(digests) == 1


def test_contradicting_answers_wait_and_the_earlier_one_stands(
    laptops: dict[str, Path], tmp_path: Path
) -> None:
    """
    Four by one laptop, five by the other: both are kept and told, and the two of before stands
    until somebody decides again.
    """
    copies = _copied(laptops, tmp_path)
    report = merge_record(copies["a"], copies["b"], by="tester")
    run = run_record(copies["a"])
    waiting = list(stream_records(copies["a"], "contradicting"))
    standing = load_decisions(open_record(copies["a"])).assessments

    with open_store(copies["a"] / "derived.sqlite") as store:
        queued = [*store.rows.find_many(QueueRow, ["contradicting"], by="reason")]

    assert len(report.contradicting) == len(queued) / 2 == 1
    assert run.contradicting == len(waiting) == 2
    assert [one.value["low"] for one in standing] == [2]  # type: ignore[index]

    _correct(copies["a"], 5, "both")
    merge_record(copies["b"], copies["a"], by="tester")
    for folder in (copies["a"], copies["b"]):
        decided = load_decisions(open_record(folder))

        assert run_record(folder).contradicting == 0
        assert [one.value["low"] for one in decided.assessments][-1] == 5  # type: ignore[index]
        assert not decided.contradicting


def test_what_agrees_is_no_contradiction(laptops: dict[str, Path], tmp_path: Path) -> None:
    """
    Five by both: nothing waits, five stands, and the names of both laptops are known.
    """
    copies = _copied(laptops, tmp_path)
    report = merge_record(copies["b"], copies["c"], by="tester")
    decided = load_decisions(open_record(copies["b"]))

    assert report.contradicting == ()
    assert decided.assessments[-1].value["low"] == 5  # type: ignore[index]
    assert len(decided.changes) == 2


@pytest.mark.parametrize("first", ["a", "b"])
def test_two_ids_for_the_same_words_end_in_the_older(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first: str
) -> None:
    """
    Both laptops captured one report and gave its incident an id; one of the two is left, the
    other laptop's too.
    """
    for name in ("a", "b"):
        hour = 9 if name == first else 10
        monkeypatch.setattr(running, "now_utc", lambda at=hour: f"2023-10-06T{at:02}:00:00Z")
        init_record(tmp_path / name)
        _capture(tmp_path / name, "same", COMMON)
    given = [next(stream_records(tmp_path / name, "identities")) for name in "ab"]
    older = min(given, key=lambda line: (line["at"], line["id"]))["id"]
    report = merge_record(tmp_path / "a", tmp_path / "b", by="tester")
    run_record(tmp_path / "a")

    assert len(report.ended) == 1
    assert [item["id"] for item in stream_records(tmp_path / "a", "incidents")] == [older]
    assert not run_record(tmp_path / "a").changed


def test_going_back_and_forth_comes_to_an_end(laptops: dict[str, Path], tmp_path: Path) -> None:
    """
    After each took over from the other, neither has anything new for the other.
    """
    copies = _copied(laptops, tmp_path)
    merge_record(copies["a"], copies["b"], by="tester")
    merge_record(copies["b"], copies["a"], by="tester")
    merge_record(copies["a"], copies["b"], by="tester")

    assert not merge_record(copies["b"], copies["a"], by="tester").changed
    assert not merge_record(copies["a"], copies["b"], by="tester").changed


def test_a_damaged_copy_is_refused_and_nothing_changes(
    laptops: dict[str, Path], tmp_path: Path
) -> None:
    """
    Changed bytes or a changed line in the other copy: a sentence, and this copy stays as it is.
    """
    copies = _copied(laptops, tmp_path)
    before = {path: path.read_bytes() for path in copies["a"].rglob("*") if path.is_file()}
    log = copies["b"] / "decisions.jsonl"
    log.write_text(log.read_text("utf-8").replace("heard the tape", "heard a tape"), "utf-8")
    last = next(path for path in sorted((copies["c"] / "vault").rglob("*")) if path.is_file())
    last.chmod(0o600)
    last.write_bytes(b"changed")
    for name in "bc":
        with pytest.raises(CustodyError, match=r"^the other copy is damaged"):
            merge_record(copies["a"], copies[name], by="tester")
    with pytest.raises(RecordError):
        merge_record(copies["a"], copies["a"], by="tester")

    assert {p: p.read_bytes() for p in copies["a"].rglob("*") if p.is_file()} == before


def test_a_merge_that_was_killed_is_finished_by_the_next(
    laptops: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    A kill in the middle of each log leaves a whole record; what comes out is the same.
    """
    from sijill.store import AppendLog

    digests = set()
    for stop in (None, 0, 1, 2):
        copies = _copied(laptops, tmp_path / str(stop))
        calls = itertools.count()
        whole = AppendLog.save_entries

        def cut(log: AppendLog, entries: list[object]) -> object:
            kept = list(entries)[:-1] if next(calls) == stop else entries  # noqa: B023
            done = whole(log, kept)  # type: ignore[arg-type]  # noqa: B023
            if kept is not entries:
                raise KeyboardInterrupt
            return done

        if stop is not None:
            with monkeypatch.context() as patch:
                patch.setattr(AppendLog, "save_entries", cut)
                with pytest.raises(KeyboardInterrupt):
                    merge_record(copies["a"], copies["b"], by="tester")
        merge_record(copies["a"], copies["b"], by="tester")
        run_record(copies["a"])
        digests.add(canonical_digest(copies["a"]))

        assert verify_custody(copies["a"]) == ()

    assert len(digests) == 1


def test_trying_writes_nothing_and_files_are_told(
    laptops: dict[str, Path], tmp_path: Path
) -> None:
    """
    A dry run says what would come, names the settings that differ, and changes no byte.
    """
    copies = _copied(laptops, tmp_path)
    settings = copies["b"] / "sijill.toml"
    settings.write_text(settings.read_text("utf-8") + "\n# ours\n", "utf-8")
    before = (copies["a"] / "custody.jsonl").read_bytes()
    report = merge_record(copies["a"], copies["b"], by="tester", dry_run=True)

    assert (len(report.documents), report.lines["custody"]) == (1, 1)
    assert [(item.path, item.what) for item in report.files] == [("sijill.toml", "differs")]
    assert (copies["a"] / "custody.jsonl").read_bytes() == before


def test_judgements_made_apart_wait_too(laptops: dict[str, Path], tmp_path: Path) -> None:
    """
    One says same, the other not the same, of the same two claims: neither is followed.
    """
    copies = _copied(laptops, tmp_path)
    merge_record(copies["b"], copies["c"], by="tester")
    run_record(copies["b"])
    twin = shutil.copytree(copies["b"], tmp_path / "twin")
    for folder, verdict in ((copies["b"], "same"), (twin, "not_same")):
        pair = (_claim(folder, "farmers"), _claim(folder, "teacher"))
        decide_judgement(folder, *pair, verdict=verdict, by=verdict, why="as I see it")
    merge_record(twin, copies["b"], by="tester")
    decided = load_decisions(open_record(twin))

    assert decided.judgements == ()
    assert len(decided.contradicting) == 1


def _restrict(folder: Path) -> tuple[str, str]:
    """Restrict a document of a copy, and enter an interview there; return the two documents."""
    person = Person("local", "laptop b", Role.ADMINISTRATOR)
    with open_workbench(folder, owner="laptop b") as bench:
        [kept] = [one.id for one in bench.store.stream_records(Reading) if NEW["b"] in one.text]
        restrict(bench, person, "document", kept, Role.PUBLISHER, why="kin at risk")
        note = "On 5 October three neighbours were killed in Sarmin."
        told = Told("W-1", note, date(2023, 10, 20), note, "shelling", role=Role.REVIEWER)
        add_interview(bench, person, told)
    return kept, digest_bytes(note.encode())


def _kept(folder: Path) -> dict[str, str]:
    with open_workbench(folder) as bench:
        return {one.item: one.role for one in bench.desk.list(Restriction)}


def test_what_one_copy_keeps_back_is_kept_back(
    laptops: dict[str, Path], tmp_path: Path
) -> None:
    """By the stricter of the two; twice changes nothing, and the other copy is only read."""
    copies = _copied(laptops, tmp_path)
    document, note = _restrict(copies["b"])
    before = digest_bytes((copies["b"] / "desk.sqlite").read_bytes())
    tried = merge_record(copies["a"], copies["b"], by="x", dry_run=True)
    report = merge_record(copies["a"], copies["b"], by="x")
    first = _kept(copies["a"])
    with open_workbench(copies["a"]) as bench:
        bench.desk.change(Restriction, {"item": note}, role="administrator")
        bench.desk.change(Restriction, {"item": document}, role="viewer")
    again = merge_record(copies["a"], copies["b"], by="x")

    assert tried.restrictions == report.restrictions == 2
    assert first == {document: "publisher", note: "reviewer"}
    assert again.restrictions == 1 and again.changed
    assert _kept(copies["a"]) == {document: "publisher", note: "administrator"}
    assert not merge_record(copies["a"], copies["b"], by="x").changed
    assert digest_bytes((copies["b"] / "desk.sqlite").read_bytes()) == before


def test_a_note_without_its_desk_is_for_administrators(
    laptops: dict[str, Path], tmp_path: Path
) -> None:
    """Nobody knows any more for whom it was; what is no note is as open as it was there."""
    copies = _copied(laptops, tmp_path)
    _, note = _restrict(copies["b"])
    for path in copies["b"].glob("desk.*"):
        path.unlink()
    merge_record(copies["a"], copies["b"], by="x")

    assert _kept(copies["a"]) == {note: "administrator"}


def test_a_merge_that_is_cut_off_opens_nothing(
    laptops: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was restricted here stays so at each moment, also while it is made stricter."""
    copies = _copied(laptops, tmp_path)
    _, note = _restrict(copies["b"])
    merge_record(copies["a"], copies["b"], by="x")
    with open_workbench(copies["b"]) as bench:
        bench.desk.change(Restriction, {"item": note}, role="administrator")
    before = _kept(copies["a"])
    seen = list[dict[str, str]]()

    def watch(method: str) -> None:
        own = getattr(Desk, method)

        def watched(self: Desk, *given: Any, **named: Any) -> Any:
            found = own(self, *given, **named)
            seen.append({one.item: one.role for one in self.list(Restriction)})
            return found

        monkeypatch.setattr(Desk, method, watched)

    for method in ("add", "change", "drop"):
        watch(method)
    merge_record(copies["a"], copies["b"], by="x")

    assert before[note] != "administrator"
    assert seen
    assert all(one.keys() >= before.keys() for one in seen)
    assert _kept(copies["a"])[note] == "administrator"
