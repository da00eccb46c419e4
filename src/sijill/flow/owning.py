"""
What a record has of its own: lists of places, and terms for actors and sources.
"""

from __future__ import annotations

from dataclasses import dataclass

from sijill.flow.gazetteering import find_own
from sijill.flow.recording import Decisions, RecordLayout, load_decisions
from sijill.model import VocabularyChange
from sijill.resolve import OwnList
from sijill.resolve.terms import KINDS, NO_TERMS, OwnTerms, TermChange, make_own, read_own_file


@dataclass(frozen=True, slots=True)
class Own:
    """
    What resolving asks beside what is bundled.

    Attributes:
        lists: Lists of places.
        terms: Actors and sources: added, changed, merged.
    """

    lists: tuple[OwnList, ...] = ()
    terms: OwnTerms = NO_TERMS

    @property
    def versions(self) -> tuple[str, ...]:
        """What tells whether claims must be resolved again."""
        return (*(one.version for one in self.lists), *self.terms.lines)


NOTHING = Own()


def load_own(layout: RecordLayout, decisions: Decisions | None = None) -> Own:
    """
    Return what a record has of its own.

    Args:
        layout: The record.
        decisions: What people decided, where it is at hand; ``None``: read from the log.

    Raises:
        SettingsError: If one of its vocabulary files cannot be read.
    """
    return Own(find_own(layout), load_own_terms(layout, decisions))


def load_own_terms(layout: RecordLayout, decisions: Decisions | None = None) -> OwnTerms:
    """
    Return a record's own terms: first those of its files, then people's changes in their order.

    Args:
        layout: The record.
        decisions: What people decided, where it is at hand; ``None``: read from the log.

    Raises:
        SettingsError: If one of its vocabulary files cannot be read.
    """
    changes = [
        change for name in KINDS for change in read_own_file(name, layout.vocabulary(name))
    ]
    changes += map(_as_change, (decisions or load_decisions(layout)).changes)
    return make_own(changes)


def _as_change(change: VocabularyChange) -> TermChange:
    row = change.value if isinstance(change.value, dict) else {}
    return TermChange(change.vocabulary, change.term, row, change.into)
