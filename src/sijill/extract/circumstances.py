"""
What act a statement speaks of, when, where, and how it is meant: the nearest words decide.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sijill.extract.pages import Page
from sijill.language.dates import DateWords
from sijill.language.places import PlaceWords
from sijill.language.statements import OriginWords, SignWords
from sijill.model import Span
from sijill.model.vocabulary import load_terms

_LOOK_BACK = 4
_LOOK_AHEAD = 2
_SURE_CUE = 2.0  # of words behind "in"
_MODAL_REACH = 90
_CLOSE = 6  # code points: " that ", " had "


@dataclass(slots=True)
class Act:
    """The act of violence that a statement belongs to, and how far away its words stand."""

    term: str
    sign: SignWords | None
    distance: int

    @property
    def is_excluded(self) -> bool:
        """Say whether the act is an exclusion (accident, disaster, disease)."""
        return _is_excluded(self.term)


@dataclass(slots=True)
class Circumstances:
    """Everything around one statement that its claim will carry."""

    act: Act
    scope: str
    modality: str
    origin: OriginWords | None
    date: DateWords | None
    places: tuple[PlaceWords, ...]
    means: tuple[SignWords, ...] = field(default=())


def find_act(page: Page, number: int, near: Span, own: str | None) -> Act | None:
    """
    Return the act that the words *near* in sentence *number* speak of.

    *own* is what the verb itself tells ("beheaded"). Words of the sentence come first, then
    those before, those after, the title; ``None``: nothing in the text tells of an act.
    """
    if own == "detention" and (other := _excluded(page, number)):
        return Act(other.term, other, 0)
    if own in ("abduction", "detention", "sexual_violence", "torture"):
        return Act(own, _same(page, number, own), 0)
    here = _strong(page, number)
    if own and here and all(sign.form == "effect" for sign in here):
        here = ()  # "accidentally shot": the shot did it
    if here:
        sign = _choose(here, near)
        return Act(sign.term, sign, 0)
    if own:
        return Act(own, None, 0)
    armed = _weak(page, number)
    for distance in range(1, min(_LOOK_BACK, number) + 1):
        if signs := _strong(page, number - distance):
            if armed and _is_excluded(signs[-1].term):
                break  # "gunmen" in this sentence did not cause the accident of the last one
            return Act(signs[-1].term, signs[-1], distance)
    return _from_further(page, number)


def _from_further(page: Page, number: int) -> Act | None:
    weak = _weak(page, number)
    for distance in range(1, _LOOK_AHEAD + 1):
        signs = _strong(page, number + distance)
        if signs and not weak:
            return Act(signs[0].term, signs[0], distance)
    title = [sign for sign in page.title_signs if sign.kind == "act"]
    if title:
        best = next((sign for sign in title if not sign.weak), title[0])
        return Act(best.term, None, _LOOK_BACK)
    if weak:
        shooter = next((s for s in weak if s.form == "person" and s.means == "gun"), None)
        return Act(shooter.term if shooter else "attack", shooter or weak[0], 0)
    return Act(page.commonest, None, 9) if page.commonest else None


def _weak(page: Page, number: int) -> list[SignWords]:
    signs = page.sentences[number].signs
    return [s for s in signs if s.kind == "act" and s.weak and not _is_excluded(s.term)]


def _is_excluded(term: str) -> bool:
    return not load_terms("violence")[term].counted


def _strong(page: Page, number: int) -> tuple[SignWords, ...]:
    if not 0 <= number < len(page.sentences):
        return ()
    signs = page.sentences[number].signs
    return tuple(sign for sign in signs if sign.kind == "act" and not sign.weak)


def _excluded(page: Page, number: int) -> SignWords | None:
    """Return a word for a crime without arms, in the sentence or the one before."""
    signs = [*_strong(page, number), *_strong(page, number - 1)]
    return next((sign for sign in signs if sign.term == "crime_other"), None)


def _same(page: Page, number: int, term: str) -> SignWords | None:
    signs = page.sentences[number].signs
    return next((sign for sign in signs if sign.kind == "act" and sign.term == term), None)


def _choose(signs: tuple[SignWords, ...], near: Span) -> SignWords:
    """Return the nearest sign; a plain "attack" yields to one that tells the manner."""
    signs = _without_effects(signs)
    telling = [sign for sign in signs if sign.term not in ("attack", "detention", "abduction")]
    if subject := next((sign for sign in telling if _is_subject(sign, near)), None):
        return subject
    return min(telling or signs, key=lambda sign: gap(sign.span, near))


def _without_effects(signs: tuple[SignWords, ...]) -> tuple[SignWords, ...]:
    """Leave out the fire and the collapse where a weapon is told, for that is what did it."""
    armed = any(s.means and not _is_excluded(s.term) and s.term != "arson" for s in signs)
    kept = tuple(s for s in signs if s.form != "effect")
    return kept if armed and kept else signs


def _is_subject(sign: SignWords, near: Span) -> bool:
    """Say whether the act is what "killed": "a raid that killed 50", "gunmen had killed"."""
    between = near.start - sign.span.end
    return 0 < between <= _CLOSE and sign.form != "deed"


def gap(one: Span, other: Span) -> int:
    """Return how many code points stand between two spans; 0 where they touch."""
    return max(0, one.start - other.end, other.start - one.end)


def find_scope(page: Page, number: int, near: Span) -> str:
    """Return the scope that the sentence's words tell: one incident unless they say more."""
    signs = [sign for sign in page.sentences[number].signs if sign.kind == "scope"]
    if not signs:
        return "incident"
    terms = {sign.term for sign in signs if gap(sign.span, near) < 130}
    return next((term for term in ("cumulative", "aggregate") if term in terms), "incident")


