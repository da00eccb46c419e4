"""
Measure the workbench: every page and every question of the API under ten users at once.

``python bench/web.py [--record FOLDER] [--users 10] [--seconds 60] [--pause 0.2] [--url URL]``.
The record is made by ``bench/webrecord.py`` if it is not there. With ``--url``, the address of
an empty PostgreSQL database, a copy of the record is moved there and measured again. Exit 3
where the 95th percentile of a route, or the time until the map can be used, misses its bound.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from sijill.flow.team import open_workbench
from sijill.flow.team.accounts import add_account, find_account
from sijill.model.filters import Hidden, QueueFilter
from sijill.model.role import Role
from sijill.model.rows import ClaimRow, IncidentRow
from sijill.store.queuereading import Among, read_queue
from sijill.web.app import list_rules
from sijill.web.serving import LOOPBACK, bind_socket, serve_team

sys.path.insert(0, str(Path(__file__).parent))
from webrecord import make_record

MOST_MS, MOST_MAP_S = 150.0, 2.0
DONE, BELOW = 0, 3
NAME, PASSWORD = "Bench", "quartz lamp on sunday"
RULES = "\n[workbench]\nsecond_factor = false\nrequests_minute = 100000000\n"
# Ways to look at a list beside its first page: filters, words, sorts.
VARIANTS = {
    "/": ("violence=shelling", "country=SY&words=killed", "first=2024-01-01&last=2025-12-31"),
    "/incidents": (
        "words=market",
        "sort=killed&country=SY",
        "disputed=true",
        "source=Outlet 3",
    ),
    "/claims": ("words=killed", "doubtful=true&sort=doubt", "source=Outlet 3"),
    "/documents": ("words=shelling", "state=new&sort=claims"),
    "/summaries": ("unexplained=true&words=killed",),
    "/search": ("words=killed", "words=hurt near mar"),
    "/queue": ("reason=likely_duplicate", "reason=new_document"),
    "/api/v1/overview/spots": ("zoom=4", "zoom=8&frame=36,35,38,37", "zoom=6&violence=ied"),
}
# Endless, or for other things than reading a record.
LEFT_OUT = ("/live", "/enter", "/sign-in", "/invitation", "/bytes", "/original", "/export")


@dataclass
class Timing:
    """How long each request to one route took, and how many were answered badly."""

    ms: list[float] = field(default_factory=list)
    failed: int = 0

    def percentile(self, share: float) -> float:
        """Return the time within which a share of the requests was answered, in ms."""
        kept = sorted(self.ms)
        return kept[min(len(kept) - 1, int(share * len(kept)))] if kept else 0.0


def main() -> int:
    """Measure, print a table for each database, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--record", type=Path, default=Path(".data/web-record"))
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--users", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--pause", type=float, default=0.2, help="seconds on a page")
    parser.add_argument("--url", help="an empty PostgreSQL database to measure too")
    parser.add_argument("--serve", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.serve is not None:
        serve_team(given.record, bind_socket(LOOPBACK, given.serve), workers=2, proxies=())
        return DONE
    if not given.record.exists():
        make_record(given.record, given.claims)
    prepare(given.record)
    good = measure(given.record, "SQLite", given)
    if given.url:
        with moved(given.record, given.url) as copy:
            good &= measure(copy, "PostgreSQL", given)
    return DONE if good else BELOW


def prepare(folder: Path) -> None:
    """Let one account sign in by its password, as often as it likes."""
    settings = folder / "sijill.toml"
    text = settings.read_text(encoding="utf-8")
    if "requests_minute = 100000000" not in text:
        head, _, tail = text.partition("[workbench]")
        rest = "\n[" + tail.partition("\n[")[2] if "\n[" in tail else ""
        settings.write_text(head + RULES + rest, encoding="utf-8")
    with open_workbench(folder, mode="team") as bench, contextlib.suppress(Exception):
        add_account(bench, NAME, PASSWORD, Role.ADMINISTRATOR)
        find_account(bench, NAME)


@contextlib.contextmanager
def moved(folder: Path, url: str) -> Iterator[Path]:
    """Give a copy of a record that is kept in PostgreSQL."""
    copy = folder.with_name(folder.name + "-postgresql")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy)
    os.environ["SIJILL_BENCH_DATABASE"] = url
    command = [sys.executable, "-m", "sijill.cli.start", "store", "move", str(copy)]
    subprocess.run([*command, "--variable", "SIJILL_BENCH_DATABASE"], check=True)
    yield copy
    shutil.rmtree(copy, ignore_errors=True)


def measure(folder: Path, database: str, given: argparse.Namespace) -> bool:
    """Print the table of one database; say whether every bound is kept."""
    addresses = list_addresses(folder)
    with served(folder) as base, httpx.Client(base_url=base, timeout=60) as client:
        sign_in(client)
        firsts = dict(addresses)
        for address in [*firsts.values()] * 2:  # what each process makes once
            client.get(address)
        timings = ask_together(base, dict(client.cookies), addresses, given)
        good = report(database, timings, given)
        return report_map(time_map(base, dict(client.cookies))) and good


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """Give the address of the real server, two processes, over a record."""
    free = bind_socket(LOOPBACK, 0)
    port = free.getsockname()[1]
    free.close()
    command = [sys.executable, __file__, "--record", str(folder), "--serve", str(port)]
    server = subprocess.Popen(command)
    base = f"http://{LOOPBACK}:{port}"
    try:
        for _ in range(600):
            with contextlib.suppress(httpx.HTTPError):
                httpx.get(f"{base}/sign-in")
                break
            time.sleep(0.1)
        yield base
    finally:
        server.terminate()
        server.wait()


