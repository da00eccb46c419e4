"""
Each choice that had an alternative stands on one numbered page.
"""

from __future__ import annotations

import re
from pathlib import Path

PAGES = sorted((Path(__file__).parents[2] / "docs" / "decisions").glob("*.md"))
LONGEST_LINES = 80


def test_numbers_are_given_once() -> None:
    """No two pages have one number, and each title opens with its page's number."""
    numbers = [page.name[:4] for page in PAGES]
    titles = [page.read_text(encoding="utf-8").splitlines()[0] for page in PAGES]

    assert len(PAGES) > 10
    assert len(set(numbers)) == len(numbers)
    assert [
        t for t, n in zip(titles, numbers, strict=True) if not t.startswith(f"# {n} ")
    ] == []
    assert all(re.fullmatch(r"\d{4}-[a-z0-9-]+", page.stem) for page in PAGES)


def test_every_page_names_what_it_was_decided_against() -> None:
    """A page says against what it decided, and is short."""
    texts = {page.name: page.read_text(encoding="utf-8") for page in PAGES}

    assert [name for name, text in texts.items() if "**Against" not in text] == []
    assert [name for name, text in texts.items() if text.count("\n") > LONGEST_LINES] == []
