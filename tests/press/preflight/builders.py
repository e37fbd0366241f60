"""Small PDFs without a fault, for print and for the screen, and ways to plant one.

Print: four pages, media 360 × 460, trim 300 × 400 from (30, 30), 3 mm of bleed. Screen: two pages of
300 × 400, tagged. So a rectangle ``x y w h`` of a print page lies at ``(x - 30, 430 - y - h)`` of the trim,
one of a screen page at ``(x, 400 - y - h)``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

Edit = Callable[[Pdf], object]

BLEED = 3 * 72 / 25.4
CLEAN_PRINT = b"""0 0 0 .1 k 0 0 360 460 re f
/over gs 0 0 0 1 k BT /F1 12 Tf 1 0 0 1 60 400 Tm (Black text) Tj ET
"""
CLEAN_SCREEN = (
    b"/H1 <</MCID 0>> BDC BT /F1 20 Tf 30 350 Td (Title) Tj ET EMC\n"
    b"/P <</MCID 1>> BDC BT /F1 12 Tf 30 300 Td (Words) Tj ET EMC\n",
    b"/P <</MCID 0>> BDC BT /F1 12 Tf 30 350 Td (More) Tj ET EMC\n",
)


def profile(space: bytes, device: bytes = b"prtr", size: int = 132) -> bytes:
    """The head of an ICC profile, which is all that is looked at."""
    head = bytearray(132)
    head[0:4] = size.to_bytes(4, "big")
    head[12:16], head[16:20], head[36:40] = device, space, b"acsp"
    return bytes(head)


def xmp(*, title: str = "A title", more: str = "") -> bytes:
    """A packet with a title."""
    return (
        '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"'
        ' xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"'
        ' xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">'
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>{more}'
        '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    ).encode()


X4 = "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion><pdf:Trapped>False</pdf:Trapped>"
A3_UA = (
    "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>"
)


def metadata(pdf: Pdf, packet: bytes) -> None:
    """Put a packet in place."""
    pdf.Root.Metadata = pdf.make_stream(packet, Type=Name.Metadata, Subtype=Name.XML)


def font(pdf: Pdf, **more: Any) -> Any:
    """A simple embedded font whose letters are half an em wide."""
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name("/ABCDEF+Test"),
        Flags=32,
        Ascent=750,
        Descent=-250,
        FontBBox=Array([0, -250, 1000, 750]),
        FontFile2=pdf.make_stream(b"\0\1\0\0" + bytes(20)),
    )
    entries = {
        "Type": Name.Font,
        "Subtype": Name.TrueType,
        "BaseFont": Name("/ABCDEF+Test"),
        "FirstChar": 0,
        "Widths": Array([500] * 256),
        "Encoding": Name.WinAnsiEncoding,
        "FontDescriptor": pdf.make_indirect(descriptor),
    }
    entries.update(more)
    return pdf.make_indirect(Dictionary(**entries))


def resources(pdf: Pdf) -> Any:
    """What pages may use: a font, and overprint."""
    over = Dictionary(OP=True, op=True, OPM=1)
    return pdf.make_indirect(Dictionary(Font=Dictionary(F1=font(pdf)), ExtGState=Dictionary(over=over)))


def save(pdf: Pdf, **options: Any) -> bytes:
    made = BytesIO()
    pdf.save(
        made,
        min_version="1.7",
        deterministic_id=not options.get("encryption"),
        fix_metadata_version=False,
        compress_streams=False,
        **options,
    )
    return made.getvalue()


def print_pdf(
    more: Mapping[int, bytes] | None = None, edit: Edit | None = None, *, pages: int = 4, **options: Any
) -> bytes:
    """A file for print; ``more`` is content added to pages by their 1-based number."""
    pdf = pikepdf.new()
    shared = resources(pdf)
    for number in range(1, pages + 1):
        page = Dictionary(
            Type=Name.Page,
            MediaBox=Array([0, 0, 360, 460]),
            TrimBox=Array([30, 30, 330, 430]),
            BleedBox=Array([30 - BLEED, 30 - BLEED, 330 + BLEED, 430 + BLEED]),
            Resources=shared,
            Contents=pdf.make_stream(CLEAN_PRINT + (more or {}).get(number, b"")),
        )
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=String("FOGRA39"),
        DestOutputProfile=pdf.make_stream(profile(b"CMYK"), N=4),
    )
    pdf.Root.OutputIntents = Array([intent])
    metadata(pdf, xmp(more=X4))
    if edit is not None:
        edit(pdf)
    return save(pdf, **options)


def element(pdf: Pdf, role: str, parent: Any, page: Any, *kids: Any, **more: Any) -> Any:
    """A structure element; whole numbers among the kids are marked contents."""
    made = pdf.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name(f"/{role}"), P=parent, Pg=page, K=Array(kids), **more)
    )
    parent.K.append(made)
    return made


def document(pdf: Pdf) -> Any:
    """The element that holds all others."""
    return pdf.Root.StructTreeRoot.K[0]


def screen_pdf(
    more: Mapping[int, bytes] | None = None,
    edit: Edit | None = None,
    *,
    claims: str = A3_UA,
    **options: Any,
) -> bytes:
    """A tagged file for the screen."""
    pdf = pikepdf.new()
    shared = resources(pdf)
    for number in (1, 2):
        page = Dictionary(
            Type=Name.Page,
            MediaBox=Array([0, 0, 300, 400]),
            Resources=shared,
            StructParents=number - 1,
            Contents=pdf.make_stream(CLEAN_SCREEN[number - 1] + (more or {}).get(number, b"")),
        )
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    root = pdf.Root
    root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array()))
    top = element(pdf, "Document", root.StructTreeRoot, pdf.pages[0].obj)
    element(pdf, "H1", top, pdf.pages[0].obj, 0)
    element(pdf, "P", top, pdf.pages[0].obj, 1)
    element(pdf, "P", top, pdf.pages[1].obj, 0)
    root.MarkInfo = Dictionary(Marked=True)
    root.Lang = String("en")
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    intent = Dictionary(
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB"),
        DestOutputProfile=pdf.make_stream(profile(b"RGB ", b"mntr"), N=3),
    )
    root.OutputIntents = Array([intent])
    metadata(pdf, xmp(more=claims))
    if edit is not None:
        edit(pdf)
    return save(pdf, **options)


def link(pdf: Pdf, page: int, **entries: Any) -> Any:
    """A link at 40 50 … 90 60 of a page (1-based), untagged."""
    made = pdf.make_indirect(
        Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([40, 50, 90, 60]), F=4, **entries)
    )
    owner = pdf.pages[page - 1].obj
    owner.Annots = Array([*owner.get("/Annots", []), made])
    owner.Tabs = Name.S
    return made


def tagged_link(pdf: Pdf, page: int, **entries: Any) -> Any:
    """A link that is tagged and described."""
    made = link(pdf, page, Contents=String("a link"), **entries)
    owner = pdf.pages[page - 1].obj
    reference = Dictionary(Type=Name.OBJR, Obj=made)
    element(pdf, "Link", document(pdf), owner, reference)
    return made


def add(pdf: Pdf, kind: str, key: str, value: Any) -> None:
    """Put a resource in place for all pages."""
    shared = pdf.pages[0].obj.Resources
    if f"/{kind}" not in shared:
        shared[f"/{kind}"] = Dictionary()
    shared[f"/{kind}"][f"/{key}"] = value


def image(pdf: Pdf, width: int = 40, height: int = 40, space: Any = Name.DeviceGray, **more: Any) -> Any:
    """An image of one colour."""
    count = {"/DeviceGray": 1, "/DeviceRGB": 3, "/DeviceCMYK": 4}.get(str(space), 3)
    return pdf.make_stream(
        bytes(width * height * count),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=width,
        Height=height,
        BitsPerComponent=8,
        ColorSpace=space,
        **more,
    )


def form(pdf: Pdf, content: bytes, **more: Any) -> Any:
    """A form of 100 × 100."""
    return pdf.make_stream(
        content, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 100, 100]), **more
    )
