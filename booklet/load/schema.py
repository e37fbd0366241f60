"""JSON Schemas of the content's YAML files, so that an editor completes keys and marks mistakes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel

from booklet.model.case import Case
from booklet.model.partner import PartnerEdition
from booklet.model.publication import Settings
from booklet.model.taxonomy import Taxonomy

FOLDER = "content/schema"
"""Where the schemas lie; the first line of every YAML file names one of them."""

_MODELS: Mapping[str, type[BaseModel]] = {
    "booklet.schema.json": Settings,
    "case.schema.json": Case,
    "partner.schema.json": PartnerEdition,
    "taxonomy.schema.json": Taxonomy,
}


def schemas(taxonomy: Taxonomy, icons: Iterable[str]) -> dict[str, bytes]:
    """File name to bytes of each schema, with the ids and icons that are known listed as choices."""
    choices = {
        "themes": [item.id for item in taxonomy.themes],
        "category": [item.id for item in taxonomy.mechanisms],
        "country": [item.id for item in taxonomy.countries],
        "kind": [item.id for item in taxonomy.actors],
        "icon": sorted(icons),
    }
    labels = {
        "themes": [item.label for item in taxonomy.themes],
        "category": [item.label for item in taxonomy.mechanisms],
        "country": [item.label for item in taxonomy.countries],
        "kind": [item.label for item in taxonomy.actors],
    }
    return {name: _schema(model, choices, labels) for name, model in _MODELS.items()}


def _schema(
    model: type[BaseModel], choices: Mapping[str, list[str]], labels: Mapping[str, list[str]]
) -> bytes:
    """One schema, in the order of the model's fields."""
    made = {"$schema": "https://json-schema.org/draft/2020-12/schema", **model.model_json_schema()}
    _drop_null(made)
    _offer(made, choices, labels)
    return (json.dumps(made, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _drop_null(schema: Any) -> None:
    """Take out the null that pydantic allows for optional values: the loader refuses empty keys."""
    if isinstance(schema, dict):
        members = schema.get("anyOf")
        if isinstance(members, list) and {"type": "null"} in members:
            others = [member for member in members if member != {"type": "null"}]
            del schema["anyOf"]
            schema.update(others[0] if len(others) == 1 else {"anyOf": others})
            if schema.get("default", "") is None:
                del schema["default"]
    for held in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        _drop_null(held)


def _offer(schema: Any, choices: Mapping[str, list[str]], labels: Mapping[str, list[str]]) -> None:
    """Put the choices of ids at every property that names one."""
    if isinstance(schema, list):
        for item in schema:
            _offer(item, choices, labels)
    if not isinstance(schema, dict):
        return
    for key, held in (schema.get("properties") or {}).items():
        if key not in choices or not choices[key] or not isinstance(held, dict):
            continue
        target = held.get("items") if held.get("type") == "array" else held
        if isinstance(target, dict) and target.get("type") == "string":
            target["enum"] = choices[key]
            if key in labels:
                target["enumDescriptions"] = labels[key]
    for held in schema.values():
        _offer(held, choices, labels)
