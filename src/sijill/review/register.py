"""
The register of identities as it stands: which words each id has, and what became of the ended.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sijill.model import Anchor, Identity

Words = frozenset[Anchor]


@dataclass(frozen=True, slots=True)
class End:
    """
    How an id ended.

    Attributes:
        into: The ids that its words went to, most of them to the first.
        line: Number of the line by which it ended; it may be told later that it went on.
    """

    into: tuple[str, ...]
    line: int


class Register:
    """
    What the lines of the register come to, for incidents or for victims.

    A living id has the words that it was given, without what a split took along. An ended one
    has those that it had at its end: they say whom it would be again.

    Args:
        kind: ``incident`` or ``victim``; lines of the other kind are passed over.
        lines: The lines so far, oldest first.

    Examples:
        >>> words = Anchor("d1", 0, 4), Anchor("d2", 0, 4)
        >>> lines = [Identity("", "victim", "given", f"v-{n}", words[n:n + 1]) for n in (0, 1)]
        >>> register = Register("victim", lines)
        >>> register.add(Identity("", "victim", "merged", "v-1", (), ("v-0",)))
        >>> register.heir("v-1"), register.lives("v-0"), register.lives("v-1")
        ('v-0', True, False)
    """

    def __init__(self, kind: str, lines: Iterable[Identity] = ()) -> None:
        self.kind = kind
        self.born: dict[str, str] = {}
        self.ended: dict[str, End] = {}
        self.elder: dict[str, str] = {}
        self._went_into: dict[str, set[str]] = defaultdict(set)
        self._held: dict[str, dict[Anchor, int]] = defaultdict(dict)
        self._first: dict[Anchor, str] = {}
        self._at: dict[str, dict[Anchor, tuple[str, ...]]] = defaultdict(dict)
        self._lost: dict[str, list[tuple[Anchor, int, int]]] = defaultdict(list)
        self._told: list[str] = []
        for line in lines:
            self.add(line)

    def add(self, line: Identity) -> None:
        """Take in one line more, if it is of this kind."""
        if line.kind != self.kind:
            return
        self._told.append(line.at)
        if line.act == "given":
            self._give(line.id, line.anchors, line.at)
        elif line.act == "merged":
            self._end(line)
        elif line.act == "split":
            self._split(line)
        else:
            self._restore(line)

    @property
    def _lines(self) -> int:
        return len(self._told)

    def _give(self, id_: str, anchors: Iterable[Anchor], at: str) -> None:
        self.born.setdefault(id_, at)
        held = self._held[id_]
        for anchor in anchors:
            if anchor not in held:
                held[anchor] = self._lines
                self._first.setdefault(anchor, id_)
                here = self._at[anchor.document_id]
                here[anchor] = (*here.get(anchor, ()), id_)

    def _take(self, id_: str, anchors: Iterable[Anchor]) -> None:
        for anchor in anchors:
            if since := self._held[id_].pop(anchor, None):
                self._lost[id_].append((anchor, since, self._lines))
                here = self._at[anchor.document_id]
                here[anchor] = tuple(one for one in here[anchor] if one != id_)
                if not here[anchor]:
                    del here[anchor]

    def _end(self, line: Identity) -> None:
        before = self.ended.get(line.id)
        self._leave_heirs(line.id)
        self.ended[line.id] = End(line.into, before.line if before else self._lines)
        for heir in line.into:
            self._went_into[heir].add(line.id)
        for heir in line.into[:1]:
            self._descend(line.id, heir)

    def _leave_heirs(self, id_: str) -> None:
        end = self.ended.get(id_)
        for heir in end.into if end else ():
            self._went_into[heir].discard(id_)

    def _split(self, line: Identity) -> None:
        """Take away what went along; lines of before its words were told: all of the parts."""
        gone = line.anchors or [one for id_ in line.into for one in self.words(id_)]
        self._take(line.id, gone)
        for id_ in line.into:
            if self.born.get(id_) == line.at:
                self._descend(id_, line.id)

    def _restore(self, line: Identity) -> None:
        """Let an ended id live again with the words of its line, which no ended one has."""
        for heir, _ in self.heirs(line.id):
            if not self.lives(heir):
                self._take(heir, line.anchors)
        self._leave_heirs(line.id)
        self.ended.pop(line.id, None)
        self._take(line.id, self.words(line.id).difference(line.anchors))
        self._give(line.id, line.anchors, line.at)

    def _descend(self, id_: str, elder: str) -> None:
        """Note what an id first came from or went to: where both meet, that one stays."""
        if self.elder.get(elder) != id_:
            self.elder.setdefault(id_, elder)

    def lives(self, id_: str) -> bool:
        """Say whether an id was given and has not ended."""
        return id_ in self.born and id_ not in self.ended

    def words(self, id_: str) -> Words:
        """Return the words that an id has; of an ended one, those that it had at its end."""
        return frozenset(tuple(self._held.get(id_, ())))

    def words_before(self, id_: str, line: int) -> Words:
        """Return the words that an id had before a line."""
        held = tuple(self._held.get(id_, {}).items())
        return frozenset(word for word, since in held if since < line)

    def own(self, id_: str) -> Words:
        """Return the words of an id that no other had before it."""
        return frozenset(one for one in self.words(id_) if self._first[one] == id_)

    def core(self, id_: str) -> Words:
        """Return those of its own words that an id had before another went into it."""
        guests = tuple(self._went_into.get(id_, ()))
        first = min((self.ended[one].line for one in guests), default=self._lines + 1)
        return self.own(id_) & self.words_before(id_, first)

    def words_since(self, id_: str, at: str) -> Words:
        """
        Return the words that an id had at some instant, or has had first of all since.

        Args:
            id_: The id, living or ended.
            at: An instant in UTC, ISO 8601.
        """
        there = [(word, since, None) for word, since in tuple(self._held.get(id_, {}).items())]
        return frozenset(
            word
            for word, since, until in (*there, *self._lost.get(id_, ()))
            if self._first[word] == id_
            or (self._told[since - 1] <= at and (until is None or self._told[until - 1] >= at))
        )

    def holders(self, words: Iterable[Anchor]) -> set[str]:
        """Return the living ids that have some words, or others in the place of these."""
        found = set[str]()
        for word in words:
            exact = self._at.get(word.document_id, {}).get(word, ())
            found |= set(filter(self.lives, exact)) or self.ids_at([word])
        return found

    def overlapping(self, anchors: Iterable[Anchor]) -> dict[str, Words]:
        """Return which words of each id, living or ended, overlap some others."""
        found: dict[str, set[Anchor]] = defaultdict(set)
        for anchor in anchors:
            for held, ids in tuple(self._at.get(anchor.document_id, {}).items()):
                if held.start < anchor.end and anchor.start < held.end:
                    for id_ in ids:
                        found[id_].add(held)
        return {id_: frozenset(words) for id_, words in found.items()}

    def ids_at(self, anchors: Iterable[Anchor]) -> set[str]:
        """Return the living ids of which words overlap some others."""
        return set(filter(self.lives, self.overlapping(anchors)))

    def heir(self, id_: str, moved: Mapping[str, str] | None = None) -> str | None:
        """
        Return the living id that an id is or went to in the end; ``None``: there is none.

        Args:
            id_: The id, living or ended.
            moved: Where ids are taken to have gone instead; to themselves where they live.
        """
        to = {} if moved is None else moved
        seen = set[str]()
        while id_ not in seen:
            seen.add(id_)
            end = self.ended.get(id_)
            into = to[id_] if id_ in to else end.into[0] if end and end.into else id_
            if into == id_:
                return id_ if id_ in to or self.lives(id_) else None
            id_ = into
        return None

    def guests(self, ids: Iterable[str]) -> set[str]:
        """Return the ended ids that went into some, or into these in turn."""
        found, todo = set[str](), [*ids]
        while todo:
            new = set(self._went_into.get(todo.pop(), ())) - found
            found |= new
            todo += new
        return found

    def heirs(self, id_: str) -> Iterator[tuple[str, int]]:
        """Yield every id that an ended one's words went to, with the line by which they did."""
        seen, todo = {id_}, [id_]
        while todo:
            end = self.ended.get(todo.pop())
            for heir in end.into if end else ():
                if end and heir not in seen:
                    seen.add(heir)
                    todo.append(heir)
                    yield heir, end.line
