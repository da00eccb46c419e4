"""
Names of outlets and bodies: which of them are one, told by their words alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sijill.model import Attribution, Claim, Credit, voice_of

# "Police said" from two outlets is one police; "witnesses said" is each outlet's own work.
_BODIES = frozenset({"police", "military", "government", "medical", "rescue", "official"})
_WORD = re.compile(r"\w+")
_JOINS = 3  # letters; shorter words join others
_ACRONYM = 3  # letters; shorter ones stand for too much

Words = frozenset[str]


def name_words(name: str) -> Words:
    """
    Return the words that make a name: without those in small letters, where there are any.

    Examples:
        >>> sorted(name_words("the Northern Observatory for Rights"))
        ['northern', 'observatory', 'rights']
        >>> name_words("local residents")
        frozenset()
    """
    words = _WORD.findall(name)
    return frozenset(word.casefold() for word in words if not word[0].islower())


@dataclass(frozen=True, slots=True)
class Body:
    """
    Somebody whose word a claim may be.

    Attributes:
        words: What makes it one with another; a voice of the vocabulary is one such word.
        name: As written, or the vocabulary's term.
    """

    words: Words
    name: str


def outlet_of(claim: Claim) -> Body:
    """Return the document's own source; nobody in particular has no words."""
    by = claim.reported
    if by.party or by.source_id:
        term = f"party:{by.party}" if by.party else f"source:{by.source_id}"
        return Body(frozenset({term}), by.by or term)
    name = by.by or ""
    return Body(name_words(name) or frozenset(name.split()), name)


def named_body(claim: Claim) -> Body | None:
    """Return the body that the claim's words name; ``None``: the outlet speaks for itself."""
    said = claim.attribution
    if said is None:
        return None
    if voice := voice_of(claim):
        return Body(frozenset({voice}), said.name)
    words = name_words(said.name)
    if words:
        return Body(words, said.name)
    return _unnamed(said)


def _unnamed(said: Attribution) -> Body | None:
    """Return officials, doctors and the like whom a text does not name, by their kind."""
    if said.kind not in _BODIES:
        return None
    told = {
        word.casefold().rstrip("s") for word in _WORD.findall(said.name) if len(word) > _JOINS
    }
    return Body(frozenset({f"({said.kind})", *told}), said.name)


def join_unnamed(bodies: Iterable[Body]) -> dict[Words, Words]:
    """
    Return one name for all bodies of a kind that share a word: "police" and "local police".

    Examples:
        >>> one, two, three = (_unnamed(Attribution(None, name, "official"))
        ...     for name in ("local police", "police", "the governor's office"))
        >>> joined = join_unnamed([one, two, three])
        >>> joined[one.words] == joined[two.words], joined[one.words] == joined[three.words]
        (True, False)
    """
    groups: list[set[str]] = []
    unnamed = sorted({b.words for b in bodies if _kind_of(b.words)}, key=sorted)
    for words in unnamed:
        kind, told = _kind_of(words), words - {_kind_of(words)}
        same = [group for group in groups if kind in group and (told & group or not told)]
        merged = set(words).union(*same)
        groups = [group for group in groups if group not in same] + [merged]
    return {
        words: frozenset({_kind_of(words), min(group - {_kind_of(words)}, default="")})
        for words in unnamed
        for group in groups
        if words <= group
    }


def _kind_of(words: Words) -> str:
    return next((word for word in words if word.startswith("(")), "")


def credited_body(credit: Credit) -> Body:
    """Return the body that a credit names."""
    if credit.party or credit.source_id:
        term = f"party:{credit.party}" if credit.party else f"source:{credit.source_id}"
        return Body(frozenset({term}), credit.name)
    return Body(name_words(credit.name), credit.name)


@dataclass(frozen=True, slots=True)
class Names:
    """
    Every name of a record, and the longest that stands for each.

    Attributes:
        full: Longest name by name, where it is another one.
    """

    full: Mapping[Words, Words] = field(default_factory=dict)

    def standing_for(self, words: Words) -> Words:
        """Return the longest name for *words*."""
        return self.full.get(words, words)


def join_names(bodies: Iterable[Body]) -> Names:
    """
    Return which names are one: those whose words all stand in one longer name alone.

    A name of one word stands for a longer one only as its initials ("NOR").

    Examples:
        >>> short, full = (Body(name_words(x), x) for x in ("Northern Observatory",
        ...     "Northern Observatory for Rights"))
        >>> join_names([short, full]).standing_for(short.words) == full.words
        True
    """
    spelt = {body.words: body.name for body in bodies if body.words}
    by_word: dict[str, list[Words]] = defaultdict(list)
    by_initials: dict[str, set[Words]] = defaultdict(set)
    for words in sorted(spelt, key=lambda w: (-len(w), sorted(w))):
        for word in words:
            by_word[word].append(words)
        if len(words) >= _ACRONYM:
            by_initials[_initials(spelt[words])].add(words)
    full = {}
    for words, name in spelt.items():
        longer = _longer(words, by_word) or _meant(words, name, by_initials)
        if longer:
            full[words] = longer
    return Names(full)


def _longer(words: Words, by_word: Mapping[str, list[Words]]) -> Words | None:
    """Return the longest name that holds all of *words*, if the others that do lie in it."""
    if len(words) < 2:
        return None
    rarest = min(words, key=lambda word: (len(by_word[word]), word))
    holding = [name for name in by_word[rarest] if words < name]
    if not holding or any(not name <= holding[0] for name in holding):
        return None
    return holding[0]


def _meant(words: Words, name: str, by_initials: Mapping[str, set[Words]]) -> Words | None:
    (word,) = words if len(words) == 1 else ("",)
    letters = [letter for letter in name if letter.isalpha()]
    if len(word) < _ACRONYM or sum(map(str.isupper, letters)) < len(word):
        return None
    found = by_initials.get(word, set())
    return next(iter(found)) if len(found) == 1 else None


def _initials(name: str) -> str:
    words = [word for word in _WORD.findall(name) if not word[0].islower()]
    return "".join(word[0] for word in words).casefold()
