"""
Only numbers of the open internet pass the guard.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijill.capture.guard import is_public

CLOSED = [
    "0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254",
    "172.16.0.1", "192.0.2.1", "192.168.1.1", "198.18.0.1", "224.0.0.1", "240.0.0.1",
    "255.255.255.255", "::", "::1", "fc00::1", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1",
    "2001:db8::1", "::ffff:10.0.0.1", "::127.0.0.1", "2002:7f00:1::", "2002:a00:1::1",
    "64:ff9b::7f00:1", "64:ff9b:1::1", "2001:0:53aa:64c::1", "not a number", "",
]  # fmt: skip
OPEN = ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34", "64:ff9b::5db8:d822"]


@pytest.mark.parametrize("number", CLOSED)
def test_a_number_set_aside_is_not_public(number: str) -> None:
    """Private, loopback, link-local, multicast and reserved numbers, wrapped or not."""
    assert not is_public(number)


@pytest.mark.parametrize("number", OPEN)
def test_a_number_of_the_open_internet_is_public(number: str) -> None:
    """Ordinary numbers pass, also in the wrapping of IPv6."""
    assert is_public(number)


@given(st.integers(0, 2**32 - 1))
def test_wrapping_never_opens_what_is_closed(value: int) -> None:
    """A number that is closed by itself is closed in every wrapping."""
    plain = IPv4Address(value)
    wrapped = [
        IPv6Address((0xFFFF << 32) | value),
        IPv6Address((0x2002 << 112) | (value << 80)),
        IPv6Address((0x64FF9B << 96) | value),
    ]

    assert is_public(str(plain)) or not any(is_public(str(address)) for address in wrapped)
