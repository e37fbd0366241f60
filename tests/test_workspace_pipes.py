"""What is no file is refused at once, and never waited for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from booklet.workspace import WorkspaceError, read_document


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_that_nobody_writes_into_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    with pytest.raises(WorkspaceError, match="not a regular file"):
        read_document(tmp_path / "pipe.pdf")


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    assert read_document(tmp_path / "a.pdf") == b"%PDF-1.7"
