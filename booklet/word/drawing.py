"""Pictures in a Word document."""

from __future__ import annotations

from booklet.word.content import Inline
from booklet.word.xml import NAMESPACES, Element, el

EMU_PER_MM = 36000


def draw_inline(picture: Inline, relation: str, number: int) -> Element:
    """``w:drawing`` with a picture in the line, described for those who cannot see it.

    ``number`` is unique in the document.
    """
    size = {"cx": round(picture.width_mm * EMU_PER_MM), "cy": round(picture.height_mm * EMU_PER_MM)}
    name = f"Picture {number}"
    shape = el(
        "pic:pic",
        el("pic:nvPicPr", el("pic:cNvPr", id=number, name=name), el("pic:cNvPicPr")),
        el("pic:blipFill", el("a:blip", r__embed=relation), el("a:stretch", el("a:fillRect"))),
        el(
            "pic:spPr",
            el("a:xfrm", el("a:off", x=0, y=0), el("a:ext", **size)),
            el("a:prstGeom", el("a:avLst"), prst="rect"),
        ),
    )
    inline = el(
        "wp:inline",
        el("wp:extent", **size),
        el("wp:docPr", id=number, name=name, descr=picture.alt),
        el("wp:cNvGraphicFramePr", el("a:graphicFrameLocks", noChangeAspect=1)),
        el("a:graphic", el("a:graphicData", shape, uri=NAMESPACES["pic"])),
        distT=0,
        distB=0,
        distL=0,
        distR=0,
    )
    return el("w:drawing", inline)
