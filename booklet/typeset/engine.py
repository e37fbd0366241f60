"""HTML to tagged PDF pages with WeasyPrint, which only this module and those that measure its boxes know.

Importing this module loads the engine (half a second), so it happens in workers or where a section really
has to be typeset. The engine sees only the fonts of the project: :func:`font_environment` has to be in
force *before* the import, because fontconfig reads its settings once.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import weasyprint
from weasyprint.text.fonts import FontConfiguration, get_hb_object_data
from weasyprint.urls import URLFetcher, URLFetcherResponse

from booklet.findings import Severity, Span, rule
from booklet.model.pages import FIT_MARK, USUAL_ICC, Composition, Fault, PageFacts, Pages, Part, Trial
from booklet.typeset import boxes, fit, fonts, hyphenation, lines, pictures
from booklet.typeset.crop import Size
from booklet.typeset.mistakes import ELEMENT, FILE, IMPORT, LayoutMistake
from booklet.workspace import Workspace, WorkspaceError, digest

lines.install()

ENGINE_VERSION = f"weasyprint {weasyprint.__version__}"

RENDER_OPTIONS: dict[str, Any] = {"pdf_tags": True, "pdf_version": "1.7"}
"""How a section is written: tagged; the finish (PDF/A, PDF/UA, PDF/X) belongs to the press."""

ENGINE_WARNING = rule(
    "typeset/engine",
    Severity.WARNING,
    "The typesetting engine warned about something it ignored.",
    "Mend the layout or the style sheet that is named.",
)
FILE_MISSING = rule(
    "typeset/missing-file",
    Severity.ERROR,
    "A layout asks for a file that cannot be served.",
    "Put the file where the layout looks for it; only files of the project are served.",
)

FIT_RULES = frozenset(
    rule.id for rule in (boxes.OVERSET, boxes.STRANDED, boxes.THIN_PAGE, boxes.EMPTY_PAGE, fit.ZONE_OVERSET)
)
"""Faults that another fit choice may mend."""

_POSITION = re.compile(r" at (\d+):(\d+)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_IMPORT = re.compile(r"@import\b[^;\n]*;?", re.IGNORECASE)

_MEDIA_TYPES = {
    "css": "text/css",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
}


class ProjectFetcher(URLFetcher):  # type: ignore[misc]
    """Serves ``project:PATH``, ``figure:NAME`` and ``picture:…`` only: no network, no path outside.

    Whatever cannot be served is remembered as a fault, since the engine only logs it and goes on.
    """

    def __init__(self, workspace: Workspace, figures: dict[str, bytes]) -> None:
        super().__init__(allowed_protocols={"project", "figure", "picture", "data"})
        self.workspace = workspace
        self.figures = figures
        self.faults: list[Fault] = []

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The bytes behind an address. Raises ``ValueError`` for anything that is not the project's."""
        scheme, _, path = url.partition(":")
        if scheme == "data":
            return super().fetch(url, headers)
        media_type = _MEDIA_TYPES.get(path.rsplit(".", 1)[-1].lower(), "application/octet-stream")
        try:
            if scheme == pictures.SCHEME:
                frame, file = pictures.read_address(path)
                body, media_type = self._picture(self.workspace.read(file), frame)
            else:
                body = self._body(scheme, path.lstrip("/"))
        except pictures.PictureError as error:
            self.faults.append(Fault(pictures.UNREADABLE.id, f"{file}: {error}"))
            raise ValueError(f"{url} cannot be served") from None
        except (KeyError, WorkspaceError) as error:
            reason = error.reason if isinstance(error, WorkspaceError) else "there is no such figure"
            self.faults.append(Fault(FILE_MISSING.id, f"{url}: {reason}"))
            raise ValueError(f"{url} cannot be served") from None
        return URLFetcherResponse(url, body, {"Content-Type": media_type})

    def _picture(self, data: bytes, frame_mm: Size) -> tuple[bytes, str]:
        """A picture for the page; one in CMYK that does not say more is meant for our usual paper."""
        bare = pictures.is_bare_cmyk(data) and self.workspace.exists(USUAL_ICC)
        inks = self.workspace.read(USUAL_ICC) if bare else None
        return pictures.prepare_picture(data, frame_mm, inks)

    def _body(self, scheme: str, path: str) -> bytes:
        if scheme == "figure":
            return self.figures[path]
        if scheme == "project":
            return self.workspace.read(path)
        raise WorkspaceError(path, f"addresses of the kind “{scheme}:” are not served")


