"""
Copies of one record in which incidents were linked, and the link taken back, are one again.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sijill.flow.capturing import capture_into
from sijill.flow.deciding import decide_assessment, decide_judgement, decide_withdrawal
from sijill.flow.listing import stream_records
from sijill.flow.merging import merge_record
from sijill.flow.recording import init_record
from sijill.flow.running import run_record
from sijill.flow.uniting import unite
from sijill.testing.disagreeing import BOMBED, SHELLED

Ids = dict[tuple[str, ...], str]
LATER = (
    "IDLIB, Oct. 8, 2023 (Example Agency) -- A bus overturned on a road near Ariha in Idlib on "
    "Saturday, killing four passengers, police said."
)


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of two incidents; nobody writes to it."""
    folder = tmp_path_factory.mktemp("start")
    init_record(folder / "record")
    for name, text in (("shelled", SHELLED[0]), ("bombed", BOMBED[0])):
        _capture(folder / "record", name, text)
    return folder / "record"


@pytest.fixture
def copies(start: Path, tmp_path: Path) -> dict[str, Path]:
    """Two copies of it, to be written to."""
    return {name: shutil.copytree(start, tmp_path / name) for name in "ab"}


def _capture(folder: Path, name: str, text: str) -> None:
    path = folder.parent / f"{name}.txt"
    path.write_text(text, encoding="utf-8")
    capture_into(folder, [path], by="tester")
    run_record(folder)


def _incidents(folder: Path) -> Ids:
    every = stream_records(folder, "incidents")
    return {tuple(map(str, one["claims"])): str(one["id"]) for one in every}


def _link(folder: Path, who: str) -> list[str]:
    """Make one of the two incidents, and say by which decisions."""
    one, other = sorted(_incidents(folder).values())
    made = unite(folder, one, other, by=who, why="one attack")
    run_record(folder)
    return [one.id for one in made]


def _undo(folder: Path, decisions: list[str], who: str) -> None:
    for one in decisions:
        decide_withdrawal(folder, one, by=who, why="two attacks")
    run_record(folder)


def _join(copies: dict[str, Path]) -> Ids:
    """Join each copy to the other; return what both then hold, by the same ids."""
    first, second = copies["a"], copies["b"]
    both = shutil.copytree(second, second.parent / "both")
    merge_record(both, first, by="tester")
    merge_record(first, second, by="tester")
    told = []
    for folder in (first, both):
        run_record(folder)
        told.append(_incidents(folder))
        lines = list(stream_records(folder, "identities"))
        for path in folder.glob("derived.sqlite*"):
            path.unlink()
        run_record(folder)

        assert _incidents(folder) == told[-1]
        assert list(stream_records(folder, "identities")) == lines
    assert told[0] == told[1]
    return told[0]


def test_a_link_that_one_copy_undid_is_undone_in_both(
    start: Path, copies: dict[str, Path]
) -> None:
    """Both ids are there again, beside what the other copy captured meanwhile."""
    made = _link(copies["a"], "a")
    merge_record(copies["b"], copies["a"], by="tester")
    run_record(copies["b"])
    _undo(copies["a"], made, "a")
    _capture(copies["b"], "later", LATER)
    found = _join(copies)

    assert _incidents(start).items() <= found.items()
    assert len(found) == 3


def test_a_link_that_the_other_copy_made_anew_holds(copies: dict[str, Path]) -> None:
    """By the id that stood while it was linked."""
    made = _link(copies["a"], "a")
    merge_record(copies["b"], copies["a"], by="tester")
    run_record(copies["b"])
    linked = _incidents(copies["b"])
    _undo(copies["a"], made, "a")
    claims = [str(one["id"]) for one in stream_records(copies["b"], "claims")]
    decide_judgement(copies["b"], *claims, verdict="same", by="b", why="one attack")
    run_record(copies["b"])

    assert _join(copies) == linked


def test_what_both_copies_linked_and_undid_is_as_before(
    start: Path, copies: dict[str, Path]
) -> None:
    """Each by its own decisions; and if one of the two undid alone, the other's word holds."""
    made = {name: _link(folder, name) for name, folder in copies.items()}
    _undo(copies["a"], made["a"], "a")
    half = {name: shutil.copytree(copies[name], copies[name].parent / f"half-{name}")
            for name in "ab"}  # fmt: skip
    joined = _incidents(copies["b"])
    _undo(copies["b"], made["b"], "b")

    assert _join(copies) == _incidents(start)
    shutil.rmtree(copies["b"].parent / "both")
    assert _join(half) == joined


def test_a_claim_that_one_copy_rejected_of_a_link_that_the_other_undid(
    start: Path, copies: dict[str, Path]
) -> None:
    """Of the side that kept its id: the other has its own, and this one once it is back."""
    made = _link(copies["a"], "a")
    merge_record(copies["b"], copies["a"], by="tester")
    run_record(copies["b"])
    before = _incidents(start)
    (heir,) = _incidents(copies["b"]).values()
    (claim,) = next(claims for claims, id_ in before.items() if id_ == heir)
    misread = decide_assessment(
        copies["b"], claim, verdict="misreading", by="b", why="of a film"
    )
    run_record(copies["b"])
    _undo(copies["a"], made, "a")
    joined = _join(copies)
    shutil.rmtree(copies["b"].parent / "both")
    _undo(copies["b"], [misread.id], "b")

    assert joined.items() < before.items()
    assert [*joined.values()] == [one for one in before.values() if one != heir]
    assert _join(copies) == before
