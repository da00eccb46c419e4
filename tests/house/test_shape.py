"""
Files and functions keep the size, the names and the manners of the house.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from sources import PACKAGE, list_code

FILE_LINES = 400
FUNCTION_LINES = 40
NO_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "base"}
NO_CALLS = {"eval", "exec", "pickle.loads", "pickle.load", "marshal.loads", "os.system"}
NO_MODULES = {"pickle", "cPickle", "dill", "shelve", "marshal"}
Function = ast.FunctionDef | ast.AsyncFunctionDef
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in list_code()}


def named(path: Path) -> str:
    """Return a file's path inside the package."""
    return path.relative_to(PACKAGE).as_posix()


def functions() -> Iterator[tuple[str, Function]]:
    """Yield every function of the package with where it stands."""
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, Function):
                yield f"{named(path)}:{node.lineno} {node.name}", node


def lines_of(node: Function) -> int:
    """Return how many lines a function has, decorators and docstring not counted."""
    start = node.body[0].end_lineno if ast.get_docstring(node) else node.lineno - 1
    return (node.end_lineno or 0) - (start or 0)


def public_parts(tree: ast.Module) -> Iterator[Function | ast.ClassDef]:
    """Yield the public functions and classes of a file, and the public methods."""
    for node in tree.body:
        if not isinstance(node, (ast.ClassDef, Function)) or node.name.startswith("_"):
            continue
        yield node
        inner = node.body if isinstance(node, ast.ClassDef) else []
        for item in inner:
            if isinstance(item, Function) and not item.name.startswith("_"):
                yield item


def test_every_file_says_its_idea() -> None:
    """Each file opens with a docstring."""
    bare = [named(path) for path, tree in TREES.items() if not ast.get_docstring(tree)]

    assert len(TREES) > 100
    assert bare == []


def test_no_file_is_too_long() -> None:
    """No file of the package has more lines than one idea needs."""
    sizes = {named(p): len(p.read_text(encoding="utf-8").splitlines()) for p in TREES}

    assert {name: size for name, size in sizes.items() if size > FILE_LINES} == {}


def test_no_function_is_too_long() -> None:
    """No function has more lines than one page shows."""
    sizes = {where: lines_of(node) for where, node in functions()}

    assert {where: size for where, size in sizes.items() if size > FUNCTION_LINES} == {}


def test_every_public_part_has_a_docstring() -> None:
    """Each public function, class and method says what it does."""
    bare = [
        f"{named(path)}:{node.lineno} {node.name}"
        for path, tree in TREES.items()
        for node in public_parts(tree)
        if not ast.get_docstring(node)
    ]

    assert bare == []


def test_no_file_is_named_for_nothing() -> None:
    """A file's name says what is in it."""
    parts = {
        named(path): set(path.relative_to(PACKAGE).with_suffix("").parts) for path in TREES
    }

    assert [name for name, words in parts.items() if words & NO_NAMES] == []


def is_broad(node: ast.ExceptHandler) -> bool:
    """Say whether a handler catches everything."""
    kinds = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
    return any(
        kind is None or ast.unparse(kind) in {"Exception", "BaseException"} for kind in kinds
    )


def test_only_flow_catches_everything() -> None:
    """No room but `flow` catches `Exception`."""
    broad = [
        f"{named(path)}:{node.lineno}"
        for path, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler) and is_broad(node)
    ]

    assert [where for where in broad if not where.startswith("flow/")] == []


def reached(tree: ast.Module) -> set[str]:
    """Return the modules that a file imports and the calls that it makes, by name."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
        elif isinstance(node, ast.Call):
            names.add(ast.unparse(node.func))
    return names


def test_no_data_is_run_as_code() -> None:
    """Nothing is unpickled, evaluated, or handed to a shell."""
    found = {
        named(path): reached(tree) & (NO_CALLS | NO_MODULES) for path, tree in TREES.items()
    }

    assert {name: calls for name, calls in found.items() if calls} == {}


def test_only_tests_import_the_generator() -> None:
    """No room of the package imports `testing`."""
    users = [
        named(path)
        for path, tree in TREES.items()
        if not named(path).startswith("testing/")
        and any(name.startswith("sijill.testing") for name in reached(tree))
    ]

    assert (PACKAGE / "testing" / "generate.py").is_file()
    assert users == []


@pytest.mark.parametrize(
    "source", ["try:\n    x()\nexcept Exception:\n    pass", "try:\n    x()\nexcept:\n    pass"]
)
def test_a_broad_handler_is_seen(source: str) -> None:
    """The check above tells a broad handler when there is one."""
    handlers = [n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.ExceptHandler)]

    assert [is_broad(node) for node in handlers] == [True]
