"""
Who came to harm: each word of harm in an English sentence, with those it speaks of.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from sijill.language.en.doers import Doers
from sijill.language.en.fatal import read_another, read_fatal, read_sized
from sijill.language.en.lexemes import Lexeme, Trigger, load_lexicon
from sijill.language.en.parts import (
    chain_left,
    chain_right,
    is_bare,
    join_people,
    parts_after,
)
from sijill.language.en.people import Phrase, read_name, read_name_before, word_list
from sijill.language.en.subjects import (
    bare_number,
    before_clause,
    first_subject,
    is_reduced,
)
from sijill.language.en.tolls import (
    are_had,
    reached_count,
    read_numbered,
    read_sums,
    revise_counts,
    toll_count,
)
from sijill.language.en.voice import (
    find_agent,
    guess_agent,
    is_loss,
    is_passive,
    object_start,
    subject_end,
)
from sijill.language.statements import HarmWords, PeopleWords
from sijill.model.count import Count
from sijill.model.span import Span

_INVERTED = 8  # lexemes between "also wounded" and the "were" behind it
_ABOARD = ("crew members", "crew", "sailors", "passengers", "fishermen", "crewmen", "seamen")


def tag_harms(
    text: str, lexemes: tuple[Lexeme, ...], phrases: list[Phrase], doers: Doers
) -> tuple[HarmWords, ...]:
    """
    Return what the sentence says of people harmed, in reading order.

    Args:
        text: The whole text.
        lexemes: The sentence, cut.
        phrases: Its phrases for people, parts marked; they are marked *taken* here.
        doers: Who acts in it.
    """
    found: list[HarmWords] = []
    for at, word in enumerate(lexemes):
        if isinstance(word.entry, Trigger):
            if numbered := read_numbered(lexemes, phrases, at):
                span = Span.of(text, word.start, word.end)
                found.append(HarmWords(word.entry.kind, span, numbered, None, word.entry.act))
                continue
            chain = _find_victims(text, lexemes, phrases, at, word.entry)
            chain = chain or bare_number(lexemes, phrases, at, word.entry)
            if are_had(lexemes, at) or _are_bodies(lexemes, word.entry, chain):
                continue
            if chain and all(word.entry.kind in phrase.harmed for phrase in chain):
                continue
            if chain:
                found += _make(text, lexemes, phrases, at, word.entry, chain, doers)
            elif count := _find_count(lexemes, at, word.entry):
                found.append(_make_counted(text, lexemes, phrases, at, word.entry, count))
    found += [*read_fatal(text, lexemes, found), *read_another(text, lexemes, found)]
    found = found or read_sized(text, lexemes)
    found = revise_counts(lexemes, [*found, *read_sums(text, lexemes, found)])
    tolls = {harm.kind for harm in found if harm.trigger.text.lower() in _toll_words()}
    bodies = _tag_bodies(text, lexemes, phrases)
    return (*found, *(harm for harm in bodies if harm.kind not in tolls))


@cache
def _toll_words() -> frozenset[str]:
    """Return the words for a toll, beside which "two more bodies" are a part of it."""
    return frozenset(
        word for entry in load_lexicon("harms")["tolls"] for word in entry["words"]
    )


def _tag_bodies(
    text: str, lexemes: tuple[Lexeme, ...], phrases: list[Phrase]
) -> list[HarmWords]:
    """Read "six bodies were found", "45 hostages": the noun itself tells of the harm."""
    found = []
    for phrase in phrases:
        last = lexemes[phrase.end - 1]
        counted = phrase.count.words is not None and phrase.count.words != phrase.span
        counted = counted and lexemes[phrase.start].low != "some"
        harm = _bodies().get(last.low)
        if (
            harm
            and (counted or phrase.count.high == 1)
            and not phrase.taken
            and not phrase.part
        ):
            if phrase.count.high == 1 and not _is_found(lexemes, phrase):
                continue
            (people,) = join_people(text, [phrase], parts_after(lexemes, phrases, phrase.end))
            trigger = Span.of(text, last.start, last.end)
            found.append(HarmWords(harm[0], trigger, people, None, harm[1]))
    return found


def _are_bodies(lexemes: tuple[Lexeme, ...], trigger: Trigger, chain: list[Phrase]) -> bool:
    last = lexemes[chain[-1].end - 1].low if chain else ""
    return trigger.kind == "injured" and _bodies().get(last, ("", None))[0] == "killed"


def _is_found(lexemes: tuple[Lexeme, ...], phrase: Phrase) -> bool:
    near = lexemes[max(0, phrase.start - 3) : phrase.end + 4]
    return any(word.low in ("found", "recovered", "discovered", "dumped") for word in near)


@cache
def _bodies() -> dict[str, tuple[str, str | None]]:
    entries = load_lexicon("harms")["bodies"]
    return {
        word: (entry["kind"], entry.get("act")) for entry in entries for word in entry["words"]
    }


def _find_victims(
    text: str, lexemes: tuple[Lexeme, ...], phrases: list[Phrase], at: int, trigger: Trigger
) -> list[Phrase]:
    match trigger.type:
        case "verb":
            return _of_verb(text, lexemes, phrases, at, trigger)
        case "intransitive":
            name = read_name_before(text, lexemes, subject_end(lexemes, at))
            chain = _with_name(lexemes, _on_left(lexemes, phrases, at), name)
            chain = chain or first_subject(lexemes, phrases, at)
            return chain or before_clause(lexemes, phrases, at)
        case "adjective":
            return _of_adjective(lexemes, phrases, at)
        case "nominal":
            chain = _on_right(lexemes, phrases, at + 1, sure=True)
            return chain[:1] if trigger.act == "shooting" else chain
        case "counted":
            return _before_counted(lexemes, phrases, at)
    return []


def _of_verb(
    text: str, lexemes: tuple[Lexeme, ...], phrases: list[Phrase], at: int, trigger: Trigger
) -> list[Phrase]:
    if trigger.form != 3 and is_passive(lexemes, at):
        name = read_name_before(text, lexemes, subject_end(lexemes, at))
        chain = _with_name(lexemes, _on_left(lexemes, phrases, at), name)
    else:
        chain = _on_right(lexemes, phrases, at + 1) or _behind_be(lexemes, phrases, at)
        name = None if chain else read_name(text, lexemes, object_start(lexemes, at + 1))
        chain = chain or ([name] if name else [])
        if not chain and trigger.form == 2 and is_reduced(lexemes, at):
            chain = _on_left(lexemes, phrases, at, near=True)
    if trigger.fighters:
        meant = [] if trigger.losing and is_passive(lexemes, at) else chain
        return [_as_fighters(phrase) for phrase in meant if _is_fighter(phrase)]
    if trigger.sure and not any(phrase.sure for phrase in chain):
        return _crew(phrases, at)
    return chain


def _behind_be(lexemes: tuple[Lexeme, ...], phrases: list[Phrase], at: int) -> list[Phrase]:
    """Read "also wounded in the blast were a nurse and two pupils"."""
    opener = lexemes[at - 1].low if at else "."
    if opener not in (".", "also", ",", "and", "]", "--", ":", '"'):
        return []
    for index in range(at + 1, min(at + _INVERTED + 1, len(lexemes))):
        if lexemes[index].tag == "be":
            colon = [word.low for word in lexemes[index + 1 : index + 2]] == [":"]
            return _on_right(lexemes, phrases, index + 1 + colon)
        if lexemes[index].tag in ("harm", "have", "modal", "punct", "conj"):
            break
    return []


def _is_fighter(phrase: Phrase) -> bool:
    """Say whether the words may mean fighters: "40 men", "a sergeant", not "three seats"."""
    noun = phrase.noun
    if noun is None or not phrase.sure or is_bare(phrase):
        return False
    return noun.status == "combatant" or (noun.term == "man" and noun.plural)


def _as_fighters(phrase: Phrase) -> Phrase:
    """Take the "men" whom an army loses, or wipes out, for fighters."""
    if phrase.noun and phrase.noun.status == "unknown":
        phrase.noun = replace(phrase.noun, status="combatant")
    return phrase


def _with_name(
    lexemes: tuple[Lexeme, ...], chain: list[Phrase], name: Phrase | None
) -> list[Phrase]:
    """Take the name right before the verb where it stands alone, not in "of the Relief"."""
    if name is None or (chain and chain[-1].end >= name.start):
        return chain
    before = lexemes[name.start - 1].low if name.start else ","
    related = [word.low for word in lexemes[name.end : name.end + 2]] == [",", "who"]
    alone = related or before in (
        ",",
        "that",
        "said",
        "says",
        "say",
        "when",
        "after",
        ".",
        "as",
    )
    return [name] if alone or not chain else chain


def _crew(phrases: list[Phrase], at: int) -> list[Phrase]:
    """Read "hijacked a ship with 24 crew members": those on board were taken with it."""
    aboard = [
        phrase
        for phrase in phrases
        if phrase.start > at and not phrase.is_agent and phrase.sure and phrase.count.high != 0
    ]
    crew = [phrase for phrase in aboard if phrase.span.text.lower().endswith(_ABOARD)]
    return crew[:1]


def _on_right(
    lexemes: tuple[Lexeme, ...], phrases: list[Phrase], at: int, *, sure: bool = False
) -> list[Phrase]:
    start = object_start(lexemes, at)
    start = _behind_things(lexemes, start)
    for number, phrase in enumerate(phrases):
        if phrase.start == start and not phrase.part:
            if sure and not phrase.sure and phrase.bare:
                return []
            return chain_right(lexemes, phrases, number)
    return []


def _behind_things(lexemes: tuple[Lexeme, ...], at: int) -> int:
    """Step over the animals of "200 sheep and their shepherd", who are counted with nobody."""
    end = at
    while end < len(lexemes) and end - at < 4 and lexemes[end].tag in ("num", "det", "word"):
        end += 1
    beast = end > at and lexemes[end - 1].low in word_list("animals")
    linked = end < len(lexemes) and lexemes[end].low in ("and", ",")
    return end + 1 if beast and linked else at


def _on_left(
    lexemes: tuple[Lexeme, ...], phrases: list[Phrase], at: int, *, near: bool = False
) -> list[Phrase]:
    """Return the subject of the word at *at*; *near*: only if it stands right before."""
    end = subject_end(lexemes, at)
    second: int | None = None
    for number in range(len(phrases) - 1, -1, -1):
        phrase = phrases[number]
        if phrase.end > end or (phrase.part and phrase.end != end):
            continue
        if phrase.end == end and not (phrase.part and not near and _has_whole(phrases, number)):
            return chain_left(lexemes, phrases, number)
        if near or _is_cut(lexemes, phrase.end, end):
            break
        if phrase.taken or phrase.part:
            continue
        if not _behind_preposition(lexemes, phrase):
            return chain_left(lexemes, phrases, number)
        second = number if second is None else second
    return chain_left(lexemes, phrases, second) if second is not None and not near else []


def _has_whole(phrases: list[Phrase], number: int) -> bool:
    return any(not phrase.part for phrase in phrases[:number])


def _behind_preposition(lexemes: tuple[Lexeme, ...], phrase: Phrase) -> bool:
    before = lexemes[phrase.start - 1] if phrase.start else None
    return bool(before and before.tag == "prep" and before.low not in ("with", "as", "than"))


def _is_cut(lexemes: tuple[Lexeme, ...], start: int, end: int) -> bool:
    """Say whether another clause's verb or break stands in lexemes ``[start, end)``."""
    for index in range(start, end):
        word = lexemes[index]
        if word.low in (";", ":", "–", "—") or word.low in ("said", "says", "say"):
            return True
        if word.tag == "harm" and isinstance(word.entry, Trigger) and word.entry.type == "verb":
            return True
        if word.tag in ("be", "have", "modal") and index < end - 2:
            before = lexemes[index - 1].low if index else ""
            if before not in ("who", "that", "which"):
                return True
    return False


