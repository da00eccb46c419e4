"""
The match weights of a record: which table holds, how it is trained, how a pair reads by it.
"""

from __future__ import annotations

from pathlib import Path

from sijill import link
from sijill.errors import SettingsError
from sijill.flow.recording import RecordLayout, write_record
from sijill.flow.settings import load_settings
from sijill.flow.standing import load_claims
from sijill.link import ComparisonTable, Trained, Weights, read_weights
from sijill.link import settings as link_settings
from sijill.store import open_store

_FOLDER = "frozen"
_NAME = "link_weights_{:04}.toml"
_PATTERN = "link_weights_[0-9]*.toml"
_BAR = 24  # columns of the waterfall on each side of zero, one a bit and cut there


def load_weights(layout: RecordLayout, settings: link_settings.Settings) -> Weights:
    """
    Return the match weights that hold in a record: those named, the newest trained, or bundled.

    Raises:
        SettingsError: If the file that is named is not there, or holds no weights.
    """
    made = sorted((layout.folder / _FOLDER).glob(_PATTERN))
    if settings.weights is None:
        return load_weights_file(made[-1]) if made else link.load_weights()
    return load_weights_file(layout.folder / settings.weights)


def load_weights_file(path: Path) -> Weights:
    """
    Return the match weights in a file.

    Raises:
        SettingsError: If it is not there, or holds no weights.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as why:
        raise SettingsError(
            f"the match weights {path.name} cannot be read: {why}. Name a file that "
            "sijill link --train made."
        ) from why
    return read_weights(text, name=path.name)


def train_record(folder: Path) -> tuple[Path, Trained]:
    """
    Learn match weights from a record's claims, and keep them in the record as its newest.

    The next run links by them.

    Raises:
        RecordError: If there is no record, or another process writes to it.
        SettingsError: If there are too few claims to learn from.
    """
    with write_record(folder) as layout, open_store(layout.derived) as store:
        settings = load_settings(layout.settings)
        trained = link.train_weights(load_claims(store), settings=settings.link)
        path = next_weights_file(layout)
        path.parent.mkdir(exist_ok=True)
        path.write_text(link.write_weights(trained.weights), encoding="utf-8")
        return path, trained


def next_weights_file(layout: RecordLayout) -> Path:
    """Return the path of the next table of a record; older ones stay."""
    made = sorted((layout.folder / _FOLDER).glob(_PATTERN))
    last = int(made[-1].stem.rpartition("_")[2]) if made else 0
    return layout.folder / _FOLDER / _NAME.format(last + 1)


def word_comparison(table: ComparisonTable) -> tuple[str, ...]:
    """
    Return a pair's waterfall: row by row what it weighs, the sum so far, and a bar of it.

    Rows that weigh nothing are left out; the bar begins at the sum before its row.
    """
    lines = []
    before = 0.0
    for row in table.rows:
        if row.bits:
            what = row.feature if row.feature == row.level else f"{row.feature}: {row.level}"
            lines.append(
                f"{what:<28} {row.bits:+6.2f} {row.sum:+7.2f}  {_bar(before, row.sum)}".rstrip()
            )
        before = row.sum
    silent = [row.feature for row in table.rows if not row.bits]
    lines.append(
        f"{'together':<28} {'':6} {table.bits:+7.2f}  one incident with probability "
        f"{table.p_same:.3f} (bits, weights {table.weights})"
    )
    if silent:
        lines.append(f"without weight here: {', '.join(silent)}")
    return tuple(lines)


def _bar(before: float, after: float) -> str:
    """Return one row of the waterfall: a column a bit, zero in the middle."""
    first, last = sorted(_BAR + max(-_BAR, min(_BAR, round(x))) for x in (before, after))
    cells = [" "] * (2 * _BAR + 1)
    cells[_BAR] = "|"
    cells[first : max(last, first + 1)] = ["█" if after >= before else "░"] * max(
        1, last - first
    )
    return "".join(cells).rstrip()
