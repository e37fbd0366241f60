"""The small parts of the build room."""

from __future__ import annotations

import dataclasses
import datetime
import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.build.canonical import canonical
from booklet.build.desk import find_span
from booklet.build.manifest import Entry, list_inputs, read_manifest, write_manifest
from booklet.build.products import PRODUCTS, find_products, is_product_path
from booklet.build.prose import without_prose
from booklet.build.run import clean_project
from booklet.build.store import Snapshot, Store
from booklet.build.tasks import typesetting_only
from booklet.build.tools import code_digest, installed_packages, tool_versions
from booklet.build.values import Kind, Outcome, Output, State, TaskState, UsageError
from booklet.findings import Finding, Report, Severity, Span
from booklet.load.project import load_project
from booklet.model.pages import Bookmark, Composition, Furniture
from booklet.typeset.furniture import Row, list_rows
from booklet.workspace import Workspace, digest

OUTPUT = Output("booklet-screen", "en", "build/en/booklet-screen.pdf", "a" * 64, 12, 3456)


@dataclass(frozen=True)
class Sample:
    name: str
    data: bytes
    when: datetime.date


def test_canonical_does_not_depend_on_the_order_of_keys() -> None:
    assert canonical({"b": 1, "a": (2, None)}) == canonical({"a": [2, None], "b": 1})


def test_canonical_takes_bytes_by_their_digest() -> None:
    one = Sample("x", b"one", datetime.date(2026, 1, 15))
    assert canonical(one) != canonical(dataclasses.replace(one, data=b"two"))
    assert b"2026-01-15" in canonical(one)
    assert len(canonical(dataclasses.replace(one, data=b"x" * 10**6))) < 200


def test_canonical_refuses_what_has_no_order() -> None:
    with pytest.raises(TypeError, match="set"):
        canonical({"a": {1, 2}})


PLAIN = st.none() | st.booleans() | st.integers() | st.text()
VALUES = st.recursive(PLAIN, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))


@given(VALUES)
def test_canonical_is_json(value: object) -> None:
    assert json.loads(canonical(value).decode("utf-8", "surrogatepass")) == value


SPANS = st.builds(Span, st.text(min_size=1), st.integers(1, 999), st.integers(1, 99), st.integers(1, 99))
FINDINGS = st.builds(
    Finding,
    st.text(),
    st.sampled_from(Severity),
    st.text(),
    st.none() | SPANS,
    st.text(),
    st.none() | st.integers(1, 99),
)


@given(st.lists(FINDINGS, max_size=4))
def test_outcomes_travel_through_json(findings: list[Finding]) -> None:
    outcome = Outcome((OUTPUT,), (TaskState("x", Kind.DRAFT, State.MADE),), Report.of(findings))
    assert Outcome.from_json(json.loads(json.dumps(outcome.to_json()))) == outcome


@pytest.mark.parametrize(
    ("severity", "strict", "fails"),
    [
        (Severity.ERROR, False, True),
        (Severity.WARNING, False, False),
        (Severity.WARNING, True, True),
        (Severity.INFO, True, False),
    ],
)
def test_what_makes_a_command_fail(severity: Severity, *, strict: bool, fails: bool) -> None:
    outcome = Outcome(report=Report.of([Finding("a/b", severity, "text")]))
    assert outcome.fails(strict=strict) is fails


def test_unknown_products_are_refused_with_the_known_ones() -> None:
    assert find_products([]) == tuple(product for product in PRODUCTS if not product.on_demand)
    assert [p.name for p in find_products(["booklet-screen"])] == ["booklet-screen"]
    with pytest.raises(UsageError) as caught:
        find_products(["booklet-screem"])
    assert caught.value.help == "Did you mean `booklet-screen`?"
    with pytest.raises(UsageError) as caught:
        find_products(["xyz"])
    assert all(product.name in caught.value.help for product in PRODUCTS)


