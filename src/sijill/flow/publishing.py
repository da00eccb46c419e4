"""
A release of a record, through the gate of `protect`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from sijill.errors import ReleaseError, say_command
from sijill.flow.capturing import refusals_of
from sijill.flow.clock import now_utc, today
from sijill.flow.extracting import load_tools
from sijill.flow.gazetteering import list_gazetteers
from sijill.flow.holdingback import find_held_back
from sijill.flow.listing import canonical_digest
from sijill.flow.owning import load_own
from sijill.flow.recording import RecordLayout, load_custody, load_documents, write_record
from sijill.flow.settings import load_settings
from sijill.flow.standing import load_claims
from sijill.flow.testimony import find_interviews, without_source, without_words
from sijill.model import Incident, Refusal, Release, Summary
from sijill.model.release import PublicRecord
from sijill.protect import generalise_record
from sijill.publish import publish_release
from sijill.publish.release import plan_release
from sijill.store import open_store

_TITLE = "A record of civilian harm"


@dataclass(frozen=True, slots=True)
class PublishReport:
    """
    What was released.

    Attributes:
        release: The release.
        folder: Where it stands.
        withheld: How many values were kept back to protect people, by field.
    """

    release: Release
    folder: Path
    withheld: Mapping[str, int]


def publish_record(
    folder: Path,
    *,
    title: str | None = None,
    by: str,
    dry_run: bool = False,
    check: Callable[[], None] = lambda: None,
) -> PublishReport:
    """
    Release what may be shown of the record in *folder*; nothing of it that is restricted.

    Args:
        folder: The record; run before.
        title: What the record is about.
        by: Who releases; not written into the release, since it is public.
        dry_run: Say what would be released; write nothing.
        check: Called once nobody else can write; raises where it must not be released.

    Raises:
        ReleaseError: If the record was never run, or somebody took the version meanwhile.
    """
    del by
    with write_record(folder) as layout:
        check()
        settings = load_settings(layout.settings)
        public = _make_public(layout, title or _TITLE)
        if dry_run:
            release = plan_release(
                public, layout.releases, settings=settings.publish, at=now_utc()
            )
        else:
            release = publish_release(
                public, layout.releases, settings=settings.publish, at=now_utc()
            )
        return PublishReport(release, layout.releases / release.version, public.withheld)


def _make_public(layout: RecordLayout, title: str) -> PublicRecord:
    settings = load_settings(layout.settings)
    with open_store(layout.derived) as store:
        if not store.marks("incidents"):
            raise ReleaseError(
                f"the record was never run. Run `{say_command('run', layout.folder)}`, "
                "then publish.",
                phrase="never_run",
            )
        refusals = Counter(item.reason for item in refusals_of(load_custody(layout)))
        refusals.update(
            item.reason
            for item in store.stream_records(Refusal)
            if item.step not in ("reconcile", "review")
        )
        told, held = find_interviews(layout), find_held_back(layout)
        claims = tuple(
            without_words(one) if one.document_id in told else one for one in load_claims(store)
        )
        every = tuple(store.stream_records(Incident))
        incidents = held.open_incidents(every, claims)
        shut = {one.id for one in every} - {one.id for one in incidents}
        return generalise_record(
            title=title,
            incidents=incidents,
            claims=claims,
            summaries=held.open_summaries(store.stream_records(Summary), claims, shut),
            documents=tuple(
                without_source(one) if one.id in told else one
                for one in held.open_documents(load_documents(layout).values())
            ),
            on=today(),
            settings=settings.protect,
            actors=load_tools(load_own(layout))[1].actors.values(),
            gazetteers=list_gazetteers(layout.folder),
            refusals=refusals,
            held_back=len(shut),
            digest=canonical_digest(layout.folder),
        )
