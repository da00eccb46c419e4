"""
Compile the sampler to machine code: ``python -m sijill.estimate.compiling FILE``.

The one place that needs the compiler. Called by `sijill.estimate.compiled`.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import llvmlite.binding as llvm
from numba import carray, cfunc, types  # type: ignore[attr-defined]

from sijill.estimate.compiled import NAME, NEVER_CALLED
from sijill.estimate.gibbs import run_chain
from sijill.estimate.labels import MOST_BLOCKS

_RAISES = "picklebuf"  # how numba names an error that a function may raise
_ANY: Any = types  # whose names have no types of their own
_BITS, _REALS, _WHOLES = (
    _ANY.CPointer(kind) for kind in (types.uint64, types.float64, types.int64)
)
_TAKES = types.void(
    _BITS, *[_REALS] * 3, *[_WHOLES] * 3, *[_REALS] * 10,
    *[types.int64] * 4, *[types.float64] * 4, *[types.int64] * 4,
)  # fmt: skip


def run_by_address(
    stream: Any, odds: Any, unlisted: Any, state: Any, starts: Any, places: Any, counts: Any,
    chances: Any, hits: Any, sizes: Any, seats: Any, by_pattern: Any, by_list: Any, halves: Any,
    blocks: Any, ways: Any, out: Any, n_lists: int, n_classes: int, n_patterns: int,
    n_places: int, shape: float, rate: float, missed: float, most_missing: float, burn_in: int,
    n_draws: int, thin: int, jump_every: int,
) -> None:  # fmt: skip
    """Run a chain on arrays that are given by where they lie."""
    run_chain(
        carray(stream, (4,)),
        carray(odds, (n_lists, n_classes)),
        carray(unlisted, (n_classes,)),
        carray(state, (3,)),
        carray(starts, (n_patterns + 1,)),
        carray(places, (n_places,)),
        carray(counts, (n_patterns,)),
        shape,
        rate,
        missed,
        most_missing,
        burn_in,
        n_draws,
        thin,
        jump_every,
        carray(chances, (n_classes,)),
        carray(hits, (n_lists, n_classes)),
        carray(sizes, (n_classes,)),
        carray(seats, (n_patterns, n_classes)),
        carray(by_pattern, (3, n_patterns + 1)),
        carray(by_list, (4, n_lists)),
        carray(halves, (5,)),
        carray(blocks, (4, MOST_BLOCKS + 1)),
        carray(ways, (n_classes, 1 << MOST_BLOCKS)),
        carray(out, (3, n_draws)),
    )


def compile_sampler(path: Path) -> None:
    """
    Write the sampler's machine code for this processor.

    Args:
        path: The file; it appears whole or not at all.

    Raises:
        RuntimeError: If the code leans on what only the compiler brings.
    """
    made = cfunc(_TAKES, error_model="numpy")(run_by_address)
    text = made.inspect_llvm()
    module = llvm.parse_assembly(text)
    leans = {
        item.name
        for item in module.functions
        if item.is_declaration and item.name.startswith(("numba_", "NRT_"))
    }
    if leans - set(NEVER_CALLED) or _RAISES in text:
        raise RuntimeError(f"the sampler raises or asks for memory: {', '.join(sorted(leans))}")
    module.get_function(made.native_name).name = NAME
    machine = llvm.Target.from_default_triple().create_target_machine(
        cpu=llvm.get_host_cpu_name(), features=llvm.get_host_cpu_features().flatten(),
        opt=3, reloc="pic", codemodel="jitdefault", jit=True,
    )  # fmt: skip
    beside = path.with_suffix(f".{os.getpid()}")
    beside.write_bytes(machine.emit_object(module))
    beside.replace(path)


if __name__ == "__main__":
    compile_sampler(Path(sys.argv[1]))
