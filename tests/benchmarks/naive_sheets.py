"""Sheets without this program's ideas: one after the other, the engine called once a file.

Content, templates, style sheets and copy-fit steps are the same and given to it (``python naive_sheets.py
PROJECT STEPS.json FOLDER``), so nothing is ever set twice, and nothing is finished (tags, PDF/A) either.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path


def main(root: Path, steps: dict[str, dict[str, str]], folder: Path) -> None:
    from booklet.load.layout import load_layout_of
    from booklet.load.project import load_project
    from booklet.model.layout import SheetLayout
    from booklet.typeset.fonts import font_environment
    from booklet.workspace import Workspace

    workspace = Workspace(root)
    os.environ.update(font_environment(root, folder / "fonts"))
    publication = load_project(workspace).publication
    assert publication is not None

    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    from booklet.build.sheets import COMPOSERS
    from booklet.model.pages import FIT_MARK
    from booklet.typeset.edition import Edition
    from booklet.typeset.engine import ProjectFetcher
    from booklet.typeset.figures import draw_figure

    for kind, compose in COMPOSERS.items():
        layout, _ = load_layout_of(workspace, kind, SheetLayout)
        assert layout is not None
        names = {step.name: step.choice.name for step in layout.steps}
        folders = (f"layouts/{kind}", ("layouts/booklet",))
        edition = Edition(publication, layout, "en", workspace, draw_figure, *folders)  # type: ignore[arg-type]
        for case in publication.cases:
            composition = compose(edition, case)
            fetcher = ProjectFetcher(workspace, dict(composition.figures))
            fonts = FontConfiguration()
            sheets = [
                weasyprint.CSS(
                    string=workspace.read(path).decode(),
                    base_url=f"project:/{path}",
                    url_fetcher=fetcher,
                    font_config=fonts,
                )
                for path in composition.stylesheets
            ]
            html = composition.html.replace(FIT_MARK, names[steps[kind][case.id]])
            source = weasyprint.HTML(string=html, base_url="project:/", url_fetcher=fetcher)
            pdf = source.write_pdf(stylesheets=sheets, font_config=fonts, pdf_tags=True)
            (folder / f"{kind}-{case.id}.pdf").write_bytes(pdf)


if __name__ == "__main__":
    main(Path(sys.argv[1]), json.loads(Path(sys.argv[2]).read_bytes()), Path(sys.argv[3]))
