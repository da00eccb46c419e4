"""
A killed capture or run, run again, ends in the record that an undisturbed one gives.

Few documents and kills by default; 500 documents and 50 kills of each with
``SIJILL_THOROUGH=1``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from random import Random

from sijill.flow.listing import canonical_digest
from sijill.flow.recording import init_record
from sijill.flow.verifying import verify_custody
from sijill.testing import generate, write_reports

_THOROUGH = bool(os.environ.get("SIJILL_THOROUGH"))
_DOCUMENTS, _KILLS = (500, 50) if _THOROUGH else (24, 2)
_COMMAND = [sys.executable, "-c", "from sijill.cli.main import main; main()"]


def _run(*arguments: object) -> float:
    """Run a command to its end; return the seconds it took."""
    begun = time.monotonic()
    done = subprocess.run([*_COMMAND, *map(str, arguments)], capture_output=True, check=False)

    assert done.returncode in (0, 1), done.stderr.decode()
    return time.monotonic() - begun


def _kill(after_s: float, *arguments: object) -> None:
    """Run a command and kill it after some seconds, children too."""
    process = subprocess.Popen(
        [*_COMMAND, *map(str, arguments)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        process.wait(timeout=after_s)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _write_reports(folder: Path) -> Path:
    world = generate(1, incidents=_DOCUMENTS // 2)
    paths = write_reports(world, folder)
    for path in paths[_DOCUMENTS:]:
        path.unlink()
    return folder


def test_a_killed_capture_and_a_killed_run_are_made_good_by_running_again(
    tmp_path: Path,
) -> None:
    """
    The moments are drawn from a fixed seed over the whole length of each command.
    """
    random = Random(20231006)
    reports = _write_reports(tmp_path / "reports")
    calm = init_record(tmp_path / "calm")
    capture_s = _run("capture", calm, reports, "--by", "t")
    captured = tmp_path / "captured"
    shutil.copytree(calm, captured)
    run_s = _run("run", calm)
    wanted = canonical_digest(calm)

    for number in range(_KILLS):
        folder = init_record(tmp_path / f"capture{number}")
        _kill(random.uniform(0.1, capture_s), "capture", folder, reports, "--by", "t")
        _run("capture", folder, reports, "--by", "t")
        _run("run", folder)

        assert verify_custody(folder) == ()
        assert canonical_digest(folder) == wanted
        shutil.rmtree(folder)

    for number in range(_KILLS):
        folder = tmp_path / f"run{number}"
        shutil.copytree(captured, folder)
        _kill(random.uniform(0.1, run_s), "run", folder)
        _run("run", folder)

        assert canonical_digest(folder) == wanted
        shutil.rmtree(folder)
