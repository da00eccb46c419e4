"""
An address is asked only when it is public: http or https, without credentials, on an
allowed port, and every number that its name stands for belongs to the open internet.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

import httpx

from sijill.capture.settings import Settings
from sijill.errors import RefusedError

Resolver = Callable[[str, int], Sequence[str]]
DEFAULT_PORTS = {"http": 80, "https": 443}
NAT64 = IPv6Network("64:ff9b::/96")
COMPATIBLE = IPv6Network("::/96")


def resolve_host(host: str, port: int) -> tuple[str, ...]:
    """
    Return the numbers that the system knows for a name.

    Raises:
        OSError: The name is not known.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(row[4][0]) for row in found))


def check_url(url: httpx.URL, *, settings: Settings) -> None:
    """
    Look at an address before anything is asked.

    Raises:
        RefusedError: ``address_refused``, saying which part may not be.
    """
    if url.scheme not in DEFAULT_PORTS or not url.raw_host:
        raise _refuse(
            url, "is not an http or https address; save the page and capture the file"
        )
    if url.userinfo:
        raise _refuse(url, "carries credentials; give the address without them")
    port = url.port or DEFAULT_PORTS[url.scheme]
    if port not in settings.allowed_ports:
        raise _refuse(url, f"asks port {port}; add it to allowed_ports if that is meant")


def host_of(url: httpx.URL) -> str:
    """Return the host as it is asked for, whatever its letters."""
    return url.raw_host.decode("ascii", "replace")


def pick_address(host: str, port: int, *, resolver: Resolver) -> str:
    """
    Return the number to connect to, after looking at all that the name stands for.

    Raises:
        RefusedError: ``address_refused`` when one of them is not public;
            ``not_reachable`` when there are none.
    """
    numbers = _list_numbers(host, port, resolver=resolver)
    if not numbers:
        raise RefusedError(
            "not_reachable",
            f"the name {host} is not known; check its spelling and the network.",
        )
    for number in numbers:
        if not is_public(number):
            raise RefusedError(
                "address_refused",
                f"{host} stands for {number}, which is not a public address; save the page "
                "and capture the file if it is really meant.",
            )
    return numbers[0]


def is_public(number: str) -> bool:
    """
    Return whether a number belongs to the open internet, looking through wrappings.

    >>> is_public("10.0.0.1"), is_public("::ffff:127.0.0.1"), is_public("93.184.216.34")
    (False, False, True)
    """
    try:
        address = ip_address(number)
    except ValueError:
        return False
    if isinstance(address, IPv6Address):
        inner = _unwrap_address(address)
        if inner is not None:
            return _is_open(inner)
        return _is_open(address) and not address.is_site_local
    return _is_open(address)


def _unwrap_address(address: IPv6Address) -> IPv4Address | None:
    """Return the IPv4 address that an IPv6 address stands for; `None`: for none."""
    if address.ipv4_mapped:
        return address.ipv4_mapped
    if address.sixtofour:
        return address.sixtofour
    if address.teredo:
        return IPv4Address(0)  # tunnels of this kind are not asked at all
    if address in NAT64 or address in COMPATIBLE:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return None


def _is_open(address: IPv4Address | IPv6Address) -> bool:
    """Return whether no register sets the address aside."""
    aside = (
        address.is_private
        or address.is_loopback
        or address.is_link_local
        or address.is_multicast
        or address.is_reserved
        or address.is_unspecified
    )
    return address.is_global and not aside


def _list_numbers(host: str, port: int, *, resolver: Resolver) -> tuple[str, ...]:
    """Return the host itself where it is a number, else what the resolver says."""
    try:
        return (str(ip_address(host.strip("[]"))),)
    except ValueError:
        pass
    try:
        return tuple(resolver(host, port))
    except (OSError, UnicodeError):
        return ()


def _refuse(url: httpx.URL, why: str) -> RefusedError:
    """Return the refusal of an address, naming no credentials."""
    return RefusedError("address_refused", f"{url.scheme}://{host_of(url)} {why}.")
