"""The document a translator works in: one paragraph a segment, each with a name that survives the work.

A paragraph is anchored twice. A bookmark ``s_…`` (the segment's anchor) goes round its words, and a hidden
paragraph style ``seg s_…`` of its own looks like the style it is based on. Whoever types over a paragraph
may delete the bookmark, but not the style; whoever restyles it keeps the bookmark. The style leads on to
the one it is based on, so that a paragraph added with Enter has no name.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from booklet.model.inline import parse_inline, read_text
from booklet.model.markup import Run
from booklet.model.segment import Segment
from booklet.word.content import Content, Info, Paragraph, Table
from booklet.word.document import write_document
from booklet.word.identity import PROPERTY, Identity
from booklet.word.match import ENGLISH_HEAD, TRANSLATION_HEAD
from booklet.word.places import name_place
from booklet.word.styles import LANDSCAPE_WIDTH_MM, Look, SegmentStyle, StyleSheet

GUIDE = (
    "Please type your translation over the English text, paragraph by paragraph. Keep what is bold or a "
    "link, and leave words in {braces} as they are. The small grey headings only show where you are: leave "
    "them, too. Remarks like this one say where a text is printed and how long it may be."
)
"""What a translator is told, in a remark on the first paragraph."""

TABLE_GUIDE = (
    "Please write your translation into the third column. Keep what is bold or a link, leave words in "
    "{braces} as they are, and do not change the first column."
)

_PLACEHOLDER = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True)
class Handout:
    """What a translation document is made from.

    ``tag`` is the BCP 47 tag of the language to translate into (spelling is checked by it) and
    ``source_tag`` that of the source. A segment that has a text in ``translations`` (key → inline Markdown)
    comes with it, and with its English in a remark; the others come in English. ``former`` is the English
    that a translation was made from (key → inline Markdown) where that has changed: a remark says so.
    """

    identity: Identity
    title: str
    segments: tuple[Segment, ...]
    tag: str
    date: datetime.date
    look: Look
    source_tag: str = "en-GB"
    authors: tuple[str, ...] = ()
    publisher: str = ""
    translations: Mapping[str, str] = field(default_factory=dict)
    former: Mapping[str, str] = field(default_factory=dict)


def write_handout(handout: Handout) -> bytes:
    """The document to translate in, as .docx; the same bytes for the same handout.

    It is read back by :func:`booklet.word.read.read_texts`.
    """
    styles = tuple(
        SegmentStyle(segment_style(segment.anchor), style_of(segment)) for segment in handout.segments
    )
    sheet = StyleSheet(handout.look, handout.tag, styles, handout.source_tag)
    return write_document(_info(handout), tuple(_paragraphs(handout)), sheet)


def write_table(handout: Handout) -> bytes:
    """The same texts as a table of name, English and translation, for people without a CAT tool."""
    sheet = StyleSheet(handout.look, handout.tag, (), handout.source_tag)
    title = Paragraph("Context", (Run(handout.title),), comment=TABLE_GUIDE)
    contents: tuple[Content, ...] = (title, _table(handout))
    return write_document(_info(handout), contents, sheet, landscape=True)


def segment_style(anchor: str) -> str:
    """The name of a segment's own style."""
    return f"seg {anchor}"


def style_of(segment: Segment) -> str:
    """The style that a segment looks like: that of its place in the booklet, as far as one can tell."""
    last = segment.key.rpartition("/")[2]
    if segment.kind == "title":
        return (
            "Subtitle"
            if last == "subtitle"
            else "Title"
            if segment.key.startswith("cases/")
            else "Heading1"
        )
    if segment.kind == "heading":
        return "Heading3" if "/blocks/" in segment.key else "Heading2"
    if segment.kind == "item":
        return "ListBullet"
    by_name = {
        "summary": "Standfirst",
        "standfirst": "Standfirst",
        "pull_quote": "Quote",
        "impact": "Impact",
    }
    return by_name.get(last, "BodyText")


def show_segment(segment: Segment, text: str) -> tuple[Run, ...]:
    """A segment's text as runs, its references and braces marked as words to be left alone."""
    return tuple(part for run in parse_inline(text) for part in _part(run))


def _part(run: Run) -> Iterator[Run]:
    if run.ref is not None:
        yield run
        return
    at = 0
    for found in _PLACEHOLDER.finditer(run.text):
        if found.start() > at:
            yield replace(run, text=run.text[at : found.start()])
        yield replace(run, text=found[0], ref=found[0])
        at = found.end()
    if at < len(run.text):
        yield replace(run, text=run.text[at:])


def _info(handout: Handout) -> Info:
    identity = str(handout.identity)
    return Info(
        title=handout.title,
        authors=handout.authors,
        subject="",
        keywords=(),
        language=handout.tag,
        date=handout.date,
        publisher=handout.publisher,
        identifier=identity,
        properties=((PROPERTY, identity),),
    )


def _paragraphs(handout: Handout) -> Iterator[Content]:
    place = ""
    for index, segment in enumerate(handout.segments):
        here = name_place(segment)
        if here != place:
            place = here
            yield Paragraph.of("Context", here)
        text = handout.translations.get(segment.key, "")
        remark = _remark(segment, handout.former.get(segment.key, ""), translated=bool(text))
        yield Paragraph(
            segment_style(segment.anchor).replace(" ", ""),
            show_segment(segment, text or segment.source),
            bookmark=segment.anchor,
            comment="\n".join(filter(None, (GUIDE if index == 0 else "", remark))),
        )


def _remark(segment: Segment, former: str, *, translated: bool) -> str:
    """Where a text is printed and how long it may be; and its English, if a translation stands there."""
    where = segment.note.partition(" · ")[2] or segment.note or f"at most {segment.budget} characters"
    lines = [where] if segment.budget is not None else []
    if translated:
        lines.append(f"English: {read_text(segment.source)}")
    if translated and former:
        lines.append(_tell_former(former))
    return "\n".join(lines)


def _tell_former(former: str) -> str:
    return f"The English has changed since this was translated. It was: {read_text(former)}"


_COLUMNS_MM = (38.0, (LANDSCAPE_WIDTH_MM - 38.0) / 2, (LANDSCAPE_WIDTH_MM - 38.0) / 2)


def _table(handout: Handout) -> Table:
    heads = ("Text", ENGLISH_HEAD, f"{TRANSLATION_HEAD}{handout.identity.language})")
    rows: list[tuple[tuple[Paragraph, ...], ...]] = [
        tuple((Paragraph.of("TableHeading", head),) for head in heads)
    ]
    for segment in handout.segments:
        where = segment.note.partition(" · ")[2] or segment.note
        name = (Paragraph.of("TableName", segment.anchor), Paragraph.of("TableName", where))
        english = Paragraph("TableSource", show_segment(segment, segment.source))
        text = handout.translations.get(segment.key, "")
        former = handout.former.get(segment.key, "")
        translation = Paragraph(
            "TableText",
            show_segment(segment, text) if text else (),
            comment=_tell_former(former) if text and former else "",
        )
        rows.append((name, (english,), (translation,)))
    return Table(_COLUMNS_MM, tuple(rows), handout.title)
