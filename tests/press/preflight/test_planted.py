"""Every rule is broken by a planted fault, at the right page and place, and kept by the file without it."""

from __future__ import annotations

import pytest
from pikepdf import Array, Dictionary, Encryption, Name, Pdf, Permissions, String

from booklet.press.preflight.inspect import inspect
from booklet.press.preflight.looks import Memory
from booklet.press.preflight.registry import PROFILES
from booklet.press.preflight.values import Inspection, Profile
from tests.press.preflight import builders as b
from tests.press.preflight import plants as p
from tests.press.preflight.plants import HERE, IN_PRINT, IN_SCREEN, RECT, Plant, on_print, on_screen

ICC_RGB = lambda pdf: pdf.make_stream(b.profile(b"RGB "), N=3)  # noqa: E731
LINK_HERE = (40.0, 340.0, 50.0, 10.0)
LINK_IN_PRINT = (10.0, 370.0, 50.0, 10.0)


def boxes(**found: list[float]) -> b.Edit:
    def edit(pdf: object) -> None:
        for key, box in found.items():
            pdf.pages[1].obj[f"/{key}"] = Array(box)  # type: ignore[attr-defined]

    return edit


PRINT = [
    # colours: every way in which RGB gets into a file
    Plant("rgb", "operator", 2, IN_PRINT, on_print(b"1 0 0 rg " + RECT)),
    Plant("rgb", "stroke", 2, (69.5, 219.5, 51, 1), on_print(b"1 0 0 RG 1 w 100 210 m 150 210 l S\n")),
    Plant(
        "rgb", "text", 2, p.INK_OF_TEXT, on_print(b"1 0 0 rg " + p.TEXT_AT.replace(b"/X", b"/F1") % b"(ab)")
    ),
    Plant(
        "rgb",
        "image",
        2,
        IN_PRINT,
        on_print(HERE, p.drawn("X", lambda pdf: b.image(pdf, 300, 300, Name.DeviceRGB))),
    ),
    Plant(
        "rgb",
        "JPEG 2000 image",
        2,
        IN_PRINT,
        on_print(
            HERE,
            p.drawn(
                "X",
                lambda pdf: pdf.make_stream(
                    b"....colr\1\0\0\0\0\0\x10....",
                    Subtype=Name.Image,
                    Width=300,
                    Height=300,
                    Filter=Name.JPXDecode,
                ),
            ),
        ),
    ),
    Plant(
        "rgb",
        "ICC image",
        2,
        IN_PRINT,
        on_print(
            HERE, p.drawn("X", lambda pdf: b.image(pdf, 300, 300, Array([Name.ICCBased, ICC_RGB(pdf)])))
        ),
    ),
    Plant(
        "rgb",
        "indexed image",
        2,
        IN_PRINT,
        on_print(
            HERE,
            p.drawn(
                "X",
                lambda pdf: b.image(
                    pdf, 300, 300, Array([Name.Indexed, Name.DeviceRGB, 0, String(b"\0\0\0")])
                ),
            ),
        ),
    ),
    Plant(
        "rgb",
        "inline image",
        2,
        IN_PRINT,
        on_print(b"q 50 0 0 20 100 200 cm BI /W 2 /H 2 /CS /RGB /BPC 8 ID 0123456789ab EI Q\n"),
    ),
    Plant(
        "rgb",
        "Lab",
        2,
        IN_PRINT,
        on_print(
            b"/L cs 50 0 0 sc " + RECT,
            p.drawn(
                "L",
                lambda _: Array([Name.Lab, Dictionary(WhitePoint=Array([0.96, 1, 0.82]))]),
                "ColorSpace",
            ),
        ),
    ),
    Plant(
        "rgb",
        "CalRGB",
        2,
        IN_PRINT,
        on_print(
            b"/L cs 1 0 0 sc " + RECT,
            p.drawn(
                "L",
                lambda _: Array([Name.CalRGB, Dictionary(WhitePoint=Array([0.96, 1, 0.82]))]),
                "ColorSpace",
            ),
        ),
    ),
    Plant(
        "rgb",
        "shading",
        2,
        IN_PRINT,
        on_print(
            b"q 100 200 50 20 re W n /S sh Q\n",
            p.drawn("S", lambda _: p.shading(Name.DeviceRGB), "Shading"),
        ),
    ),
    Plant(
        "rgb",
        "shading pattern",
        2,
        IN_PRINT,
        on_print(
            b"/Pattern cs /P scn " + RECT,
            p.drawn("P", lambda _: Dictionary(PatternType=2, Shading=p.shading(Name.DeviceRGB)), "Pattern"),
        ),
    ),
    Plant(
        "rgb",
        "tiling pattern",
        2,
        IN_PRINT,
        on_print(
            b"/Pattern cs /P scn " + RECT,
            p.drawn("P", lambda pdf: p.tile(pdf, b"1 0 0 rg 0 0 9 9 re f"), "Pattern"),
        ),
    ),
    Plant(
        "rgb",
        "form in a form",
        2,
        (70, 130, 100, 100),
        on_print(
            b"q 1 0 0 1 100 200 cm /X Do Q\n",
            p.drawn(
                "X",
                lambda pdf: b.form(
                    pdf,
                    b"/Y Do",
                    Resources=Dictionary(XObject=Dictionary(Y=b.form(pdf, b"1 0 0 rg 0 0 200 200 re f"))),
                ),
            ),
        ),
    ),
    Plant(
        "rgb",
        "soft mask",
        2,
        (70, 130, 100, 100),
        on_print(
            b"q 1 0 0 1 100 200 cm /Set gs Q\n",
            p.drawn(
                "Set",
                lambda pdf: Dictionary(
                    SMask=Dictionary(
                        S=Name.Luminosity,
                        G=b.form(pdf, b"1 0 0 rg 0 0 200 200 re f", Group=p.group(Name.DeviceGray)),
                    )
                ),
                "ExtGState",
            ),
        ),
    ),
    Plant(
        "rgb",
        "glyph",
        2,
        (70, 220, 10, 10),
        on_print(
            p.TEXT_AT % b"(a)",
            p.drawn("X", lambda pdf: p.type3(pdf, b"1000 0 d0 1 0 0 rg 0 0 900 900 re f"), "Font"),
        ),
        ("type3-font",),
    ),
    Plant(
        "rgb",
        "alternate",
        2,
        IN_PRINT,
        on_print(
            b"/L cs 1 scn " + RECT,
            p.drawn("L", lambda _: p.separation("Gold", Name.DeviceRGB), "ColorSpace"),
        ),
        ("spot-colour",),
    ),
    Plant(
        "blend-space",
        "page",
        2,
        (0, 0, 300, 400),
        on_print(b"", p.page_entry("/Group", p.group(Name.DeviceRGB))),
    ),
    Plant(
        "blend-space",
        "form",
        2,
        (70, 130, 100, 100),
        on_print(
            b"q 1 0 0 1 100 200 cm /X Do Q\n",
            p.drawn("X", lambda pdf: b.form(pdf, b"", Group=p.group(Name.DeviceRGB))),
        ),
    ),
    Plant(
        "spot-colour",
        "Gold",
        2,
        IN_PRINT,
        on_print(b"/L cs 1 scn " + RECT, p.drawn("L", lambda _: p.separation("Gold"), "ColorSpace")),
    ),
    Plant(
        "registration-colour",
        "All",
        2,
        IN_PRINT,
        on_print(b"/L cs .5 scn " + RECT, p.drawn("L", lambda _: p.separation("All"), "ColorSpace")),
    ),
    Plant("ink", "360", 2, IN_PRINT, on_print(b"1 1 .8 .8 k " + RECT)),
    Plant(
        "rich-black-text",
        "text",
        2,
        p.INK_OF_TEXT,
        on_print(b".6 .4 .4 1 k " + p.TEXT_AT.replace(b"/X", b"/F1") % b"(ab)"),
    ),
    Plant(
        "black-overprint",
        "knocks out",
        2,
        p.INK_OF_TEXT,
        on_print(
            b"/Set gs 0 0 0 1 k " + p.TEXT_AT.replace(b"/X", b"/F1") % b"(ab)", p.gs(OP=False, op=False)
        ),
    ),
    Plant("white-overprint", "white", 2, IN_PRINT, on_print(b"/over gs 0 0 0 0 k " + RECT)),
    Plant(
        "transfer-function",
        "TR2",
        2,
        (-30, -30, 360, 460),
        on_print(b"/Set gs\n", p.gs(TR2=Dictionary(FunctionType=2, Domain=Array([0, 1]), N=1))),
    ),
    # the sheet of paper
    Plant("box", "absurd", 2, None, on_print(b"", boxes(MediaBox=[0, 0, 1e9, 1e9])), ("box-order",)),
    Plant(
        "box",
        "no rectangle",
        2,
        None,
        on_print(b"", p.page_entry("/TrimBox", Array([1, 2]))),
        ("page-size",),
    ),
    Plant("box-missing", "no BleedBox", 2, None, on_print(b"", p.page_entry("/BleedBox", None))),
    Plant(
        "box-missing",
        "no TrimBox",
        2,
        None,
        on_print(b"", p.page_entry("/TrimBox", None)),
        ("page-size", "claim-pdfx"),
    ),
    Plant(
        "box-order",
        "trim",
        2,
        None,
        on_print(b"", boxes(TrimBox=[10, 30, 310, 430])),
        ("bleed-short", "text-near-trim"),
    ),
    Plant("bleed", "2 mm", 2, None, on_print(b"", boxes(BleedBox=[24.3, 24.3, 335.7, 435.7]))),
    Plant(
        "bleed-short",
        "ends at the trim",
        2,
        (0, 300, 300, 100),
        on_print(
            b"",
            lambda pdf: pdf.pages[1].obj.__setitem__(
                "/Contents", pdf.make_stream(b".5 0 0 0 k 30 30 300 100 re f")
            ),
        ),
    ),
    Plant("crop", "trim", 2, (0, 0, 300, 400), on_print(b"", boxes(CropBox=[30, 30, 330, 430]))),
    Plant("page-count", "5", None, None, lambda: b.print_pdf(pages=5)),
    Plant(
        "page-size",
        "wider",
        2,
        None,
        on_print(
            b"0 0 0 .1 k 0 0 460 460 re f\n",
            boxes(MediaBox=[0, 0, 460, 460], TrimBox=[30, 30, 430, 430], BleedBox=[20, 20, 440, 440]),
        ),
    ),
    Plant("scaled-page", "turned", 2, None, on_print(b"", p.page_entry("/Rotate", 90)), ("page-size",)),
    Plant("scaled-page", "scaled", 2, None, on_print(b"", p.page_entry("/UserUnit", 2)), ("page-size",)),
    Plant(
        "blank-page",
        "blank",
        2,
        None,
        on_print(b"", lambda pdf: pdf.pages[1].obj.__setitem__("/Contents", pdf.make_stream(b""))),
    ),
    # what stands on it
    Plant(
        "text-outside", "cut off", 2, (-5, 222.5, 15, 10), on_print(b"BT /F1 10 Tf 25 200 Td (abc) Tj ET\n")
    ),
    Plant(
        "text-near-trim", "near", 2, (4, 222.5, 15, 10), on_print(b"BT /F1 10 Tf 34 200 Td (abc) Tj ET\n")
    ),
    Plant("hairline", "0.1 pt", 2, (69.95, 219.95, 50.1, 0.1), on_print(b".1 w 100 210 m 150 210 l S\n")),
    Plant(
        "hairline",
        "scaled down",
        2,
        (69.9, 209.9, 50.2, 20.2),
        on_print(b"q .1 0 0 .1 100 200 cm 2 w 0 0 500 200 re S Q\n"),
    ),
    Plant("hairline", "0", 2, None, on_print(b"0 w 100 210 m 150 210 l S\n")),
    Plant("hairline", "thin area", 2, (70, 229.9, 50, 0.1), on_print(b"100 200 50 .1 re f\n")),
    Plant("marks-in-bleed", "mark", 2, (-30, 199.75, 25.25, 0.5), on_print(b".5 w 0 230 m 25 230 l S\n")),
    Plant(
        "image-coarse",
        "72 dpi",
        2,
        IN_PRINT,
        on_print(HERE, p.drawn("X", lambda pdf: b.image(pdf, 50, 20))),
    ),
    Plant(
        "image-low", "216 dpi", 2, IN_PRINT, on_print(HERE, p.drawn("X", lambda pdf: b.image(pdf, 150, 60)))
    ),
    Plant(
        "image-low",
        "in a form, turned",
        2,
        (70, 210, 50, 20),
        on_print(
            b"q .5 0 0 .5 100 200 cm /Y Do Q\n",
            lambda pdf: (
                b.add(pdf, "XObject", "X", b.image(pdf, 60, 150)),
                b.add(
                    pdf,
                    "XObject",
                    "Y",
                    b.form(
                        pdf,
                        b"q 0 40 -100 0 100 0 cm /X Do Q",
                        Resources=Dictionary(XObject=Dictionary(X=pdf.pages[0].obj.Resources.XObject.X)),
                    ),
                ),
            ),
        ),
    ),
    Plant(
        "missing-glyph",
        "CID 0",
        2,
        p.INK_OF_TEXT,
        on_print(p.TEXT_AT % b"<00010000>", p.drawn("X", p.cid_font, "Font")),
    ),
    Plant(
        "missing-glyph",
        "U+FFFD",
        2,
        p.INK_OF_TEXT,
        on_print(p.TEXT_AT % b"<00010002>", p.drawn("X", p.cid_font, "Font")),
    ),
    Plant(
        "missing-glyph",
        ".notdef",
        2,
        p.INK_OF_TEXT,
        on_print(
            p.TEXT_AT % b"(ab)",
            p.drawn(
                "X",
                lambda pdf: b.font(pdf, Encoding=Dictionary(Differences=Array([97, Name("/.notdef")]))),
                "Font",
            ),
        ),
    ),
    Plant(
        "invisible-text",
        "Tr 3",
        2,
        p.INK_OF_TEXT,
        on_print(b"3 Tr " + p.TEXT_AT.replace(b"/X", b"/F1") % b"(ab)"),
    ),
    Plant("small-text", "4 pt", 2, (70, 227, 4, 4), on_print(b"BT /F1 4 Tf 100 200 Td (ab) Tj ET\n")),
    Plant("syntax", "unbalanced", 2, None, on_print(b"Q\n")),
    Plant("syntax", "unknown", 2, None, on_print(b"1 2 frobnicate\n")),
    Plant("missing-resource", "XObject", 2, None, on_print(b"/Nothing Do\n")),
    Plant(
        "foreign-content",
        "PostScript",
        2,
        None,
        on_print(
            b"/X Do\n", p.drawn("X", lambda pdf: pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.PS))
        ),
    ),
    # the file
    Plant(
        "font-embedded",
        "TrueType",
        2,
        None,
        on_print(p.TEXT_AT % b"(ab)", p.drawn("X", p.unembedded, "Font")),
        ("claim-pdfx",),
    ),
    Plant(
        "font-damaged",
        "no font",
        2,
        None,
        on_print(p.TEXT_AT % b"(ab)", p.drawn("X", p.damaged_font, "Font")),
    ),
    Plant(
        "type3-font",
        "Type 3",
        2,
        None,
        on_print(
            p.TEXT_AT % b"(a)",
            p.drawn("X", lambda pdf: p.type3(pdf, b"1000 0 0 0 900 900 d1 0 0 900 900 re f"), "Font"),
        ),
    ),
    Plant(
        "layer",
        "hidden",
        2,
        IN_PRINT,
        on_print(b"/OC /L BDC " + RECT + b"EMC\n", p.hide_layer),
        ("layers",),
    ),
    Plant("layers", "any", None, None, on_print(b"", p.hide_layer)),
    Plant(
        "output-intent",
        "none",
        None,
        None,
        on_print(b"", lambda pdf: pdf.Root.__delitem__("/OutputIntents")),
        ("claim-pdfx",),
    ),
    Plant(
        "output-profile", "RGB", None, None, on_print(b"", p.first_intent("/DestOutputProfile", ICC_RGB))
    ),
    Plant(
        "output-profile",
        "damaged",
        None,
        None,
        on_print(
            b"", p.first_intent("/DestOutputProfile", lambda pdf: pdf.make_stream(b"not a profile", N=4))
        ),
    ),
    Plant(
        "claim-pdfx",
        "not trapped",
        None,
        None,
        p.with_claims(b.print_pdf, b.xmp(more=b.X4.replace("<pdf:Trapped>False</pdf:Trapped>", ""))),
    ),
    Plant(
        "annotation",
        "link",
        2,
        LINK_IN_PRINT,
        on_print(
            b"", lambda pdf: b.link(pdf, 2, A=Dictionary(S=Name.URI, URI=String("https://example.org/")))
        ),
    ),
    Plant(
        "title", "none", None, None, p.with_claims(b.print_pdf, b.xmp(title="", more=b.X4)), ("claim-pdfx",)
    ),
    Plant(
        "action",
        "JavaScript",
        None,
        None,
        on_print(
            b"",
            lambda pdf: pdf.Root.__setitem__(
                "/OpenAction", Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
            ),
        ),
        ("claim-pdfx",),
    ),
    Plant(
        "encrypted",
        "owner password",
        None,
        None,
        lambda: b.print_pdf(encryption=Encryption(owner="x", user="", allow=Permissions(extract=False))),
        ("claim-pdfx",),
    ),
    Plant(
        "encrypted",
        "user password",
        None,
        None,
        lambda: b.print_pdf(encryption=Encryption(owner="x", user="y")),
    ),
]

