"""
A record's own actors and sources: added, merged, taken back; and what corrections teach.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sijill.errors import SettingsError
from sijill.flow.capturing import capture_into
from sijill.flow.deciding import decide_assessment, decide_withdrawal
from sijill.flow.explaining import Explanation, explain
from sijill.flow.listing import canonical_digest, stream_records
from sijill.flow.naming import (
    add_term,
    find_actor_words,
    find_sources,
    list_terms,
    merge_terms,
    show_term,
)
from sijill.flow.recording import init_record
from sijill.flow.running import run_record

REPORTS = {
    "a.txt": (
        "2023-10-06",
        "Northern Radio",
        "IDLIB, Oct. 6, 2023 (Northern Radio) -- Fighters of Hamza's Shield shot dead three "
        "farmers in Kafr Zuhriyya in Idlib on Thursday, residents said.",
    ),
    "b.txt": (
        "2023-11-10",
        "Other Agency",
        "IDLIB, Nov. 10, 2023 (Other Agency) -- Government forces shelled a market in Kafr "
        "Zuhriyya in Idlib on Thursday, killing two boys, a doctor said.",
    ),
    "c.txt": (
        "2025-03-14",
        "Other Agency",
        "IDLIB, March 14, 2025 (Other Agency) -- Government forces shot dead two men in "
        "Sarmin in Idlib on Thursday, a doctor said.",
    ),
}
PLACE = {
    "name": "Kafr Zuhriyya",
    "country": "SY",
    "latitude": 35.88,
    "longitude": 36.75,
    "uncertainty_km": 1.0,
    "precision": "exact",
}
BY: dict[str, Any] = {"by": "reviewer", "why": "known to the team"}


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """A record of the reports, brought up to date."""
    folder = init_record(tmp_path / "record")
    for name, (on, source, text) in REPORTS.items():
        (tmp_path / name).write_text(text, "utf-8")
        capture_into(
            folder,
            [tmp_path / name],
            by="tester",
            source=source,
            published_on=date.fromisoformat(on),
        )
    run_record(folder)
    return folder


def find_claim(folder: Path, words: str) -> dict[str, Any]:
    """Return the claim whose evidence holds the words."""
    for claim in stream_records(folder, "claims"):
        if words in claim["evidence"][0]["text"]:
            return claim
    raise AssertionError(words)


def who(folder: Path, words: str) -> list[str | None]:
    """Return the actors of that claim."""
    run_record(folder)
    return [part["actor_id"] for part in find_claim(folder, words)["actors"]]


def lines_of(part: Explanation) -> list[str]:
    """Return every line of an explanation."""
    return [*part.lines, *(line for inner in part.parts for line in lines_of(inner))]


def test_the_day_decides_whose_government_it_was(record: Path) -> None:
    """Before December 2024 "government forces" in Syria are others than after."""
    assert who(record, "two boys") == ["army_sy"]
    assert who(record, "two men") == ["army_sy_2024"]


def test_an_added_actor_counts_from_the_next_run(record: Path) -> None:
    """Words that nobody knew have their actor then, and the release could describe it."""
    before = who(record, "three farmers")
    row = {"name": "Hamza's Shield", "kind": "armed_group", "country": "SY"}
    add_term("actors", record, "hamzas_shield", row, **BY)

    assert "hamzas_shield" not in before
    assert "hamzas_shield" in who(record, "three farmers")


def test_the_records_own_file_is_read(record: Path) -> None:
    """What stands in ``actors.toml`` adds and overrides, and a change of it is seen."""
    text = '[actors.hamzas_shield]\nname = "Hamza\'s Shield"\nkind = "militia"\n'
    (record / "actors.toml").write_text(text, "utf-8")

    assert "hamzas_shield" in who(record, "three farmers")
    assert show_term("actors", record, "hamzas_shield").origin == "record"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[actors.x\n", "actors.toml is no TOML"),
        ('[actors.x]\nname = "X"\n', "a new term needs a name and a kind"),
        ('[actors.x]\nname = "X"\nkind = "milita"\n', "Did you mean 'militia'?"),
        ('[actors.x]\nname = "X"\nkind = "militia"\nalias = ["Y"]\n', "'aliases'"),
        ('[actors.x]\nname = "X"\nkind = "militia"\nsince = "soon"\n', "[actors.x]"),
        ('[actors.x]\nname = "X"\nkind = "militia"\naliases = "Y"\n', "expected a list"),
        ('[actors.x]\nname="X"\nkind="militia"\nsince=2020\nuntil=2010\n', "before it began"),
    ],
)
def test_a_broken_vocabulary_file_is_named(record: Path, text: str, told: str) -> None:
    """The sentence names the file, the row and the key."""
    (record / "actors.toml").write_text(text, "utf-8")

    with pytest.raises(SettingsError) as why:
        run_record(record)
    assert told in str(why.value)
    assert "actors.toml" in str(why.value)


def test_merging_is_seen_by_the_next_run_and_can_be_taken_back(record: Path) -> None:
    """What was resolved before stands under the merged actor, and parts again."""
    row = {"name": "Government side of Idlib", "kind": "coalition"}
    add_term("actors", record, "idlib_side", row, **BY)
    before = canonical_digest(record)
    merge = merge_terms("actors", record, "army_sy", "idlib_side", **BY)
    merged = who(record, "two boys")
    shown = show_term("actors", record, "army_sy")
    decide_withdrawal(record, merge.id[:12], **BY)

    assert merged == ["idlib_side"]
    assert (shown.value.id, shown.merged) == ("idlib_side", ("army_sy",))
    assert shown.changes[-1].why == BY["why"]
    assert who(record, "two boys") == ["army_sy"]
    assert canonical_digest(record) != before  # the log has grown
    kinds = [line.get("change") for line in stream_records(record, "decisions")]
    assert kinds == ["add", "merge", None]


def test_a_decision_by_an_old_term_follows_a_merge(record: Path) -> None:
    """A correction that names a merged term shows the one that stays."""
    claim = find_claim(record, "two men")
    decide_assessment(
        record, claim["id"], verdict="correct", field="actors.0", value="hts", **BY
    )
    merge_terms("actors", record, "hts", "free_syrian_army", **BY)

    assert who(record, "two men") == ["free_syrian_army"]


@pytest.mark.parametrize(
    ("term", "row", "told"),
    [
        ("Two Words", {"name": "X", "kind": "militia"}, "'two_words'"),
        ("x", {}, "nothing is said"),
        ("x", {"name": "X"}, "--name and --kind"),
        ("hesbollah", {"aliases": ["X"]}, "'hezbollah'"),
        ("x", {"name": "X", "kind": "army"}, "is none of"),
        ("x", {"name": "X", "kind": "militia", "parent": "nobody_such"}, "nobody_such"),
        ("x", {"name": "X", "kind": "militia", "country": "Syria"}, "no country"),
        ("x", {"name": "X", "kind": "militia", "since": "soon"}, "x:"),
    ],
)
def test_what_cannot_be_added_is_refused_in_a_sentence(
    record: Path, term: str, row: dict[str, Any], told: str
) -> None:
    """Nothing is appended, and the sentence says what to do."""
    with pytest.raises(SettingsError) as why:
        add_term("actors", record, term, row, **BY)
    assert told in str(why.value)
    assert list(stream_records(record, "decisions")) == []


@pytest.mark.parametrize(
    ("gone", "into", "told"),
    [
        ("hts", "hts", "into itself"),
        ("htss", "hts", "'hts'"),
        ("army", "hts", "nobody in particular"),
    ],
)
def test_what_cannot_be_merged_is_refused(
    record: Path, gone: str, into: str, told: str
) -> None:
    """Itself, an unknown term, and a term for nobody."""
    with pytest.raises(SettingsError) as why:
        merge_terms("actors", record, gone, into, **BY)
    assert told in str(why.value)


def test_a_dry_run_appends_nothing(record: Path) -> None:
    """The decision is shown and not kept."""
    row = {"aliases": ["the Shield"]}
    change = add_term("actors", record, "hts", row, dry_run=True, **BY)

    assert change.value == row
    assert list(stream_records(record, "decisions")) == []


def test_an_added_source_gives_its_party_to_its_words(record: Path) -> None:
    """The record's own source has a term, a party and a caveat in the next run."""
    row = {"name": "Northern Radio", "kind": "party", "party": "hts", "beat": ["SY"]}
    add_term("sources", record, "northern_radio", row, **BY)
    run_record(record)
    reported = find_claim(record, "three farmers")["reported"]

    assert (reported["source_id"], reported["party"]) == ("northern_radio", "hts")
    found = find_sources("the Northern Radio", record)
    assert found is not None
    assert found.origin == "record"
    assert find_sources("Northern Radio", None) is None


