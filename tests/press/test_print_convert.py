"""Whole sections in inks: everything that a page can reach."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from pikepdf import Array, Dictionary, Name, NumberTree, Pdf

from booklet.press.faults import PressError
from booklet.press.parts import LinkedSection
from booklet.press.print.convert import convert_section
from booklet.press.print.functions import read_function
from tests.press import sample
from tests.press.printed import INDIGO, INK, colours, find_rgb, one_page, open_pdf, operators, rgb


def convert(data: bytes) -> Pdf:
    made, _ = convert_section(data, "night", colours())
    return open_pdf(made)


def axial(pdf: Pdf, **more: Any) -> Any:
    function = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 1, 1], C1=_shares(INDIGO), N=1)
    fields = {
        "ShadingType": 2,
        "ColorSpace": Name.DeviceRGB,
        "Coords": [0, 0, 100, 0],
        "Function": function,
    }
    return pdf.make_indirect(Dictionary({f"/{key}": value for key, value in {**fields, **more}.items()}))


def form(pdf: Pdf, content: bytes, resources: Any = None, group: bool = True) -> Any:
    made = pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 100, 100])
    made.Resources = Dictionary() if resources is None else resources
    if group:
        made.Group = Dictionary(Type=Name.Group, S=Name.Transparency, CS=Name.DeviceRGB, I=True)
    return made


def _shares(value: str) -> list[float]:
    return [round(channel / 255, 6) for channel in rgb(value)]


def test_a_typeset_publication_has_no_rgb_left(raw: dict[str, bytes]) -> None:
    """Gradients, soft masks, opacity, pictures with transparency, drawings and type of the typesetter."""
    for key, data in raw.items():
        assert find_rgb(open_pdf(data)) or key == "back-cover"
        assert find_rgb(convert(data)) == [], key


def test_prepared_sections_lose_what_only_a_screen_needs(sections: tuple[LinkedSection, ...]) -> None:
    for section in sections:
        made = convert(section.pdf)
        assert set(made.Root.keys()) == {"/Type", "/Pages"}
        for page in made.pages:
            assert not {"/Annots", "/StructParents", "/Tabs"} & set(page.obj.keys())
            names = {name for _, name in operators(page.obj)}
            assert not {"BDC", "BMC", "EMC", "rg", "RG"} & names


def test_links_lose_their_underlines_and_other_words_keep_theirs() -> None:
    link = '<a href="https://example.org/">the web, <strong>with</strong> marks</a>'
    sections = [
        sample.page("Links", f"<h1>Links</h1><p>{text}</p>") for text in (link, f"See {link} <u>here</u>")
    ]
    linked, both = (
        [str(name) for _, name in operators(convert(sample.typeset(s)).pages[0].obj)] for s in sections
    )
    before = [str(name) for _, name in operators(open_pdf(sample.typeset(sections[1])).pages[0].obj)]
    assert linked.count("S") == 0
    assert (before.count("S"), both.count("S")) == (4, 1)
    assert [name for name in both if name in ("Tj", "TJ", "re", "f")] == [
        name for name in before if name in ("Tj", "TJ", "re", "f")
    ]


@pytest.mark.parametrize("damage", ["/StructTreeRoot", "/ParentTree", "/StructParents", "circle"])
def test_links_that_no_tag_tells_of_stay_as_they_are(damage: str) -> None:
    html = sample.page("Links", '<h1>Links</h1><p><a href="https://example.org/">web</a></p>')
    pdf = Pdf.open(BytesIO(sample.typeset(html)))
    first = pdf.pages[0].obj
    if damage == "circle":
        tree = NumberTree(pdf.Root.StructTreeRoot.ParentTree)
        for element in list(tree[int(first.StructParents)]):
            element.S, element.P = Name.Span, element
    else:
        place = {"/StructTreeRoot": pdf.Root, "/StructParents": first}.get(damage, pdf.Root.StructTreeRoot)
        del place[damage]
    made = BytesIO()
    pdf.save(made)
    assert [str(name) for _, name in operators(convert(made.getvalue()).pages[0].obj)].count("S") == 1


def test_the_same_section_gives_the_same_bytes(raw: dict[str, bytes]) -> None:
    assert convert_section(raw["about"], "a", colours()) == convert_section(raw["about"], "a", colours())


def test_gradients_of_both_kinds_give_inks() -> None:
    pdf = Pdf.new()
    radial = axial(pdf, ShadingType=3, Coords=[50, 50, 0, 50, 50, 50], Background=[1, 1, 1])
    resources = Dictionary(Shading=Dictionary(a=axial(pdf, Extend=[True, True]), b=radial))
    made = convert(one_page(b"/a sh /b sh", resources, pdf))
    for name in ("/a", "/b"):
        shading = made.pages[0].obj.Resources.Shading[name]
        assert shading.ColorSpace == Name.DeviceCMYK
        curve = read_function(shading.Function)
        assert curve(0) == [0, 0, 0, 0]
        assert curve(1) == pytest.approx([1, 0.95, 0, 0.4], abs=0.003)
        assert 0.2 < curve(0.5)[0] < 0.6
    found = made.pages[0].obj.Resources.Shading
    assert list(found["/a"].Extend) == [True, True]
    assert [float(value) for value in found["/b"].Background] == [0, 0, 0, 0]


def test_a_gradient_in_grey_or_inks_gives_inks_too() -> None:
    pdf = Pdf.new()
    grey = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0], C1=[1], N=1)
    inks = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 1, 1, 1], C1=[0, 0, 0, 0], N=1)
    shadings = Dictionary(
        g=axial(pdf, ColorSpace=Name.DeviceGray, Function=grey),
        k=axial(pdf, ColorSpace=Name.DeviceCMYK, Function=inks),
    )
    made = (
        convert(one_page(b"/g sh /k sh", Dictionary(Shading=shadings), pdf)).pages[0].obj.Resources.Shading
    )
    assert read_function(made["/g"].Function)(0) == [0, 0, 0, 1]
    assert sum(read_function(made["/k"].Function)(0)) <= 3.01


@pytest.mark.parametrize("kind", [1, 4, 7])
def test_gradients_without_a_form_in_print_are_refused(kind: int) -> None:
    pdf = Pdf.new()
    mesh = pdf.make_stream(b"", ShadingType=kind, ColorSpace=Name.DeviceRGB)
    data = one_page(b"/a sh", Dictionary(Shading=Dictionary(a=mesh)), pdf)
    with pytest.raises(PressError, match=f"night: it has no form in print: a gradient of type {kind}"):
        convert(data)


def test_patterns_and_their_drawings() -> None:
    pdf = Pdf.new()
    tile = pdf.make_stream(
        b"1 0 0 rg 0 0 5 5 re f",
        PatternType=1,
        PaintType=1,
        TilingType=1,
        BBox=[0, 0, 9, 9],
        XStep=9,
        YStep=9,
        Resources=Dictionary(),
    )
    state = Dictionary(ca=0.5, OP=True)
    shaded = pdf.make_indirect(Dictionary(PatternType=2, Shading=axial(pdf), ExtGState=state))
    content = b"/Pattern cs /t scn 0 0 9 9 re f /s scn 9 9 9 9 re f"
    made = convert(one_page(content, Dictionary(Pattern=Dictionary(t=tile, s=shaded)), pdf))
    patterns = made.pages[0].obj.Resources.Pattern
    assert [name for _, name in operators(patterns["/t"])] == ["k", "re", "f"]
    assert patterns["/s"].Shading.ColorSpace == Name.DeviceCMYK
    assert "/OP" not in patterns["/s"].ExtGState
    assert find_rgb(made) == []


def test_forms_in_forms_and_their_groups() -> None:
    pdf = Pdf.new()
    inner = form(pdf, b"0 1 0 rg f")
    outer = form(pdf, b"/i Do", Dictionary(XObject=Dictionary(i=inner)))
    states = Dictionary(h=Dictionary(ca=0.5))
    resources = Dictionary(XObject=Dictionary(o=outer, p=outer), ExtGState=states)
    made = convert(one_page(b"/h gs /o Do /p Do", resources, pdf)).pages[0].obj
    first, second = made.Resources.XObject["/o"], made.Resources.XObject["/p"]
    assert first.objgen == second.objgen
    assert str(first.Group.CS) == "/DeviceCMYK"
    assert [name for _, name in operators(first.Resources.XObject["/i"])] == ["k", "f"]
    assert str(made.Group.CS) == "/DeviceCMYK"


def test_groups_are_left_out_where_nothing_shines_through() -> None:
    pdf = Pdf.new()
    states = Dictionary(a=Dictionary(ca=1, CA=1, BM=Name.Normal, SMask=Name("/None")))
    resources = Dictionary(XObject=Dictionary(o=form(pdf, b"/a gs f")), ExtGState=states)
    made = convert(one_page(b"/o Do", resources, pdf)).pages[0].obj
    assert "/Group" not in made
    assert "/Group" not in made.Resources.XObject["/o"]


@pytest.mark.parametrize("state", [{"ca": 0.5}, {"CA": 0}, {"BM": Name.Multiply}])
def test_whatever_shines_through_keeps_groups(state: dict[str, Any]) -> None:
    pdf = Pdf.new()
    inner = Dictionary(
        ExtGState=Dictionary(a=Dictionary({f"/{key}": value for key, value in state.items()}))
    )
    resources = Dictionary(XObject=Dictionary(o=form(pdf, b"/a gs f", inner)))
    assert "/Group" in convert(one_page(b"/o Do", resources, pdf)).pages[0].obj.Resources.XObject["/o"]


def soft_mask(pdf: Pdf, kind: Any, drawn: Any, **more: Any) -> Any:
    mask = Dictionary(
        {"/Type": Name.Mask, "/S": kind, "/G": drawn, **{f"/{k}": v for k, v in more.items()}}
    )
    return Dictionary(ExtGState=Dictionary(m=Dictionary(SMask=mask)))


def test_a_mask_by_lightness_is_drawn_in_greys() -> None:
    pdf = Pdf.new()
    drawn = form(pdf, b"1 1 1 rg f /a sh", Dictionary(Shading=Dictionary(a=axial(pdf))))
    data = one_page(b"/m gs f", soft_mask(pdf, Name.Luminosity, drawn, BC=Array([0, 0, 0])), pdf)
    mask = convert(data).pages[0].obj.Resources.ExtGState["/m"].SMask
    assert str(mask.G.Group.CS) == "/DeviceGray"
    assert operators(mask.G)[0] == ([1], "g")
    assert mask.G.Resources.Shading["/a"].ColorSpace == Name.DeviceGray
    assert read_function(mask.G.Resources.Shading["/a"].Function)(0) == [1]
    assert [float(value) for value in mask.BC] == [0]


def test_a_mask_by_opacity_is_drawn_in_inks() -> None:
    pdf = Pdf.new()
    data = one_page(b"/m gs f", soft_mask(pdf, Name.Alpha, form(pdf, b"1 1 1 rg f")), pdf)
    mask = convert(data).pages[0].obj.Resources.ExtGState["/m"].SMask
    assert str(mask.G.Group.CS) == "/DeviceCMYK"
    assert operators(mask.G)[0][1] == "k"


def test_a_drawing_on_the_page_and_in_a_mask_is_made_twice() -> None:
    pdf = Pdf.new()
    drawn = form(pdf, b"1 1 1 rg f")
    resources = soft_mask(pdf, Name.Luminosity, drawn)
    resources.XObject = Dictionary(o=drawn)
    made = convert(one_page(b"/o Do /m gs f", resources, pdf)).pages[0].obj.Resources
    assert operators(made.XObject["/o"])[0][1] == "k"
    assert operators(made.ExtGState["/m"].SMask.G)[0][1] == "g"


def test_glyphs_that_are_drawings() -> None:
    pdf = Pdf.new()
    glyph = pdf.make_stream(b"500 0 d0 1 0 0 rg 0 0 9 9 re f")
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        FontBBox=[0, 0, 9, 9],
        FontMatrix=[1, 0, 0, 1, 0, 0],
        CharProcs=Dictionary(a=glyph),
        Resources=Dictionary(),
    )
    data = one_page(b"BT /f 9 Tf <61> Tj ET", Dictionary(Font=Dictionary(f=pdf.make_indirect(font))), pdf)
    made = convert(data).pages[0].obj.Resources.Font["/f"]
    assert [name for _, name in operators(made.CharProcs["/a"])] == ["d0", "k", "re", "f"]


def test_black_type_gets_its_graphics_states() -> None:
    black = b" ".join(b"%.6f" % share for share in _shares(INK))
    made = convert(one_page(black + b" rg BT <61> Tj ET")).pages[0].obj
    over, out = made.Resources.ExtGState["/BlackOver"], made.Resources.ExtGState["/BlackOut"]
    assert (bool(over.OP), bool(over.op), int(over.OPM)) == (True, True, 1)
    assert (bool(out.OP), bool(out.op)) == (False, False)


def test_resources_may_lead_back_to_themselves() -> None:
    pdf = Pdf.new()
    resources = pdf.make_indirect(Dictionary())
    drawn = form(pdf, b"1 0 0 rg f", resources)
    resources.XObject = Dictionary(x=drawn)
    assert find_rgb(convert(one_page(b"/x Do", resources, pdf))) == []


def test_spot_colours_stay_and_other_named_spaces_go() -> None:
    spot = Array([Name.Separation, Name.Gold, Name.DeviceCMYK, Dictionary(FunctionType=2)])
    lab = Array([Name.Lab, Dictionary(WhitePoint=[0.95047, 1, 1.08883])])
    spaces = Dictionary(ColorSpace=Dictionary(s=spot, l=lab))
    made = convert(one_page(b"/s cs 1 scn f /l cs 50 0 0 scn f", spaces)).pages[0].obj
    assert list(made.Resources.ColorSpace.keys()) == ["/s"]
    assert [name for _, name in operators(made)] == ["cs", "scn", "f", "k", "k", "f"]


def test_type_in_a_strange_colour_is_told_with_its_page() -> None:
    _, found = convert_section(one_page(b"0.55 0.35 0.17 rg BT <61> Tj ET"), "night", colours())
    assert [(finding.rule, finding.page) for finding in found] == [("print/type-colour", 1)]
    assert "#8C592B" in found[0].message
    _, found = convert_section(one_page(b"0.55 0.35 0.17 rg 0 0 1 1 re f"), "night", colours())
    assert not found


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 nothing"])
def test_damaged_bytes_are_refused_by_name(data: bytes) -> None:
    with pytest.raises(PressError, match="night"):
        convert(data)


def test_a_missing_part_is_told_as_a_fault_of_the_section() -> None:
    pdf = Pdf.new()
    data = one_page(b"f", Dictionary(Shading=Dictionary(a=Dictionary(ShadingType=2))), pdf)
    with pytest.raises(PressError, match="night: it cannot be converted"):
        convert(data)
