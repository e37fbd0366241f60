"""The styles as the parts of a Word file: styles, numbering, fonts, theme and settings."""

from __future__ import annotations

from booklet.word.styles import (
    STYLES,
    TEXT,
    Look,
    SegmentStyle,
    Style,
    StyleSheet,
)
from booklet.word.xml import Element, el, root, write_xml

BULLETS, NUMBERS = 1, 2
"""The abstract lists of the numbering part, and the first list that counts by each."""

LIST_LEVELS = 3


def twips(mm: float) -> int:
    """Millimetres as twentieths of a point."""
    return round(mm / 25.4 * 1440)


def write_styles(sheet: StyleSheet) -> bytes:
    """``word/styles.xml``."""
    made = root("w:styles", "w")
    made.append(_defaults(sheet.language))
    made.append(_latent())
    for style in STYLES:
        made.append(_style(style, sheet))
    made.append(_table_normal())
    made.append(_table_style(sheet.look))
    made.append(el("w:style", el("w:name", val="No List"), type="numbering", default=1, styleId="NoList"))
    made.extend(_segment_style(style) for style in sheet.segments)
    return write_xml(made)


def _defaults(language: str) -> Element:
    run = el(
        "w:rPr",
        _fonts(TEXT),
        el("w:sz", val=21),
        el("w:szCs", val=21),
        el("w:lang", val=language, eastAsia=language, bidi="ar-SA"),
    )
    return el("w:docDefaults", el("w:rPrDefault", run), el("w:pPrDefault"))


def _latent() -> Element:
    """How Word treats the styles that it knows and that are not here: out of the way."""
    return el(
        "w:latentStyles",
        defLockedState=0,
        defUIPriority=99,
        defSemiHidden=1,
        defUnhideWhenUsed=1,
        defQFormat=0,
        count=376,
    )


def _fonts(name: str) -> Element:
    return el("w:rFonts", ascii=name, eastAsia=name, hAnsi=name, cs=name)


def _style(style: Style, sheet: StyleSheet) -> Element:
    character = style.kind == "character"
    return el(
        "w:style",
        el("w:name", val=style.name),
        el("w:basedOn", val=style.based or "DefaultParagraphFont") if style.based else None,
        el("w:next", val=style.next) if style.next else None,
        el("w:uiPriority", val=style.priority),
        el("w:unhideWhenUsed") if not style.quick else None,
        el("w:qFormat") if style.quick else None,
        None if character else _paragraph_properties(style, sheet.look),
        _run_properties(style, sheet.look, sheet.source),
        type=style.kind,
        default=1 if style.id == "Normal" else None,
        customStyle=1 if _is_custom(style) else None,
        styleId=style.id,
    )


def _is_custom(style: Style) -> bool:
    """Whether Word does not know a style of this name."""
    known = {
        "Normal", "Body Text", "Title", "Subtitle", "List Bullet", "List Number", "Quote", "caption",
        "TOC Heading", "header", "footer", "annotation text", "annotation reference", "Strong", "Emphasis",
        "Hyperlink", "page number",
    }  # fmt: skip
    return style.name not in known and not style.name.startswith(("heading ", "toc "))


def _paragraph_properties(style: Style, look: Look) -> Element | None:
    """The properties in the order of the schema (CT_PPrBase)."""
    made = el(
        "w:pPr",
        el("w:keepNext") if style.keep_next else None,
        el("w:keepLines") if style.keep_lines else None,
        el("w:pageBreakBefore") if style.new_page else None,
        el("w:widowControl") if style.id == "Normal" else None,
        _numbering_properties(style),
        _borders(style, look),
        el("w:shd", val="clear", color="auto", fill=fill_of(getattr(look, style.shade)))
        if style.shade
        else None,
        _tabs(style),
        el("w:suppressAutoHyphens") if style.no_hyphens else None,
        _spacing(style),
        _indent(style),
        el("w:contextualSpacing") if style.tight else None,
        el("w:textAlignment", val="center") if style.middle else None,
        el("w:outlineLvl", val=style.outline) if style.outline is not None else None,
    )
    return made if len(made) else None


def _numbering_properties(style: Style) -> Element | None:
    if not style.list:
        return None
    return el("w:numPr", el("w:numId", val=BULLETS if style.list == "bullets" else NUMBERS))


def _borders(style: Style, look: Look) -> Element | None:
    if not style.edges:
        return None
    space = 6 if "left" in style.edges else 5
    line = {"val": "single", "sz": round(style.edge_pt * 8), "space": space}
    if style.id == "Context":
        return el("w:pBdr", el("w:top", **line, color=fill_of(look.rule)))
    sides = [side for side in ("top", "left", "bottom", "right") if side in style.edges]
    return el(
        "w:pBdr",
        *(el(f"w:{side}", **line, color=fill_of(look.accent), themeColor="accent1") for side in sides),
    )


