"""XLIFF 1.2 (OASIS, 2008) for CAT tools: out with the source in every target, and back.

Version 1.2 and not 2: most tools read it. Targets that are not translated hold the source, since OmegaT
offers nothing where they are empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from booklet.findings import Finding, Span
from booklet.model.segment import Segment
from booklet.translate.catalogue import Catalogue, Entry, State
from booklet.translate.delivery import (
    UNREADABLE,
    Arrived,
    Delivery,
    read_name,
    read_version,
    write_name,
    write_version,
)
from booklet.translate.inline_xml import read_content, read_source, write_content
from booklet.translate.xmltext import XmlError, read_tree, write_element, write_text

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"

OWN_NAMESPACE = "urn:booklet"

_STATES = {
    State.MISSING: "needs-translation",
    State.STALE: "needs-adaptation",
    State.REVIEW: "needs-review-translation",
    State.DONE: "translated",
}


_SETTLED = frozenset({"translated", "final", "signed-off"})
"""The states that tools give to a text when its translator is done with it."""


@dataclass(frozen=True)
class Sheet:
    """What one ``<file>`` of an export holds: the segments of a document and what there is of it."""

    publication: str
    revision: str
    segments: tuple[Segment, ...]
    catalogue: Catalogue
    handout: str = ""


def write_xliff(sheets: Iterable[Sheet], source_language: str) -> bytes:
    """The file for a CAT tool; the same bytes for the same sheets."""
    files = "\n".join(_write_file(sheet, source_language) for sheet in sheets)
    body = write_element(
        "xliff", f"\n{files}\n", version="1.2", xmlns=NAMESPACE, xmlns__booklet=OWN_NAMESPACE
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'.encode()


def _write_file(sheet: Sheet, source_language: str) -> str:
    entries = sheet.catalogue.by_key()
    units = "\n".join(_write_unit(s, entries.get(s.key, Entry(s.key, s.source))) for s in sheet.segments)
    return write_element(
        "file",
        f"\n{write_element('body', f'{chr(10)}{units}{chr(10)}')}\n",
        original=write_name(sheet.publication, sheet.catalogue.document),
        source_language=source_language,
        target_language=sheet.catalogue.language,
        datatype="plaintext",
        product_name="booklet",
        build_num=write_version(sheet.revision, sheet.handout),
    )


def _write_unit(segment: Segment, entry: Entry) -> str:
    source = write_element("source", write_content(segment.source, segment.source))
    shown = entry.text if entry.state is not State.MISSING else segment.source
    target = write_element("target", write_content(shown, segment.source), state=_STATES[entry.state])
    note = write_element("note", write_text(segment.note)) if segment.note else ""
    return write_element(
        "trans-unit",
        source + target + note,
        id=segment.key,
        approved="yes" if entry.is_reviewed else None,
        maxwidth=str(segment.budget) if segment.budget else None,
        size_unit="char" if segment.budget else None,
        xml__space="preserve",
    )


def read_xliff(file: str, data: bytes) -> tuple[list[Delivery], list[Finding]]:
    """What came back, one delivery a document, or nothing and the reason."""
    try:
        root = read_tree(data)
    except XmlError as error:
        return [], [UNREADABLE.at(Span(file, error.line), error.reason)]
    if root.tag != "xliff" or not root.get("version", "").startswith("1."):
        return [], [UNREADABLE.at(Span(file), "this is not an XLIFF file of version 1.2")]
    found = [_read_file(element) for element in root.iter("file")]
    if not found:
        return [], [UNREADABLE.at(Span(file), "the file holds no texts")]
    return found, []


def _read_file(element: Element) -> Delivery:
    publication, document = read_name(element.get("original", ""))
    revision, handout = read_version(element.get("build-num", ""))
    texts: dict[str, Arrived] = {}
    loose: list[str] = []
    for arrived in _read_units(element):
        first = texts.setdefault(arrived.key, arrived)
        if arrived.text != first.text:
            texts[arrived.key] = replace(first, flaws=(*first.flaws, "doubled"), reviewed=False)
            loose.append(arrived.text)
    return Delivery(
        publication=publication,
        document=document,
        language=element.get("target-language", "").replace("_", "-"),
        revision=revision,
        texts=tuple(texts.values()),
        loose=tuple(loose),
        handout=handout,
    )


def _read_units(element: Element) -> Iterator[Arrived]:
    for unit in element.iter("trans-unit"):
        source, target = unit.find("source"), unit.find("target")
        if source is None or target is None or not unit.get("id"):
            continue
        english = read_source(source)
        spoken = read_content(target, english)
        if spoken.text:
            flaws = ("marks-lost",) if spoken.lost else ()
            reviewed = unit.get("approved") == "yes"
            settled = reviewed or target.get("state") in _SETTLED
            yield Arrived(unit.get("id", ""), english, spoken.text, "id", flaws, reviewed, settled)