def test_anchors_lead_to_the_nearest_known_place() -> None:
    spans = {"cases/a": Span("a.yaml", 1), "cases/a/why": Span("a.yaml", 9)}
    assert find_span(spans, "cases/a/why/2") == Span("a.yaml", 9)
    assert find_span(spans, "cases/a/else") == Span("a.yaml", 1)
    assert find_span(spans, "cover") is None


def test_manifest_is_read_as_it_was_written(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    entry = Entry(OUTPUT, {"content/booklet.yaml": "b" * 64})
    workspace.write("build/manifest.json", write_manifest([entry], {"weasyprint": "70.0"}))
    assert read_manifest(workspace) == (entry,)


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b'{"outputs": [1]}', b'{"outputs": [{"path": 3}]}'])
def test_a_damaged_manifest_lists_nothing(tmp_path: Path, data: bytes) -> None:
    workspace = Workspace(tmp_path)
    workspace.write("build/manifest.json", data)
    assert read_manifest(workspace) == ()


def test_inputs_are_files_and_not_questions() -> None:
    reads = {"b": "1" * 64, "a": "2" * 64, "list:content:*": "3" * 64, "c": "missing", "d": "present"}
    assert list(list_inputs(reads)) == ["a", "b"]


def test_records_hold_while_their_reads_do(tmp_path: Path) -> None:
    workspace, store = Workspace(tmp_path), Store(tmp_path)
    workspace.write("content/a.txt", b"one")
    probe = Workspace(tmp_path)
    probe.read("content/a.txt")
    probe.exists("content/b.txt")
    probe.list("content", "*.txt")
    store.keep("k", {"pdf": b"made"}, probe.reads)
    assert store.find("k", Snapshot(workspace)) == ({"pdf": b"made"}, probe.reads)
    workspace.write("content/b.txt", b"")
    assert store.find("k", Snapshot(workspace)) is None
    (tmp_path / "content/b.txt").unlink()
    workspace.write("content/c.txt", b"")
    assert store.find("k", Snapshot(workspace)) is None
    (tmp_path / "content/c.txt").unlink()
    workspace.write("content/a.txt", b"two")
    assert store.find("k", Snapshot(workspace)) is None
    workspace.write("content/a.txt", b"one")
    assert store.find("k", Snapshot(workspace)) is not None


def test_a_file_that_was_only_asked_for_may_change(tmp_path: Path) -> None:
    workspace, store = Workspace(tmp_path), Store(tmp_path)
    workspace.write("a.txt", b"one")
    workspace.exists("a.txt")
    store.keep("k", {}, workspace.reads)
    workspace.write("a.txt", b"two")
    assert store.find("k", Snapshot(workspace)) is not None
    (tmp_path / "a.txt").unlink()
    assert store.find("k", Snapshot(workspace)) is None


def test_typesetting_does_not_depend_on_what_the_linker_uses() -> None:
    one = Composition("x", "en", "<p>", ("a.css",), numbering="roman", needs=("y",))
    two = dataclasses.replace(
        one, bookmarks=(Bookmark("t", "x", 1),), furniture=Furniture("head"), numbering="arabic"
    )
    assert canonical(typesetting_only(one)) == canonical(typesetting_only(two))
    assert canonical(typesetting_only(one)) != canonical(
        typesetting_only(dataclasses.replace(one, html=""))
    )


def test_figures_do_not_depend_on_prose(project: Workspace) -> None:
    before = load_project(project).publication
    path = project.root / "content/cases/night-walk.yaml"
    path.write_text(path.read_text().replace("Nobody has to walk alone.", "Nobody must."))
    reworded = load_project(Workspace(project.root)).publication
    path.write_text(path.read_text().replace("start: 2015", "start: 2016"))
    moved = load_project(Workspace(project.root)).publication
    assert before is not None and reworded is not None and moved is not None
    assert canonical(before) != canonical(reworded)
    assert canonical(without_prose(before)) == canonical(without_prose(reworded))
    assert canonical(without_prose(before)) != canonical(without_prose(moved))


