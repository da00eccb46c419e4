"""
Ctrl-C ends a command with one sentence and code 130, and leaves nothing broken behind.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from sijill.flow.capturing import capture_into
from sijill.flow.listing import canonical_digest
from sijill.flow.recording import init_record
from sijill.flow.running import run_record
from sijill.flow.verifying import verify_custody
from sijill.testing import generate, write_reports

# A shell lets its background jobs ignore Ctrl-C; a command in a terminal hears it.
HEARING = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
COMMAND = [sys.executable, "-c", f"{HEARING}; from sijill.cli.start import main; main()"]
SENTENCE = "sijill: interrupted; safe to run again."
TEXT = "Shells hit the market of Sarmin on Thursday, killing three farmers, residents said. "


def start(*arguments: object) -> subprocess.Popen[bytes]:
    """Start a command in a process group of its own, as a terminal does."""
    return subprocess.Popen(
        [*COMMAND, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        start_new_session=True,
    )  # fmt: skip


def interrupt(process: subprocess.Popen[bytes]) -> tuple[int, bytes, str]:
    """Press Ctrl-C: the command and its children hear it; return how it ended."""
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    return process.returncode, out, err.decode()


@pytest.fixture
def readings(tmp_path: Path) -> Path:
    """More readings than a test has patience for."""
    path = tmp_path / "readings.jsonl"
    rows = ({"id": f"d{n}", "text": TEXT * 4, "language": "en"} for n in range(20_000))
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    return path


@pytest.mark.parametrize("workers", [1, 2])
def test_what_was_written_before_ctrl_c_is_whole(readings: Path, workers: int) -> None:
    """Children say nothing; each line that came is a claim, the last one included."""
    process = start("extract", readings, "--workers", workers)
    assert process.stdout is not None
    first = os.read(process.stdout.fileno(), 1)

    code, out, err = interrupt(process)
    lines = (first + out).decode().splitlines(keepends=True)

    assert (code, err.strip()) == (130, SENTENCE)
    assert {json.loads(line)["violence"] for line in lines} == {"shelling"}
    assert lines[-1].endswith("\n")


def test_a_file_appears_only_when_it_is_whole(readings: Path, tmp_path: Path) -> None:
    """Neither the file nor a half of it is left."""
    process = start("extract", readings, "--workers", 2, "-o", tmp_path / "claims.jsonl")
    partial = tmp_path / "claims.jsonl.partial"
    while not (partial.exists() and partial.stat().st_size):
        assert process.poll() is None

    code, _, err = interrupt(process)

    assert (code, err.strip()) == (130, SENTENCE)
    assert [path.name for path in tmp_path.iterdir()] == ["readings.jsonl"]


def test_an_interrupted_run_is_made_good_by_the_next(tmp_path: Path) -> None:
    """The record is that of an undisturbed run, and its custody verifies."""
    reports = tmp_path / "reports"
    write_reports(generate(1, incidents=6), reports)
    folders = [init_record(tmp_path / name) for name in ("calm", "stopped")]
    for folder in folders:
        capture_into(folder, [reports], by="tester")
    calm, stopped = folders
    process = start("run", stopped)
    while not (stopped / "derived.sqlite").exists():
        assert process.poll() is None

    code, _, err = interrupt(process)
    for folder in folders:
        run_record(folder, by="tester")

    assert (code, err.strip()) == (130, SENTENCE)
    assert verify_custody(stopped) == ()
    assert canonical_digest(stopped) == canonical_digest(calm)


def test_ctrl_c_while_the_command_loads_is_one_sentence() -> None:
    """Not even an early one shows a traceback."""
    code = (
        "import sys, importlib.abc\n"
        "class Stop(importlib.abc.MetaPathFinder):\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'sijill.cli.main':\n"
        "            raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Stop())\n"
        "from sijill.cli.start import main\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)

    assert (done.returncode, done.stderr.decode().strip()) == (130, SENTENCE)
