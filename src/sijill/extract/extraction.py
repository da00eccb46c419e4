"""
Which extractor reads a reading, and the check that every span is the text's own.
"""

from __future__ import annotations

from collections.abc import Sequence

from sijill.errors import RefusedError, SpanMismatch
from sijill.extract.protocol import Extractor
from sijill.model import Claim, Reading


def extract_claims(reading: Reading, *, extractors: Sequence[Extractor]) -> tuple[Claim, ...]:
    """
    Return the claims of *reading*, by the first extractor for its language.

    Args:
        reading: A reading whose language is known.
        extractors: In the order of preference.

    Raises:
        RefusedError: If the language is not known, or no extractor reads it.
        SpanMismatch: If an extractor gave words that do not stand where it says.

    Examples:
        >>> from sijill.extract.rules import make_extractor
        >>> reading = Reading("d1", "Shells killed three farmers on Monday.", language="en")
        >>> claim, = extract_claims(reading, extractors=[make_extractor()])
        >>> claim.violence, claim.harms[0].count.low, claim.when.words.text
        ('shelling', 3, 'Monday')
    """
    code = (reading.language or "").split("-")[0].lower()
    if not code:
        text = f"reading {reading.id}: its language is not known; say it with `language`."
        raise RefusedError("language_unknown", text)
    for extractor in extractors:
        if code in extractor.languages:
            claims = extractor.extract_claims(reading)
            for claim in claims:
                check_spans(claim, reading)
            return claims
    known = ", ".join(sorted({code for one in extractors for code in one.languages}))
    text = (
        f"reading {reading.id} is in {reading.language!r}, which no extractor at hand reads "
        f"(at hand: {known or 'none'}); it was not read as 'no claims'. Install an extractor "
        f"for {code!r}, or name one that reads it in [extract] extractors, such as a model "
        "(llm); then run again."
    )
    raise RefusedError("no_extractor", text)


def check_spans(claim: Claim, reading: Reading) -> None:
    """
    Check that every span of *claim* gives the words that stand there in *reading*.

    Raises:
        SpanMismatch: At the first that does not.
    """
    for span in claim.spans():
        if reading.text[span.start : span.end] != span.text:
            raise SpanMismatch(reading.id, start=span.start, end=span.end)
