"""
What leaves a record, and what never does.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijill.model import (
    Attribution,
    Claim,
    Context,
    Count,
    DateRange,
    Disagreement,
    Document,
    Harm,
    HarmRange,
    Incident,
    Involvement,
    Origin,
    Place,
    PublicRecord,
    Reported,
    Span,
    VictimName,
)
from sijill.model.form import canonical_line
from sijill.protect import (
    NameGuard,
    Settings,
    generalise_claim,
    generalise_document,
    generalise_record,
)

TEXT = "On 5 October shells killed at least three people in Sarmin, Nadim Qasr among them."


def words(part: str) -> Span:
    """Return the span of *part* in the invented report."""
    return Span.of(TEXT, TEXT.index(part), TEXT.index(part) + len(part))


def make_claim(**changes: object) -> Claim:
    """Return an invented claim whose private fields all hold something."""
    name = VictimName(words("Nadim Qasr"), "Nadim Qasr", "a baker", "male", 41)
    count = Count(3, None, "at_least", words("at least three"))
    claim = Claim(
        id="c-1",
        document_id="d" * 64,
        extractor="sijill.rules_en.v1",
        evidence=(Span(0, len(TEXT), TEXT),),
        violence="shelling",
        violence_words=words("shells"),
        reported=Reported(date(2023, 10, 6), "metadata", "Example Observatory", "Idlib", "en"),
        when=DateRange(words("5 October"), date(2023, 10, 5), date(2023, 10, 5), "day"),
        where=(sarmin(),),
        harms=(Harm("killed", count, "civilian", words("people"), (), (name,)),),
        attribution=Attribution(words("On"), "Widad Salloum", "witness"),
    )
    return replace(claim, **changes)  # type: ignore[arg-type]


def sarmin(**changes: object) -> Place:
    """Return a resolved place of the report."""
    place = Place(words("Sarmin"), "Sarmin", "g:1", "Idlib", "SY", 35.9, 36.73, 2.0, "near")
    return replace(place, **changes)  # type: ignore[arg-type]


def make_incident(**changes: object) -> Incident:
    """Return an incident over the one claim."""
    incident = Incident(
        id="i-1",
        claims=("c-1",),
        violence="shelling",
        when=DateRange(None, date(2023, 10, 5), date(2023, 10, 5), "day"),
        where=sarmin(words=None),
        harms=(HarmRange("killed", "civilian", 3, None),),
        origins=1,
        origin_by_claim=(Origin("c-1", "attributed:Widad Salloum", "attributed"),),
    )
    return replace(incident, **changes)  # type: ignore[arg-type]


def publish(claim: Claim, incident: Incident, *, on: date = date(2024, 1, 1)) -> PublicRecord:
    """Return the public form of a record of one claim and one incident."""
    return generalise_record(
        title="An example",
        incidents=[incident],
        claims=[claim],
        summaries=[],
        documents=[],
        on=on,
        settings=Settings(),
    )


def test_the_words_of_a_count_are_shown_with_their_place() -> None:
    """
    "At least three" leaves with its position, so that a figure can be followed back.
    """
    public = generalise_claim(
        make_claim(), guard=NameGuard([make_claim()]), settings=Settings()
    )

    shown = public.harms[0].count.words

    assert shown is not None
    assert (shown.text, TEXT[shown.start : shown.end]) == ("at least three", "at least three")


def test_people_are_withheld_and_counted() -> None:
    """
    Names of victims and of origins stay behind, and the record says so.
    """
    record = publish(make_claim(), make_incident())

    line = canonical_line(record)

    assert not any(secret in line for secret in ("Nadim", "Qasr", "baker", "Widad", "Salloum"))
    assert record.withheld["harms.killed.names"] == 1
    assert record.withheld["attribution.name"] == 1


@pytest.mark.parametrize("part", ["Nadim", "Qasr among", "three people in Sarmin, Nadim"])
def test_words_that_touch_a_name_are_withheld(part: str) -> None:
    """
    A count whose words overlap a victim's name keeps its number and loses its words.
    """
    harm = Harm("killed", Count(1, 1, "exact", words(part)))
    named = make_claim()
    claim = make_claim(id="c-2", harms=(harm,))

    public = generalise_claim(claim, guard=NameGuard([named]), settings=Settings())

    assert public.harms[0].count.words is not None
    assert public.harms[0].count.words.text is None
    assert public.absent["harms.killed.count.words"] == "withheld"


@pytest.mark.parametrize("part", ["Nadim Qasr", "عشرات", "Dozens of Barazi"])
def test_words_that_could_be_a_name_are_withheld(part: str) -> None:
    """
    A capital, or a script without capitals, is enough doubt, with no name known at all.
    """
    harm = Harm("killed", Count(1, 1, "exact", Span(3, 3 + len(part), part)))
    claim = make_claim(harms=(harm,))

    public = generalise_claim(claim, guard=NameGuard([]), settings=Settings())

    assert public.harms[0].count.words is not None
    assert public.harms[0].count.words.text is None


def test_a_place_no_gazetteer_knows_may_be_a_home() -> None:
    """
    The name of an unresolved place is free text, and stays behind.
    """
    house = Place(words=Span(0, 17, "the Barazi house "), name="the Barazi house")
    claim = make_claim(where=(house,))

    public = generalise_claim(claim, guard=NameGuard([]), settings=Settings())

    assert "Barazi" not in canonical_line(public)


def test_a_disagreement_never_quotes() -> None:
    """
    A sentence with a quotation or a name is replaced by one that says only which field.
    """
    parts = (
        Disagreement("harms.killed", ("c-1",), "Claims say 3 and 7."),
        Disagreement("when", ("c-1",), "One says “the night of the Barazi wedding”."),
        Disagreement("actors", ("c-1",), "The claim of Ziad Barazi names another."),
    )

    record = publish(make_claim(), make_incident(disagreements=parts))

    assert [part.why for part in record.incidents[0].disagreements] == [
        "Claims say 3 and 7.",
        "The claims part on when.",
        "The claims part on actors.",
    ]


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://example.org/a?b=1#c", "https://example.org/a?b=1"),
        ("http://[2001:db8::1]:8080/a", "http://[2001:db8::1]:8080/a"),
        ("file:///home/amal/report.txt", None),
        ("https://amal:secret@example.org/a", None),
        ("https://example.org/nadim-qasr-killed", None),
        ("https://example.org/%6eadim", None),
        ("/home/amal/report.txt", None),
        ("https://[broken", None),
        (None, None),
    ],
)
def test_only_public_addresses_leave(url: str | None, shown: str | None) -> None:
    """
    An address leaves for http and https, without credentials, fragment or a name in it.
    """
    document = Document("d" * 64, 5, "text/html", url, "amal-notes.html", title="Nadim Qasr")

    public = generalise_document(document, guard=NameGuard([make_claim()]))

    assert public.url == shown
    assert "amal" not in canonical_line(public)


def test_a_fresh_incident_is_delayed_then_coarsened_then_shown() -> None:
    """
    A release never tells where something happened a few days ago.
    """
    days = (date(2023, 10, 8), date(2023, 10, 20), date(2024, 10, 5))

    records = [publish(make_claim(), make_incident(), on=day) for day in days]

    assert not records[0].incidents and not records[0].claims
    assert records[0].withheld == {"incidents": 1}
    coarse, full = records[1].incidents[0].where, records[2].incidents[0].where
    assert coarse is not None and full is not None
    assert (coarse.name, coarse.uncertainty_km, coarse.precision) == (None, 25.0, "admin2")
    assert "Sarmin" not in canonical_line(records[1])
    assert (full.name, full.uncertainty_km) == ("Sarmin", 2.0)


secrets = st.text("abcdefghijklmnopqrstuvwxyzنادم", min_size=6, max_size=12).map(
    lambda text: "Zq" + text
)


@given(secrets)
def test_nothing_private_or_restricted_leaves(secret: str) -> None:
    """
    Whatever stands in a field that is not public never appears in the public form.
    """
    span = Span(0, len(secret), secret)
    name = VictimName(span, secret, secret, secret, 40)
    claim = make_claim(
        evidence=(span,),
        reported=Reported(title=secret, text_sketch=secret, by="Example Observatory"),
        context=Context((Place(span, secret),), (DateRange(span),)),
        where=(Place(span, secret),),
        when=DateRange(span, time=secret),
        actors=(Involvement(span, "other"),),
        harms=(Harm("killed", Count(1, 1, words=span), words=span, names=(name,)),),
        attribution=Attribution(span, secret),
        violence_words=span,
        absent={secret: "not_stated", "when.time": secret},
        caveats=(secret,),
    )
    incident = make_incident(
        origin_by_claim=(Origin("c-1", secret, "attributed"),),
        disagreements=(Disagreement("when", ("c-1",), f"One says {secret}."),),
        caveats=(secret,),
    )

    line = canonical_line(publish(claim, incident))

    assert secret not in line
