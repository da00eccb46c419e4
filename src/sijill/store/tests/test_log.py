"""
A log only grows, and shows every change to what it held.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sijill.errors import ChainBroken, StoreError
from sijill.store.log import AppendLog


def filled(path: Path, count: int = 3) -> AppendLog:
    log = AppendLog(path)
    for n in range(count):
        log.save_entries([{"number": 0, "document_id": f"d{n}"}])
    return log


def test_entries_come_back_in_order_and_numbered(tmp_path: Path) -> None:
    """What was appended is read oldest first, by any later opener."""
    filled(tmp_path / "log.jsonl")

    found = list(AppendLog(tmp_path / "log.jsonl").stream_entries())

    assert [(e["number"], e["document_id"]) for e in found] == [(1, "d0"), (2, "d1"), (3, "d2")]


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(cut=st.integers(1, 10_000))
def test_a_torn_line_is_moved_aside(tmp_path: Path, cut: int) -> None:
    """Wherever a kill cuts the last line, the lines before stay and the part is kept apart."""
    path = tmp_path / "log.jsonl"
    torn = tmp_path / "log.jsonl.torn"
    path.unlink(missing_ok=True)
    torn.unlink(missing_ok=True)
    filled(path)
    data = path.read_bytes()
    last = data.rstrip(b"\n").rfind(b"\n") + 1
    keep = last + 1 + cut % (len(data) - last - 1)
    path.write_bytes(data[:keep])

    AppendLog(path).save_entries([{"number": 0, "document_id": "next"}])

    names = [entry["document_id"] for entry in AppendLog(path).stream_entries()]
    assert names == ["d0", "d1", "next"]
    assert torn.read_bytes() == data[last:keep] + b"\n"


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (lambda lines: [lines[0].replace("d0", "dX"), *lines[1:]], 1),
        (lambda lines: [lines[0], lines[2]], 2),
        (lambda lines: [lines[1], lines[0], lines[2]], 1),
        (lambda lines: [*lines[:2], "not JSON", *lines[2:]], 3),
    ],
)
def test_every_change_is_found_at_its_line(
    tmp_path: Path, change: Callable[[list[str]], list[str]], line: int
) -> None:
    """A changed, dropped, reordered or foreign line breaks the chain where it stands."""
    path = tmp_path / "log.jsonl"
    filled(path)
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("".join(f"{x}\n" for x in change(lines)), encoding="utf-8")

    with pytest.raises(ChainBroken) as why:
        list(AppendLog(path).stream_entries())

    assert why.value.line == line


def test_a_log_that_is_not_whole_takes_no_more(tmp_path: Path) -> None:
    """Nothing is appended behind a broken chain."""
    path = tmp_path / "log.jsonl"
    filled(path)
    before = path.read_text(encoding="utf-8").replace("d1", "dX")
    path.write_text(before, encoding="utf-8")

    with pytest.raises(ChainBroken):
        AppendLog(path).save_entries([{"document_id": "new"}])
    assert path.read_text(encoding="utf-8") == before


def test_lone_surrogates_survive(tmp_path: Path) -> None:
    """An address that is no Unicode is kept as it was."""
    log = AppendLog(tmp_path / "log.jsonl")

    log.save_entries([{"address": "a\udce9b"}])

    assert next(log.stream_entries())["address"] == "a\udce9b"
    assert json.loads((tmp_path / "log.jsonl").read_bytes().decode("utf-8", "surrogatepass"))


def test_a_place_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    """Where the log cannot be opened for writing, the sentence says what to do."""
    (tmp_path / "gone").mkdir()
    log = AppendLog(tmp_path / "gone" / "deeper" / "log.jsonl")

    with pytest.raises(StoreError, match="could not be written"):
        log.save_entries([{"a": 1}])


def test_what_another_process_appended_is_followed(tmp_path: Path) -> None:
    """Lines that this process has not written are read and followed, a torn part included."""
    path = tmp_path / "log.jsonl"
    ours = filled(path)
    command = "import sys, pathlib; from sijill.store.log import AppendLog; "
    command += "AppendLog(pathlib.Path(sys.argv[1])).save_entries([{'document_id': 'theirs'}])"
    subprocess.run([sys.executable, "-c", command, str(path)], check=True)
    with path.open("ab") as log:
        log.write(b'{"document_id": "torn')

    ours.save_entries([{"number": 0, "document_id": "after"}])

    found = [entry["document_id"] for entry in AppendLog(path).stream_entries()]
    assert found == ["d0", "d1", "d2", "theirs", "after"]


def test_reading_ahead_leaves_a_torn_part_to_the_writer(tmp_path: Path) -> None:
    """Whoever reads ahead has no lock: what looks torn may be half of what another writes."""
    path = tmp_path / "log.jsonl"
    log = filled(path)
    with path.open("ab") as torn:
        torn.write(b'{"document_id": "torn')
    before = path.read_bytes()

    log.read_ahead()
    assert path.read_bytes() == before
    log.save_entries([{"document_id": "after"}])

    found = [entry["document_id"] for entry in AppendLog(path).stream_entries()]
    assert found == ["d0", "d1", "d2", "after"]


def test_an_append_reads_only_what_is_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A long log is read once in a process, however many objects append to it."""
    path = tmp_path / "log.jsonl"
    filled(path, 50)
    starts: list[int] = []
    stream = AppendLog.stream_lines

    def watched(log: AppendLog, start: int = 0) -> Iterator[bytes]:
        starts.append(start)
        return stream(log, start)

    monkeypatch.setattr(AppendLog, "stream_lines", watched)
    for n in range(5):
        AppendLog(path).save_entries([{"document_id": f"later{n}"}])

    assert starts == []


def test_a_line_changed_behind_a_new_one_is_seen(tmp_path: Path) -> None:
    """Where the last known line is not what it was, the log is read from its start."""
    path = tmp_path / "log.jsonl"
    log = filled(path)
    lines = path.read_bytes()
    path.write_bytes(lines.replace(b"d2", b"dX") + b"more\n")

    with pytest.raises(ChainBroken):
        log.save_entries([{"document_id": "new"}])
