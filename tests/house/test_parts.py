"""
Every installed part keeps the house's contract.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from sijill.errors import SpanMismatch
from sijill.extract.rules import RulesExtractor, make_extractor
from sijill.flow.choosing import load_extractors
from sijill.model import Claim, Reading, Span
from sijill.testing import check_extractor


@pytest.mark.parametrize("part", load_extractors(), ids=lambda part: part.name)
def test_an_installed_extractor_keeps_the_contract(part) -> None:
    """Ours and those of every package that is installed."""
    check_extractor(part)


@dataclass
class Broken:
    """An extractor that reads like ours, and spoils what it gives."""

    spoil: str
    inner: RulesExtractor
    name: str = "sijill.broken.v1"
    languages: frozenset[str] = frozenset({"en"})
    count: int = 0

    def extract_claims(self, reading: Reading) -> tuple[Claim, ...]:
        """Return claims that break one rule."""
        self.count += 1
        claims = tuple(
            replace(c, extractor=self.name) for c in self.inner.extract_claims(reading)
        )
        match self.spoil:
            case "span":
                moved = Span(0, 3, "xyz")
                return tuple(replace(one, evidence=(moved,)) for one in claims)
            case "again":
                return claims if self.count % 2 else claims[1:]
            case "ids":
                return tuple(replace(one, id="c-1") for one in claims)
            case "order":
                return claims[::-1]
            case "extractor":
                return tuple(replace(one, extractor="another.v1") for one in claims)
        return claims


@pytest.mark.parametrize("spoil", ["span", "again", "ids", "order", "extractor"])
def test_a_broken_extractor_is_seen(spoil: str) -> None:
    """The check above finds each breach, so that passing it means something."""
    with pytest.raises((AssertionError, SpanMismatch)):
        check_extractor(Broken(spoil, make_extractor()))


@pytest.mark.parametrize(
    ("name", "languages"), [("unversioned", {"en"}), ("x.v1", set()), ("x.v1", {"English"})]
)
def test_a_part_says_what_it_is(name: str, languages: set[str]) -> None:
    """A name without a version, and languages that are no codes, break the contract."""
    with pytest.raises(AssertionError):
        check_extractor(Broken("", make_extractor(), name, frozenset(languages)))
