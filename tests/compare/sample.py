"""A document of seven pages with a bit of everything, in versions that differ in one planted change.

Its text is made of words that recur and sentences that do not. The same pages are printed by WeasyPrint,
with a map from anchors to lines of sources, and by Chromium.
"""

from __future__ import annotations

import subprocess
from base64 import b64encode
from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image
from weasyprint import HTML

from booklet.compare.documents import compare_documents
from booklet.compare.sourcemap import Source, SourceMap
from booklet.compare.values import Change, Difference, Layer, Options
from booklet.findings import Span
from booklet.model.pages import Box
from tests.programs import require

FONTS = (Path(__file__).parents[2] / "assets" / "fonts").as_uri()
CHROMIUM_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-pdf-header-footer", "--export-tagged-pdf",
)  # fmt: skip

NOUNS = (
    "river", "market", "square", "harbour", "council", "neighbour", "street", "festival", "library",
    "station", "teacher", "driver", "volunteer", "mediator", "programme", "evening", "summer", "meeting",
    "report", "budget",
)  # fmt: skip
VERBS = ("opens", "supports", "changes", "follows", "measures", "invites", "protects", "answers", "renews")
ENDS = (
    "every year",
    "in good time",
    "without delay",
    "for all residents",
    "after the first phase",
    "at night",
)


