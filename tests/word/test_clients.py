"""Real programs between export and import: whatever they do to a file, every text comes back as it is.

LibreOffice saves all documents in one go, once as .docx and once by way of .odt; OmegaT writes the files
of a project whose translation memory knows some of the texts.
"""

from __future__ import annotations

import os
import subprocess
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from booklet.load.layout import load_layout
from booklet.model.segment import Segment
from booklet.translate.segments import list_segments
from booklet.word.case import write_case
from booklet.word.handout import write_handout, write_table
from booklet.word.identity import Identity, read_identity
from booklet.word.read import read_texts
from booklet.word.safe import open_docx
from booklet.workspace import Workspace
from tests.programs import require
from tests.sources import ROOT
from tests.word.editions import edition_of, real_publication
from tests.word.small import handout

Documents = Mapping[str, tuple[Segment, ...]]


@pytest.fixture(scope="module")
def documents() -> Documents:
    """The segments of all cases and of the rest of the booklet."""
    layout, _ = load_layout(Workspace(ROOT), "booklet")
    assert layout is not None
    found: dict[str, list[Segment]] = defaultdict(list)
    for segment in list_segments(real_publication(), {"booklet": layout}):
        found[segment.document].append(segment)
    assert len(found) == 21
    return {name: tuple(segments) for name, segments in found.items()}


@pytest.fixture(scope="module")
def handed_out(documents: Documents, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The translation documents of all; tables of two of them, with the English for a translation."""
    folder = tmp_path_factory.mktemp("out")
    for name, segments in documents.items():
        made = handout(segments, identity=Identity("co-secur-d2-2", name, "abc123", "fi"))
        (folder / f"{name}.docx").write_bytes(write_handout(made))
    for name in ("forssa", "revert"):
        same = {segment.key: segment.source for segment in documents[name]}
        made = handout(
            documents[name], identity=Identity("co-secur-d2-2", name, "abc123", "fi"), translations=same
        )
        (folder / f"table-{name}.docx").write_bytes(write_table(made))
    return folder


def convert(folder: Path, ending: str, target: Path) -> Path:
    """All files of a folder, saved by one LibreOffice."""
    profile = (target.parent / "profile").as_uri()
    files = sorted(str(path) for path in folder.iterdir())
    subprocess.run(
        [
            *(require("soffice"), f"-env:UserInstallation={profile}", "--headless", "--convert-to", ending),
            *("--outdir", str(target), *files),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return target


def check(folder: Path, documents: Documents, how: str = "anchor", prefix: str = "") -> None:
    """Every segment is back with its text and marks, found by its anchor; the file knows what it is."""
    checked = 0
    for name, segments in documents.items():
        path = folder / f"{prefix}{name}.docx"
        if prefix and not path.exists():
            continue
        opened, report = open_docx(path.read_bytes(), path.name)
        assert opened is not None, [finding.message for finding in report]
        assert read_identity(opened) == Identity("co-secur-d2-2", name, "abc123", "fi")
        reading = read_texts(opened, segments)
        got = [(one.key, one.text, one.how, one.flaws) for one in reading.returned]
        assert got == [(segment.key, segment.source, how, ()) for segment in segments]
        assert not reading.loose and not reading.remarks
        checked += 1
    assert checked == (2 if prefix else len(documents))


def test_saved_by_libreoffice(documents: Documents, handed_out: Path, tmp_path: Path) -> None:
    saved = convert(handed_out, "docx", tmp_path / "saved")
    check(saved, documents)
    check(saved, documents, "id", "table-")


def test_by_way_of_opendocument(documents: Documents, handed_out: Path, tmp_path: Path) -> None:
    saved = convert(convert(handed_out, "odt", tmp_path / "odt"), "docx", tmp_path / "saved")
    check(saved, documents)
    check(saved, documents, "id", "table-")


PROJECT = """\
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0">
<source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir><tm_dir>__DEFAULT__</tm_dir>
<glossary_dir>__DEFAULT__</glossary_dir><glossary_file>__DEFAULT__</glossary_file>
<dictionary_dir>__DEFAULT__</dictionary_dir>
<source_lang>EN-GB</source_lang><target_lang>FI</target_lang>
<source_tok>org.omegat.tokenizer.DefaultTokenizer</source_tok>
<target_tok>org.omegat.tokenizer.DefaultTokenizer</target_tok>
<sentence_seg>false</sentence_seg><support_default_translations>true</support_default_translations>
<remove_tags>false</remove_tags></project></omegat>
"""


def memory(pairs: Mapping[str, str]) -> str:
    """A translation memory (TMX 1.4)."""
    units = "".join(
        f'<tu><tuv xml:lang="EN-GB"><seg>{escape(source)}</seg></tuv>'
        f'<tuv xml:lang="FI"><seg>{escape(text)}</seg></tuv></tu>'
        for source, text in pairs.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><tmx version="1.4"><header creationtool="test" '
        'creationtoolversion="1" segtype="paragraph" o-tmf="test" adminlang="EN-GB" srclang="EN-GB" '
        f'datatype="plaintext"/><body>{units}</body></tmx>'
    )


def translate(text: str) -> str:
    return f"Ää {text} öÖ"


def test_made_by_omegat(documents: Documents, handed_out: Path, tmp_path: Path) -> None:
    project = tmp_path / "project"
    for folder in ("source", "target", "tm/auto", "glossary", "dictionary", "omegat"):
        (project / folder).mkdir(parents=True)
    for name in documents:
        (project / f"source/{name}.docx").write_bytes((handed_out / f"{name}.docx").read_bytes())
    (project / "omegat.project").write_text(PROJECT)
    plain = {s.source for segments in documents.values() for s in segments if s.source.isascii()}
    known = {text for text in plain if not set("*_[]{}\\<>&") & set(text)}
    (project / "tm/auto/known.tmx").write_text(memory({text: translate(text) for text in known}), "utf-8")
    subprocess.run(
        [
            require("omegat"),
            "--mode=console-translate",
            f"--config-dir={tmp_path / 'settings'}",
            str(project),
        ],
        check=True,
        capture_output=True,
        timeout=300,
        env={**os.environ, "HOME": str(tmp_path), "JAVA_TOOL_OPTIONS": f"-Duser.home={tmp_path}"},
    )
    translated = 0
    for name, segments in documents.items():
        opened, _ = open_docx((project / f"target/{name}.docx").read_bytes(), name)
        assert opened is not None
        assert read_identity(opened) == Identity("co-secur-d2-2", name, "abc123", "fi")
        reading = read_texts(opened, segments)
        wanted = {s.key: translate(s.source) if s.source in known else s.source for s in segments}
        assert {one.key: one.text for one in reading.returned} == wanted
        assert {(one.how, one.flaws) for one in reading.returned} == {("anchor", ())}
        assert not reading.loose and not reading.remarks
        translated += sum(s.source in known for s in segments)
    assert translated > 1000


def test_documents_for_readers_open_in_libreoffice(tmp_path: Path) -> None:
    folder = tmp_path / "docx"
    folder.mkdir()
    publication = real_publication()
    for case in publication.cases[:3]:
        (folder / f"{case.id}.docx").write_bytes(write_case(edition_of(publication), case))
    saved = convert(folder, "txt:Text (encoded):UTF8", tmp_path / "txt")
    for case in publication.cases[:3]:
        text = (saved / f"{case.id}.txt").read_text("utf-8-sig")
        assert case.title in text and case.summary in text
        assert all(mechanism.impact in text for mechanism in case.mechanisms)