def test_listing_says_where_a_term_is_from(record: Path) -> None:
    """Bundled, the record's, or both."""
    add_term("actors", record, "hts", {"aliases": ["the Tahrir men"]}, **BY)
    origins = {one.value.id: one.origin for one in list_terms("actors", record)}

    assert origins["hts"] == "bundled and record"
    assert origins["hamas"] == "bundled"


def test_words_are_asked_with_country_day_and_speaker() -> None:
    """As `resolve` would read them, with a source's name for the party that it speaks for."""
    on = date(2016, 5, 1)
    found, shown = find_actor_words("terrorists", None, country="SY", on=on, said_by="SANA")

    assert found.actor_id == "armed_group"
    assert shown is not None
    with pytest.raises(SettingsError):
        find_actor_words("terrorists", None, said_by="nobody at all")


def test_a_correction_teaches_and_its_withdrawal_unteaches(record: Path) -> None:
    """The other report shows the place, explain says from where, and both go together."""
    claim = find_claim(record, "three farmers")
    names = [place["words"]["text"] for place in claim["where"]]
    field = f"where.{names.index('Kafr Zuhriyya')}"
    decision = decide_assessment(
        record, claim["id"], verdict="correct", field=field, value=PLACE, **BY
    )
    run_record(record)
    taught = find_claim(record, "two boys")
    told = [line for line in lines_of(explain(record, taught["id"])) if "offered" in line]
    learned = [place["learned_from"] for place in taught["where"]]
    decide_withdrawal(record, decision.id, **BY)
    run_record(record)
    after = find_claim(record, "two boys")

    assert decision.id in learned
    assert "learned_from_correction" in taught["caveats"]
    assert len(told) == 1
    assert decision.id in told[0]
    assert {place["learned_from"] for place in after["where"]} == {None}
    assert "learned_from_correction" not in after["caveats"]