class _Complaints(logging.Handler):
    """Collects what the engine logs at warning level or above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def _listen() -> Iterator[_Complaints]:
    logger = logging.getLogger("weasyprint")
    listener = _Complaints()
    before = logger.propagate
    logger.addHandler(listener)
    logger.propagate = False
    try:
        yield listener
    finally:
        logger.removeHandler(listener)
        logger.propagate = before


@dataclass(frozen=True)
class _Sheet:
    """A parsed style sheet, what parsing it read, and what is wrong with it."""

    parsed: weasyprint.CSS
    reads: dict[str, str]
    faults: tuple[Fault, ...]


class Typesetter:
    """Typesets sections of one project; parsed style sheets and fonts are kept between sections."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.font_config = FontConfiguration()
        self.coverage = fonts.Coverage(workspace)
        self._stylesheets: dict[tuple[str, str], _Sheet] = {}

    def typeset(self, composition: Composition) -> Pages:
        """Pages of a section, each part set by the first of its choices that fits.

        Only the parts that do not fit move on to their next choice; when a part has none left, the pages
        keep their faults.
        """
        hyphenation.register_patterns(self.workspace, composition.language)
        taken = [part.start for part in composition.parts]
        trials: list[Trial] = []
        while True:
            names = tuple(p.choices[i].name for p, i in zip(composition.parts, taken, strict=True))
            layout = self._lay_out(composition, composition.html.replace(FIT_MARK, " ".join(names)))
            misfits = layout.find_misfits(composition.parts, taken)
            movable = [i for i in misfits if taken[i] + 1 < len(composition.parts[i].choices)]
            trials.append(Trial(names, layout.zones, layout.say_misfits()))
            if not movable:
                self._share_air(layout)
                return self._write(layout, names, misfits, composition, tuple(trials))
            for i in movable:
                taken[i] += 1

    def _share_air(self, layout: _Layout) -> None:
        """Share out the space left over in the zones of a layout that fits."""
        air = fit.share_air(layout.free)
        if not air or layout.say_misfits():
            return
        pages = layout.document.pages
        for page in pages:
            fit.spread(page._page_box, air)
        # A page notes the places of links and anchors when it is made, so it is made again.
        layout.document.pages = [type(page)(page._page_box) for page in pages]
        seen = (boxes.inspect(page._page_box, i + 1) for i, page in enumerate(pages))
        # How full the zones are stays what it was: that is about the texts.
        layout.facts = tuple(
            replace(boxes.page_facts(new), zones=old.zones)
            for new, old in zip(seen, layout.facts, strict=True)
        )

    def typeset_furniture(self, composition: Composition) -> Pages:
        """Pages of furniture: untagged, and without the checks of running text (most are nearly empty)."""
        fetcher = ProjectFetcher(self.workspace, dict(composition.figures))
        options = {**RENDER_OPTIONS, "pdf_tags": False}
        sheets, faults = self._stylesheets_of(composition)
        with _listen() as complaints:
            source = weasyprint.HTML(string=composition.html, base_url="project:/", url_fetcher=fetcher)
            document = source.render(stylesheets=sheets, font_config=self.font_config, cache={}, **options)
            pdf = document.write_pdf(**options)
        seen = [boxes.inspect(page._page_box, i + 1) for i, page in enumerate(document.pages)]
        messages = [m for m in complaints.messages if not _is_told_elsewhere(m)]
        faults += [*fetcher.faults, *_complaint_faults(messages), *self.coverage.find_faults(seen)]
        faults += self.coverage.find_foreign(_used_fonts(document))
        return Pages(pdf, tuple(boxes.page_facts(page) for page in seen), tuple(faults))

    def _write(
        self,
        layout: _Layout,
        names: tuple[str, ...],
        misfits: list[int],
        composition: Composition,
        trials: tuple[Trial, ...],
    ) -> Pages:
        for page in layout.document.pages:
            boxes.mark_languages(page)
        with _listen() as complaints:
            pdf = layout.document.write_pdf(**RENDER_OPTIONS)
        messages = [m for m in complaints.messages if not _is_told_elsewhere(m)]
        faults = [*layout.faults, *_complaint_faults(messages)]
        faults += self.coverage.find_foreign(_used_fonts(layout.document))
        for i in misfits:
            part = composition.parts[i]
            allowed, used = part.choices[-1].pages, layout.pages_of(composition.parts)[i]
            if allowed is not None and len(used) > allowed:
                text = f"this part takes {len(used)} pages where its layout allows {allowed}"
                faults.append(Fault(boxes.OVERSET.id, text, used[-1], part.anchor))
        return Pages(pdf, layout.facts, tuple(faults), names, trials)

    def _lay_out(self, composition: Composition, html: str) -> _Layout:
        fetcher = ProjectFetcher(self.workspace, dict(composition.figures))
        sheets, faults = self._stylesheets_of(composition)
        with _listen() as complaints:
            source = weasyprint.HTML(string=html, base_url="project:/", url_fetcher=fetcher)
            document = source.render(
                stylesheets=sheets, font_config=self.font_config, cache={}, **RENDER_OPTIONS
            )
        messages = [m for m in complaints.messages if not _is_told_elsewhere(m)]
        seen = [boxes.inspect(page._page_box, i + 1) for i, page in enumerate(document.pages)]
        faults += [*fetcher.faults, *_complaint_faults(messages)]
        faults += boxes.find_faults(seen, sparse=composition.sparse)
        faults += self.coverage.find_faults(seen)
        zones = tuple(zone for page in seen for zone in page.zones)
        return _Layout(document, tuple(boxes.page_facts(page) for page in seen), tuple(faults), zones)

    def _stylesheets_of(self, composition: Composition) -> tuple[list[weasyprint.CSS], list[Fault]]:
        """The style sheets of a section and what is wrong with them."""
        sheets = [self._stylesheet(path) for path in composition.stylesheets]
        return [sheet.parsed for sheet in sheets], [fault for sheet in sheets for fault in sheet.faults]

    def _stylesheet(self, path: str) -> _Sheet:
        """A parsed style sheet, kept while its bytes stay the same.

        What parsing it reads (fonts) and complains of is told again each time it is used, so that every
        section's reads and faults are complete, whichever process sets it.
        """
        data = self.workspace.read(path)
        key = (path, digest(data))
        if key not in self._stylesheets:
            before, self.workspace.reads = self.workspace.reads, {}
            try:
                self._stylesheets[key] = self._parse(path, data)
            finally:
                self.workspace.reads = before
        sheet = self._stylesheets[key]
        self.workspace.reads.update(sheet.reads)
        return sheet

    def _parse(self, path: str, data: bytes) -> _Sheet:
        try:
            text = data.decode()
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise LayoutMistake(FILE.at(Span(path, line), "this style sheet is not UTF-8")) from None
        fetcher = ProjectFetcher(self.workspace, {})
        text, faults = _refuse_imports(path, text)
        with _listen() as complaints:
            parsed = weasyprint.CSS(
                string=text,
                base_url=f"project:/{path}",
                url_fetcher=fetcher,
                font_config=self.font_config,
            )
        faults += [replace(fault, span=Span(path)) for fault in fetcher.faults]
        messages = (m for m in complaints.messages if not _is_told_elsewhere(m))
        faults += (_place_complaint(path, message) for message in dict.fromkeys(messages))
        return _Sheet(parsed, self.workspace.reads, tuple(faults))


