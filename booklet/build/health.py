"""What a machine and a project need so that a build works, and what is missing of it."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

from booklet.build.tools import LIBRARIES, installed_packages
from booklet.model.locale import tag_of
from booklet.translate.languages import name_language
from booklet.typeset.fonts import FACES, FAMILIES, FONT_FOLDER
from booklet.workspace import Workspace, WorkspaceError

LOCK = ".ci/requirements.lock"
"""The pinned packages, in a checkout of this program."""

_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)


@dataclass(frozen=True)
class Advice:
    """What to install on which system."""

    debian: str = ""
    macos: str = ""
    fedora: str = ""

    def lines(self) -> list[str]:
        """One line a system that has an answer."""
        named = (
            ("Debian, Ubuntu", "apt install", self.debian),
            ("macOS", "brew install", self.macos),
            ("Fedora", "dnf install", self.fedora),
        )
        return [f"{system}: {command} {what}" for system, command, what in named if what]


@dataclass(frozen=True)
class Item:
    """Something that was looked for. ``found`` is its version or place, empty when it is not there.

    ``problem`` is what is wrong with it; ``needed`` says whether a build fails without it.
    """

    name: str
    found: str = ""
    problem: str = ""
    needed: bool = True
    help: tuple[str, ...] = ()

    @property
    def fails(self) -> bool:
        """Whether this keeps a build from working."""
        return bool(self.problem) and self.needed


_LIBRARY_ADVICE = {
    "pango": Advice("libpango-1.0-0 libpangoft2-1.0-0", "pango", "pango"),
    "harfbuzz": Advice("libharfbuzz0b", "harfbuzz", "harfbuzz"),
    "harfbuzz-subset": Advice("libharfbuzz-subset0", "harfbuzz", "harfbuzz"),
    "fontconfig": Advice("libfontconfig1", "fontconfig", "fontconfig"),
}

_PROGRAMS: tuple[tuple[str, tuple[str, ...], str, Advice], ...] = (
    ("java", ("java",), "veraPDF in the tests",
     Advice("default-jre-headless", "openjdk", "java-latest-openjdk")),
    ("qpdf", ("qpdf",), "looking into PDF files", Advice("qpdf", "qpdf", "qpdf")),
    ("gs", ("gs",), "measuring ink", Advice("ghostscript", "ghostscript", "ghostscript")),
    ("pdftoppm", ("pdftoppm",), "pictures of pages", Advice("poppler-utils", "poppler", "poppler-utils")),
    ("soffice", ("soffice", "libreoffice"), "Word files in the tests",
     Advice("libreoffice-writer", "--cask libreoffice", "libreoffice-writer")),
    ("chromium", ("chromium", "chromium-browser", "google-chrome"), "the preview in the tests",
     Advice("chromium", "--cask chromium", "chromium")),
)  # fmt: skip
"""Optional programs: name, commands, what for, how to install."""


def examine(project: Path) -> Iterator[Item]:
    """Everything that was looked for, needed things first."""
    version = ".".join(map(str, sys.version_info[:3]))
    old = sys.version_info < (3, 11)
    yield Item("Python", version, "Python 3.11 or newer is needed" if old else "")
    for name, ask in LIBRARIES.items():
        found = ask()
        yield Item(
            name,
            found,
            "" if found else "the library cannot be loaded",
            help=() if found else tuple(_LIBRARY_ADVICE[name].lines()),
        )
    yield from _fonts(Workspace(project))
    yield from _languages(Workspace(project))
    yield from _packages()
    for name, commands, purpose, advice in _PROGRAMS:
        found = next((path for command in commands if (path := shutil.which(command))), "")
        problem = "" if found else f"not found (optional, for {purpose})"
        yield Item(name, found, problem, needed=False, help=() if found else tuple(advice.lines()))


def _fonts(workspace: Workspace) -> Iterator[Item]:
    """The fonts that the layouts are set in, family by family."""
    for family in FAMILIES:
        stem = family.replace(" ", "")
        paths = [f"{FONT_FOLDER}/{face}" for face in FACES if face.partition("-")[0] == stem]
        lost = [path for path in paths if not workspace.exists(path)]
        advice = tuple(f"restore {path} (see {FONT_FOLDER}/README.md)" for path in lost)
        problem = "" if not lost else "the font is not there" if lost == paths else "a face is missing"
        yield Item(family, "" if lost else paths[0], problem, help=advice)


def _languages(workspace: Workspace) -> Iterator[Item]:
    """What each language that a project is translated into needs: letters in the fonts, breaks in words."""
    from booklet.build.locales import list_languages
    from booklet.typeset.fonts import Coverage
    from booklet.typeset.hyphenation import FOLDER, has_patterns

    for language in list_languages(workspace):
        name = f"{name_language(language)} ({language})"
        try:
            lacking = Coverage(workspace).find_missing(language)
        except WorkspaceError:
            continue  # said of the fonts themselves
        problems = [f"{family} lacks {missing}" for family, missing in lacking.items()]
        if not has_patterns(workspace, tag_of(language)):
            problems.append(f"words do not break: there is no {FOLDER}/hyph_{language}.dic")
        yield Item(name, "" if problems else "letters and hyphenation", "; ".join(problems), needed=False)


def _packages() -> Iterator[Item]:
    """The Python packages that this program requires, in the versions of the lock if there is one."""
    here = installed_packages()
    wanted = _pins()
    for name in _required():
        found, pin = here.get(name, ""), wanted.get(name)
        if not found:
            yield Item(
                name, "", "the package is not installed", help=("pip install booklet, or `make setup`",)
            )
        elif pin is not None and pin != found:
            text = f"version {found} is installed, {pin} is the one that was tested"
            yield Item(name, found, text, needed=False, help=("`make setup` installs the tested version",))
        else:
            yield Item(name, found)


def _required() -> list[str]:
    """Normalised names of the packages that this one needs, without those of its extras."""
    try:
        lines = requires("booklet") or []
    except PackageNotFoundError:
        lines = []
    names = (re.split(r"[^A-Za-z0-9._-]", line, maxsplit=1)[0] for line in lines if "extra ==" not in line)
    return sorted(_normal(name) for name in names)


def _pins() -> dict[str, str]:
    """Normalised name → version of the lock; empty where there is none."""
    try:
        text = Workspace(Path(__file__).resolve().parents[2]).read(LOCK).decode()
    except (WorkspaceError, UnicodeDecodeError):
        return {}
    return {_normal(name): version for name, version in _PIN.findall(text)}


def _normal(name: str) -> str:
    """A package's name as PEP 503 compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()
