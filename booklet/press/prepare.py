"""A section as it leaves the typesetter → a section ready to be linked.

This part of the work concerns one section alone, so it belongs to the section's own task: it runs on
any core and is cached with the section, and linking stays cheap.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from booklet.press.faults import PressError
from booklet.press.forms import marked_forms
from booklet.press.repair import repair
from booklet.press.share import images_of
from booklet.press.tree import read_tree, write_tree
from booklet.press.words import Words

XREF = "xref:"
"""Scheme of links to anchors of other sections: ``href="xref:ANCHOR"``."""

PREPARED = "/BookletSection"
"""Catalogue key of a prepared section: its id, and the forms that hold tagged content. The linker
requires it of tagged sections."""

PRINT_FLAG = 4
"""Annotation flag Print, which PDF/A requires (ISO 19005-3, 6.3.2)."""


def open_section(pdf: bytes, section: str) -> Pdf:
    """Open a section's bytes, repairing nothing. Raises :class:`PressError` for damaged bytes."""
    try:
        opened = pikepdf.open(BytesIO(pdf), attempt_recovery=False, suppress_warnings=True)
        if len(opened.pages) == 0:
            raise PressError(section, "its PDF has no pages")
        return opened
    except pikepdf.PdfError:
        raise PressError(section, "its PDF is damaged; typeset it again") from None


def save(pdf: Pdf) -> bytes:
    """The bytes of a PDF: the same for the same objects, whenever and wherever."""
    made = BytesIO()
    pdf.save(
        made,
        min_version="1.7",
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        linearize=False,
    )
    return made.getvalue()


def prepare_section(pdf: bytes, section: str) -> bytes:
    """Repair a section's tags and links for PDF/UA and PDF/A, and mark it as prepared.

    ``pdf`` is what WeasyPrint writes with ``pdf_tags=True, pdf_version="1.7"`` and no variant. An
    untagged PDF is only marked. Raises :class:`PressError` for bytes that are not such a PDF.
    """
    opened = open_section(pdf, section)
    marked: list[Any] = []
    try:
        for page in opened.pages:
            for annotation in page.obj.get("/Annots", []):
                _repair_annotation(annotation)
        for _, _, image in images_of(opened):
            for picture in (image, image.SMask) if "/SMask" in image else (image,):
                picture.Interpolate = False  # PDF/A: ISO 19005-3, 6.2.8
        if "/StructTreeRoot" in opened.Root:
            heights = [float(page.trimbox[3]) - float(page.trimbox[1]) for page in opened.pages]
            top = read_tree(opened)
            removed = repair(top, section, Words(opened).of, heights)
            _remove(opened, removed)
            forms = marked_forms(opened)
            write_tree(opened, top, forms)
            marked = list({form.objgen: form for form in forms.values()}.values())
    except (ValueError, KeyError, AttributeError, TypeError, pikepdf.PdfError) as error:
        raise PressError(section, f"its tags cannot be read: {error}") from None
    for key in ("/Outlines", "/ViewerPreferences"):
        if key in opened.Root:
            del opened.Root[key]
    opened.Root[PREPARED] = Dictionary(Id=String(section), Forms=Array(marked))
    return save(opened)


def _repair_annotation(annotation: Any) -> None:
    """Set the print flag, put the rectangle's corners in order, turn ``xref:`` into a destination."""
    annotation.F = PRINT_FLAG
    across, up = sorted(map(float, annotation.Rect[::2])), sorted(map(float, annotation.Rect[1::2]))
    annotation.Rect = Array([round(value, 3) for value in (across[0], up[0], across[1], up[1])])
    action = annotation.get("/A")
    if isinstance(action, Dictionary) and action.get("/S") == Name.URI and str(action.URI).startswith(XREF):
        annotation.Dest = String(str(action.URI).removeprefix(XREF))
        del annotation["/A"]


def _remove(pdf: Pdf, annotations: list[Any]) -> None:
    """Take annotations off their pages."""
    gone = {annotation.objgen for annotation in annotations}
    if not gone:
        return
    for page in pdf.pages:
        if "/Annots" in page.obj:
            left = [item for item in page.obj.Annots if item.objgen not in gone]
            if left:
                page.obj.Annots = Array(left)
            else:
                del page.obj["/Annots"]
