"""
Names of outlets and bodies become terms of a vocabulary, with whose voice they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from sijill.model import Claim, Credit, Source, party_of
from sijill.resolve.actors import ActorVocabulary
from sijill.resolve.folding import fold_name
from sijill.resolve.involvements import ActorContext, resolve_words
from sijill.resolve.phrases import Phrases, Words, split_words
from sijill.resolve.terms import OwnTerms, load_rows, read_source

_KIND_OF_ACTOR = {
    "state_force": "military",
    "police": "police",
    "government": "government",
    "armed_group": "armed_group",
    "militia": "armed_group",
    "coalition": "military",
}
_CIVIL = frozenset({"police", "government", "official", "medical", "rescue"})
_ACRONYM = 3  # letters; shorter ones stand for too much to be found among other words


@dataclass(frozen=True)
class SourceVocabulary:
    """
    The sources that are known by name.

    Attributes:
        sources: By id.
        merged: Term that stays, by the term that was merged into it.
    """

    sources: Mapping[str, Source]
    merged: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def names(self) -> Phrases[str]:
        """The source of each folded name."""
        table: dict[str, str] = {}
        for source in self.sources.values():
            for name in (source.name, *source.aliases):
                table.setdefault(fold_name(name), source.id)
        return Phrases(table)

    def find_source(self, name: str) -> Source | None:
        """
        Return the source of that name or web address, or that is named in it; ``None``: none.

        Examples:
            >>> sources = load_sources()
            >>> sources.find_source("SANA").party, sources.find_source("www.sana.sy").id
            ('government_sy', 'sana')
            >>> sources.find_source("the head of the Syrian Observatory for Human Rights").id
            'sohr'
        """
        whole = (name, name.lstrip("abcdefghijklmnopqrstuvwxyz "), _host(name))
        for said in whole:
            if found := self.names.values.get(fold_name(said)):
                return self.sources[found]
        return self._find_inside(name)

    def _find_inside(self, name: str) -> Source | None:
        """Return the source of the longest full name, or last acronym, among other words."""
        words = split_words("" if name.isupper() else name)
        best: tuple[int, str] | None = None
        for at in range(len(words.keys)):
            size, found = self.names.match_at(words, at) or (0, "")
            if size and _is_told(words, at, size) and (best is None or size > best[0]):
                best = size, found
        return self.sources[best[1]] if best else None


def _is_told(words: Words, at: int, size: int) -> bool:
    """Say whether a name among other words is a name, and not a part of a longer one."""
    surface = words.span_of(at, size).text
    after = words.text[words.spans[at + size - 1][1] :]
    if surface[0].islower() or (after[:1] == " " and after[1:2].isupper()):
        return False
    at_end = at + size == len(words.keys) or at == 0
    return size > 1 or (at_end and surface.isupper() and len(surface) >= _ACRONYM)


def _host(name: str) -> str:
    host = urlsplit(name).hostname if "://" in name else name
    return (host or name).removeprefix("www.")


def load_sources(path: Path | None = None, *, own: OwnTerms | None = None) -> SourceVocabulary:
    """
    Load the vocabulary of sources.

    Args:
        path: A TOML file of the same form instead of ours.
        own: What a record adds, changes and merges.
    """
    rows = load_rows("sources", path)["sources"]
    bundled = SourceVocabulary({slug: read_source(slug, row) for slug, row in rows.items()})
    return change_sources(bundled, own) if own else bundled


def change_sources(vocabulary: SourceVocabulary, own: OwnTerms) -> SourceVocabulary:
    """Return the vocabulary with a record's own terms, names and merges, in their order."""
    sources, merged = dict(vocabulary.sources), dict(vocabulary.merged)
    for change in own.list_changes("sources"):
        if change.into is None:
            before = sources.get(change.term)
            sources[change.term] = read_source(change.term, change.row, before)
        elif change.term in sources and change.into in sources:
            gone, kept = sources.pop(change.term), sources[change.into]
            names = (*kept.aliases, gone.name, *gone.aliases)
            party = kept.party or gone.party
            sources[change.into] = replace(
                kept, aliases=tuple(dict.fromkeys(names)), party=party
            )
            merged[change.term] = change.into
    return SourceVocabulary(sources, merged)


def name_sources(claim: Claim, sources: SourceVocabulary, actors: ActorVocabulary) -> Claim:
    """
    Return *claim* with its document's source and its origin named by the vocabulary.

    A party is named by the body that it belongs to in the end, so that a ministry and a
    state's news agency are one. An origin that is no source waits for `name_speaker`.
    """
    by, said = claim.reported, claim.attribution
    source = sources.find_source(by.by) if by.by else None
    party = _root(source.party, actors) if source else None
    reported = replace(
        by,
        source_id=source.id if source else None,
        party=party,
        credits=tuple(_name_credit(credit, sources, actors) for credit in by.credits),
    )
    origin = sources.find_source(said.name) if said else None
    if said:
        said = replace(
            said,
            kind=origin.kind if origin else said.kind,
            source_id=origin.id if origin else None,
            party=_root(origin.party, actors) if origin else None,
        )
    return replace(claim, reported=reported, attribution=said)


def _name_credit(credit: Credit, sources: SourceVocabulary, actors: ActorVocabulary) -> Credit:
    found = sources.find_source(credit.name)
    if found is None:
        return replace(credit, source_id=None, party=None)
    return replace(credit, source_id=found.id, party=_root(found.party, actors))


def name_speaker(claim: Claim, actors: ActorVocabulary, context: ActorContext) -> Claim:
    """
    Return *claim* with the actor whose word it is, where its origin is a force or a group.

    "The army said" is the army's own word. What police say is not a side's: they are many
    forces, and they report what others did.
    """
    said = claim.attribution
    if said is None or said.source_id:
        return claim
    found = resolve_words(said.name, actors, context)
    actor = actors.actors.get(found.actor_id or "")
    if (
        actor is None
        or actor.kind in ("generic", "police")
        or "partisan_wording" in found.caveats
    ):
        return claim
    kind = _KIND_OF_ACTOR.get(actor.kind) if said.kind in (None, "party") else said.kind
    party = _root(actor.id, actors)
    return replace(claim, attribution=replace(said, kind=kind or said.kind, party=party))


def _root(party: str | None, actors: ActorVocabulary) -> str | None:
    line = actors.lineage(party)
    return line[-1] if line else None


def is_party_word(claim: Claim, actors: ActorVocabulary) -> bool:
    """
    Say whether a claim is the word of a side: a force's or group's own, or of one involved.

    What police or a ministry say of a crime that they had no part in is not.
    """
    party = party_of(claim)
    if party is None:
        return False
    sides = {one for part in claim.actors for one in actors.lineage(part.actor_id)}
    said = claim.attribution
    civil = said is not None and said.kind in _CIVIL
    return party in sides or not civil
