"""
The syntax of a sentence as plain data, whoever found it.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Entity:
    """
    A run of words that names something: ``words[start:end]``.

    Attributes:
        start: The first word's place in the sentence.
        end: The place behind the last word.
        kind: ``person``, ``place``, ``nation`` (a people or its adjective: "Syrian"),
            ``organisation`` or ``time``.
    """

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Syntax:
    """
    One sentence: for each word its part of speech, its entity, and the word it hangs on.

    Attributes:
        words: The tokens, as they were given.
        pos: Penn Treebank tags.
        entities: ``O``, or ``B-`` or ``I-`` and the kind of an `Entity`.
        heads: For each word the place of its head; a root is its own head. Empty where no
            trees were asked for.
        labels: Universal Dependencies relations, ``root`` for a root. Empty with *heads*.

    Examples:
        >>> tags = ("NNS", "VBD"), ("O", "O")
        >>> s = Syntax(("Shells", "fell"), *tags, (1, 1), ("nsubj", "root"))
        >>> s.children(1)
        (0,)
    """

    words: tuple[str, ...]
    pos: tuple[str, ...]
    entities: tuple[str, ...]
    heads: tuple[int, ...] = ()
    labels: tuple[str, ...] = ()
    _below: tuple[tuple[int, ...], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        below: list[list[int]] = [[] for _ in self.heads]
        for at, head in enumerate(self.heads):
            if at != head:
                below[head].append(at)
        object.__setattr__(self, "_below", tuple(map(tuple, below)))

    def children(self, at: int, *labels: str) -> tuple[int, ...]:
        """Return the words that hang on the word at *at*, of any of *labels* where given."""
        below = self._below[at]
        return tuple(i for i in below if self.labels[i] in labels) if labels else below

    def named(self) -> tuple[Entity, ...]:
        """
        Return the entities as runs of words.

        Examples:
            >>> tags = ("B-person", "I-person", "O", "B-place")
            >>> s = Syntax(("Ana", "Example", "left", "Bogota"), ("NNP",) * 4, tags)
            >>> [(e.start, e.end, e.kind) for e in s.named()]
            [(0, 2, 'person'), (3, 4, 'place')]
        """
        starts = [i for i, tag in enumerate(self.entities) if tag[0] == "B"]
        return tuple(Entity(i, self._end(i), self.entities[i][2:]) for i in starts)

    def _end(self, start: int) -> int:
        end = start + 1
        while end < len(self.entities) and self.entities[end][0] == "I":
            end += 1
        return end