def test_furniture_rows_know_first_pages_and_rectos() -> None:
    cover, case = Furniture(first_page=False, other_pages=False), Furniture("Case", first_page=False)
    rows = list_rows(("Cover", "1", "2"), [(cover, True), (case, True), (case, False)])
    assert rows == (
        Row("Cover", "", False, True),
        Row("1", "Case", False, False),
        Row("2", "Case", True, True),
    )


def test_tools_are_known_without_importing_them() -> None:
    versions = tool_versions()
    assert versions["weasyprint"] == "70.0"
    assert {"pango", "harfbuzz", "fontconfig", "python"} <= set(versions)
    assert "weasyprint" in installed_packages()
    assert code_digest("section") != code_digest("link") != code_digest("")


def test_clean_removes_what_was_made_and_nothing_else(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    made = dataclasses.replace(OUTPUT, sha256=digest(b"pdf"))
    others = ("build/en/mine.pdf", "build/en/factsheets/changed.pdf", "content/booklet.yaml")
    entries = [Entry(dataclasses.replace(made, path=path)) for path in (made.path, *others)]
    for path in (made.path, "build/en/mine.pdf", "build/notes.txt", "content/booklet.yaml"):
        workspace.write(path, b"pdf")
    workspace.write("build/en/factsheets/changed.pdf", b"my own words")
    workspace.write("build/manifest.json", write_manifest(entries, {}))
    workspace.write(".cache/booklet/records/x.json", b"{}")
    assert clean_project(tmp_path) == (made.path, "build/manifest.json", ".cache/booklet")
    left = {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()}
    assert left == {*others, "build/notes.txt"}
    assert clean_project(tmp_path) == ()


def test_clean_touches_nothing_where_there_is_no_project(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    made = dataclasses.replace(OUTPUT, sha256=digest(b"pdf"))
    workspace.write(made.path, b"pdf")
    workspace.write("build/manifest.json", write_manifest([Entry(made)], {}))
    workspace.write(".cache/booklet/records/x.json", b"{}")
    assert clean_project(tmp_path) == ()
    assert len([p for p in tmp_path.rglob("*") if p.is_file()]) == 3


def test_paths_of_products_are_known() -> None:
    known = [product.path("en", "night-walk") for product in PRODUCTS if not product.is_plate]
    known += ["build/fr/infographics/a-b.png", "build/en/figures/map.svg", "build/pt-BR/booklet-screen.pdf"]
    assert all(map(is_product_path, known))
    unknown = ("build/en/x.pdf", "build/en/figures/map.pdf", "build/manifest.json", "content/booklet.yaml")
    odd = ("build/en/factsheets/../../x.pdf", "build/../content/booklet-screen.pdf", f"{known[0]}\n")
    assert not any(map(is_product_path, (*unknown, *odd)))


@pytest.mark.parametrize("folder", [".cache", ".cache/booklet", ".cache/booklet/blobs"])
def test_a_cache_that_is_no_folder_keeps_nothing(tmp_path: Path, folder: str) -> None:
    (tmp_path / folder).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / folder).write_text("mine")
    store = Store(tmp_path)
    store.keep("k", {"pdf": b"x"}, {})
    store.prune(limit=0)
    assert store.find("k", Snapshot(Workspace(tmp_path))) is None
    assert folder.endswith("blobs") or not store.clear()


@pytest.mark.parametrize("folder", [".cache", ".cache/booklet"])
@pytest.mark.parametrize("goal", ["inside", "../outside"])
def test_a_cache_behind_a_link_is_neither_used_nor_cleaned(tmp_path: Path, folder: str, goal: str) -> None:
    root = tmp_path / "project"
    Workspace(root).write("content/booklet.yaml", b"")
    target = (root / goal).resolve()
    Workspace(target).write("booklet/records/mine.json", b"{}")
    (root / folder).parent.mkdir(exist_ok=True)
    (root / folder).symlink_to(target)
    store = Store(root)
    store.keep("k", {"pdf": b"x"}, {})
    store.prune(limit=0)
    assert store.find("k", Snapshot(Workspace(root))) is None
    assert clean_project(root) == ()
    assert [p.name for p in target.rglob("*") if p.is_file()] == ["mine.json"]
