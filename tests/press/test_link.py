import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from booklet.model.pages import Bookmark, Document
from booklet.press.faults import PressError
from booklet.press.link import link_sections
from booklet.press.parts import LinkedSection
from booklet.press.prepare import prepare_section
from tests.press import sample
from tests.press.sample import opened


def texts(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [document[index].get_textpage().get_text_range() for index in range(len(document))]


def elements(top):
    """Every structure element below (and with) one, parents first."""
    yield top
    kids = top.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from elements(kid)


def tree_of(pdf: pikepdf.Pdf):
    return pdf.Root.StructTreeRoot.K[0]


def test_pages_and_anchors_fall_where_they_should(bare: Document):
    assert bare.page_map.labels == ("Cover", "i", "1", "2", "3", "4", "5", "6", "Back cover")
    assert bare.page_map.sections[4:6] == ("case-a", "case-a")
    assert bare.page_map.anchors["cases.b.figure"] == 8
    assert bare.page_map.label_of("cases.b.actors") == "5"
    assert bare.report.findings == ()


def test_the_text_of_every_page_is_that_of_its_section(
    raw, bare: Document, screen: Document, furniture: bytes
):
    before = [text for pdf in raw.values() for text in texts(pdf)]
    assert texts(bare.pdf) == before
    drawn = texts(furniture)
    for section, whole, over in zip(before, texts(screen.pdf), drawn, strict=True):
        assert sorted("".join((section + over).split())) == sorted("".join(whole.split()))


def test_merged_fonts_draw_the_same_pixels(raw, bare: Document):
    with pypdfium2.PdfDocument(bare.pdf) as after:
        index = 0
        for pdf in raw.values():
            with pypdfium2.PdfDocument(pdf) as before:
                for page in before:
                    old, new = page.render(scale=1.5), after[index].render(scale=1.5)
                    assert bytes(old.buffer) == bytes(new.buffer), f"page {index + 1}"
                    index += 1


def test_each_font_is_embedded_once_and_whole(screen: Document, sections):
    fonts = {
        str(font.BaseFont): font
        for page in opened(screen.pdf).pages
        for font in page.obj.Resources.Font.values()
    }
    programs = [
        obj for obj in opened(screen.pdf).objects if isinstance(obj, pikepdf.Stream) and "/Length1" in obj
    ]
    assert len(programs) == len(fonts) == 4
    assert all("/FontFile2" in font.DescendantFonts[0].FontDescriptor for font in fonts.values())
    assert len(screen.pdf) < sum(len(section.pdf) for section in sections)


def test_furniture_is_an_artifact_in_the_bleed_and_not_in_the_tree(sections, furniture):
    pdf = opened(link_sections(sections, furniture).pdf)
    for number, page in enumerate(pdf.pages, start=1):
        content = page.Contents
        last = content[-1].read_bytes() if isinstance(content, pikepdf.Array) else b""
        wanted = number not in {1, len(pdf.pages)}
        assert (b"/Artifact <</Type /Pagination>> BDC" in last) is wanted
        if wanted:
            form = page.Resources.XObject[f"/Furniture{number}"]
            assert b"BDC" not in form.read_bytes() and b"Tj" in form.read_bytes().replace(b"TJ", b"Tj")
            assert "/StructParents" not in form
            assert [float(v) for v in form.BBox] == [float(v) for v in page.mediabox]


def test_the_parent_tree_and_the_tree_agree(screen: Document):
    pdf = opened(screen.pdf)
    entries = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    parents = {int(key): value for key, value in zip(entries[::2], entries[1::2], strict=True)}
    pages = {page.obj.objgen: page.obj for page in pdf.pages}
    keys = [int(page.obj.StructParents) for page in pdf.pages]
    assert keys == list(range(len(pdf.pages)))
    owned: set[tuple[int, int]] = set()
    in_forms: set[tuple[tuple[int, int], int]] = set()
    for element in elements(tree_of(pdf)):
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, int):
                key = int(pages[element.Pg.objgen].StructParents)
                assert parents[key][kid].objgen == element.objgen
                owned.add((key, kid))
            elif "/Stm" in kid:
                form = kid.Stm
                assert parents[int(form.StructParents)][int(kid.MCID)].objgen == element.objgen
                in_forms.add((form.objgen, int(kid.MCID)))
            elif "/Obj" in kid:
                assert parents[int(kid.Obj.StructParent)].objgen == element.objgen
            else:
                assert kid.P.objgen == element.objgen
    assert len(in_forms) == 3
    assert sorted(parents) == list(range(int(pdf.Root.StructTreeRoot.ParentTreeNextKey)))
    for page in pdf.pages:
        marks = [
            int(i.operands[1].MCID)
            for i in pikepdf.parse_content_stream(page, "BDC")
            if "/MCID" in i.operands[1]
        ]
        key = int(page.obj.StructParents)
        assert {(key, mark) for mark in marks} == {pair for pair in owned if pair[0] == key}


