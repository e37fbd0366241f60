"""The rooms of the program that have rules."""

from __future__ import annotations

import pkgutil
import warnings
from collections.abc import Mapping
from importlib import import_module

from booklet.findings import RULES, Rule

ROOMS = ("load", "check", "typeset", "press", "translate", "word", "build")
"""The rooms that register rules when their modules are imported."""


def import_rules() -> Mapping[str, Rule]:
    """All rules of the program by id; imports every module of every room that has any."""
    with warnings.catch_warnings():
        # The engine looks for the machine's fonts when it is imported; we use the project's.
        warnings.filterwarnings("ignore", "No fonts configured")
        for room in ROOMS:
            package = import_module(f"booklet.{room}")
            for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
                import_module(module.name)
    return RULES
