"""Pages of a case in the pseudo-locale, or in its words as those of another language."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Any

from booklet.load.layout import load_layout
from booklet.model.layout import Layout
from booklet.model.pages import Composition
from booklet.model.publication import Publication
from booklet.translate.pseudo import pseudo_translate
from booklet.translate.segments import list_case, localise
from booklet.typeset.edition import Edition
from booklet.typeset.figures.figure import Figure
from booklet.typeset.infographic import compose_infographic
from booklet.typeset.sections import list_sections
from booklet.workspace import Workspace
from tests.typeset.desk import ROOT
from tests.typeset.sheets import layout, publication

PATTERNLESS = "ga"
"""Irish: the library has no hyphenation patterns of it, so its words do not break."""

_OTHERS = re.compile(r'<header class="opener".*(?=<section class="summary )', re.S)
_SUMMARY = re.compile(r'<section class="summary ')


@cache
def _booklet() -> Layout:
    found = load_layout(Workspace(ROOT), "booklet")[0]
    assert found is not None
    return found


def _no_figure(name: str) -> Figure:
    raise AssertionError(name)


def _edition(case: str, kind: str, language: str) -> tuple[Publication, Edition]:
    words = {one.key: pseudo_translate(one.source) for one in list_case(publication().case(case))}
    given: Any = _booklet() if kind == "booklet" else layout(kind)
    made, layouts = localise(publication(), {kind: given}, language, words)
    folders = (f"layouts/{kind}", () if kind == "booklet" else ("layouts/booklet",))
    return made, Edition(made, layouts[kind], language, Workspace(ROOT), _no_figure, *folders)


def infographic(case: str, language: str = "qps") -> Composition:
    """The infographic of a case as a document of its own."""
    made, edition = _edition(case, "infographic", language)
    return compose_infographic(edition, made.case(case))


def section(case: str, language: str = "qps") -> Composition:
    """The section of a case in the booklet."""
    made, edition = _edition(case, "booklet", language)
    (found,) = (one for one in list_sections(made) if one.id == f"cases/{case}")
    return found.compose(edition, {})


def summary(case: str, language: str = "qps") -> Composition:
    """The visual summary of a case in the booklet, without the pages before it."""
    whole = section(case, language)
    return replace(whole, html=_OTHERS.sub("", whole.html), parts=whole.parts[-1:])


def mechanisms(case: str, choice: str, language: str = "qps") -> Composition:
    """The mechanisms of a case in the booklet, set by one of the choices."""
    whole = section(case, language)
    start = whole.html.index('<section class="mechanisms"')
    end = _SUMMARY.search(whole.html)
    assert end is not None
    html = whole.html[: whole.html.index('<header class="opener"')] + whole.html[start : end.start()]
    part = replace(
        whole.parts[1], choices=tuple(c for c in whole.parts[1].choices if c.name == choice), start=0
    )
    return replace(whole, html=f"{html}</body></html>", parts=(part,))
