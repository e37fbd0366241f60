"""A compiler for booklets of case studies: structured YAML in, finished publications out.

The public Python API. Each name is loaded when it is first used, so importing the package is cheap::

    from pathlib import Path
    import booklet

    outcome = booklet.build_project(Path("."), booklet.Request(products=("booklet-screen",), jobs=2))
    for finding in outcome.report:
        print(finding.span, finding.message)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from booklet.build.content import check_project
    from booklet.build.run import build_project, clean_project
    from booklet.build.values import BuildError, EngineError, Outcome, Output, Request, UsageError
    from booklet.findings import Finding, Report, Severity, Span

__version__ = "0.1.0"

_HOMES = {
    "booklet.build.content": ("check_project",),
    "booklet.build.run": ("build_project", "clean_project"),
    "booklet.build.values": ("BuildError", "EngineError", "Outcome", "Output", "Request", "UsageError"),
    "booklet.findings": ("Finding", "Report", "Severity", "Span"),
}

__all__ = [
    "BuildError",
    "EngineError",
    "Finding",
    "Outcome",
    "Output",
    "Report",
    "Request",
    "Severity",
    "Span",
    "UsageError",
    "build_project",
    "check_project",
    "clean_project",
]


def __getattr__(name: str) -> Any:
    """Load a public name from the module it lives in (PEP 562)."""
    from importlib import import_module

    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