class _Layout:
    """A laid-out variant, not yet written."""

    def __init__(
        self,
        document: weasyprint.Document,
        facts: tuple[PageFacts, ...],
        faults: tuple[Fault, ...],
        free: tuple[fit.Zone, ...] = (),
    ) -> None:
        self.document = document
        self.facts = facts
        self.faults = faults
        self.free = free

    @property
    def zones(self) -> dict[str, float]:
        """How full every zone is, on all pages."""
        return {name: share for page in self.facts for name, share in page.zones.items()}

    def say_misfits(self) -> tuple[str, ...]:
        """What does not fit, in words."""
        return tuple(fault.message for fault in self.faults if fault.rule in FIT_RULES)

    def pages_of(self, parts: tuple[Part, ...]) -> list[range]:
        """The 1-based pages of each part: from the page of its anchor to the next part's."""
        first = [self._page_of(part.anchor) for part in parts]
        ends = [*first[1:], len(self.facts) + 1][: len(first)]
        return [range(start, end) for start, end in zip(first, ends, strict=True)]

    def _page_of(self, anchor: str) -> int:
        for index, page in enumerate(self.facts):
            if anchor in page.anchors:
                return index + 1
        text = f"no page shows the element with the id “{anchor}”: a style sheet hides it, or it was lost"
        raise LayoutMistake(ELEMENT.at(None, text))

    def find_misfits(self, parts: tuple[Part, ...], taken: list[int]) -> list[int]:
        """0-based numbers of the parts that take too many pages or have a fault on one of their pages."""
        faulty = {fault.page for fault in self.faults if fault.page and fault.rule in FIT_RULES}
        misfits = []
        for i, used in enumerate(self.pages_of(parts)):
            allowed = parts[i].choices[taken[i]].pages
            if (allowed is not None and len(used) > allowed) or faulty.intersection(used):
                misfits.append(i)
        return misfits


