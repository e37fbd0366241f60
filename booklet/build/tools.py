"""What the bytes of an output depend on besides the project: this program's code, packages, libraries.

Nothing is imported to find out, so that a build with nothing to do stays fast.
"""

from __future__ import annotations

import ctypes
import os
import platform
import sys
import zlib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from booklet.workspace import Workspace, digest

PACKAGES = (
    "brotli", "cssselect2", "fonttools", "jinja2", "lxml", "markdown-it-py", "markupsafe", "matplotlib",
    "numpy", "pikepdf", "pillow", "pydantic", "pydyf", "pypdfium2", "pyphen", "pyyaml", "segno", "tinycss2",
    "tinyhtml5", "weasyprint",
)  # fmt: skip
"""Packages that take part in making an output, by their normalised names (PEP 503)."""

ROOMS: Mapping[str, tuple[str, ...]] = {
    "figures": ("model", "typeset"),
    "draft": ("model", "press", "typeset"),
    "section": ("model", "press", "typeset"),
    "furniture": ("model", "typeset"),
    "link": ("model", "press"),
    "sheet": ("model", "press", "typeset"),
    "pictures": ("model", "press"),
    "plate": ("model", "press", "typeset"),
    "inks": ("model", "press"),
    "print": ("model", "press"),
    "print-sheet": ("model", "press"),
    "preflight": ("press",),
    "docx": ("model", "word"),
}
"""The rooms whose code does a kind of task."""

COMMON = (
    *(
        "workspace.py",
        "findings.py",
        "build/tasks.py",
        "build/press_tasks.py",
        "build/preflight_tasks.py",
        "build/word_tasks.py",
    ),
    "build/canonical.py",
)

_PACKAGE = Path(__file__).resolve().parent.parent


@cache
def code_digest(kind: str) -> str:
    """Digest of the source code that does a kind of task; ``""`` stands for the whole program."""
    wanted = tuple(f"{room}/" for room in ROOMS[kind]) if kind else ("",)
    lines = (
        f"{path} {state}"
        for path, state in _source_digests().items()
        if path in COMMON or path.startswith(wanted)
    )
    return digest("\n".join(lines).encode())


@cache
def _source_digests() -> Mapping[str, str]:
    """Path below the package → digest of every source file, sorted by path."""
    source = Workspace(_PACKAGE)
    paths = sorted(
        f"{folder[len(str(_PACKAGE)) + 1 :]}/{name}".lstrip("/").replace(os.sep, "/")
        for folder, _, names in os.walk(_PACKAGE)
        for name in names
        if name.endswith(".py")
    )
    return {path: digest(source.read(path)) for path in paths}


@cache
def tool_versions() -> Mapping[str, str]:
    """Name → version of everything that takes part; what is not installed is left out."""
    versions = {name: version for name, version in installed_packages().items() if name in PACKAGES}
    versions |= {name: ask() for name, ask in LIBRARIES.items() if ask()}
    versions["python"] = platform.python_version()
    versions["zlib"] = zlib.ZLIB_RUNTIME_VERSION
    return dict(sorted(versions.items()))


@cache
def program_version() -> str:
    """The version of this program, with the beginning of the digest of its code."""
    from booklet import __version__

    return f"{__version__}+{code_digest('')[:12]}"


@cache
def tools_digest() -> str:
    """One digest of all versions."""
    return digest("\n".join(f"{name} {version}" for name, version in tool_versions().items()).encode())


def installed_packages() -> dict[str, str]:
    """Normalised name → version of every installed package, from the names of their folders (PEP 627)."""
    found: dict[str, str] = {}
    for folder in sys.path:
        if not folder or not Path(folder).is_dir():
            continue
        for item in Path(folder).glob("*.dist-info"):
            name, _, version = item.name.removesuffix(".dist-info").rpartition("-")
            found.setdefault(name.lower().replace("_", "-").replace(".", "-"), version)
    return found


def _library(stem: str) -> ctypes.CDLL | None:
    """A shared library by the names it has on Linux, macOS and Windows."""
    linux = (f"lib{stem}.so.0", f"lib{stem}.so.1")
    others = (
        f"lib{stem}.0.dylib",
        f"lib{stem}.1.dylib",
        f"lib{stem}.dylib",
        f"{stem}-0.dll",
        f"{stem}-1.dll",
    )
    for name in (*linux, *others):
        try:
            return ctypes.CDLL(name)
        except OSError:
            continue
    return None


def _text(library: ctypes.CDLL | None, function: str) -> str:
    """What a function without arguments that returns a text says; empty without the library."""
    if library is None:
        return ""
    call = getattr(library, function)
    call.restype = ctypes.c_char_p
    answer = call()
    return answer.decode() if isinstance(answer, bytes) else ""


@cache
def pango_version() -> str:
    """Version of Pango, which lays out text; empty when it cannot be loaded."""
    return _text(_library("pango-1.0"), "pango_version_string")


@cache
def harfbuzz_version() -> str:
    """Version of HarfBuzz, which shapes text; empty when it cannot be loaded."""
    return _text(_library("harfbuzz"), "hb_version_string")


@cache
def subset_version() -> str:
    """Version of HarfBuzz's subsetter, which shortens embedded fonts; empty when it cannot be loaded."""
    return harfbuzz_version() if _library("harfbuzz-subset") else ""


@cache
def fontconfig_version() -> str:
    """Version of Fontconfig, which finds fonts; empty when it cannot be loaded."""
    library = _library("fontconfig")
    return str(library.FcGetVersion()) if library else ""


LIBRARIES: Mapping[str, Callable[[], str]] = {
    "pango": pango_version,
    "harfbuzz": harfbuzz_version,
    "harfbuzz-subset": subset_version,
    "fontconfig": fontconfig_version,
}
"""The system's libraries that take part, each with how to ask for its version."""
