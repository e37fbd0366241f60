"""The XML of Word files: names, elements in a line, and parsing that trusts nobody.

Source of all names: ECMA-376, Office Open XML, part 1 (transitional in part 4).
"""

from __future__ import annotations

from typing import Any, TypeAlias

from lxml import etree

Element: TypeAlias = Any
"""An element of lxml, which has no types of its own."""

_ECMA = "http://schemas.openxmlformats.org"
NAMESPACES = {
    "w": f"{_ECMA}/wordprocessingml/2006/main",
    "r": f"{_ECMA}/officeDocument/2006/relationships",
    "wp": f"{_ECMA}/drawingml/2006/wordprocessingDrawing",
    "a": f"{_ECMA}/drawingml/2006/main",
    "pic": f"{_ECMA}/drawingml/2006/picture",
    "rel": f"{_ECMA}/package/2006/relationships",
    "ct": f"{_ECMA}/package/2006/content-types",
    "cp": f"{_ECMA}/package/2006/metadata/core-properties",
    "ep": f"{_ECMA}/officeDocument/2006/extended-properties",
    "op": f"{_ECMA}/officeDocument/2006/custom-properties",
    "vt": f"{_ECMA}/officeDocument/2006/docPropsVTypes",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "mc": f"{_ECMA}/markup-compatibility/2006",
    "xml": "http://www.w3.org/XML/1998/namespace",
}


def q(name: str) -> str:
    """The full name of ``w:p`` and its like. Raises ``KeyError`` for an unknown prefix."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def el(name: str, /, *children: Element | None, text: object = "", **attributes: object) -> Element:
    """An element. Attributes of a ``w:`` element are ``w:`` attributes too; a name with a double
    underscore has the prefix before it (``r__id``). Children and attributes that are ``None`` are left out.
    """
    prefix = name.partition(":")[0]
    made = etree.Element(q(name), nsmap={prefix: NAMESPACES[prefix]})
    for key, value in attributes.items():
        if value is None:
            continue
        made.set(_attribute(key, prefix), str(value))
    if text != "":
        made.text = str(text)
    made.extend([child for child in children if child is not None])
    return made


def _attribute(key: str, prefix: str) -> str:
    if "__" in key:
        return q(key.replace("__", ":", 1))
    return q(f"w:{key}") if prefix == "w" else key


def root(name: str, prefixes: str, *children: Element | None) -> Element:
    """A root element that declares these prefixes (separated by blanks), so that its content need not."""
    made = etree.Element(q(name), nsmap={prefix: NAMESPACES[prefix] for prefix in prefixes.split()})
    made.extend([child for child in children if child is not None])
    return made


def write_xml(element: Element) -> bytes:
    """A part's bytes. Prefixes that only repeat what an ancestor declares are dropped."""
    etree.cleanup_namespaces(element, keep_ns_prefixes=[prefix for prefix in element.nsmap if prefix])
    data: bytes = etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data


def parse_xml(data: bytes) -> Element:
    """A part from outside: no entities, no network, no DTD. Raises :class:`XmlError`."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise XmlError(str(error).partition("\n")[0]) from None


class XmlError(Exception):
    """A part is not well-formed XML; the message says where."""
