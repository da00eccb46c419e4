"""
What is made of a log is brought forward by what came since; a log in its place is read anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from sijill.errors import ChainBroken
from sijill.flow.moving import move_to_server
from sijill.flow.recording import RecordLayout, init_record, open_record
from sijill.flow.workbench.following import append, follow
from sijill.store.moment import one_moment


class _Names:
    def __init__(self) -> None:
        self.names: list[str] = []

    def add(self, line: Mapping[str, Any]) -> None:
        self.names.append(line["name"])


@pytest.fixture
def layout(tmp_path: Path) -> RecordLayout:
    """A record with two lines in a log."""
    found = open_record(init_record(tmp_path / "record"))
    found.decisions.save_entries([{"name": "a"}, {"name": "b"}])
    return found


def _read(layout: RecordLayout) -> _Names:
    return follow(layout, "decisions", _Names)


def test_only_what_came_since_is_read(layout: RecordLayout) -> None:
    """The same thing grows; nothing is taken in twice."""
    before = _read(layout)
    layout.decisions.save_entries([{"name": "c"}])
    after = _read(layout)
    assert after is before
    assert after.names == ["a", "b", "c"]


def test_who_asked_before_another_read_on_does_not_begin_again(
    tmp_path: Path, postgres_url: sa.URL
) -> None:
    """On a server each request asks once; what another has read on since is not read anew."""
    layout = open_record(init_record(tmp_path / "record"))
    move_to_server(layout.folder, postgres_url, {"url_file": "store-url"})
    layout = open_record(layout.folder)
    layout.decisions.save_entries([{"name": "a"}])
    before = _read(layout)
    with one_moment():
        assert _read(layout) is before
        with one_moment():  # another's request
            layout.decisions.save_entries([{"name": "b"}])
            assert _read(layout) is before
        assert _read(layout) is before
    assert before.names == ["a", "b"]


@pytest.mark.parametrize("where", ["folder", "server"])
def test_what_one_appends_oneself_is_not_read(
    layout: RecordLayout, request: pytest.FixtureRequest, where: str
) -> None:
    """It is taken in as it is kept; whoever is behind reads on from where it was."""
    if where == "server":
        url = request.getfixturevalue("postgres_url")
        move_to_server(layout.folder, url, {"url_file": "store-url"})
        layout = open_record(layout.folder)
    before = _read(layout)
    append(layout, {"decisions": [{"name": "c"}, {"name": "d"}], "identities": [{"name": "x"}]})
    assert before.names == ["a", "b", "c", "d"]
    assert _read(layout) is before
    layout.decisions.save_entries([{"name": "e"}])  # as another process does
    append(layout, {"decisions": [{"name": "f"}], "identities": []})
    assert before.names == ["a", "b", "c", "d"]
    assert _read(layout).names == ["a", "b", "c", "d", "e", "f"]
    assert _read(layout) is before
    assert [line["name"] for line in layout.identities.stream_entries()] == ["x"]
    assert [line["name"] for line in layout.decisions.stream_entries()] == before.names


def test_logs_of_a_server_grow_together_or_not_at_all(
    layout: RecordLayout, postgres_url: sa.URL
) -> None:
    """Where one of the logs does not take its line, the other keeps none."""
    move_to_server(layout.folder, postgres_url, {"url_file": "store-url"})
    layout = open_record(layout.folder)
    with pytest.raises((ValueError, TypeError)):
        append(layout, {"decisions": [{"name": "c"}], "identities": [{"name": {1}}]})
    assert _read(layout).names == ["a", "b"]


def test_a_log_in_the_place_of_another_is_read_anew(
    layout: RecordLayout, tmp_path: Path
) -> None:
    """What was made of the other log is gone, also where the new one is longer."""
    assert _read(layout).names == ["a", "b"]
    other = open_record(init_record(tmp_path / "other"))
    other.decisions.save_entries([{"name": name} for name in ("x", "b", "z")])
    file = layout.folder / "decisions.jsonl"
    file.write_bytes((other.folder / "decisions.jsonl").read_bytes())
    assert _read(layout).names == ["x", "b", "z"]


def test_a_log_that_is_not_whole_is_told_each_time(layout: RecordLayout) -> None:
    """Half of a log is never answered with."""
    file = layout.folder / "decisions.jsonl"
    file.write_bytes(file.read_bytes().replace(b'"name": "b"', b'"name": "q"'))
    for _ in range(2):
        with pytest.raises(ChainBroken):
            _read(layout)
