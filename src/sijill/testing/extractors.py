"""
The house's contract on extractors, ours and those of plug-ins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sijill.extract import Extractor
from sijill.extract.extraction import check_spans
from sijill.model import Claim, Reading
from sijill.model.form import canonical_line, from_json, to_json
from sijill.model.vocabulary import check_term

_NAME = re.compile(r"[a-z][\w.\-]*\.v\d+[\w.\-/@:]*", re.ASCII)
_TEXT = (
    "Shells hit the market of Sarmin in Idlib on Thursday, killing three farmers and wounding "
    "at least 12 people, residents said. On Friday, gunmen shot dead a teacher in Binnish."
)
_HARD = ("", " \n\t ", "x", "\u0000\u202e؟", "3 " * 200, _TEXT.upper(), _TEXT.replace(" ", ""))


def check_extractor(part: Extractor, *, readings: Sequence[Reading] = ()) -> None:
    """
    Check that *part* keeps the contract of `sijill.extract.Extractor`.

    Its name is versioned and its languages are codes; an empty text makes no claim; spans
    hold the very words; the same reading gives the same claims, with ids of their own; terms
    are those of the vocabularies; and each claim outlives its JSON form.

    Args:
        part: The extractor.
        readings: Texts to read beside a few of ours, which are invented.

    Raises:
        AssertionError: If it does not, saying which part of the contract is broken.
        SpanMismatch: If words do not stand where a claim says.
        UnknownTerm: If a term is not in its vocabulary.

    Examples:
        >>> from sijill.extract.rules import make_extractor
        >>> check_extractor(make_extractor())
    """
    _expect(_NAME.fullmatch(part.name) is not None, part, "its name ends in a version (x.v1)")
    _expect(bool(part.languages), part, "it names the languages that it reads")
    codes = all(re.fullmatch("[a-z]{2,3}", code) for code in part.languages)
    _expect(codes, part, "its languages are codes of two or three letters")
    language = "en" if "en" in part.languages else min(part.languages)
    ours = (Reading(f"r{n}", text, language=language) for n, text in enumerate((*_HARD, _TEXT)))
    for reading in (*ours, *readings):
        check_reading(part, reading)


def check_reading(part: Extractor, reading: Reading) -> tuple[Claim, ...]:
    """
    Return the claims of one reading, after checking that they keep the contract.

    Raises:
        AssertionError: If they do not, as in `check_extractor`.
        RefusedError: If the part refuses the reading, which it may.
    """
    claims = part.extract_claims(reading)
    _expect(isinstance(claims, tuple), part, "claims come as a tuple")
    again = part.extract_claims(reading)
    same = [canonical_line(c) for c in claims] == [canonical_line(c) for c in again]
    _expect(same, part, "the same reading gives the same claims")
    _expect(bool(reading.text.strip()) or not claims, part, "an empty text makes no claim")
    ids = {claim.id for claim in claims}
    _expect(len(ids) == len(claims) and "" not in ids, part, "each claim has an id of its own")
    starts = [claim.evidence[0].start for claim in claims]
    _expect(starts == sorted(starts), part, "claims come in reading order")
    for claim in claims:
        _check_claim(part, claim, reading)
    return claims


def _check_claim(part: Extractor, claim: Claim, reading: Reading) -> None:
    check_spans(claim, reading)
    _expect(claim.extractor == part.name, part, "claims carry its name")
    _expect(claim.document_id == reading.id, part, "claims carry the reading's id")
    _expect(0 <= claim.confidence <= 1, part, "confidence lies in [0, 1]")
    _expect(from_json(Claim, to_json(claim)) == claim, part, "claims outlive their JSON form")
    terms = [("violence", claim.violence), *(("caveat", term) for term in claim.caveats)]
    terms += [("means", item.term) for item in claim.means]
    terms += [("object", item.object) for item in claim.damages]
    terms += [("group", group.term) for harm in claim.harms for group in harm.groups]
    for vocabulary, term in (*terms, *(("absence", why) for why in claim.absent.values())):
        check_term(vocabulary, term)


def _expect(holds: bool, part: Extractor, what: str) -> None:
    if not holds:
        raise AssertionError(f"extractor {part.name} breaks the contract: {what}.")
