"""A whole project: files and lists, pictures, positions, several faults at once, and our own content."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from booklet.load import Loaded, load_project, schemas
from booklet.load.project import list_icons
from booklet.model.markup import Markup
from booklet.model.paths import blocks, leaves
from booklet.workspace import Workspace
from tests.projects import FILES, HARBOUR, NIGHT, replaced, write_project

ROOT = Path(__file__).parents[2]


def rules(loaded: Loaded) -> list[tuple[str, str]]:
    return [(f.rule, str(f.span)) for f in loaded.report]


def test_every_text_and_block_has_a_place(project: Workspace) -> None:
    loaded = load_project(project)
    assert loaded.publication is not None
    for leaf in leaves(loaded.publication):
        span = loaded.spans[leaf.path]
        words = leaf.text.split()[0].strip("\"'")
        assert words in project.read(span.file).decode().splitlines()[span.line - 1], leaf.path
        if isinstance(leaf.value, Markup):
            for path, block in blocks(leaf.path, leaf.value):
                line = project.read(span.file).decode().splitlines()[loaded.spans[path].line - 1]
                if block.runs:
                    assert block.runs[0].text.split()[0] in line, path


def test_places_by_content_path(project: Workspace) -> None:
    spans = load_project(project).spans
    assert (
        str(spans["cases/harbour-watch/mechanisms/notice-board/text"])
        == "content/cases/harbour-watch.yaml:42:7"
    )
    assert str(spans["cases/harbour-watch/actors/2/name"]) == "content/cases/harbour-watch.yaml:29:11"
    assert str(spans["publication/authors/2/name"]) == "content/booklet.yaml:30:11"
    assert str(spans["taxonomy/themes/community/label"]) == "content/taxonomy.yaml:13:12"
    assert str(spans["taxonomy/themes/community/definition/2"]) == "content/taxonomy.yaml:24:7"
    assert str(spans["glossary/CPTED"]) == "content/glossary.csv:3:1"
    assert str(spans["chapters/introduction/body/1"]) == "content/chapters/introduction.md:9:1"


@pytest.mark.parametrize("name", ["booklet", "taxonomy"])
@pytest.mark.parametrize("text", [None, "", "a: [", "- list\n", "title: only\n"])
def test_without_settings_or_taxonomy_there_is_no_publication(
    name: str, text: str | None, tmp_path: Path
) -> None:
    loaded = load_project(write_project(tmp_path, {f"content/{name}.yaml": text}))
    assert loaded.publication is None
    assert {f.span.file for f in loaded.report.errors if f.span} == {f"content/{name}.yaml"}
    assert "cases/night-walk/title" in loaded.spans


def test_an_empty_folder_is_reported_not_raised(tmp_path: Path) -> None:
    loaded = load_project(Workspace(tmp_path))
    assert loaded.publication is None
    assert [f.rule for f in loaded.report] == ["file/missing"] * 3


def test_a_broken_case_is_left_out_and_the_rest_is_read(tmp_path: Path) -> None:
    change = replaced("content/cases/night-walk.yaml", "title: Night walk\n", "")
    loaded = load_project(write_project(tmp_path, change))
    assert loaded.publication is not None
    assert [case.id for case in loaded.publication.cases] == ["harbour-watch"]
    assert rules(loaded) == [("model/missing-key", "content/cases/night-walk.yaml:2:1")]


def test_all_faults_of_all_files_in_one_run(tmp_path: Path) -> None:
    harbour = (
        HARBOUR.replace("lead: City", "laed: City")
        .replace("kind: city", "kind: town")
        .replace("{ref:night-walk}", "{ref:nightwalk}")
        .replace("  It costs", "  <b>It costs")
        .replace('value: "3"', "value: 3")
    )
    changes = {
        "content/cases/harbour-watch.yaml": harbour,
        "content/cases/night-walk.yaml": NIGHT.replace("  - nightlife", "  - nightlive"),
    }
    found = [f.rule for f in load_project(write_project(tmp_path, changes)).report]
    assert found == [
        "model/unknown-key",
        "id/unknown",
        "ref/broken",
        "markup/html",
        "model/wrong-type",
        "id/unknown",
    ]


def test_files_that_are_not_listed_or_not_read(tmp_path: Path) -> None:
    changes = {
        "content/cases/draft.yaml": NIGHT.replace("id: night-walk", "id: draft"),
        "content/cases/other.yml": NIGHT,
        "content/chapters/notes.txt": "x",
        "content/chapters/README.md": None,
        "content/cases/.hidden": "x",
    }
    loaded = load_project(write_project(tmp_path, changes))
    assert rules(loaded) == [
        ("file/not-listed", "content/cases/draft.yaml:1:1"),
        ("file/ignored", "content/cases/other.yml:1:1"),
        ("file/ignored", "content/chapters/notes.txt:1:1"),
    ]
    assert loaded.report.errors == ()


def test_a_reference_to_what_is_not_printed(tmp_path: Path) -> None:
    change = replaced(
        "content/booklet.yaml", "cases: [harbour-watch, night-walk]", "cases: [harbour-watch]"
    )
    loaded = load_project(write_project(tmp_path, change))
    assert [f.rule for f in loaded.report] == ["ref/broken", "file/not-listed"]
    assert "not part of the publication" in loaded.report.findings[0].message


def test_a_damaged_chapter_breaks_no_references(tmp_path: Path) -> None:
    change = {
        **replaced("content/chapters/introduction.md", "number: 1", "number: one"),
        **replaced("content/cases/harbour-watch.yaml", "{ref:night-walk}", "{ref:aim}"),
    }
    loaded = load_project(write_project(tmp_path, change))
    assert [f.rule for f in loaded.report] == ["model/wrong-type"]


def test_translations_without_funding_statement(tmp_path: Path) -> None:
    loaded = load_project(
        write_project(tmp_path, {"content/locales/fr/cases.po": "", "content/locales/en/x.po": ""})
    )
    assert [f.rule for f in loaded.report] == ["publication/funding-translated"]


def test_no_icons_at_all_is_one_finding(tmp_path: Path) -> None:
    loaded = load_project(
        write_project(tmp_path, {path: None for path in FILES if path.startswith("assets")})
    )
    assert [f.rule for f in loaded.report] == ["file/missing"]


def encoded(format: str) -> bytes:
    """A small picture with grain, so that half of the file is half of the picture."""
    stream = io.BytesIO()
    grain = bytes(n * n * 7 % 251 for n in range(64 * 48 * 3))
    Image.frombytes("RGB", (64, 48), grain).save(stream, format)
    return stream.getvalue()


PNG, JPEG, WEBP, TIFF = (encoded(format) for format in ("PNG", "JPEG", "WEBP", "TIFF"))
PICTURE = "picture: {{file: {}, alt: A quay, credit: Ada, licence: CC BY 4.0, origin: photo}}\n"


@pytest.mark.parametrize(
    ("file", "data", "rule"),
    [
        ("content/pictures/a.png", PNG, None),
        ("content/pictures/a.jpg", JPEG, None),
        ("content/pictures/a.svg", b'<?xml version="1.0"?><svg/>', None),
        ("content/pictures/a.webp", WEBP, None),
        ("content/pictures/a.tif", TIFF, None),
        ("content/pictures/a.png", PNG[: len(PNG) // 2], "picture/damaged"),
        ("content/pictures/a.jpg", JPEG[: len(JPEG) // 2], "picture/damaged"),
        ("content/pictures/a.jpg", b"\xff\xd8\xff\xe0 ", "picture/damaged"),
        ("content/pictures/a.webp", b"RIFF0000WEBPVP8 ", "picture/damaged"),
        ("content/pictures/a.tif", b"II*\x00", "picture/damaged"),
        ("content/pictures/a.svg", b"<svg><g></svg>", "picture/damaged"),
        ("content/pictures/a.jpg", PNG, "picture/format"),
        ("content/pictures/a.png", b"%PDF-1.7", "picture/format"),
        ("content/pictures/a.png", b"", "picture/format"),
        ("content/pictures/a.png", None, "picture/missing"),
        ("content/pictures", None, "picture/missing"),
        ("../a.png", None, "picture/outside"),
        ("/etc/passwd", None, "picture/outside"),
    ],
)
def test_pictures(file: str, data: bytes | None, rule: str | None, tmp_path: Path) -> None:
    changes: dict[str, str | bytes | None] = {
        "content/cases/harbour-watch.yaml": HARBOUR + PICTURE.format(file),
    }
    if data is not None:
        changes[file] = data
    loaded = load_project(write_project(tmp_path, changes))
    line = HARBOUR.count("\n") + 1
    assert rules(loaded) == ([(rule, f"content/cases/harbour-watch.yaml:{line}:17")] if rule else [])


@pytest.mark.parametrize(
    ("focus", "found"),
    [("[0, 1]", []), ("[0.5, 1.2]", ["model/range"]), ("[-0.1, 50]", ["model/range"] * 2)],
)
def test_the_focus_lies_within_the_picture(focus: str, found: list[str], tmp_path: Path) -> None:
    text = HARBOUR + PICTURE.format("a.png").replace("photo}", f"photo, focus: {focus}}}")
    loaded = load_project(write_project(tmp_path, {"content/cases/harbour-watch.yaml": text, "a.png": PNG}))
    assert [f.rule for f in loaded.report] == found


def test_a_picture_needs_its_alternative_text(tmp_path: Path) -> None:
    for words, rule in (("alt: A quay, ", "model/missing-key"), ("A quay", "yaml/null")):
        text = HARBOUR + PICTURE.format("a.png").replace(words, "")
        loaded = load_project(
            write_project(tmp_path, {"content/cases/harbour-watch.yaml": text, "a.png": PNG})
        )
        assert [f.rule for f in loaded.report] == [rule]


def test_a_link_out_of_the_project_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside.yaml"
    outside.write_text(NIGHT)
    workspace = write_project(tmp_path / "project", {"content/cases/night-walk.yaml": None})
    (workspace.root / "content/cases/night-walk.yaml").symlink_to(outside)
    assert rules(load_project(workspace)) == [("file/missing", "content/cases/night-walk.yaml:1:1")]


def test_schemas_list_the_known_names(project: Workspace) -> None:
    loaded = load_project(project)
    assert loaded.publication is not None
    made = schemas(loaded.publication.taxonomy, list_icons(project))
    assert made == schemas(loaded.publication.taxonomy, reversed(list_icons(project)))
    names = ("booklet", "case", "partner", "taxonomy")
    assert sorted(made) == [f"{name}.schema.json" for name in names]
    case = json.loads(made["case.schema.json"])
    assert case["properties"]["themes"]["items"]["enum"] == ["nightlife", "community"]
    assert case["$defs"]["Mechanism"]["properties"]["category"]["enum"] == ["governance", "communication"]
    assert case["$defs"]["Place"]["properties"]["country"]["enum"] == ["be", "fi", "fr"]
    assert case["$defs"]["Actor"]["properties"]["kind"]["enum"] == ["city", "people"]
    assert case["$defs"]["Pillar"]["properties"]["icon"]["enum"] == ["megaphone", "moon", "users"]
    assert case["properties"]["summary"]["maxLength"] == 280
    assert case["additionalProperties"] is False
    assert b'"null"' not in made["case.schema.json"]


def test_our_own_content_is_without_error() -> None:
    workspace = Workspace(ROOT)
    loaded = load_project(workspace)
    assert [str(f.span) + " " + f.message for f in loaded.report.errors] == []
    assert loaded.publication is not None
    assert len(loaded.publication.cases) == 20
    assert all(leaf.path in loaded.spans for leaf in leaves(loaded.publication))


def test_our_own_schemas_are_current() -> None:
    workspace = Workspace(ROOT)
    publication = load_project(workspace).publication
    assert publication is not None
    for name, data in schemas(publication.taxonomy, list_icons(workspace)).items():
        assert workspace.read(f"content/schema/{name}") == data, "run `booklet schema`"


def test_loading_imports_no_engine() -> None:
    code = (
        "import booklet.load, sys; sys.exit(bool({'weasyprint', 'matplotlib', 'docx'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
