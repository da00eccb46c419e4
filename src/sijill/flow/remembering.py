"""
What became of an incident's id that stands for nothing any more: the register's tombstones.
"""

from __future__ import annotations

from sijill.flow.recording import RecordLayout, load_identities

_WORDS = {
    "merged": "merged into", "split": "split; part of it is",
    "restored": "there again, as what had ended it was undone",
}  # fmt: skip


def recall_gone(layout: RecordLayout, given: str) -> tuple[str, tuple[str, ...]] | None:
    """
    Return the full id that *given* begins, and a sentence for each thing that became of it.

    ``None`` where the register gave out no such id, or more than one.
    """
    lines = load_identities(layout)
    ids = {line.id for line in lines if line.id.startswith(given)}
    if len(ids) != 1:
        return None
    (found,) = ids
    told = tuple(
        f"{line.at[:10]}: {_WORDS[line.act]} {', '.join(line.into)}".rstrip()
        for line in lines
        if line.id == found and line.act in _WORDS
    )
    return found, told or ("no claim holds on to it any more",)
