"""What OmegaT, a CAT tool that translators use, makes of our files: XLIFF and PO, out and back."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from xml.sax.saxutils import escape, unescape

import pytest

from booklet.build.deliveries import Intake, import_files
from booklet.build.handouts import Order, export_project
from booklet.build.locales import catalogue_file
from booklet.model.inline import read_text
from booklet.translate.catalogue import State
from booklet.translate.keeping import read_kept
from booklet.translate.po import read_po
from tests.programs import require
from tests.projects import write_project

CASE = "harbour-watch"
SETTINGS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0">
<source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir><tm_dir>__DEFAULT__</tm_dir>
<glossary_dir>__DEFAULT__</glossary_dir><glossary_file>__DEFAULT__</glossary_file>
<dictionary_dir>__DEFAULT__</dictionary_dir>
<source_lang>EN</source_lang><target_lang>PL</target_lang>
<sentence_seg>false</sentence_seg><support_default_translations>true</support_default_translations>
<remove_tags>false</remove_tags>
</project></omegat>
"""


def omegat(project: Path, *arguments: str) -> None:
    program = require("omegat")
    command = [
        program,
        str(project),
        f"--config-dir={project}/config",
        "--disable-project-locking",
        *arguments,
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)


def translate(project: Path) -> None:
    """Let OmegaT translate every text of its sources: “PL …” after the first tags, tags as they are."""
    memory = project / "all.tmx"
    omegat(
        project,
        "--mode=console-createpseudotranslatetmx",
        f"--pseudotranslatetmx={memory}",
        "--pseudotranslatetype=equal",
    )

    def change(found: re.Match[str]) -> str:
        text = unescape(found[2])
        head = re.match(r"(?:<[^>]*>)*", text)
        assert head is not None
        changed = text if text.startswith("Project-Id") else f"{head[0]}PL {text[head.end() :]}"
        return f"{found[1]}{escape(changed)}"

    text = re.sub(r'(<tuv lang="PL">\s*<seg>)([^<]*)', change, memory.read_text(encoding="utf-8"))
    (project / "omegat" / "project_save.tmx").write_text(text, encoding="utf-8")
    omegat(project, "--mode=console-translate")


@pytest.mark.parametrize("format", ["xliff", "po"])
def test_every_text_comes_back_with_its_marks(tmp_path: Path, format: str) -> None:
    root, work = tmp_path / "project", tmp_path / "omegat"
    write_project(root)
    for folder in ("source", "target", "tm", "glossary", "dictionary", "omegat", "config"):
        (work / folder).mkdir(parents=True)
    (work / "omegat.project").write_text(SETTINGS)
    order = Order(("pl",), (CASE,), format=format, folder=work / "source")  # type: ignore[arg-type]
    exported = export_project(root, order).files[0]
    translate(work)
    back = import_files(root, Intake((work / "target" / Path(exported.path).name,)))
    assert back.report.errors == ()
    assert back.results[0].received.count() == {"translated": exported.texts}
    file = catalogue_file("pl", CASE)
    catalogue, _ = read_po(file, (root / file).read_bytes(), "pl", CASE)
    assert catalogue is not None
    for entry in catalogue.entries:
        assert entry.state is State.DONE
        assert read_text(entry.text) == f"PL {read_text(entry.source)}"
        assert read_kept(entry.text) == read_kept(entry.source)
