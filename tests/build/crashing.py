"""Preloaded by the workers of one test: typesetting a section whose text says so ends badly."""

from __future__ import annotations

import os
import sys

from booklet.build import forkserver
from booklet.cli.entry import run
from booklet.model.pages import Composition, Pages
from booklet.typeset.engine import Typesetter

_typeset = Typesetter.typeset


def typeset(self: Typesetter, composition: Composition) -> Pages:
    """As ever, unless the text asks for trouble."""
    if "KILL THE WORKER" in composition.html:
        os._exit(9)
    if "RAISE AN ERROR" in composition.html:
        raise RuntimeError("the engine tripped")
    return _typeset(self, composition)


Typesetter.typeset = typeset  # type: ignore[method-assign]

if __name__ == "__main__":
    forkserver.PRELOADED = (*forkserver.PRELOADED, "tests.build.crashing")
    sys.exit(run(sys.argv[1:]))
