"""Planted faults: for each, a file that breaks one rule, the page and the place where it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from tests.press.preflight import builders as b

Place = tuple[float, float, float, float]
RECT = b"100 200 50 20 re f\n"
"""Lies at (70, 210) of a print page and at (100, 180) of a screen page, 50 × 20."""
IN_PRINT: Place = (70, 210, 50, 20)
IN_SCREEN: Place = (100, 180, 50, 20)
HERE = b"q 50 0 0 20 100 200 cm /X Do Q\n"
"""An image (or any XObject of 1 × 1) at the same place."""


@dataclass(frozen=True)
class Plant:
    """A fault: its rule, a word of its message, the 1-based page, the place, and the file."""

    rule: str
    name: str
    page: int | None
    place: Place | None
    make: Callable[[], bytes]
    others: tuple[str, ...] = ()
    """Rules that the same fault breaks as well."""

    def __str__(self) -> str:
        return f"{self.rule}:{self.name}"


def on_print(content: bytes, edit: b.Edit | None = None, page: int = 2) -> Callable[[], bytes]:
    return lambda: b.print_pdf({page: content}, edit)


def on_screen(content: bytes, edit: b.Edit | None = None, page: int = 2) -> Callable[[], bytes]:
    return lambda: b.screen_pdf({page: content}, edit)


def artifact(content: bytes) -> bytes:
    return b"/Artifact BMC " + content + b" EMC\n"


def drawn(name: str, make: Callable[[Pdf], Any], kind: str = "XObject") -> b.Edit:
    """Put a resource in place."""
    return lambda pdf: b.add(pdf, kind, name, make(pdf))


def page_entry(key: str, value: object, page: int = 2) -> b.Edit:
    def edit(pdf: Pdf) -> None:
        if value is None:
            del pdf.pages[page - 1].obj[key]
        else:
            pdf.pages[page - 1].obj[key] = value

    return edit


def gs(**entries: Any) -> b.Edit:
    return drawn("Set", lambda pdf: Dictionary(**entries), "ExtGState")


def shading(space: Any) -> Any:
    function = Dictionary(
        FunctionType=2, Domain=Array([0, 1]), C0=Array([0, 0, 0]), C1=Array([1, 1, 1]), N=1
    )
    return Dictionary(ShadingType=2, ColorSpace=space, Coords=Array([0, 0, 1, 0]), Function=function)


def group(space: Any) -> Any:
    return Dictionary(S=Name.Transparency, CS=space)


def separation(ink: str, base: Any = Name.DeviceCMYK) -> Any:
    ends = {"/DeviceCMYK": 4, "/DeviceRGB": 3}[str(base)]
    function = Dictionary(
        FunctionType=2, Domain=Array([0, 1]), C0=Array([0] * ends), C1=Array([1] * ends), N=1
    )
    return Array([Name.Separation, Name(f"/{ink}"), base, function])


def tile(pdf: Pdf, content: bytes) -> Any:
    return pdf.make_stream(
        content,
        PatternType=1,
        PaintType=1,
        TilingType=1,
        BBox=Array([0, 0, 9, 9]),
        XStep=9,
        YStep=9,
        Resources=Dictionary(),
    )


def type3(pdf: Pdf, content: bytes) -> Any:
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type3,
            FontBBox=Array([0, 0, 1000, 1000]),
            FirstChar=97,
            FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
            Widths=Array([1000]),
            CharProcs=Dictionary(square=pdf.make_stream(content)),
            Resources=Dictionary(),
            Encoding=Dictionary(Differences=Array([97, Name("/square")])),
        )
    )


def cid_font(pdf: Pdf, **more: Any) -> Any:
    simple = b.font(pdf)
    below = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name("/Test"),
        DW=500,
        FontDescriptor=simple.FontDescriptor,
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
    )
    cmap = b"begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange 2 beginbfchar " + (
        b"<0001> <0041> <0002> <FFFD> endbfchar endcmap"
    )
    entries = {
        "Type": Name.Font,
        "Subtype": Name.Type0,
        "BaseFont": Name("/Test"),
        "Encoding": Name("/Identity-H"),
        "DescendantFonts": Array([pdf.make_indirect(below)]),
        "ToUnicode": pdf.make_stream(cmap),
        **more,
    }
    return pdf.make_indirect(Dictionary(**entries))


TEXT_AT = b"BT /X 10 Tf 100 200 Td %s Tj ET\n"
INK_OF_TEXT: Place = (70, 222.5, 10, 10)
"""Of two letters of 10 pt at 100 200 on a print page, half an em wide each, from -0.25 to 0.75 em."""


def unembedded(pdf: Pdf) -> Any:
    font = b.font(pdf)
    del font.FontDescriptor["/FontFile2"]
    return font


def damaged_font(pdf: Pdf) -> Any:
    font = b.font(pdf)
    font.FontDescriptor.FontFile2 = pdf.make_stream(b"not a font")
    return font


def first_intent(key: str, make: Callable[[Pdf], Any]) -> b.Edit:
    def edit(pdf: Pdf) -> None:
        pdf.Root.OutputIntents[0][key] = make(pdf)

    return edit


def hide_layer(pdf: Pdf) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Draft")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
    b.add(pdf, "Properties", "L", layer)


def figure(**entries: Any) -> b.Edit:
    def edit(pdf: Pdf) -> None:
        b.element(pdf, "Figure", b.document(pdf), pdf.pages[1].obj, 7, **entries)

    return edit


def tags(*roles: str, mcid: int = 7) -> b.Edit:
    """Nest elements of these roles on page 2, the last of them with a marked content."""

    def edit(pdf: Pdf) -> None:
        parent = b.document(pdf)
        for role in roles:
            parent = b.element(pdf, role, parent, pdf.pages[1].obj)
        parent.K.append(mcid)

    return edit


MARKED = b"/P <</MCID 7>> BDC 100 200 50 20 re f EMC\n"


def misplaced(pdf: Pdf) -> None:
    b.element(pdf, "P", b.document(pdf), pdf.pages[0].obj, 7)


def bookmark(pdf: Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Somewhere", obj=Dictionary(Dest=String("nowhere"))))
    item = pdf.Root.Outlines.First
    item.Dest = String("nowhere")


def many_pages(pdf: Pdf) -> None:
    pages = [pdf.pages[1].obj]
    for _ in range(10):
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(Dictionary(pages[0]))))


def with_claims(make: Callable[..., bytes], packet: bytes) -> Callable[[], bytes]:
    return lambda: make(edit=lambda pdf: b.metadata(pdf, packet))


def _drop(*keys: str) -> b.Edit:
    def edit(pdf: Pdf) -> None:
        for key in keys:
            del pdf.Root[key]

    return edit
