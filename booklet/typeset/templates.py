"""The template engine: sandboxed, bounded, strict, and telling the line of the template at fault."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from types import TracebackType
from typing import Any

from jinja2 import BaseLoader, StrictUndefined, TemplateNotFound, TemplateSyntaxError, nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import BaseModel

from booklet.findings import Span
from booklet.typeset.mistakes import FILE, TEMPLATE, LayoutMistake
from booklet.workspace import Workspace, WorkspaceError

_OF_ALL_MODELS = frozenset(dir(BaseModel))

MOST_TURNS = 100_000
"""So many times the loops of one section may go round in all; the largest section needs a hundredth."""

MOST_CHARACTERS = 4_000_000
"""So long the HTML of one section may become."""

MOST_COPIES = 10_000
"""So many times a text may be repeated by ``*``, and as large an exponent may be."""


class ProjectLoader(BaseLoader):
    """Templates are files of the project, read through the gate."""

    def __init__(self, workspace: Workspace, folders: tuple[str, ...]) -> None:
        self._workspace = workspace
        self._folders = folders

    def find(self, template: str) -> str:
        """The path of a template: in the first folder that has it, else in the first."""
        paths = [f"{folder}/{template}" for folder in self._folders]
        return next((path for path in paths if self._workspace.exists(path)), paths[0])

    def get_source(
        self, environment: object, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        """The text of a template. Raises ``TemplateNotFound`` and, for damaged files, ``LayoutMistake``."""
        try:
            path = self.find(template)
            data = self._workspace.read(path)
        except WorkspaceError as error:
            raise TemplateNotFound(template, error.reason) from None
        try:
            return data.decode(), path, lambda: True
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise LayoutMistake(FILE.at(Span(path, line), "this template is not UTF-8")) from None


class Templates(ImmutableSandboxedEnvironment):
    """The environment of an edition's templates.

    Templates are written by whoever makes the layout, so they get no further than the values they are
    given: names that begin with an underscore and everything that the models' base class brings along
    (some of it reads files) are refused, and loops end.
    """

    intercepted_binops = frozenset({"*", "**"})

    def __init__(self, workspace: Workspace, folders: tuple[str, ...]) -> None:
        self.files = ProjectLoader(workspace, folders)
        super().__init__(
            loader=self.files,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.turns = 0
        self.filters["_counted"] = self._count

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may see an attribute."""
        if attr in _OF_ALL_MODELS and isinstance(obj, BaseModel):
            return False
        return not isinstance(obj, type) and super().is_safe_attribute(obj, attr, value)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Multiply or raise to a power, within bounds."""
        if operator == "**":
            refused = abs(right) > MOST_COPIES or abs(left) > MOST_COPIES**2
        else:
            numbers = [isinstance(side, int | float) for side in (left, right)]
            refused = numbers != [True, True] and any(
                isinstance(side, int) and side > MOST_COPIES for side in (left, right)
            )
        if refused:
            raise SecurityError(f"`{operator}` may not make values that large")
        return super().call_binop(context, operator, left, right)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """The tree of a template in which every loop counts how often it goes round."""
        tree = super()._parse(source, name, filename)
        for loop in list(tree.find_all(nodes.For)):
            loop.iter = nodes.Filter(loop.iter, "_counted", [], [], None, None, lineno=loop.lineno)
        tree.set_environment(self)
        return tree

    def _count(self, values: Iterable[Any]) -> Iterator[Any]:
        for value in values:
            self.turns += 1
            if self.turns > MOST_TURNS:
                raise SecurityError(f"the loops of this section go round more than {MOST_TURNS} times")
            yield value

    def fill(self, name: str, context: dict[str, object]) -> str:
        """The text of a template. Raises :class:`LayoutMistake` with its line for all that goes wrong."""
        try:
            parts: list[str] = []
            length = 0
            for part in self.get_template(name).generate(context):
                parts.append(part)
                length += len(part)
                if length > MOST_CHARACTERS:
                    text = f"the template makes more than {MOST_CHARACTERS} characters"
                    raise LayoutMistake(TEMPLATE.at(Span(self.files.find(name)), text))
            return "".join(parts)
        except LayoutMistake as mistake:
            raise self._locate_label(mistake, mistake.__traceback__) from None
        except TemplateSyntaxError as error:
            path = error.filename or self.files.find(error.name or name)
            raise LayoutMistake(TEMPLATE.at(Span(path, error.lineno), str(error.message))) from None
        except TemplateNotFound as error:
            place = _find_line(error.__traceback__)
            missing = self.files.find(str(error.name))
            span = place or Span(missing)
            raise LayoutMistake(FILE.at(span, f"there is no template {missing}")) from None
        except Exception as error:
            span = _find_line(error.__traceback__) or Span(self.files.find(name))
            raise LayoutMistake(TEMPLATE.at(span, _say(error))) from None

    @staticmethod
    def _locate_label(mistake: LayoutMistake, trace: TracebackType | None) -> LayoutMistake:
        """A mistake about a label, moved from layout.yaml to the line of the template that asks for it."""
        found, line = mistake.finding, _find_line(trace)
        if found.rule != "layout/label" or line is None or (found.span and found.span.file == line.file):
            return mistake
        if found.span is None or not found.span.file.endswith(".yaml"):
            return mistake
        return LayoutMistake(replace(found, span=line, message=f"{found.message} ({found.span.file})"))


def _find_line(trace: TracebackType | None) -> Span | None:
    """The innermost line of a template in a traceback."""
    found = None
    while trace is not None:
        if "__jinja_template__" in trace.tb_frame.f_globals or trace.tb_frame.f_code.co_filename.endswith(
            ".j2"
        ):
            found = Span(trace.tb_frame.f_code.co_filename, trace.tb_lineno)
        trace = trace.tb_next
    return found


def _say(error: Exception) -> str:
    """An exception in words for whoever wrote the template."""
    if isinstance(error, RecursionError):
        return "the template calls itself without end"
    if isinstance(error, KeyError):
        return f"there is no {error.args[0]!r}" if error.args else "something is missing"
    return str(error) or type(error).__name__