CELL = b"/P <</MCID 7>> BDC 100 200 50 20 re f EMC\n"

SCREEN = [
    Plant(
        "untagged",
        "no tree",
        None,
        None,
        on_screen(b"", p._drop("/StructTreeRoot")),
        ("claim-pdfa", "claim-pdfua"),
    ),
    Plant(
        "untagged",
        "not marked",
        None,
        None,
        on_screen(b"", p._drop("/MarkInfo")),
        ("claim-pdfa", "claim-pdfua"),
    ),
    Plant("untagged-content", "loose", 2, IN_SCREEN, on_screen(RECT)),
    Plant("untagged-content", "in no tag", 2, IN_SCREEN, on_screen(CELL)),
    Plant("alt-text", "figure", 2, IN_SCREEN, on_screen(CELL, p.figure())),
    Plant("heading-levels", "H3 after H1", 2, IN_SCREEN, on_screen(CELL, p.tags("H3"))),
    Plant("reading-order", "page 1 after page 2", 1, IN_SCREEN, on_screen(CELL, p.misplaced, 1)),
    Plant(
        "reading-order-on-page",
        "upwards",
        2,
        (30, 15, 40, 20),
        on_screen(b"/P <</MCID 7>> BDC BT /F1 20 Tf 30 370 Td (Over) Tj ET EMC\n", p.tags("P")),
    ),
    Plant("table-headers", "no TH", 2, IN_SCREEN, on_screen(CELL, p.tags("Table", "TR", "TD"))),
    Plant("list-items", "P in L", 2, IN_SCREEN, on_screen(CELL, p.tags("L", "P"))),
    Plant("list-items", "LI alone", 2, IN_SCREEN, on_screen(CELL, p.tags("LI"))),
    Plant("structure", "unknown role", None, None, on_screen(CELL, p.tags("Unheard"))),
    Plant(
        "link-tag",
        "untagged",
        2,
        LINK_HERE,
        on_screen(b"", lambda pdf: b.link(pdf, 2, Dest=Array([pdf.pages[0].obj, Name.Fit]))),
    ),
    Plant(
        "link-description",
        "none",
        2,
        LINK_HERE,
        on_screen(
            b"",
            lambda pdf: b.tagged_link(pdf, 2, Dest=Array([pdf.pages[0].obj, Name.Fit])).__delitem__(
                "/Contents"
            ),
        ),
    ),
    Plant(
        "link-broken",
        "named",
        2,
        LINK_HERE,
        on_screen(b"", lambda pdf: b.tagged_link(pdf, 2, Dest=String("x"))),
    ),
    Plant(
        "link-broken",
        "GoTo",
        2,
        LINK_HERE,
        on_screen(
            b"", lambda pdf: b.tagged_link(pdf, 2, A=Dictionary(S=Name.GoTo, D=Array([99, Name.Fit])))
        ),
    ),
    Plant(
        "link-address",
        "no scheme",
        2,
        LINK_HERE,
        on_screen(
            b"", lambda pdf: b.tagged_link(pdf, 2, A=Dictionary(S=Name.URI, URI=String("www.example.org")))
        ),
    ),
    Plant(
        "link-address",
        "a space",
        2,
        LINK_HERE,
        on_screen(
            b"",
            lambda pdf: b.tagged_link(
                pdf, 2, A=Dictionary(S=Name.URI, URI=String("https://example.org/a b"))
            ),
        ),
    ),
    Plant("link-empty", "nothing", 2, LINK_HERE, on_screen(b"", lambda pdf: b.tagged_link(pdf, 2))),
    Plant("bookmark-broken", "named", None, None, on_screen(b"", p.bookmark)),
    Plant("bookmarks", "none", None, None, on_screen(b"", p.many_pages), ("untagged-content",)),
    Plant("language", "none", None, None, on_screen(b"", p._drop("/Lang")), ("claim-pdfa", "claim-pdfua")),
    Plant(
        "language",
        "no tag",
        None,
        None,
        on_screen(b"", lambda pdf: pdf.Root.__setitem__("/Lang", String("plain English"))),
    ),
    Plant("show-title", "off", None, None, on_screen(b"", p._drop("/ViewerPreferences")), ("claim-pdfua",)),
    Plant("metadata", "none", None, None, on_screen(b"", p._drop("/Metadata")), ("title",)),
    Plant("metadata", "not well-formed", None, None, p.with_claims(b.screen_pdf, b"<x>"), ("title",)),
    Plant(
        "metadata",
        "disagree",
        None,
        None,
        on_screen(b"", lambda pdf: pdf.trailer.__setitem__("/Info", Dictionary(Title=String("Another")))),
        ("claim-pdfa",),
    ),
    Plant("claim-pdfa", "colours", None, None, on_screen(p.artifact(b"1 0 0 1 k " + RECT))),
    Plant(
        "claim-pdfua",
        "tab order",
        2,
        None,
        on_screen(
            b"",
            lambda pdf: (
                b.tagged_link(pdf, 2, Dest=Array([pdf.pages[0].obj, Name.Fit])),
                pdf.pages[1].obj.__delitem__("/Tabs"),
            ),
        ),
    ),
    Plant(
        "no-text",
        "CID",
        2,
        (100, 192.5, 5, 10),
        on_screen(
            b"/P <</MCID 7>> BDC " + p.TEXT_AT % b"<0009>" + b"EMC\n",
            lambda pdf: (p.tags("P")(pdf), b.add(pdf, "Font", "X", p.cid_font(pdf))),
        ),
    ),
    Plant(
        "form-field",
        "XFA",
        None,
        None,
        on_screen(
            b"", lambda pdf: pdf.Root.__setitem__("/AcroForm", Dictionary(XFA=String("x"), Fields=Array()))
        ),
    ),
    Plant(
        "attachment",
        "file",
        None,
        None,
        on_screen(b"", lambda pdf: pdf.attachments.__setitem__("notes.txt", b"words")),
    ),
    Plant(
        "action",
        "Launch",
        2,
        LINK_HERE,
        on_screen(b"", lambda pdf: b.tagged_link(pdf, 2, A=Dictionary(S=Name.Launch, F=String("x.exe")))),
        ("claim-pdfa",),
    ),
    Plant(
        "image-coarse",
        "36 dpi",
        2,
        IN_SCREEN,
        on_screen(p.artifact(HERE), p.drawn("X", lambda pdf: b.image(pdf, 25, 10))),
    ),
    Plant(
        "version",
        "PDF/A-1 as 1.7",
        None,
        None,
        lambda: b.screen_pdf(
            claims=b.A3_UA.replace("part>3", "part>1", 1).replace("</pdfaid:part", "</pdfaid:part")
        ),
    ),
]


