"""
No byte of a release holds what stands in a field that is not public.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sijill.model import (
    Attribution,
    Claim,
    Context,
    Count,
    DateRange,
    Document,
    Harm,
    Incident,
    Involvement,
    Place,
    Reported,
    Span,
    VictimName,
)
from sijill.model.privacy import Privacy, privacy_by_field
from sijill.protect import Settings, generalise_record
from sijill.publish import Settings as PublishSettings
from sijill.publish import publish_release

NUMBERED = iter(range(1000))


def secret() -> str:
    """Return a name that stands nowhere else."""
    return f"Zqnadim{next(NUMBERED):03}"


def span() -> Span:
    """Return words that are a secret."""
    text = secret()
    return Span(0, len(text), text)


def make_claim() -> Claim:
    """Return a claim with a secret in every text that is not public."""
    name = VictimName(span(), secret(), secret(), secret(), 40)
    return Claim(
        id="c-1",
        document_id="d" * 64,
        extractor="sijill.rules_en.v1",
        evidence=(span(),),
        violence="shelling",
        violence_words=span(),
        reported=Reported(
            date(2020, 1, 2), title=secret(), text_sketch=secret(), word_sketch=secret()
        ),
        context=Context((Place(span(), secret()),), (DateRange(span()),)),
        when=DateRange(span(), date(2020, 1, 1), date(2020, 1, 1), "day"),
        where=(Place(span(), secret()),),
        actors=(Involvement(span(), "other"),),
        harms=(Harm("killed", Count(1, 1, words=span()), words=span(), names=(name,)),),
        attribution=Attribution(span(), secret()),
    )


def list_hidden(record: Any, *, hidden: bool = False) -> Iterator[str]:
    """Yield every text of *record* that stands in a field not marked public."""
    if isinstance(record, str) and hidden:
        yield record
    if isinstance(record, tuple):
        for item in record:
            yield from list_hidden(item, hidden=hidden)
    if is_dataclass(record) and not isinstance(record, type):
        marks = privacy_by_field(type(record))
        for item in fields(record):
            inside = hidden or marks[item.name] is not Privacy.PUBLIC
            yield from list_hidden(getattr(record, item.name), hidden=inside)


def test_no_byte_of_a_release_is_private(tmp_path: Path) -> None:
    """
    Every text in a private or restricted field is looked for in every file, by its bytes.
    """
    claim = make_claim()
    document = Document("d" * 64, 1, "text/html", file_name=secret(), title=secret())
    hidden = {text for record in (claim, document) for text in list_hidden(record)}
    public = generalise_record(
        title="An example",
        incidents=[
            Incident("i-1", ("c-1",), "shelling", when=claim.when, where=claim.where[0])
        ],
        claims=[claim],
        summaries=[],
        documents=[document],
        on=date(2026, 1, 1),
        settings=Settings(),
    )

    release = publish_release(public, tmp_path, settings=PublishSettings(), at="2026-01-01")

    files = [path.read_bytes() for path in (tmp_path / release.version).iterdir()]
    planted = {text for text in hidden if text.startswith("Zqnadim")}
    assert len(planted) > 15
    assert release.counts["claims"] == 1
    assert {t for t in planted for data in files if t.encode("utf-8") in data} == set()
