"""``layouts/<name>/layout.yaml`` -> the layout's words and fit steps."""

from __future__ import annotations

from typing import TypeVar

from booklet.findings import Finding, Report, Severity, Span, rule
from booklet.load.document import read_document
from booklet.load.source import MISSING_FILE
from booklet.load.yamltree import read_yaml
from booklet.model.layout import Labelled, Layout
from booklet.workspace import Workspace, WorkspaceError

FOLDER = "layouts"

Kind = TypeVar("Kind", bound=Labelled)

LANGUAGE = rule(
    "layout/language",
    Severity.ERROR,
    "A layout has no labels in a language that is to be built.",
    "Add the labels of the language to the layout, all those that the other languages have.",
)


def load_layout(workspace: Workspace, name: str) -> tuple[Layout | None, Report]:
    """The layout of a booklet; like :func:`load_layout_of`."""
    return load_layout_of(workspace, name, Layout)


def load_layout_of(workspace: Workspace, name: str, model: type[Kind]) -> tuple[Kind | None, Report]:
    """A layout as the model of its kind, or ``None`` and every reason why it cannot be read.

    All languages of a layout have the same labels; one that lacks some is reported.
    """
    file = f"{FOLDER}/{name}/layout.yaml"
    try:
        data = workspace.read(file)
    except WorkspaceError as error:
        return None, Report.of([MISSING_FILE.at(Span(file), error.reason)])
    document = read_document(model, f"layouts/{name}", read_yaml(file, data))
    found: list[Finding] = list(document.findings)
    if document.value is not None:
        wanted = {label for labels in document.value.labels.values() for label in labels}
        for language, labels in document.value.labels.items():
            missing = ", ".join(f"`{label}`" for label in sorted(wanted - set(labels)))
            if missing:
                span = document.tree.key_at(("labels", language))
                found.append(LANGUAGE.at(span, f"the language `{language}` has no label for {missing}"))
    return document.value, Report.of(found)
