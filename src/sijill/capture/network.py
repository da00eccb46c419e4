"""
Connections go to the very number that was looked at, and end at a deadline.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterable

import httpcore

from sijill.capture.guard import Resolver, pick_address

Reach = Callable[[str, int], tuple[str, int]]


class Deadline:
    """An instant after which nothing is waited for, and how long one wait may take."""

    def __init__(self, clock: Callable[[], float], *, wait: float) -> None:
        self._clock = clock
        self._wait = wait
        self._end = float("inf")

    def start(self, seconds: float) -> None:
        """Set the end to *seconds* from now."""
        self._end = self._clock() + seconds

    def has_passed(self) -> bool:
        """Whether the end has come."""
        return self._clock() >= self._end

    def wait_seconds(self, error: type[Exception]) -> float:
        """
        Return how long the next wait may take, in seconds, above 0.

        Raises:
            Exception: Of the type *error*, when the end has come.
        """
        left = self._end - self._clock()
        if left <= 0:
            raise error("the deadline has passed")
        return min(left, self._wait)


class TimedStream(httpcore.NetworkStream):
    """A stream whose every wait is cut at the deadline, drip or no drip."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        """Read within the deadline."""
        wait = self._deadline.wait_seconds(httpcore.ReadTimeout)
        return self._inner.read(max_bytes, wait)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        """Write within the deadline."""
        self._inner.write(buffer, self._deadline.wait_seconds(httpcore.WriteTimeout))

    def close(self) -> None:
        """Close the stream."""
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        """Begin TLS under the name that was asked for, not the number."""
        wait = self._deadline.wait_seconds(httpcore.ConnectTimeout)
        inner = self._inner.start_tls(ssl_context, server_hostname, wait)
        return TimedStream(inner, self._deadline)

    def get_extra_info(self, info: str) -> object:
        """Return what the inner stream knows."""
        return self._inner.get_extra_info(info)


class GuardedBackend(httpcore.NetworkBackend):
    """
    Opens connections to public numbers only.

    Attributes:
        deadline: Shared with every stream.
    """

    def __init__(self, deadline: Deadline, resolver: Resolver | None, reach: Reach) -> None:
        self.deadline = deadline
        self._resolver = resolver
        self._reach = reach
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """
        Connect to the number that the name stands for, looked at in this very call.

        Raises:
            RefusedError: The number is not public, or the name is not known.
        """
        if self._resolver is not None:
            host, port = self._reach(pick_address(host, port, resolver=self._resolver), port)
        wait = self.deadline.wait_seconds(httpcore.ConnectTimeout)
        inner = self._inner.connect_tcp(host, port, wait, local_address, socket_options)
        return TimedStream(inner, self.deadline)
