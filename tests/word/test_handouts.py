"""The document a translator works in: anchored twice, in the right language, with nothing in the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from booklet.model.segment import Segment
from booklet.word.handout import GUIDE, write_handout, write_table
from booklet.word.places import name_place
from booklet.word.xml import q
from tests.word.openxml import File, ask_reference, find_faults
from tests.word.small import IDENTITY, KEYS, SEGMENTS, handout


@pytest.mark.parametrize("write", [write_handout, write_table])
def test_files_are_sound_and_the_same_each_time(write: object, tmp_path: Path) -> None:
    data = write(handout())  # type: ignore[operator]
    assert find_faults(data) == []
    assert data == write(handout())  # type: ignore[operator]
    (tmp_path / "x.docx").write_bytes(data)
    assert ask_reference(tmp_path / "x.docx") in (None, [])


def test_each_segment_has_a_bookmark_and_a_style_of_its_own() -> None:
    file = File(write_handout(handout()))
    marks = {e.get(q("w:name")): e.getparent() for e in file.document.iter(q("w:bookmarkStart"))}
    assert list(marks) == [segment.anchor for segment in SEGMENTS]
    styles = file.styles()
    for segment in SEGMENTS:
        style = styles[f"seg{segment.anchor}"]
        assert style.find(q("w:name")).get(q("w:val")) == f"seg {segment.anchor}"
        base = style.find(q("w:basedOn")).get(q("w:val"))
        assert style.find(q("w:next")).get(q("w:val")) == base and base in styles
        assert style.find(q("w:semiHidden")) is not None
        used = marks[segment.anchor].find(f"{q('w:pPr')}/{q('w:pStyle')}").get(q("w:val"))
        assert used == f"seg{segment.anchor}"
    bases = [styles[f"seg{s.anchor}"].find(q("w:basedOn")).get(q("w:val")) for s in SEGMENTS]
    assert (
        bases[0] == "Title" and bases[4] == "ListBullet" and bases[6] == "Heading2" and bases[7] == "Impact"
    )


def test_budgets_are_remarks() -> None:
    file = File(write_handout(handout(translations={KEYS["title"].key: "Yökävely"})))
    comments = ["".join(e.itertext()) for e in file.trees["word/comments.xml"].iter(q("w:comment"))]
    assert comments[0].startswith(GUIDE) and comments[0].endswith("English: Night walk")
    assert "about 90 of 400 characters" in comments[2]
    assert len(comments) == sum(segment.budget is not None for segment in SEGMENTS)
    assert {e.get(q("w:author")) for e in file.trees["word/comments.xml"].iter(q("w:comment"))} == {
        "booklet"
    }


def test_language_and_identity() -> None:
    file = File(write_handout(handout()))
    lang = file.trees["word/styles.xml"].find(f"{q('w:docDefaults')}//{q('w:lang')}")
    assert lang.get(q("w:val")) == "fi-FI"
    context = file.styles()["Context"].find(q("w:rPr"))
    assert context.find(q("w:lang")).get(q("w:val")) == "en-GB"
    assert context.find(q("w:noProof")) is not None
    core = file.data["docProps/core.xml"].decode()
    assert f"<dc:identifier>{IDENTITY}</dc:identifier>" in core
    assert str(IDENTITY) in file.data["docProps/custom.xml"].decode()


def test_words_that_stay_are_marked() -> None:
    source = "Chapter {number} of {count}, see {ref:aim}"
    segment = Segment("layouts/booklet/labels/x", "publication", "label", source)
    file = File(write_handout(handout([segment])))
    marked = [
        "".join(run.itertext())
        for run in file.document.iter(q("w:r"))
        if (style := run.find(f"{q('w:rPr')}/{q('w:rStyle')}")) is not None
        and style.get(q("w:val")) == "Placeholder"
    ]
    assert marked == ["{number}", "{count}", "{ref:aim}"]


def test_nothing_else_stands_in_the_way() -> None:
    """Beside the segments there are only the headings for orientation: nothing in the foot."""
    file = File(write_handout(handout()))
    anchored = {e.getparent() for e in file.document.iter(q("w:bookmarkStart"))}
    others = [p for p in file.paragraphs if p not in anchored]
    assert {p.find(f"{q('w:pPr')}/{q('w:pStyle')}").get(q("w:val")) for p in others} == {"Context"}
    assert len(others) == len(dict.fromkeys(map(name_place, SEGMENTS)))
    assert not [t for t in file.trees["word/footer1.xml"].iter(q("w:t")) if not t.text.isdigit()]


def test_places_of_all_kinds_have_names() -> None:
    names = {
        "cases/x/mechanisms/youth-action/text/1": "Working mechanism: youth action",
        "cases/x/infographic/blocks/the-flow/title": "Visual summary: the flow",
        "cases/x/infographic/alt": "Visual summary",
        "cases/x/something_new": "Something new",
        "chapters/introduction/body/3": "Chapter: introduction",
        "taxonomy/themes/nightlife/label": "Lists: themes",
        "layouts/factsheet/labels/case": "Words of the layout: factsheet",
        "publication/title": "About the publication",
    }
    for key, name in names.items():
        assert name_place(Segment(key, "x", "label", "x")) == name
