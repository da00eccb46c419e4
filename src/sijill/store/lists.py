"""
The files of a record's own gazetteer, and the one page that says which of them count.

New files are drafted beside the others. They count from the moment that ``lists.json``, which
is replaced in one step, names them; a kill before leaves drafts that the next writer clears.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from sijill.errors import FormError, StoreError
from sijill.model.form import canonical_line, from_json
from sijill.model.placelist import PlaceList
from sijill.store.vault import describe, sync_folder

_PAGE = "lists.json"


class ListFolder:
    """
    The folder of a record's own gazetteer.

    Attributes:
        folder: The folder; it need not be there.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def load_lists(self) -> tuple[PlaceList, ...]:
        """
        Return the lists that count, by name; none where nothing was added.

        Raises:
            StoreError: If the page cannot be read.
        """
        path = self.folder / _PAGE
        try:
            rows = json.loads(path.read_text(encoding="utf-8"))["lists"]
            return tuple(from_json(PlaceList, row) for row in rows)
        except FileNotFoundError:
            return ()
        except (OSError, ValueError, LookupError, TypeError, FormError) as why:
            raise StoreError(
                f"{self.folder.name}/{_PAGE} cannot be read. Restore it from a second copy of "
                "the record, or delete the folder and add the lists again."
            ) from why

    def path_of(self, one: PlaceList) -> Path:
        """Return the file of a list."""
        return self.folder / one.file

    def draft_file(self) -> Path:
        """Return a path for a new file; the folder is made if need be."""
        try:
            self.folder.mkdir(exist_ok=True)
        except OSError as why:
            raise _not_kept(why) from why
        return self.folder / f"{uuid4().hex}.partial"

    def save_lists(self, lists: Iterable[PlaceList], drafts: Mapping[str, Path]) -> None:
        """
        Let *lists* count from now on, and take away the files of those that no longer do.

        Args:
            lists: Every list of the record.
            drafts: The drafts of new files, by the name that each gets.

        Raises:
            StoreError: If the disk does not take it. What counted before counts on.
        """
        kept = sorted(lists, key=lambda one: one.name)
        rows = ",\n".join(map(canonical_line, kept))
        text = f'{{"lists": [\n{rows}\n]}}\n'
        page = self.draft_file()
        try:
            for name, draft in drafts.items():
                draft.replace(self.folder / name)
            with page.open("w", encoding="utf-8", newline="\n") as out:
                out.write(text)
                out.flush()
                os.fsync(out.fileno())
            sync_folder(self.folder)
            page.replace(self.folder / _PAGE)
            sync_folder(self.folder)
        except OSError as why:
            raise _not_kept(why) from why
        self.clear_drafts()

    def clear_drafts(self) -> None:
        """Take away every file that no list has: drafts, and what was replaced."""
        if not self.folder.is_dir():
            return
        kept = {_PAGE, *(one.file for one in self.load_lists())}
        for path in self.folder.iterdir():
            if path.name not in kept and path.suffix in (".sqlite", ".partial"):
                with suppress(OSError):  # somebody may still read it; the next writer will
                    path.unlink()


def _not_kept(why: OSError) -> StoreError:
    return StoreError(
        f"the gazetteer could not be written: {describe(why)}. "
        "Make room or allow writing, then run the same command again."
    )
