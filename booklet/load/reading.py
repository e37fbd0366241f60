"""Plain data -> a value of the model, with every fault in plain words at its place in the file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from inspect import isclass
from typing import Any, Literal, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError

from booklet.findings import Finding, Severity, Span, rule
from booklet.load.yamltree import Loc, Tree
from booklet.model.base import ID_PATTERN

Model = TypeVar("Model", bound=BaseModel)

UNKNOWN_KEY = rule("model/unknown-key", Severity.ERROR, "A key is not one that this place knows.")
MISSING_KEY = rule("model/missing-key", Severity.ERROR, "A key that has to be there is missing.")
WRONG_TYPE = rule("model/wrong-type", Severity.ERROR, "A value is of the wrong kind.")
PATTERN = rule("model/pattern", Severity.ERROR, "An id, colour, address or code is not well-formed.")
EMPTY_TEXT = rule(
    "model/empty-text",
    Severity.ERROR,
    "A text has no words.",
    "Write the text, or delete the key if it may be left out.",
)
TOO_LONG = rule("model/too-long", Severity.ERROR, "An id or address is too long.", "Shorten it.")
COUNT = rule("model/count", Severity.ERROR, "A list has too few or too many items.")
RANGE = rule("model/range", Severity.ERROR, "A number lies outside its range.")
CHOICE = rule("model/choice", Severity.ERROR, "A word is not one of the words to choose from.")
DATE = rule(
    "model/date",
    Severity.ERROR,
    "A date is not a day of the calendar.",
    "Write year-month-day: 2026-01-31.",
)
VALUE = rule("model/value", Severity.ERROR, "A value is not allowed for another reason.")

_EXPECTED = {
    "string_type": "a text",
    "tuple_type": "a list",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "dict_type": "keys with values",
    "model_type": "keys with values",
    "model_attributes_type": "keys with values",
    "date_type": "a date",
    "finite_number": "a number",
}
_BOUNDS = {
    "greater_than_equal": ("at least", "ge"),
    "greater_than": ("more than", "gt"),
    "less_than_equal": ("at most", "le"),
    "less_than": ("less than", "lt"),
}
_PATTERNS = {
    ID_PATTERN: ("an id", "Ids are lower-case letters and digits; hyphens join words: `night-walk`."),
    r"^#[0-9A-F]{6}$": ("a colour", 'Colours are written "#1E235D": # and six digits 0–9, A–F, in quotes.'),
    r"^(https|mailto):\S+$": ("an address", "Addresses begin with https:// or mailto: and have no spaces."),
    r"^[a-z]{2}$": ("a two-letter code", "Codes are two lower-case letters: `be`."),
    r"^\d{6,9}$": ("a grant number", "Grant numbers have six to nine digits."),
}


def read_model(model: type[Model], tree: Tree) -> tuple[Model | None, list[Finding]]:
    """The value that a file describes, or ``None`` and every reason why it does not.

    The findings of ``tree`` itself are not repeated, and no fault is reported as a consequence of them.
    """
    if tree.data is None:
        return None, []
    try:
        return model.model_validate(tree.data), []
    except ValidationError as error:
        details = error.errors(include_url=False)
    faults = (
        _Fault(
            model,
            tree,
            _clean(tree, detail["loc"]),
            detail["type"],
            detail["input"],
            detail.get("ctx", {}),
            detail["msg"],
        )
        for detail in details
    )
    return None, [_finding(fault) for fault in faults if not _follows(fault)]


def _follows(fault: _Fault) -> bool:
    """Whether an error is only the consequence of another.

    A value that YAML refused is missing for pydantic, and its counts leave out items that are wrong
    themselves.
    """
    if fault.loc in fault.tree.faulty:
        return True
    if fault.kind == "too_short" and isinstance(fault.value, tuple):
        return len(fault.value) >= int(fault.context["min_length"])
    return False


def suggest(word: str, known: Iterable[str]) -> str:
    """A hint at the nearest known word, or all of them when none is near and they are few."""
    names = sorted(set(known))
    close = get_close_matches(word, names, n=1, cutoff=0.6)
    if not close:
        close = [name for name in names if name.lower() == word.lower()]
    if close:
        return f"Did you mean `{close[0]}`?"
    if 0 < len(names) <= 12:
        return f"Known here: {_listed(names)}."
    return ""


def kind_of(value: object) -> str:
    """What a value read from a file is called in a message."""
    if isinstance(value, str):
        return "a text"
    if isinstance(value, bool):
        return f"the word {str(value).lower()}"
    if isinstance(value, (int, float)):
        return f"the number {value}"
    if isinstance(value, (tuple, list)):
        return "a list"
    return "keys with values"


@dataclass(frozen=True)
class _Fault:
    """One error of pydantic, with what a message about it needs."""

    model: type[BaseModel]
    tree: Tree
    loc: Loc
    kind: str
    value: Any
    context: Mapping[str, Any]
    message: str

    @property
    def span(self) -> Span:
        """The value; for a list or mapping its key, which stands in front of it."""
        collection = isinstance(self.value, (dict, tuple))
        return self.tree.key_at(self.loc) if collection else self.tree.at(self.loc)

    @property
    def name(self) -> str:
        return _name(self.loc)


def _finding(fault: _Fault) -> Finding:
    """The finding for an error, by its kind."""
    if fault.kind in _EXPECTED:
        return _wrong_type(fault)
    if fault.kind in _BOUNDS:
        words, bound = _BOUNDS[fault.kind]
        limit = f"{fault.context[bound]:g}"
        return RANGE.at(fault.span, f"{fault.name} is {fault.value}; it has to be {words} {limit}")
    if fault.kind.startswith(("date_", "datetime_")):
        return DATE.at(fault.span, f"{fault.name}: “{_short(fault.value)}” is not a date")
    return _BY_KIND.get(fault.kind, _other)(fault)


def _other(fault: _Fault) -> Finding:
    return VALUE.at(fault.span, f"{fault.name}: {fault.message}")


def _unknown_key(fault: _Fault) -> Finding:
    tree, loc = fault.tree, fault.loc
    inside = _model_at(fault.model, tree, loc[:-1])
    given = tree.value(loc[:-1])
    fields = list(inside.model_fields) if inside else []
    free = [key for key in fields if not (isinstance(given, dict) and key in given)]
    close = get_close_matches(str(loc[-1]), free, n=1, cutoff=0.5)
    advice = (
        f"Did you mean `{close[0]}`?"
        if close
        else f"Keys here: {_listed(fields)}."
        if 0 < len(fields) < 13
        else ""
    )
    return UNKNOWN_KEY.at(tree.key_at(loc), f"the key `{loc[-1]}` is not known here", help=advice)


def _missing_key(fault: _Fault) -> Finding:
    parent, key = fault.loc[:-1], fault.loc[-1]
    place = f"in {_name(parent)}" if parent else "in this file"
    message = f"the key `{key}` is missing {place}"
    return MISSING_KEY.at(fault.tree.key_at(parent), message, help=f"Add `{key}: …`.")


def _missing_kind(fault: _Fault) -> Finding:
    return _missing_key(replace(fault, loc=(*fault.loc, "type")))


def _wrong_type(fault: _Fault) -> Finding:
    expected, value = _EXPECTED[fault.kind], fault.value
    advice = ""
    if expected == "a text" and isinstance(value, (bool, int, float)):
        advice = f'Put it in quotes: "{str(value).lower() if isinstance(value, bool) else value}".'
    elif expected == "a text":
        advice = "Put a text that contains “: ” or begins with “[” or “{” in quotes."
    elif expected == "a list":
        advice = "Write each item on a line of its own that begins with `- `."
    elif expected.endswith("number"):
        advice = "Write the number in digits, without quotes and unit."
    return WRONG_TYPE.at(
        fault.span, f"{fault.name}: expected {expected}, found {kind_of(value)}", help=advice
    )


def _count(fault: _Fault) -> Finding:
    actual, few = len(fault.value), fault.kind == "too_short"
    limit = fault.context["min_length" if few else "max_length"]
    wanted = f"at least {limit} needed" if few else f"at most {limit} fit here"
    return COUNT.at(fault.span, f"{fault.name} has {actual} item{'' if actual == 1 else 's'}; {wanted}")


def _choice(fault: _Fault) -> Finding:
    """A word outside a fixed set; for a block of an infographic the kinds of block are listed."""
    loc = (*fault.loc, "type") if fault.kind == "union_tag_invalid" else fault.loc
    known = re.findall(r"'([^']*)'", fault.context.get("expected_tags") or fault.context["expected"])
    word = str(fault.tree.value(loc))
    close = get_close_matches(word, known, n=1, cutoff=0.6)
    advice = f"Did you mean `{close[0]}`?" if close else f"Choose one of {_listed(known)}."
    message = f"{_name(loc)}: “{_short(word)}” is not one of {_listed(known)}"
    return CHOICE.at(fault.tree.at(loc), message, help=advice)


def _pattern(fault: _Fault) -> Finding:
    pattern = fault.context["pattern"]
    what, advice = _PATTERNS.get(pattern, (f"of the form {pattern}", ""))
    return PATTERN.at(fault.span, f"{fault.name}: “{_short(fault.value)}” is not {what}", help=advice)


def _empty_text(fault: _Fault) -> Finding:
    return EMPTY_TEXT.at(fault.span, f"{fault.name} has no words")


def _too_long(fault: _Fault) -> Finding:
    return TOO_LONG.at(fault.span, f"{fault.name} has more than {fault.context['max_length']} characters")


_BY_KIND: Mapping[str, Callable[[_Fault], Finding]] = {
    "extra_forbidden": _unknown_key,
    "missing": _missing_key,
    "union_tag_not_found": _missing_kind,
    "union_tag_invalid": _choice,
    "literal_error": _choice,
    "too_short": _count,
    "too_long": _count,
    "string_pattern_mismatch": _pattern,
    "string_too_short": _empty_text,
    "string_too_long": _too_long,
}


def _clean(tree: Tree, loc: Loc) -> Loc:
    """An error's location without the names of union members that pydantic puts between."""
    cleaned: Loc = ()
    for part in loc:
        here = tree.value(cleaned)
        tagged = isinstance(here, dict) and here.get("type") == part and part not in here
        if not tagged or part == loc[-1]:
            cleaned = (*cleaned, part)
    return cleaned


