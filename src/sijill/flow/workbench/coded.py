"""
What is asked of a coder about a claim, and the answers in the log.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from sijill.errors import SettingsError
from sijill.flow.correcting import name_place
from sijill.flow.team.bench import Workbench
from sijill.flow.typed_days import read_one_day
from sijill.flow.workbench.book import open_book
from sijill.flow.workbench.ground import own_of
from sijill.model import Claim, Place, Span, Target
from sijill.model.coding import CODED_FIELDS, CodedAnswer, Coding
from sijill.model.vocabulary import load_terms
from sijill.review import target_of

YES, NO = "yes", "no"
NO_ANSWER = ""
_LONGEST = 200
_MOST = 10_000_000
_COUNTS = ("killed", "injured")


@dataclass(frozen=True, slots=True)
class CodedClaim:
    """
    A claim that a coder is asked about.

    Attributes:
        id: The claim's id.
        start: First code point of its words.
        end: First code point after them.
        words: Its words.
        around: The words of its evidence, as the text has them.
    """

    id: str
    start: int
    end: int
    words: str
    around: str

    def key(self, field: str) -> str:
        """Return the name of one answer about it."""
        return f"{self.start}:{self.end}:{field}"


def load_codings(bench: Workbench, document_id: str | None = None) -> tuple[Coding, ...]:
    """
    Return the codings in the log that were not taken back, oldest first.

    Args:
        bench: The workbench.
        document_id: Those of one document; ``None``: all.
    """
    book = open_book(bench.layout)
    wanted = tuple(book.codings) if document_id is None else (document_id,)
    every = chain.from_iterable(book.codings.get(one, ()) for one in wanted)
    kept = (one for one in every if book.stands(one.id))
    return tuple(sorted(kept, key=lambda one: (one.at, one.id)))


def find_coded_claims(bench: Workbench, document_id: str) -> tuple[CodedClaim, ...]:
    """Return the claims of a document in the order of their words, each place once."""
    found: dict[tuple[int, int], CodedClaim] = {}
    for claim in claims_of(bench, [document_id])[document_id]:
        target = target_of(claim)
        words = [span for span in _spans(claim) if span.start == target.start]
        around = " … ".join(dict.fromkeys(span.text for span in claim.evidence))
        place = (target.start, target.end)
        found.setdefault(place, CodedClaim(claim.id, *place, words[0].text, around))
    return tuple(found[key] for key in sorted(found))


def claims_of(bench: Workbench, documents: Iterable[str]) -> dict[str, list[Claim]]:
    """Return what the machine read in some documents, by document and in the order of ids."""
    found: dict[str, list[Claim]] = {document: [] for document in documents}
    read = bench.store.find_in_documents((Claim,), found)[Claim]
    for id_ in sorted(read):
        found[read[id_].document_id].append(read[id_])
    return found


def _spans(claim: Claim) -> tuple[Span, ...]:
    harms = [harm.words or harm.count.words for harm in claim.harms]
    damages = [damage.words for damage in claim.damages]
    return (*(span for span in (*harms, *damages) if span), *claim.evidence)


def read_answers(
    claims: Sequence[CodedClaim],
    document_id: str,
    answers: Mapping[str, str | None],
    place_of: Callable[[CodedClaim, str], str | None],
) -> tuple[CodedAnswer, ...]:
    """
    Return a coder's answers as records; where a claim does not stand, nothing else is asked.

    Args:
        claims: The claims that are asked about.
        document_id: Their document.
        answers: By `CodedClaim.key`.
        place_of: Says which place a name means in what a claim tells of.

    Raises:
        SettingsError: If an answer is about no claim, lacks, or has not its form.
    """
    known = {claim.key(field) for claim in claims for field in CODED_FIELDS}
    if unknown := sorted(set(answers) - known):
        raise SettingsError(
            f"{unknown[0][:40]!r} is no question of this document.", phrase="no_question"
        )
    found = []
    for number, claim in enumerate(claims, start=1):
        stands = answers.get(claim.key("stands"))
        if stands not in (YES, NO):
            raise SettingsError(
                f"claim {number} has no answer whether the text makes it.",
                phrase="no_answer",
                number=number,
            )
        for field in CODED_FIELDS if stands == YES else ("stands",):
            target = Target(document_id, claim.start, claim.end, field)
            given = (answers.get(claim.key(field)) or NO_ANSWER).strip()
            value = read_value(field, given)
            is_name = field == "where" and value is not None
            place = place_of(claim, given) if is_name else None
            found.append(CodedAnswer(target, value, place))
    return tuple(found)


def read_value(field: str, given: str) -> str | int | None:
    """
    Return one answer in its form; an empty one says that the text does not tell.

    Raises:
        SettingsError: If it has not its form.

    Examples:
        >>> read_value("killed", "3"), read_value("when", "2023-10-05"), read_value("where", "")
        (3, '2023-10-05', None)
    """
    if given == NO_ANSWER:
        return None
    if field in _COUNTS:
        if not given.isdecimal() or int(given) > _MOST:
            raise SettingsError(
                f"{field} is a whole number of persons, such as 3.", phrase="whole_number"
            )
        return int(given)
    if field == "when":
        return read_one_day(given)
    if field == "violence" and given not in load_terms("violence"):
        raise SettingsError(
            f"{given[:40]!r} is no term for the kind of violence.", phrase="no_act"
        )
    return given[:_LONGEST]


def machine_value(claim: Claim, field: str) -> str | int | None:
    """Return what the machine made of a field, in the form of a coder's answer."""
    if field == "stands":
        return YES
    if field == "violence":
        return claim.violence
    if field == "when":
        day = claim.when.earliest if claim.when else None
        return day.isoformat() if day else None
    if field == "where":
        return machine_place(claim).name
    counts = [harm.count.low for harm in claim.harms if harm.kind == field]
    return counts[0] if counts else None


def machine_place(claim: Claim) -> Place:
    """Return the place that the machine read first; one without a name where it read none."""
    return next((place for place in claim.where if place.name), Place())


def find_meant(bench: Workbench, document_id: str) -> Callable[[CodedClaim, str], str | None]:
    """Return what says which place a name means where it stands for that of a claim."""
    claims, own = claims_of(bench, [document_id])[document_id], own_of(bench.layout)

    def find(asked: CodedClaim, name: str) -> str | None:
        same = [one for one in claims if _place_of(one) == (asked.start, asked.end)]
        told, around = (one.where for one in same), (one.context.places for one in claims)
        return name_place(name, own, _ids(told), _ids(around))

    return find


def _place_of(claim: Claim) -> tuple[int, int]:
    target = target_of(claim)
    return target.start, target.end


def _ids(places: Iterable[Iterable[Place]]) -> set[str]:
    return {one.gazetteer_id for one in chain.from_iterable(places) if one.gazetteer_id}
