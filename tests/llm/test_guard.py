"""
A model's server may be inside only where the settings say that very address.
"""

from __future__ import annotations

import pytest

from sijill.capture import make_model_client
from sijill.errors import RefusedError


def client(url: str, *numbers: str):
    """Return a client for which a name stands for *numbers*."""
    return make_model_client(
        url, key=None, timeout_s=2, max_bytes=1000, resolver=lambda *_: numbers
    )


@pytest.mark.parametrize("number", ["127.0.0.1", "10.0.0.7", "169.254.169.254", "::1"])
def test_a_name_that_stands_for_a_machine_inside_is_refused(number) -> None:
    """A name of the open internet cannot lead the text to somewhere inside."""
    with pytest.raises(RefusedError) as refused:
        client("https://models.example/v1", number).ask_model(b"{}")

    assert refused.value.reason == "address_refused"


def test_a_number_that_is_configured_is_asked(model) -> None:
    """Loopback is asked because the settings name it; no name is looked up."""
    answer = client(model.url, "10.0.0.7").ask_model(
        b'{"messages": [{"content": ""}, {"content": ""}]}'
    )

    assert answer.status == 200


def test_a_name_that_nobody_knows_cannot_be_reached() -> None:
    """The refusal names the host and no text."""
    with pytest.raises(RefusedError) as refused:
        client("https://models.example/v1").ask_model(b"{}")

    assert refused.value.reason == "not_reachable"
