"""One edition of the booklet (a language, a layout) and what its templates may ask of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape

from markupsafe import Markup as Html
from markupsafe import escape

from booklet.findings import Span
from booklet.model.case import Case
from booklet.model.layout import Fit, Labelled, Layout
from booklet.model.locale import begin, capitals, colon, join_names, quote, tag_of
from booklet.model.pages import FIT_MARK
from booklet.model.publication import Funding, Publication
from booklet.typeset.crop import Size
from booklet.typeset.figures.emblem import IconError, draw_emblem, draw_shape, icon
from booklet.typeset.figures.figure import Figure
from booklet.typeset.figures.frame import count_lines
from booklet.typeset.markup_html import MarkupWriter
from booklet.typeset.mistakes import ELEMENT, FILE, Labels, LayoutMistake
from booklet.typeset.palette import TOKENS
from booklet.typeset.pictures import draw_veil, write_address, write_position
from booklet.typeset.references import Target, find_targets, heading_anchor, number_headings, say_target
from booklet.typeset.templates import Templates
from booklet.typeset.whole import hold_numbers, keep_whole
from booklet.workspace import Workspace, WorkspaceError, digest

FUNDING_PATH = "publication/funding"
"""The path of the grant's formulas, which are not translated but given for each language."""

_TAG = re.compile(
    r'<[a-z][a-z0-9]*(?=[^<>]* (?:id|data-says)=)(?=[^<>]* data-says="(?P<says>[^"]*)"|)'
    r'(?=[^<>]* id="(?P<id>[^"]*)"|)[^<>]*>'
)
"""A start tag that names the text it shows."""

_LINK = re.compile(r'<a([^<>]*)( data-says="[^"]*")([^<>]*)>([^<>]*)</a>')
"""A link that names the text it shows: the language is that of the words in it."""

UNKNOWN_PAGE = "00"
"""Stands for a page number while the numbers are not known yet; as wide as a real one."""

BAND_FRAME_MM = Size(96, 118)
"""The largest frame of a case's picture in the bands of the booklet, bleed included."""

SHEET_FRAME_MM = Size(96, 68)
"""The frame of a case's picture in the band of a sheet, bleed included."""


@dataclass
class Edition:
    """A publication in one language and one layout; makes what the sections' templates need.

    Templates are looked for in ``folder``, then in those that ``shared`` names. ``foreign`` are the keys of
    the texts that are printed in the publication's own language, because they are not translated.
    """

    publication: Publication
    layout: Labelled
    language: str
    workspace: Workspace
    figure: Callable[[str], Figure]
    folder: str = "layouts/booklet"
    shared: tuple[str, ...] = ()
    foreign: frozenset[str] = frozenset()
    _icons: dict[str, bytes] = field(default_factory=dict)

    @cached_property
    def language_tag(self) -> str:
        """The BCP 47 tag of the pages."""
        return tag_of(self.language)

    @property
    def source_tag(self) -> str:
        """The BCP 47 tag of what is not translated."""
        return tag_of(self.publication.settings.language)

    @property
    def funding(self) -> Funding:
        """The formulas of the grant, in the publication's own language where the edition's has none."""
        settings = self.publication.settings
        return settings.funding.get(self.language) or settings.funding[settings.language]

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """The layout's words in the language of the edition."""
        return Labels.of(self.layout, f"{self.folder}/layout.yaml", self.language)

    def is_foreign(self, path: str) -> bool:
        """Whether the text at a content path is not in the language of the edition."""
        if path == FUNDING_PATH:
            return self.language not in self.publication.settings.funding
        return path in self.foreign

    @cached_property
    def spoken(self) -> Labels:
        """The labels for pages: those that are not translated carry their language."""
        name = self.folder.rpartition("/")[2]
        words = {
            label: Html('<span lang="{}">{}</span>').format(self.source_tag, text)
            if self.is_foreign(f"layouts/{name}/labels/{label}")
            else text
            for label, text in self.labels.items()
        }
        return Labels(words, f"{self.folder}/layout.yaml", self.language)

    @property
    def fit(self) -> Fit:
        """The copy-fit policy of a booklet's layout."""
        assert isinstance(self.layout, Layout), "only the booklet's layout has parts to fit"
        return self.layout.fit

    @cached_property
    def targets(self) -> Mapping[str, Target]:
        """Everything that ``{ref:ID}`` can point at."""
        return find_targets(self.publication)

    @cached_property
    def templates(self) -> Templates:
        """The template engine: escaping, sandboxed, and strict about names it does not know."""
        return Templates(self.workspace, (self.folder, *self.shared))

    def page(self, numbers: Mapping[str, str]) -> Page:
        """The desk on which one section is composed."""
        self.templates.turns = 0
        return Page(self, numbers)


