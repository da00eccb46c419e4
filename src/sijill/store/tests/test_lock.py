"""
A record has one writer at a time, and a dead writer holds nothing.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sijill.errors import RecordError
from sijill.store.lock import hold_lock

HOLDER = """
import sys
from pathlib import Path
from sijill.store.lock import hold_lock
with hold_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_process_is_refused_until_the_first_dies(tmp_path: Path) -> None:
    """While one process holds the lock another is told so; a killed holder frees it."""
    path = tmp_path / "record.lock"
    command = [sys.executable, "-c", HOLDER, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == b"held"

        with pytest.raises(RecordError, match="another process"), hold_lock(path):
            pass
        holder.kill()
    with hold_lock(path):
        taken_over = True

    assert taken_over
