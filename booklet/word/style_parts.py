"""What a Word file has besides its styles: lists, fonts, theme and settings."""

from __future__ import annotations

from booklet.word.style_xml import BULLETS, NUMBERS, fill_of, twips
from booklet.word.styles import HEADLINES, PLAIN, STAND_INS, TEXT, Look, StyleSheet
from booklet.word.xml import NAMESPACES, Element, el, root, write_xml

LIST_INDENT_MM = 5.0


def write_numbering(lists: int) -> bytes:
    """``word/numbering.xml`` with so many numbered lists, each counting from 1.

    The bullets are list :data:`BULLETS`; the numbered ones follow from :data:`NUMBERS` on.
    """
    made = root("w:numbering", "w")
    marks = ("•", "–", "·")
    made.append(_abstract(BULLETS, [("bullet", mark) for mark in marks], "ListBullet"))
    counts = [("decimal", "%1."), ("lowerLetter", "%2."), ("lowerRoman", "%3.")]
    made.append(_abstract(NUMBERS, counts, "ListNumber"))
    made.append(el("w:num", el("w:abstractNumId", val=BULLETS), numId=BULLETS))
    for number in range(NUMBERS, NUMBERS + max(lists, 1)):
        restart = el("w:lvlOverride", el("w:startOverride", val=1), ilvl=0)
        made.append(
            el(
                "w:num",
                el("w:abstractNumId", val=NUMBERS),
                restart if number > NUMBERS else None,
                numId=number,
            )
        )
    return write_xml(made)


def _abstract(number: int, marks: list[tuple[str, str]], style: str) -> Element:
    made = el("w:abstractNum", el("w:multiLevelType", val="multilevel"), abstractNumId=number)
    for level, (kind, text) in enumerate(marks):
        left = twips(LIST_INDENT_MM * (level + 1))
        made.append(
            el(
                "w:lvl",
                el("w:start", val=1),
                el("w:numFmt", val=kind),
                el("w:pStyle", val=style) if level == 0 else None,
                el("w:lvlText", val=text),
                el("w:lvlJc", val="left"),
                el("w:pPr", el("w:ind", left=left, hanging=twips(LIST_INDENT_MM))),
                ilvl=level,
            )
        )
    return made


def write_fonts() -> bytes:
    """``word/fontTable.xml``: the fonts by name, and what may stand in for them."""
    made = root("w:fonts", "w")
    for name in (TEXT, HEADLINES, PLAIN):
        made.append(
            el(
                "w:font",
                el("w:altName", val=STAND_INS[name]),
                el("w:charset", val="00"),
                el("w:family", val="swiss"),
                el("w:pitch", val="variable"),
                name=name,
            )
        )
    return write_xml(made)


def write_settings(sheet: StyleSheet, *, comparing: bool = False) -> bytes:
    """``word/settings.xml``; ``comparing`` shows tracked changes and keeps tracking."""
    compat = (
        ("compatibilityMode", 15),
        ("overrideTableStyleFontSizeAndJustification", 1),
        ("enableOpenTypeFeatures", 1),
        ("doNotFlipMirrorIndents", 1),
        ("differentiateMultirowTableHeaders", 1),
    )
    made = root("w:settings", "w")
    made.extend(
        item
        for item in (
            el("w:zoom", percent=100),
            el("w:trackRevisions") if comparing else None,
            el("w:defaultTabStop", val=567),
            el("w:autoHyphenation"),
            el("w:consecutiveHyphenLimit", val=2),
            el("w:doNotHyphenateCaps"),
            el("w:characterSpacingControl", val="doNotCompress"),
            el(
                "w:compat",
                *(
                    el(
                        "w:compatSetting",
                        name=name,
                        uri="http://schemas.microsoft.com/office/word",
                        val=value,
                    )
                    for name, value in compat
                ),
            ),
            el("w:themeFontLang", val=sheet.language),
            _colour_map(),
            el("w:decimalSymbol", val="."),
            el("w:listSeparator", val=","),
        )
        if item is not None
    )
    return write_xml(made)


def _colour_map() -> Element:
    names = {"bg1": "light1", "t1": "dark1", "bg2": "light2", "t2": "dark2"}
    names |= {f"accent{number}": f"accent{number}" for number in range(1, 7)}
    return el("w:clrSchemeMapping", **names, hyperlink="hyperlink", followedHyperlink="followedHyperlink")


def write_theme(look: Look) -> bytes:
    """``word/theme/theme1.xml``: the palette and fonts that Word offers."""
    accents = (look.accent, *look.accents, *(look.slate,) * 6)[:6]
    colours = {
        "dk1": look.ink, "lt1": "#FFFFFF", "dk2": look.slate, "lt2": look.paper,
        **{f"accent{number}": value for number, value in enumerate(accents, 1)},
        "hlink": look.accent, "folHlink": look.slate,
    }  # fmt: skip
    scheme = "".join(
        f'<a:{name}><a:srgbClr val="{fill_of(value)}"/></a:{name}>' for name, value in colours.items()
    )
    fonts = "".join(
        f'<a:{kind}Font><a:latin typeface="{name}"/><a:ea typeface=""/><a:cs typeface=""/></a:{kind}Font>'
        for kind, name in (("major", HEADLINES), ("minor", TEXT))
    )
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="6350">{fill}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<a:theme xmlns:a="{NAMESPACES["a"]}" name="Booklet"><a:themeElements>'
        f'<a:clrScheme name="Booklet">{scheme}</a:clrScheme>'
        f'<a:fontScheme name="Booklet">{fonts}</a:fontScheme>'
        f'<a:fmtScheme name="Booklet"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{line * 3}</a:lnStyleLst><a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    ).encode()
