"""A desk for typesetting tests: the repository's fonts and a folder for layouts and pictures."""

from __future__ import annotations

import os
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from booklet.model.pages import Composition, Pages, Part
from booklet.typeset.fonts import font_environment
from booklet.workspace import Workspace

if TYPE_CHECKING:
    from booklet.typeset.engine import Typesetter

ROOT = Path(__file__).resolve().parents[2]

CSS = """
@page { size: 105mm 148mm; margin: 10mm; bleed: 10mm; }
body { margin: 0; font: 400 10pt/13pt "Source Sans 3"; }
h1, h2 { font: 700 14pt/18pt "Sofia Sans"; margin: 0; }
"""


@cache
def typesetter() -> Typesetter:
    """One typesetter for all tests of a process, over a folder of its own with the project's fonts."""
    folder = Path(tempfile.mkdtemp(prefix="typeset-"))
    shutil.copytree(ROOT / "assets" / "fonts", folder / "assets" / "fonts")
    (folder / "layouts").mkdir()
    (folder / "layouts" / "test.css").write_text(CSS)
    os.environ.update(font_environment(folder, folder / "cache"))
    from booklet.typeset.engine import Typesetter

    return Typesetter(Workspace(folder))


def compose(body: str, *, css: str = "", parts: tuple[Part, ...] = (), **more: object) -> Composition:
    """A small section; ``css`` is added to the page."""
    html = (
        f'<!doctype html><html lang="en-GB"><head><title>Test</title><style>{css}</style></head>'
        f'<body class="fit-choices-stand-here">{body}</body></html>'
    )
    return Composition("test", "en-GB", html, ("layouts/test.css",), parts=parts, **more)  # type: ignore[arg-type]


def typeset(body: str, **more: object) -> Pages:
    """The pages of a small section."""
    return typesetter().typeset(compose(body, **more))  # type: ignore[arg-type]


def rules(pages: Pages) -> list[str]:
    """The rules of the faults that were found."""
    return [fault.rule for fault in pages.faults]
