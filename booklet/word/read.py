"""Reading a translation document back: which text came back for which segment, and what else there is.

How to use it (``build`` does, with the segments of ``translate``)::

    opened, report = open_docx(data, name)          # booklet.word.safe: refused files end here
    identity = read_identity(opened)                # booklet.word.identity: None when the file does not say
    reading = read_texts(opened, segments)          # segments of identity.document, as they were handed out

A file that belongs to another publication, document or language is refused by whoever calls, who knows what
is wanted. Segments should be those of the revision that was handed out, if it is known: sources only serve
to tell copies, lost marks and likely places, so those of today do, too.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from urllib.parse import unquote

from booklet.findings import Report, Severity, Span, rule
from booklet.model.inline import join_runs, parse_inline, write_inline
from booklet.model.markup import Run
from booklet.model.segment import Returned, Segment
from booklet.word.align import MAX_CELLS, align
from booklet.word.body import US
from booklet.word.lines import Line, Word, read_lines, read_notes
from booklet.word.match import Found, Matching, Stray, match_lines, read_rows
from booklet.word.places import name_place
from booklet.word.safe import Opened
from booklet.word.xml import q

LOOSE = rule(
    "word/loose-text",
    Severity.WARNING,
    "Every text of a document that comes back belongs to a text that was handed out.",
    "Move the words into the paragraph they belong to and import the file again, or leave them out.",
)
COMMENT = rule(
    "word/comment",
    Severity.INFO,
    "Remarks that people left in a document are answered; they are not imported.",
)


MAX_TOLD = 200
"""So many texts that belong to nothing, or remarks, are told of one file."""

MAX_STRETCHES = 400
"""No text of a booklet has so many stretches of different looks."""


@dataclass(frozen=True)
class Loose:
    """A text that is no segment's. ``after`` is the key of the segment before it (empty at the beginning).

    ``kind`` is ``loose`` (a paragraph that was added), ``copy`` (it repeats the segment ``after``),
    ``rival`` (it is another text for that) or ``note`` (a footnote).
    """

    text: str
    after: str = ""
    kind: str = "loose"


@dataclass(frozen=True)
class Remark:
    """A comment that somebody left, and the key of the segment it hangs on (empty if on none)."""

    key: str
    author: str
    text: str


@dataclass(frozen=True)
class Reading:
    """What a document holds: texts in the order of the segments, keys without one, and everything else."""

    returned: tuple[Returned, ...]
    missing: tuple[str, ...]
    loose: tuple[Loose, ...]
    remarks: tuple[Remark, ...]

    def report(self, name: str) -> Report:
        """Loose texts and remarks as findings; ``name`` is the path of the file."""
        loose = shorten([_tell_loose(one) for one in self.loose])
        remarks = shorten([_tell_remark(one) for one in self.remarks])
        found = [LOOSE.at(Span(name, 0, 0, 0), words) for words in loose]
        found += [COMMENT.at(Span(name, 0, 0, 0), words) for words in remarks]
        return Report.of(found)


def shorten(texts: list[str]) -> list[str]:
    """Texts to be told to people, who do not read thousands: the first ones, and how many more."""
    more = len(texts) - MAX_TOLD
    return [*texts[:MAX_TOLD], f"… and {more:,} more"] if more > 0 else texts


def read_texts(opened: Opened, segments: Iterable[Segment]) -> Reading:
    """The texts that a document holds for these segments. Never raises for what people did to it."""
    listed = {segment.anchor: segment for segment in segments}
    sources = {anchor: _plain(segment) for anchor, segment in listed.items()}
    lines = read_lines(opened)
    rows, used = read_rows(lines, sources)
    rest = [Line() if index in used else line for index, line in enumerate(lines)]
    texts = match_lines(rest, {a: source for a, source in sources.items() if a not in rows.found})
    places = {name_place(segment) for segment in listed.values()}
    texts.strays = [s for s in texts.strays if s.copy_of or lines[s.index].text.strip() not in places]
    aligned = _align(texts, {**texts.found, **rows.found}, lines, sources)
    found = {**texts.found, **rows.found, **aligned}
    remarks = _read_comments(opened)
    ways = dict.fromkeys(rows.found, "id") | dict.fromkeys(aligned, "aligned")
    returned = tuple(
        _return(segment, found[anchor], ways.get(anchor, "anchor"), remarks)
        for anchor, segment in listed.items()
        if anchor in found and found[anchor].text
    )
    strays = sorted((*rows.strays, *texts.strays), key=lambda stray: stray.index)
    loose = list(_find_loose(strays, lines, found, sources, listed))
    loose += (Loose(text, kind="note") for text in read_notes(opened))
    keys = {one.key for one in returned}
    missing = tuple(segment.key for segment in listed.values() if segment.key not in keys)
    return Reading(returned, missing, tuple(loose), tuple(_place_remarks(remarks, lines, found, listed)))


def _plain(segment: Segment) -> str:
    return "".join(run.text for run in parse_inline(segment.source)).strip()


def _align(
    matching: Matching, found: Mapping[str, Found], lines: list[Line], sources: Mapping[str, str]
) -> dict[str, Found]:
    """Pairs of segments without a line and lines without a segment, between the same neighbours.

    The lines that are used are taken off the strays. Where there are too many to compare, as no document
    of people has, they stay where they are.
    """
    made: dict[str, Found] = {}
    strays = [stray.index for stray in matching.strays if not stray.copy_of]
    cells = MAX_CELLS
    gap: list[str] = []
    before = -1
    for anchor in [*sources, ""]:
        if anchor and anchor not in found:
            gap.append(anchor)
            continue
        after = found[anchor].index if anchor else len(lines)
        start, end = bisect_right(strays, before), bisect_left(strays, after)
        needed = len(gap) * (end - start)
        if 0 < needed <= cells:
            cells -= needed
            free = strays[start:end]
            for at, text in align([sources[a] for a in gap], [lines[i].text.strip() for i in free]):
                line = lines[free[text]]
                flaws = ["tracked"] if line.tracked else []
                made[gap[at]] = Found(gap[at], free[text], line.words, flaws, line.comments)
        gap, before = [], after
    used = {one.index for one in made.values()}
    matching.strays = [stray for stray in matching.strays if stray.copy_of or stray.index not in used]
    return made


def _return(segment: Segment, found: Found, how: str, remarks: Mapping[str, Remark]) -> Returned:
    source = parse_inline(segment.source)
    runs = _runs(found, source)
    flaws = list(found.flaws)
    if any(number in remarks for number in found.comments):
        flaws.append("comment")
    if _count_marks(source) - _count_marks(runs):
        flaws.append("marks-lost")
    assert how in ("anchor", "id", "aligned")
    return Returned(segment.key, write_inline(runs), how, tuple(flaws))  # type: ignore[arg-type]


def _runs(found: Found, source: tuple[Run, ...]) -> tuple[Run, ...]:
    """The words as runs, without blanks at the ends.

    Formatting that covers a whole text is the look of its paragraph, where the source has no such mark. A
    text beyond all measure has no marks at all: to write them would take long, and nobody takes it over.
    """
    listed = list(_join_words(found.words))
    if len(listed) > MAX_STRETCHES:
        return (Run(found.text),)
    seen = [word for word in listed if word.run.text.strip()]
    strong = all(w.run.strong and w.direct for w in seen) and not all(run.strong for run in source)
    emphasis = all(w.run.emphasis and w.direct for w in seen) and not all(run.emphasis for run in source)
    links = {_same_address(run.href): run.href for run in source if run.href}
    return _strip(
        join_runs(
            tuple(
                replace(
                    run,
                    strong=run.strong and not strong,
                    emphasis=run.emphasis and not emphasis,
                    href=links.get(_same_address(run.href), run.href) if run.href else None,
                )
                for run in (word.run for word in listed)
            )
        )
    )


def _join_words(words: Iterable[Word]) -> Iterator[Word]:
    """The words with neighbours of one look joined: programs divide them at random."""
    for _, same in groupby(words, key=lambda word: (replace(word.run, text=""), word.direct)):
        group = list(same)
        yield replace(group[0], run=replace(group[0].run, text="".join(word.run.text for word in group)))


def _same_address(href: str) -> str:
    """An address in one form, whatever a program made of it: some add slashes, some write ``%20``."""
    return unquote(href).rstrip("/").casefold()


def _strip(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """The runs without blanks at the beginning and the end of all."""
    made = list(runs)
    while made and not made[0].text.strip():
        made.pop(0)
    while made and not made[-1].text.strip():
        made.pop()
    if made:
        made[0] = replace(made[0], text=made[0].text.lstrip())
        made[-1] = replace(made[-1], text=made[-1].text.rstrip())
    return tuple(made)


def _count_marks(runs: tuple[Run, ...]) -> Counter[str]:
    """How often a text is strong, emphatic, a link to an address, or holds a reference."""
    marks: Counter[str] = Counter()
    last = Run("")
    for run in runs:
        for name in ("strong", "emphasis", "href"):
            value = getattr(run, name)
            if value and value != getattr(last, name):
                marks[f"{name}:{value}"] += 1
        if run.ref is not None:
            marks[f"ref:{run.ref}"] += 1
        last = run
    return marks


def _find_loose(
    strays: Iterable[Stray],
    lines: list[Line],
    found: Mapping[str, Found],
    sources: Mapping[str, str],
    listed: Mapping[str, Segment],
) -> Iterator[Loose]:
    """What the lines that are no segment's say, each with the segment that it repeats or stands behind."""
    known = {anchor: (one.text, sources[anchor]) for anchor, one in found.items()}
    begun = {one.index: one.anchor for one in reversed(tuple(found.values()))}
    starts = sorted(begun)
    for stray in strays:
        text = lines[stray.index].text.strip()
        if stray.copy_of:
            same = text in known.get(stray.copy_of, ("", sources[stray.copy_of]))
            yield Loose(text, listed[stray.copy_of].key, "copy" if same else "rival")
            continue
        before = bisect_left(starts, stray.index)
        yield Loose(text, listed[begun[starts[before - 1]]].key if before else "")


