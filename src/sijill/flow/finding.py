"""
What an id, or the beginning of one, stands for.
"""

from __future__ import annotations

from sijill.errors import SettingsError
from sijill.flow.recording import RecordLayout, load_documents
from sijill.store import Store

_SHORTEST = 4


def find_id(store: Store, layout: RecordLayout, given: str) -> tuple[str, str]:
    """
    Return the kind (a record type's name) and full id that *given* stands for.

    Raises:
        SettingsError: If nothing, or more than one thing, begins with it.
    """
    order = ("Incident", "Claim", "Summary", "Cluster", "Document", "Reading", "Refusal")
    found = [item for item in store.find_prefix(given) if item[0] in order]
    documents = [key for key in load_documents(layout) if key.startswith(given)]
    found += [("Document", key) for key in documents]
    exact = [item for item in found if item[1] == given]
    found = sorted(exact or found, key=lambda item: order.index(item[0]))
    names = {item[1] for item in found}
    if not found or len(given) < _SHORTEST:
        raise SettingsError(
            f"nothing in the record has the id {given!r}. List ids with `sijill records DIR "
            "incidents --json`."
        )
    if len(names) > 1:
        shown = ", ".join(sorted(names)[:3])
        raise SettingsError(f"{given!r} begins several ids ({shown} …); give more of it.")
    return found[0]


def find_of_kind(
    store: Store, layout: RecordLayout, given: str, *kinds: str
) -> tuple[str, str]:
    """
    Return the kind and id that *given* stands for, which must be of one of *kinds*.

    Raises:
        SettingsError: If it is of another kind.
    """
    kind, id_ = find_id(store, layout, given)
    if kind not in kinds:
        wanted = " or ".join(item.lower() for item in kinds)
        raise SettingsError(
            f"{given!r} is the id of a {kind.lower()}; give that of a {wanted}."
        )
    return kind, id_
