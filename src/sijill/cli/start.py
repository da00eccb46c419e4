"""
Where the installed command begins: whoever presses Ctrl-C while it loads gets a sentence too.
"""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Load the commands, and run the one that was asked for."""
    try:
        from sijill.cli.main import main as run
    except KeyboardInterrupt:
        sys.stderr.write("\nsijill: interrupted; safe to run again.\n")
        sys.stderr.flush()
        os._exit(130)
    run()
