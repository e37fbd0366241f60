"""Small things for tests of the room word: segments, a handout, an edition, and editing as people do it."""

from __future__ import annotations

import copy
import datetime
import io
import zipfile
from collections.abc import Callable, Iterable
from typing import Any

from lxml import etree

from booklet.model.segment import Segment
from booklet.word.handout import Handout, write_handout, write_table
from booklet.word.identity import Identity
from booklet.word.read import Reading, read_texts
from booklet.word.safe import open_docx
from booklet.word.styles import Look
from booklet.word.xml import el, q

LOOK = Look("#4E0C18", "#EDE7E8", "#1B2230", "#4A5568", "#C9CED6", "#F5F3EE", "#003399", ("#1E235D",))
IDENTITY = Identity("small-booklet", "night-walk", "a1b2c3d4", "fi")

SEGMENTS = (
    Segment("cases/night-walk/title", "night-walk", "title", "Night walk", 60, "Case Night walk · title"),
    Segment("cases/night-walk/lead", "night-walk", "label", "City of Espoo", 90, "Case Night walk · lead"),
    Segment(
        "cases/night-walk/overview/1",
        "night-walk",
        "paragraph",
        "Since 2016 **volunteers** walk home with people, see [the site](https://example.org/walk).",
        400,
        "Case Night walk · overview, paragraph 1 · about 90 of 400 characters for the whole text",
    ),
    Segment("cases/night-walk/overview/2", "night-walk", "paragraph", "They go in *pairs*, at {ref:aim}."),
    Segment("cases/night-walk/overview/3", "night-walk", "item", "a lamp for each pair"),
    Segment("cases/night-walk/overview/4", "night-walk", "item", "a phone for each pair"),
    Segment("cases/night-walk/mechanisms/pairs/title", "night-walk", "heading", "Walking in pairs", 80),
    Segment(
        "cases/night-walk/mechanisms/pairs/impact",
        "night-walk",
        "paragraph",
        "In 2018 there were 1,250 walks and 3 incidents.",
        130,
    ),
    Segment("cases/night-walk/why/1", "night-walk", "paragraph", "Nobody has to walk alone."),
    Segment("cases/night-walk/infographic/title", "night-walk", "heading", "Two are company", 70),
)
KEYS = {segment.key.rpartition("night-walk/")[2]: segment for segment in SEGMENTS}
"""The segments by the last part of their keys: ``overview/1``."""


def handout(segments: Iterable[Segment] = SEGMENTS, **changes: Any) -> Handout:
    return Handout(
        **{
            "identity": IDENTITY,
            "title": "Night walk",
            "segments": tuple(segments),
            "tag": "fi-FI",
            "date": datetime.date(2026, 1, 15),
            "look": LOOK,
            **changes,
        }
    )


def read(data: bytes, segments: Iterable[Segment] = SEGMENTS) -> Reading:
    opened, report = open_docx(data, "back.docx")
    assert opened is not None, [finding.message for finding in report]
    return read_texts(opened, segments)


class Desk:
    """A translator’s desk: the handout, opened. Each method does to it what people do in Word."""

    def __init__(self, data: bytes | None = None) -> None:
        with zipfile.ZipFile(io.BytesIO(data or write_handout(handout()))) as archive:
            self.parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
        self.tree = etree.fromstring(self.parts["word/document.xml"])
        self.body = self.tree.find(q("w:body"))

    def save(self) -> bytes:
        self.parts["word/document.xml"] = etree.tostring(self.tree, encoding="UTF-8")
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in self.parts.items():
                archive.writestr(name, data)
        return stream.getvalue()

    def read(self) -> Reading:
        return read(self.save())

    def find(self, name: str) -> Any:
        """The paragraph of a segment, by the end of its key."""
        anchor = KEYS[name].anchor
        return next(
            e.getparent() for e in self.tree.iter(q("w:bookmarkStart")) if e.get(q("w:name")) == anchor
        )

    def type_over(self, name: str, text: str, *, bookmark: bool = True) -> Any:
        """Select all of a paragraph and type; ``bookmark`` says whether it survives."""
        paragraph = self.find(name)
        marks = [c for c in paragraph if c.tag in (q("w:bookmarkStart"), q("w:bookmarkEnd"))]
        for child in list(paragraph)[1:]:
            paragraph.remove(child)
        inner = [run(text)]
        if bookmark:
            inner = [marks[0], run(text), marks[1]]
        paragraph.extend(inner)
        return paragraph

    def split(self, name: str, at: int) -> None:
        """Press Enter in a paragraph’s text; the bookmark then goes over both halves."""
        first = self.find(name)
        words = first.find(f".//{q('w:t')}")
        text = words.text
        second = el("w:p", copy.deepcopy(first.find(q("w:pPr"))), run(text[at:]))
        end = first.find(q("w:bookmarkEnd"))
        words.text = text[:at]
        second.append(end)
        first.addnext(second)

    def merge(self, first: str, second: str, blank: str = " ") -> None:
        """Delete the end of a paragraph, so that the next one runs on."""
        one, other = self.find(first), self.find(second)
        one.append(run(blank))
        for child in list(other)[1:]:
            one.append(child)
        other.getparent().remove(other)

    def add_after(self, name: str, text: str) -> None:
        """Press Enter behind a paragraph and type: the new one has the real style and no name."""
        self.find(name).addnext(el("w:p", el("w:pPr", el("w:pStyle", val="BodyText")), run(text)))

    def delete(self, name: str) -> None:
        paragraph = self.find(name)
        paragraph.getparent().remove(paragraph)

    def move_after(self, name: str, other: str) -> None:
        self.find(other).addnext(self.find(name))

    def copy_after(self, name: str, other: str) -> None:
        """Copy and paste: the copy has the style, but not the bookmark."""
        made = copy.deepcopy(self.find(name))
        for child in list(made):
            if child.tag in (q("w:bookmarkStart"), q("w:bookmarkEnd")):
                made.remove(child)
        self.find(other).addnext(made)

    def forget(self, *, bookmarks: bool = True, styles: bool = True) -> None:
        """Lose the names, as programs do that are not made for this."""
        for element in list(self.tree.iter(q("w:bookmarkStart"), q("w:bookmarkEnd"))):
            if bookmarks:
                element.getparent().remove(element)
        for element in list(self.tree.iter(q("w:pStyle"))):
            if styles:
                element.getparent().remove(element)


def run(text: str, **properties: object) -> Any:
    """A run; properties are direct formatting (``b=1``)."""
    made = el("w:t", text=text, xml__space="preserve")
    look = [el(f"w:{name}", val=value) for name, value in properties.items()]
    return el("w:r", el("w:rPr", *look) if look else None, made)


def packed(change: Callable[[dict[str, bytes]], None], data: bytes | None = None) -> bytes:
    """A good file with its parts changed."""
    desk = Desk(data)
    change(desk.parts)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in desk.parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


__all__ = [
    "IDENTITY",
    "KEYS",
    "LOOK",
    "SEGMENTS",
    "Desk",
    "handout",
    "packed",
    "read",
    "run",
    "write_table",
]