def _tell_loose(loose: Loose) -> str:
    words = loose.text if len(loose.text) <= 80 else f"{loose.text[:79]}…"
    if loose.kind == "note":
        return f"a footnote is not imported: “{words}”"
    if loose.kind == "copy":
        return f"this repeats {loose.after} and is not imported: “{words}”"
    if loose.kind == "rival":
        return f"this is another text for {loose.after} and is not imported: “{words}”"
    where = f"after {loose.after}" if loose.after else "at the beginning"
    return f"a text {where} belongs to nothing: “{words}”"


def _tell_remark(remark: Remark) -> str:
    where = f" at {remark.key}" if remark.key else ""
    return f"{remark.author or 'somebody'}{where}: “{remark.text}”"


def _read_comments(opened: Opened) -> dict[str, Remark]:
    """The comments that people left, by their numbers; our own are not among them."""
    tree = opened.part("word/comments.xml")
    found: dict[str, Remark] = {}
    for comment in () if tree is None else tree.iter(q("w:comment")):
        author = comment.get(q("w:author"), "")
        lines = ("".join(t.text or "" for t in p.iter(q("w:t"))) for p in comment.iter(q("w:p")))
        text = " ".join(line for line in lines if line.strip())
        if author != US and text:
            found[comment.get(q("w:id"), "")] = Remark("", author, text)
    return found


def _place_remarks(
    remarks: Mapping[str, Remark],
    lines: list[Line],
    found: Mapping[str, Found],
    listed: Mapping[str, Segment],
) -> Iterable[Remark]:
    """The comments in the order of the text, each with the segment it hangs on."""
    at = {number: listed[one.anchor].key for one in found.values() for number in one.comments}
    order = dict.fromkeys([*(number for line in lines for number in line.comments), *remarks])
    return (replace(remarks[number], key=at.get(number, "")) for number in order if number in remarks)
