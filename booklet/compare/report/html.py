"""A comparison as one HTML file that needs nothing else: no network, no other file, no server.

Whatever comes out of a document is text here and never markup: the template escapes everything, and the
page's own policy lets run and load nothing but what this module has put in.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from booklet.compare.report.values import Comparison, Pair, SideKind
from booklet.compare.report.view import arrange
from booklet.compare.report.words import (
    ABOUT,
    LABELS,
    count_of,
    join_words,
    show,
    tell_covered,
    tell_pages,
    tell_problem,
)
from booklet.compare.values import Covered, Layer
from booklet.workspace import Workspace

_HERE = Path(__file__).resolve().parent

SIDE_WORDS = {
    SideKind.FILE: "file",
    SideKind.FOLDER: "build folder",
    SideKind.REVISION: "revision",
    SideKind.WORKTREE: "working tree",
}


def write_html(comparison: Comparison) -> bytes:
    """The report as the bytes of a file, the same for the same comparison."""
    style, script = _part("report.css"), _part("report.js")
    policy = "; ".join(
        (
            "default-src 'none'",
            "img-src data:",
            f"style-src '{_hash(style)}'",
            f"script-src '{_hash(script)}'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    made = _template().render(
        view=arrange(comparison),
        comparison=comparison,
        policy=policy,
        style=Markup(style),  # noqa: S704 - our own file
        script=Markup(script),  # noqa: S704 - our own file
        compared=_coverage(comparison, left_out=False),
        left_out=_coverage(comparison, left_out=True),
        invisible=tuple(pair.path for pair in comparison.pairs if pair.is_same),
    )
    return made.encode("utf-8")


def _part(name: str) -> str:
    """A file beside this one."""
    return Workspace(_HERE).read(name).decode("utf-8")


def _hash(text: str) -> str:
    """What a content security policy calls an inline style or script (W3C CSP Level 3, 2.3.1)."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


@cache
def _template() -> Template:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {
        "about": ABOUT.get,
        "capital": _capital,
        "join_words": join_words,
        "label": _label,
        "show": show,
    }
    environment.globals |= {
        "count_of": count_of,
        "kinds": SIDE_WORDS,
        "tell_pages": tell_pages,
        "tell_problem": tell_problem,
        "summary": _summary,
    }
    return environment.from_string(_part("report.html.j2"))


def _label(layer: Layer) -> str:
    return _capital(LABELS[layer])


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _summary(pair: Pair) -> str:
    return tell_pages(pair.difference) if pair.difference else show(tell_problem(pair))


def _coverage(comparison: Comparison, *, left_out: bool) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What was looked at or was not, document by document; what several have in common is said once."""
    told: dict[tuple[str, ...], list[str]] = {}
    for pair in comparison.pairs:
        if pair.difference is None:
            continue
        coverage = pair.difference.coverage
        items: tuple[Covered, ...] = coverage.left_out if left_out else coverage.compared
        lines = tuple(show(tell_covered(item)) for item in items)
        if lines:
            told.setdefault(lines, []).append(show(pair.path))
    return tuple((", ".join(names), lines) for lines, names in told.items())
