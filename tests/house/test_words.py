"""
Nothing in the project names a registry's host, somebody's machine, or how it was made.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from sources import ROOT, list_texts

# Built from pieces, so that this file does not hold what it looks for.
PATTERNS = {
    "a registry's host": "|".join(
        re.escape(one + two)
        for one, two in (
            ("py", "pi.org"), ("python", "hosted.org"), ("registry.npm", "js.org"),
            ("registry.yarn", "pkg.com"), ("static.crates", ".io"), ("proxy.go", "lang.org"),
            ("conda.ana", "conda.org"), ("deb.deb", "ian.org"), ("--index", "-url"),
            ("--extra-index", "-url"), ("--trusted", "-host"),
        )
    ),
    "a path of one machine": "|".join(
        rf"(?<![\w.])/{one}{two}"
        for one, two in (("wo", "rk/"), ("ro", "ot/"), ("tmp/p", "k"), ("tmp/b", "rief"))
    ),
    "how the work is organised": "|".join(
        rf"\b{one}{two}\b"
        for one, two in (
            ("sub-?ag", "ents?"), ("anth", "ropic"), ("clau", "de"), ("chat", "gpt"),
            ("helper ses", "sion"), ("this ses", "sion's"), ("in issue", r" \d+"),
            ("by issue", r" \d+"), ("of issue", r" \d+"),
        )
    ),
}  # fmt: skip


def test_there_are_files_to_look_at() -> None:
    """The tests below look at the whole project."""
    names = {path.relative_to(ROOT).parts[0] for path in list_texts()}

    assert {"src", "tests", "docs", "requirements", "README.md", "Makefile"} <= names


@pytest.mark.parametrize("what", PATTERNS)
def test_no_file_names(what: str) -> None:
    """
    No text of the project holds it, in whatever case.
    """
    pattern = re.compile(PATTERNS[what], re.IGNORECASE)
    found = []
    for path in list_texts():
        text = path.read_bytes().decode("utf-8", "replace")
        found += [f"{path.relative_to(ROOT)}: {hit[0]}" for hit in pattern.finditer(text)]

    assert found == []


def test_a_command_that_is_told_can_be_pasted() -> None:
    """No sentence puts a folder behind a command by itself: a space in its name undoes it."""
    bare = re.compile(r"sijill [a-z][a-z ]* \{[a-z.]*(?:folder|file|path|target)\}")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sorted((ROOT / "src" / "sijill").rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if bare.search(line) and "tests" not in path.parts
    ]
    assert found == []
