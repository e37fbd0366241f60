"""Partner editions, and logos that are damaged, oversized or meant to do harm."""

from __future__ import annotations

import gzip
import struct
import zlib
from pathlib import Path

import pytest

from booklet.load.logo import MAX_BYTES, MAX_ELEMENTS
from booklet.load.project import Loaded, load_project
from booklet.workspace import Workspace
from tests.projects import write_project

EDITION = """\
name: City of Example
logo: content/locales/en/logo.{ending}
contact: mailto:desk@example.org
link: https://example.org/night
"""

NAMES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
HEAD = f'<svg {NAMES} viewBox="0 0 30 20">'
SHAPE = '<path d="M0 0h9v9z" fill="#003399"/>'


def svg(body: str) -> bytes:
    return f"{HEAD}{body}</svg>".encode()


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(
    width: int = 8, height: int = 4, *, rows: bytes | None = None, interlaced: int = 0, more: bytes = b""
) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, interlaced))
    pixels = rows if rows is not None else (b"\0" + b"\x10\x20\x30" * width) * height
    return b"\x89PNG\r\n\x1a\n" + head + more + chunk(b"IDAT", zlib.compress(pixels)) + chunk(b"IEND", b"")


def jpeg(width: int = 40, height: int = 20, channels: int = 3, end: bytes = b"\xff\xd9") -> bytes:
    frame = struct.pack(">BHHB", 8, height, width, channels) + b"\0\0\0" * channels
    start = b"\xff\xd8" + b"\xff\xe0" + struct.pack(">H", 16) + b"JFIF\0" + bytes(9)
    return start + b"\xff\xc0" + struct.pack(">H", 2 + len(frame)) + frame + b"\xff\xda\0\2" + end


def load(root: Path, ending: str, data: bytes | None, edition: str = EDITION) -> Loaded:
    write_project(root, {"content/locales/en/partner.yaml": edition.format(ending=ending)})
    if data is not None:
        (root / f"content/locales/en/logo.{ending}").write_bytes(data)
    return load_project(Workspace(root))


def rules(loaded: Loaded) -> list[str]:
    return [f.rule for f in loaded.report if f.rule.startswith(("logo/", "picture/", "model/"))]


SOUND = {
    "plain svg": ("svg", svg(SHAPE)),
    "svg with size only": ("svg", f'<svg {NAMES} width="30mm" height="20mm"/>'.encode()),
    "svg of a drawing program": (
        "svg",
        svg(
            f'<metadata><r:x xmlns:r="urn:r"/></metadata><defs><linearGradient id="a"/></defs>{SHAPE}'
            '<g id="s"><circle r="2" fill="url(#a)"/></g><use xlink:href="#s"/>'
            "<style>.a{fill:red}</style>"
        ),
    ),
    "png": ("png", png()),
    "interlaced png": ("png", png(1, 1, rows=b"\0abc", interlaced=1)),
    "jpeg": ("jpg", jpeg()),
    "grey jpeg": ("jpeg", jpeg(channels=1)),
}  # fmt: skip


@pytest.mark.parametrize("name", SOUND)
def test_sound_logos_are_taken(name: str, tmp_path: Path) -> None:
    ending, data = SOUND[name]
    loaded = load(tmp_path, ending, data)
    assert rules(loaded) == []
    assert loaded.publication is not None
    partner = loaded.publication.partners["en"]
    assert (partner.name, partner.logo) == ("City of Example", f"content/locales/en/logo.{ending}")


UNSAFE = {
    "script": svg("<script>alert(1)</script>"),
    "handler": svg('<rect width="1" height="1" onload="alert(1)"/>'),
    "foreign object": svg("<foreignObject/>"),
    "picture within": svg('<image href="https://example.org/a.png"/>'),
    "embedded picture": svg('<image href="data:image/png;base64,AAAA"/>'),
    "copy from outside": svg('<use xlink:href="other.svg#a"/>'),
    "colour from outside": svg('<rect fill="url(https://example.org/#a)"/>'),
    "colour from a file": svg("<rect style=\"fill:url( 'file:///etc/passwd')\"/>"),
    "escaped style": svg('<rect style="fill:\\75rl(x)"/>'),
    "imported style": svg("<style>@import 'https://example.org/a.css';</style>"),
    "style in pieces": svg("<style>a{fill:u<!-- -->rl(<![CDATA[https://example.org]]>)}</style>"),
    "text": svg("<text>City</text>"),
    "animation": svg('<animate attributeName="x"/>'),
    "link": svg('<a href="https://example.org">.</a>'),
    "address": svg('<g href="javascript:alert(1)"/>'),
    "copies of copies": svg('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'),
    "copy of itself": svg('<use id="a" href="#a"/>'),
    "gradients in a ring": svg('<linearGradient id="a" href="#b"/><linearGradient id="b" href="#a"/>'),
    "entities": b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "aa">]>' + svg("&a;"),
    "document type in UTF-16": ('<!DOCTYPE svg SYSTEM "a.dtd">' + svg("").decode()).encode("utf-16"),
    "style sheet from outside": b'<?xml version="1.0"?><?xml-stylesheet href="a.css"?>' + svg(""),
}  # fmt: skip


