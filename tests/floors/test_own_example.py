"""
The example investigation, from its reports to incidents, against what a careful reader finds.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from sijill.flow.capturing import capture_into
from sijill.flow.listing import stream_records
from sijill.flow.recording import init_record
from sijill.flow.running import run_record
from sijill.model.count import Count
from sijill.resolve import open_gazetteer

EXAMPLE = Path(__file__).parents[2] / "examples" / "aleppo-plain"
FLOORS = tomllib.loads((Path(__file__).parent / "own.toml").read_text("utf-8"))["example"]
SETTINGS = '[resolve]\ncountries = ["SY"]\n'


def load_rows(name: str) -> list[dict[str, Any]]:
    """Return what a careful reader wrote down."""
    text = (EXAMPLE / "expected" / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of the example's reports."""
    folder = init_record(tmp_path_factory.mktemp("example") / "record")
    (folder / "sijill.toml").write_text(SETTINGS, encoding="utf-8")
    capture_into(folder, [EXAMPLE / "reports"], by="tester")
    run_record(folder)
    return folder


def fits(wanted: dict[str, Any], found: dict[str, Any]) -> bool:
    """Say whether an incident has the day, the town and the kind that were expected."""
    when, where = found["when"] or {}, found["where"] or {}
    on = wanted["on"]
    dated = on is None or str(when.get("earliest") or "").startswith(on)
    ids = {f"{entry.ref}" for entry in open_gazetteer().find_places(wanted["place"])}
    return (
        dated and where.get("gazetteer_id") in ids and found["violence"] == wanted["violence"]
    )


def holds(wanted: dict[str, Any], found: dict[str, Any]) -> bool:
    """Say whether every expected range meets the range found."""
    for kind, (low, high) in wanted["harms"].items():
        lines = [harm for harm in found["harms"] if harm["kind"] == kind]
        lows = sum(harm["low"] or 0 for harm in lines)
        opened = any(harm["high"] is None for harm in lines)
        highs = None if opened else sum(harm["high"] for harm in lines)
        if not lines or (Count(low, high) & Count(lows, highs)) is None:
            return False
    return True


def test_the_example_keeps_its_floors(record: Path) -> None:
    """
    The share of incidents found, and of those whose every range is right, stays.
    """
    expected = load_rows("incidents")
    found = list(stream_records(record, "incidents"))
    matched = {row["name"]: [one for one in found if fits(row, one)] for row in expected}
    met = [name for name, ones in matched.items() if ones]
    right = [
        row["name"] for row in expected if any(holds(row, x) for x in matched[row["name"]])
    ]
    missing = sorted(set(matched) - set(met))

    assert len(met) / len(expected) >= FLOORS["incidents_found"], missing
    assert len(right) / len(expected) >= FLOORS["numbers_held"], sorted(set(met) - set(right))


def test_what_must_be_kept_apart_is(record: Path) -> None:
    """
    Accidents, disasters and disease are in no counted incident, and sums are summaries.
    """
    apart = {"accident", "disaster", "disease", "crime_other"}
    names = {
        item["id"]: (item["file_name"] or "")[:2]
        for item in stream_records(record, "documents")
    }
    claims = {item["id"]: item for item in stream_records(record, "claims")}
    excluded = {row["report"] for row in load_rows("excluded")}
    counted = {
        names.get(str(claims[claim]["document_id"]).split("#")[0], "")
        for item in stream_records(record, "incidents")
        if item["violence"] not in apart
        for claim in item["claims"]
        if claims[claim]["modality"] != "denied"
    }

    assert counted & excluded == set()


def test_what_cannot_be_read_is_refused_with_the_reason(record: Path) -> None:
    """
    Each refusal that was expected is there.
    """
    reasons = {item["reason"] for item in stream_records(record, "refusals")}

    assert {row["reason"] for row in load_rows("refused")} <= reasons
