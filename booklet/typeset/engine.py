"""HTML to tagged PDF pages with WeasyPrint: the only module, with :mod:`booklet.typeset.boxes`, that knows it.

Importing this module loads the engine (half a second), so it happens in workers or where a section really
has to be typeset. The engine sees only the fonts of the project: :func:`font_environment` has to be in
force *before* the import, because fontconfig reads its settings once.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from booklet.findings import Severity, rule
from booklet.model.pages import Composition, Fault, PageFacts, Pages
from booklet.typeset import boxes, fonts
from booklet.workspace import Workspace, WorkspaceError, digest

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

_MEDIA_TYPES = {
    "css": "text/css",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
}


class ProjectFetcher(URLFetcher):  # type: ignore[misc]
    """Serves ``project:PATH`` and ``figure:NAME`` and nothing else: no network, no path outside.

    Whatever cannot be served is remembered as a fault, since the engine only logs it and goes on.
    """

    def __init__(self, workspace: Workspace, figures: dict[str, bytes]) -> None:
        super().__init__(allowed_protocols={"project", "figure", "data"})
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
            body = self._body(scheme, path.lstrip("/"))
        except (KeyError, WorkspaceError) as error:
            reason = error.reason if isinstance(error, WorkspaceError) else "there is no such figure"
            self.faults.append(Fault(FILE_MISSING.id, f"{url}: {reason}"))
            raise ValueError(f"{url} cannot be served") from None
        return URLFetcherResponse(url, body, {"Content-Type": media_type})

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


class Typesetter:
    """Typesets sections of one project; parsed style sheets and fonts are kept between sections."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.font_config = FontConfiguration()
        self.coverage = fonts.Coverage(workspace)
        self._stylesheets: dict[tuple[str, str], weasyprint.CSS] = {}

    def typeset(self, composition: Composition) -> Pages:
        """Pages of a section: the first variant that fits, or the last one with its faults."""
        last: tuple[str, _Layout] | None = None
        for name, html in composition.variants:
            layout = self._lay_out(composition, html)
            last = (name, layout)
            if not layout.faults and layout.keeps(composition.limit):
                break
        assert last is not None, "a composition has at least one variant"
        name, layout = last
        return self._write(layout, name, composition)

    def _write(self, layout: _Layout, step: str, composition: Composition) -> Pages:
        with _listen() as complaints:
            pdf = layout.document.write_pdf(**RENDER_OPTIONS)
        faults = [*layout.faults, *_complaint_faults(complaints.messages)]
        if not layout.keeps(composition.limit):
            count = len(layout.facts)
            text = f"the section takes {count} pages where its layout allows {composition.limit}"
            faults.append(Fault(boxes.OVERSET.id, text, count))
        return Pages(pdf, layout.facts, tuple(faults), step)

    def _lay_out(self, composition: Composition, html: str) -> _Layout:
        fetcher = ProjectFetcher(self.workspace, dict(composition.figures))
        with _listen() as complaints:
            sheets = [self._stylesheet(path, fetcher) for path in composition.stylesheets]
            source = weasyprint.HTML(string=html, base_url="project:/", url_fetcher=fetcher)
            document = source.render(
                stylesheets=sheets, font_config=self.font_config, cache={}, **RENDER_OPTIONS
            )
        messages = [m for m in complaints.messages if not _is_fetch_complaint(m)]
        seen = [boxes.inspect(page._page_box, i + 1) for i, page in enumerate(document.pages)]
        faults = [*fetcher.faults, *_complaint_faults(messages)]
        faults += boxes.find_faults(seen, sparse=composition.sparse)
        faults += self.coverage.find_faults(seen)
        return _Layout(document, tuple(boxes.page_facts(page) for page in seen), tuple(faults))

    def _stylesheet(self, path: str, fetcher: ProjectFetcher) -> weasyprint.CSS:
        """A parsed style sheet, kept while its bytes stay the same."""
        data = self.workspace.read(path)
        key = (path, digest(data))
        if key not in self._stylesheets:
            self._stylesheets[key] = weasyprint.CSS(
                string=data.decode(),
                base_url=f"project:/{path}",
                url_fetcher=fetcher,
                font_config=self.font_config,
            )
        return self._stylesheets[key]


class _Layout:
    """A laid-out variant, not yet written."""

    def __init__(
        self, document: weasyprint.Document, facts: tuple[PageFacts, ...], faults: tuple[Fault, ...]
    ) -> None:
        self.document = document
        self.facts = facts
        self.faults = faults

    def keeps(self, limit: int | None) -> bool:
        """Whether the number of pages stays within the limit."""
        return limit is None or len(self.facts) <= limit


def _is_fetch_complaint(message: str) -> bool:
    """The engine's own words about a file that the fetcher has already reported."""
    return message.startswith(("Failed to load", "Failed to get"))


def _complaint_faults(messages: list[str]) -> list[Fault]:
    """The engine's log lines as faults, each distinct one once."""
    return [Fault(ENGINE_WARNING.id, message) for message in dict.fromkeys(messages)]