def sign_in(client: httpx.Client) -> None:
    """Sign in as the bench's account."""
    form = {"name": NAME, "password": PASSWORD}
    answer = client.post("/sign-in", data=form, headers={"Origin": str(client.base_url)})
    if answer.status_code >= 400 or "sijill_session" not in client.cookies:
        raise SystemExit(f"the bench could not sign in: {answer.status_code}")


def list_addresses(folder: Path) -> list[tuple[str, str]]:
    """Return every page and question of the API, with the route that it is of."""
    names = find_names(folder)
    found = []
    for rule in list_rules():
        if rule.kind not in ("page", "read") or any(part in rule.path for part in LEFT_OUT):
            continue
        for values in names.get(family_of(rule.path), [{}]):
            address = rule.path
            for name, value in values.items():
                address = address.replace("{" + name + "}", value)
            if "{" not in address:
                found.append((rule.path, address))
        plain = rule.path.removeprefix("/api/v1") if rule.path not in VARIANTS else rule.path
        found += [(rule.path, f"{rule.path}?{more}") for more in VARIANTS.get(plain, ())]
    return found


def family_of(path: str) -> str:
    """Return what the ids in an address are of."""
    plain = path.removeprefix("/api/v1")
    return "pair" if "/beside/" in plain else plain.split("/")[1]


def find_names(folder: Path) -> dict[str, list[dict[str, str]]]:
    """Return ids to fill into addresses: some incidents, claims, documents, sums and pairs."""
    with open_workbench(folder, mode="team") as bench:
        rows = bench.store.rows
        among = Among(QueueFilter(reason="likely_duplicate"), Hidden())
        pairs = read_queue(rows, among, after=None, limit=6)
        sums = read_queue(
            rows, Among(QueueFilter(reason="unexplained_remainder"), Hidden()), after=None,
            limit=6,
        )  # fmt: skip
        ids = [row.claims for row in pairs if len(row.claims) == 2]
        claims = list(rows.find_many(ClaimRow, {one for two in ids for one in two}))
        incidents = [one for row in pairs for one in (row.target, row.other) if one]
        held = [row.id for row in rows.find_many(IncidentRow, incidents)]
    return {
        "incidents": [{"id": one} for one in held],
        "claims": [{"id": one.id} for one in claims],
        "documents": [{"id": one.document} for one in claims],
        "summaries": [{"id": row.target} for row in sums],
        "pair": [{"left": left, "right": right} for left, right in ids],
    }


def ask_together(
    base: str,
    cookies: dict[str, str],
    addresses: Sequence[tuple[str, str]],
    given: argparse.Namespace,
) -> dict[str, Timing]:
    """Have users ask at once, each in an order of their own, and return what it took."""
    timings = {route: Timing() for route, _ in addresses}
    lock = threading.Lock()
    end = time.monotonic() + given.seconds

    def use(number: int) -> None:
        order = random.Random(number)
        with httpx.Client(base_url=base, cookies=cookies, timeout=60) as client:
            while time.monotonic() < end:
                route, address = order.choice(addresses)
                start = time.perf_counter()
                answer = client.get(address)
                took = (time.perf_counter() - start) * 1000
                with lock:
                    timings[route].ms.append(took)
                    timings[route].failed += answer.status_code >= 400
                time.sleep(order.uniform(0, 2 * given.pause))

    users = [threading.Thread(target=use, args=(n,)) for n in range(given.users)]
    for user in users:
        user.start()
    for user in users:
        user.join()
    return timings


def time_map(base: str, cookies: dict[str, str]) -> float | None:
    """Return seconds until the map of the overview can be used; ``None``: no Chromium here."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        return None
    from playwright.sync_api import TimeoutError as TooLate
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        context = browser.new_context()
        context.add_cookies(
            [{"name": name, "value": text, "url": base} for name, text in cookies.items()]
        )
        page = context.new_page()
        try:
            for address in ("/", "/?violence=shelling"):
                start = time.perf_counter()
                page.goto(base + address)
                page.wait_for_selector("#map[data-drawn]", timeout=60_000)
            return time.perf_counter() - start
        except TooLate:
            return float("inf")
        finally:
            browser.close()


def report_map(seconds: float | None) -> bool:
    """Print when the map could be used; say whether in time, or not to be told here."""
    if seconds is None:
        print("there is no Chromium here; the map was not measured")
        return True
    print(f"the map can be used after {seconds:.1f} s")
    return seconds < MOST_MAP_S


def report(database: str, timings: dict[str, Timing], given: argparse.Namespace) -> bool:
    """Print what was measured; say whether every bound is kept."""
    asked = sum(len(one.ms) for one in timings.values())
    print(
        f"\n{database}: {given.users} users, {asked:,} requests in {given.seconds:.0f} s, two "
        f"server processes on {os.cpu_count()} cores"
    )
    print(f"{'route':44}{'n':>6}{'p50 ms':>9}{'p95 ms':>9}")
    good = True
    for route, timing in sorted(timings.items()):
        middle, high = timing.percentile(0.5), timing.percentile(0.95)
        mark = "" if high < MOST_MS else "  over"
        mark += f"  {timing.failed} failed" if timing.failed else ""
        good &= not mark
        print(f"{route:44}{len(timing.ms):>6}{middle:>9.0f}{high:>9.0f}{mark}")
    every = Timing([ms for one in timings.values() for ms in one.ms])
    print(f"{'all':44}{asked:>6}{every.percentile(0.5):>9.0f}{every.percentile(0.95):>9.0f}")
    print(json.dumps({"database": database, "p95_ms": round(every.percentile(0.95), 1)}))
    return good


if __name__ == "__main__":
    raise SystemExit(main())
