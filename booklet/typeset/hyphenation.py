"""Patterns for languages that the hyphenation library lacks: ``assets/hyphenation/hyph_LANGUAGE.dic``."""

from __future__ import annotations

import pyphen

from booklet.workspace import Workspace, WorkspaceError, digest

FOLDER = "assets/hyphenation"

_registered: dict[str, tuple[object, str]] = {}
"""Language → path and digest of the patterns of a project that the library knows."""


def register_patterns(workspace: Workspace, language_tag: str) -> None:
    """Make the library know a project's patterns of a language, if it has none of its own.

    A project without such patterns, or with a file that cannot be read, has words that do not break.
    """
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


def has_patterns(workspace: Workspace, language_tag: str) -> bool:
    """Whether words of a language can be broken."""
    register_patterns(workspace, language_tag)
    return pyphen.language_fallback(language_tag) is not None
