"""
What is installed is pinned by digest, and by nothing else.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

REQUIREMENTS = Path(__file__).parents[2] / "requirements"
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