def sentence(number: int) -> str:
    """A sentence that no other number gives."""
    first, second = NOUNS[number % 20], NOUNS[(number * 7 + number // 20) % 20]
    verb, end = VERBS[(number * 5 + number // 9) % 9], ENDS[(number + number // 6) % 6]
    return f"The {first} of district {number} {verb} the {second} {end}."


def paragraph(number: int, sentences: int = 6) -> str:
    """A paragraph that no other number gives."""
    return " ".join(sentence(number * 10 + index) for index in range(sentences))


def picture(colour: tuple[int, int, int]) -> str:
    """A data URI of a PNG."""
    made = BytesIO()
    image = Image.new("RGB", (40, 20), colour)
    image.paste((255, 255, 255), (5, 5, 15, 15))
    image.save(made, "PNG")
    return "data:image/png;base64," + b64encode(made.getvalue()).decode("ascii")


RED, GREEN = picture((200, 40, 40)), picture((40, 160, 60))

STYLE = f"""
@font-face {{ font-family: Text; src: url("{FONTS}/SourceSans3-Regular.ttf") }}
@font-face {{ font-family: Text; font-weight: 700; src: url("{FONTS}/SourceSans3-Bold.ttf") }}
@font-face {{ font-family: Head; src: url("{FONTS}/SofiaSans-Bold.ttf") }}
@page {{ size: 148mm 210mm; margin: 22mm 16mm 20mm;
  @top-left {{ content: "A sample of everything"; font: 8pt Text; color: #444444 }}
  @bottom-right {{ content: counter(page); font: 9pt Text }} }}
html {{ font: 10.5pt/15pt Text; color: #1B2230 }}
body {{ margin: 0 }}
section {{ break-before: page }}
h1 {{ font: 20pt/24pt Head; color: #1E235D; margin: 0 0 12pt; string-set: head content() }}
p {{ margin: 0 0 6pt }}
.band {{ background: #1E235D; height: 12pt; margin-bottom: 12pt }}
.sign {{ width: 90pt; height: 45pt }}
.panel {{ padding: 8pt; margin-bottom: 8pt }}
table {{ border-collapse: collapse; width: 100% }}
td, th {{ border: .5pt solid #888888; padding: 3pt; text-align: left }}
a {{ color: #0B5C8A }}
"""


def _section(name: str, title: str, *parts: str) -> str:
    return f'<section id="cases/{name}"><h1 id="cases/{name}/title">{title}</h1>{"".join(parts)}</section>'


def _paragraphs(name: str, numbers: range) -> str:
    return "".join(
        f'<p id="cases/{name}/overview/{index}">{paragraph(number)}</p>'
        for index, number in enumerate(numbers, 1)
    )


def _table() -> str:
    rows = "".join(
        f'<tr id="cases/gamma/rows/{row}"><th scope="row">Row {row}</th><td>{row * 137}</td>'
        f"<td>{NOUNS[row]}</td></tr>"
        for row in range(1, 7)
    )
    head = '<tr><th scope="col">Name</th><th scope="col">Number</th><th scope="col">Thing</th></tr>'
    return f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>"


BODY = "\n".join(
    (
        _section(
            "alpha",
            "Alpha opens the round",
            '<div class="band"></div>',
            _paragraphs("alpha", range(1, 4)),
            f'<p><img id="cases/alpha/picture" src="{RED}" alt="A red sign" class="sign"></p>',
            '<p id="cases/alpha/more">More is told by <a href="https://example.org/more">the long '
            'report</a> and in <a href="#cases/gamma/title">the part on Gamma</a>.</p>',
        ),
        _section("beta", "Beta runs over two pages", _paragraphs("beta", range(10, 17))),
        _section(
            "gamma", "Gamma counts", _paragraphs("gamma", range(30, 32)), _table(), "<p>It ends here.</p>"
        ),
        _section("delta", "Delta comes next", _paragraphs("delta", range(40, 44))),
        _section(
            "epsilon",
            "Epsilon has a panel",
            _paragraphs("epsilon", range(50, 52)),
            f'<div class="panel" id="cases/epsilon/panel"><p>{paragraph(59, 3)}</p></div>',
            f'<p id="cases/epsilon/why">{paragraph(60, 3)}</p>',
        ),
        _section("zeta", "Zeta closes", _paragraphs("zeta", range(70, 72))),
    )
)
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>A sample</title>
<meta name="author" content="Ada Example"><style>{style}</style></head><body>
{body}
</body></html>"""
BASE = PAGE.format(style=STYLE, body=BODY)
PAGES = 7


def changed(*changes: tuple[str, str]) -> str:
    """The document with words replaced; each stands in it once."""
    html = BASE
    for old, new in changes:
        assert html.count(old) == 1, f"{old!r} occurs {html.count(old)} times"
        html = html.replace(old, new)
    return html


def _spans(html: str) -> dict[str, Span]:
    """A made-up source: every anchor is written on the line of its number in the document."""
    names = [part.split('"', 1)[0] for part in html.split('id="')[1:]]
    return {
        name: Span(f"content/{'/'.join(name.split('/')[:2])}.yaml", line)
        for line, name in enumerate(names, 1)
    }


@cache
def printed(html: str = BASE) -> Source:
    """The document as WeasyPrint sets it, tagged, with its map."""
    document = HTML(string=html).render(pdf_variant="pdf/ua-1")
    boxes: dict[str, tuple[Box, ...]] = {}
    for number, page in enumerate(document.pages, 1):
        for anchor, (left, top, right, bottom) in page.anchors.items():
            box = Box(number, left * 0.75, top * 0.75, (right - left) * 0.75, (bottom - top) * 0.75)
            boxes[anchor] = (*boxes.get(anchor, ()), box)
    return Source("sample.pdf", document.write_pdf(pdf_variant="pdf/ua-1"), SourceMap(boxes, _spans(html)))


@cache
def browsed(html: str = BASE) -> Source:
    """The document as Chromium prints it; skips the test where there is none."""
    chromium = require("chromium")
    import tempfile

    with tempfile.TemporaryDirectory(prefix="compare-") as folder:
        page, pdf = Path(folder) / "page.html", Path(folder) / "page.pdf"
        page.write_text(html, "utf-8")
        profile = f"--user-data-dir={Path(folder) / 'profile'}"
        command = [chromium, *CHROMIUM_FLAGS, profile, f"--print-to-pdf={pdf}", page.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return Source("browsed.pdf", pdf.read_bytes())


def compare(*changes: tuple[str, str], options: Options | None = None) -> Difference:
    """The document against a version of it."""
    return compare_documents(printed(), printed(changed(*changes)), options)


def layers(difference: Difference) -> list[Layer]:
    """The layers in which something changed, each once."""
    return list(dict.fromkeys(change.layer for change in difference.changes))


def line_of(anchor: str, html: str = BASE) -> str:
    """The place in the sources that an anchor stands for."""
    span = _spans(html)[anchor]
    return f"{span.file}:{span.line}"


def source_of(change: Change) -> str:
    """The place in the sources that a change names."""
    assert change.source is not None, change
    return f"{change.source.file}:{change.source.line}"


def only(difference: Difference, layer: Layer) -> Change:
    """The only change of a layer."""
    found = difference.of(layer)
    assert len(found) == 1, found
    return found[0]
