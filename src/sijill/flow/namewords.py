"""
The words that name those harmed, so that rows can be shown without them.

One report leaves out what another tells: the names that any claim of an incident holds are
looked for in the documents of all of them. What an incident's claims hold is kept by incident,
so that rows of a part of a record hide what those of the whole would.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sijill.model import Claim, Cluster, Incident

NAME_HIDDEN = "···"
_SHORTEST_PART = 3  # letters of a name's part that gives the person away by itself


@dataclass(frozen=True, slots=True)
class NameWords:
    """
    The words that name or describe those harmed in an incident, in whichever report.

    Attributes:
        id: The incident's id.
        words: Sorted; at least one.
    """

    id: str
    words: tuple[str, ...]


def list_name_words(
    claims: Iterable[Claim], incidents: Iterable[Incident]
) -> Iterator[NameWords]:
    """Yield the words that name those harmed, for each incident in which anybody is named."""
    by_claim = {claim.id: found for claim in claims if (found := _names_in(claim))}
    for incident in incidents:
        told = set().union(*(by_claim.get(claim, ()) for claim in incident.claims))
        if told:
            yield NameWords(incident.id, tuple(sorted(told)))


def names_of(
    claims: Iterable[Claim],
    told: Iterable[NameWords] = (),
    documents: Iterable[tuple[str, str | None]] = (),
) -> dict[str, re.Pattern[str]]:
    """
    Return what finds the words that name or describe those harmed, by document.

    Args:
        claims: The claims of the documents.
        told: What names those harmed in incidents.
        documents: Documents, each with an incident that one of its claims stands in.
    """
    words: dict[str, set[str]] = {}
    for claim in claims:
        words.setdefault(claim.document_id, set()).update(_names_in(claim))
    by_incident = {one.id: one.words for one in told}
    for document, incident in documents:
        words.setdefault(document, set()).update(by_incident.get(incident or "", ()))
    return {document: _pattern(found) for document, found in words.items() if found}


def names_told(
    claims: Mapping[str, Claim], groups: Iterable[Cluster]
) -> dict[str, frozenset[str]]:
    """Return the words that name those harmed in groups, by each document of their claims."""
    words: dict[str, frozenset[str]] = {}
    for group in groups:
        members = [claims[key] for key in group.claims]
        told = frozenset[str]().union(*map(_names_in, members))
        for claim in members if told else ():
            words[claim.document_id] = words.get(claim.document_id, frozenset()) | told
    return words


def where_told(
    claims: Iterable[Claim], incidents: Iterable[Incident]
) -> Iterator[tuple[str, str]]:
    """Yield the documents of the incidents' claims, each with the incident."""
    by_claim = {claim.id: claim.document_id for claim in claims}
    for incident in incidents:
        for claim in incident.claims:
            if claim in by_claim:
                yield by_claim[claim], incident.id


def _names_in(claim: Claim) -> set[str]:
    found: set[str] = set()
    for harm in claim.harms:
        for name in harm.names:
            parts = {part for part in name.name.split() if len(part) >= _SHORTEST_PART}
            found |= {name.name, name.words.text, name.description or "", *parts}
    return found - {""}


def _pattern(words: set[str]) -> re.Pattern[str]:
    longest = sorted(words, key=lambda word: (-len(word), word))
    return re.compile("|".join(rf"(?<!\w){re.escape(w)}(?!\w)" for w in longest), re.IGNORECASE)


def hide_names(text: str, names: re.Pattern[str] | None) -> str:
    """
    Return *text* without the words that name those harmed.

    Examples:
        >>> hide_names("Ali Test, 9, was killed.", re.compile("Ali Test"))
        '···, 9, was killed.'
    """
    return names.sub(NAME_HIDDEN, text) if names else text
