"""Hostile and foreign files: refused with a reason that people understand, before anything is read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from booklet.word import safe
from booklet.word.handout import write_handout
from booklet.word.safe import open_docx
from tests.word.small import handout, packed

RELS = "word/_rels/document.xml.rels"
GOOD = write_handout(handout())


def relation(kind: str, target: str, mode: str = ' TargetMode="External"') -> bytes:
    address = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"
    return f'<Relationship Id="x9" Type="{address}" Target="{target}"{mode}/></Relationships>'.encode()


def add(name: str, data: bytes) -> Callable[[dict[str, bytes]], None]:
    return lambda parts: parts.update({name: data})


def put(name: str, old: bytes, new: bytes) -> Callable[[dict[str, bytes]], None]:
    def change(parts: dict[str, bytes]) -> None:
        assert old in parts[name]
        parts[name] = parts[name].replace(old, new, 1)

    return change


END = b"</Relationships>"
HOSTILE: dict[str, tuple[Callable[[dict[str, bytes]], None], str]] = {
    "bomb": (add("word/x.xml", b"<a>" + b" " * (4 << 20) + b"</a>"), "unpacks to far more"),
    "many parts": (
        lambda p: p.update({f"word/{n}.xml": b"<a/>" for n in range(500)}),
        "more than 400 parts",
    ),
    "entities": (
        put("word/document.xml", b"<w:document", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><w:document'),
        "declares entities",
    ),
    "macros": (put("[Content_Types].xml", b"document.main+xml", b"x.macroEnabled.main+xml"), "has macros"),
    "macro part": (put(RELS, END, relation("vbaProject", "vba.bin", "")), "macros"),
    "embedded object": (put(RELS, END, relation("oleObject", "x.bin", "")), "embedded object"),
    "outside picture": (
        put(RELS, END, relation("image", "http://evil.example/x.png")),
        "fetched from http://evil",
    ),
    "outside template": (
        put(RELS, END, relation("attachedTemplate", "http://evil.example/t")),
        "a template",
    ),
    "outside frame": (put(RELS, END, relation("frame", "http://evil.example/t")), "fetched from elsewhere"),
    "odd link": (put(RELS, END, relation("hyperlink", "file:///etc/passwd")), "neither a web nor a mail"),
    "script link": (
        put(RELS, END, relation("hyperlink", "javascript:alert(1)")),
        "neither a web nor a mail",
    ),
    "broken": (put("word/document.xml", b"</w:body>", b"</w:bodi>"), "not well-formed"),
    "way out": (add("../../evil.xml", b"<a/>"), "leads out of the file"),
    "absolute": (add("/etc/passwd", b"x"), "leads out of the file"),
    "program": (add("word/setup.exe", b"MZ"), "carries a program"),
    "other encoding": (
        add("word/y.xml", '<?xml version="1.0" encoding="UTF-16"?><a/>'.encode("utf-16")),
        "not plain UTF-8",
    ),
    "two parts": (lambda p: p.update({"word/Document.xml": b"<a/>"}), "two parts of one name"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused(name: str) -> None:
    change, words = HOSTILE[name]
    opened, report = open_docx(packed(change, GOOD), "in/back.docx")
    assert opened is None
    finding = report.findings[0]
    assert finding.rule == "word/unsafe" and words in finding.message and finding.help
    assert finding.span is not None and str(finding.span) == "in/back.docx"


def entry(name: str, data: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, data)
    return stream.getvalue()


FOREIGN = {
    "doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Word 97–2003"),
    "rtf": (b"{\\rtf1 hello}", "Rich Text"),
    "pdf": (b"%PDF-1.7", "PDF"),
    "web page": (b"<html><body>", "web page"),
    "odt": (entry("mimetype", b"application/vnd.oasis.opendocument.text"), "OpenDocument"),
    "zip": (entry("a.txt", b"x"), "not one of Word"),
    "text": (b"just words", "not a .docx at all"),
    "nothing": (b"", "not a .docx at all"),
    "cut": (GOOD[: len(GOOD) // 2], "damaged"),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_other_formats_are_told_what_to_do(name: str) -> None:
    data, words = FOREIGN[name]
    opened, report = open_docx(data, "x")
    assert opened is None
    assert report.findings[0].rule == "word/not-docx" and words in report.findings[0].message
    assert "save it as .docx" in report.findings[0].help


def test_spreadsheets_are_no_documents() -> None:
    data = packed(
        put("[Content_Types].xml", b"wordprocessingml.document.main", b"spreadsheetml.sheet.main"), GOOD
    )
    assert open_docx(data, "x")[1].findings[0].rule == "word/not-docx"


def test_encrypted_parts_are_refused() -> None:
    data = bytearray(GOOD)
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    assert "encrypted" in open_docx(bytes(data), "x")[1].findings[0].message


def test_a_size_that_lies_is_counted_while_inflating(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safe, "MAX_TOTAL_BYTES", 20_000)
    assert "far more than a document needs" in open_docx(GOOD, "x")[1].findings[0].message


def test_a_file_that_is_too_large_is_not_even_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safe, "MAX_FILE_BYTES", 1 << 10)
    assert "larger than" in open_docx(GOOD, "x")[1].findings[0].message


def test_good_files_pass() -> None:
    opened, report = open_docx(GOOD, "x")
    assert opened is not None and not report
    links = packed(put(RELS, END, relation("hyperlink", "mailto:a@example.org")), GOOD)
    assert open_docx(links, "x")[0] is not None


@pytest.mark.parametrize("step", range(0, len(GOOD), max(1, len(GOOD) // 60)))
def test_a_flipped_byte_never_raises(step: int) -> None:
    data = bytearray(GOOD)
    data[step] ^= 0x55
    opened, report = open_docx(bytes(data), "x")
    assert (opened is None) == bool(report.errors)
