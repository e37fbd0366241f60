"""A publication without its prose: what figures depend on."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from booklet.model.base import Value
    from booklet.model.publication import Publication

AnyValue = TypeVar("AnyValue", bound="Value")

_SETTINGS_SEEN = frozenset({"counts", "date", "language"})
_CASE_SEEN = frozenset({"id", "title", "themes", "scope", "places", "place_label", "period", "mechanisms"})
_THEME_SEEN = frozenset({"id", "label", "short", "colour", "tint", "shape", "motif", "icon"})
_MECHANISM_SEEN = frozenset({"id", "label", "short", "icon"})
"""What figures may use of each value; a figure that asks for more gets ``None`` and fails its tests."""


def without_prose(publication: Publication) -> Publication:
    """A publication as far as figures may use it, everything else being ``None`` or empty, so that editing
    anything else leaves every figure as it is.
    """
    taxonomy = publication.taxonomy
    themes = tuple(_keep(theme, _THEME_SEEN) for theme in taxonomy.themes)
    mechanisms = tuple(_keep(one, _MECHANISM_SEEN) for one in taxonomy.mechanisms)
    lists: dict[str, object] = {"themes": themes, "mechanisms": mechanisms, "actors": ()}
    cases = (_keep(case, _CASE_SEEN) for case in publication.cases)
    shown = tuple(
        case.model_copy(update={"mechanisms": tuple(_keep(m, {"category"}) for m in case.mechanisms)})
        for case in cases
    )
    seen: dict[str, object] = {
        "settings": _keep(publication.settings, _SETTINGS_SEEN),
        "taxonomy": taxonomy.model_copy(update=lists),
        "cases": shown,
    }
    empty: dict[str, object] = {"chapters": (), "closing": (), "glossary": (), "partners": {}}
    return publication.model_copy(update={**empty, **seen})


def _keep(value: AnyValue, names: Collection[str]) -> AnyValue:
    """A value of the model with everything but these fields taken out."""
    return value.model_copy(update={name: None for name in type(value).model_fields if name not in names})
