"""The booklet without this program's ideas: all sections in one HTML document, set at once in one process.

Everything else is the same: content, templates, style sheets, figures, fonts, and the fit choices are
given to it (``python naive.py PROJECT CHOICES.json OUTPUT.pdf``), so it never sets anything twice.
Page numbers are the engine's own counters (``target-counter``), furniture its margin boxes.
"""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path

HEADING = re.compile(r"\uE000(.*?)\uE001")
BODY = re.compile(r'<body class="([^"]*)" style="([^"]*)">(.*)</body>', re.DOTALL)
HTML = re.compile(r'<html lang="([^"]*)" style="([^"]*)">')

FURNITURE = """
@page { @bottom-right { content: counter(page); font: 800 9pt "Sofia Sans" }
        @bottom-left { content: string(head); font: 400 8pt "Source Sans 3" } }
h1 { string-set: head content() }
.number::after { content: target-counter(attr(href), page) }
.section { break-before: page }
"""


class Marked(dict[str, str]):
    """Page numbers as marks that become the engine's counters."""

    def get(self, anchor: str, default: object = None) -> str:  # type: ignore[override]
        return f"\ue000{anchor}\ue001"


def main(root: Path, choices: dict[str, list[str]], target: Path) -> None:
    from booklet.load.layout import load_layout
    from booklet.load.project import load_project
    from booklet.typeset.fonts import font_environment
    from booklet.workspace import Workspace

    workspace = Workspace(root)
    os.environ.update(font_environment(root, target.parent / "naive-fonts"))
    publication = load_project(workspace).publication
    layout, _ = load_layout(workspace, "booklet")
    assert publication is not None and layout is not None

    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    from booklet.model.pages import FIT_MARK
    from booklet.typeset.edition import Edition
    from booklet.typeset.engine import ProjectFetcher
    from booklet.typeset.figures import draw_figure, figure_words
    from booklet.typeset.sections import STYLESHEETS, list_sections

    words = figure_words(layout.labels_of("en"))
    edition = Edition(
        publication, layout, "en", workspace, lambda name: draw_figure(name, publication, workspace, words)
    )
    parts, figures, head = [], {}, None
    for section in list_sections(publication):
        composition = section.compose(edition, Marked())
        figures |= dict(composition.figures)
        html = composition.html.replace(FIT_MARK, " ".join(choices[section.id]))
        head = head or HTML.search(html)
        body = BODY.search(html)
        assert body is not None
        parts.append(f'<div class="section {body[1]}" style="{body[2]}">{body[3]}</div>')
    assert head is not None
    text = HEADING.sub(r'<a class="number" href="#\1"></a>', "\n".join(parts))
    text = text.replace('href="xref:', 'href="#')
    document = (
        f'<!doctype html><html lang="{head[1]}" style="{head[2]}"><head><meta charset="utf-8">'
        f"<title>{publication.settings.title}</title></head><body>{text}</body></html>"
    )
    fonts = FontConfiguration()
    fetcher = ProjectFetcher(workspace, figures)
    sheets = [
        weasyprint.CSS(
            string=workspace.read(path).decode(),
            base_url=f"project:/{path}",
            url_fetcher=fetcher,
            font_config=fonts,
        )
        for path in STYLESHEETS
    ]
    sheets.append(weasyprint.CSS(string=FURNITURE, font_config=fonts))
    source = weasyprint.HTML(string=document, base_url="project:/", url_fetcher=fetcher)
    target.write_bytes(source.write_pdf(stylesheets=sheets, font_config=fonts, pdf_tags=True))


if __name__ == "__main__":
    main(Path(sys.argv[1]), json.loads(Path(sys.argv[2]).read_bytes()), Path(sys.argv[3]))
