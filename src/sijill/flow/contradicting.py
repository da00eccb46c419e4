"""
Decisions of two copies of a record that contradict, as lines that wait for a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sijill.model import Refusal


def refuse_contradicting(
    pairs: Iterable[tuple[str, str]], *, version: str
) -> Iterator[Refusal]:
    """Yield a line for each decision that contradicts one made in another copy."""
    against: dict[str, set[str]] = {}
    for one, other in pairs:
        against.setdefault(one, set()).add(other)
        against.setdefault(other, set()).add(one)
    for id_, others in sorted(against.items()):
        text = (
            f"decision {id_} and {', '.join(sorted(others))} were made in two copies of the "
            "record and contradict; neither is followed. Decide again about the same words, "
            "or withdraw the one that is wrong."
        )
        yield Refusal("decision", id_, "review", version, "contradicting", text)
