"""
How a command ends: one sentence on standard error, and a code that scripts can act on.
"""

from __future__ import annotations

import errno
import os
import sys
import traceback
from types import TracebackType

import click

from sijill.errors import CustodyError, ReleaseError, SijillError, StoreError

DONE, REFUSALS, WRONG_USE, CHECK_FAILED, NOT_FINISHED, INTERRUPTED = 0, 1, 2, 3, 4, 130
_PIPE_ERRORS = (errno.EPIPE, errno.EINVAL)  # Windows says EINVAL


class Ending:
    """
    Ends the process well, whatever comes out of the block.

    A context manager and no ``except``, so that nothing is caught that is not ended.
    """

    def __init__(self, *, debug: bool) -> None:
        self.debug = debug

    def __enter__(self) -> Ending:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        why: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if why is None or isinstance(why, (SystemExit, GeneratorExit)):
            return
        code, sentence = explain_ending(why)
        if self.debug and not isinstance(why, click.ClickException):
            traceback.print_exception(kind, why, trace)
        if sentence:
            click.echo(sentence, err=True)
        if code == DONE:
            _silence_output()
        if code == INTERRUPTED:
            _leave_at_once()
        sys.exit(code)


def explain_ending(why: BaseException) -> tuple[int, str]:
    """
    Return the exit code for an error, and the sentence that says what to do next.

    Examples:
        >>> from sijill.errors import RecordError
        >>> explain_ending(RecordError("no record here. Make one with `sijill init`."))
        (2, 'sijill: no record here. Make one with `sijill init`.')
    """
    if isinstance(why, (KeyboardInterrupt, click.Abort)):
        return INTERRUPTED, "sijill: interrupted; safe to run again."
    if isinstance(why, click.ClickException):
        return WRONG_USE, _word_usage(why)
    if isinstance(why, OSError) and _is_broken_pipe(why):
        return DONE, ""
    if isinstance(why, (CustodyError, ReleaseError)):
        return CHECK_FAILED, f"sijill: {why}"
    if isinstance(why, StoreError):
        return NOT_FINISHED, f"sijill: {why}"
    if isinstance(why, SijillError):
        return WRONG_USE, f"sijill: {why}"
    if isinstance(why, OSError):
        about = f" {why.filename}" if why.filename else ""
        reason = (why.strerror or type(why).__name__).lower()
        return (
            NOT_FINISHED,
            f"sijill: could not finish:{about} {reason}. Put it right and run again.",
        )
    return NOT_FINISHED, (
        f"sijill: could not finish: an error of Sijill itself ({type(why).__name__}). "
        "Nothing that was sealed is lost; run again with --debug to see where it stands."
    )


def _word_usage(why: click.ClickException) -> str:
    """Return click's message with the command's own help named."""
    context = getattr(why, "ctx", None)
    path = context.command_path if context else "sijill"
    return f"{path}: {why.format_message()} See `{path} --help`."


def _is_broken_pipe(why: BaseException | None) -> bool:
    return isinstance(why, BrokenPipeError) or (
        os.name == "nt"
        and isinstance(why, OSError)
        and why.errno in _PIPE_ERRORS
        and why.filename is None
    )


def _leave_at_once() -> None:
    """End now: what is sealed is whole, and nobody who pressed Ctrl-C waits for children."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(INTERRUPTED)


def _silence_output() -> None:
    """Point standard output at nothing, so that Python's last flush stays quiet too."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, sys.stdout.fileno())