def check(plant: Plant, found: Inspection) -> None:
    """The fault is found where it is, and nothing else is found."""
    wanted = f"preflight/{plant.rule}"
    hits = [fault for fault in found.faults if fault.rule.id == wanted]
    assert hits, f"not found; found were {[f.rule.id for f in found.faults]}"
    assert {fault.page for fault in hits} == {plant.page}
    if plant.place is not None:
        areas = [(a.x_pt, a.y_pt, a.width_pt, a.height_pt) for fault in hits for a in fault.areas]
        assert areas[0] == pytest.approx(plant.place, abs=0.02)
    allowed = {wanted, *(f"preflight/{other}" for other in plant.others)}
    assert {fault.rule.id for fault in found.faults} <= allowed


def look(data: bytes, profile: Profile) -> Inspection:
    """The inspection of a file, which is the same for those who know its pages already."""
    found, memory = inspect(data, profile), Memory()
    assert inspect(data, profile, memory) == found
    assert inspect(data, profile, Memory.from_bytes(memory.to_bytes())) == found
    return found


@pytest.mark.parametrize("plant", PRINT, ids=str)
def test_planted_in_print(plant: Plant) -> None:
    check(plant, look(plant.make(), Profile.PRINT))


@pytest.mark.parametrize("plant", SCREEN, ids=str)
def test_planted_for_the_screen(plant: Plant) -> None:
    check(plant, look(plant.make(), Profile.SCREEN))


