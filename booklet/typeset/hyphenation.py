"""Patterns for languages that the hyphenation library lacks: ``assets/hyphenation/hyph_LANGUAGE.dic``.

The pseudo-locale is a real language in this, too: its words break where the English ones do.
"""

from __future__ import annotations

import pyphen

from booklet.model.disguise import undisguise
from booklet.model.locale import TAGS, tag_of
from booklet.workspace import Workspace, WorkspaceError, digest

FOLDER = "assets/hyphenation"

_registered: dict[str, tuple[object, str]] = {}
"""Language → path and digest of the patterns of a project that the library knows."""

_DISGUISED = TAGS["qps"].replace("-", "_").lower()
"""What the library calls the pseudo-locale."""


class _Disguised(pyphen.HyphDict):  # type: ignore[misc]
    """The patterns of English, for words that wear the accents of the pseudo-locale."""

    def positions(self, word: str) -> list[int]:
        """Where a word can be broken."""
        return list(super().positions(undisguise(word)))


def register_patterns(workspace: Workspace, language_tag: str) -> None:
    """Make the library know a project's patterns of a language, if it has none of its own.

    A project without such patterns, or with a file that cannot be read, has words that do not break.
    """
    if language_tag == TAGS["qps"]:
        _register_disguise()
    language = language_tag.partition("-")[0].lower()
    if language not in _registered and pyphen.language_fallback(language_tag):
        return
    file = f"{FOLDER}/hyph_{language}.dic"
    try:
        state = digest(workspace.read(file))
    except WorkspaceError:
        if _registered.pop(language, None):
            pyphen.LANGUAGES.pop(language, None)
            pyphen.LANGUAGES_LOWERCASE.pop(language, None)
        return
    path = workspace.resolve(file)
    if _registered.get(language) != (path, state):
        pyphen.hdcache.pop(path, None)
        pyphen.LANGUAGES[language] = path
        pyphen.LANGUAGES_LOWERCASE[language] = language
        _registered[language] = path, state


def _register_disguise() -> None:
    if _DISGUISED not in pyphen.LANGUAGES:
        english = pyphen.LANGUAGES[pyphen.language_fallback(tag_of("en"))]
        pyphen.hdcache[_DISGUISED] = _Disguised(english)
        pyphen.LANGUAGES[_DISGUISED] = _DISGUISED
        pyphen.LANGUAGES_LOWERCASE[_DISGUISED] = _DISGUISED


def has_patterns(workspace: Workspace, language_tag: str) -> bool:
    """Whether words of a language can be broken."""
    register_patterns(workspace, language_tag)
    return pyphen.language_fallback(language_tag) is not None
