"""
Every error the package raises on purpose.

* SijillError
  * CustodyError          a document, or its history, is not what it claims to be
    + DigestMismatch
    + ChainBroken
  * ModelError            a value cannot exist in the record
    + CountReversed
    + SpanMismatch
    + FormError
    + UnknownTerm
  * RefusedError          one document or record cannot be processed; the rest go on
  * SettingsError         what was asked for cannot be done as asked
  * RecordError           the folder is not a record, or is held by another process
    + RecordBusy
    + RunUnfinished
  * StoreError            the store could not keep or find something
  * ReleaseError          a release cannot be made, or is not what it claims to be
  * WorkbenchError        what a person asked of the workbench is not for them, or not now
    + NotThere
    + NotSignedIn
    + NotAllowed
    + FieldWithheld
    + SignInRefused
    + AccountRefused
    + SignRefused
    + StaleDecision
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from shlex import quote
from types import MappingProxyType
from typing import ClassVar


class SijillError(Exception):
    """
    The base class; catch it to catch all of ours and nothing else.

    Attributes:
        phrase: Key of the sentence among the phrases of the workbench, which says it in the
            reader's language; empty: it is said in English alone.
        values: What stands in the places of that sentence.
    """

    phrase: str = ""
    values: Mapping[str, object] = MappingProxyType({})

    def __init__(self, *said: object, phrase: str = "", **values: object) -> None:
        super().__init__(*said)
        if phrase:
            self.phrase, self.values = phrase, values


class CustodyError(SijillError):
    """A document, or its history, is not what it claims to be."""


class DigestMismatch(CustodyError):
    """The bytes on disk do not hash to the digest written at capture."""

    def __init__(self, document_id: str, *, expected: str, actual: str) -> None:
        self.document_id = document_id
        self.expected = expected
        self.actual = actual
        super().__init__(
            f"document {document_id} has changed since capture: expected SHA-256 "
            f"{expected[:12]}…, found {actual[:12]}…. Restore the bytes from a second "
            f"copy, then run `sijill custody verify DIR {document_id}`."
        )


class ChainBroken(CustodyError):
    """A line of an append-only log does not follow from the line before it."""

    def __init__(self, log: str, line: int, *, document_id: str | None, why: str) -> None:
        self.log = log
        self.line = line
        self.document_id = document_id
        about = f", document {document_id}" if document_id else ""
        super().__init__(
            f"{log}, line {line}{about}: {why}. Compare the log with a second copy; "
            "lines after this one cannot be trusted until it is restored."
        )


class ModelError(SijillError):
    """A value cannot exist in the record."""


class CountReversed(ModelError):
    """A count's lower bound is above its upper bound."""

    def __init__(self, *, low: int, high: int) -> None:
        self.low = low
        self.high = high
        super().__init__(
            f"a count needs low <= high, got low={low}, high={high}. "
            "If the sources disagree, keep one count for each claim.",
            phrase="low_above_high",
        )


class SpanMismatch(ModelError):
    """A span's words are not the words that stand in the reading at its place."""

    def __init__(self, reading_id: str, *, start: int, end: int) -> None:
        self.reading_id = reading_id
        self.start = start
        self.end = end
        super().__init__(
            f"reading {reading_id}: the words of the span [{start}, {end}) are not the words "
            "that stand there. Take the span from the reading's text, not from a cleaned copy."
        )


class FormError(ModelError):
    """A JSON value has not the form of the record it should be."""


class UnknownTerm(ModelError):
    """A term is not in the vocabulary it is used from."""

    def __init__(self, vocabulary: str, term: str, *, nearest: str | None) -> None:
        self.vocabulary = vocabulary
        self.term = term
        self.nearest = nearest
        hint = f" Nearest: '{nearest}'." if nearest else ""
        super().__init__(f"vocabulary term '{term}' is not in {vocabulary}.toml.{hint}")


class RefusedError(SijillError):
    """
    One document or record cannot be processed; `flow` turns this into a refusal.

    Attributes:
        reason: A term of ``vocabulary/refusal.toml``.
        text: One sentence that says what is wrong and what to do next.
    """

    def __init__(self, reason: str, text: str) -> None:
        self.reason = reason
        self.text = text
        super().__init__(text)

    def __reduce__(self) -> tuple[type[RefusedError], tuple[str, str]]:
        return type(self), (self.reason, self.text)  # so that it crosses processes


class SettingsError(SijillError):
    """What was asked for cannot be done as asked."""


class RecordError(SijillError):
    """The folder is not a record, or is held by another process."""


class RecordBusy(RecordError):
    """Another process or thread writes to the record; it can be tried again."""

    def __init__(self) -> None:
        super().__init__(
            "another process is writing to this record. Wait until it has ended, "
            "then run the same command again."
        )


class RunUnfinished(RecordError):
    """A run was interrupted: what it read anew is there, and what follows from that is not."""

    def __init__(self) -> None:
        super().__init__(
            "a run was interrupted before it had linked what it read anew, and this rests on "
            "what was read before. Run `sijill run` to its end, then decide again.",
            phrase="run_unfinished",
        )


class StoreError(SijillError):
    """The store could not keep or find something."""


class ReleaseError(SijillError):
    """A release cannot be made, or is not what it claims to be."""


