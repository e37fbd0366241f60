"""A whole Word document: content and styles in, the bytes of a .docx out, always the same ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from booklet.word import style_parts, style_xml
from booklet.word.body import PART, Body, moment, write_footer
from booklet.word.content import Content, Info, Paragraph, Table
from booklet.word.package import Package
from booklet.word.styles import StyleSheet
from booklet.word.xml import el, root, write_xml

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OFFICE = "application/vnd.openxmlformats-officedocument"


def write_document(
    info: Info,
    contents: Sequence[Content],
    sheet: StyleSheet,
    *,
    comparing: bool = False,
    landscape: bool = False,
) -> bytes:
    """The file. ``comparing`` opens it with tracked changes shown; ``landscape`` turns the pages."""
    package = Package()
    main = package.relations_of(PART)
    package.relations_of("").add("officeDocument", PART)
    body = Body(package, info)
    footer = main.add("footer", "footer1.xml")
    # Content first: what it holds decides which parts there are.
    written = body.write(contents, footer, landscape=landscape)
    package.add(PART, written, f"{_MAIN}.document.main+xml")
    parts = {
        "styles": style_xml.write_styles(sheet),
        "numbering": style_parts.write_numbering(_count_lists(contents)),
        "fontTable": style_parts.write_fonts(),
        "settings": style_parts.write_settings(sheet, comparing=comparing),
    }
    if body.comments:
        parts["comments"] = body.write_comments()
    for name, data in parts.items():
        package.add(f"word/{name}.xml", data, f"{_MAIN}.{name}+xml")
        main.add(name, f"{name}.xml")
    package.add("word/footer1.xml", write_footer(info.footer), f"{_MAIN}.footer+xml")
    package.add("word/theme/theme1.xml", style_parts.write_theme(sheet.look), f"{_OFFICE}.theme+xml")
    main.add("theme", "theme/theme1.xml")
    _add_properties(package, info)
    return package.write()


def _count_lists(contents: Iterable[Content]) -> int:
    numbers = {
        paragraph.numbered
        for content in contents
        for paragraph in _paragraphs(content)
        if paragraph.numbered is not None
    }
    return max(numbers, default=-1) + 1


def _paragraphs(content: Content) -> Iterable[Paragraph]:
    if isinstance(content, Paragraph):
        yield content
    elif isinstance(content, Table):
        yield from (paragraph for row in content.rows for cell in row for paragraph in cell)


def _add_properties(package: Package, info: Info) -> None:
    relations = package.relations_of("")
    package.add(
        "docProps/core.xml", _core(info), "application/vnd.openxmlformats-package.core-properties+xml"
    )
    relations.add("core-properties", "docProps/core.xml")
    package.add("docProps/app.xml", _application(info), f"{_OFFICE}.extended-properties+xml")
    relations.add("extended-properties", "docProps/app.xml")
    if info.properties:
        package.add("docProps/custom.xml", _custom(info), f"{_OFFICE}.custom-properties+xml")
        relations.add("custom-properties", "docProps/custom.xml")


def _core(info: Info) -> bytes:
    when = moment(info.date)
    made = root(
        "cp:coreProperties",
        "cp dc dcterms xsi",
        el("dc:title", text=info.title),
        el("dc:subject", text=info.subject),
        el("dc:creator", text="; ".join(info.authors)),
        el("cp:keywords", text=", ".join(info.keywords)),
        el("dc:language", text=info.language),
        el("dc:identifier", text=info.identifier) if info.identifier else None,
        el("dcterms:created", text=when, xsi__type="dcterms:W3CDTF"),
        el("dcterms:modified", text=when, xsi__type="dcterms:W3CDTF"),
    )
    return write_xml(made)


def _application(info: Info) -> bytes:
    made = root("ep:Properties", "ep", el("ep:Application", text="booklet"))
    if info.publisher:
        made.append(el("ep:Company", text=info.publisher))
    return write_xml(made)


def _custom(info: Info) -> bytes:
    """Custom properties: what Word and LibreOffice keep even where they drop the identifier."""
    made = root("op:Properties", "op vt")
    for number, (name, value) in enumerate(info.properties, start=2):
        entry = el("op:property", el("vt:lpwstr", text=value), name=name, pid=number)
        entry.set("fmtid", "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}")
        made.append(entry)
    return write_xml(made)
