"""
Tests of the socket that the server listens on, and of a real server behind it.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from http.client import HTTPConnection

import pytest

from sijill.flow.team import Workbench
from sijill.web.serving import LOOPBACK, bind_socket
from sijill.web.tests.served import served

OWN = {"X-Sijill-Form": "1", "Content-Type": "application/json"}


def test_an_answer_in_two_parts_does_not_wait_for_a_receipt() -> None:
    """What is accepted sends at once: else the second part waits 40 ms for the first's."""
    with bind_socket(LOOPBACK, 0) as bound, socket.create_connection(bound.getsockname()):
        accepted, _ = bound.accept()
        with accepted:
            assert accepted.proto == socket.IPPROTO_TCP
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


@pytest.fixture
def address(bench: Workbench) -> Iterator[str]:
    """Yield the host and port of a server that takes one MiB at most."""
    with served(replace(bench, rules=replace(bench.rules, body_mib=1))) as address:
        yield address


@pytest.mark.parametrize("told", [True, False])
def test_who_sends_too_much_is_answered_and_not_cut_off(address: str, told: bool) -> None:
    """A browser or a proxy that sends all before it reads is told why, on a whole line."""
    parts = [b"x" * 100_000] * 200
    body = b"".join(parts) if told else iter(parts)
    headers = {**OWN, "Origin": f"http://{address}"} | (
        {} if told else {"Transfer-Encoding": "chunked"}
    )
    with closing(HTTPConnection(address, timeout=60)) as line:
        line.request("POST", "/api/v1/withdrawals", body, headers, encode_chunked=not told)
        with line.getresponse() as answer:
            said = json.loads(answer.read())

    assert (answer.status, said["kind"]) == (413, "too_large")
