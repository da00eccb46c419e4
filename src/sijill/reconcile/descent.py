"""
Which document's text each document took over, over a whole record.

Only documents that a cluster holds together are compared. A document has one parent at most,
an earlier one, so that a report run together from two originals does not make them one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from sijill.model import Claim, Cluster, OriginEdge
from sijill.reconcile.copies import Match, match_languages, match_texts
from sijill.reconcile.rarity import Rarity
from sijill.reconcile.settings import Settings
from sijill.reconcile.survey import group_texts, phrases_of
from sijill.reconcile.texts import Text

_FEW = 24  # documents of a cluster of which every two are compared
_POSTED = 16  # originals with one phrase, beyond which it tells nothing
_TRIED = 5  # originals that a document is compared with at most


def trace_descent(
    claims: Mapping[str, Claim],
    clusters: Sequence[Cluster],
    *,
    settings: Settings,
    named: Collection[str] = frozenset(),
    rarity: Rarity | None = None,
) -> dict[str, OriginEdge]:
    """
    Return for each document that took over another's text the step to that document.

    Args:
        claims: The claims that the clusters name, by id.
        clusters: Of the whole record, or of a part of it with *rarity*.
        settings: See `Settings`.
        named: Documents whose outlet others name or credit: of one day, they come first.
        rarity: How rare phrases are in the record's other clusters; these are added to it.

    The cost of a cluster grows with its documents alone: beyond a few, a document is compared
    only with the originals that share most of its rare phrases.
    """
    groups = group_texts(claims, clusters)
    rarity = Rarity() if rarity is None else rarity
    for texts in groups:
        rarity.add_incident(phrases_of(texts))
    found: dict[str, OriginEdge] = {}
    for texts in groups:
        ordered = sorted(texts.values(), key=lambda text: _order(text, named))
        for edge in _trace_cluster(ordered, rarity, settings):
            known = found.get(edge.document)
            if known is None or (known.shared or 0.0) < (edge.shared or 0.0):
                found[edge.document] = edge
    return found


def _order(text: Text, named: Collection[str]) -> tuple[date, bool, int, str]:
    """Return the order of publication; of one day, whom others name, then the longest text."""
    return text.on or date.max, text.id not in named, -len(text.phrases.hashes), text.id


def _trace_cluster(
    ordered: Sequence[Text], rarity: Rarity, settings: Settings
) -> Iterable[OriginEdge]:
    index = _Originals(len(ordered) > _FEW)
    for text in ordered:
        best: tuple[float, Match, Text] | None = None
        for earlier in index.candidates(text):
            match = _match(text, earlier, rarity, settings)
            if match and (best is None or match.shared > best[0]):
                best = match.shared, match, earlier
        index.add(text, is_copy=best is not None and best[1].reason == "copied_text")
        if best:
            _, match, earlier = best
            yield OriginEdge(
                text.id, match.reason, to_document=earlier.id, shared=match.shared,
                signs=match.signs,
            )  # fmt: skip


def _match(one: Text, other: Text, rarity: Rarity, settings: Settings) -> Match | None:
    if one.language == other.language:
        return match_texts(one, other, rarity, settings=settings)
    return match_languages(one, other, settings=settings)


class _Originals:
    """The texts so far that a later one may have taken over."""

    def __init__(self, many: bool) -> None:
        self.many = many
        self.texts: list[Text] = []
        self.by_hash: dict[int | str, list[int]] = defaultdict(list)

    def candidates(self, text: Text) -> list[Text]:
        """Return those to compare *text* with: all, or those that share most with it."""
        if not self.many:
            return self.texts
        votes: Counter[int] = Counter()
        for item in _marks(text):
            posted = self.by_hash.get(item, ())
            if len(posted) <= _POSTED:
                votes.update(posted)
        ranked = sorted(votes, key=lambda at: (-votes[at], at))
        return [self.texts[at] for at in ranked[:_TRIED]]

    def add(self, text: Text, *, is_copy: bool) -> None:
        """Add a text; in a large cluster a plain copy adds nothing to its original."""
        if self.many:
            if is_copy:
                return
            at = len(self.texts)
            for item in _marks(text):
                if len(posted := self.by_hash[item]) <= _POSTED:
                    posted.append(at)
        self.texts.append(text)


def _marks(text: Text) -> Iterator[int | str]:
    """Yield what a text is found by: phrases, runs of three words below nought, signs."""
    yield from text.phrases.hashes
    yield from (-1 - item for item in text.triples.hashes)
    yield from text.signs
