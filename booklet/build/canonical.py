"""Values as bytes: the one form of a task's inputs that its cache key is the digest of."""

from __future__ import annotations

import dataclasses
import datetime
import json
from collections.abc import Mapping
from enum import Enum
from typing import Any

from booklet.workspace import digest


def canonical(value: object) -> bytes:
    """Equal bytes for equal values, in any process: JSON with sorted keys; bytes count by their digest.

    Raises ``TypeError`` for anything that has no fixed order or form, such as a set or a function.
    """
    made = json.dumps(plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return made.encode("utf-8", "surrogatepass")


def plain(value: object) -> Any:
    """The JSON form of a value: mappings, sequences, data classes and values of the model."""
    if value is None or isinstance(value, (str, int, float)):
        return value.value if isinstance(value, Enum) else value
    if isinstance(value, bytes):
        return {"sha256": digest(value)}
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    return {name: plain(getattr(value, name)) for name in _fields(value)}


def _fields(value: object) -> list[str]:
    """The fields of a data class or value of the model. Raises ``TypeError`` for anything else."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return [field.name for field in dataclasses.fields(value)]
    fields = getattr(type(value), "model_fields", None)
    if fields is None:
        raise TypeError(f"a {type(value).__name__} cannot be part of a task")
    return list(fields)
