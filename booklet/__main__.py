"""``python -m booklet``, and the command ``booklet``."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

from booklet.cli.entry import run
from booklet.cli.exits import Exit


def main() -> None:
    """Run the command line and exit with its code."""
    code = run(sys.argv[1:])
    if code == Exit.INTERRUPTED:
        # Whatever was under way is taken apart in order: semaphores of workers among it.
        sys.exit(code)
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    # Python would take apart all that was loaded, which needs a tenth of a second after a build. Files and
    # worker processes are closed, so there is nothing left to end but the process.
    os._exit(code)


if __name__ == "__main__":
    main()
