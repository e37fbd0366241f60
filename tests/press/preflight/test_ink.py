"""Ink: computed where that can be done, measured by Ghostscript where it cannot."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from booklet.press.preflight import ink
from booklet.press.preflight.colours import ramp_total
from booklet.press.preflight.ink import LEAST_SECONDS, measure_ink
from booklet.press.preflight.inspect import inspect
from booklet.press.preflight.limits import INK_SECONDS
from booklet.press.preflight.values import Inspection, Profile
from tests.press.preflight import builders as b
from tests.press.preflight import plants as p
from tests.programs import require


def image_of(value: int) -> bytes:
    """A CMYK image of one colour at 100 200 of page 2, 50 × 20."""

    def edit(pdf: object) -> None:
        made = b.image(pdf, 200, 80, Name.DeviceCMYK)
        made.write(bytes([value]) * (200 * 80 * 4))
        b.add(pdf, "XObject", "X", made)

    return b.print_pdf({2: p.HERE}, edit)


def ink_of(found: Inspection) -> list[tuple[str, int | None]]:
    return [(fault.message, fault.page) for fault in found.faults if fault.rule.id == "preflight/ink"]


def test_an_image_is_measured() -> None:
    gs = require("gs")
    data = image_of(230)
    found = inspect(data, Profile.PRINT)
    assert found.heavy == (2,)
    assert ink_of(found) == []
    measured = measure_ink(data, found, gs)
    ((words, page),) = ink_of(measured)
    assert page == 2
    assert "361 %" in words
    (area,) = measured.faults[0].areas
    assert (area.x_pt, area.y_pt) == pytest.approx((70, 210), abs=1.5)
    assert (area.width_pt, area.height_pt) == pytest.approx((50, 20), abs=2.5)
    assert "preflight/ink" in measured.run


def test_an_image_within_the_limit_is_fine() -> None:
    data = image_of(120)
    found = inspect(data, Profile.PRINT)
    assert measure_ink(data, found, require("gs")) == found


def test_blending_and_overprinting_are_measured() -> None:
    gs = require("gs")
    cmyk = b".8 .8 .8 0 k 50 100 200 200 re f\n"
    for setting in (Dictionary(BM=Name.Multiply), Dictionary(OP=True, op=True, OPM=1)):
        more = cmyk + b"/Set gs 0 0 0 .9 k 100 150 100 100 re f\n"
        data = b.print_pdf({2: more}, p.drawn("Set", lambda _, s=setting: s, "ExtGState"))
        found = inspect(data, Profile.PRINT)
        assert found.heavy == (2,)
        ((words, page),) = ink_of(measure_ink(data, found, gs))
        assert page == 2
        percent = re.search(r"(\d+) %", words)
        assert percent is not None
        assert int(percent[1]) > 320


def test_what_cannot_exceed_the_limit_is_not_measured() -> None:
    quiet = (
        b"/half gs .8 .8 .8 0 k 50 100 200 200 re f\n"
        b"/over gs 0 0 0 1 k BT /F1 9 Tf 60 350 Td (beside it) Tj ET\n"
        b"/half gs 0 0 0 1 k 60 110 20 20 re f\n"
    )
    data = b.print_pdf({2: quiet}, p.drawn("half", lambda _: Dictionary(ca=0.5, op=False), "ExtGState"))
    assert inspect(data, Profile.PRINT).heavy == ()


def test_without_ghostscript_the_rule_is_skipped_and_says_so() -> None:
    found = measure_ink(b"", replace(inspect(image_of(230), Profile.PRINT)), "")
    assert "Ghostscript (gs) is not installed" in dict(found.skipped)["preflight/ink"]
    assert "preflight/ink" not in found.run


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (subprocess.TimeoutExpired("gs", 1), "took more than"),
        (subprocess.CalledProcessError(1, "gs"), "could not paint"),
        (OSError("no such program"), "could not paint"),
    ],
)
def test_a_failing_ghostscript_is_a_reason(
    error: Exception, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(ink.subprocess, "run", fail)
    found = measure_ink(b"", inspect(image_of(230), Profile.PRINT), "/bin/gs")
    assert words in dict(found.skipped)["preflight/ink"]


def test_ghostscript_has_a_version() -> None:
    assert ink.ghostscript_version(require("gs"))[0].isdigit()
    assert ink.ghostscript_version("") == ""


def test_a_gradient_is_as_dark_as_its_darker_end() -> None:
    dark = Dictionary(FunctionType=2, C0=[0, 0, 0, 0], C1=[0.5, 0.5, 1, 0.25], N=1)
    light = Dictionary(FunctionType=2, C0=[0, 0, 0, 0.1], C1=[0, 0, 0, 0.2], N=1)
    assert ramp_total(dark) == pytest.approx(2.25)
    assert ramp_total(Dictionary(FunctionType=3, Functions=[light, dark])) == pytest.approx(2.25)
    assert ramp_total(Dictionary(FunctionType=4)) is None


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ink.tempfile, "tempdir", str(tmp_path))
    data = image_of(230)
    measure_ink(data, inspect(data, Profile.PRINT), require("gs"))
    assert list(tmp_path.iterdir()) == []


def test_annotations_are_no_ink_of_the_page() -> None:
    # They are an error of their own in print; what is remembered of a page does not depend on them.
    def edit(pdf: Pdf) -> None:
        drawing = b.form(pdf, b"1 1 1 1 k 0 0 80 80 re f")
        note = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=[20, 20, 100, 100], F=4)
        note.AP = Dictionary(N=drawing)
        pdf.pages[1].Annots = Array([pdf.make_indirect(note)])

    with Pdf.open(BytesIO(image_of(120))) as pdf:
        edit(pdf)
        annotated = b.save(pdf)
    assert ink_of(measure_ink(annotated, inspect(annotated, Profile.PRINT), require("gs"))) == []


def test_a_page_that_is_too_large_to_be_measured_is_named() -> None:
    with Pdf.open(BytesIO(image_of(230))) as pdf:
        page = pdf.pages[1]
        page.MediaBox = page.BleedBox = [0, 0, 3200, 3200]
        page.TrimBox = [9, 9, 3190, 3190]
        data = b.save(pdf)
    measured = measure_ink(data, inspect(data, Profile.PRINT), require("gs"))
    assert "page 2" in dict(measured.skipped)["preflight/ink"]
    assert "preflight/ink" not in measured.run


def test_a_few_pages_of_many_have_a_share_of_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    allowed: list[int] = []

    def note(*_: object, timeout: int, **__: object) -> None:
        allowed.append(timeout)
        raise OSError

    monkeypatch.setattr(ink.subprocess, "run", note)
    found = inspect(image_of(230), Profile.PRINT)
    measure_ink(b"", found, "/bin/gs")
    many = replace(found, heavy=tuple(range(1, 145)), sizes=found.sizes * 144)
    measure_ink(b"", many, "/bin/gs")
    assert allowed == [INK_SECONDS, LEAST_SECONDS]
