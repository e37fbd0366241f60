"""Every build ends with a preflight of its documents; an unchanged one is not looked at again."""

from __future__ import annotations

from pathlib import Path

import pytest

from booklet.build import preflight_tasks
from booklet.build.desk import MadeFile
from booklet.build.executor import Serial
from booklet.build.preflight_tasks import Inspector, PreflightSubject, choose_news, run
from booklet.build.products import find_products
from booklet.build.store import Snapshot, Store
from booklet.build.values import Outcome, Output, Silence, State
from booklet.build.works import Works
from booklet.findings import Finding, Report, Severity
from booklet.workspace import Workspace, digest
from tests.press.preflight import builders as b
from tests.press.preflight.test_ink import image_of
from tests.programs import require

PRODUCTS = find_products(("booklet-screen", "booklet-print", "infographics"))


def made(product: str, path: str, data: bytes) -> MadeFile:
    return MadeFile(Output(product, "en", path, digest(data), 1, len(data)), data, {})


def look(folder: Path, *files: MadeFile) -> tuple[Report, list[State]]:
    works = Works(Store(folder), Snapshot(Workspace(folder)), Serial(folder, {}), Silence())
    inspector = Inspector(works, PRODUCTS)
    inspector.begin(files)
    return inspector.finish(), [task.state for task in works.states()]


RED = b.print_pdf({2: b"1 0 0 rg 100 200 50 20 re f\n"})


def test_documents_are_looked_at_for_what_they_are(tmp_path: Path) -> None:
    report, _ = look(
        tmp_path,
        made("booklet-print", "build/en/p.pdf", RED),
        made("booklet-screen", "build/en/s.pdf", b.screen_pdf()),
        made("infographics", "build/en/i.png", b"no PDF"),
    )
    (finding,) = report
    assert finding.rule == "preflight/rgb"
    assert finding.span is not None
    assert (str(finding.span), finding.page) == ("build/en/p.pdf", 2)
    assert Outcome(report=report).fails()


def test_a_document_that_has_not_changed_is_not_looked_at_again(tmp_path: Path) -> None:
    first, states = look(tmp_path, made("booklet-print", "build/en/p.pdf", RED))
    assert states == [State.MADE]
    again, states = look(tmp_path, made("booklet-print", "build/en/other.pdf", RED))
    assert states == [State.CACHED]
    assert [f.message for f in again] == [f.message for f in first]
    assert {f.span.file for f in again if f.span} == {"build/en/other.pdf"}
    _, states = look(tmp_path, made("booklet-print", "build/en/p.pdf", RED + b" "))
    assert states == [State.MADE]


def test_of_a_document_that_has_changed_the_other_pages_are_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    look(tmp_path, made("booklet-print", "build/en/p.pdf", RED))
    hints: list[bytes] = []

    def note(subject: object, known: bytes) -> preflight_tasks.Outputs:
        hints.append(known)
        return run(subject, known)

    monkeypatch.setattr(preflight_tasks, "run", note)
    changed = b.print_pdf({2: b"1 0 0 rg 100 200 50 20 re f\n", 3: b"1 g\n"})
    report, _ = look(tmp_path, made("booklet-print", "build/en/p.pdf", changed))
    assert hints[0]
    assert [finding.page for finding in report] == [2]
    look(tmp_path, made("booklet-screen", "build/en/s.pdf", b.screen_pdf()))
    assert hints[1] == b""


def test_only_print_depends_on_ghostscript(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from booklet.press.preflight import ink

    screen = made("booklet-screen", "build/en/s.pdf", b.screen_pdf())
    fine = made("booklet-print", "build/en/p.pdf", RED)
    monkeypatch.setattr(ink, "ghostscript_version", lambda _: "10.0")
    look(tmp_path, screen, fine)
    monkeypatch.setattr(ink, "ghostscript_version", lambda _: "10.1")
    _, states = look(tmp_path, screen, fine)
    assert sorted(states) == [State.CACHED, State.MADE]


def test_a_build_tells_no_infos_and_nothing_twice() -> None:
    def finding(rule: str, severity: Severity) -> Finding:
        return Finding(rule, severity, "words")

    low = finding("preflight/image-low", Severity.WARNING)
    rgb = finding("preflight/rgb", Severity.ERROR)
    found = Report.of([low, rgb, finding("preflight/blank-page", Severity.INFO)])
    assert {*choose_news(found, Report())} == {low, rgb}
    told = Report.of([finding("typeset/low-resolution", Severity.WARNING)])
    assert {*choose_news(found, told)} == {rgb}


def test_rules_that_were_told_before_exist() -> None:
    from booklet.build.rooms import import_rules

    rules = import_rules()
    for rule, others in preflight_tasks.TOLD_BEFORE.items():
        assert {rule, *others} <= {*rules}


def test_a_task_gives_the_same_bytes() -> None:
    subject = PreflightSubject(RED, "print", "")
    assert run(subject, b"") == run(subject, b"")


def test_ink_that_could_not_be_measured_is_told_and_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from booklet.press.preflight import ink

    def fail(*_: object, **__: object) -> None:
        raise OSError

    fine = made("booklet-print", "build/en/p.pdf", image_of(120))
    monkeypatch.setattr(ink, "ghostscript_version", lambda _: "10.0")
    with monkeypatch.context() as patch:
        patch.setattr(ink.subprocess, "run", fail)
        report, _ = look(tmp_path, fine)
    (told,) = (found for found in report if found.rule == "build/ink-failed")
    assert told.severity == Severity.WARNING
    assert "could not paint" in told.message
    require("gs")
    report, states = look(tmp_path, fine)
    assert not [found for found in report if found.rule == "build/ink-failed"]
    assert states == [State.MADE]
    assert look(tmp_path, fine)[1] == [State.CACHED]


def test_a_build_says_that_ink_is_not_measured_without_ghostscript(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from booklet.press.preflight import ink

    monkeypatch.setattr(ink, "ghostscript_version", lambda _: "")
    report, _ = look(tmp_path, made("booklet-print", "build/en/p.pdf", image_of(120)))
    (told,) = (found for found in choose_news(report, Report()) if found.rule == "build/ink-unmeasured")
    assert told.severity == Severity.INFO
    assert "not installed" in told.message
