"""
What the command line says, and the codes it ends with, seen from outside.
"""

from __future__ import annotations

import errno
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from sijill.cli.ending import explain_ending
from sijill.cli.main import commands
from sijill.cli.progress import ignore_progress, show_progress
from sijill.errors import ChainBroken, RecordError, ReleaseError, SettingsError, StoreError


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    command = [sys.executable, "-c", "from sijill.cli.main import main; main()", *arguments]
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", check=False, stdin=subprocess.DEVNULL
    )


def list_commands(group: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    """Yield every command below *group* with the words that call it."""
    yield path, group
    if isinstance(group, click.Group):
        for name, command in group.commands.items():
            yield from list_commands(command, f"{path} {name}")


COMMANDS = dict(list_commands(commands, "sijill"))


@pytest.mark.parametrize("path", COMMANDS)
def test_every_help_has_a_sentence_and_an_example(path: str) -> None:
    """
    Help opens with a sentence and holds one example.
    """
    command = COMMANDS[path]
    text = command.help or ""

    assert re.match(r"\s*[A-Z].*?\.\s", text, re.DOTALL)
    assert text.count("Example:\n") == 1


@pytest.mark.parametrize("path", COMMANDS)
def test_the_example_is_one_that_parses(
    path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    The example of a help names commands and options that exist, with what they need.
    """
    monkeypatch.chdir(tmp_path)
    text = (COMMANDS[path].help or "").split("Example:\n")[1]
    words = shlex.split(text)
    for word in words:
        if word.endswith((".jsonl", ".csv", ".xlsx", ".toml", "reports")):
            Path(word).parent.mkdir(parents=True, exist_ok=True)
            Path(word).touch()

    command, name, rest = commands, "sijill", words[1:]
    while isinstance(command, click.Group):
        name, command = rest[0], command.commands[rest[0]]  # type: ignore[assignment]
        rest = rest[1:]
    context = command.make_context(name, list(rest))

    assert words[0] == "sijill"
    assert context.params


def test_help_needs_none_of_the_heavy_rooms() -> None:
    """
    The help is shown without loading the store, the readers or the tables.
    """
    code = (
        "import sys, sijill.cli.main as m\n"
        "heavy = {'sqlalchemy', 'pyarrow', 'rich', 'numpy', 'sijill.flow'}\n"
        "assert not heavy & set(sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)

    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("extract", "there-is-no-such-file.jsonl"),
        ("extract", "--no-such-option", "-"),
        ("records", "somewhere", "kinds-that-are-none"),
        ("records", "somewhere"),
        ("reconcile", "-", "-"),
        ("decide", "same", "somewhere", "c-1", "c-2"),
        ("decide", "correct", "d", "c-1", "--field", "when", "--value", "{", "--why", "x"),
    ],
)
def test_wrong_use_is_one_sentence_and_code_2(arguments: tuple[str, ...]) -> None:
    """
    Wrong use ends with 2, says which command, and shows no traceback.
    """
    done = run(*arguments)

    assert done.returncode == 2
    assert done.stderr.startswith("sijill") and "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("why", "code"),
    [
        (KeyboardInterrupt(), 130),
        (click.Abort(), 130),
        (BrokenPipeError(errno.EPIPE, "Broken pipe"), 0),
        (SettingsError("a setting is wrong."), 2),
        (RecordError("no record."), 2),
        (ChainBroken("custody.jsonl", 3, document_id=None, why="changed"), 3),
        (ReleaseError("no limits."), 3),
        (StoreError("no space."), 4),
        (OSError(errno.ENOSPC, "No space left on device", "out.jsonl"), 4),
        (ZeroDivisionError("a bug"), 4),
    ],
)
def test_each_ending_has_its_code(why: BaseException, code: int) -> None:
    """
    What went wrong decides the code that a script sees.
    """
    assert explain_ending(why)[0] == code


def test_a_bug_shows_no_text_of_its_own() -> None:
    """
    The message of an unforeseen error may hold a name; only its kind is shown.
    """
    code, sentence = explain_ending(KeyError("Nadim Qasr"))

    assert (code, "Nadim" in sentence, "KeyError" in sentence) == (4, False, True)


@pytest.mark.parametrize(
    "code",
    [
        "import sys\n"
        "from sijill.cli.ending import Ending\n"
        "with Ending(debug=False):\n"
        "    for n in range(100000): print('line', n)\n",
        "from sijill.cli.main import main; main(['actors', 'list'])",
        "import click\n"
        "from sijill.cli.main import commands, main\n"
        "def lines():\n"
        "    for n in range(100000): click.echo(f'line {n}')\n"
        "commands.add_command(click.Command('lines', callback=lines))\n"
        "main(['lines'])\n",
    ],
    ids=["printed", "a table", "a command's lines"],
)
def test_a_closed_pipe_is_quiet(code: str) -> None:
    """
    A reader that stops early (``| head``) leaves no message and no failure.
    """
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None and process.stderr is not None
    process.stdout.readline()
    process.stdout.close()

    said = process.stderr.read()
    process.stderr.close()

    assert (process.wait(), said) == (0, b"")


def test_progress_is_silent_away_from_a_terminal() -> None:
    """
    A pipe or a log gets no bars.
    """
    with show_progress() as progress:
        assert progress is ignore_progress
