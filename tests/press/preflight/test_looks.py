"""What pages came to is kept by what they are drawn from, and found again in another file."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from booklet.press.preflight import ink, limits
from booklet.press.preflight import inspect as inspect_module
from booklet.press.preflight.digests import PageDigests
from booklet.press.preflight.ink import measure_ink
from booklet.press.preflight.inspect import inspect
from booklet.press.preflight.looks import Memory
from booklet.press.preflight.pages import read_pages
from booklet.press.preflight.values import Fault, Inspection, Profile
from booklet.press.preflight.walker import walk_page
from tests.press.preflight import builders as b
from tests.press.preflight import plants as p

RED = b"1 0 0 rg 100 200 50 20 re f\n"


@pytest.fixture
def walked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The pages that are walked through."""
    numbers: list[int] = []

    def note(page: object, shared: object) -> object:
        numbers.append(page.number)  # type: ignore[attr-defined]
        return walk_page(page, shared)  # type: ignore[arg-type]

    monkeypatch.setattr(inspect_module, "walk_page", note)
    return numbers


def faults(found: Inspection) -> list[tuple[str, int | None]]:
    return [(fault.rule.id, fault.page) for fault in found.faults]


def test_only_pages_that_changed_are_walked_through(walked: list[int]) -> None:
    memory = Memory()
    inspect(b.print_pdf({2: RED}), Profile.PRINT, memory)
    assert walked == [1, 2], "pages 3 and 4 are like page 1"
    walked.clear()
    changed = b.print_pdf({2: RED, 3: RED + RED})
    found = inspect(changed, Profile.PRINT, memory)
    assert walked == [3]
    assert faults(found) == [("preflight/rgb", 2), ("preflight/rgb", 3)]
    assert found == inspect(changed, Profile.PRINT)


def test_a_page_is_known_by_what_it_is_drawn_from_wherever_it_stands(walked: list[int]) -> None:
    memory = Memory()
    inspect(b.print_pdf({2: RED}), Profile.PRINT, memory)
    walked.clear()
    moved = b.print_pdf({5: RED}, lambda pdf: pdf.make_indirect(Array([1])), pages=8)
    assert faults(inspect(moved, Profile.PRINT, memory)) == [("preflight/rgb", 5)]
    assert walked == []


def test_a_memory_survives_as_bytes_and_tells_only_of_the_last_file(walked: list[int]) -> None:
    memory = Memory()
    inspect(b.print_pdf({2: RED}), Profile.PRINT, memory)
    plain = b.print_pdf()
    inspect(plain, Profile.PRINT, memory)
    read = Memory.from_bytes(memory.to_bytes())
    walked.clear()
    inspect(b.print_pdf({2: RED}), Profile.PRINT, read)
    assert walked == [2]


@pytest.mark.parametrize("data", [b"", b"rubbish", b"x\x9c\x03\x00\x00\x00\x00\x01", None])
def test_nothing_is_known_from_damaged_bytes(data: bytes | None, walked: list[int]) -> None:
    if data is None:
        memory = Memory()
        inspect(b.print_pdf(), Profile.PRINT, memory)
        data = memory.to_bytes()[:-9]
    walked.clear()
    inspect(b.print_pdf(), Profile.PRINT, Memory.from_bytes(data))
    assert walked == [1]


def test_a_page_is_looked_at_anew_where_tags_come_or_go(walked: list[int]) -> None:
    memory, tagged = Memory(), b.screen_pdf()
    inspect(tagged, Profile.SCREEN, memory)
    with pikepdf.open(BytesIO(tagged)) as pdf:
        del pdf.Root.StructTreeRoot
        bare = b.save(pdf)
    walked.clear()
    found = inspect(bare, Profile.SCREEN, memory)
    assert walked == [1, 2]
    assert found == inspect(bare, Profile.SCREEN)


def test_marks_without_a_tag_are_found_on_known_pages(walked: list[int]) -> None:
    memory, fine = Memory(), b.screen_pdf()
    inspect(fine, Profile.SCREEN, memory)
    with pikepdf.open(BytesIO(fine)) as pdf:
        last = pdf.Root.StructTreeRoot.K
        last = last[-1] if isinstance(last, Array) else last
        last.K = last.K[:-1]
        lacking = b.save(pdf)
    walked.clear()
    found = inspect(lacking, Profile.SCREEN, memory)
    assert walked == []
    assert "preflight/untagged-content" in {fault.rule.id for fault in found.faults}
    assert found == inspect(lacking, Profile.SCREEN)


def test_pages_under_a_hidden_layer_are_not_known(walked: list[int]) -> None:
    memory = Memory()
    hidden = p.on_print(b"/OC /L BDC 100 200 50 20 re f EMC\n", p.hide_layer)()
    for _ in range(2):
        inspect(hidden, Profile.PRINT, memory)
    assert walked == [1, 2, 3, 4] * 2