@pytest.mark.parametrize("given", ["r-", "nothing"])
def test_a_withdrawal_names_one_decision(record: Path, given: str) -> None:
    """An unknown id, or the beginning of several, takes nothing back."""
    for name in ("x", "y"):
        add_term("actors", record, "hts", {"aliases": [name * 9]}, **BY)

    with pytest.raises(SettingsError):
        decide_withdrawal(record, given, **BY)


def test_a_decision_is_withdrawn_once(record: Path) -> None:
    """The second time the sentence says by whom, and how to let it stand again."""
    added = add_term("actors", record, "hts", {"aliases": ["the Tahrir men"]}, **BY)
    (taken,) = decide_withdrawal(record, added.id, **BY)

    with pytest.raises(SettingsError, match=taken.id):
        decide_withdrawal(record, added.id, **BY)


def test_a_place_and_an_actor_are_corrected_by_name(record: Path) -> None:
    """A name that the gazetteer knows, or a term, is enough; others are told what to do."""
    claim = find_claim(record, "two men")["id"]
    correct: dict[str, Any] = {"verdict": "correct", **BY}

    for field, value, told in (
        ("where.0", "Qwxyzzyville", "no gazetteer"),
        ("where.0", "Tripoli", "geonames:"),
        ("actors.0", "tahrir al-sham", "hts"),
    ):
        with pytest.raises(SettingsError) as why:
            decide_assessment(record, claim, field=field, value=value, **correct)
        assert told in str(why.value)
    decide_assessment(record, claim, field="where.0", value="Binnish", **correct)
    decide_assessment(record, claim, field="actors.0", value="hts", **correct)

    assert who(record, "two men") == ["hts"]
    assert find_claim(record, "two men")["where"][0]["admin1"] == "Idlib"
