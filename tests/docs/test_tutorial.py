"""
The commands of the tutorial and of a how-to run, and say what the pages show.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


PAGES = (
    "tutorial.md", "how-to/import-a-dataset.md", "how-to/compare-codebooks.md",
    "how-to/back-up-a-record.md", "how-to/call-from-python.md",
)  # fmt: skip


def read_steps(page: str) -> list[tuple[str, list[str]]]:
    """Return each command of a page with the lines it is shown to print."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    steps: list[tuple[str, list[str]]] = []
    for block in re.findall(r"```console\n(.*?)```", text, re.DOTALL):
        for line in block.splitlines():
            if line.startswith("$ "):
                steps.append((line[2:], []))
            elif line.strip():
                steps[-1][1].append(line.strip())
    return steps


def save_scripts(page: str, folder: Path) -> None:
    """Write the scripts of a page into a folder, each by the name that the page gives it."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    for name, script in re.findall(r"`(\w+\.py)`:\n\n```python\n(.*?)```", text, re.DOTALL):
        (folder / name).write_text(script, encoding="utf-8")


def put_command(path: Path, words: str) -> None:
    """Make a command that runs this Python with some words before those that are given."""
    path.write_text(f'#!/bin/sh\nexec "{sys.executable}" {words} "$@"\n', encoding="utf-8")
    path.chmod(0o755)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_runs(page: str, tmp_path: Path) -> None:
    """
    Each command ends with 0 or 1, and prints what the page shows of it.
    """
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    shell = shutil.which("bash")
    tools = tmp_path / "bin"
    tools.mkdir()
    put_command(tools / "sijill", '-c "from sijill.cli.main import main; main()"')
    put_command(tools / "python", "")
    path = f"{tools}{os.pathsep}{os.environ['PATH']}"
    save_scripts(page, tmp_path)
    steps = read_steps(page)

    assert len(steps) > 3
    if shell is None:  # no shell to run the lines: hold them to commands that exist
        known = ("sijill ", "sed ", "cat ", "mkdir ", "printf ", "python ")
        assert all(command.startswith(known) for command, _ in steps)
        return
    for command, shown in steps:
        done = subprocess.run(
            [shell, "-c", command],
            cwd=tmp_path,
            env={**os.environ, "PATH": path},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

        assert done.returncode in (0, 1), (command, done.stderr)
        for line in shown:
            assert line in done.stdout, (command, line, done.stdout)


def test_the_readme_runs(tmp_path: Path) -> None:
    """Its commands, in their order, once the terminal knows `sijill`; the last one stays."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    [block] = re.findall(r"```console\n(\. \.venv.*?)```", text, re.DOTALL)
    activate, *commands, review = (one.partition("  #")[0] for one in block.splitlines())
    shutil.copytree(ROOT / "examples", tmp_path / "examples")

    assert activate == ". .venv/bin/activate"
    assert review.strip() == "sijill review investigation"
    assert len(commands) > 5
    for command in commands:
        if command.startswith("sed "):  # which not every machine has
            _say_countries(tmp_path / "investigation" / "sijill.toml", command)
            continue
        words = shlex.split(command.replace("ID", _first_incident(tmp_path)))
        done = _sijill(tmp_path, *words[1:])
        assert done.returncode in (0, 1), (command, done.stderr)
    table = _sijill(tmp_path, "records", "investigation", "incidents").stdout.splitlines()
    assert table[0].split() == ["id", "violence", "when", "where", "harms", "origins"]
    assert all(re.match(r"i-[0-9a-f]{32}  \w", line) for line in table[1:])
    assert any("killed 5, injured 17" in line for line in table)
    assert any("Arīḩā, SY" in line for line in table) and not any(
        "PS" in line for line in table
    )


def _say_countries(settings: Path, command: str) -> None:
    """Do to the settings what a line of `sed` says."""
    script = shlex.split(command)[2]
    _, wanted, put, _ = script.split("/")
    text, n = re.subn(wanted, put, settings.read_text(encoding="utf-8"))
    assert n == 1
    settings.write_text(text, encoding="utf-8")


def _first_incident(folder: Path) -> str:
    said = _sijill(folder, "records", "investigation", "incidents", "--json").stdout
    return str(json.loads(said.splitlines()[0])["id"]) if said else "none"


def _sijill(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    code = "from sijill.cli.main import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *words],
        cwd=folder, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
