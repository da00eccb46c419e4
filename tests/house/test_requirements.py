"""
What is installed is pinned by digest, and by nothing else.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
REQUIREMENTS = ROOT / "requirements"
PIN = re.compile(r"^[A-Za-z0-9][\w.\-\[\]]*==[^\s;]+")


@pytest.mark.parametrize("name", ["dev.txt", "run.txt", "data.txt", "llm.txt"])
def test_every_requirement_is_pinned_with_hashes(name: str) -> None:
    """Each requirement names one version and at least one SHA-256, and no address."""
    text = (REQUIREMENTS / name).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [x.strip() for x in text.splitlines() if x.strip() and not x.startswith("#")]

    assert lines
    assert [line[:60] for line in lines if not PIN.match(line)] == []
    assert [line[:60] for line in lines if "--hash=sha256:" not in line] == []
    assert "://" not in text


@pytest.mark.parametrize("folder", ["src/sijill/web/browser", "tests/journeys/chromium"])
def test_every_npm_package_is_locked_by_digest(folder: str) -> None:
    """Each package of a lock file has its digest, and no address to fetch it from."""
    lock = json.loads((ROOT / folder / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: item for name, item in lock["packages"].items() if name}

    assert packages
    assert [name for name, item in packages.items() if "integrity" not in item] == []
    assert [name for name, item in packages.items() if "resolved" in item] == []
