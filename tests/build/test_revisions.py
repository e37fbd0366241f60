"""Revisions of git: found, checked out beside the user's own files, and gone afterwards."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from booklet.build.revisions import NoRepositoryError, check_out, find_repository
from booklet.build.values import ToolError, UsageError
from booklet.workspace import MARK
from tests.projects import write_project
from tests.repositories import commit, git, start_repository


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which temporary folders are made."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture(params=["", "deep/er", "ä b"])
def root(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A project that is a repository, or a folder of one, with two commits."""
    top = tmp_path / "repository"
    root = top / request.param
    write_project(root)
    start_repository(top)
    commit(top, "First")
    (root / MARK).write_text((root / MARK).read_text().replace("Small booklet", "Smaller booklet"))
    commit(top, "Second: “smaller”")
    return root


def state(root: Path) -> tuple[str, ...]:
    """All that a comparison must leave alone: index, references, worktrees, what is changed."""
    top = Path(git(root, "rev-parse", "--show-toplevel").strip())
    folder = top / ".git"
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    return (
        *(f"{p}: {p.read_bytes()!r} {p.stat().st_mtime_ns}" for p in files),
        git(root, "worktree", "list"),
        git(root, "status", "--porcelain"),
    )


def test_a_revision_is_found_by_any_name(root: Path) -> None:
    repository = find_repository(root)
    first, last = repository.find("HEAD~1"), repository.find("main")
    assert first is not None and last is not None
    assert first.commit == git(root, "rev-parse", "HEAD~1").strip()
    assert (first.subject, last.subject) == ("First", "Second: “smaller”")
    assert last.date == "2026-01-15"
    assert first.tree != last.tree
    assert repository.find(first.commit[:12]) is not None


@pytest.mark.parametrize(
    "name", ["", "nothing", "--help", "-h", "HEAD~99", "HEAD\n", "a\0b", "HEAD:content"]
)
def test_what_is_no_revision_is_not_found(root: Path, name: str) -> None:
    assert find_repository(root).find(name) is None


def test_a_tag_and_a_tree_that_is_the_same(root: Path) -> None:
    git(root, "tag", "-a", "-m", "A tag", "v1")
    git(root, "commit", "--allow-empty", "-q", "-m", "Nothing")
    repository = find_repository(root)
    tag, head = repository.find("v1"), repository.find("HEAD")
    assert tag is not None and head is not None
    assert tag.commit != head.commit and tag.tree == head.tree


def test_a_clean_tree_that_goes_again(root: Path, temporary: Path) -> None:
    repository = find_repository(root)
    revision = repository.find("HEAD~1")
    assert revision is not None
    (root / MARK).write_text("title: being edited\n")
    (root / "content/new.txt").write_text("new")
    git(root, "add", "--", "content/new.txt")
    git(root, "status")  # lets git write its index now
    before = state(root)
    with check_out(repository, revision) as folder:
        assert "title: Small booklet" in (folder / MARK).read_text()
        assert not (folder / "content/new.txt").exists()
        assert not folder.is_relative_to(root)
        assert temporary in folder.parents
    assert not list(temporary.iterdir())
    assert state(root) == before
    assert (root / MARK).read_text() == "title: being edited\n"


@pytest.mark.parametrize("stop", [KeyboardInterrupt, ValueError])
def test_whatever_happens_the_tree_goes_again(
    root: Path, temporary: Path, stop: type[BaseException]
) -> None:
    repository = find_repository(root)
    revision = repository.find("HEAD")
    assert revision is not None
    with pytest.raises(stop), check_out(repository, revision):
        raise stop
    assert not list(temporary.iterdir())


def test_hooks_do_not_run_and_a_hook_may_call(
    root: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    top = Path(git(root, "rev-parse", "--show-toplevel").strip())
    for name in ("post-checkout", "post-index-change"):
        hook = top / ".git/hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(f"#!/bin/sh\ntouch '{tmp_path}/ran'\n")
        hook.chmod(0o755)
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "hook-index"))
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    repository = find_repository(root)
    revision = repository.find("HEAD")
    assert revision is not None
    with check_out(repository, revision) as folder:
        assert (folder / MARK).is_file()
    assert not (tmp_path / "ran").exists()
    assert not (tmp_path / "hook-index").exists()


def test_from_a_linked_worktree(root: Path, tmp_path: Path) -> None:
    top = Path(git(root, "rev-parse", "--show-toplevel").strip())
    linked = tmp_path / "linked"
    git(root, "worktree", "add", "-q", "--detach", str(linked), "HEAD~1")
    repository = find_repository(linked / root.relative_to(top))
    head = repository.find("HEAD")
    assert head is not None and head.subject == "First"
    with check_out(repository, head) as folder:
        assert (folder / MARK).is_file()


def test_sparse_trees_are_checked_out_whole(root: Path) -> None:
    git(root, "config", "core.sparseCheckout", "true")
    (Path(git(root, "rev-parse", "--absolute-git-dir").strip()) / "info/sparse-checkout").write_text(
        "/none\n"
    )
    repository = find_repository(root)
    head = repository.find("HEAD")
    assert head is not None
    with check_out(repository, head) as folder:
        assert (folder / MARK).is_file()


def test_uncommitted_changes_are_listed(root: Path) -> None:
    repository = find_repository(root)
    assert repository.changed_files() == ()
    (root / MARK).write_text("x")
    (root / "content/ä b.txt").write_text("x")
    (root / "content/glossary.csv").unlink()
    (root / "build").mkdir()
    (root / ".gitignore").write_text("/build/\n")
    (root / "build/x").write_text("x")
    assert repository.changed_files() == (
        ".gitignore",
        MARK,
        "content/glossary.csv",
        "content/ä b.txt",
    )


def test_a_revision_without_the_project(tmp_path: Path) -> None:
    start_repository(tmp_path)
    (tmp_path / "README").write_text("x")
    commit(tmp_path, "Before")
    write_project(tmp_path / "sub")
    commit(tmp_path, "With")
    with pytest.raises(UsageError, match="no publication") as caught:
        find_repository(tmp_path / "sub").find("HEAD~1")
    assert f"sub/{MARK}" in caught.value.help


def test_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    with pytest.raises(NoRepositoryError, match="not in a git repository") as caught:
        find_repository(tmp_path)
    assert "git says" in caught.value.help


def test_no_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ToolError, match="git is not installed"):
        find_repository(tmp_path)


def test_a_damaged_repository(root: Path) -> None:
    repository = find_repository(root)
    head = repository.find("HEAD")
    assert head is not None
    blob = git(root, "rev-parse", f"HEAD:{repository.prefix}content/glossary.csv").strip()
    folder = Path(git(root, "rev-parse", "--absolute-git-dir").strip())
    (folder / "objects" / blob[:2] / blob[2:]).unlink()
    with pytest.raises(UsageError, match="cannot be checked out"), check_out(repository, head):
        pass