@dataclass
class Page:
    """What one section's templates call; it notes which figures and page numbers they used.

    Templates see nothing that begins with an underscore, so the edition stays out of their reach.
    """

    _edition: Edition
    numbers: Mapping[str, str]
    figures: dict[str, bytes] = field(default_factory=dict)
    needs: dict[str, None] = field(default_factory=dict)
    _last: str = ""

    @property
    def language_tag(self) -> str:
        """The BCP 47 tag of the page."""
        return self._edition.language_tag

    @property
    def kind(self) -> str:
        """The class of a page in another language than the publication's own: its long words may break."""
        return "translated" if self._edition.language != self._edition.publication.settings.language else ""

    def shrink(self, title: str, room_mm: float, lines: int, *sizes_pt: int) -> Html:
        """CSS for a translated title that would take more lines than there are: the first size at which it
        does not, else the last. The layout's own size is the first; nothing is said of it.
        """
        if not self.kind:
            return Html("")
        fitting = (size for size in sizes_pt if count_lines(title, room_mm, size) <= lines)
        size = next(fitting, sizes_pt[-1])
        if size == sizes_pt[0]:
            return Html("")
        return Html("font-size:{}pt;line-height:{}pt").format(size, round(size * 1.14, 1))

    def serve(self, svg: str | bytes) -> str:
        """Keep a drawing and give its address; equal drawings have one address."""
        data = svg.encode() if isinstance(svg, str) else svg
        name = f"{digest(data)[:16]}.svg"
        self.figures[name] = data
        return f"figure:{name}"

    def background(self, svg: str | bytes) -> Html:
        """A drawing as the value of a CSS ``background-image`` (decorative, hence not tagged)."""
        return Html("url({})").format(self.serve(svg))

    def icon(self, name: str, colour: str) -> Html:
        """An icon in a colour as a CSS background."""
        known, file = self._edition._icons, f"assets/icons/{name}.svg"
        try:
            if name not in known:
                known[name] = self._edition.workspace.read(file)
            return self.background(icon(known[name], colour))
        except WorkspaceError as error:
            raise LayoutMistake(FILE.at(Span(file), error.reason)) from None
        except IconError as error:
            raise LayoutMistake(FILE.at(Span(file), str(error))) from None

    def shape(self, theme_id: str, colour: str | None = None) -> Html:
        """A theme's shape as a CSS background, in the theme's colour unless another is given."""
        theme = self._edition.publication.taxonomy.theme(theme_id)
        return self.background(draw_shape(theme.shape, colour or theme.colour, 4.0))

    def picture(self, case: Case, frame_mm: Size = BAND_FRAME_MM) -> dict[str, Html | str] | None:
        """What a band needs that shows the picture of a case in frames up to this size; nothing when the
        case has none.
        """
        if case.picture is None:
            return None
        theme = self._edition.publication.taxonomy.theme(case.themes[0])
        address = write_address(case.picture, frame_mm)
        return {
            "address": address,
            "background": Html("url({})").format(address),
            "position": write_position(case.picture),
            "veil": self.background(draw_veil(theme.colour)),
        }

    def emblem(self, height_mm: float, *, border: bool = False) -> Html:
        """The emblem of the European Union as inline SVG with a title."""
        return Html(draw_emblem(height_mm, border=border, title=self._edition.labels["flag"]))  # noqa: S704 - our own drawing

    def qr(self, address: str, size_mm: float, title: str) -> Html:
        """The QR code of an address as inline SVG; the page leaves four modules white around it."""
        from booklet.typeset.figures.qr import draw_qr

        return Html(draw_qr(address, size_mm, title))  # noqa: S704 - our own drawing

    def figure(self, name: str) -> Figure:
        """A book-wide figure; its drawing is kept for the fetcher."""
        return self._edition.figure(name)

    def page_of(self, anchor: str) -> str:
        """The printed page number of an anchor, noted as needed."""
        self.needs[anchor] = None
        return self.numbers.get(anchor, UNKNOWN_PAGE)

    def reference(self, name: str) -> Html:
        """The words of ``{ref:ID}``: “section 4.3, page 14”, a link."""
        target = self._edition.targets[name]
        words = say_target(target, self._edition.labels, self._edition.language)
        said = self.say("refer_page", target=words, page=self.page_of(target.anchor))
        # It may stand in a text that is not translated.
        if self._edition.foreign:
            said = Html('<span lang="{}">{}</span>').format(self.language_tag, said)
        return Html('<a class="reference" href="xref:{}">{}</a>').format(target.anchor, said)

    def say(self, label: str, **values: object) -> Html:
        """A label of the layout with its ``{words}`` filled in."""
        return escape(self._edition.spoken[label]).format(**values)

    def say_plainly(self, label: str, **values: object) -> str:
        """The same without marks, for an attribute."""
        return self._edition.labels[label].format(**values)

    def quote(self, text: str) -> str:
        """A title between the quotation marks of the language."""
        return quote(text, self._edition.language)

    def capitals(self, text: str) -> str:
        """A text in the capitals of the language. (``text-transform`` leaves Greek its accents.)"""
        return capitals(text, self._edition.language)

    def begin(self, text: str) -> str:
        """A text with a capital at its beginning."""
        return begin(text, self._edition.language)

    def list_names(self, names: Sequence[str]) -> str:
        """Common nouns in one line."""
        return join_names(names, self._edition.language)

    def writer(self, directive: Callable[[str, str], Html] | None = None) -> MarkupWriter:
        """A writer of Markdown texts for this section."""
        numbers: dict[str, str] = {}
        publication = self._edition.publication
        for chapter in (*publication.chapters, *publication.closing):
            numbers |= {name: mark for name, (mark, _) in number_headings(chapter).items()}
        return MarkupWriter(self.reference, directive or _no_directive, numbers, heading_anchor)

    @property
    def tokens(self) -> dict[str, str]:
        """The visual tokens by name for templates; ``house`` is the colour of front and back matter."""
        house = self._edition.publication.taxonomy.themes[0].colour
        return {**{name: token.hex for name, token in TOKENS.items()}, "house": house}

    def check(self, html: str, anchors: Iterable[str]) -> str:
        """The HTML of the template filled in last, after a look at the ids the booklet is put together by.

        Raises :class:`~booklet.typeset.mistakes.LayoutMistake` when one is missing.
        """
        for anchor in anchors:
            if f'id="{anchor}"' not in html and f"id='{anchor}'" not in html:
                text = f"this template makes no element with the id “{anchor}”"
                raise LayoutMistake(ELEMENT.at(Span(self._edition.templates.files.find(self._last)), text))
        return html

    def render(self, template: str, **context: object) -> str:
        """A template with the names every template knows, and the section's own."""
        edition = self._edition
        made = edition.templates.fill(
            template,
            {
                "page": self,
                "fit_mark": FIT_MARK,
                "labels": edition.spoken,
                "colon": colon(edition.language),
                "publication": edition.publication,
                "settings": edition.publication.settings,
                "taxonomy": edition.publication.taxonomy,
                "language_tag": edition.language_tag,
                "funding": edition.funding,
                "tokens": self.tokens,
                **context,
            },
        )
        self._last = template
        made = re.sub(r"\n\s*\n+", "\n", made)
        if edition.foreign:
            made = _LINK.sub(_mark_within, made)
        return hold_numbers(keep_whole(_TAG.sub(self._mark_language, made), edition.language))

    def _mark_language(self, tag: re.Match[str]) -> str:
        """A tag with the language of its text, when that is not the page's, and without ``data-says``.

        An element says in ``data-says`` whose text it shows, where its ``id`` does not.
        """
        path = unescape(tag["says"] or tag["id"] or "")
        bare = tag[0].replace(f' data-says="{tag["says"]}"', "") if tag["says"] else tag[0]
        if not self._edition.is_foreign(path) or " lang=" in bare:
            return bare
        return f'{bare[:-1]} lang="{self._edition.source_tag}">'


def _no_directive(kind: str, name: str) -> Html:
    """Texts outside chapters have no directives; the loader has refused them."""
    raise ValueError(f"{{{kind}:{name}}} stands in a text that cannot have it")


def _mark_within(link: re.Match[str]) -> str:
    """A link whose words, in an element of their own, say what they show."""
    return f"<a{link[1]}{link[3]}><span{link[2]}>{link[4]}</span></a>"
