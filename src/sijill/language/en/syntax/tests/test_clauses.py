"""
A tree says who did what to whom, whichever way round it is told.
"""

from __future__ import annotations

from sijill.language.en.syntax import NounPhrase, Syntax, tag_clauses, tag_noun_phrases


def make_syntax(*rows: str) -> Syntax:
    """Return a sentence out of ``word/tag/head/label``, heads counted from 0."""
    words, pos, heads, labels = zip(*(row.split("/") for row in rows), strict=True)
    return Syntax(words, pos, ("O",) * len(words), tuple(map(int, heads)), labels)


ACTIVE = make_syntax(
    "Rebels/NNS/3/nsubj", "did/VBD/3/aux", "not/RB/3/advmod", "kill/VB/3/root",
    "the/DT/5/det", "mayor/NN/3/obj", "and/CC/8/cc", "his/PRP$/8/nmod:poss",
    "guard/NN/5/conj", "in/IN/10/case", "Exampletown/NNP/3/obl",
)  # fmt: skip
PASSIVE = make_syntax(
    "Two/CD/1/nummod", "nurses/NNS/3/nsubj:pass", "were/VBD/3/aux:pass", "shot/VBN/3/root",
    "and/CC/5/cc", "wounded/VBN/3/conj", "by/IN/7/case", "soldiers/NNS/5/obl:agent",
)  # fmt: skip
REDUCED = make_syntax(
    "The/DT/1/det", "man/NN/6/nsubj", "killed/VBN/1/acl", "by/IN/4/case", "police/NN/2/obl",
    "was/VBD/6/cop", "unarmed/JJ/6/root",
)  # fmt: skip
RELATIVE = make_syntax(
    "Gunmen/NNS/4/nsubj", "who/WP/2/nsubj", "shot/VBD/0/acl:relcl", "him/PRP/2/obj",
    "fled/VBD/4/root", ",/,/6/punct", "leaving/VBG/4/advcl", "two/CD/8/nummod",
    "dead/NN/6/obj",
)  # fmt: skip

GERUND = make_syntax(
    "Two/CD/2/nsubj:pass", "were/VBD/2/aux:pass", "killed/VBN/2/root", "by/IN/4/mark",
    "shelling/VBG/2/advcl",
)  # fmt: skip


def test_an_active_clause() -> None:
    """The subject acts, the objects are acted upon, and it did not happen."""
    (clause,) = tag_clauses(ACTIVE)

    assert (clause.doers, clause.done_to) == ((0,), (5, 8))
    assert clause.negated
    assert [(o.preposition, o.noun) for o in clause.obliques] == [("in", 10)]


def test_joined_passives_share_their_subject() -> None:
    """Both verbs are passive, and the agent is not an oblique."""
    first, second = tag_clauses(PASSIVE)

    assert first.passive and second.passive
    assert first.done_to == second.done_to == (1,)
    assert (second.doers, second.obliques) == ((7,), ())


def test_a_participle_stands_for_a_clause() -> None:
    """The noun that it describes is acted upon."""
    (clause,) = tag_clauses(REDUCED)

    assert (clause.done_to, clause.doers) == ((1,), (4,))


def test_a_participle_can_be_the_agent() -> None:
    """An act that killed is what killed."""
    assert tag_clauses(GERUND)[0].doers == (4,)


def test_a_relative_clause_speaks_of_its_noun() -> None:
    """The pronoun is resolved, and a later participle has the same subject."""
    shot, fled, leaving = tag_clauses(RELATIVE)

    assert (shot.doers, shot.done_to) == ((0,), (3,))
    assert fled.doers == leaving.doers == (0,)


def test_phrases_end_where_the_next_begins() -> None:
    """Numbers and owners belong to their noun; a joined noun is a phrase of its own."""
    assert tag_noun_phrases(ACTIVE)[1:3] == (NounPhrase(4, 6, 5), NounPhrase(7, 9, 8))
    assert tag_noun_phrases(PASSIVE)[0] == NounPhrase(0, 2, 1)
