"""Pages for the tests of pictures: one with everything our templates may use, and ones written by hand."""

from __future__ import annotations

import re
from base64 import b64decode
from io import BytesIO
from xml.etree import ElementTree

import pikepdf
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name

from booklet.press.pictures import to_svg
from booklet.press.prepare import prepare_section
from tests.press import sample

SVG = "{http://www.w3.org/2000/svg}"

BODY = """<div class=band style="height:30mm"></div><h1
style="position:static">An efficient office flows</h1>
<p>Plain words with an <a href="https://example.org/a?b=1&amp;c=2">address</a>, some
<strong>bold</strong>ness, and <a class=lang href="lang:de" lang="de">Nachbarschaft</a>: waffles,
fine – “quoted” &amp; &lt;so&gt;.</p>
<p style="transform:rotate(20deg);width:70mm;margin:12mm 20mm">Turned affluent <b>bold</b>ly</p>
<div style="height:14mm;background:
radial-gradient(circle at 30% 50%, red, rgba(0,0,255,.2) 60%, green)"></div>
<div style="height:14mm;border:1mm dashed #775AB4;border-radius:5mm;background:
repeating-linear-gradient(45deg, #fff 0, #fff 3mm, #eee 3mm, #abc 6mm)"></div>
<svg viewBox="0 0 200 60" style="width:150mm"><title>Seven shapes</title><defs>
<linearGradient id="g"><stop offset="0" stop-color="red"/>
<stop offset="1" stop-color="blue" stop-opacity=".2"/></linearGradient>
<pattern id="p" width="10" height="10" patternUnits="userSpaceOnUse"><circle cx="5" cy="5" r="3"
fill="#c00"/></pattern><clipPath id="c"><circle cx="150" cy="25" r="20"/></clipPath></defs>
<rect x="5" y="5" width="40" height="40" fill="url(#g)"/>
<rect x="50" y="5" width="30" height="40" fill="url(#p)" stroke="#000" stroke-dasharray="3 2"/>
<g clip-path="url(#c)"><rect x="130" y="5" width="40" height="40" fill="#08c"/></g>
<g transform="scale(2,1)"><circle cx="50" cy="25" r="12" fill="none" stroke="#f80" stroke-width="3"/></g>
<text x="5" y="57" font-size="10" fill="none" stroke="#000" stroke-width=".5"
font-family="Sofia Sans">Stroked</text></svg>
<div class=faint><p>Faint words</p></div><div class=glass><p>Behind glass</p></div>
<p style="letter-spacing:.02em">Spaced affairs</p>"""


def sheet() -> bytes:
    """A prepared page with text of all kinds, gradients, patterns, clips, masks and an image."""
    return prepare_section(sample.typeset(sample.page("Sheet", BODY)), "sheet")


def by_hand(content: bytes, *, size_pt: float = 100, **resources: object) -> bytes:
    """A page of so many points that consists of this content stream."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(size_pt, size_pt))
    page = pdf.pages[0].obj
    page.Contents = pdf.make_stream(content)
    page.Resources = Dictionary({f"/{key}": value for key, value in resources.items()})
    made = BytesIO()
    pdf.save(made, deterministic_id=True)
    return made.getvalue()


def drawn(content: bytes, **resources: object) -> str:
    """The SVG of a page written by hand: its definitions and its elements, no head."""
    text = to_svg(by_hand(content, **resources), title="T", description="D").decode("utf-8")
    return re.sub(r"p[0-9a-f]{7}", "p", text[text.index("<defs>") :])


def shading(**other: object) -> Dictionary:
    """From red to blue over the page, with other settings."""
    function = Dictionary(
        FunctionType=2, Domain=Array([0, 1]), C0=Array([1, 0, 0]), C1=Array([0, 0, 1]), N=1
    )
    settings = {
        "ShadingType": 2,
        "ColorSpace": Name.DeviceRGB,
        "Coords": Array([0, 0, 100, 0]),
        "Function": function,
        "Extend": Array([True, True]),
        **other,
    }
    return Dictionary({f"/{key}": value for key, value in settings.items()})


def words(svg: bytes) -> list[str]:
    """The words that a reader of the file comes by, in its order."""
    root = ElementTree.fromstring(svg)
    for part in list(root):
        if part.tag in {SVG + name for name in ("title", "desc", "style", "defs")}:
            root.remove(part)
    return "".join(root.itertext()).split()


def faces(svg: bytes) -> dict[str, TTFont]:
    """The embedded fonts by the class that uses them."""
    text = svg.decode("utf-8")
    fonts = {
        family: TTFont(BytesIO(b64decode(data)))
        for family, data in re.findall(
            r'@font-face\{font-family:"([^"]+)";src:url\(data:font/woff;base64,([^)]+)\)\}', text
        )
    }
    return {name: fonts[family] for name, family in re.findall(r'\.(\S+)\{font-family:"([^"]+)"', text)}
