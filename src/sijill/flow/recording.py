"""
A record's folder: where everything lies, what was captured, and who may write.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from sijill.errors import SettingsError
from sijill.flow.settings import (
    default_settings_toml,
    load_key,
    load_secret_file,
    load_store_settings,
)
from sijill.flow.whereabouts import SETTINGS_FILE, find_settings, need_new_folder
from sijill.model import (
    Assessment,
    Coding,
    CustodyEntry,
    DatasetUse,
    Document,
    Identity,
    Judgement,
    Parting,
    SignOff,
    VocabularyChange,
    Withdrawal,
)
from sijill.model.form import canonical_line, from_json
from sijill.model.victim import NameList, PersonJudgement
from sijill.review import find_withdrawn, settle
from sijill.store import (
    AppendLog,
    ListFolder,
    Log,
    TableLog,
    Vault,
    check_home,
    claim_home,
    hold_lock,
)
from sijill.store import settings as store_settings
from sijill.store.database import DatabaseUrl, Place, open_engine, read_url


@dataclass(frozen=True, slots=True)
class RecordLayout:
    """
    Where the parts of a record lie.

    Attributes:
        folder: The record's folder.
        url: The database that holds its logs, derived records and accounts; ``None``: they
            lie in the folder.
        id: The record's id, which its database names too.
    """

    folder: Path
    url: DatabaseUrl | None = None
    id: str | None = None

    @property
    def settings(self) -> Path:
        """The team's settings."""
        return self.folder / SETTINGS_FILE

    @property
    def vault(self) -> Vault:
        """The captured bytes."""
        return Vault(self.folder / "vault")

    @property
    def custody(self) -> Log:
        """The history of every document."""
        return self.log("custody")

    @property
    def decisions(self) -> Log:
        """What people decided."""
        return self.log("decisions")

    @property
    def identities(self) -> Log:
        """The register of incidents' ids."""
        return self.log("identities")

    def log(self, name: str) -> Log:
        """Return one of the logs, which are `LOGS`."""
        if self.url is None:
            return AppendLog(self.folder / f"{name}.jsonl")
        return TableLog(open_engine(self.url), name)

    @property
    def gazetteer(self) -> ListFolder:
        """The lists of places that the team added."""
        return ListFolder(self.folder / "gazetteer")

    def vocabulary(self, name: str) -> Path:
        """The team's own file of ``actors`` or ``sources``; it need not be there."""
        return self.folder / f"{name}.toml"

    @property
    def codebooks(self) -> Path:
        """The team's own codebooks; the folder need not be there."""
        return self.folder / "codebooks"

    @property
    def derived(self) -> Place:
        """Everything that a run can make again."""
        return self.folder / "derived.sqlite" if self.url is None else self.url

    @property
    def desk(self) -> Place:
        """What belongs to the people who use the workbench, and not to the record."""
        return self.folder / "desk.sqlite" if self.url is None else self.url

    @property
    def desk_key(self) -> Path:
        """What seals some of the desk; never in it, and in no backup."""
        return self.folder / "desk.key"

    @property
    def lock(self) -> Place:
        """What the one writer holds."""
        return self.folder / "lock" if self.url is None else self.url

    @property
    def releases(self) -> Path:
        """What was published, one folder a version."""
        return self.folder / "releases"


def init_record(folder: Path) -> Path:
    """
    Make a record in *folder* and return it; the folder is made if need be.

    Raises:
        RecordError: If there is a record already, or the folder holds something else.
    """
    need_new_folder(folder)
    (folder / "vault").mkdir(parents=True)
    (folder / SETTINGS_FILE).write_text(default_settings_toml(), encoding="utf-8")
    return folder


def open_record(folder: Path) -> RecordLayout:
    """
    Return the layout of the record in *folder*.

    Raises:
        RecordError: If there is none, or it cannot be read.
        SettingsError: If its settings do not say where it lies.
    """
    found = load_store_settings(find_settings(folder))
    url = find_url(folder, found)
    if url is None:
        return RecordLayout(folder)
    _check_home_once(url, found.record or "")
    return RecordLayout(folder, url, found.record or "")


@cache
def _check_home_once(url: DatabaseUrl, id: str) -> None:
    """Ask once in a process; a writer asks each time."""
    check_home(open_engine(url), id)


def find_url(folder: Path, settings: store_settings.Settings) -> DatabaseUrl | None:
    """
    Return the URL of a record's database; ``None``: the record lies in its folder.

    Raises:
        SettingsError: If the variable or the key file that the settings name holds none.
    """
    if settings.url_variable is not None:
        text = load_key(settings.url_variable)
        if text is None:
            raise SettingsError(
                f"the environment variable {settings.url_variable} is not set. Set it to the "
                "URL of the record's database."
            )
        return read_url(text)
    if settings.url_file is not None:
        return read_url(load_secret_file(folder / settings.url_file))
    return None


PATIENCE_S = 10.0
"""How long a person's decision waits for another's; who meets a long run is told."""


@contextmanager
def write_record(
    folder: Path, *, wait_s: float = 0.0, clears: bool = False
) -> Iterator[RecordLayout]:
    """
    Give the layout of a record to its one writer.

    Args:
        folder: The record.
        wait_s: How long to wait for another writer, in seconds.
        clears: Whether what killed writers left half sealed is cleared away first, which
            takes a look at the whole vault.

    Raises:
        RecordError: If there is no record, or another process or thread writes to it for
            longer.
    """
    layout = open_record(folder)
    with hold_lock(layout.lock, wait_s=wait_s):
        if layout.url is not None:
            claim_home(open_engine(layout.url), layout.id or "")
        if clears:
            layout.vault.clear_partials()
        yield layout