def _is_told_elsewhere(message: str) -> bool:
    """Whether the engine's words are about something that is reported with its place.

    The fetcher tells of files that cannot be served, the coverage check of characters without a glyph.
    """
    return message.startswith(("Failed to load", "Failed to get", ".notdef glyph"))


def _place_complaint(path: str, message: str) -> Fault:
    """What the engine says of a style sheet, at the line and column it names, as it nearly always does."""
    found = _POSITION.search(message)
    span = Span(path, int(found[1]), int(found[2])) if found else Span(path)
    return Fault(ENGINE_WARNING.id, _POSITION.sub("", message), span=span)


def _refuse_imports(path: str, text: str) -> tuple[str, list[Fault]]:
    """A style sheet without its ``@import`` rules (all else stays in its place), and a fault for each.

    The engine does not say in which of several files it found something wrong, so there is only one.
    """
    bare = _COMMENT.sub(_blank, text)
    faults = []
    for found in _IMPORT.finditer(bare):
        line, start = bare.count("\n", 0, found.start()) + 1, bare.rfind("\n", 0, found.start())
        span = Span(path, line, found.start() - start, found.end() - found.start())
        words = "a style sheet cannot import another one"
        faults.append(Fault(IMPORT.id, words, span=span))
    return _IMPORT.sub(_blank, bare) if faults else text, faults


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def _used_fonts(document: weasyprint.Document) -> Iterator[tuple[str, bytes]]:
    """Family and file of each font of a written document (the engine has cut its own copy to size)."""
    for font in document.fonts.values():
        yield font.family, get_hb_object_data(font.hb_face)


def _complaint_faults(messages: list[str]) -> list[Fault]:
    """The engine's log lines as faults, each distinct one once."""
    return [Fault(ENGINE_WARNING.id, message) for message in dict.fromkeys(messages)]
