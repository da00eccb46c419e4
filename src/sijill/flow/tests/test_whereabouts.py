"""
Who names something that is no record is told what it is, and what to name or do instead.
"""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from os import geteuid
from pathlib import Path

import pytest

from sijill.errors import RecordError
from sijill.flow.backing import back_up, restore
from sijill.flow.moving import move_record
from sijill.flow.recording import init_record, open_record
from sijill.flow.verifying import verify_custody


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one of each thing that people name by mistake."""
    (tmp_path / "report.txt").write_text("Two people were killed.", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "a.csv").write_text("a\n", encoding="utf-8")
    init_record(tmp_path / "work" / "record")
    back_up(tmp_path / "work" / "record", tmp_path / "copy.tar")
    shutil.copytree(tmp_path / "work" / "record", tmp_path / "bereft")
    (tmp_path / "bereft" / "sijill.toml").unlink()
    (tmp_path / "v1").mkdir()
    (tmp_path / "v1" / "SHA256SUMS").touch()
    return tmp_path


SAID = {
    "nowhere": ("no folder", "sijill init"),
    "report.txt": ("a file", "sijill capture"),
    "empty": ("empty folder", "sijill init"),
    "papers": ("other things", "sijill init"),
    "work": ("one lies in it", "work/record"),
    "work/record/vault": ("a folder in the record", "work/record"),
    "work/record/sijill.toml": ("a file in the record", "work/record"),
    "copy.tar": ("backup", "sijill store restore"),
    "bereft": ("sijill.toml is missing", "sijill store restore"),
    "v1": ("release", "sijill custody verify"),
}


@pytest.mark.parametrize("name", SAID)
def test_what_stands_there_is_named_with_what_to_do(folder: Path, name: str) -> None:
    with pytest.raises(RecordError) as told:
        open_record(folder / name)
    what, advice = SAID[name]
    assert what in str(told.value)
    assert advice in str(told.value)


def test_what_to_run_can_be_pasted(folder: Path) -> None:
    """A name with spaces in it is one word to the shell, whatever it is written in."""
    for name in ("سجل جديد", "Aleppo plain"):
        with pytest.raises(RecordError) as told:
            open_record(folder / name)
        command = str(told.value).rpartition(": ")[2]
        assert shlex.split(command) == ["sijill", "init", str(folder / name)]


@pytest.mark.parametrize("name", ["report.txt", "copy.tar", "papers", "bereft", "v1"])
def test_what_cannot_become_a_record_is_not_advised_to(folder: Path, name: str) -> None:
    with pytest.raises(RecordError) as told:
        open_record(folder / name)
    assert f"sijill init {folder / name}" not in str(told.value)


@pytest.mark.parametrize(
    "act",
    [verify_custody, lambda path: move_record(path, target=str(path))],
    ids=["verify", "move back"],
)
def test_all_ways_in_say_the_same(folder: Path, act: Callable[[Path], object]) -> None:
    with pytest.raises(RecordError) as told:
        open_record(folder / "report.txt")
    with pytest.raises(RecordError) as also:
        act(folder / "report.txt")
    assert str(also.value) == str(told.value)


@pytest.mark.parametrize("name", ["report.txt", "papers", "work/record"])
def test_nothing_is_made_where_something_is(folder: Path, name: str) -> None:
    with pytest.raises(RecordError, match=r"is a (file|record already)|not empty"):
        init_record(folder / name)
    with pytest.raises(RecordError, match=r"is a (file|record already)|not empty"):
        restore(folder / "copy.tar", folder / name)


@pytest.fixture
def closed(folder: Path) -> Iterator[Path]:
    """A record that nobody may look into."""
    record = folder / "work" / "record"
    record.chmod(0o000)
    yield record
    record.chmod(0o700)


def _ask(*words: str) -> subprocess.CompletedProcess[str]:
    """Run the command as somebody whom the file system can refuse, which it never does root."""
    bound = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
    run = [sys.executable, "-c", "from sijill.cli.main import main; main()", *words]
    command = [*bound, *run] if geteuid() == 0 else run
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_who_may_not_look_is_told_whom_to_ask(closed: Path) -> None:
    said = _ask("decide", "same", str(closed), "a", "b", "--why", "told twice")
    assert said.returncode == 2
    assert f"{closed} cannot be read: permission denied. Ask" in said.stderr
