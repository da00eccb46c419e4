"""
All that an English sentence says of harm.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from sijill.language.en.agents import tag_named_agents
from sijill.language.en.appositions import join_phrases
from sijill.language.en.divisions import tag_divisions
from sijill.language.en.doers import Doers
from sijill.language.en.harms import tag_harms
from sijill.language.en.joined import join_verbs
from sijill.language.en.lexemes import fold_word, lex_sentence, load_lexicon
from sijill.language.en.objects import tag_objects
from sijill.language.en.origins import tag_origin
from sijill.language.en.parts import mark_parts
from sijill.language.en.people import tag_people
from sijill.language.en.rolls import tag_rolls
from sijill.language.en.sentences import tag_tokens
from sijill.language.en.signs import tag_signs
from sijill.language.en.unreal import drop_unreal, drop_unreal_objects
from sijill.language.en.voice import is_acting
from sijill.language.en.zero import tag_zero
from sijill.language.statements import AgentWords, HarmWords, SentenceWords
from sijill.model.span import Span


def tag_statements(text: str, sentence: Span) -> SentenceWords:
    """
    Return what *sentence* of *text* says of harm.

    Examples:
        >>> text = "Shells killed two farmers and wounded a child."
        >>> [(h.kind, h.victims.count.low) for h in
        ...  tag_statements(text, Span(0, len(text), text)).harms]
        [('killed', 2), ('injured', 1)]
    """
    signs = tag_signs(sentence)
    origin = tag_origin(sentence)
    objects = drop_unreal_objects(sentence, tag_objects(sentence))
    if not speaks_of_harm(sentence.text):
        return SentenceWords(
            sentence,
            objects=objects,
            signs=signs,
            agents=tag_named_agents(sentence, origin),
            origin=origin,
        )
    lexemes = join_verbs(lex_sentence(sentence))
    phrases = join_phrases(text, lexemes, tag_people(text, lexemes))
    mark_parts(lexemes, phrases)
    divisions = tag_divisions(text, lexemes, phrases)
    zero = tag_zero(sentence)
    doers = Doers(text, sentence, phrases, origin.span if origin else None)
    told = [*(none.trigger for none in zero), *(division.span for division in divisions)]
    harms = [
        harm
        for harm in tag_harms(text, lexemes, phrases, doers)
        if not any(harm.trigger.overlap(span) for span in told)
    ]
    agents = tuple(
        AgentWords(item.span) for item in phrases if item.is_agent and is_acting(lexemes, item)
    )
    if not agents:
        harms, agents = _name_makers(doers, harms)
    return SentenceWords(
        sentence,
        drop_unreal(sentence, lexemes, (*harms, *zero)),
        objects,
        signs,
        (*agents, *tag_named_agents(sentence, origin)),
        tuple(phrase.span for phrase in phrases),
        origin,
        divisions,
        tag_rolls(text, lexemes, phrases),
    )


def _name_makers(
    doers: Doers, harms: list[HarmWords]
) -> tuple[list[HarmWords], tuple[AgentWords, ...]]:
    """Give the maker of the sentence's attacks to its harms; else it is one who acts."""
    makers = tuple(doers.of_deeds(harm.victims.span for harm in harms))
    if harms and makers:
        named = [replace(h, agent=makers[0]) if h.agent is None else h for h in harms]
        return named, ()
    return harms, tuple(map(AgentWords, dict.fromkeys(makers)))


def speaks_of_harm(text: str) -> bool:
    """Say whether a word of harm stands in the sentence, so that most sentences cost little."""
    words = (part for token in tag_tokens(text) for part in _parts(token.text))
    return not _harm_words().isdisjoint(words)


def _parts(word: str) -> tuple[str, ...]:
    low = fold_word(word)
    return (low, *low.split("-")) if "-" in low else (low,)


@cache
def _harm_words() -> frozenset[str]:
    """Return of each phrase that may tell of harm its longest word."""
    lexicon = load_lexicon("harms")
    phrases = {phrase for kind in ("counted", "intransitive", "adjectives", "tolls", "nominal")
             for entry in lexicon[kind] for phrase in entry["words"]}  # fmt: skip
    phrases |= {
        form for entry in lexicon["verbs"] for forms in entry["forms"] for form in forms
    }
    phrases |= {
        phrase for kind in ("both", "killed", "injured") for phrase in lexicon["zero"][kind]
    }
    phrases |= set(lexicon["wholes"]) | set(load_lexicon("grammar")["naming"])
    phrases |= {form for entry in lexicon["halves"] for form in entry["forms"]}
    phrases |= set(lexicon["sized"]["acts"])
    phrases |= {by for entry in lexicon["hits"] for by in entry["by"]}
    words = ([fold_word(token.text) for token in tag_tokens(phrase)] for phrase in phrases)
    return frozenset(max(found, key=len) for found in words)
