"""
Records come in line by line, and go out whole or not at all.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sijill.cli.streams import collect_refusals, read_lines, write_lines
from sijill.model import Count, Refusal


def test_lines_keep_their_text(tmp_path: Path) -> None:
    """
    Arabic, a byte order mark, Windows line ends and a last line without one are all read.
    """
    path = tmp_path / "in.jsonl"
    path.write_bytes("\ufeff{}\r\n\nسجل\u2028\nend".encode())

    assert list(read_lines(str(path))) == ["{}", "", "سجل\u2028", "end"]


def test_an_empty_file_has_no_lines(tmp_path: Path) -> None:
    """
    Nothing in, nothing out, and no error.
    """
    (tmp_path / "in.jsonl").touch()

    assert list(read_lines(str(tmp_path / "in.jsonl"))) == []


def test_bytes_that_are_no_text_do_not_stop_the_rest(tmp_path: Path) -> None:
    """
    A broken line still comes, to be refused by its number.
    """
    (tmp_path / "in.jsonl").write_bytes(b"\xff\xfe\n{}\n")

    assert len(list(read_lines(str(tmp_path / "in.jsonl")))) == 2


def test_a_file_appears_only_when_it_is_whole(tmp_path: Path) -> None:
    """
    An interrupted command leaves the former file as it was.
    """
    path = tmp_path / "out.jsonl"
    path.write_text("before\n", encoding="utf-8")

    with pytest.raises(KeyboardInterrupt), write_lines(str(path)) as sink:
        sink(Count(1, 2))
        raise KeyboardInterrupt

    assert path.read_text(encoding="utf-8") == "before\n"
    assert [item.name for item in tmp_path.iterdir()] == ["out.jsonl"]


def test_refusals_are_counted_and_kept(tmp_path: Path) -> None:
    """
    Each refusal is one JSON line in the file that was named.
    """
    path = tmp_path / "refusals.jsonl"
    refusal = Refusal("line", "3", "extract", "v1", "line_broken", "line 3 is no JSON.")

    with collect_refusals(str(path)) as (refuse, count):
        refuse(refusal)

    assert count == [1]
    assert json.loads(path.read_text(encoding="utf-8"))["reason"] == "line_broken"
