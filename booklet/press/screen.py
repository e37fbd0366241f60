"""The screen edition: PDF/A-3a and PDF/UA-1 in one file.

Everything a file has to say of itself comes from :class:`~booklet.press.parts.DocumentInfo`; its dates
are the publication date, so that the same publication gives the same bytes on every day.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.metadata import distribution
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from booklet.findings import Report
from booklet.model.pages import Document
from booklet.press.faults import PressError
from booklet.press.link import join
from booklet.press.parts import DocumentInfo, LinkedSection
from booklet.press.prepare import PREPARED, save

PRODUCER = "booklet"


def link_and_finish(
    sections: Sequence[LinkedSection], furniture: bytes | None, info: DocumentInfo
) -> Document:
    """The screen edition of sections: linking and finishing with one reading and one writing.

    The bytes are those of ``finish_screen(link_sections(…).pdf, info)`` but for the order of objects.
    Raises :class:`~booklet.press.faults.PressError`.
    """
    joined = join(sections, furniture)
    _finish(joined.pdf, info)
    return Document(save(joined.pdf), joined.page_map, Report.of(joined.findings))


def finish_screen(pdf: bytes, info: DocumentInfo) -> bytes:
    """The screen edition of a linked document. Raises :class:`~booklet.press.faults.PressError`."""
    try:
        opened = pikepdf.open(BytesIO(pdf), attempt_recovery=False, suppress_warnings=True)
    except pikepdf.PdfError:
        raise PressError("document", "its PDF is damaged; link it again") from None
    _finish(opened, info)
    return save(opened)


def _finish(pdf: Pdf, info: DocumentInfo) -> None:
    for page in pdf.pages:
        _trim(page.obj)
    root = pdf.Root
    if PREPARED in root:
        del root[PREPARED]
    root.Lang = String(info.language)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    root.PageLayout = Name.SinglePage
    if "/Outlines" in root:
        root.PageMode = Name.UseOutlines
    root.OpenAction = Array([pdf.pages[0].obj, Name.Fit])
    root.OutputIntents = Array([_output_intent(pdf)])
    root.Metadata = _metadata(pdf, info)
    pdf.trailer.Info = pdf.make_indirect(_docinfo(info))


def _trim(page: Any) -> None:
    """Crop a page to its trim, whose corner is the origin already: destinations and links stay right."""
    page.MediaBox = page.get("/TrimBox", page.MediaBox)
    for key in ("/CropBox", "/BleedBox", "/TrimBox", "/ArtBox"):
        if key in page:
            del page[key]
    page.TrimBox = page.MediaBox


@cache
def _srgb() -> bytes:
    """The sRGB profile (ICC, free to embed) that WeasyPrint ships."""
    # Not through importlib.resources, which would import the whole engine to find a file beside it.
    return Path(str(distribution("weasyprint").locate_file("weasyprint/pdf/sRGB2014.icc"))).read_bytes()


def _output_intent(pdf: Pdf) -> Any:
    """sRGB as the colours' meaning (ISO 19005-3, 6.2.3)."""
    return Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB"),
        RegistryName=String("http://www.color.org"),
        Info=String("sRGB IEC61966-2.1"),
        DestOutputProfile=pdf.make_stream(_srgb(), N=3),
    )


def _docinfo(info: DocumentInfo) -> Any:
    """The information dictionary; it says the same as the metadata (ISO 19005-3, 6.6.3)."""
    stamp = f"D:{info.date:%Y%m%d}000000Z"
    entries = {
        "/Title": info.title,
        "/Author": ", ".join(info.authors),
        "/Subject": info.subject,
        "/Keywords": ", ".join(info.keywords),
        "/Creator": PRODUCER,
        "/Producer": PRODUCER,
        "/CreationDate": stamp,
        "/ModDate": stamp,
    }
    return Dictionary({key: String(value) for key, value in entries.items() if value})


def _metadata(pdf: Pdf, info: DocumentInfo) -> Any:
    stream = pdf.make_stream(write_xmp(info).encode("utf-8"))
    stream.Type = Name.Metadata
    stream.Subtype = Name.XML
    return stream


_UA_SCHEMA = """<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>"""
"""PDF/A-3 admits properties of other schemas only when the file describes them (6.6.2.3)."""

_NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}


def write_xmp(info: DocumentInfo) -> str:
    """The XMP packet: claims, Dublin Core, rights and dates, in a fixed order."""
    stamp = f"{info.date.isoformat()}T00:00:00Z"
    parts = [
        "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
        _UA_SCHEMA,
        _element("dc:format", "application/pdf"),
        _alternatives("dc:title", info.title, info.language),
        _items("dc:creator", "Seq", info.authors),
        _alternatives("dc:description", info.subject, info.language),
        _items("dc:subject", "Bag", info.keywords),
        _items("dc:publisher", "Bag", (info.publisher,)),
        _items("dc:language", "Bag", (info.language,)),
        _items("dc:date", "Seq", (stamp,)),
        _element("dc:identifier", info.identifier),
        _element("pdf:Keywords", ", ".join(info.keywords)),
        _element("pdf:Producer", PRODUCER),
        _element("xmp:CreatorTool", PRODUCER),
        _element("xmp:CreateDate", stamp),
        _element("xmp:ModifyDate", stamp),
        _element("xmp:MetadataDate", stamp),
        _element("xmpRights:Marked", "True" if info.licence_url else ""),
        _element("xmpRights:WebStatement", info.licence_url),
    ]
    spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items())
    body = "\n".join(part for part in parts if part)
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF {spaces}>\n<rdf:Description rdf:about="">\n'
        f'{body}\n</rdf:Description>\n</rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>'
    )


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>" if text else ""


def _items(name: str, kind: str, texts: Sequence[str]) -> str:
    items = "".join(_element("rdf:li", text) for text in texts)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>" if items else ""


def _alternatives(name: str, text: str, language: str) -> str:
    """A text in the default language and, the same, in its own."""
    if not text:
        return ""
    items = "".join(f'<rdf:li xml:lang="{tag}">{escape(text)}</rdf:li>' for tag in ("x-default", language))
    return f"<{name}><rdf:Alt>{items}</rdf:Alt></{name}>"
