"""
Make docs/reference from the code: the page on the record, and a JSON Schema for each record.

Run it after a change of the model or of a vocabulary: ``make docs``.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from sijill import model
from sijill.model.mapping import forms, list_mappings, load_mapping, mapping_text
from sijill.model.privacy import privacy_by_field
from sijill.model.schema import json_schema
from sijill.model.vocabulary import list_vocabularies, load_terms
from sijill.reconcile.codebooks import Codebook, load_codebooks
from sijill.reconcile.codebooks.form import RULES

REFERENCE = Path(__file__).parents[1] / "docs" / "reference"
_FIELD = re.compile(r"^    (\w+): (.*)$")


def list_records() -> list[type]:
    """Return every record that the model publishes, by name."""
    kinds = (getattr(model, name) for name in sorted(model.__all__))
    return [kind for kind in kinds if isinstance(kind, type) and is_dataclass(kind)]


def build_reference() -> dict[str, str]:
    """Return the text of each file of the reference, by its path inside ``docs/reference``."""
    made = {
        "record.md": "\n".join(_page()) + "\n",
        "codebooks.md": "\n".join(_codebooks()) + "\n",
    }
    made["mappings.md"] = "\n".join(_mappings()) + "\n"
    for kind in list_records():
        text = json.dumps(json_schema(kind), indent=2, ensure_ascii=False)
        made[f"schema/{kind.__name__}.json"] = text + "\n"
    return made


def _mappings() -> Iterator[str]:
    """Yield the page on the bundled mappings of columns, and on the form of one's own."""
    yield "# Mappings of columns\n"
    yield "Look up here what each column of a known dataset is taken to say, and every key that"
    yield "a mapping of your own may have."
    yield "This page is made from the code by `make docs`; change the code, not the page."
    yield "[Import a dataset](../how-to/import-a-dataset.md) says how to use them.\n"
    for name in list_mappings():
        mapping = load_mapping(name)
        yield f"## {name}: {mapping.title}\n"
        yield f"{mapping.about}\n"
        yield f"Source: {mapping.codebook}\n"
        needed = ", ".join(f"`{column}`" for column in mapping.needed())
        yield f"A file must have: {needed}.\n"
        yield f"```toml\n{mapping_text(name).rstrip()}\n```\n"
    yield "## The form of a mapping\n"
    yield "A column is named by its heading; case, spaces and signs between words play no part."
    yield 'A mapping that begins with `like = "acled"` says only what differs.\n'
    for part in _mapping_parts():
        first = (part.__doc__ or "").strip().splitlines()[0]
        yield f"### {part.__name__}\n"
        yield f"{first}\n"
        yield "| key | type | meaning |"
        yield "|---|---|---|"
        meanings, hints = meanings_of(part), get_type_hints(part)
        for item in fields(part):
            meaning = meanings[item.name].replace("|", "\\|")
            yield f"| `{item.name}` | {_type_words(hints[item.name])} | {meaning} |"
        yield ""


def _mapping_parts() -> list[type]:
    """Return the forms of a mapping, the whole first, as they stand in the code."""
    found = [
        kind
        for kind in vars(forms).values()
        if isinstance(kind, type) and is_dataclass(kind) and kind.__module__ == forms.__name__
    ]
    return [found[-1], *found[:-1]]


def write_reference(folder: Path) -> None:
    """Write the reference into *folder*, and take away schemas of records that are no more."""
    made = build_reference()
    (folder / "schema").mkdir(parents=True, exist_ok=True)
    for old in (folder / "schema").glob("*.json"):
        if f"schema/{old.name}" not in made:
            old.unlink()
    for name, text in made.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _page() -> Iterator[str]:
    yield "# The record, field by field\n"
    yield "Look up here what each field of a record means, who may see it, and which terms"
    yield "it may hold."
    yield "This page is made from the code by `make docs`; change the code, not the page.\n"
    yield "Positions are code points of a reading, half-open. A field that is not known is"
    yield "`null`. `public` may stand in a release; `restricted` is for the team; `private`"
    yield "names people or leads to them.\n"
    yield "## Records\n"
    for kind in list_records():
        yield from _record(kind)
    yield "## Vocabularies\n"
    for name in list_vocabularies():
        yield from _vocabulary(name)


