"""
The files that the house tests look at.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "sijill"
FOLDERS = ("src", "tests", "tools", "bench", "docs", "examples", "requirements", ".ci")
FILES = ("README.md", "Makefile", "pyproject.toml", ".gitignore")
LARGE_BYTES = 2_000_000


def list_code() -> list[Path]:
    """Return the package's own Python files, tests apart."""
    found = (path for path in PACKAGE.rglob("*.py") if "tests" not in path.parts)
    return sorted(found)


def list_texts() -> list[Path]:
    """Return every text file of the project, built files apart."""
    return [*(ROOT / name for name in FILES), *_walk()]


def _walk() -> Iterator[Path]:
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            built = {"__pycache__", "gazetteer", "vendor"} & set(path.parts)
            if path.is_file() and not built and path.stat().st_size < LARGE_BYTES:
                yield path
