"""Programs that only tests use: a test that needs one says so, and is skipped where it is missing.

``REQUIRE_PROGRAMS=1`` in the environment turns each such skip into a failure (continuous integration).
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

PROGRAMS = {
    "java": ("java", "default-jre-headless"),
    "qpdf": ("qpdf", "qpdf"),
    "pdftoppm": ("pdftoppm", "poppler-utils"),
    "pdftotext": ("pdftotext", "poppler-utils"),
    "gs": ("gs", "ghostscript"),
    "chromium": ("chromium", "chromium"),
    "msgfmt": ("msgfmt", "gettext"),
    "omegat": ("omegat", "omegat"),
    "chromedriver": ("chromedriver", "chromium-driver"),
    "soffice": ("soffice", "libreoffice-writer-nogui"),
}
"""Name used in tests → (executable, Debian package that brings it)."""


def missing(what: str) -> None:
    """Skip the running test, or fail it when programs are required."""
    if os.environ.get("REQUIRE_PROGRAMS") == "1":
        pytest.fail(f"{what} (REQUIRE_PROGRAMS=1)", pytrace=False)
    pytest.skip(what)


def require(name: str) -> str:
    """The path of a program; skips (or fails) with its name and package when it is not installed."""
    executable, package = PROGRAMS[name]
    found = shutil.which(executable)
    if found is None:
        missing(f"{name} is not installed (Debian package {package})")
    return str(found)


def require_file(path: Path, package: str) -> Path:
    """A file some package brings; skips (or fails) with its name when it is not there."""
    if not path.is_file():
        missing(f"{path.name} is not installed ({package})")
    return path
