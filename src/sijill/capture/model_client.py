"""
A model is asked within bounds: at the one address that was configured, and never elsewhere.

Redirects are not followed. A private or loopback address is asked only where the settings
name that very number (or ``localhost``): a name of the open internet that suddenly stands
for a machine inside is refused, like any other.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from ipaddress import ip_address

import httpcore
import httpx

from sijill.capture.guard import Resolver, host_of, resolve_host
from sijill.capture.network import Deadline, GuardedBackend, Reach
from sijill.errors import RefusedError, SettingsError

_PATH = "/chat/completions"


@dataclass(frozen=True, slots=True)
class ModelAnswer:
    """
    A server's answer.

    Attributes:
        status: HTTP status.
        headers: Headers, names in lower case.
        data: The body.
    """

    status: int
    headers: Mapping[str, str]
    data: bytes


def make_model_client(
    url: str,
    *,
    key: str | None,
    timeout_s: float,
    max_bytes: int,
    resolver: Resolver = resolve_host,
    reach: Reach | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> ModelClient:
    """
    Return the guarded way to one model's server.

    Args:
        url: Address up to and with ``/v1``.
        key: Sent as a bearer token; ``None``: none.
        timeout_s: For one answer, connecting and all, in seconds.
        max_bytes: Longest answer that is read.
        resolver: From host and port to numbers; the system's by default.
        reach: From a number and port that passed the guard to where to connect.
        clock: Seconds that never run backwards.

    Raises:
        SettingsError: If the address is none, carries a key, or would send text in the clear
            over the open internet.

    Examples:
        >>> make_model_client("http://models.example/v1", key=None, timeout_s=1, max_bytes=9)
        Traceback (most recent call last):
        sijill.errors.SettingsError: http would send the text of reports unencrypted to \
models.example; set model_url to https, or to a number of this machine or network.
    """
    target = _check_address(url)
    backend = GuardedBackend(
        deadline := Deadline(clock, wait=timeout_s),
        None if is_named_inside(host_of(target)) else resolver,
        reach or (lambda number, port: (number, port)),
    )
    pool = httpcore.ConnectionPool(
        ssl_context=ssl.create_default_context(),
        network_backend=backend,
        max_keepalive_connections=0,
    )
    return ModelClient(
        target, pool, deadline, key=key, timeout_s=timeout_s, max_bytes=max_bytes
    )


def is_named_inside(host: str) -> bool:
    """
    Say whether an address names a machine by number, or this one: what it says is meant.

    Examples:
        >>> is_named_inside("127.0.0.1"), is_named_inside("[::1]"), is_named_inside("localhost")
        (True, True, True)
        >>> is_named_inside("models.example")
        False
    """
    if host == "localhost":
        return True
    try:
        ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


def _check_address(url: str) -> httpx.URL:
    try:
        target = httpx.URL(url.rstrip("/") + _PATH)
    except (httpx.InvalidURL, ValueError) as why:
        raise SettingsError("model_url cannot be parsed; check its spelling.") from why
    host = host_of(target)
    if target.scheme not in ("http", "https") or not host or target.userinfo:
        raise SettingsError(
            "model_url is an http or https address without a name or key in it; put the key "
            "into the variable that model_key_variable names."
        )
    inside = is_named_inside(host) and (host == "localhost" or not _is_global(host))
    if target.scheme == "http" and not inside:
        raise SettingsError(
            f"http would send the text of reports unencrypted to {host}; set model_url to "
            "https, or to a number of this machine or network."
        )
    return target


def _is_global(number: str) -> bool:
    return ip_address(number.strip("[]")).is_global


class ModelClient:
    """
    Puts questions to one model's server.

    Attributes:
        address: Where it asks.
    """

    def __init__(
        self,
        target: httpx.URL,
        pool: httpcore.ConnectionPool,
        deadline: Deadline,
        *,
        key: str | None,
        timeout_s: float,
        max_bytes: int,
    ) -> None:
        self.address = str(target)
        self._host = host_of(target)
        self._pool = pool
        self._deadline = deadline
        self._timeout_s = timeout_s
        self._max_bytes = max_bytes
        self._url = httpcore.URL(
            scheme=target.raw_scheme, host=target.raw_host, port=target.port,
            target=target.raw_path,
        )  # fmt: skip
        host = target.netloc.decode("ascii")
        self._headers = {"Host": host, "Content-Type": "application/json"}
        self._headers |= {"Accept": "application/json", "Accept-Encoding": "identity"}
        self._headers |= {"Authorization": f"Bearer {key}"} if key else {}

    def close(self) -> None:
        """Close what is open."""
        self._pool.close()

    def ask_model(self, body: bytes) -> ModelAnswer:
        """
        Send one question and return the answer, whatever its status.

        Raises:
            RefusedError: ``address_refused``, ``not_reachable``, ``too_slow``, ``too_large``.
        """
        self._deadline.start(self._timeout_s)
        headers = [*self._headers.items(), ("Content-Length", str(len(body)))]
        request = httpcore.Request("POST", self._url, headers=headers, content=body)
        try:
            return self._exchange(request)
        except (httpcore.TimeoutException, TimeoutError):
            raise self._refuse_slow() from None
        except (httpcore.NetworkError, httpcore.ProtocolError) as why:
            if self._deadline.has_passed():
                raise self._refuse_slow() from None
            raise RefusedError(
                "not_reachable",
                f"the model's server {self._host} cannot be reached ({type(why).__name__}); "
                "start it or correct model_url, then run again.",
            ) from None

    def _exchange(self, request: httpcore.Request) -> ModelAnswer:
        answer = self._pool.handle_request(request)
        try:
            data = bytearray()
            for piece in answer.iter_stream():
                data += piece
                if len(data) > self._max_bytes:
                    raise RefusedError(
                        "too_large",
                        f"the model's answer has more than {self._max_bytes} bytes; raise "
                        "max_answer_bytes if that is meant.",
                    )
            names = {k.decode("ascii").lower(): v for k, v in answer.headers}
            told = {name: value.decode("latin-1") for name, value in names.items()}
            return ModelAnswer(answer.status, told, bytes(data))
        finally:
            answer.close()

    def _refuse_slow(self) -> RefusedError:
        return RefusedError(
            "too_slow",
            f"the model's server {self._host} did not answer within {self._timeout_s:g} s; "
            "raise timeout_s, lower window_chars, or run again later.",
        )