@pytest.mark.parametrize("name", UNSAFE)
def test_what_could_do_harm_is_refused(name: str, tmp_path: Path) -> None:
    loaded = load(tmp_path, "svg", UNSAFE[name])
    assert rules(loaded) in (["logo/unsafe"], ["picture/format"])
    (finding,) = (f for f in loaded.report if f.rule in ("logo/unsafe", "picture/format"))
    assert finding.span is not None
    assert (finding.span.file, finding.span.line) == ("content/locales/en/partner.yaml", 2)


LARGE = {
    "bytes": ("svg", svg(SHAPE + " " * MAX_BYTES)),
    "elements": ("svg", svg("<g/>" * (MAX_ELEMENTS + 1))),
    "depth": ("svg", svg("<g>" * 60 + "</g>" * 60)),
    "pixels of a png": ("png", png(50_000, 50_000, rows=b"")),
    "pixels of a jpeg": ("jpg", jpeg(width=60_000)),
}


@pytest.mark.parametrize("name", LARGE)
def test_what_is_too_large_is_refused_before_it_is_unpacked(name: str, tmp_path: Path) -> None:
    assert rules(load(tmp_path, *LARGE[name])) == ["logo/too-large"]


DAMAGED = {
    "half a png": ("png", png()[:40]),
    "png without end": ("png", png()[:-12]),
    "png with a wrong checksum": ("png", png()[:-1] + b"\0"),
    "png with too few pixels": ("png", png(rows=b"\0" * 9)),
    "png of another colour": ("png", png().replace(b"\x08\x02\0\0\0", b"\x08\x05\0\0\0")),
    "half a jpeg": ("jpg", jpeg()[:12]),
    "jpeg without end": ("jpg", jpeg(end=b"")),
    "cmyk": ("jpg", jpeg(channels=4)),
    "half an svg": ("svg", svg(SHAPE)[:-8]),
    "svg without size": ("svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
    "svg of no size": ("svg", b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 nan"/>'),
    "no svg at all": ("svg", b'<?xml version="1.0"?><html><svg/></html>'),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_what_cannot_be_read_is_refused(name: str, tmp_path: Path) -> None:
    assert rules(load(tmp_path, *DAMAGED[name])) == ["logo/damaged"]


def test_bomb_is_refused_without_being_unpacked(tmp_path: Path) -> None:
    bomb = png(8, 4, rows=bytes(50_000_000))
    assert rules(load(tmp_path, "png", bomb)) == ["logo/unsafe"]


def test_unusual_parts_of_a_png_are_refused(tmp_path: Path) -> None:
    assert rules(load(tmp_path, "png", png(more=chunk(b"acTL", bytes(8))))) == ["logo/unsafe"]


@pytest.mark.parametrize(
    ("ending", "data", "rule"),
    [
        ("svg", None, "picture/missing"),
        ("svg", png(), "picture/format"),
        ("png", svg(SHAPE), "picture/format"),
        ("svg", gzip.compress(svg(SHAPE)), "picture/format"),
        ("svg", b"", "picture/format"),
    ],
)
def test_wrong_or_missing_files_are_found(
    ending: str, data: bytes | None, rule: str, tmp_path: Path
) -> None:
    assert rules(load(tmp_path, ending, data)) == [rule]


def test_logo_outside_the_project_is_refused(tmp_path: Path) -> None:
    edition = EDITION.replace("content/locales/en/logo", "../logo")
    assert rules(load(tmp_path, "svg", None, edition)) == ["picture/outside"]


def test_edition_is_read_like_all_content(tmp_path: Path) -> None:
    loaded = load(tmp_path, "svg", svg(SHAPE), EDITION + "colour: red\n")
    assert rules(loaded) == ["model/unknown-key"]
    assert loaded.publication is not None
    assert loaded.publication.partners == {}


def test_edition_needs_no_logo(tmp_path: Path) -> None:
    loaded = load(tmp_path, "svg", None, "name: City of Example\n")
    assert rules(loaded) == []
    assert loaded.publication is not None
    assert loaded.publication.partners["en"].logo is None
