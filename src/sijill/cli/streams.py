"""
Records in and out: JSON Lines on files and pipes, whole or not at all.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

import click

Sink = Callable[[Any], None]
PARQUET = ".parquet"


def open_records(path: str) -> Iterable[str] | Path:
    """Return the lines of a JSON Lines file, or the path of a Parquet file."""
    return Path(path) if is_parquet(path) else read_lines(path)


def read_lines(path: str) -> Iterator[str]:
    """
    Yield the lines of a file or of standard input, blank ones included, without their ends.

    Bytes that are no UTF-8 come as lone surrogates, so that the line can be refused by its
    number and the rest goes on.
    """
    if path == "-":
        yield from _strip(sys.stdin.buffer)
        return
    with Path(path).open("rb") as lines:
        yield from _strip(lines)


def _strip(lines: Any) -> Iterator[str]:
    mark = b"\xef\xbb\xbf"
    for n, line in enumerate(lines):
        shown = line.removeprefix(mark) if n == 0 else line
        yield shown.rstrip(b"\r\n").decode("utf-8", "surrogateescape")


@contextmanager
def write_records(path: str) -> Iterator[Sink]:
    """Give a sink that writes records in the form that the file's ending asks for."""
    if is_parquet(path):
        from sijill.flow.filtering import write_parquet

        with write_parquet(Path(path)) as sink:
            yield sink
    else:
        with write_lines(path) as sink:
            yield sink


@contextmanager
def write_lines(path: str) -> Iterator[Sink]:
    """
    Give a sink that writes each record as one JSON line.

    A file appears under its name only when all of it is written.
    """
    from sijill.model.form import json_line

    with _open_whole(path) as out:
        yield lambda record: _write(out, json_line(record))


def write_text(path: str, text: str) -> None:
    """Write a text to a file, whole or not at all, or to standard output."""
    with _open_whole(path) as out:
        out.write(text)


@contextmanager
def _open_whole(path: str) -> Iterator[TextIO]:
    """Open a file that appears under its name only when all of it is written."""
    if path == "-":
        yield sys.stdout
        return
    partial = Path(f"{path}.partial")
    try:
        with partial.open("w", encoding="utf-8", newline="\n") as out:
            yield out
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


@contextmanager
def collect_refusals(path: str | None) -> Iterator[tuple[Sink, list[int]]]:
    """Give a sink for refusals and a running count of them, in a list of one."""
    count = [0]
    if path is None:
        yield _counting(lambda record: click.echo(_line(record), err=True), count), count
        return
    with write_lines(path) as sink:
        yield _counting(sink, count), count


def _counting(sink: Sink, count: list[int]) -> Sink:
    def refuse(record: Any) -> None:
        count[0] += 1
        sink(record)

    return refuse


def _line(record: Any) -> str:
    from sijill.model.form import json_line

    return json_line(record)


def _write(out: TextIO, line: str) -> None:
    out.write(f"{line}\n")


def is_parquet(path: str) -> bool:
    """Say whether a path is of a Parquet file, by its ending."""
    return os.fspath(path).lower().endswith(PARQUET)
