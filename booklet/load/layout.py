"""``layouts/<name>/layout.yaml`` -> the layout's words and fit steps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from booklet.findings import Finding, Report, Severity, Span, rule
from booklet.load.document import read_document
from booklet.load.source import MISSING_FILE
from booklet.load.texts import PLAIN, check_plain
from booklet.load.yamltree import Tree, read_yaml
from booklet.model.layout import Labelled, Layout, SheetLayout
from booklet.workspace import Workspace, WorkspaceError

FOLDER = "layouts"

Kind = TypeVar("Kind", bound=Labelled)

LANGUAGE = rule(
    "layout/language",
    Severity.ERROR,
    "A layout has no labels in a language that is to be built.",
    "Add the labels of the language to the layout, all those that the other languages have.",
)


PLACEHOLDER_RULE = rule(
    "layout/placeholder",
    Severity.ERROR,
    "A label has other words in braces than in the layout's first language, or a brace alone.",
    "What stands in braces is filled in when the label is printed: keep every {word} as it is.",
)

CLASS_RULE = rule(
    "layout/class",
    Severity.ERROR,
    "A fit choice or step is a class that no style sheet has, so it would change nothing.",
    "Mend the name, or write a rule for it. Only names that end in “-normal” need none: they stand for the "
    "plain setting.",
)
PLAIN_CLASS = "-normal"

CLASS = re.compile(r"\.([a-z][\w-]*)")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)

PLACEHOLDER = re.compile(r"\{[a-z]+\}")
"""What a label may leave to be filled in."""


def load_layout(workspace: Workspace, name: str) -> tuple[Layout | None, Report]:
    """The layout of a booklet; like :func:`load_layout_of`."""
    return load_layout_of(workspace, name, Layout)


def load_layout_of(
    workspace: Workspace,
    name: str,
    model: type[Kind],
    languages: Iterable[str] = (),
    stylesheets: Iterable[str] = (),
) -> tuple[Kind | None, Report]:
    """A layout as the model of its kind, or ``None`` and every reason why it cannot be read.

    All languages of a layout have the same labels; one that lacks some is reported, and so is one of
    ``languages``, those to be built, that the layout does not have. When ``stylesheets`` are named, the
    classes of fit choices and steps have to stand in one of them.
    """
    file = f"{FOLDER}/{name}/layout.yaml"
    try:
        data = workspace.read(file)
    except WorkspaceError as error:
        return None, Report.of([MISSING_FILE.at(Span(file), error.reason)])
    document = read_document(model, f"layouts/{name}", read_yaml(file, data))
    found = [finding for finding in document.findings if finding.rule != PLAIN.id]
    if document.value is not None:
        found += _check_labels(document.value.labels, document.tree)
        wanted = {label for labels in document.value.labels.values() for label in labels}
        for language, labels in document.value.labels.items():
            missing = ", ".join(f"`{label}`" for label in sorted(wanted - set(labels)))
            if missing:
                span = document.tree.key_at(("labels", language))
                found.append(LANGUAGE.at(span, f"the language `{language}` has no label for {missing}"))
        for language in sorted(set(languages) - set(document.value.labels)):
            span = document.tree.key_at(("labels",))
            found.append(LANGUAGE.at(span, f"the layout has no labels in the language `{language}`"))
        found += _check_classes(workspace, document.value, document.tree, tuple(stylesheets))
    return document.value, Report.of(found)


def _check_classes(
    workspace: Workspace, layout: Labelled, tree: Tree, stylesheets: Iterable[str]
) -> Iterator[Finding]:
    """Classes that no style sheet knows, so that the choice would change nothing."""
    try:
        # A workspace of its own: only who typesets depends on the style sheets.
        texts = [Workspace(workspace.root).read(path).decode() for path in stylesheets]
    except (WorkspaceError, UnicodeDecodeError):
        return  # the typesetter reports it
    known = {name for text in texts for name in CLASS.findall(COMMENT.sub("", text))}
    for loc, name in _list_classes(layout):
        if texts and name not in known and not name.endswith(PLAIN_CLASS):
            yield CLASS_RULE.at(tree.at(loc), f"no style sheet of the layout has the class `{name}`")


def _list_classes(layout: Labelled) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The classes of fit choices and steps, each with its place in the file."""
    if isinstance(layout, Layout):
        for part in type(layout.fit).model_fields:
            for index, choice in enumerate(getattr(layout.fit, part)):
                yield ("fit", part, index, "name"), choice.name
    elif isinstance(layout, SheetLayout):
        for index, step in enumerate(layout.steps):
            for at, name in enumerate(step.set):
                yield ("steps", index, "set", at), name


def _check_labels(by_language: Mapping[str, Mapping[str, str]], tree: Tree) -> Iterator[Finding]:
    """Marks in labels, and words in braces that are not those of the first language."""
    first: Mapping[str, str] = next(iter(by_language.values()), {})
    for language, labels in by_language.items():
        for name, text in labels.items():
            span = tree.at(("labels", language, name))
            rest = PLACEHOLDER.sub("", text)
            wanted, given = (set(PLACEHOLDER.findall(words)) for words in (first.get(name, text), text))
            if "{" in rest or "}" in rest:
                yield PLACEHOLDER_RULE.at(span, f"a brace of `{name}` stands alone or holds no single word")
            elif wanted != given:
                differing = ", ".join(sorted(wanted ^ given))
                yield PLACEHOLDER_RULE.at(span, f"`{name}` differs from the first language in {differing}")
            else:
                yield from check_plain(rest, span)