def load_custody(layout: RecordLayout) -> tuple[CustodyEntry, ...]:
    """Return the custody log, oldest line first."""
    return tuple(from_json(CustodyEntry, line) for line in layout.custody.stream_entries())


def load_documents(layout: RecordLayout) -> dict[str, Document]:
    """
    Return every captured document by id, from the custody log alone.

    Where captures of the same bytes know different things, what was given by hand stands
    first, and the order of capturing plays no part.
    """
    captured = Captured()
    for line in layout.custody.stream_entries():
        captured.add(line)
    return dict(sorted(captured.documents.items()))


@dataclass(slots=True)
class Captured:
    """
    What was captured, from the lines of the custody log.

    Attributes:
        documents: Every captured document by id.
    """

    documents: dict[str, Document] = field(default_factory=dict)

    def add(self, line: Mapping[str, Any]) -> None:
        """Take in one line more; of two captures of the same bytes see `load_documents`."""
        if line.get("document_id") is None or line.get("document") is None:
            return
        new = from_json(Document, line["document"])
        old = self.documents.get(new.id)
        self.documents[new.id] = new if old is None else min(old, new, key=_rank)


def _rank(document: Document) -> tuple[bool, bool, str]:
    by_hand = document.published_origin == "by_hand"
    return (not by_hand, document.published_on is None, canonical_line(document))


@dataclass(frozen=True, slots=True)
class Decisions:
    """
    What people decided, oldest first, without what was taken back.

    Attributes:
        judgements: Which claims speak of one incident.
        assessments: What is right or wrong in claims.
        changes: Changes of the record's vocabularies.
        datasets: Which files are datasets, and what their columns mean.
        withdrawn: Who took back what was taken back, by the id of the decision.
        contradicting: Pairs of ids of decisions that were made in two copies of the record
            and contradict; neither is among the others here.
        people: Which rows of lists and names in claims are one person.
        lists: Which files are lists of people, and what their columns mean.
        signatures: What was signed, and in which state.
    """

    judgements: tuple[Judgement, ...]
    assessments: tuple[Assessment, ...]
    changes: tuple[VocabularyChange, ...]
    datasets: tuple[DatasetUse, ...]
    withdrawn: Mapping[str, Withdrawal]
    contradicting: tuple[tuple[str, str], ...] = ()
    people: tuple[PersonJudgement, ...] = ()
    lists: tuple[NameList, ...] = ()
    signatures: tuple[SignOff, ...] = ()


Answer = Judgement | Assessment | VocabularyChange | DatasetUse | PersonJudgement | NameList
Line = Answer | Coding | Parting | SignOff | Withdrawal
_KIND_BY_KEY: Mapping[str, type[Line]] = {
    "targets": Judgement,
    "target": Assessment,
    "vocabulary": VocabularyChange,
    "dataset": DatasetUse,
    "apart": Parting,
    "answers": Coding,
    "signs": SignOff,
    "people": PersonJudgement,
    "name_list": NameList,
    "withdraws": Withdrawal,
}


def read_decision(line: Mapping[str, object]) -> Line:
    """
    Return a line of the log of decisions as the record that it is.

    Raises:
        FormError: If it is none that is known.
    """
    kind = next((kind for key, kind in _KIND_BY_KEY.items() if key in line), Withdrawal)
    return from_json(kind, strip_chain(line))


def load_decisions(layout: RecordLayout) -> Decisions:
    """Return what people decided and did not take back, and what contradicts."""
    return read_decisions(layout.decisions.stream_entries())


def read_decisions(entries: Iterable[Mapping[str, object]]) -> Decisions:
    """Return the decisions that lines of the log hold, without those taken back."""
    return settle_decisions([read_decision(line) for line in entries])


def settle_decisions(lines: Sequence[Line]) -> Decisions:
    """Return decisions, oldest first, without those taken back."""
    gone = find_withdrawn(one for one in lines if isinstance(one, Withdrawal))
    apart = [one for one in lines if isinstance(one, Parting)]
    standing = [one for one in lines if one.id not in gone]
    judged = settle([one for one in standing if isinstance(one, Judgement)], apart)
    assessed = settle([one for one in standing if isinstance(one, Assessment)], apart)
    changed = settle([one for one in standing if isinstance(one, VocabularyChange)], apart)
    used = settle([one for one in standing if isinstance(one, DatasetUse)], apart)
    people = settle([one for one in standing if isinstance(one, PersonJudgement)], apart)
    lists = settle([one for one in standing if isinstance(one, NameList)], apart)
    return Decisions(
        judged.standing,
        assessed.standing,
        changed.standing,
        used.standing,
        gone,
        (
            *judged.contradicting,
            *assessed.contradicting,
            *changed.contradicting,
            *used.contradicting,
            *people.contradicting,
            *lists.contradicting,
        ),
        people.standing,
        lists.standing,
        tuple(one for one in standing if isinstance(one, SignOff)),
    )


def load_identities(layout: RecordLayout) -> tuple[Identity, ...]:
    """Return the register, oldest line first."""
    return tuple(
        from_json(Identity, strip_chain(line)) for line in layout.identities.stream_entries()
    )


def strip_chain(line: Mapping[str, object]) -> dict[str, object]:
    """Return a log's line without what chains it, here or in a copy that it came from."""
    chain = ("previous", "digest", "merged")
    return {key: value for key, value in line.items() if key not in chain}