def _of_adjective(lexemes: tuple[Lexeme, ...], phrases: list[Phrase], at: int) -> list[Phrase]:
    """Read "left six people dead", "six dead", "three are missing", "took them hostage"."""
    following = lexemes[at + 1] if at + 1 < len(lexemes) else None
    if following and following.tag == "people" and lexemes[at - 1].tag in ("det", "num"):
        return []
    name = following and following.is_capital and lexemes[at].is_capital
    if name and not (at and lexemes[at - 1].tag in ("people", "num")):
        return []
    end = subject_end(lexemes, at)
    for number, phrase in enumerate(phrases):
        if phrase.end == end and (not phrase.part or not _has_whole(phrases, number)):
            return chain_left(lexemes, phrases, number)
    if at and lexemes[at - 1].tag == "be":
        return _on_left(lexemes, phrases, at)
    if lexemes[at].low.startswith("with "):  # "a man was taken to hospital with wounds"
        passive = next((n for n, word in enumerate(lexemes[:at]) if word.tag == "be"), None)
        return [phrase for phrase in phrases if phrase.end == passive and not phrase.part]
    return []


def _before_counted(
    lexemes: tuple[Lexeme, ...], phrases: list[Phrase], at: int
) -> list[Phrase]:
    """Read "20 dead", "the 12 wounded" where the number alone stands for people."""
    following = lexemes[at + 1] if at + 1 < len(lexemes) else None
    if following is not None and following.tag == "people":
        return []
    return [
        phrase for phrase in phrases if phrase.end == at and phrase.bare and not phrase.part
    ]


