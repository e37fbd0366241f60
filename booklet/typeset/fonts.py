"""The fonts of the project: what the engine may see, and which characters they have."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from booklet.findings import Finding, Severity, rule
from booklet.model.pages import Fault
from booklet.workspace import Workspace, digest, write_atomic

if TYPE_CHECKING:
    from booklet.typeset.boxes import SeenPage  # loads the engine

FONT_FOLDER = "assets/fonts"

FAMILIES = {
    "Sofia Sans": "SofiaSans-Bold.ttf",
    "Source Sans 3": "SourceSans3-Regular.ttf",
    "Liberation Sans": "LiberationSans-Regular.ttf",
}
"""Each family with the file that stands for its character set (all weights of a family have the same)."""

FACES = (
    "LiberationSans-Bold.ttf",
    "LiberationSans-Regular.ttf",
    "SofiaSans-Bold.ttf",
    "SofiaSans-ExtraBold.ttf",
    "SourceSans3-Bold.ttf",
    "SourceSans3-Italic.ttf",
    "SourceSans3-Regular.ttf",
    "SourceSans3-SemiBold.ttf",
)
"""The font files that the layouts and figures are set in; without one of them a build cannot be right."""

MISSING_GLYPH = rule(
    "typeset/missing-glyph",
    Severity.ERROR,
    "A character is not in the font its text is set in.",
    "Write another character, or set the text in a family that has it (see assets/fonts/README.md).",
)
FOREIGN_FONT = rule(
    "typeset/foreign-font",
    Severity.ERROR,
    "A text was set in a font that is not the project's.",
    "Build again while nothing else changes the fonts; every font has to lie in assets/fonts.",
)
UNKNOWN_FAMILY = rule(
    "typeset/unknown-font",
    Severity.ERROR,
    "A style sheet asks for a font family that the project does not have.",
    "Use one of the families in assets/fonts.",
)

LANGUAGE_LETTERS = rule(
    "typeset/language-letters",
    Severity.WARNING,
    "A font lacks letters of a language that is built.",
    "Put a font that has them in assets/fonts, under the same family name (see assets/fonts/README.md).",
)

LETTERS = {
    "bg": "абвгдежзийклмнопрстуфхцчшщъьюя",
    "cs": "áčďéěíňóřšťúůýž",
    "da": "æøå",
    "de": "äöüß",
    "el": "αάβγδεέζηήθιίϊΐκλμνξοόπρσςτυύϋΰφχψωώ",
    "es": "áéíñóúü¿¡",
    "et": "äõöüšž",
    "fi": "åäöšž",
    "fr": "àâæçéèêëîïôœùûüÿ\u202f",
    "ga": "áéíóú",
    "hr": "čćđšž",
    "hu": "áéíóöőúüű",
    "it": "àèéìòóù",
    "lt": "ąčęėįšųūž",
    "lv": "āčēģīķļņšūž",
    "mt": "àċèġħìòùż",
    "nl": "áäéëíïóöúü",
    "pl": "ąćęłńóśźż",
    "pt": "áàâãçéêíóôõú",
    "ro": "ăâîșț",
    "sk": "áäčďéíľĺňóôŕšťúýž",
    "sl": "čšž",
    "sv": "åäöé",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
}
"""The letters of each language besides a to z (CLDR 45, main exemplar characters), in small letters."""

MARKS = "“”„«»‘’–…·\u00a0\u2010"
"""The marks that all languages' texts may need, the hyphen of broken words among them."""

_UNPRINTED = frozenset("\u00ad\u200b\u200c\u200d\u2060\n\t\r ")
"""Characters that steer line breaking and need no glyph."""


