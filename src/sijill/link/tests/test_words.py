"""
Reports that share rare words come together; common words and one outlet's habits do not.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sijill.link import Settings, cluster_claims, compare_claims
from sijill.link.words import Rarity, weigh_reports, weigh_words
from sijill.model import Claim, Count, DateRange, Harm, Reported, Span
from sijill.model.wording import WORDS_KEPT, read_words, sketch_words

SETTINGS = Settings()
MARKET = (
    "Halima Rostam, 43, sold olives beside the Qastal fountain when the shell fell, said "
    "Doctor Yunus Barakat of the Rahma clinic, who treated Idris Sallum for burns."
)
AGAIN = (
    "At the Rahma clinic Doctor Yunus Barakat counted the hurt. Idris Sallum had burns; the "
    "shell fell near the Qastal fountain, where Halima Rostam, 43, used to sell olives."
)
BRIDGE = (
    "Gunmen on motorcycles opened fire on a minibus at the Zarqun bridge. Karim Dawlat, 27, "
    "the driver, was buried on Friday beside his father in Hosniyeh cemetery."
)


def claim(name: str, text: str, *, day: int | None = 5, by: str | None = None) -> Claim:
    """Return an invented claim of one killed, reported on the sixth of October 2023."""
    on = date(2023, 10, day or 5)
    return Claim(
        id=f"c-{name}",
        document_id=f"d-{name}",
        extractor="hand.v1",
        evidence=(Span(0, len(name), name),),
        violence="shelling",
        reported=Reported(
            on=date(2023, 10, 6), by=by or f"Outlet {name}", word_sketch=sketch_words(text)
        ),
        when=DateRange(None, on, on, "day") if day else None,
        harms=(Harm("killed", Count(1, 1)),),
    )


def level(left: Claim, right: Claim, feature: str) -> str:
    """Return the level of one feature."""
    table = compare_claims(left, right, settings=SETTINGS)
    return next(row.level for row in table.rows if row.feature == feature)


def test_reports_that_share_names_are_alike() -> None:
    """
    Two reports in other words, with the same names, are very like; another is not.
    """
    one, two, other = claim("a", MARKET), claim("b", AGAIN), claim("c", BRIDGE)

    assert level(one, two, "words") in ("nearly_same", "very_like")
    assert level(one, other, "words") in ("few", "other")


def test_shared_words_stand_in_for_a_missing_day_and_place() -> None:
    """
    Claims without place, one without a day, join where their reports share rare words.
    """
    claims = [claim("a", MARKET), claim("b", AGAIN, day=None), claim("c", BRIDGE, day=None)]
    found = {cluster.claims for cluster in cluster_claims(claims, settings=SETTINGS)}

    assert found == {("c-a", "c-b"), ("c-c",)}


def test_words_never_join_claims_of_one_document() -> None:
    """
    A document's claims share all its words and stay apart.
    """
    one = claim("a", MARKET)
    claims = [one, replace(claim("b", MARKET), document_id=one.document_id)]

    assert len(cluster_claims(claims, settings=SETTINGS)) == 2


def test_one_outlet_counts_less() -> None:
    """
    Two reports of one outlet weigh less than the same from two.
    """
    two = compare_claims(claim("a", MARKET), claim("b", AGAIN), settings=SETTINGS)
    same = compare_claims(
        claim("a", MARKET, by="Example Post"),
        claim("b", AGAIN, by="Example Post"),
        settings=SETTINGS,
    )

    assert same.bits < two.bits


def test_a_claim_without_words_compares_as_before() -> None:
    """
    Rows of a spreadsheet have no text: their words are unknown and weigh nothing.
    """
    assert level(claim("a", ""), claim("b", MARKET), "words") == "unknown"


def test_a_sketch_is_bounded_and_holds_no_word() -> None:
    """
    A long text keeps so many words, as hashes.
    """
    sketch = sketch_words(" ".join(f"Word{number}" for number in range(5000)))

    assert len(read_words(sketch)) == WORDS_KEPT
    assert "Word" not in sketch


def test_a_sketch_out_of_order_or_with_a_word_twice_is_a_set() -> None:
    """
    Members stand once, in order, whoever wrote the sketch: sets are multiplied as such.
    """
    words, weights = weigh_words("00000210000013" + "0000024", Rarity())

    assert words.tolist() == [1, 2]
    assert weights.tolist() == weigh_words("00000130000024", Rarity())[1].tolist()


def test_many_reports_weigh_as_each_by_itself() -> None:
    """Also one without words, and one whose sketch is no set."""
    texts = [
        "Shells hit the market of Sarmin, killing three.",
        "Gunmen shot a teacher dead.",
        "",
    ]
    sketches = [*map(sketch_words, texts), "00000210000013" + "0000024"]
    rarity = Rarity(9, {"000001": 7}, 1)

    words, weights = weigh_reports(sketches, rarity)

    for sketch, *row in zip(sketches, words, weights, strict=True):
        alone = weigh_words(sketch, rarity)
        assert [part[: len(alone[0])].tolist() for part in row] == [
            one.tolist() for one in alone
        ]
        assert not row[1][len(alone[0]) :].any()