def _model_at(kind: Any, tree: Tree, loc: Loc) -> type[BaseModel] | None:
    """The model that describes the mapping at a location."""
    kind = _plain(kind, tree.data)
    for depth, part in enumerate(loc, start=1):
        if isclass(kind) and issubclass(kind, BaseModel):
            field = kind.model_fields.get(str(part))
            kind = field.annotation if field else None
        else:
            arguments = get_args(kind)
            kind = arguments[-1 if get_origin(kind) is dict else 0] if arguments else None
        kind = _plain(kind, tree.value(loc[:depth]))
    return kind if isclass(kind) and issubclass(kind, BaseModel) else None


def _plain(kind: Any, data: Any) -> Any:
    """An annotation without its metadata; of a union the member that the data chooses."""
    while hasattr(kind, "__metadata__"):
        kind = kind.__origin__
    if isclass(kind) or get_origin(kind) in (tuple, dict, Literal):
        return kind
    members = [_plain(member, data) for member in get_args(kind)]
    models = [member for member in members if isclass(member) and issubclass(member, BaseModel)]
    tag = data.get("type") if isinstance(data, dict) else None
    for member in models:
        if "type" in member.model_fields and tag in get_args(member.model_fields["type"].annotation):
            return member
    return models[0] if models else next((m for m in members if m is not type(None)), None)


def _name(loc: Loc) -> str:
    """What a place is called in a message: a key, or an item of a list."""
    if not loc:
        return "the file"
    if isinstance(loc[-1], str):
        return f"`{loc[-1]}`"
    parent = next((part for part in reversed(loc) if isinstance(part, str)), "the list")
    return f"item {loc[-1] + 1} of `{parent}`"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 40 else text[:39] + "…"
