"""
Other people's datasets in a record: which files they are, what their columns mean, in and out.

Which file is which dataset is a person's decision, appended like any other. The file itself
is captured like any document.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from sijill.errors import RecordError, RefusedError, SettingsError
from sijill.flow.capturing import capture_into
from sijill.flow.clock import now_utc
from sijill.flow.deciding import append_decision
from sijill.flow.importing import name_list
from sijill.flow.mapping import open_text
from sijill.flow.progress import Progress, ignore_progress
from sijill.flow.recording import RecordLayout, load_decisions, open_record
from sijill.flow.trying import RowChanges, TriedDataset, compare_rows, try_dataset
from sijill.flow.workbench.book import open_book
from sijill.model import DatasetUse
from sijill.model.ids import digest_bytes
from sijill.model.mapping import RowMapping, mapping_text, read_mapping


@dataclass(frozen=True, slots=True)
class DatasetSettings:
    """
    What is said of a dataset that is added.

    Attributes:
        mapping: A bundled mapping's name, or a file of one.
        by: Who adds it.
        why: The reason.
        name: Name in the record; ``None``: the mapping's.
        title: Who reports, for readers; ``None``: as the mapping has it.
    """

    mapping: str
    by: str
    why: str
    name: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class AddedDataset:
    """
    What came of adding a dataset.

    Attributes:
        name: Its name in the record.
        tried: What its rows come to.
        changes: How its rows differ from those of the file that it replaces; ``None``: it
            replaces none.
    """

    name: str
    tried: TriedDataset
    changes: RowChanges | None


@dataclass(frozen=True)
class Datasets:
    """
    The datasets of a record as people's decisions have them.

    Attributes:
        uses: What stands for each dataset now, by name; one without a file was taken out.
        aside: Files that were a dataset and are none now, replaced or taken out.
    """

    uses: Mapping[str, DatasetUse]
    aside: frozenset[str]

    @cached_property
    def by_name(self) -> Mapping[str, RowMapping]:
        """The mapping of each dataset that is in use, by its name in the record."""
        return {
            name: replace(read_mapping(use.mapping, name), name=name)
            for name, use in self.uses.items()
            if use.mapping is not None
        }

    @cached_property
    def by_document(self) -> Mapping[str, RowMapping]:
        """The mapping of each file that is read as a dataset, by the file's digest."""
        return {
            str(use.document_id): self.by_name[name]
            for name, use in self.uses.items()
            if use.document_id is not None
        }


NO_DATASETS = Datasets({}, frozenset())


def load_datasets(layout: RecordLayout) -> Datasets:
    """Return the datasets of a record."""
    return fold_uses(load_decisions(layout).datasets)


def fold_uses(decisions: Iterable[DatasetUse]) -> Datasets:
    """Return what the decisions, oldest first, come to."""
    uses: dict[str, DatasetUse] = {}
    files: set[str] = set()
    for decision in decisions:
        uses[decision.dataset] = decision
        files |= {decision.document_id} if decision.document_id else set()
    used = {use.document_id for use in uses.values()}
    return Datasets(uses, frozenset(files - used))


def refuse_aside(document_id: str) -> RefusedError:
    """Return the refusal of a file that is no dataset any more."""
    text = (
        f"document {document_id} was a dataset and was taken out or replaced; its bytes stay "
        "sealed. `sijill records DIR decisions` says by whom and why."
    )
    return RefusedError("set_aside", text)


def add_dataset(
    folder: Path,
    path: Path,
    *,
    settings: DatasetSettings,
    dry_run: bool = False,
    progress: Progress = ignore_progress,
) -> AddedDataset:
    """
    Seal a file and let its rows be claims from the next run on.

    The file is read first; where no row of it makes a claim, nothing is kept.

    Args:
        folder: The record.
        path: The file: CSV or its kin, or XLSX.
        settings: What is said of it.
        dry_run: Read the file; write nothing.
        progress: Told how far the reading has come.

    Returns:
        What its rows come to, and what has changed in it since it was added before.

    Raises:
        SettingsError: If the mapping is wrong, or no row makes a claim.
        RefusedError: If the file cannot be read by the mapping.
        RecordError: If there is no record.
    """
    layout = open_record(folder)
    text, mapping = _named_mapping(settings)
    data = _load(path)
    datasets = load_datasets(layout)
    _check_free(datasets, mapping.name, digest_bytes(data))
    tried = try_dataset(path, mapping, progress=progress)
    if not tried.claims:
        why = tried.first_reason or "every row tells of no act of violence."
        raise SettingsError(
            f"no row of {path.name} makes a claim by the mapping {mapping.name!r}: {why} "
            "Nothing was added."
        )
    added = AddedDataset(mapping.name, tried, _changes(layout, datasets, mapping, data))
    if dry_run:
        return added
    report = capture_into(folder, [path], by=settings.by, source=mapping.title)
    ids = (*report.new, *report.known)
    if digest_bytes(data) not in ids:
        raise RecordError(f"{path.name} changed while it was added. Add it again.")
    at = now_utc()
    id_ = open_book(layout).name_decision(
        at, settings.by, "dataset", mapping.name, digest_bytes(data)
    )
    use = DatasetUse(id_, at, settings.by, settings.why, mapping.name, digest_bytes(data), text)
    append_decision(folder, use, dry_run=False)
    return added


