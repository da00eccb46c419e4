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

from sijill.flow.clock import now_utc
from sijill.flow.deciding import decide_assessment
from sijill.flow.team import Workbench, open_workbench
from sijill.flow.team.withholding import withhold
from sijill.model import Claim
from sijill.model.account import Account, Session
from sijill.model.person import Person
from sijill.model.role import Role
from sijill.model.withheld import FieldName
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
