"""
Reading in child processes, so that no document can crash, hang or fill the memory.
"""

from __future__ import annotations

import multiprocessing
import os
import time
import zlib
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from sijill.errors import RefusedError, SijillError
from sijill.model import Document, Reading
from sijill.model.mapping import RowMapping
from sijill.read.children import end_with_parent, start_deaf
from sijill.read.reading import read_document
from sijill.read.settings import Settings

# What a reader may raise on broken input; anything else ends the child, which is replaced.
_BREAKS = (
    SijillError, ValueError, ArithmeticError, LookupError, TypeError, AttributeError, OSError,
    MemoryError, RuntimeError, AssertionError, zlib.error,
)  # fmt: skip
_READY = "ready"  # what a child says once it can read
_START_S = 300.0  # a busy machine takes long to start a child, and no document is to blame
Item = tuple[Document, bytes]
Result = tuple[Reading, ...] | RefusedError


@dataclass(slots=True)
class _Child:
    process: BaseProcess
    pipe: Connection
    slot: int | None = None
    since: float = 0.0
    is_ready: bool = False


def read_guarded(
    items: Iterable[Item],
    *,
    settings: Settings,
    workers: int | None = None,
    mappings: Mapping[str, RowMapping] | None = None,
) -> Iterator[tuple[Document, Result]]:
    """
    Read documents in child processes and yield each with its readings or its refusal.

    The order is kept. A child that takes too long or dies is replaced, and its document is
    refused; the rest go on. At most a few documents a child are held in memory.

    Args:
        items: Documents with their bytes.
        settings: Limits of time and memory, and what the readers need.
        workers: How many children; ``None``: one a core.
        mappings: What the columns mean of documents that are datasets, by document.
    """
    children = [_start(settings) for _ in range(workers or os.cpu_count() or 1)]
    try:
        yield from _run(children, iter(items), settings, mappings or {})
    finally:
        for child in children:
            _stop(child)


def _run(
    children: list[_Child],
    items: Iterator[Item],
    settings: Settings,
    mappings: Mapping[str, RowMapping],
) -> Iterator[tuple[Document, Result]]:
    slots: deque[tuple[int, Document]] = deque()
    done: dict[int, Result] = {}
    number, more = 0, True
    while more or slots:
        for child in children:
            if child.slot is not None or not more or len(slots) >= 4 * len(children):
                continue
            item = next(items, None)
            if item is None:
                more = False
                break
            number += 1
            slots.append((number, item[0]))
            _give(child, number, item, mappings.get(item[0].id))
        _collect(children, dict(slots), done, settings)
        while slots and slots[0][0] in done:
            slot, document = slots.popleft()
            yield document, done.pop(slot)


def _give(child: _Child, slot: int, item: Item, mapping: RowMapping | None) -> None:
    child.slot, child.since = slot, time.monotonic()
    with suppress(OSError, ValueError):
        child.pipe.send((*item, mapping))


def _collect(
    children: list[_Child],
    documents: dict[int, Document],
    done: dict[int, Result],
    settings: Settings,
) -> None:
    """Take what children have ready; replace those that died or took too long."""
    busy = [child for child in children if child.slot is not None]
    if not busy:
        return
    wait([child.pipe for child in busy], timeout=0.2)
    for child in busy:
        slot = child.slot
        assert slot is not None
        try:
            if child.pipe.poll():
                told = child.pipe.recv()
                if told == _READY:
                    child.is_ready, child.since = True, time.monotonic()
                else:
                    done[slot], child.slot = told, None
                continue
        except (EOFError, OSError):
            done[slot] = _crashed(documents[slot])
            _replace(child, settings)
            continue
        limit_s = settings.time_limit_s if child.is_ready else _START_S
        if time.monotonic() - child.since > limit_s:
            done[slot] = _slow(documents[slot], settings)
            _replace(child, settings)


def _start(settings: Settings) -> _Child:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, settings), daemon=True)
    with start_deaf():
        process.start()
    theirs.close()
    return _Child(process, ours)


def _stop(child: _Child) -> None:
    with suppress(OSError):
        child.pipe.close()
    child.process.kill()
    child.process.join()


def _replace(child: _Child, settings: Settings) -> None:
    _stop(child)
    fresh = _start(settings)
    child.process, child.pipe = fresh.process, fresh.pipe
    child.slot, child.is_ready = None, False


def _serve(pipe: Connection, settings: Settings) -> None:
    """Read what comes through the pipe until it closes; runs in the child."""
    end_with_parent()
    _limit_memory(settings.memory_limit_bytes)
    with suppress(OSError):  # nobody waits any more
        pipe.send(_READY)
    while True:
        try:
            document, data, mapping = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            result: Result = read_document(document, data, settings=settings, mapping=mapping)
        except RefusedError as why:
            result = why
        except _BREAKS:
            result = _crashed(document)
        del data
        pipe.send(result)


def _limit_memory(limit_bytes: int) -> None:
    """Bound the address space where the system can; elsewhere the size limits must do."""
    if not limit_bytes:
        return
    try:
        import resource
    except ImportError:
        return
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (limit_bytes, limit_bytes))


def _crashed(document: Document) -> RefusedError:
    text = (
        f"document {document.id} broke its reader; open the original in another program and "
        "capture what that saves."
    )
    return RefusedError("reader_crashed", text)


def _slow(document: Document, settings: Settings) -> RefusedError:
    text = (
        f"document {document.id} took longer than {settings.time_limit_s:g} s to read; "
        "split it or raise `read.time_limit_s`."
    )
    return RefusedError("too_slow", text)