def test_pages_with_marks_in_a_form_are_not_known(walked: list[int]) -> None:
    def edit(pdf: Pdf) -> None:
        form = b.form(pdf, b"/Span <</MCID 3>> BDC 0 0 5 5 re f EMC")
        b.add(pdf, "XObject", "X", form)

    data, memory = b.screen_pdf({2: b"/X Do\n"}, edit), Memory()
    inspect(data, Profile.SCREEN, memory)
    walked.clear()
    inspect(data, Profile.SCREEN, memory)
    assert walked == [2]


def test_ink_that_was_measured_is_not_measured_again(monkeypatch: pytest.MonkeyPatch) -> None:
    painted: list[int] = []

    def paint(_: bytes, pages: list[int], *__: object) -> Iterator[Fault]:
        painted.extend(pages)
        yield from (
            Fault(ink.INK, "there is up to 340 % of ink", number) for number in pages if number == 2
        )

    monkeypatch.setattr(ink, "_measure", paint)
    image = p.drawn("X", lambda pdf: b.image(pdf, 200, 80, Name.DeviceCMYK))
    memory = Memory()

    def measure(data: bytes) -> Inspection:
        return measure_ink(data, inspect(data, Profile.PRINT, memory), "gs", memory)

    def of_ink(found: Inspection) -> list[tuple[str, int | None]]:
        return [fault for fault in faults(found) if fault[0] == "preflight/ink"]

    first = measure(b.print_pdf({2: p.HERE, 3: p.HERE + p.HERE}, image))
    assert (painted, of_ink(first)) == ([2, 3], [("preflight/ink", 2)])
    painted.clear()
    memory = Memory.from_bytes(memory.to_bytes())
    second = measure(b.print_pdf({2: p.HERE, 4: b"q 9 0 0 9 60 60 cm /X Do Q\n"}, image))
    assert (painted, of_ink(second)) == ([4], [("preflight/ink", 2)])


def digests(data: bytes) -> list[str]:
    with pikepdf.open(BytesIO(data)) as pdf:
        made = PageDigests(pdf)
        return [made.of(page) for page in read_pages(pdf)]


def test_digests_differ_with_anything_that_is_seen() -> None:
    (plain,) = digests(b.print_pdf(pages=1))
    edits: list[b.Edit] = [
        lambda pdf: b.add(pdf, "Font", "F1", b.font(pdf, Widths=Array([501] * 256))),
        lambda pdf: pdf.pages[0].obj.__setitem__("/TrimBox", Array([31, 30, 330, 430])),
        lambda pdf: pdf.pages[0].obj.__setitem__("/Rotate", 90),
        lambda pdf: pdf.pages[0].obj.__setitem__("/UserUnit", 2),
        lambda pdf: pdf.pages[0].obj.__setitem__("/Group", Dictionary(S=Name.Transparency)),
        lambda pdf: pdf.pages[0].contents_add(b"0 g"),
    ]
    found = [digests(b.print_pdf(edit=edit, pages=1))[0] for edit in edits]
    assert len({plain, *found}) == len(edits) + 1
    (same,) = digests(b.print_pdf(edit=lambda pdf: pdf.make_indirect(Dictionary()), pages=1))
    assert same == plain


def test_what_draws_itself_has_no_digest() -> None:
    def edit(pdf: Pdf) -> None:
        form = b.form(pdf, b"/X Do")
        form.Resources = Dictionary(XObject=Dictionary(X=form))
        b.add(pdf, "XObject", "X", form)

    assert digests(b.print_pdf({1: b"/X Do\n"}, edit, pages=1)) == [""]


def test_a_memory_does_not_answer_for_the_file_before() -> None:
    memory = Memory()
    inspect(b.print_pdf({2: RED}), Profile.PRINT, memory)
    inspect(b"no PDF", Profile.PRINT, memory)
    assert memory.look(2) is None


def test_a_page_is_remembered_for_one_profile() -> None:
    data, memory = b.print_pdf({2: RED}), Memory()
    inspect(data, Profile.SCREEN, memory)
    assert ("preflight/rgb", 2) in faults(inspect(data, Profile.PRINT, memory))


def test_a_page_is_not_remembered_when_a_limit_of_the_file_was_reached(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    memory = Memory()
    monkeypatch.setattr(limits, "MAX_INFLATED_BYTES", 10)
    inspect(b.print_pdf({2: RED}), Profile.PRINT, memory)
    monkeypatch.undo()
    fresh = inspect(b.print_pdf({2: RED}), Profile.PRINT)
    assert faults(inspect(b.print_pdf({2: RED}), Profile.PRINT, memory)) == faults(fresh)


@pytest.mark.parametrize("data", [b"{}", b'{"looks":{},"inks":{}}', b"[" * 100_000, b"7", b'{"format":1}'])
def test_bytes_that_are_no_memory_are_nothing(data: bytes) -> None:
    assert Memory.from_bytes(zlib.compress(data)).to_bytes() == Memory().to_bytes()
