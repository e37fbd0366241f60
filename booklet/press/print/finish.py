"""The print edition: converted sections → one PDF/X-4 file for the print shop.

ISO 15930-7 asks for an output intent with the profile of the printing condition, boxes on every page,
and metadata that say PDF/X-4; everything else that it forbids has gone when sections were converted.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from booklet.findings import Finding, Report
from booklet.model.pages import Document, PageMap
from booklet.model.press import Press
from booklet.press.link import Joined, join, label_tree
from booklet.press.number import NumberedSection, label_ranges, number_pages
from booklet.press.parts import DocumentInfo, LinkedSection
from booklet.press.print.colours import Colours
from booklet.press.print.convert import convert_section
from booklet.press.print.marks import Sheets
from booklet.press.screen import PRODUCER

REGISTRY = "http://www.color.org"
"""The registry that names printing conditions (ISO 15930-7, 6.2.3)."""

PAGES_PER_SHEET = 4
"""A stitched booklet is made of folded sheets: four pages each."""

BLANK = "blank"
"""The id of pages that only fill a sheet."""

VERSION = "1.6"
"""The version of PDF that PDF/X-4 is based on."""


def finish_print(
    sections: Sequence[LinkedSection],
    furniture: bytes | None,
    info: DocumentInfo,
    press: Press,
    icc: bytes,
) -> Document:
    """The print edition of converted sections and furniture.

    Blank pages before the last section, the back cover, fill the last sheet. Raises
    :class:`~booklet.press.faults.PressError`.
    """
    joined = join(sections, furniture)
    pdf, page_map = joined.pdf, joined.page_map
    if len(sections) > 1:
        page_map = _fill(joined)
    sheets = Sheets(pdf, press)
    for page in pdf.pages:
        sheets.finish(page.obj)
    _describe(pdf, info, press, icc, _identify(sections, furniture, info, press, icc))
    return Document(_save(pdf), page_map, Report.of(joined.findings))


def print_sheet(
    pdf: bytes, section: str, info: DocumentInfo, press: Press, colours: Colours
) -> tuple[bytes, tuple[Finding, ...]]:
    """The print edition of a document that is finished for the screen, which still holds its bleed.

    Raises :class:`~booklet.press.faults.PressError`.
    """
    made, findings = convert_section(pdf, section, colours)
    document = finish_print((LinkedSection(section, made),), None, info, press, colours.condition.icc)
    return document.pdf, findings


def _fill(joined: Joined) -> PageMap:
    """Insert blank pages and number again; returns the new page map."""
    pdf = joined.pdf
    missing = -len(pdf.pages) % PAGES_PER_SHEET
    if not missing:
        return joined.page_map
    last = joined.numbered[-1]
    at = len(pdf.pages) - last.count
    model: Any = pdf.pages[at].obj
    for _ in range(missing):
        blank = Dictionary(Type=Name.Page, MediaBox=model.MediaBox, Resources=Dictionary())
        if "/TrimBox" in model:
            blank.TrimBox = model.TrimBox
        pdf.pages.insert(at, pikepdf.Page(pdf.make_indirect(blank)))
    numbered = (*joined.numbered[:-1], NumberedSection(BLANK, ((),) * missing, "none"), last)
    pdf.Root.PageLabels = label_tree(label_ranges(numbered))
    return number_pages(numbered)


def _identify(
    sections: Sequence[LinkedSection],
    furniture: bytes | None,
    info: DocumentInfo,
    press: Press,
    icc: bytes,
) -> str:
    """An identifier that is the same for the same content: a UUID of version 8 (RFC 9562, 5.8)."""
    made = hashlib.sha256(repr((info, press)).encode())
    for data in (*(section.pdf for section in sections), furniture or b"", icc):
        made.update(hashlib.sha256(data).digest())
    digits = made.hexdigest()
    return f"{digits[:8]}-{digits[8:12]}-8{digits[13:16]}-a{digits[17:20]}-{digits[20:32]}"


def _describe(pdf: Pdf, info: DocumentInfo, press: Press, icc: bytes, identifier: str) -> None:
    """Output intent, metadata and information dictionary."""
    profile = pdf.make_stream(icc, N=4)
    condition = press.profile.upper()
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=String(condition),
        OutputCondition=String(f"Offset printing by {condition}"),
        RegistryName=String(REGISTRY),
        Info=String(condition),
        DestOutputProfile=profile,
    )
    root = pdf.Root
    root.OutputIntents = Array([pdf.make_indirect(intent)])
    stream = pdf.make_stream(write_xmp(info, identifier).encode())
    stream.Type, stream.Subtype = Name.Metadata, Name.XML
    root.Metadata = stream
    stamp = f"D:{info.date:%Y%m%d}000000Z"
    entries = {
        "/Title": String(info.title),
        "/Author": String(", ".join(info.authors)),
        "/Creator": String(PRODUCER),
        "/Producer": String(PRODUCER),
        "/CreationDate": String(stamp),
        "/ModDate": String(stamp),
        "/Trapped": Name("/False"),
    }
    pdf.trailer.Info = pdf.make_indirect(Dictionary(entries))


def write_xmp(info: DocumentInfo, identifier: str) -> str:
    """The XMP packet, in a fixed order; its dates are the publication date."""
    stamp = f"{info.date.isoformat()}T00:00:00Z"
    spaces = {
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "dc": "http://purl.org/dc/elements/1.1/",
        "xmp": "http://ns.adobe.com/xap/1.0/",
        "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
        "pdf": "http://ns.adobe.com/pdf/1.3/",
        "pdfxid": "http://www.npes.org/pdfx/ns/id/",
    }
    creators = "".join(f"<rdf:li>{escape(name)}</rdf:li>" for name in info.authors)
    title = f'<rdf:li xml:lang="x-default">{escape(info.title)}</rdf:li>'
    parts = (
        "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>",
        "<dc:format>application/pdf</dc:format>",
        f"<dc:title><rdf:Alt>{title}</rdf:Alt></dc:title>",
        f"<dc:creator><rdf:Seq>{creators}</rdf:Seq></dc:creator>" if creators else "",
        f"<pdf:Producer>{PRODUCER}</pdf:Producer>",
        "<pdf:Trapped>False</pdf:Trapped>",
        f"<xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool>",
        *(f"<xmp:{name}>{stamp}</xmp:{name}>" for name in ("CreateDate", "ModifyDate", "MetadataDate")),
        f"<xmpMM:DocumentID>uuid:{identifier}</xmpMM:DocumentID>",
        f"<xmpMM:InstanceID>uuid:{identifier}</xmpMM:InstanceID>",
        "<xmpMM:RenditionClass>default</xmpMM:RenditionClass>",
        "<xmpMM:VersionID>1</xmpMM:VersionID>",
    )
    declared = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in spaces.items())
    body = "\n".join(part for part in parts if part)
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF {declared}>\n<rdf:Description rdf:about="">\n'
        f'{body}\n</rdf:Description>\n</rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>'
    )


def _save(pdf: Pdf) -> bytes:
    """The bytes of the file: the same for the same objects."""
    made = BytesIO()
    pdf.save(
        made,
        force_version=VERSION,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        linearize=False,
    )
    return made.getvalue()
