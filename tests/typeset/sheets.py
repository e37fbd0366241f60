"""Sheets of the repository's own cases for tests, as they are or in a longer language."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel

from booklet.load.layout import load_layout_of
from booklet.load.project import load_project
from booklet.model.case import Case
from booklet.model.layout import SheetLayout
from booklet.model.markup import Markup
from booklet.model.pages import Composition, Pages
from booklet.model.partner import PartnerEdition
from booklet.model.publication import Publication
from booklet.typeset.edition import Edition
from booklet.typeset.factsheet import compose_factsheet
from booklet.typeset.infographic import compose_infographic
from booklet.workspace import Workspace
from tests.typeset.desk import ROOT, typesetter

Value = TypeVar("Value", bound=BaseModel)

COMPOSE = {"factsheet": compose_factsheet, "infographic": compose_infographic}

TEXTS = frozenset({"title", "text", "impact", "value", "label", "name", "lead", "summary", "why", "intro"})
"""Fields that a translation makes longer."""


@cache
def publication() -> Publication:
    found = load_project(Workspace(ROOT)).publication
    assert found is not None
    return found


@cache
def layout(kind: str) -> SheetLayout:
    found, report = load_layout_of(Workspace(ROOT), kind, SheetLayout)
    assert found is not None and not report.errors
    return found


def compose(kind: str, case: Case, *, partner: PartnerEdition | None = None) -> Composition:
    """The sheet of a case, which takes the place of the one with its id in the publication."""
    cases = tuple(case if other.id == case.id else other for other in publication().cases)
    partners = {"en": partner} if partner else {}
    changed = publication().model_copy(update={"cases": cases, "partners": partners})

    def no_figure(name: str) -> Any:
        raise AssertionError(name)

    folders = (f"layouts/{kind}", ("layouts/booklet",))
    edition = Edition(changed, layout(kind), "en", Workspace(ROOT), no_figure, *folders)
    return COMPOSE[kind](edition, case)


@cache
def set_sheet(kind: str, name: str) -> Pages:
    """The pages of a case's sheet."""
    return set_composition(compose(kind, publication().case(name)))


def set_composition(composition: Composition) -> Pages:
    typesetter()  # sets the fonts before the engine loads
    from booklet.typeset.engine import Typesetter

    return Typesetter(Workspace(ROOT)).typeset(composition)


def lengthen(value: Value, share: float) -> Value:
    """The value with its texts made longer by a share, as another language might; numbers stay."""
    changes: dict[str, Any] = {}
    for key in type(value).model_fields:
        held = getattr(value, key)
        if isinstance(held, BaseModel):
            changes[key] = lengthen(held, share)
        elif isinstance(held, tuple):
            changes[key] = tuple(lengthen(v, share) if isinstance(v, BaseModel) else v for v in held)
        elif isinstance(held, Markup):
            paragraphs = held.source.split("\n\n")
            changes[key] = Markup.parse("\n\n".join(_longer(p, share) for p in paragraphs))
        elif isinstance(held, str) and key in TEXTS:
            changes[key] = _longer(held, share)
    return value.model_copy(update=changes)


def _longer(text: str, share: float) -> str:
    """A text that says some of its words again."""
    words = text.split()
    wanted = round(len(text) * (1 + share))
    longer = " ".join(words)
    at = 0
    while len(longer) < wanted and any(w.isalpha() for w in words):
        word = words[at % len(words)]
        at += 1
        if word.isalpha():
            longer += f" {word}"
    return longer
