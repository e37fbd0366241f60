"""Tagged content inside form XObjects.

A box with opacity is painted as a group: a form of its own. WeasyPrint numbers the marked content in it
like the page's, but only a reference that names the form leads there (ISO 32000-1, 14.7.4.2).
"""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Name, Pdf

from booklet.press.share import resources_of

Forms = dict[tuple[int, int], Any]
"""(page index, marked content id) → the form in which that content lies."""


def marked_forms(pdf: Pdf) -> Forms:
    """Where marked content lies in forms; empty for nearly every section, and then found out cheaply."""
    found: Forms = {}
    if _any_marked(pdf):
        for index, page in enumerate(pdf.pages):
            _collect(page.obj, page.obj.Resources, index, None, found)
    return found


def _any_marked(pdf: Pdf) -> bool:
    return any(
        b"/MCID" in form.read_bytes()
        for resources in resources_of(pdf)
        for form in (resources.get("/XObject") or {}).values()
        if form.get("/Subtype") == Name.Form
    )


def _collect(content: Any, resources: Any, index: int, form: Any, found: Forms) -> None:
    """Read a content stream and, depth first, the forms it draws."""
    for instruction in pikepdf.parse_content_stream(content, "BDC Do"):
        operands: Any = instruction.operands
        if str(instruction.operator) == "Do":
            drawn = resources.XObject[str(operands[0])]
            if drawn.get("/Subtype") == Name.Form:
                _collect(drawn, drawn.get("/Resources", resources), index, drawn, found)
        elif form is not None and isinstance(operands[1], pikepdf.Dictionary) and "/MCID" in operands[1]:
            found[index, int(operands[1].MCID)] = form
