"""
What `make demo` does: the example investigation, from its reports to a release page.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from sijill.flow.capturing import capture_into
from sijill.flow.listing import stream_records
from sijill.flow.publishing import publish_record
from sijill.flow.recording import init_record
from sijill.flow.running import run_record
from sijill.flow.wording import word_bounds

ROOT = Path(__file__).parent.parent
REPORTS = ROOT / "examples" / "aleppo-plain" / "reports"
RECORD = ROOT / ".demo"


def main() -> int:
    """Make the record anew, print what was found and refused, and say where the page is."""
    if RECORD.exists():
        shutil.rmtree(RECORD)
    init_record(RECORD)
    settings = RECORD / "sijill.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(
        text.replace("# countries = []", 'countries = ["SY"]'), encoding="utf-8"
    )
    capture_into(RECORD, [REPORTS], by="demo", progress=_show)
    report = run_record(RECORD, progress=_show)
    _clear()
    print(
        f"{report.documents} documents, {report.readings} readings, {report.claims} claims.\n"
    )
    _print_incidents()
    _print_refusals()
    published = publish_record(
        RECORD, title="The Aleppo plain, March 2023 (invented)", by="demo"
    )
    print(f"\nThe release: {published.folder / 'index.html'}")
    print("Open it in a browser; it needs no network.")
    return 0


def _print_incidents() -> None:
    incidents = list(stream_records(RECORD, "incidents"))
    incidents.sort(key=lambda item: str((item["when"] or {}).get("earliest")))
    print(f"{len(incidents)} incidents (lowest to highest number that the sources give):")
    for item in incidents:
        when = (item["when"] or {}).get("earliest") or "day unknown"
        where = (item["where"] or {}).get("name") or "place unknown"
        harms = ", ".join(
            f"{word_bounds(harm['low'], harm['high'])} {harm['kind']}" for harm in item["harms"]
        )
        sources = f"{item['origins']} origin{'s' if item['origins'] != 1 else ''}"
        print(f"  {when}  {where:<18} {item['violence']:<16} {harms or 'no harm'} ({sources})")


def _print_refusals() -> None:
    refusals = [
        item
        for item in stream_records(RECORD, "refusals")
        if item["step"] not in ("reconcile", "review")
    ]
    print(f"\n{len(refusals)} refused, each with its reason:")
    for item in refusals:
        print(f"  {item['reason']}: {item['text']}")


def _show(stage: str, done: int, total: int | None) -> None:
    if sys.stderr.isatty():
        print(f"\r{stage} {done}{f' of {total}' if total else ''}   ", end="", file=sys.stderr)


def _clear() -> None:
    if sys.stderr.isatty():
        print("\r" + " " * 40 + "\r", end="", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