def _changes(
    layout: RecordLayout, datasets: Datasets, mapping: RowMapping, data: bytes
) -> RowChanges | None:
    """Return how a file differs from the one that stands under its name now."""
    use = datasets.uses.get(mapping.name)
    if use is None or use.document_id in (None, digest_bytes(data)):
        return None
    before = layout.vault.load_bytes(str(use.document_id)), datasets.by_name[mapping.name]
    return compare_rows(before, (data, mapping))


def _named_mapping(settings: DatasetSettings) -> tuple[str, RowMapping]:
    """Return the mapping's text and form, under the name that the record calls it by."""
    text, where = open_text(settings.mapping)
    mapping = read_mapping(text, where)
    name = name_list(settings.name) if settings.name else mapping.name
    title = settings.title or mapping.title
    text = _with_line(_with_line(text, "name", name), "title", title)
    return text, read_mapping(text, where)


def _with_line(text: str, key: str, value: str) -> str:
    """Return TOML with another value for a key at its top, everything else as it stands."""
    line = (
        f'{key} = "{value.replace(chr(92), chr(92) * 2).replace(chr(34), chr(92) + chr(34))}"'
    )
    lines = text.splitlines()
    for n, old in enumerate(lines):
        if old.lstrip().startswith("["):
            break
        if old.partition("=")[0].strip() == key:
            lines[n] = line
            return "\n".join(lines) + "\n"
    return f"{line}\n{text}"


def _check_free(datasets: Datasets, name: str, document_id: str) -> None:
    for other, use in datasets.uses.items():
        if use.document_id == document_id and other != name:
            raise SettingsError(
                f"this very file is the dataset {other!r} already. Remove that one first, or "
                f"name it with --name {other}."
            )


def _load(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as why:
        raise SettingsError(
            f"{path.name} cannot be read ({why.strerror}). Name a file that can."
        ) from why


def remove_dataset(
    folder: Path, name: str, *, by: str, why: str, dry_run: bool = False
) -> DatasetUse:
    """
    Take a dataset out of a record: the next run makes no claims of it. Its bytes stay sealed.

    Raises:
        SettingsError: If there is no such dataset in use.
    """
    layout = open_record(folder)
    find_use(load_datasets(layout), name)
    at = now_utc()
    id_ = open_book(layout).name_decision(at, by, "no dataset", name)
    use = DatasetUse(id_, at, by, why, name)
    append_decision(folder, use, dry_run=dry_run)
    return use


def find_use(datasets: Datasets, name: str) -> DatasetUse:
    """
    Return what stands for a dataset that is in use.

    Raises:
        SettingsError: If there is none of that name.
    """
    use = datasets.uses.get(name)
    if use is None or use.document_id is None:
        known = [key for key, one in datasets.uses.items() if one.document_id]
        raise SettingsError(
            f"the record has no dataset {name!r}; it has: {', '.join(known) or 'none'}. Add "
            "one with `sijill datasets add DIR FILE --mapping MAPPING`."
        )
    return use


def list_datasets(folder: Path) -> Sequence[DatasetUse]:
    """Return what stands for each dataset of a record, by name, those taken out last."""
    uses = load_datasets(open_record(folder)).uses.values()
    return sorted(uses, key=lambda use: (use.document_id is None, use.dataset))


def show_mapping(given: str, folder: Path | None = None) -> str:
    """
    Return a mapping as it is written: a dataset's of a record, or a bundled one.

    Raises:
        SettingsError: If there is none of that name.
    """
    if folder is None:
        return mapping_text(given)
    return find_use(load_datasets(open_record(folder)), given).mapping or ""
