"""
Who acts, by the tree of an English sentence: the doers of a verb of harm or of attack.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, cached_property

from sijill.language.en.lexemes import load_lexicon
from sijill.language.en.people import Phrase
from sijill.language.en.sentences import tag_tokens
from sijill.language.en.syntax import Clause
from sijill.language.en.trees import Tree, read_tree
from sijill.language.en.verbs import stem_verb
from sijill.model.span import Span

_INSIDE = ("in", "during", "by", "after", "from", "following", "under")
_OWNING = ("amod", "compound", "nmod:poss", "nmod")
_NAMED = ("person", "organisation", "nation")


class Doers:
    """
    Finds who acts in one sentence; its tree is read when first asked for.

    Attributes:
        text: The whole text.
        sentence: The sentence.
        people: Its phrases for people.
        speaker: Whom it names as its origin, and who does nothing but speak.
    """

    def __init__(
        self, text: str, sentence: Span, people: list[Phrase], speaker: Span | None = None
    ) -> None:
        self.text, self.sentence = text, sentence
        self.people, self.speaker = people, speaker

    @cached_property
    def tree(self) -> Tree:
        """The sentence's tree."""
        return read_tree(self.sentence)

    def of_harm(self, trigger: Span, victims: Span) -> Span | None:
        """Return who did what *trigger* tells to *victims*; ``None``: the tree shows nobody."""
        for at in self.tree.places(trigger.start, trigger.end):
            if at in self.tree.clauses:
                found = self._of_clause(self.tree.clauses[at])
            else:
                found = self._of_event(at)
            for span in found:
                if not span.overlap(victims):
                    return span
        return None

    def of_deeds(self, victims: Iterable[Span] = ()) -> Iterator[Span]:
        """Yield who makes the sentence's attacks, but none of *victims*."""
        words = (token.text.lower() for token in tag_tokens(self.sentence.text))
        if not any(stem_verb(word) in _verbs() for word in words):
            return
        harmed = tuple(victims)
        for at, clause in self.tree.clauses.items():
            if not clause.negated and _is_deed(self.tree, at):
                for span in self._acting(clause):
                    if not any(span.overlap(one) for one in harmed):
                        yield span

    def _of_clause(self, clause: Clause) -> Iterator[Span]:
        yield from self._acting(clause)
        if clause.passive or not clause.objects:
            yield from self._around(clause)

    def _acting(self, clause: Clause) -> Iterator[Span]:
        for at in clause.doers:
            if self._is_person(at):
                yield self._span(at)
            else:
                yield from self._of_event(at)

    def _around(self, clause: Clause) -> Iterator[Span]:
        """Yield who made the attack in which, or who acted when, somebody came to harm."""
        for tied in clause.obliques:
            if tied.preposition in _INSIDE:
                yield from self._of_event(tied.noun)
        for at in self.tree.syntax.children(clause.verb, "advcl"):
            inner = self.tree.clauses.get(at)
            if inner and _is_deed(self.tree, at) and self._opens(at):
                yield from self._acting(inner)

    def _opens(self, at: int) -> bool:
        below = self.tree.syntax.children(at, "mark", "advmod")
        return any(self.tree.low(i) in _words("opening") for i in below)

    def _of_event(self, at: int) -> Iterator[Span]:
        """Yield the makers of the act that the noun at *at* names."""
        if self.tree.low(at) not in _words("events"):
            return
        tree = self.tree
        for below in tree.syntax.children(at, *_OWNING):
            owned = tree.syntax.labels[below] != "nmod" or self._has_by(below)
            if owned and self._is_person(below):
                yield self._span(below)
        for below in tree.syntax.children(at, "acl", "acl:relcl"):
            clause = tree.clauses.get(below)
            if clause and clause.passive and stem_verb(tree.low(below)) in _stems("tied"):
                blamed = [
                    one.noun for one in clause.obliques if one.preposition in ("on", "to")
                ]
                yield from (
                    self._span(i) for i in (*clause.agents, *blamed) if self._is_person(i)
                )

    def _has_by(self, at: int) -> bool:
        return any(self.tree.low(i) == "by" for i in self.tree.syntax.children(at, "case"))

    def _is_person(self, at: int) -> bool:
        """Say whether the noun means people who may act, or a body of them."""
        if self.tree.syntax.pos[at].startswith("PRP") or self._speaks(at):
            return False
        if phrase := self._phrase(at):
            return phrase.sure and not phrase.part and phrase.count.high != 0
        tag, word = self.tree.syntax.pos[at], self.tree.low(at)
        kind = self.tree.syntax.entities[at][2:]
        if kind in _NAMED or (kind == "place" and tag.startswith("NNP")):
            return word not in _words("events")
        return word in _words("bodies")

    def _speaks(self, at: int) -> bool:
        start = self.tree.start_of(at)
        return self.speaker is not None and self.speaker.start <= start < self.speaker.end

    def _phrase(self, at: int) -> Phrase | None:
        start = self.tree.start_of(at)
        holds = (p for p in self.people if p.span.start <= start < p.span.end)
        return next(holds, None)

    def _span(self, at: int) -> Span:
        if phrase := self._phrase(at):
            return phrase.span
        return Span.of(self.text, *self.tree.span_of(at))


def _is_deed(tree: Tree, at: int) -> bool:
    """Say whether the verb at *at* is one of attack, alone or with what is thrown or set."""
    low = stem_verb(tree.low(at))
    if low in _stems("deeds"):
        return True
    below = tree.syntax.children(at, "obj", "obl", "nsubj:pass", "compound:prt", "xcomp")
    return low in _stems("light") and any(tree.low(i) in _words("with") for i in below)


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(load_lexicon("roles")[name])


@cache
def _stems(name: str) -> frozenset[str]:
    return frozenset(map(stem_verb, _words(name)))


@cache
def _verbs() -> frozenset[str]:
    return _stems("deeds") | _stems("light")
