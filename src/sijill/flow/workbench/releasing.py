"""
Releases from the workbench: what was made, and making one that a second person has signed.
"""

from __future__ import annotations

from dataclasses import dataclass

from sijill.errors import NotSignedIn
from sijill.flow.publishing import PublishReport, publish_record
from sijill.flow.team.auditing import note
from sijill.flow.team.bench import Workbench
from sijill.flow.team.rights import need
from sijill.flow.workbench.signing import Signing, need_signed_release, show_release_signing
from sijill.model.person import Person
from sijill.model.role import Right


@dataclass(frozen=True, slots=True)
class Releases:
    """
    What was released, and how what would be released now stands.

    Attributes:
        versions: Versions that were made, the newest first.
        signing: How what would be released now stands with signatures.
        may_publish: Whether the person may make a release.
        needs_signature: Whether a release needs the signature of a second person.
    """

    versions: tuple[str, ...]
    signing: Signing
    may_publish: bool
    needs_signature: bool


def list_releases(bench: Workbench, person: Person) -> Releases:
    """Return what was released, and how what would be released now stands."""
    folder = bench.layout.releases
    found = (path.name for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else ()
    versions = sorted((name for name in found if _parts(name)), key=_parts, reverse=True)
    signing = show_release_signing(bench, person)
    may = person.may(Right.PUBLISH)
    return Releases(tuple(versions), signing, may, bench.mode == "team")


def make_release(bench: Workbench, person: Person, *, title: str | None) -> PublishReport:
    """
    Release what may be shown of the record.

    Raises:
        NotAllowed: If the person may not publish.
        SignRefused: If, in a team, no other person has signed it as it stands.
        ReleaseError: If the record was never run, or somebody took the version meanwhile.
    """
    need(person, Right.PUBLISH)
    if person.only is not None:
        raise NotSignedIn("a release is made by a person; sign in and try again.")

    def check() -> None:
        if bench.mode == "team":
            need_signed_release(bench, person)

    report = publish_record(bench.layout.folder, title=title, by=person.name, check=check)
    note(bench, person, "release.make", report.release.version, report.release.record_digest)
    return report


def _parts(name: str) -> tuple[int, ...]:
    return tuple(int(part) for part in name.split(".")) if _is_version(name) else ()


def _is_version(name: str) -> bool:
    return all(part.isascii() and part.isdigit() for part in name.split("."))