def _find_count(lexemes: tuple[Lexeme, ...], at: int, trigger: Trigger) -> Count | None:
    if trigger.type == "toll":
        return toll_count(lexemes, at)
    if trigger.type == "counted":
        if reached := reached_count(lexemes, at):
            return reached
        for index in range(at - 1, max(-1, at - 4), -1):
            if lexemes[index].tag == "num":
                return lexemes[index].count
            if lexemes[index].tag != "word" or lexemes[index].low in word_list("walls"):
                return None
    return None


def _make(
    text: str,
    lexemes: tuple[Lexeme, ...],
    phrases: list[Phrase],
    at: int,
    trigger: Trigger,
    chain: list[Phrase],
    doers: Doers,
) -> list[HarmWords]:
    for phrase in chain:
        phrase.taken = True
        phrase.harmed.add(trigger.kind)
    end = max(chain[-1].end, at + 1)
    parts = parts_after(lexemes, phrases, chain[-1].end) or parts_after(lexemes, phrases, end)
    word = lexemes[at]
    span = Span.of(text, word.start, word.end)
    harmed = Span.of(text, chain[0].span.start, chain[-1].span.end)
    agent = find_agent(lexemes, phrases, at, chain)
    by_tree = agent is None and not is_loss(lexemes, at)
    if by_tree:
        agent = doers.of_harm(span, harmed) or guess_agent(lexemes, phrases, at, chain)
    return [
        HarmWords(trigger.kind, span, people, agent, trigger.act, trigger.means, by_tree)
        for people in join_people(text, chain, parts)
    ]


def _make_counted(
    text: str,
    lexemes: tuple[Lexeme, ...],
    phrases: list[Phrase],
    at: int,
    trigger: Trigger,
    count: Count,
) -> HarmWords:
    word = lexemes[at]
    span = Span.of(text, word.start, word.end)
    assert count.words is not None
    for phrase in phrases:
        if phrase.span.overlap(count.words):
            phrase.taken = True
            phrase.harmed.add(trigger.kind)
    people = PeopleWords(count.words, count, parts=parts_after(lexemes, phrases, at + 1))
    return HarmWords(trigger.kind, span, people, None, trigger.act, trigger.means)
