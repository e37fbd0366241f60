"""Content paths: one name for every value of a publication, used by all rooms.

A path is the kind of file and its id, then the keys that lead to the value; an item of a list is named by
its ``id``, or by its 1-based position where it has none::

    cases/forssa/mechanisms/mediation/text      chapters/introduction/body
    cases/forssa/actors/3/name                  publication/authors/2/name
    taxonomy/themes/nightlife/label             glossary/CPTED/expansion

The blocks of a Markup text add their 1-based number in reading order: ``chapters/introduction/body/4``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any, Literal, TypeVar, get_args, get_origin

from pydantic import BaseModel, StringConstraints

from booklet.model.base import Budget
from booklet.model.markup import Block, Markup
from booklet.model.publication import Publication

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class Leaf:
    """A text of the publication and where it belongs.

    ``key`` is the name of the model's field that holds it (the list's name for items of a list of
    texts), ``budget`` its limit if it has one. ``prose`` is false for texts that readers do not read as
    language: ids, icons, colours, addresses, codes and words chosen from a fixed set.
    """

    path: str
    value: str | Markup
    key: str
    budget: Budget | None = None
    prose: bool = True

    @property
    def text(self) -> str:
        """The characters as the author wrote them."""
        return self.value.source if isinstance(self.value, Markup) else self.value


def join(prefix: str, *parts: str | int) -> str:
    """A path one or more steps further down; ``join("", "cases")`` starts one."""
    return "/".join(str(part) for part in (prefix, *parts) if part != "")


def step(item: object, index: int) -> str:
    """The name of a list's item: its ``id``, or its 1-based position. ``index`` is 0-based.

    ``item`` may be a value of the model or the plain mapping it is read from.
    """
    key = item.get("id") if isinstance(item, Mapping) else getattr(item, "id", None)
    return key if isinstance(key, str) and key else str(index + 1)


def blocks(path: str, markup: Markup) -> Iterator[tuple[str, Block]]:
    """The blocks of the text at ``path`` with their own paths, in reading order."""
    for number, block in enumerate(markup.walk(), start=1):
        yield f"{path}/{number}", block


def iterate(value: BaseModel, prefix: str) -> Iterator[Leaf]:
    """All texts within a value of the model, in the order of its fields; ``prefix`` is its own path."""
    for key, (budget, prose) in _traits(type(value)).items():
        # A field left to its default was not written by anybody, so it has no place in a file.
        if key in value.model_fields_set:
            written = type(value).model_fields[key].alias or key
            yield from _within(getattr(value, key), join(prefix, written), key, budget, prose)


Change = Callable[[Leaf], str | Markup]
"""What a text is to be replaced by; the same value keeps it."""


def rebuild(value: Model, prefix: str, change: Change) -> Model:
    """A value of the model with its texts replaced: those that :func:`iterate` gives, and no others."""
    changed: dict[str, Any] = {}
    for key, (budget, prose) in _traits(type(value)).items():
        if key in value.model_fields_set:
            written = type(value).model_fields[key].alias or key
            held = getattr(value, key)
            make = partial(Leaf, key=key, budget=budget, prose=prose)
            made = _rebuilt(held, join(prefix, written), make, change)
            if made is not held:
                changed[key] = made
    return value.model_copy(update=changed) if changed else value


def leaves(publication: Publication) -> Iterator[Leaf]:
    """All texts of a publication: settings, taxonomy, chapters, cases, closing chapters, glossary."""
    yield from iterate(publication.settings, "publication")
    yield from iterate(publication.taxonomy, "taxonomy")
    for chapter in publication.chapters:
        yield from iterate(chapter, join("chapters", chapter.id))
    for case in publication.cases:
        yield from iterate(case, join("cases", case.id))
    for chapter in publication.closing:
        yield from iterate(chapter, join("chapters", chapter.id))
    for term in publication.glossary:
        yield from iterate(term, join("glossary", term.term))


def _within(held: object, path: str, key: str, budget: Budget | None, prose: bool) -> Iterator[Leaf]:
    """The texts in what a field holds."""
    if isinstance(held, (str, Markup)):
        yield Leaf(path, held, key, budget, prose)
    elif isinstance(held, BaseModel):
        yield from iterate(held, path)
    elif isinstance(held, tuple):
        for index, item in enumerate(held):
            yield from _within(item, join(path, step(item, index)), key, budget, prose)
    elif isinstance(held, Mapping):
        for name, item in held.items():
            yield from _within(item, join(path, str(name)), key, budget, prose)


def _rebuilt(held: Any, path: str, make: Callable[[str, str | Markup], Leaf], change: Change) -> Any:
    """What a field holds with its texts replaced; the very same object when none was."""
    if isinstance(held, (str, Markup)):
        return change(make(path, held))
    if isinstance(held, BaseModel):
        return rebuild(held, path, change)
    if isinstance(held, tuple):
        made = tuple(
            _rebuilt(item, join(path, step(item, index)), make, change) for index, item in enumerate(held)
        )
        return held if all(a is b for a, b in zip(made, held, strict=True)) else made
    if isinstance(held, Mapping):
        kept = {name: _rebuilt(item, join(path, str(name)), make, change) for name, item in held.items()}
        return held if all(kept[name] is held[name] for name in held) else kept
    return held


NAMES = ("file", "licence")
"""Fields that hold a name, which is neither read as language nor translated."""


@lru_cache(maxsize=64)
def _traits(model: type[BaseModel]) -> Mapping[str, tuple[Budget | None, bool]]:
    """For every field of a model: the budget of its texts, and whether they are prose."""
    traits: dict[str, tuple[Budget | None, bool]] = {}
    for key, field in model.model_fields.items():
        marks = [*field.metadata, *_marks(field.annotation)]
        budget = next((mark for mark in marks if isinstance(mark, Budget)), None)
        traits[key] = (budget, key not in NAMES and not any(_is_code(mark) for mark in marks))
    return traits


def _marks(annotation: Any) -> Iterator[Any]:
    """The metadata within an annotation; a literal stands for itself. Models are not entered."""
    if get_origin(annotation) is Literal:
        yield annotation
        return
    yield from getattr(annotation, "__metadata__", ())
    for inner in get_args(annotation):
        yield from _marks(inner)


def _is_code(mark: Any) -> bool:
    """Whether a piece of metadata says that the text is not prose."""
    if get_origin(mark) is Literal:
        return True
    if isinstance(mark, StringConstraints):
        return mark.pattern is not None
    inner = getattr(mark, "metadata", None)  # the constraints within a ``Field(pattern=…)``
    if isinstance(inner, list):
        return any(_is_code(item) for item in inner)
    return getattr(mark, "pattern", None) is not None