def _record(kind: type) -> Iterator[str]:
    lines = (kind.__doc__ or "").strip().splitlines()
    marks, meanings = privacy_by_field(kind), meanings_of(kind)
    hints = get_type_hints(kind, include_extras=True)
    yield f"### {kind.__name__}\n"
    yield f"{lines[0].strip()} ([JSON Schema](schema/{kind.__name__}.json))\n"
    yield "| field | type | who may see it | meaning |"
    yield "|---|---|---|---|"
    for item in fields(kind):
        mark = marks[item.name]
        meaning = meanings.get(item.name, "").replace("|", "\\|")
        shown = _type_words(hints[item.name])
        yield f"| `{item.name}` | {shown} | {mark.value if mark else ''} | {meaning} |"
    yield ""


def meanings_of(kind: type) -> dict[str, str]:
    """Return what the docstring's *Attributes* say of each field, on one line each."""
    _, _, tail = (kind.__doc__ or "").partition("Attributes:\n")
    meanings: dict[str, str] = {}
    name = ""
    for line in tail.splitlines():
        plain = line.removeprefix("    ")
        found = _FIELD.match(plain)
        if found:
            name = found[1]
            meanings[name] = found[2]
        elif name and plain.startswith("        "):
            meanings[name] += " " + plain.strip()
        elif not plain.startswith(" "):
            name = ""
    return {key: value.replace("``", "`") for key, value in meanings.items()}


def _type_words(hint: Any) -> str:
    if get_origin(hint) is Annotated:
        return _type_words(get_args(hint)[0])
    inner = get_args(hint)
    if get_origin(hint) is tuple and inner[-1] is Ellipsis:
        return f"list of {_type_words(inner[0])}"
    if get_origin(hint) is tuple:
        return "list of " + " and ".join(_type_words(part) for part in inner)
    if (
        get_origin(hint) is not None
        and len(inner) == 2
        and get_origin(hint) is not type(int | None)
    ):
        return f"{_type_words(inner[1])} by {_type_words(inner[0])}"
    if inner:
        return " or ".join(_type_words(part) for part in inner)
    if hint is type(None):
        return "null"
    plain = {"str": "text", "int": "whole number", "float": "number", "bool": "yes or no"}
    name = getattr(hint, "__name__", str(hint))
    known = is_dataclass(hint)
    return f"[{name}](#{name.lower()})" if known else plain.get(name, name)


def _vocabulary(name: str) -> Iterator[str]:
    terms = load_terms(name).values()
    books = sorted({book for term in terms for book in term.mappings})
    yield f"### {name}.toml\n"
    yield "| " + " | ".join(["term", "definition", *books]) + " |"
    yield "|" + "---|" * (2 + len(books))
    for term in terms:
        other = [term.mappings.get(book, "") for book in books]
        counted = "" if term.counted else " *(kept, never counted)*"
        yield (
            f"| `{term.term}` | {term.definition}{counted} | "
            + " | ".join(other).strip()
            + (" |" if books else "")
        )
    yield f"\nSource: {'; '.join(sorted({term.source for term in terms}))}.\n"


def _codebooks() -> Iterator[str]:
    yield "# The codebooks, rule by rule\n"
    yield "Look up here what each codebook counts, and where each of its rules was found."
    yield "This page is made by `make docs` from `src/sijill/reconcile/codebooks/*.toml`;"
    yield "change those files, not the page. How to compare codebooks, and to write your own:"
    yield "[Compare codebooks](../how-to/compare-codebooks.md).\n"
    yield "A rule marked *not verified* was not found in a published source that could be read;"
    yield "one marked *not applied* asks for something that a record does not hold.\n"
    for book in load_codebooks():
        yield from _codebook(book)
    yield "## What a codebook of your own may say\n"
    yield "| rule | its value | where a codebook is silent |"
    yield "|---|---|---|"
    for name, (default, _, wanted) in RULES.items():
        shown = ", ".join(default) if isinstance(default, tuple) else default
        yield f"| `{name}` | {wanted} | {shown or 'none'} |"


def _codebook(book: Codebook) -> Iterator[str]:
    yield f"## {book.name}\n"
    yield f"{book.title}. {book.about}\n"
    yield "| rule | value | in words | found in | |"
    yield "|---|---|---|---|---|"
    for rule in book.rules.values():
        marks = [] if rule.verified else ["not verified"]
        marks += [] if rule.applied else ["not applied"]
        yield (
            f"| {rule.name} | {_value_words(rule.value)} | {rule.says} | {rule.source} "
            f"| {', '.join(marks)} |"
        )
    yield ""


def _value_words(value: Any) -> str:
    if not isinstance(value, tuple):
        return f"`{value}`"
    rows = (
        f"{row['words']}: {row['number']}" if isinstance(row, dict) else row for row in value
    )
    return ", ".join(map(str, rows))


if __name__ == "__main__":
    write_reference(REFERENCE)
    sys.stdout.write(f"Wrote {len(build_reference())} files to {REFERENCE}.\n")
