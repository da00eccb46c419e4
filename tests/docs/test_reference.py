"""
The reference is what the code says now.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

from sijill.model.privacy import privacy_by_field

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"


def load_tool() -> ModuleType:
    """Return ``tools/build_docs.py`` as a module."""
    spec = importlib.util.spec_from_file_location("build_docs", ROOT / "tools/build_docs.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_reference_is_current() -> None:
    """The pages and schemas in the project are those that `make docs` writes."""
    made = load_tool().build_reference()
    names = {f"schema/{path.name}" for path in (REFERENCE / "schema").glob("*.json")}

    assert names | {"record.md", "codebooks.md", "mappings.md"} == set(made)
    stale = [n for n, text in made.items() if (REFERENCE / n).read_text("utf-8") != text]
    assert stale == []


def test_every_field_of_a_record_is_explained() -> None:
    """Each field of each record has a privacy mark and a meaning in the reference."""
    tool = load_tool()
    records = tool.list_records()

    assert len(records) > 30
    for kind in records:
        marks = privacy_by_field(kind)
        assert [name for name, mark in marks.items() if mark is None] == [], kind
        assert sorted(set(marks) - set(tool.meanings_of(kind))) == [], kind