def _tabs(style: Style) -> Element | None:
    if not style.tabs_mm:
        return None
    return el("w:tabs", *(el("w:tab", val=kind, pos=twips(mm)) for mm, kind in style.tabs_mm))


def _spacing(style: Style) -> Element | None:
    if style.before is None and style.after is None and not style.line:
        return None
    multiple = 0 < style.line < 4
    return el(
        "w:spacing",
        before=None if style.before is None else round(style.before * 20),
        after=None if style.after is None else round(style.after * 20),
        line=round(style.line * (240 if multiple else 20)) if style.line else None,
        lineRule=("auto" if multiple else "atLeast") if style.line else None,
    )


def _indent(style: Style) -> Element | None:
    if style.left is None and style.right is None and style.hanging is None:
        return None
    return el(
        "w:ind",
        left=None if style.left is None else twips(style.left),
        right=None if style.right is None else twips(style.right),
        hanging=None if style.hanging is None else twips(style.hanging),
    )


def _run_properties(style: Style, look: Look, source: str) -> Element | None:
    """The properties of a style's words in the order of the schema (EG_RPrBase)."""

    def switch(name: str, value: bool | None) -> list[Element]:
        if value is None:
            return []
        return [el(f"w:{tag}", val=None if value else 0) for tag in (name, f"{name}Cs")]

    made = el(
        "w:rPr",
        _fonts(style.font) if style.font else None,
        *switch("b", style.bold),
        *switch("i", style.italic),
        el("w:caps") if style.caps else None,
        el("w:noProof") if style.no_proof else None,
        _colour(style, look),
        el("w:spacing", val=round(style.spacing_pt * 20)) if style.spacing_pt else None,
        *(
            [el("w:sz", val=round(style.size * 2)), el("w:szCs", val=round(style.size * 2))]
            if style.size
            else []
        ),
        el("w:u", val="single") if style.underline else None,
        el("w:lang", val=source) if style.source else None,
    )
    return made if len(made) else None


def _colour(style: Style, look: Look) -> Element | None:
    if not style.colour:
        return None
    if style.colour == "accent":
        return el("w:color", val=fill_of(look.accent), themeColor="accent1")
    if style.colour == "link":
        return el("w:color", val=fill_of(look.accent), themeColor="hyperlink")
    return el("w:color", val=fill_of(getattr(look, style.colour)))


def fill_of(colour: str) -> str:
    """A colour as Word writes it."""
    return colour.removeprefix("#").upper()


def _segment_style(style: SegmentStyle) -> Element:
    return el(
        "w:style",
        el("w:name", val=style.name),
        el("w:basedOn", val=style.based),
        el("w:next", val=style.based),
        el("w:uiPriority", val=99),
        el("w:semiHidden"),
        type="paragraph",
        customStyle=1,
        styleId=style.id,
    )


def _table_normal() -> Element:
    margins = el(
        "w:tblCellMar",
        *(el(f"w:{side}", w=width, type="dxa") for side, width in _sides(0, 108)),
    )
    return el(
        "w:style",
        el("w:name", val="Normal Table"),
        el("w:uiPriority", val=99),
        el("w:semiHidden"),
        el("w:unhideWhenUsed"),
        el("w:tblPr", el("w:tblInd", w=0, type="dxa"), margins),
        type="table",
        default=1,
        styleId="TableNormal",
    )


def _sides(high: int, wide: int) -> list[tuple[str, int]]:
    return [("top", high), ("left", wide), ("bottom", high), ("right", wide)]


def _table_style(look: Look) -> Element:
    """Lines between the rows, and a head in the tint under a line of the accent colour."""
    rule = {"val": "single", "sz": 4, "space": 0, "color": fill_of(look.rule)}
    head = el(
        "w:tblStylePr",
        el(
            "w:tcPr",
            el("w:tcBorders", el("w:bottom", val="single", sz=12, space=0, color=fill_of(look.accent))),
            el("w:shd", val="clear", color="auto", fill=fill_of(look.tint)),
        ),
        type="firstRow",
    )
    return el(
        "w:style",
        el("w:name", val="Booklet Table"),
        el("w:basedOn", val="TableNormal"),
        el("w:uiPriority", val=59),
        el("w:qFormat"),
        el(
            "w:tblPr",
            el("w:tblBorders", el("w:bottom", **rule), el("w:insideH", **rule)),
            el("w:tblCellMar", *(el(f"w:{side}", w=width, type="dxa") for side, width in _sides(40, 85))),
        ),
        head,
        type="table",
        customStyle=1,
        styleId="BookletTable",
    )
