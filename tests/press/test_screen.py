import datetime
import subprocess
from xml.etree import ElementTree

import pikepdf
import pytest

from booklet.press.faults import PressError
from booklet.press.link import link_sections
from booklet.press.parts import DocumentInfo
from booklet.press.screen import finish_screen, link_and_finish, write_xmp
from tests.press.sample import opened
from tests.programs import require
from tests.verapdf import check

A4 = (595.276, 841.89)


@pytest.mark.parametrize("flavour", ["3a", "ua1"])
def test_the_screen_edition_conforms(screen, tmp_path, flavour):
    path = tmp_path / "screen.pdf"
    path.write_bytes(screen.pdf)
    assert check(path, flavour) == {}


def test_the_validator_does_find_faults(raw, tmp_path):
    path = tmp_path / "raw.pdf"
    path.write_bytes(raw["case-a"])
    assert check(path, "3a") and check(path, "ua1")


@pytest.mark.parametrize("flavour", ["3a", "ua1"])
def test_finishing_linked_bytes_conforms_too(sections, furniture, info, tmp_path, flavour):
    path = tmp_path / "screen.pdf"
    path.write_bytes(finish_screen(link_sections(sections, furniture).pdf, info))
    assert check(path, flavour) == {}


def test_qpdf_has_nothing_to_say(screen, tmp_path):
    path = tmp_path / "screen.pdf"
    path.write_bytes(screen.pdf)
    run = subprocess.run(
        [require("qpdf"), "--check", str(path)], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "No syntax or stream encoding errors found" in run.stdout


def test_pages_are_cropped_to_the_trim(screen):
    for page in opened(screen.pdf).pages:
        assert [round(float(v), 2) for v in page.mediabox] == [0, 0, round(A4[0], 2), round(A4[1], 2)]
        assert list(page.trimbox) == list(page.mediabox)
        assert "/CropBox" not in page.obj and "/BleedBox" not in page.obj
        assert page.obj.Tabs == pikepdf.Name.S


def test_the_catalogue_says_how_to_open_it(screen):
    pdf = opened(screen.pdf)
    root = pdf.Root
    assert str(root.Lang) == "en"
    assert root.MarkInfo.Marked and root.ViewerPreferences.DisplayDocTitle
    assert root.PageMode == pikepdf.Name.UseOutlines
    assert root.OpenAction[0].objgen == pdf.pages[0].obj.objgen
    assert "/BookletSection" not in root
    assert not pdf.is_linearized


def test_the_colour_profile_is_embedded_once(screen):
    pdf = opened(screen.pdf)
    profiles = [
        obj for obj in pdf.objects if isinstance(obj, pikepdf.Stream) and b"acsp" in obj.read_bytes()[36:40]
    ]
    assert len(profiles) == 1
    assert pdf.Root.OutputIntents[0].DestOutputProfile.objgen == profiles[0].objgen


def test_information_and_metadata_agree(screen, info):
    pdf = opened(screen.pdf)
    assert str(pdf.docinfo.Title) == info.title
    assert str(pdf.docinfo.Author) == "Ada Example, Ben <Sample>"
    assert str(pdf.docinfo.CreationDate) == str(pdf.docinfo.ModDate) == "D:20240301000000Z"
    with pdf.open_metadata() as xmp:
        assert xmp["dc:title"] == info.title
        assert xmp["dc:creator"] == list(info.authors)
        assert xmp["dc:description"] == info.subject == str(pdf.docinfo.Subject)
        assert xmp["pdf:Keywords"] == "night, cities" == str(pdf.docinfo.Keywords)
        assert xmp["xmp:CreateDate"] == "2024-03-01T00:00:00Z"
        assert xmp["xmpRights:WebStatement"] == info.licence_url
        assert xmp["dc:identifier"] == "D2.2"
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"], xmp["pdfuaid:part"]) == ("3", "A", "1")


def test_metadata_is_xml_and_leaves_out_what_is_not_known():
    bare = DocumentInfo("A <b> & c", (), "", (), "de", datetime.date(2024, 3, 1))
    text = write_xmp(bare)
    ElementTree.fromstring(text[text.index("<x:") : text.index("<?xpacket end")])
    assert "A &lt;b&gt; &amp; c" in text
    for absent in ("dc:creator", "dc:description", "pdf:Keywords", "dc:publisher", "xmpRights:Marked>"):
        assert absent not in text


def test_every_link_is_printed_and_described(screen):
    for page in opened(screen.pdf).pages:
        for annotation in page.obj.get("/Annots", []):
            assert int(annotation.F) == 4
            assert str(annotation.Contents)
            left, bottom, right, top = (float(value) for value in annotation.Rect)
            assert left < right and bottom < top


def test_figures_have_boxes_on_their_page(screen):
    found = 0
    for obj in opened(screen.pdf).objects:
        if isinstance(obj, pikepdf.Dictionary) and obj.get("/S") == pikepdf.Name.Figure:
            left, bottom, right, top = (float(value) for value in obj.A.BBox)
            assert 0 <= left < right <= A4[0] and 0 <= bottom < top <= A4[1]
            assert 165 < right - left < 175
            assert str(obj.Alt)
            found += 1
    assert found == 4


def test_the_same_input_gives_the_same_bytes(sections, furniture, info, screen):
    assert link_and_finish(sections, furniture, info).pdf == screen.pdf
    linked = link_sections(sections, furniture).pdf
    assert finish_screen(linked, info) == finish_screen(linked, info)


def test_another_date_gives_other_bytes(sections, furniture, info, screen):
    later = DocumentInfo(**{**vars(info), "date": datetime.date(2025, 1, 1)})
    assert link_and_finish(sections, furniture, later).pdf != screen.pdf


def test_damaged_bytes_are_refused(info):
    with pytest.raises(PressError, match="damaged"):
        finish_screen(b"nothing", info)
