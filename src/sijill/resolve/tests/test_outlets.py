"""
A site's name tells an outlet's home, and never makes one of a body that is at work anywhere.
"""

from __future__ import annotations

import pytest

from sijill.resolve.outlets import find_outlet


@pytest.mark.parametrize("site", ["kxyz.com", "kxyz-tv.com", "wxy7.com", "wxyzradio.org"])
def test_call_letters_tell_the_country(site: str) -> None:
    """American stations bear K or W and letters, four or with what says "station"."""
    outlet = find_outlet(site)

    assert outlet is not None
    assert (outlet.country, outlet.area) == ("US", None)


@pytest.mark.parametrize("site", ["wfp.org", "kurd.net", "who.org", "krg.org", "wide.org"])
def test_a_short_name_is_no_station(site: str) -> None:
    """Agencies and sites of other countries have short names with these letters too."""
    assert find_outlet(site) is None
