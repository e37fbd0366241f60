"""What a failed read leaves behind: enough to know later that it would not fail any more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from booklet import workspace as gate
from booklet.build.store import Snapshot, Store
from booklet.workspace import Workspace, WorkspaceError

PATH = "assets/picture.png"


def link_outside(target: Path) -> None:
    outside = target.parents[2] / "outside.png"
    outside.write_bytes(b"picture")
    target.symlink_to(outside)


def link_to_itself(target: Path) -> None:
    target.symlink_to(target)


def oversize(target: Path) -> None:
    with target.open("wb") as stream:
        stream.truncate(gate.MAX_FILE_BYTES + 1)


def leave_out(target: Path) -> None:
    assert not target.exists()


@pytest.mark.parametrize("spoil", [link_outside, link_to_itself, oversize, Path.mkdir, leave_out])
def test_a_mended_file_makes_stale_what_was_made_without_it(
    tmp_path: Path, spoil: Callable[[Path], object]
) -> None:
    root = tmp_path / "project"
    target = root / PATH
    target.parent.mkdir(parents=True)
    spoil(target)
    workspace, store = Workspace(root), Store(root)
    with pytest.raises(WorkspaceError):
        workspace.read(PATH)
    assert not Workspace(root).exists(PATH) or spoil is oversize
    store.keep("k", {}, workspace.reads)
    assert store.find("k", Snapshot(workspace)) is not None, "nothing has changed yet"
    if target.is_dir() and not target.is_symlink():
        target.rmdir()
    target.unlink(missing_ok=True)
    target.write_bytes(b"picture")
    assert store.find("k", Snapshot(workspace)) is None


def test_a_file_that_cannot_be_opened_is_recorded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = Workspace(tmp_path)
    workspace.write("a.txt", b"text")

    def refuse(*_: object) -> object:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr("booklet.workspace._open_at_once", refuse)
        with pytest.raises(WorkspaceError):
            workspace.read("a.txt")
        assert Snapshot(workspace).holds(workspace.reads)
    assert list(workspace.reads) == ["a.txt"]
    assert not Snapshot(workspace).holds(workspace.reads)


def test_a_listing_through_a_link_is_recorded(tmp_path: Path) -> None:
    root = tmp_path / "project"
    root.mkdir()
    (root / "icons").symlink_to(tmp_path)
    workspace = Workspace(root)
    with pytest.raises(WorkspaceError):
        workspace.list("icons")
    assert Snapshot(workspace).holds(workspace.reads)
    (root / "icons").unlink()
    assert not Snapshot(workspace).holds(workspace.reads)


def test_a_file_that_became_a_folder_is_no_longer_there(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    workspace.write("a.txt", b"text")
    assert workspace.exists("a.txt")
    (tmp_path / "a.txt").unlink()
    (tmp_path / "a.txt").mkdir()
    assert not Snapshot(workspace).holds(workspace.reads)
    assert not Workspace(tmp_path).exists("a.txt")
