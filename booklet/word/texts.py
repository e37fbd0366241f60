"""The texts of a publication as paragraphs: Markdown, references, and what a document for readers needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from booklet.model.locale import colon
from booklet.model.markup import Block, Markup, Run
from booklet.model.publication import Funding, Publication
from booklet.model.references import Target, number_headings, say_target
from booklet.word.content import Content, Inline, Paragraph, bookmark_of
from booklet.word.styles import Look

_NONE: Mapping[str, str] = MappingProxyType({})

LABELS = (
    *(
        "contents",
        "at_a_glance",
        "case",
        "cases",
        "cases_standfirst",
        "overview",
        "key_facts",
        "more",
        "where",
    ),
    *(
        "when",
        "lead",
        "themes",
        "mechanisms",
        "actors",
        "mechanisms_heading",
        "impact",
        "why",
        "summary_mark",
    ),
    *("refer_chapter", "refer_section", "refer_case", "since", "from_year", "until", "years", "ongoing"),
    *(
        "examples",
        "simply",
        "imprint",
        "deliverable",
        "version",
        "licence",
        "publisher",
        "contact",
        "grant",
    ),
    *("call", "topic", "action", "funding", "authors", "citation", "consortium", "coordinator", "ai_note"),
    *("credits_pictures", "picture_ai", "about", "flag"),
    *("describe_flow", "describe_arrow", "describe_arrow_label", "describe_hub"),
)
"""The labels of the booklet's layout that these documents print."""

EMBLEM_MM = (24.0, 16.0)
"""The EU emblem: the rules ask for a height of 10 mm at least and for the ratio 3:2."""


@dataclass(frozen=True)
class Drawn:
    """A figure as a picture: PNG, title, alternative text, and its shape (height by width)."""

    png: bytes
    title: str
    alt: str
    shape: float


@dataclass(frozen=True)
class Edition:
    """What a document for readers is made from.

    ``publication`` and ``labels`` (those of the booklet's layout) are in the language of the document,
    whose code is ``language`` and BCP 47 tag ``tag``. ``emblem`` is the EU emblem as PNG; ``summaries`` are
    the infographics by case, ``figures`` the book-wide figures by name; where one is missing, words stand
    in for it or nothing does. ``numbers`` are the printed numbers of the cases by id,
    ``targets`` what the texts refer to. ``foreign`` are texts that are not translated: their words are in
    the language ``source_tag``.
    """

    publication: Publication
    labels: Mapping[str, str]
    language: str
    tag: str
    look: Look
    emblem: bytes
    summaries: Mapping[str, Drawn] = field(default_factory=dict)
    figures: Mapping[str, Drawn] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)
    targets: Mapping[str, Target] = field(default_factory=dict)
    foreign: tuple[str, ...] = ()
    source_tag: str = "en-GB"

    @property
    def funding(self) -> Funding:
        """The formulas of the grant, in the publication's own language where there are none in this one."""
        settings = self.publication.settings
        return settings.funding.get(self.language) or settings.funding[settings.language]

    @property
    def colon(self) -> str:
        """What stands between a name and its value in the language."""
        return colon(self.language)


Directive = Callable[[str, str], Iterable[Content]]
"""What stands in place of a directive of a chapter, from its kind and name."""


@dataclass
class Scribe:
    """Writes the texts of one document. ``inside`` are the ids that the document itself has, so that a
    reference to them can be a link.
    """

    edition: Edition
    inside: frozenset[str]
    lists: int = 0

    def runs(self, runs: Iterable[Run]) -> tuple[Run, ...]:
        """The runs with references in words: “section 4.3”, a link where the document has it."""
        return tuple(self._reference(run) if run.ref is not None else run for run in runs)

    def _reference(self, run: Run) -> Run:
        target, labels = self.edition.targets.get(run.ref or ""), self.edition.labels
        if target is None:
            return replace(run, ref=None)
        words = say_target(target, labels, self.edition.language)
        href = f"#{bookmark_of(target.anchor)}" if target.anchor in self.inside else None
        return Run(words, run.strong, run.emphasis, href)

    def write(
        self,
        markup: Markup,
        level: int = 2,
        directive: Directive | None = None,
        numbers: Mapping[str, str] = _NONE,
    ) -> Iterator[Content]:
        """The blocks of a text. A heading of level 2 gets the style of ``level``; ``numbers`` are the
        printed numbers of headings by id.
        """
        for block in markup.blocks:
            yield from self._block(block, level, directive, numbers)

    def _block(
        self, block: Block, level: int, directive: Directive | None, numbers: Mapping[str, str]
    ) -> Iterator[Content]:
        if block.kind == "paragraph":
            yield Paragraph("BodyText", self.runs(block.runs))
        elif block.kind == "heading":
            mark = numbers.get(block.name or "", "")
            runs = (Run(f"{mark}\u2002"), *self.runs(block.runs)) if mark else self.runs(block.runs)
            name = bookmark_of(f"headings/{block.name}") if block.name else ""
            yield Paragraph(f"Heading{block.level - 2 + level}", runs, name)
        elif block.kind in ("bullets", "numbers"):
            yield from self._list(block, 0)
        elif block.kind == "callout":
            for item in block.items:
                yield from (Paragraph("CallOut", self.runs(inner.runs)) for inner in item)
        elif directive is not None:
            yield from directive(block.kind, block.name or "")

    def _list(self, block: Block, level: int) -> Iterator[Paragraph]:
        """The items of a list; each numbered list counts from 1."""
        number = None
        if block.kind == "numbers":
            number, self.lists = self.lists, self.lists + 1
        style = "ListBullet" if number is None else "ListNumber"
        for item in block.items:
            for inner in item:
                if inner.kind in ("bullets", "numbers"):
                    yield from self._list(inner, level + 1)
                else:
                    yield Paragraph(style, self.runs(inner.runs), numbered=number, level=level)


def write_ending(edition: Edition, level: int) -> Iterator[Content]:
    """The end of every document: emblem and funding statement, disclaimer, grant and licence."""
    labels, settings = edition.labels, edition.publication.settings
    yield Paragraph.of(f"Heading{level}", labels["funding"], bookmark_of("funding"))
    emblem = Inline(edition.emblem, *EMBLEM_MM, labels["flag"])
    yield Paragraph("FundingStatement", (emblem, Run(f"\u2002{edition.funding.statement}")))
    yield Paragraph.of("Legal", edition.funding.disclaimer)
    words = f"{labels['grant']} {settings.grant.number} · {labels['licence']}{edition.colon}"
    yield Paragraph("Legal", (Run(words), Run(settings.licence, href=settings.licence_url)))


def web_address(url: str) -> str:
    """A web address as people write it."""
    return url.removeprefix("https://").removeprefix("mailto:").removesuffix("/")


def heading_numbers(publication: Publication) -> dict[str, str]:
    """The printed numbers of all headings of chapters, by id."""
    chapters = (*publication.chapters, *publication.closing)
    return {name: mark for chapter in chapters for name, (mark, _) in number_headings(chapter).items()}
