"""Sides of sheets become a PDF: each page a form that is placed, clipped, with the marks around it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Page, Pdf, String

from booklet.press.imposition.box import Box
from booklet.press.imposition.faces import Side
from booklet.press.imposition.marks import REGISTRATION, draw_marks, write_numbers
from booklet.press.imposition.source import SourcePage, is_print_ready
from booklet.workspace import digest

MARK = "/BookletSheets"
"""Key of the information dictionary by which a file of ours is known; its value names the scheme."""

PRODUCER = "booklet"

_KEPT = {"/Type", "/Pages", "/OCProperties", "/Extensions", "/Version"}
"""What stays of the catalogue of any file: outlines, tags, destinations and scripts mean nothing here."""
_KEPT_FOR_PRINT = {*_KEPT, "/OutputIntents", "/Metadata"}

_IDENTIFIER = re.compile(r"(xmpMM:(?:Document|Instance)ID(?:>|=[\"']))[^<\"']+")


def write_sheets(
    pdf: Pdf,
    pages: Mapping[int, SourcePage],
    sides: Sequence[Side],
    *,
    scheme: str,
    gap: float | None,
    seed: str,
) -> bytes:
    """The file of all sides. Without a ``gap`` (points between trim and marks) there are no marks.

    The open source is used up: its pages give way to the sheets. What it says of its printing condition
    (PDF/X) stays. ``seed`` is the digest of whatever the sheets are made from; the file's identity follows
    from it. Raises ``pikepdf.PdfError`` for a page whose content cannot be read.
    """
    used = sorted({placing.page for side in sides for placing in side.placings})
    forms = {number: _make_form(pdf, pages[number]) for number in used}
    for_print = is_print_ready(pdf)
    registration = _registration(pdf, cmyk=not for_print or _is_cmyk(pdf)) if gap is not None else None
    made = [_write_side(pdf, side, forms, registration, gap) for side in sides]
    del pdf.pages[:]
    for page in made:
        pdf.pages.append(Page(page))
    _describe(pdf, sides, scheme, seed, for_print=for_print)
    saved = BytesIO()
    pdf.save(
        saved,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        fix_metadata_version=False,  # which would write the metadata anew
    )
    return saved.getvalue()


def is_ours(data: bytes) -> bool:
    """Whether a file is one that :func:`write_sheets` made."""
    try:
        with pikepdf.open(BytesIO(data), attempt_recovery=False, suppress_warnings=True) as pdf:
            return MARK in pdf.trailer.get("/Info", {})
    except (pikepdf.PdfError, TypeError):
        return False


def _make_form(pdf: Pdf, page: SourcePage) -> Any:
    """A page as a form, in the page's own space, that shows nothing outside its bleed."""
    form = pdf.make_indirect(pdf.pages[page.number - 1].as_form_xobject(handle_transformations=False))
    form.BBox = _array(page.bleed)
    return form


def _array(box: Box) -> Any:
    return Array([round(value, 4) for value in (box.x0, box.y0, box.x1, box.y1)])


def _write_side(
    pdf: Pdf, side: Side, forms: Mapping[int, Any], registration: Any, gap: float | None
) -> Any:
    """The page object of a side."""
    content: list[bytes] = []
    for placing in side.placings:
        clip, m = placing.clip, placing.matrix
        content.append(
            f"q {write_numbers(clip.x0, clip.y0, clip.width, clip.height)} re W n "
            f"{write_numbers(m.a, m.b, m.c, m.d, m.e, m.f)} cm /P{placing.page} Do Q".encode()
        )
    resources = Dictionary(
        XObject=Dictionary({f"/P{p.page}": forms[p.page] for p in side.placings}),
    )
    if gap is not None:
        content.append(draw_marks(side, gap))
        resources.ColorSpace = Dictionary({REGISTRATION: registration})
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Page,
            MediaBox=_array(side.media),
            BleedBox=_array(side.bleed),
            TrimBox=_array(side.trim),
            Resources=resources,
            Contents=pdf.make_stream(b"\n".join(content)),
        )
    )


def _registration(pdf: Pdf, *, cmyk: bool) -> Any:
    """The separation that prints on every plate (ISO 32000-1, 8.6.6.4)."""
    if cmyk:
        tint = Dictionary(FunctionType=2, Domain=Array([0, 1]), N=1, C0=Array([0] * 4), C1=Array([1] * 4))
        return pdf.make_indirect(Array([Name.Separation, Name.All, Name.DeviceCMYK, tint]))
    tint = Dictionary(FunctionType=2, Domain=Array([0, 1]), N=1, C0=Array([1]), C1=Array([0]))
    return pdf.make_indirect(Array([Name.Separation, Name.All, Name.DeviceGray, tint]))


def _is_cmyk(pdf: Pdf) -> bool:
    """Whether the file's printing condition is one of four inks; so taken where it carries no profile."""
    profiles = [intent.get("/DestOutputProfile") for intent in pdf.Root.OutputIntents]
    return all(int(profile.get("/N", 4)) == 4 for profile in profiles if profile is not None)


def _describe(pdf: Pdf, sides: Sequence[Side], scheme: str, seed: str, *, for_print: bool) -> None:
    """The catalogue and the information of the new file."""
    root, kept = pdf.Root, _KEPT_FOR_PRINT if for_print else _KEPT
    for key in [key for key in root.keys() if key not in kept]:  # noqa: SIM118 - not a dict
        del root[key]
    labels: list[Any] = []
    for index, side in enumerate(sides):
        labels += [index, Dictionary(P=String(side.label))]
    root.PageLabels = Dictionary(Nums=Array(labels))
    root.PageLayout = Name.SinglePage
    root.ViewerPreferences = Dictionary(Duplex=Name(f"/{_duplex(sides)}"), PrintScaling=Name("/None"))
    known = pdf.trailer.get("/Info", Dictionary())
    if for_print:
        info = Dictionary({key: known[key] for key in sorted(known.keys())})
        _renew_identity(pdf, seed)
    else:
        info = Dictionary({key: known[key] for key in ("/Title", "/Author") if key in known})
        info.Creator = info.Producer = String(PRODUCER)
    info[MARK] = String(scheme)
    pdf.trailer.Info = pdf.make_indirect(info)


def _duplex(sides: Sequence[Side]) -> str:
    """How a printer has to turn the paper: about the upright fold."""
    if not any(side.label.endswith(("back", "inside")) for side in sides):
        return "Simplex"
    media = sides[0].media
    return "DuplexFlipShortEdge" if media.width >= media.height else "DuplexFlipLongEdge"


def _renew_identity(pdf: Pdf, seed: str) -> None:
    """Other identifiers in the metadata: sheets are not the document they were made from."""
    metadata = pdf.Root.get("/Metadata")
    if metadata is None:
        return
    text = metadata.read_bytes().decode("utf-8", "surrogateescape")
    name = digest(seed.encode())[:32]
    made = "-".join((name[:8], name[8:12], f"8{name[13:16]}", f"8{name[17:20]}", name[20:]))
    renewed = _IDENTIFIER.sub(lambda found: f"{found[1]}uuid:{made}", text)
    metadata.write(renewed.encode("utf-8", "surrogateescape"))
