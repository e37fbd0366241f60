"""What the bytes of an output depend on besides the project: this program's code, packages, libraries.

Nothing is imported to find out, so that a build with nothing to do stays fast.
"""

from __future__ import annotations

import ctypes
import platform
import sys
import zlib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from booklet.workspace import Workspace, digest

PACKAGES = (
    "brotli", "cssselect2", "fonttools", "jinja2", "markdown-it-py", "markupsafe", "matplotlib", "numpy",
    "pikepdf", "pillow", "pydantic", "pydyf", "pyphen", "pyyaml", "tinycss2", "tinyhtml5", "weasyprint",
)  # fmt: skip
"""Packages that take part in making an output, by their normalised names (PEP 503)."""

ROOMS: Mapping[str, tuple[str, ...]] = {
    "figures": ("model", "typeset"),
    "draft": ("model", "press", "typeset"),
    "section": ("model", "press", "typeset"),
    "furniture": ("model", "typeset"),
    "link": ("model", "press"),
}
"""The rooms whose code does a kind of task."""

COMMON = ("workspace.py", "findings.py", "build/tasks.py", "build/canonical.py")

_PACKAGE = Path(__file__).resolve().parent.parent


@cache
def code_digest(kind: str) -> str:
    """Digest of the source code that does a kind of task; ``""`` stands for the whole program."""
    source = Workspace(_PACKAGE)
    wanted = [_PACKAGE / room for room in ROOMS[kind]] if kind else [_PACKAGE]
    found = {path.relative_to(_PACKAGE).as_posix() for room in wanted for path in room.rglob("*.py")}
    lines = (f"{path} {digest(source.read(path))}" for path in sorted({*found, *COMMON}))
    return digest("\n".join(lines).encode())


@cache
def tool_versions() -> Mapping[str, str]:
    """Name → version of everything that takes part; what is not installed is left out."""
    versions = {name: version for name, version in _distributions().items() if name in PACKAGES}
    versions |= {name: ask() for name, ask in _LIBRARIES.items() if ask()}
    versions["python"] = platform.python_version()
    versions["zlib"] = zlib.ZLIB_RUNTIME_VERSION
    return dict(sorted(versions.items()))


@cache
def tools_digest() -> str:
    """One digest of all versions."""
    return digest("\n".join(f"{name} {version}" for name, version in tool_versions().items()).encode())


def _distributions() -> dict[str, str]:
    """Normalised name → version of the installed packages, from the names of their folders (PEP 627)."""
    found: dict[str, str] = {}
    for folder in sys.path:
        if not folder or not Path(folder).is_dir():
            continue
        for item in Path(folder).glob("*.dist-info"):
            name, _, version = item.name.removesuffix(".dist-info").rpartition("-")
            found.setdefault(name.lower().replace("_", "-").replace(".", "-"), version)
    return found


def _library(*names: str) -> ctypes.CDLL | None:
    for name in names:
        try:
            return ctypes.CDLL(name)
        except OSError:
            continue
    return None


@cache
def pango_version() -> str:
    """Version of the Pango library; empty when it cannot be loaded."""
    library = _library("libpango-1.0.so.0", "libpango-1.0.0.dylib", "libpango-1.0-0.dll")
    return _text(library, "pango_version_string") if library else ""


@cache
def harfbuzz_version() -> str:
    """Version of the HarfBuzz library; empty when it cannot be loaded."""
    library = _library("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll")
    return _text(library, "hb_version_string") if library else ""


@cache
def fontconfig_version() -> str:
    """Version of the fontconfig library; empty when it cannot be loaded."""
    library = _library("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll")
    return str(library.FcGetVersion()) if library else ""


def _text(library: ctypes.CDLL, function: str) -> str:
    call = getattr(library, function)
    call.restype = ctypes.c_char_p
    answer = call()
    return answer.decode() if isinstance(answer, bytes) else ""


_LIBRARIES: Mapping[str, Callable[[], str]] = {
    "pango": pango_version,
    "harfbuzz": harfbuzz_version,
    "fontconfig": fontconfig_version,
}