@pytest.mark.parametrize(
    ("made", "profile"), [(b.print_pdf(), Profile.PRINT), (b.screen_pdf(), Profile.SCREEN)]
)
def test_files_without_a_fault_keep_every_rule(made: bytes, profile: Profile) -> None:
    found = inspect(made)
    assert found.profile is profile
    assert found.faults == ()
    reasons = {reason for _, reason in found.skipped}
    assert {rule for rule, _ in found.skipped}.isdisjoint(found.run)
    assert {*found.run, *(rule for rule, _ in found.skipped)} == {*PROFILES}
    assert all(
        reason.startswith(("only for", "the file does not claim", "the file has no links"))
        for reason in reasons
    )


def test_colours_that_the_resources_explain_need_no_output_intent() -> None:
    def edit(pdf: Pdf) -> None:
        b.add(pdf, "ColorSpace", "DefaultCMYK", Array([Name.ICCBased, pdf.make_stream(b"x", N=4)]))

    content = {2: p.artifact(b"1 0 0 1 k " + RECT)}
    assert [f.rule.id for f in inspect(b.screen_pdf(content)).faults] == ["preflight/claim-pdfa"]
    assert inspect(b.screen_pdf(content, edit)).faults == ()


def test_sheets_may_be_cut_narrower_towards_the_middle() -> None:
    def sheets(creep: float) -> Inspection:
        def edit(pdf: Pdf) -> None:
            for index, page in enumerate(pdf.pages):
                page.obj.MediaBox = Array([0, 0, 660, 460])
                page.obj.TrimBox = Array([30 + index * creep, 30, 630 - index * creep, 430])
                page.obj.BleedBox = Array([20, 20, 640, 440])

        return inspect(b.print_pdf(edit=edit), Profile.PRINT)

    assert "preflight/page-size" not in {fault.rule.id for fault in sheets(1.5).faults}
    assert "preflight/page-size" in {fault.rule.id for fault in sheets(15).faults}


def test_every_rule_has_a_planted_fault() -> None:
    elsewhere = {"unreadable", "too-much", "repaired"}  # test_hostile.py
    planted = {plant.rule for plant in (*PRINT, *SCREEN)}
    assert {rule.removeprefix("preflight/") for rule in PROFILES} == planted | elsewhere
    assert len(planted) >= 25