def font_environment(root: Path, cache_folder: Path) -> dict[str, str]:
    """Environment variables under which fontconfig knows only the project's fonts.

    Without this a missing glyph would be taken from whatever the machine has, and two machines would
    print two different booklets. Writes the fontconfig file into ``cache_folder``, which should be new for
    every build: fontconfig trusts what it finds there for as long as the folder of the fonts has the same
    time, and a font that is changed in place leaves that as it was.
    """
    config = (
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n<fontconfig>\n'
        f"<dir>{escape(str(root / FONT_FOLDER))}</dir>\n"
        f"<cachedir>{escape(str(cache_folder / 'fontconfig'))}</cachedir>\n</fontconfig>\n"
    )
    path = cache_folder / "fonts.conf"
    write_atomic(path, config.encode())
    return {"FONTCONFIG_FILE": str(path), "FONTCONFIG_PATH": str(cache_folder)}


class Coverage:
    """Which characters each family can print."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._characters = cache(self._load)
        self._known: dict[str, str] = {}

    def _load(self, family: str) -> frozenset[int]:
        from fontTools.ttLib import TTFont

        data = self._workspace.read(f"{FONT_FOLDER}/{FAMILIES[family]}")
        with TTFont(io.BytesIO(data), lazy=True) as font:
            return frozenset(font.getBestCmap())

    def find_missing(self, language: str) -> dict[str, str]:
        """Family → letters and marks of a language that it lacks; families that have all are left out."""
        letters = LETTERS.get(language.partition("-")[0], "")
        wanted = sorted({*letters, *letters.upper(), *MARKS})
        lacks = {
            family: "".join(letter for letter in wanted if ord(letter) not in self._characters(family))
            for family in FAMILIES
        }
        return {family: missing for family, missing in lacks.items() if missing}

    def check_language(self, language: str) -> Iterator[Finding]:
        """A finding for each family that lacks letters of a language."""
        for family, missing in self.find_missing(language).items():
            text = f"{family} lacks {len(missing)} characters of the language `{language}`: {missing}"
            yield LANGUAGE_LETTERS.at(None, text)

    def find_faults(self, pages: Iterable[SeenPage]) -> list[Fault]:
        """One fault for each character of each family that cannot be printed, at its first place."""
        faults: list[Fault] = []
        known: set[tuple[str, str]] = set()
        for page in pages:
            for family, character, anchor in page.characters():
                if (family, character) in known:
                    continue
                known.add((family, character))
                if family not in FAMILIES:
                    text = f"the text is set in “{family}”, which the project does not have"
                    faults.append(Fault(UNKNOWN_FAMILY.id, text, page.number, anchor))
                elif character not in _UNPRINTED and ord(character) not in self._characters(family):
                    text = f"{family} has no glyph for U+{ord(character):04X} ({character})"
                    faults.append(Fault(MISSING_GLYPH.id, text, page.number, anchor))
        return faults

    def find_foreign(self, used: Iterable[tuple[str, bytes]]) -> list[Fault]:
        """One fault for each font (the family that was asked for, the bytes of its file) that is not one
        of the project's, as when fontconfig lost its settings and took what the machine has.
        """
        if not self._known:
            self._known = digest_font_files(self._workspace)
        self._workspace.reads.update(self._known)
        own = set(self._known.values())
        foreign = sorted({family for family, data in used if digest(data) not in own})
        return [
            Fault(FOREIGN_FONT.id, f"“{family}” was set in a font that is not in {FONT_FOLDER}")
            for family in foreign
        ]


def read_font_versions(workspace: Workspace) -> dict[str, str]:
    """Path → version of every font file, as the font itself tells it (OpenType ``name`` table,
    name ID 5); empty for one that does not.
    """
    from fontTools.ttLib import TTFont, TTLibError

    versions: dict[str, str] = {}
    for path in digest_font_files(workspace):
        try:
            with TTFont(io.BytesIO(workspace.read(path)), lazy=True) as font:
                versions[path] = font["name"].getDebugName(5) or ""
        except (TTLibError, KeyError):
            versions[path] = ""
    return versions


def digest_font_files(workspace: Workspace) -> dict[str, str]:
    """Path → digest of every font file of the project."""
    fonts = (path for path in workspace.list(FONT_FOLDER) if path.endswith((".ttf", ".otf")))
    return {path: digest(workspace.read(path)) for path in fonts}