def test_no_element_is_lost_in_linking(sections, bare: Document):
    counted = sum(len(list(elements(tree_of(opened(section.pdf))))) for section in sections)
    top = tree_of(opened(bare.pdf))
    assert str(top.S) == "/Document"
    assert [str(kid.S) for kid in top.K] == ["/Sect"] * len(sections)
    assert len(list(elements(top))) == counted + 1


def test_the_tags_are_those_the_template_means(screen: Document):
    tags = [str(element.S)[1:] for element in elements(tree_of(opened(screen.pdf)))]
    assert tags.count("H1") == 6
    assert tags.count("Table") == 2 and tags.count("TH") == 8 and tags.count("TD") == 4
    assert tags.count("Figure") == 4
    assert tags.count("Link") == 2 + 2 + 2 + 2 * 2
    assert "NonStruct" not in tags


def test_language_changes_are_tagged_and_are_no_links(screen: Document):
    pdf = opened(screen.pdf)
    assert [str(e.Lang) for e in elements(tree_of(pdf)) if "/Lang" in e] == ["de", "de"]
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", []):
            assert "lang:" not in str(annotation.get("/A", {}))


def test_table_ids_are_unique_and_found_in_the_id_tree(screen: Document):
    pdf = opened(screen.pdf)
    ids = {str(e.ID): e for e in elements(tree_of(pdf)) if "/ID" in e}
    names = list(pdf.Root.StructTreeRoot.IDTree.Names)
    assert [str(name) for name in names[::2]] == sorted(ids)
    assert len(ids) == 8
    for element in elements(tree_of(pdf)):
        if "/A" in element and "/Headers" in element.A:
            assert all(str(header) in ids for header in element.A.Headers)


def links_of(pdf: pikepdf.Pdf) -> dict[tuple[int, str], int]:
    """(1-based page, words of a link) → 1-based page it goes to, for links inside the document."""
    numbers = {page.obj.objgen: index for index, page in enumerate(pdf.pages, start=1)}
    names = list(pdf.Root.Names.Dests.Names)
    assert [str(name) for name in names[::2]] == sorted(str(name) for name in names[::2])
    places = {str(k): numbers[v[0].objgen] for k, v in zip(names[::2], names[1::2], strict=True)}
    return {
        (number, str(annotation.Contents)): places[str(annotation.Dest)]
        for number, page in enumerate(pdf.pages, start=1)
        for annotation in page.obj.get("/Annots", [])
        if "/Dest" in annotation
    }


LONG_LINK = (
    "why we did this, told at such a length that the link runs over the end of the line and on into"
    " the next one, as long links do"
)


def test_every_internal_link_goes_to_the_right_page(screen: Document):
    assert links_of(opened(screen.pdf)) == {
        (2, "Case a"): 5,
        (2, "Case b"): 7,
        (2, "Why, and for whom"): 3,
        (4, "Back up"): 3,
        (4, "contents"): 2,
        (5, LONG_LINK): 3,
        (5, "the other case"): 7,
        (7, LONG_LINK): 3,
        (7, "the other case"): 5,
    }


def test_destinations_lie_at_their_headings(screen: Document):
    pdf = opened(screen.pdf)
    names = list(pdf.Root.Names.Dests.Names)
    place = {str(k): v for k, v in zip(names[::2], names[1::2], strict=True)}["cases.a.actors"]
    with pypdfium2.PdfDocument(screen.pdf) as document:
        text = document[4].get_textpage()
        index, _ = text.search("Actors", match_case=True).get_next()
        left, bottom, _, top = text.get_charbox(index)
    assert abs(left - float(place[2])) < 2
    assert bottom < float(place[3]) < top + 15


def test_link_rectangles_lie_over_their_words(screen: Document):
    rectangles = [
        annotation.Rect
        for annotation in opened(screen.pdf).pages[1].obj.Annots
        if str(annotation.Contents) == "Case b"
    ]
    left, bottom, right, top = (float(value) for value in rectangles[0])
    with pypdfium2.PdfDocument(screen.pdf) as document:
        assert document[1].get_textpage().get_text_bounded(left, bottom, right, top).strip() == "Case b"


def test_the_outline_is_that_of_the_bookmarks(screen: Document):
    with pypdfium2.PdfDocument(screen.pdf) as document:
        toc = [
            (item.level, item.get_title(), item.get_dest().get_index() + 1) for item in document.get_toc()
        ]
    assert toc == [
        (0, "Safe and Sound Cities", 1),
        (0, "Contents", 2),
        (0, "About", 3),
        (1, "Why this booklet", 3),
        (0, "Cases", 5),
        (1, "Case a", 5),
        (2, "Actors", 5),
        (1, "Case b", 7),
        (2, "Actors", 7),
        (0, "About the project", 9),
    ]
    outline = opened(screen.pdf).Root.Outlines
    assert int(outline.Count) == 5 + 1 + 2
    assert int(outline.First.Next.Next.Next.First.Count) == -1


