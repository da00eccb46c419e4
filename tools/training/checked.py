"""
Short texts in which people found every claim of harm: what a claim's confidence learns from.

The casualty benchmark's development part is read where it stands. Units of the Groningen
Meaning Bank were annotated for Sijill by the same guidelines; `tools/checked_units.jsonl` holds
them as sentence numbers, offsets and counts, without any text.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

STANDOFF = Path(__file__).parents[1] / "checked_units.jsonl"


@dataclass(frozen=True, slots=True)
class Gold:
    """A claim that people found: harm, bounds, and where its victims and count stand."""

    effect: str
    low: int | None
    high: int | None
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """A text with all claims of harm in it."""

    id: str
    text: str
    golds: tuple[Gold, ...]


def stream_units(data: Path) -> Iterator[Unit]:
    """Yield the units of both sets, in order."""
    yield from _stream_benchmark(data.parent / "bench" / "casualty" / "gold.jsonl")
    sentences = _load_sentences(data / "gmb.jsonl.gz")
    for number, line in enumerate(STANDOFF.read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        text = " ".join(join_words(sentences[key]) for key in row["gmb"])
        golds = tuple(
            Gold(c["effect"], c["low"], c["high"], tuple((s, e) for s, e in c["spans"]))
            for c in row["claims"]
        )
        yield Unit(f"gmb{number}", text, golds)


def _stream_benchmark(path: Path) -> Iterator[Unit]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        golds = []
        for claim in row["claims"]:
            spans = tuple(
                (claim[f"{part}_start"], claim[f"{part}_start"] + len(claim[f"{part}_text"]))
                for part in ("victim", "count")
                if claim.get(f"{part}_text")
            )
            golds.append(Gold(claim["effect"], claim["count_min"], claim["count_max"], spans))
        yield Unit(row["id"], row["text"], tuple(golds))


def _load_sentences(path: Path) -> dict[int, list[str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = (json.loads(line) for line in lines)
        return {row["id"]: row["tokens"] for row in rows}


def join_words(words: list[str]) -> str:
    """
    Return the words of the bank as a sentence of a newspaper has them.

    Examples:
        >>> join_words(["It", "'s", "over", ",", "they", "said", "."])
        "It's over, they said."
    """
    text = re.sub(r" ([.,;:?!%)])", r"\1", " ".join(words))
    text = re.sub(r"\( ", "(", text)
    text = re.sub(r" ('s|'re|'ve|'ll|'d|n't)\b", r"\1", text)
    text = re.sub(r"(\w) '(?= )", r"\1'", text)
    text = _join_quotes(text)
    text = re.sub(r"\$ (?=\d)", "$", re.sub(r'" ([.,])', r'"\1', text))
    return re.sub(r"(\d),00,(\d{3})", r"\1,\2", text)  # the table broke 100,000


def _join_quotes(text: str) -> str:
    found, opens = "", True
    for part in re.split(r'( ?" ?)', text):
        if part.strip() == '"':
            found += (' "' if found else '"') if opens else '" '
            opens = not opens
        else:
            found += part
    return found.strip()
