"""Files made to hurt, or hurt on their way: always a finding, never an exception, never a long wait."""

from __future__ import annotations

import random
import time
import zlib
from collections.abc import Callable

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf

from booklet.press.preflight import guard, limits
from booklet.press.preflight.guard import draw_safely, inspect_safely
from booklet.press.preflight.inspect import inspect
from booklet.press.preflight.values import Inspection, Profile
from tests.press.preflight import builders as b
from tests.press.preflight import plants as p

PRINT = b.print_pdf()
SCREEN = b.screen_pdf()


def rules(found: Inspection) -> set[str]:
    return {fault.rule.id.removeprefix("preflight/") for fault in found.faults}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "the file is empty"),
        (b"\x89PNG\r\n\x1a\n", "no PDF"),
        (b"words\n" * 400, "no PDF"),
        (b"%PDF-1.7\n", "the file is damaged"),
        (b"%PDF-1.7\n" + bytes(5000), "the file is damaged"),
    ],
)
def test_what_is_no_pdf_is_unreadable(data: bytes, words: str) -> None:
    found = inspect(data)
    assert [fault.rule.id for fault in found.faults] == ["preflight/unreadable"]
    assert words in found.faults[0].message
    assert "preflight/rgb" in dict(found.skipped)


def test_a_truncated_file_is_repaired_and_says_so() -> None:
    assert "repaired" in rules(inspect(PRINT[: len(PRINT) * 2 // 3]))


def raw(*objects: bytes, trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A file written by hand; the first object is number 1."""
    made, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number + 1, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    end = b"trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, len(made))
    return bytes(made + head + table + end)


def stream(data: bytes, more: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), more, data)


CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
ONE_PAGE = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"


def page(content: bytes, resources: bytes = b"<< >>", more: bytes = b"/MediaBox [0 0 300 400]") -> bytes:
    body = b"<< /Type /Page /Parent 2 0 R %s /Contents 4 0 R /Resources %s >>" % (more, resources)
    return raw(CATALOGUE, ONE_PAGE, body, stream(content))


FORM = (
    b"/Type /XObject /Subtype /Form /BBox [0 0 300 400] /Resources << /XObject << /A 5 0 R /B 6 0 R >> >>"
)


def doubling_forms(levels: int = 40) -> bytes:
    """Each form draws the next one twice: 2 to the 40 drawings in a few kilobytes."""
    objects = [
        CATALOGUE,
        ONE_PAGE,
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R"
        b" /Resources << /XObject << /X 5 0 R >> >> >>",
        stream(b"/X Do"),
    ]
    for number in range(5, 5 + levels):
        more = b"/Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X %d 0 R >> >>" % (number + 1)
        objects.append(stream(b"/X Do /X Do", more))
    objects.append(stream(b"0 0 9 9 re f", b"/Subtype /Form /BBox [0 0 9 9]"))
    return raw(*objects)


def bomb(size: int) -> bytes:
    """Blanks, packed to a thousandth."""
    data = zlib.compress(bytes(size), 9)
    return raw(
        CATALOGUE,
        ONE_PAGE,
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>",
        stream(data, b"/Filter /FlateDecode"),
    )


HOSTILE: dict[str, tuple[Callable[[], bytes], set[str]]] = {
    "page tree in a circle": (
        lambda: raw(CATALOGUE, b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"),
        {"unreadable"},
    ),
    "page that is its own parent": (
        lambda: raw(CATALOGUE, ONE_PAGE, b"<< /Type /Page /Parent 3 0 R >>"),
        {"repaired"},
    ),
    "no pages": (lambda: raw(CATALOGUE, b"<< /Type /Pages /Kids [] /Count 0 >>"), {"unreadable"}),
    "no catalogue": (lambda: raw(b"null"), {"unreadable"}),
    "form that draws itself": (
        lambda: raw(
            CATALOGUE,
            ONE_PAGE,
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R"
            b" /Resources << /XObject << /A 5 0 R >> >> >>",
            stream(b"/A Do"),
            stream(b"/B Do", FORM),
            stream(b"/A Do", FORM),
        ),
        {"syntax"},
    ),
    "forms that double": (doubling_forms, {"too-much"}),
    "operators without end": (lambda: page(b"q Q " * 3_100_000), {"too-much"}),
    "states without end": (lambda: page(b"q " * 5000), {"too-much"}),
    "marks without end": (lambda: page(b"/P BMC " * 5000), {"too-much"}),
    "stream of a gigabyte": (lambda: bomb(1 << 27), {"too-much"}),
    "absurd media box": (lambda: page(b"", more=b"/MediaBox [0 0 9%s 9]" % (b"0" * 12)), {"box"}),
    "media box of texts": (lambda: page(b"", more=b"/MediaBox [(a) /b null <<>>]"), {"repaired"}),
    "numbers without end": (lambda: page(b"9" * 100_000 + b" " + b"9" * 400 + b" re f"), {"syntax"}),
    "signs without end": (lambda: page(b"-" * 300_000 + b"(" * 300_000), {"syntax"}),
    "brackets without end": (lambda: page(b"[" * 100_000 + b"<<" * 100_000), set()),
    "blanks and rubbish": (lambda: page((b" " * 50_000 + b"\xff") * 40), {"syntax"}),
    "image that is no stream": (
        lambda: page(
            b"/A Do /B Do",
            b"<< /XObject << /A << /Subtype /Image /Filter /JPXDecode >> /B << /Subtype /Form >> >> >>",
        ),
        {"missing-resource"},
    ),
    "operands of other kinds": (
        lambda: page(
            b"(a) w /N cm [1] rg /A g (b) d0 << >> gs 1 Tf /F Tj BT (a) TJ 5 Tj ET [(a)] cm /X"
            b" /Y sc true scn null k BI ID EI sh"
        ),
        {"syntax"},
    ),
    "values that are no numbers": (lambda: page(b"1 0 0 1 nan inf cm 0 0 1 1 re f"), {"syntax"}),
    "image of a terapixel": (
        lambda: raw(
            CATALOGUE,
            ONE_PAGE,
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R"
            b" /Resources << /XObject << /A 5 0 R >> >> >>",
            stream(b"9 0 0 9 0 0 cm /A Do"),
            stream(
                b"x",
                b"/Subtype /Image /Width 1000000 /Height 1000000 /ColorSpace /DeviceGray"
                b" /BitsPerComponent 8",
            ),
        ),
        set(),
    ),
    "dictionary where a page should be": (
        lambda: raw(CATALOGUE, b"<< /Type /Pages /Kids [3 0 R 5 0 R (x) 7] /Count 4 >>", b"<< >>"),
        {"repaired"},
    ),
    "tags in a circle": (
        lambda: raw(
            b"<< /Type /Catalog /Pages 2 0 R /StructTreeRoot 5 0 R >>",
            ONE_PAGE,
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>",
            stream(b""),
            b"<< /K [6 0 R] >>",
            b"<< /S /P /K [6 0 R 5 0 R 3 (x) << >> ] >>",
        ),
        {"structure"},
    ),
    "bookmarks in a circle": (
        lambda: raw(
            b"<< /Type /Catalog /Pages 2 0 R /Outlines 5 0 R >>",
            ONE_PAGE,
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>",
            stream(b""),
            b"<< /First 6 0 R >>",
            b"<< /Next 6 0 R /First 6 0 R /Dest 6 0 R >>",
        ),
        {"bookmark-broken"},
    ),
    "names in a circle": (
        lambda: raw(
            b"<< /Type /Catalog /Pages 2 0 R /Names << /Dests 5 0 R /JavaScript 5 0 R >> >>",
            ONE_PAGE,
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>",
            stream(b""),
            b"<< /Kids [5 0 R 5 0 R] /Names [1 2 3] >>",
        ),
        set(),
    ),
    "actions in a circle": (
        lambda: raw(
            b"<< /Type /Catalog /Pages 2 0 R /OpenAction 5 0 R >>",
            ONE_PAGE,
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>",
            stream(b""),
            b"<< /S /JavaScript /Next [5 0 R 5 0 R] >>",
        ),
        {"action"},
    ),
    "metadata with entities": (
        lambda: b.screen_pdf(edit=lambda pdf: b.metadata(pdf, b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>")),
        {"metadata"},
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_findings(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    make, wanted = HOSTILE[name]
    if name == "operators without end":
        monkeypatch.setattr(limits, "MAX_OPERATORS", 200_000)
    data = make()
    began = time.perf_counter()
    for profile in (Profile.PRINT, Profile.SCREEN):
        found = rules(inspect(data, profile))
        assert wanted <= found or profile is Profile.PRINT, found
    assert time.perf_counter() - began < 20


def many_objects(pdf: Pdf) -> None:
    """Objects that nothing needs, and pages that many: each limit is reached."""
    kids = Array()
    for _ in range(limits.MAX_PAGES + 5):
        kids.append(
            pdf.make_indirect(Dictionary(Type=Name.Page, Parent=pdf.Root.Pages, MediaBox=[0, 0, 9, 9]))
        )
    pdf.Root.Pages.Kids, pdf.Root.Pages.Count = kids, len(kids)


def test_more_pages_than_are_looked_at() -> None:
    pdf = pikepdf.new()
    many_objects(pdf)
    found = inspect(b.save(pdf))
    assert found.pages == limits.MAX_PAGES
    assert "too-much" in rules(found)


def test_many_findings_are_told_in_short() -> None:
    found = inspect(b.print_pdf({2: b"1 0 0 rg 50 50 9 9 re f\n" * 5000}), Profile.PRINT)
    (fault,) = found.faults
    assert fault.count == 5000
    assert len(fault.areas) == limits.MAX_PLACES
    pdf = pikepdf.new()
    many_objects(pdf)
    told = [f for f in inspect(b.save(pdf)).faults if f.rule.id == "preflight/blank-page"]
    assert len(told) == limits.MAX_FINDINGS + 1
    assert "more findings" in told[-1].message


def test_a_process_that_takes_too_long_is_a_finding() -> None:
    found = inspect_safely(PRINT, Profile.PRINT, seconds=0.01)
    assert rules(found) == {"too-much"}
    assert "0.01 seconds" in found.faults[0].message
    assert draw_safely(PRINT, (1,), seconds=0.01) == {}


def test_a_process_that_dies_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "CHILD_BYTES", 16 * 1024 * 1024)
    found = inspect_safely(PRINT)
    assert rules(found) == {"too-much"}


@pytest.mark.parametrize("data", [PRINT, SCREEN, b"", b"rubbish"])
def test_a_process_of_its_own_finds_the_same(data: bytes) -> None:
    assert inspect_safely(data) == inspect(data)


def test_pages_are_drawn_as_far_as_they_can_be() -> None:
    made = draw_safely(PRINT, (2, 9))
    assert [*made] == [2]
    assert made[2].startswith("data:image/jpeg;base64,")
    assert draw_safely(b"rubbish", (1,)) == {}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    assert inspect(data).faults
    assert inspect(b"%PDF-1.7\n" + data).faults


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=300))
def test_any_content(data: bytes) -> None:
    found = inspect(b.print_pdf({1: data}, pages=1), Profile.PRINT)
    assert "unreadable" not in rules(found)


PIECES = (
    b"q",
    b"Q",
    b"cm",
    b"re",
    b"f",
    b"S",
    b"n",
    b"W",
    b"rg",
    b"scn",
    b"cs",
    b"/F1",
    b"Tf",
    b"BT",
    b"ET",
    b"Tj",
    b"TJ",
    b"Tm",
    b"Td",
    b"gs",
    b"/over",
    b"Do",
    b"/X",
    b"sh",
    b"BDC",
    b"EMC",
    b"/P",
    b"<</MCID 0>>",
    b"BI",
    b"ID",
    b"EI",
    b"(ab)",
    b"[(a) 5 <62>]",
    b"1",
    b"0",
    b"-3.5",
    b"100",
    b"[",
    b"]",
    b"'",
    b'"',
    b"Tr",
    b"7",
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES), max_size=60))
def test_any_order_of_operators(parts: list[bytes]) -> None:
    data = b.print_pdf(
        {1: b" ".join(parts)}, p.drawn("X", lambda pdf: b.form(pdf, b"0 0 9 9 re f")), pages=1
    )
    assert "unreadable" not in rules(inspect(data, Profile.PRINT))


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from([PRINT, SCREEN]), st.integers(0, 2**32), st.integers(1, 12), st.booleans())
def test_mutations_never_raise(data: bytes, seed: int, count: int, cut: bool) -> None:
    chance = random.Random(seed)
    made = bytearray(data)
    for _ in range(count):
        made[chance.randrange(len(made))] = chance.randrange(256)
    found = inspect(bytes(made[: chance.randrange(len(made))] if cut else made), Profile.PRINT)
    assert Inspection.from_json(found.to_json()) == found
