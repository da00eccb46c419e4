"""
Tests of the socket that the server listens on.
"""

from __future__ import annotations

import socket

from sijill.web.serving import LOOPBACK, bind_socket


def test_an_answer_in_two_parts_does_not_wait_for_a_receipt() -> None:
    """What is accepted sends at once: else the second part waits 40 ms for the first's."""
    with bind_socket(LOOPBACK, 0) as bound, socket.create_connection(bound.getsockname()):
        accepted, _ = bound.accept()
        with accepted:
            assert accepted.proto == socket.IPPROTO_TCP
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
