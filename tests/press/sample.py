"""A small publication typeset the way the templates typeset the real one: input of the press tests."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf
from PIL import Image
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from booklet.model.pages import Bookmark, Numbering
from booklet.press.parts import LinkedSection
from booklet.press.prepare import prepare_section

FONTS = Path(__file__).parents[2] / "assets" / "fonts"
FACES = (
    ("Source Sans 3", 400, "normal", "SourceSans3-Regular"),
    ("Source Sans 3", 400, "italic", "SourceSans3-Italic"),
    ("Source Sans 3", 600, "normal", "SourceSans3-SemiBold"),
    ("Source Sans 3", 700, "normal", "SourceSans3-Bold"),
    ("Sofia Sans", 700, "normal", "SofiaSans-Bold"),
    ("Sofia Sans", 800, "normal", "SofiaSans-ExtraBold"),
)
DATA_SVG = (
    "url(\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 40 20'%3E"
    "%3Cpath fill='%23F2B134' d='M0 20 L20 0 L40 20z'/%3E%3C/svg%3E\")"
)
PICTURE = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='80' height='40'%3E"
    "%3Crect width='80' height='40' fill='%231C7A68'/%3E"
    "%3Ccircle cx='20' cy='20' r='15' fill='%23fff'/%3E%3C/svg%3E"
)


def _glass() -> str:
    """A data URI of a half-transparent PNG."""
    made = BytesIO()
    Image.new("RGBA", (16, 16), (242, 177, 52, 120)).save(made, "PNG")
    return "data:image/png;base64," + b64encode(made.getvalue()).decode("ascii")


PAGE = "@page { size: 210mm 297mm; margin: 22mm 20mm 27.3mm; bleed: 10mm }"
STYLE = f"""
{PAGE}
body {{ margin: 0; font: 400 9.5pt/13pt "Source Sans 3"; color: #1B2230; hyphens: auto }}
h1, h2, h3 {{ font-family: "Sofia Sans"; font-weight: 800; bookmark-level: none }}
.band {{ position: absolute; left: -30mm; top: -32mm; width: 230mm; height: 102mm;
  background: #1C7A68 {DATA_SVG} no-repeat 50% 100% / 60mm }}
h1 {{ position: relative; margin-top: 60mm }}
ul.plain {{ list-style: none; padding: 0 }}
ul.plain li::before {{ content: "• "; color: #1C7A68 }}
td, th {{ border: .5pt solid #C9CED6; padding: 1mm; text-align: left }}
a {{ color: #1E235D; text-decoration-thickness: .4pt }}
a.lang {{ color: inherit; text-decoration: none }}
.gradient {{ background: linear-gradient(#1E235D, #775AB4); height: 20mm }}
.note {{ background: #E8F2F0; border-left: 1mm solid #1C7A68; padding: 2mm; break-inside: avoid }}
.box {{ display: flex; gap: 4mm }} .box > div {{ flex: 1; background: #F5F3EE }}
.line {{ list-style: none }} .line li {{ display: inline-block }}
.faint {{ opacity: .6 }} .glass {{ background: url("{_glass()}"); height: 8mm }}
img, svg {{ width: 60mm }}
.more {{ break-before: page }}
"""
WORDS = (
    "The city asked the people who work at night what would make them feel at ease, and wrote the answers "
    "down; most of what followed was small, cheap and near to the ground – lights, water, somebody to ask. "
)


@cache
def _fonts() -> tuple[FontConfiguration, CSS, CSS]:
    """One font configuration, the style of sections and the style of furniture."""
    config = FontConfiguration()
    faces = "".join(
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-style: {style};'
        f' src: url("{(FONTS / name).as_uri()}.ttf") }}'
        for family, weight, style, name in FACES
    )
    bare = PAGE.replace("22mm 20mm 27.3mm", "0") + (
        'body { margin: 0; font: 400 7.5pt/9pt "Source Sans 3"; color: #5B6472 }'
        "div { break-after: page; position: relative; height: 297mm; width: 210mm }"
        "b, i { position: absolute; bottom: 20mm; right: 20mm; font: 800 9pt 'Sofia Sans' }"
        "i { right: 60mm; font: italic 7.5pt 'Source Sans 3' }"
        "s { position: absolute; top: 40mm; right: -10mm; width: 19mm; height: 30mm; background: #775AB4 }"
    )
    return (
        config,
        CSS(string=faces + STYLE, font_config=config),
        CSS(string=faces + bare, font_config=config),
    )


def typeset(html: str, *, furniture: bool = False) -> bytes:
    """A section (tagged) or a furniture document (untagged) as the engine makes it."""
    config, section, bare = _fonts()
    document = HTML(string=html).render(
        font_config=config,
        stylesheets=[bare if furniture else section],
        pdf_tags=not furniture,
        pdf_version="1.7",
    )
    made = document.write_pdf(pdf_tags=not furniture, pdf_version="1.7")
    assert isinstance(made, bytes)
    return made


def page(title: str, body: str, language: str = "en") -> str:
    """A whole HTML document of one section."""
    return f"<!doctype html><html lang={language}><title>{title}</title><body>{body}</body></html>"


def cover() -> str:
    return page("Cover", '<div class=band></div><h1 id="cover">Safe and Sound Cities</h1><p>2024</p>')


def contents() -> str:
    rows = "".join(
        f'<li><a href="xref:cases.{key}">Case {key}</a> <span>page {number}</span></li>'
        for key, number in (("a", 2), ("b", 4))
    )
    return page(
        "Contents",
        f'<h1 id="contents">Contents</h1><ul class=plain>{rows}</ul>'
        '<p><a href="xref:about.why">Why, and for whom</a> and'
        ' <a href="https://example.org/">the web</a></p>',
    )


def chapter() -> str:
    return page(
        "About",
        f'<div class=gradient></div><h1 id="about">About</h1><p>{WORDS * 6}</p>'
        f'<h2 id="about.why">Why this booklet</h2><p>{WORDS * 3}</p><h3>For whom</h3><p>{WORDS}</p>'
        "<ol><li>first, a list with numbers<li>second</ol>"
        "<ul><li><p>with a block</p><p>and another</p></ul>"
        '<blockquote><p>“Night is not the problem.”</p></blockquote><p><a href="#about">Back up</a></p>'
        "<ul class=line><li>one</li> <li>line</li> <li>of items</li></ul>"
        '<div class=faint><p class=faint>Faint <a href="xref:contents">contents</a></p><p>less</p></div>'
        "<div class=glass><p>Behind glass</p></div>"
        "<div class=box><div><p>one</p></div><div><p>two</p></div></div>",
    )


def case(key: str) -> str:
    return page(
        f"Case {key}",
        f'<div class=band></div><article><h1 id="cases.{key}">Case {key}: open streets</h1>'
        f"<p>A <strong>strong</strong>, an <em>emphasised</em> and a word in "
        f'<a class=lang href="lang:de" lang=de>Landeshauptstadt</a>. {WORDS * 4}</p>'
        f'<h2 id="cases.{key}.actors">Actors</h2><ul class=plain><li>Police<li>Youth <b>workers</b></ul>'
        "<table><caption>What changed</caption><thead><tr><th scope=col>Year<th scope=col>Patrols</tr>"
        "</thead><tbody><tr><th scope=row>2021<td>12</tr><tr><th scope=row>2022<td>40</tr></tbody></table>"
        f'<p>See <a href="xref:about.why">why <strong>we</strong> did this, told at such a length that the'
        f" link runs over the end of the line and on into the next one, as long links do</a> or"
        f' <a href="xref:cases.{"b" if key == "a" else "a"}.actors">the other case</a>.</p>'
        f'<div class=more></div><h2 id="cases.{key}.figure">Figure</h2>'
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><title>A yellow hill {key}</title>'
        f'<path fill="#F2B134" d="M0 20 L20 0 L40 20z"/></svg>'
        f'<p><img src="{PICTURE}" alt="A white disc on green"></p>'
        f"<div class=note><h3>Why it matters</h3><p>{WORDS}</p>"
        "<p>Ł ą ő ě – “Łódź”, Ελλάδα, България</p></div></article>",
    )


def back() -> str:
    return page("Back cover", '<div class=band></div><h1 id="back">About the project</h1><p>End.</p>')


BUILDERS: dict[str, Callable[[], str]] = {
    "cover": cover,
    "contents": contents,
    "about": chapter,
    "case-a": lambda: case("a"),
    "case-b": lambda: case("b"),
    "back-cover": back,
}
NUMBERINGS: dict[str, Numbering] = {"cover": "none", "contents": "roman", "back-cover": "none"}
BOOKMARKS = {
    "cover": (Bookmark("Safe and Sound Cities", "cover", 1),),
    "contents": (Bookmark("Contents", "contents", 1),),
    "about": (Bookmark("About", "about", 1), Bookmark("Why this booklet", "about.why", 2)),
    "case-a": (
        Bookmark("Cases", "cases.a", 1),
        Bookmark("Case a", "cases.a", 2),
        Bookmark("Actors", "cases.a.actors", 3),
    ),
    "case-b": (Bookmark("Case b", "cases.b", 2), Bookmark("Actors", "cases.b.actors", 3)),
    "back-cover": (Bookmark("About the project", "back", 1),),
}


def sections(raw: Mapping[str, bytes]) -> tuple[LinkedSection, ...]:
    """The six sections, prepared for linking."""
    return tuple(
        LinkedSection(key, prepare_section(pdf, key), NUMBERINGS.get(key, "arabic"), BOOKMARKS[key])
        for key, pdf in raw.items()
    )


def furniture(labels: tuple[str, ...]) -> bytes:
    """Running head, folio and thumb tab for each page with a number; other pages are empty."""
    pages = (
        f"<div><i>Safe and Sound</i><b>{label}</b><s></s></div>" if len(label) < 4 else "<div></div>"
        for label in labels
    )
    return typeset(page("Furniture", "".join(pages)), furniture=True)


@cache
def opened(pdf: bytes) -> pikepdf.Pdf:
    """A PDF to look into; it stays open, because its objects die with it."""
    return pikepdf.open(BytesIO(pdf), attempt_recovery=False)
