"""
Programs of the system that reading may use where they are installed.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from sijill.errors import RefusedError


def find_program(name: str) -> str | None:
    """Return the path of a program, or ``None`` where it is not installed."""
    return shutil.which(name)


def run_program(
    command: list[str], data: bytes, *, ending: str, time_limit_s: float, document_id: str
) -> bytes:
    """
    Run a program on *data* as a file and return what it writes to standard output.

    Args:
        command: The program and its arguments; ``{}`` stands for the file's path.
        data: What the file holds.
        ending: Ending of the file's name.
        time_limit_s: After so many seconds the program is ended.
        document_id: For the sentence of a refusal.

    Raises:
        RefusedError: If the program fails or takes too long.
    """
    with TemporaryDirectory(prefix="sijill-") as folder:
        path = Path(folder, f"document{ending}")
        path.write_bytes(data)
        filled = [str(path) if part == "{}" else part for part in command]
        try:
            done = subprocess.run(
                filled, capture_output=True, timeout=time_limit_s, check=False, cwd=folder
            )
        except subprocess.TimeoutExpired as why:
            text = f"document {document_id} took longer than {time_limit_s:g} s to read."
            raise RefusedError("too_slow", text) from why
        if done.returncode != 0:
            text = (
                f"document {document_id} is broken: {Path(command[0]).stem} ended with "
                f"{done.returncode}. Open it in another program and capture what that saves."
            )
            raise RefusedError("broken", text)
        return done.stdout