def find_modality(page: Page, number: int, near: Span) -> str:
    """Return how the statement is meant, from the words before it in its sentence."""
    signs = [sign for sign in page.sentences[number].signs if sign.kind == "modality"]
    for term in ("denied", "hypothetical", "planned", "alleged"):
        for sign in signs:
            reach = 20 if term == "alleged" else 0
            before = sign.span.start <= near.end + reach
            if sign.term == term and before and gap(sign.span, near) < _MODAL_REACH:
                return term
    return "asserted"


def find_origin(page: Page, number: int) -> OriginWords | None:
    """Return the origin of sentence *number*; "he said" goes back to who spoke last."""
    origin = page.sentences[number].origin
    if origin is None or not origin.again:
        return origin
    for before in range(number - 1, max(-1, number - 6), -1):
        found = page.sentences[before].origin
        if found and not found.again:
            return found
    return None


def neighbours(page: Page, number: int) -> list[int]:
    """Return sentences that speak of the same: back to the last break, then the next one."""
    found = []
    for other in range(number, max(-1, number - _LOOK_BACK), -1):
        if other < number:
            found.append(other)
        if _breaks(page, other):
            break
    after = number + 1
    goes_on = after < len(page.sentences) and not _breaks(page, after)
    if goes_on and all(harm.victims.definite for harm in page.sentences[after].harms):
        found.append(after)
    return found


def _breaks(page: Page, number: int) -> bool:
    return any(sign.kind == "separate" for sign in page.sentences[number].signs)


def is_of_other_place(page: Page, number: int, other: int) -> bool:
    """Say whether another sentence tells of harm, and in another place than this one."""
    if not page.sentences[other].harms:
        return False
    here, there = _sure_places(page, number), _sure_places(page, other)
    return bool(here and there) and here.isdisjoint(there)


def _sure_places(page: Page, number: int) -> set[str]:
    told = (item for item in page.places[number] if item.relation != "demonym")
    sure = (item for item in told if item.cue >= _SURE_CUE and not item.away)
    return {name for item in sure for name in (item.name, *item.within)}
