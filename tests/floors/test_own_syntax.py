"""
Names and acts of our own sentences are found no worse than the floors say, in capitals too.

The sentences are invented.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from sijill.language.en.sentences import tag_tokens
from sijill.language.en.syntax import Clause, Syntax, parse_sentences, tag_clauses

FOLDER = Path(__file__).parent
FLOORS = tomllib.loads((FOLDER / "own_syntax.toml").read_text(encoding="utf-8"))
CASES = {"as_written": str, "capitals": str.upper}


def load_rows() -> list[dict[str, Any]]:
    """Return the annotated sentences."""
    text = (FOLDER / "own_syntax.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def words_of(text: str) -> list[str]:
    """Return the tokens of a text."""
    return [token.text for token in tag_tokens(text)]


def is_named(syntax: Syntax, kind: str, name: str) -> bool:
    """Say whether an entity of the kind covers the last word of a name."""
    last = words_of(name)[-1].lower()
    spans = [e for e in syntax.named() if e.kind == kind]
    return any(last in map(str.lower, syntax.words[e.start : e.end]) for e in spans)


def says(syntax: Syntax, clause: Clause, act: dict[str, Any]) -> bool:
    """Say whether a clause has the verb, and the doer and the one acted upon where given."""
    words = [word.lower() for word in syntax.words]
    doers, done_to = ({words[i] for i in part} for part in (clause.doers, clause.done_to))
    return (
        words[clause.verb] == act["verb"]
        and (act["doer"] is None or bool(doers & {act["doer"]}))
        and (act["done_to"] is None or bool(done_to & {act["done_to"]}))
    )


@pytest.mark.parametrize("case", CASES)
def test_names_and_acts(case: str) -> None:
    """The shares of names and of acts that are found do not fall."""
    rows = load_rows()
    found = parse_sentences([words_of(CASES[case](row["text"])) for row in rows])
    names = [
        is_named(syntax, kind, name)
        for row, syntax in zip(rows, found, strict=True)
        for kind, name in row["entities"]
    ]
    acts = [
        any(says(syntax, clause, act) for clause in tag_clauses(syntax))
        for row, syntax in zip(rows, found, strict=True)
        for act in row["acts"]
    ]

    shares = sum(names) / len(names), sum(acts) / len(acts)

    assert shares[0] >= FLOORS[case]["names"], shares
    assert shares[1] >= FLOORS[case]["acts"], shares
