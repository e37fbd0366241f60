"""The report as one HTML page: no network, no scripts, faults boxed on pictures of the pages.

Readable on a phone and by screen readers: everything that a box shows also stands in a list beside it
(WCAG 2.2, level AA; all colours have a contrast of 4.5 : 1 at least).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from booklet.findings import Severity
from booklet.press.preflight.limits import MAX_PICTURES
from booklet.press.preflight.values import Area, Fault, Inspection, PageSize

_WORDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "info", Severity.OFF: "off"}
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
_STYLE = """
:root { color-scheme: light; --error: #a51d1d; --warning: #7a4b00; --info: #1b4f86; --line: #c9ced6 }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 76rem; padding: 1rem; font: 1rem/1.5 system-ui, sans-serif; color:
  #1b2230; background: #fff; overflow-wrap: anywhere }
h1 { font-size: 1.6rem; line-height: 1.2; margin: .5rem 0 }
h2 { font-size: 1.3rem }
h3 { font-size: 1.1rem }
a { color: #1b4f86 }
a:focus-visible, summary:focus-visible { outline: 3px solid #1b4f86; outline-offset: 2px }
.verdict { font-size: 1.15rem; font-weight: 600 }
.error { color: var(--error) }
.warning { color: var(--warning) }
.info { color: var(--info) }
.file { border-top: 3px solid #1b2230; margin-top: 2rem }
.page { border-top: 1px solid var(--line); padding-top: .5rem; margin-top: 1.5rem; display: grid; gap:
  1rem }
@media (min-width: 60rem) { .pictured { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr) } .pictured
  h3 { grid-column: 1 / -1; margin: 0 } .pictured figure { position: sticky; top: 1rem } }
figure { position: relative; margin: 0; border: 1px solid var(--line); align-self: start }
figure img { display: block; width: 100%; height: auto }
figure svg { position: absolute; inset: 0; width: 100%; height: 100%; overflow: visible }
rect { fill: none; stroke-width: 2; vector-effect: non-scaling-stroke }
rect.halo { stroke: #fff; stroke-width: 5; stroke-opacity: .8 }
rect.error { stroke: var(--error) }
rect.warning { stroke: var(--warning); stroke-dasharray: 7 3 }
rect.info { stroke: var(--info); stroke-dasharray: 2 3 }
circle.error { fill: var(--error) }
circle.warning { fill: var(--warning) }
circle.info { fill: var(--info) }
text { fill: #fff; font: 700 9px system-ui, sans-serif; text-anchor: middle; dominant-baseline: central }
ol, ul { padding-left: 0; list-style: none; margin: 0 }
li { border-left: 4px solid currentColor; padding: .1rem 0 .1rem .75rem; margin: 0 0 .75rem }
li > * { color: #1b2230; margin: 0 }
li .rule { font-weight: 700; color: inherit }
code { font: .9em ui-monospace, monospace }
.help { color: #4a5261 }
.places { color: #4a5261; font-size: .9rem }
details { margin: .75rem 0 }
summary { cursor: pointer; font-weight: 600; padding: .25rem 0 }
details li { border: 0; padding: 0; margin: 0 0 .25rem; color: #1b2230 }
"""


@dataclass(frozen=True)
class Examined:
    """A file, what was found in it, and the pictures of its pages by 1-based number, as data URIs."""

    file: str
    inspection: Inspection
    pictures: Mapping[int, str]


def pages_to_draw(inspection: Inspection) -> tuple[int, ...]:
    """The pages that have a fault with a place, as many as the report shows."""
    pages = sorted({fault.page for fault in inspection.faults if fault.page and fault.areas})
    return tuple(page for page in pages if page <= len(inspection.sizes))[:MAX_PICTURES]


def write_html(files: Sequence[Examined]) -> str:
    """The whole page."""
    named = files[0].file if len(files) == 1 else f"{len(files)} files"
    errors = sum(one.inspection.errors for one in files)
    warnings = sum(one.inspection.warnings for one in files)
    body = "\n".join(_file(one, f"f{index + 1}", alone=len(files) == 1) for index, one in enumerate(files))
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f"<title>Preflight of {escape(named)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<header><h1>Preflight of {escape(named)}</h1>\n{_verdict(errors, warnings)}</header>\n"
        f"<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _count(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def _verdict(errors: int, warnings: int) -> str:
    kind = "error" if errors else "warning" if warnings else "info"
    words = f"{_count(errors, 'error')}, {_count(warnings, 'warning')}"
    end = "not ready" if errors else "worth a look" if warnings else "ready"
    return f'<p class="verdict {kind}">{words}: {end}</p>'


def _file(one: Examined, key: str, *, alone: bool) -> str:
    """A file; one that is alone has its verdict at the top of the page."""
    found = one.inspection
    title = "What was found" if alone else escape(one.file)
    parts = [
        f'<section class="file" aria-labelledby="{key}"><h2 id="{key}">{title}</h2>',
        "" if alone else _verdict(found.errors, found.warnings),
        f"<p>Looked at as a file for {'print' if found.profile == 'print' else 'the screen'}, "
        f"{_count(found.pages, 'page')}, {len(found.run)} rules run, {len(found.skipped)} skipped.</p>",
    ]
    whole = [fault for fault in found.faults if fault.page is None]
    if whole:
        parts.append('<div class="page"><h3>The file as a whole</h3>' + _list(whole, 0) + "</div>")
    for page in sorted({fault.page for fault in found.faults if fault.page is not None}):
        parts.append(_page(one, page, [fault for fault in found.faults if fault.page == page], key))
    parts += [_rules(found), "</section>"]
    return "\n".join(parts)


def _page(one: Examined, page: int, faults: Sequence[Fault], key: str) -> str:
    picture = one.pictures.get(page)
    title = f'<h3 id="{key}-p{page}">Page {page}</h3>'
    if picture is None:
        return f'<section class="page" aria-labelledby="{key}-p{page}">{title}{_list(faults, 1)}</section>'
    size = one.inspection.sizes[page - 1]
    return (
        f'<section class="page pictured" aria-labelledby="{key}-p{page}">{title}\n<figure>'
        f'<img src="{escape(picture)}" alt="Page {page}; the numbered boxes are described in the list" '
        f'width="{_width(size):.0f}" height="{_height(size):.0f}">{_overlay(faults, size)}</figure>\n'
        f"{_list(faults, 1)}</section>"
    )


def _width(size: PageSize) -> float:
    return size.left_pt + size.width_pt + size.right_pt


def _height(size: PageSize) -> float:
    return size.top_pt + size.height_pt + size.bottom_pt


def _overlay(faults: Sequence[Fault], size: PageSize) -> str:
    """Numbered boxes over the picture of a page, in points from the corner of the picture."""
    boxes: list[str] = []
    view = f"{-size.left_pt:g} {-size.top_pt:g} {_width(size):g} {_height(size):g}"
    for index, fault in enumerate(faults):
        kind = _WORDS[fault.rule.severity]
        for area in fault.areas:
            boxes.append(_box(area, kind, index + 1))
    return f'<svg viewBox="{view}" preserveAspectRatio="none" aria-hidden="true">{"".join(boxes)}</svg>'


def _box(area: Area, kind: str, index: int) -> str:
    x, y = area.x_pt - 1, area.y_pt - 1
    sides = f'x="{x:g}" y="{y:g}" width="{area.width_pt + 2:g}" height="{area.height_pt + 2:g}"'
    return (
        f'<rect class="halo" {sides}/><rect class="{kind}" {sides}/>'
        f'<circle class="{kind}" cx="{x:g}" cy="{y:g}" r="7"/><text x="{x:g}" y="{y:g}">{index}</text>'
    )


def _list(faults: Sequence[Fault], start: int) -> str:
    """The faults in words; ``start`` is the number of the first, 0 for no numbers."""
    items = []
    for index, fault in enumerate(faults):
        kind = _WORDS[fault.rule.severity]
        number = f"{index + start}. " if start else ""
        places = "; ".join(map(str, fault.areas[:6])) + (
            " …" if len(fault.areas) > 6 or fault.count > 6 else ""
        )
        items.append(
            f'<li class="{kind}"><p><span class="rule">{number}{kind}</span> '
            f"<code>{fault.rule.id}</code></p>"
            f"<p>{escape(fault.message)}{f' ({fault.count:,} places)' if fault.count > 1 else ''}</p>"
            + (f'<p class="places">at {places}, from the trim’s top left</p>' if fault.areas else "")
            + (f'<p class="help">{escape(fault.rule.help)}</p>' if fault.rule.help else "")
            + "</li>"
        )
    return f"<ol>{''.join(items)}</ol>"


def _rules(found: Inspection) -> str:
    run = "".join(f"<li><code>{rule}</code></li>" for rule in found.run)
    skipped = "".join(f"<li><code>{rule}</code>: {escape(reason)}</li>" for rule, reason in found.skipped)
    return (
        f"<details><summary>{len(found.run)} rules run</summary><ul>{run}</ul></details>"
        f"<details><summary>{len(found.skipped)} rules skipped</summary><ul>{skipped}</ul></details>"
    )
