"""
The sampler's machine code: made once on a machine, and run without its compiler.

numba takes 130 MB and a second to load, and what it makes of the sampler a few kB. So a process
of its own compiles and keeps the code, and those that draw load it by llvmlite alone.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any

import numpy as np
from numpy.random import SeedSequence
from numpy.typing import NDArray

from sijill.errors import SettingsError

NAME = "sijill_run_chain"
NEVER_CALLED = (
    "numba_gil_ensure", "numba_gil_release", "numba_unpickle", "numba_do_raise",
    "numba_runtime_build_excinfo_struct", "NRT_Free", "NRT_MemInfo_call_dtor",
)  # fmt: skip
"""What the code names for errors and memory of its own, of which it has none."""
_MADE_OF = (
    "gibbs.py", "jumping.py", "annealing.py", "guessing.py", "labels.py", "chance.py",
    "compiling.py",
)  # fmt: skip
_POINTERS, _SIZES, _REALS, _COUNTS = 17, 4, 4, 4
_MOST_BLOCKS = 8  # as `sijill.estimate.labels`, which loads the compiler
_ONE_AT_A_TIME = Lock()  # chains start together, and one compiles for all
_WORKS = Path(__file__).parent


def make_stream(seed: SeedSequence) -> NDArray[np.uint64]:
    """Return the state of a stream of random numbers. Shape (4,), changed by each draw."""
    return seed.generate_state(4, np.uint64).astype(np.uint64)


def run_chain(
    stream: NDArray[np.uint64],
    odds: NDArray[np.float64],
    unlisted: NDArray[np.float64],
    state: NDArray[np.float64],
    patterns: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]],
    prior: tuple[float, float, float],
    most_missing: float,
    lengths: tuple[int, int, int, int],
) -> NDArray[np.float64]:
    """
    Run a chain on from where it stands, and return its draws.

    Args:
        stream: See `make_stream`.
        odds: Odds of being on a list, changed in place. Shape (lists, classes).
        unlisted: Chances of a class and of no list, changed in place. Shape (classes,).
        state: Alpha, unlisted people (not a number at the start) and draws over the cap,
            changed in place. Shape (3,).
        patterns: Where each pattern's lists start, the lists, and the people. Shapes
            (patterns + 1,), (places,), (patterns,).
        prior: Shape and rate of alpha, and *missed* of a class's chances.
        most_missing: The cap, in persons.
        lengths: Iterations thrown away, draws kept, iterations for each draw, and from one jump
            to the next (0: there are none).

    Returns:
        The unlisted, alpha, and the classes in use. Shape (3, draws).

    Raises:
        SettingsError: If the sampler cannot be compiled here.
    """
    n_lists, n_classes = odds.shape
    draws = np.empty((3, lengths[1]))
    n_patterns = len(patterns[2])
    shapes: list[Any] = [
        n_classes, (n_lists, n_classes), n_classes, (n_patterns, n_classes),
        (3, n_patterns + 1), (4, n_lists), 5, (4, _MOST_BLOCKS + 1),
        (n_classes, 1 << _MOST_BLOCKS),
    ]  # fmt: skip
    room = [np.empty(shape) for shape in shapes]
    arrays = (stream, odds, unlisted, state, *patterns, *room, draws)
    sizes = n_lists, n_classes, n_patterns, len(patterns[1])
    with _ONE_AT_A_TIME:
        run = _load()
    run(*(array.ctypes.data for array in arrays), *sizes, *prior, most_missing, *lengths)
    return draws


@cache
def _load() -> Callable[..., None]:
    """Return the compiled sampler, made first where it is not kept yet."""
    import llvmlite.binding as llvm

    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    data = _machine_code(llvm).read_bytes()
    for name in NEVER_CALLED:
        if llvm.address_of_symbol(name) is None:
            llvm.add_symbol(name, ctypes.cast(ctypes.pythonapi.abort, ctypes.c_void_p).value)
    machine = llvm.Target.from_default_triple().create_target_machine(jit=True)
    engine = llvm.create_mcjit_compiler(llvm.parse_assembly(""), machine)
    code = llvm.ObjectFileRef.from_data(data)
    engine.add_object_file(code)
    engine.finalize_object()
    kinds: list[Any] = [ctypes.c_void_p] * _POINTERS + [ctypes.c_int64] * _SIZES
    kinds += [ctypes.c_double] * _REALS + [ctypes.c_int64] * _COUNTS
    run = ctypes.CFUNCTYPE(None, *kinds)(engine.get_function_address(NAME))

    def call(*given: Any, _kept: Any = (engine, code, data)) -> None:
        run(*given)

    return call


def _machine_code(llvm: Any) -> Path:
    """Return the file of the code for this processor and these sources."""
    made_of = [(_WORKS / name).read_bytes() for name in _MADE_OF]
    made_of += [version(name).encode() for name in ("numba", "llvmlite")]
    made_of += [
        llvm.get_host_cpu_name().encode(),
        llvm.get_host_cpu_features().flatten().encode(),
    ]
    digest = hashlib.sha256(b"\0".join(made_of)).hexdigest()[:16]
    path = _folder() / f"sampler-{digest}.o"
    if not path.exists():
        _make(path)
    return path


def _folder() -> Path:
    """Return where compiled code is kept: beside the source, or in the user's cache."""
    beside = _WORKS / "__pycache__"
    if os.access(beside if beside.exists() else _WORKS, os.W_OK):
        return beside
    own = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "sijill"
    try:
        own.mkdir(parents=True, exist_ok=True)
    except OSError:
        return Path(_passing().name)
    return own if os.access(own, os.W_OK) else Path(_passing().name)


@cache
def _passing() -> TemporaryDirectory[str]:
    """Return a folder for this process alone, where nothing can be kept."""
    return TemporaryDirectory(prefix="sijill-")


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    kept = str(path.parent)
    done = subprocess.run(
        [sys.executable, "-m", "sijill.estimate.compiling", str(path)],
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
            "NUMBA_CACHE_DIR": kept,
        },
        capture_output=True,
        text=True,
    )
    if done.returncode:
        why = (done.stderr.strip() or "it ended without a word").splitlines()[-1]
        raise SettingsError(
            f"the sampler of lcmcr could not be compiled for this machine: {why}. Use dga or "
            "loglinear, or install numba anew."
        )
