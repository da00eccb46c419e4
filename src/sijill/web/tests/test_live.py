"""
Who looks on is told of decisions as they come, and of none from the moment they may see less.
"""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from http.client import HTTPConnection, HTTPResponse
from itertools import takewhile
from pathlib import Path
from signal import SIGINT, SIGTERM
from urllib.parse import urlsplit

import pytest

from sijill.flow.clock import later, now_utc
from sijill.flow.deciding import decide_assessment
from sijill.flow.team import Workbench, entering, open_workbench, sessions
from sijill.flow.team.withholding import withhold
from sijill.model import Claim
from sijill.model.account import Account, Session
from sijill.model.person import Person
from sijill.model.role import Role
from sijill.model.withheld import FieldName
from sijill.web.api import live
from sijill.web.app import list_rules
from sijill.web.tests.served import served
from sijill.web.tests.visited import sign_in

_REVIEW = (
    "import sys; from sijill.cli.main import main; "
    "sys.argv[1:] = ['review', sys.argv[1], '--no-browser']; main()"
)
BOSS = Person("p-administrator", "administrator", Role.ADMINISTRATOR)


def _withhold(bench: Workbench, role: Role) -> None:
    withhold(bench, BOSS, FieldName.PLACE, roles=[role], why="kin at risk")


def _end_session(bench: Workbench, role: Role) -> None:
    assert bench.desk.drop(Session, id=f"s-{role.value}") == 1


def _end_account(bench: Workbench, role: Role) -> None:
    assert bench.desk.change(Account, {"id": f"p-{role.value}"}, ended_at=now_utc()) == 1


ACTS = {Role.VIEWER: _withhold, Role.CODER: _end_session, Role.REVIEWER: _end_account}


def _decide(record: Path, bench: Workbench, why: str) -> None:
    claim = next(iter(bench.store.stream_records(Claim)))
    decide_assessment(record, claim.id, verdict="accept", by="another", why=why)


def _read_event(stream: HTTPResponse) -> dict[str, str]:
    """Return the next event; empty where the stream has ended."""
    lines = takewhile(str.strip, (line.decode() for line in iter(stream.readline, b"")))
    return dict(line.rstrip("\n").split(": ", 1) for line in lines)


@pytest.mark.parametrize("record", ["folder", "server"], indirect=True)
@pytest.mark.parametrize("role", ACTS)
def test_a_stream_ends_before_it_tells_what_may_be_seen_no_more(
    record: Path, role: Role
) -> None:
    """What was done through another process counts, and the decision after it is not told."""
    with open_workbench(record, mode="team") as bench, open_workbench(record) as other:
        cookie = sign_in(bench, role)
        with served(bench) as address, closing(HTTPConnection(address, timeout=90)) as line:
            line.request("GET", "/api/v1/live", headers={"Cookie": f"sijill_session={cookie}"})
            stream = line.getresponse()
            events = [_read_event(stream)]
            _decide(record, other, f"seen by a {role}")
            events.append(_read_event(stream))
            ACTS[role](other, role)
            _decide(record, other, f"not seen by a {role}")
            events.append(_read_event(stream))

    assert [one.get("event") for one in events] == ["open", "decided", None]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list whose sum is the minutes by which sessions' clock runs ahead."""
    ahead = [0]

    def read() -> str:
        return later(now_utc(), minutes=sum(ahead))

    monkeypatch.setattr(entering, "now_utc", read)
    monkeypatch.setattr(sessions, "now_utc", read)
    monkeypatch.setattr(live, "_LONGEST_S", 10**6)
    return ahead


def _sign_in_for_a_day(bench: Workbench, role: Role) -> str:
    cookie = sign_in(bench, role)
    bench.desk.change(Session, {"id": f"s-{role.value}"}, ends_at=later(now_utc(), days=1))
    return cookie


def _listen(line: HTTPConnection, cookie: str, path: str = "/api/v1/live") -> HTTPResponse:
    line.request("GET", path, headers={"Cookie": f"sijill_session={cookie}"})
    return line.getresponse()


@pytest.mark.parametrize("record", ["folder", "server"], indirect=True)
def test_an_open_page_keeps_no_session_open(record: Path, clock: list[int]) -> None:
    """Its stream, which would go on for days, ends with the session and is not let in again."""
    with open_workbench(record, mode="team") as bench:
        cookie = _sign_in_for_a_day(bench, Role.PUBLISHER)
        with served(bench) as address, closing(HTTPConnection(address, timeout=90)) as line:
            for _ in range(2):  # it asks again and again, and that is no use of the session
                clock.append(25)
                with closing(HTTPConnection(address, timeout=90)) as other:
                    assert _read_event(_listen(other, cookie))["event"] == "open"
            stream = _listen(line, cookie)
            events = [_read_event(stream)]
            clock.append(11)
            events.append(_read_event(stream))
        with served(bench) as address, closing(HTTPConnection(address, timeout=90)) as line:
            again = _listen(line, cookie)

    assert [one.get("event") for one in events] == ["open", None]
    assert again.status == 401


@pytest.mark.parametrize("record", ["folder", "server"], indirect=True)
def test_what_a_hand_does_keeps_the_stream_open(record: Path, clock: list[int]) -> None:
    """A page that is opened meanwhile moves the end of the session, and so of the stream."""
    with open_workbench(record, mode="team") as bench, open_workbench(record) as other:
        cookie = _sign_in_for_a_day(bench, Role.ADMINISTRATOR)
        with served(bench) as address, closing(HTTPConnection(address, timeout=90)) as line:
            stream = _listen(line, cookie)
            events = [_read_event(stream)]
            clock.append(50)
            with closing(HTTPConnection(address, timeout=90)) as hand:
                opened = _listen(hand, cookie, "/queue")
            clock.append(50)
            _decide(record, other, "the stream goes on")
            events.append(_read_event(stream))

    assert opened.status == 200
    assert [one.get("event") for one in events] == ["open", "decided"]


def test_only_the_stream_is_asked_for_by_no_hand() -> None:
    """Whatever else a page asks for by itself is to be declared so, and looked at here."""
    assert [one.path for one in list_rules() if not one.by_hand] == ["/api/v1/live"]


@pytest.mark.parametrize("sign", [SIGINT, SIGTERM])
def test_a_server_that_is_told_to_end_ends_its_streams(record: Path, sign: int) -> None:
    """Whole, and without a word of an error on the terminal."""
    run = subprocess.Popen(
        [sys.executable, "-c", _REVIEW, str(record)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert run.stdout is not None
    door = urlsplit(next(line for line in run.stdout if "http" in line).split()[-1])
    with closing(HTTPConnection(door.netloc, timeout=90)) as line:
        line.request("GET", f"{door.path}?{door.query}")
        answer = line.getresponse()
        answer.read()
        cookie = str(answer.headers["set-cookie"]).partition(";")[0]
        line.request("GET", "/api/v1/live", headers={"Cookie": cookie})
        stream = line.getresponse()
        events = [_read_event(stream)]
        run.send_signal(sign)
        events.append(_read_event(stream))
    _, said = run.communicate(timeout=60)

    assert [one.get("event") for one in events] == ["open", None]
    assert "Traceback" not in said and "Error" not in said