class WorkbenchError(SijillError):
    """What a person asked of the workbench is not for them, or not now."""


class NotThere(WorkbenchError):
    """Nothing has the id, or nothing that the person may see; the two are not told apart."""

    def __init__(self, what: str, id_: str) -> None:
        self.what = what
        self.id = id_
        super().__init__(f"no {what} has the id {id_[:80]!r}. Look for it in the lists.")


class NotSignedIn(WorkbenchError):
    """Nobody is signed in, or not any more."""

    def __init__(self, why: str = "") -> None:
        super().__init__(why or "nobody is signed in, or not any more. Sign in and try again.")


class NotAllowed(WorkbenchError):
    """The person's role lacks the right."""

    def __init__(self, right: str) -> None:
        self.right = right
        super().__init__(f"this needs the right {right!r}. Ask an administrator of the record.")


class FieldWithheld(WorkbenchError):
    """
    What was asked for would tell of a field that is withheld from the person.

    Attributes:
        fields: Names of the fields, of `sijill.model.withheld.FieldName`.
    """

    def __init__(self, fields: Iterable[str]) -> None:
        self.fields = tuple(sorted(fields))
        super().__init__(
            f"withheld from you: {', '.join(self.fields)}; this would tell of it. Ask without "
            "it, or ask an administrator of the record."
        )


class SignInRefused(WorkbenchError):
    """
    A name, password or code was not taken.

    Attributes:
        reason: ``wrong``, ``wrong_code``, ``wrong_password`` or ``wait``.
        wait_s: Seconds to wait before the next try; 0: none.
    """

    def __init__(self, reason: str, *, wait_s: int = 0) -> None:
        self.reason = reason
        self.wait_s = wait_s
        super().__init__(
            f"too many tries. Wait {wait_s} seconds, then try again."
            if wait_s
            else "the name, the password or the code is wrong. Check them, then try again."
        )


class AccountRefused(WorkbenchError):
    """
    An account, an invitation or a token cannot be made or changed as asked.

    Attributes:
        reason: ``bad_name``, ``name_taken``, ``too_short``, ``too_long``, ``too_simple``,
            ``not_the_same``, ``link_ended``, ``last_administrator`` or ``bad_token``.
    """

    def __init__(self, reason: str) -> None:
        self.reason = reason
        words = reason.replace("_", " ")
        super().__init__(
            f"the account cannot be changed as asked: {words}. Change what it names."
        )


class SignRefused(WorkbenchError):
    """
    A person cannot sign this.

    Attributes:
        reason: ``nobody_decided``, ``same_person``, ``signed`` or ``not_signed``.
    """

    _SENTENCES: ClassVar[dict[str, str]] = {
        "nobody_decided": "nobody has decided about it yet; decide first, then another signs.",
        "same_person": "who decided last cannot sign it; ask another person of the team.",
        "signed": "it is signed already, as it stands.",
        "not_signed": "nobody has signed it as it stands; ask another person to sign first.",
    }

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(self._SENTENCES[reason])


class WriteUnderWay(WorkbenchError):
    """A write was sent again while the first is not done yet."""

    def __init__(self) -> None:
        super().__init__("this is being done already. Wait a little, then ask again.")


class WriteUnfinished(WorkbenchError):
    """A write was sent again, and nobody knows what became of the first."""

    def __init__(self) -> None:
        super().__init__(
            "the server ended while it did this, and does not know whether it was done. Look "
            "whether it was; if not, send it with a new key."
        )


class KeyUsed(WorkbenchError):
    """The key of a write came with another write before."""

    def __init__(self) -> None:
        super().__init__("this key came with another write. Make a new key for each write.")


class MatchNeeded(WorkbenchError):
    """A write that rests on what a person saw does not say what that was."""

    def __init__(self) -> None:
        super().__init__(
            "this rests on what you saw. Send its etag in If-Match, or * for whatever there "
            "is now."
        )


@dataclass(frozen=True, slots=True)
class Change:
    """
    One thing that was done since a person looked.

    Attributes:
        by: Who did it; empty: nobody, a run.
        act: The verdict of a decision; ``withdraw``: one was taken back; ``record``: a change
            of the record's words, datasets or lists; ``look``: somebody looks at it now;
            ``run``: no decision, the record was made anew.
        field: What of a claim it is about; empty: all of it, or no claim.
        at: Instant in UTC, ISO 8601; empty: not known.
    """

    by: str
    act: str
    field: str = ""
    at: str = ""


class StaleDecision(WorkbenchError):
    """What was decided on has changed since the person saw it."""

    def __init__(self, what: str, *, changes: tuple[Change, ...] = ()) -> None:
        self.what = what
        self.changes = changes
        super().__init__(
            f"{what} has changed since you opened it, and nothing was written. Look at what "
            "changed, then decide again."
        )


def say_command(*words: object) -> str:
    """
    Return a command, each word set in quotes where a shell would take it apart.

    Args:
        words: What follows `sijill`: the command, folders and other values.

    Examples:
        >>> print(say_command("run", "investigation"))
        sijill run investigation
        >>> print(say_command("store move", "record of March"))
        sijill store move 'record of March'
    """
    command, *values = map(str, words)
    return " ".join(("sijill", command, *map(quote, values)))
