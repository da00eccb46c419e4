"""
Only `protect` makes the public forms, so that nothing leaves around it.
"""

from __future__ import annotations

import ast
from pathlib import Path

import sijill.model.public
import sijill.model.release
from sijill.model.privacy import Privacy, privacy_by_field

PACKAGE = Path(__file__).parents[2] / "src" / "sijill"
FORMS = {
    name: kind
    for module in (sijill.model.public, sijill.model.release)
    for name, kind in vars(module).items()
    if name.startswith("Public") and isinstance(kind, type)
}
BUILDERS = {"from_json", "redact_record", "replace"}


def list_builds(path: Path) -> list[str]:
    """Return the calls of *path* that build a public form, directly or through a builder."""
    builds = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func).split(".")[-1]
        first = {ast.unparse(part).split(".")[-1] for part in node.args}
        if called in FORMS or (called in BUILDERS and first & set(FORMS)):
            builds.append(f"{path.name}:{node.lineno}")
    return builds


def test_only_protect_builds_the_public_forms() -> None:
    """
    No file outside `protect` calls a public form or builds one from JSON.
    """
    files = (path for path in PACKAGE.rglob("*.py") if "tests" not in path.parts)

    builds = [build for p in files if "protect" not in p.parts for build in list_builds(p)]

    assert builds == []


def test_protect_is_seen_to_build_them() -> None:
    """
    The test above looks for something that exists: in `protect` it finds builders.
    """
    files = (PACKAGE / "protect").glob("*.py")

    assert any(list_builds(path) for path in files)


def test_every_field_of_a_public_form_is_public() -> None:
    """
    A public form has no field with another mark, nor one without.
    """
    marks = {
        f"{name}.{item}": mark
        for name, kind in FORMS.items()
        for item, mark in privacy_by_field(kind).items()
    }

    assert len(FORMS) > 10
    assert {path for path, mark in marks.items() if mark is not Privacy.PUBLIC} == set()
