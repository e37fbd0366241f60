"""Rules about a file as a whole: version, fonts, layers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from booklet.press.preflight.limits import MAX_PAGES
from booklet.press.preflight.opening import TOO_MUCH, UNREADABLE
from booklet.press.preflight.registry import ERROR, INFO, PRINT, WARNING, Check, SkipError, define
from booklet.press.preflight.subject import Subject
from booklet.press.preflight.values import Fault

VERSION = define(
    "version",
    WARNING,
    "The version of PDF is one that the standard it claims, or any program at a printer’s, knows.",
    "Export as PDF 1.4 to 1.7.",
)
FONT_EMBEDDED = define(
    "font-embedded",
    ERROR,
    "Every font that shows anything is in the file.",
    "Export with embedded fonts, also the standard ones.",
)
FONT_DAMAGED = define(
    "font-damaged", ERROR, "Every embedded font can be read.", "Export the file again, or use another font."
)
TYPE3 = define(
    "type3-font",
    INFO,
    "Fonts are outlines that rasterisers sharpen, not drawings (Type 3).",
    "Use an OpenType font where you can.",
)
LAYER = define(
    "layer",
    WARNING,
    "Everything in the file is shown: nothing lies on a layer that is switched off.",
    "Delete hidden layers before exporting.",
)
LAYERS = define(
    "layers",
    INFO,
    "A file for the press has no layers that somebody could switch.",
    "Merge the layers when exporting.",
    PRINT,
)


def check_pages(subject: Subject) -> Iterator[Fault]:
    """Pages, and not too many."""
    try:
        count = len(subject.pdf.pages)
    except (ValueError, TypeError, KeyError, RuntimeError):
        count = 0
    if not subject.pages:
        yield Fault(UNREADABLE, "the file has no pages")
    elif len(subject.pages) < min(count, MAX_PAGES):
        yield Fault(UNREADABLE, f"page {len(subject.pages) + 1} and those after it cannot be read")
    if count > MAX_PAGES:
        yield Fault(TOO_MUCH, f"the file has {count:,} pages; the first {MAX_PAGES:,} were looked at")


def check_version(subject: Subject) -> Iterator[Fault]:
    """A version that fits the claims."""
    version, claims = subject.claims.version, subject.claims
    if version >= "2":
        newer = claims.pdfx.startswith("PDF/X-6") or claims.pdfa.startswith("4") or claims.pdfua == "2"
        if not newer:
            yield Fault(VERSION, f"the file is PDF {version}")
    elif version and version < "1.3":
        yield Fault(VERSION, f"the file is PDF {version}, which is older than transparency and tags")
    elif claims.pdfa.startswith("1") and version > "1.4":
        yield Fault(VERSION, f"the file is PDF {version}, and PDF/A-1 means PDF 1.4")


def check_fonts(subject: Subject) -> Iterator[Fault]:
    """Fonts that are there and can be read."""
    if not subject.fonts:
        raise SkipError("nothing is set in a font")
    for font, page in subject.fonts.items():
        if font.kind and not font.is_embedded:
            yield Fault(FONT_EMBEDDED, f"the font {font.label[:60]} is not in the file", page)
        elif font.problem:
            yield Fault(FONT_DAMAGED, f"the font {font.label[:60]} {font.problem}", page)
        if font.kind == "Type3":
            yield Fault(TYPE3, f"the font {font.label[:60]} is a Type 3 font", page)


def check_layers(subject: Subject) -> Iterator[Fault]:
    """Nothing hidden."""
    for page in subject.pages:
        box = subject.looks[page.number].hidden
        if box is not None:
            words = "something lies on a layer that is switched off"
            yield Fault(LAYER, words, page.number, (page.area(box),))


def check_layer_names(subject: Subject) -> Iterator[Fault]:
    """No layers in print."""
    if subject.layers.names:
        named = ", ".join(f"“{name[:40]}”" for name in subject.layers.names[:5])
        yield Fault(LAYERS, f"the file has {len(subject.layers.names)} layers: {named}")


DOCUMENT: Iterable[Check] = (
    Check((UNREADABLE, TOO_MUCH), check_pages),
    Check((VERSION,), check_version),
    Check((FONT_EMBEDDED, FONT_DAMAGED, TYPE3), check_fonts),
    Check((LAYER,), check_layers),
    Check((LAYERS,), check_layer_names),
)