def test_viewers_show_the_page_labels(screen: Document):
    with pypdfium2.PdfDocument(screen.pdf) as document:
        shown = tuple(document.get_page_label(index) for index in range(len(document)))
    assert shown == screen.page_map.labels


def with_text(section: LinkedSection, body: str) -> LinkedSection:
    html = sample.page("X", f'<h1 id="{section.id}">X</h1><p>{body}</p>')
    return replace(section, pdf=prepare_section(sample.typeset(html), section.id))


def test_a_broken_link_is_reported_with_its_page_and_leads_nowhere(sections):
    broken = with_text(sections[1], '<a href="xref:cases.z">Case z</a>')
    linked = link_sections([sections[0], broken])
    (finding,) = [f for f in linked.report if "Case z" in f.message]
    assert finding.rule == "link/broken-anchor"
    assert (finding.page, finding.severity) == (2, "error")
    assert "cases.z" in finding.message
    (annotation,) = opened(linked.pdf).pages[1].obj.Annots
    assert "/Dest" not in annotation and "/A" not in annotation


def test_a_bookmark_without_its_anchor_is_left_out_and_reported(sections):
    lost = replace(sections[0], bookmarks=(Bookmark("Lost", "nowhere", 1),))
    linked = link_sections([lost])
    assert [f.rule for f in linked.report] == ["link/broken-anchor"]
    assert "/Outlines" not in opened(linked.pdf).Root


def test_a_bookmark_that_skips_a_level_moves_up_and_is_reported(sections):
    deep = (Bookmark("Top", "cover", 1), Bookmark("Deep", "cover", 3))
    linked = link_sections([replace(sections[0], bookmarks=deep)])
    assert [f.rule for f in linked.report] == ["link/bookmark-level"]
    assert str(opened(linked.pdf).Root.Outlines.First.First.Title) == "Deep"


def test_an_anchor_that_occurs_twice_is_reported_and_the_first_counts(sections):
    again = prepare_section(sample.typeset(sample.cover()), "again")
    linked = link_sections([sections[0], LinkedSection("again", again)])
    assert [(f.rule, f.page) for f in linked.report] == [("link/duplicate-anchor", 2)]
    assert linked.page_map.anchors["cover"] == 1


@pytest.mark.parametrize("damage", [b"", b"no pdf at all", b"%PDF-1.7\n%%EOF"])
def test_bytes_that_are_no_pdf_are_refused_by_name(damage):
    with pytest.raises(PressError, match="section case-x: its PDF is damaged") as caught:
        prepare_section(damage, "case-x")
    assert caught.value.section == "case-x"
    with pytest.raises(PressError, match="section case-x: its PDF is damaged"):
        link_sections([LinkedSection("case-x", damage)])


def test_half_a_section_is_refused(raw, sections):
    with pytest.raises(PressError, match="damaged"):
        prepare_section(raw["about"][: len(raw["about"]) // 2], "about")
    with pytest.raises(PressError, match="damaged"):
        link_sections([replace(sections[2], pdf=sections[2].pdf[:-200])])


def test_an_unprepared_section_is_refused(raw):
    with pytest.raises(PressError, match="section about: its PDF has not been prepared"):
        link_sections([LinkedSection("about", raw["about"])])


def test_furniture_has_to_fit_and_to_be_untagged(sections, furniture, raw):
    with pytest.raises(PressError, match="furniture: it has 9 pages for 1 of the publication"):
        link_sections(sections[:1], furniture)
    with pytest.raises(PressError, match="furniture: it is tagged"):
        link_sections(sections[:1], raw["cover"])


def test_untagged_sections_can_be_linked(sections):
    html = sample.page("X", '<h1 id="x">Print</h1>')
    plain = prepare_section(sample.typeset(html, furniture=True), "x")
    linked = opened(link_sections([LinkedSection("x", plain)]).pdf)
    assert "/StructTreeRoot" not in linked.Root


def test_linking_twice_gives_the_same_bytes(sections, furniture):
    assert link_sections(sections, furniture).pdf == link_sections(sections, furniture).pdf


PROGRAM = """
import datetime, hashlib
from booklet.press.screen import link_and_finish
from booklet.press.parts import DocumentInfo
from tests.press import sample
from tests.press.sample import opened
raw = {key: sample.typeset(build()) for key, build in sample.BUILDERS.items()}
info = DocumentInfo("T", ("A",), "S", ("k",), "en", datetime.date(2024, 3, 1))
made = link_and_finish(sample.sections(raw), None, info)
print(hashlib.sha256(made.pdf).hexdigest())
"""


def test_other_processes_and_hash_seeds_give_the_same_bytes():
    root = Path(__file__).parents[2]
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM],
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root)},
            stdout=subprocess.PIPE,
        )
        for seed in ("1", "2024")
    ]
    first, second = (run.communicate()[0].strip() for run in runs)
    assert len(first) == len(hashlib.sha256().hexdigest())
    assert first == second
