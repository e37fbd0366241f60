"""States of the project in git: which there are, and a clean working tree of one, away from the user's own.

A revision is checked out into a temporary folder with an index of its own, so the user's files, index,
branch and list of worktrees stay as they are, even when the program is killed half way.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from booklet.build.values import ToolError, UsageError
from booklet.workspace import MARK

WORKTREE = "WORKTREE"
"""The name of the project as it lies on the disk, uncommitted changes included."""

SETTINGS = (
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "core.sparseCheckout=false",
    "gc.auto=0",
)
"""A check-out is of the whole revision, and starts nobody's hooks, daemons or housekeeping."""

HOOK_VARIABLES = frozenset(
    {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_NAMESPACE"}
)
"""What git sets for its hooks (githooks(5)): it would lead to the user's index and working tree."""


class NoRepositoryError(UsageError):
    """The project is not under version control."""


@dataclass(frozen=True)
class Revision:
    """A commit: what the user called it, its full id, the day of the commit and its first line.

    ``tree`` is git's id of the project's files in it: two revisions with the same tree hold the same files.
    """

    name: str
    commit: str
    tree: str
    date: str = ""
    subject: str = ""

    @property
    def detail(self) -> str:
        """Id, day and first line, for people."""
        return f"{self.commit[:10]}, {self.date}: “{self.subject}”"


@dataclass(frozen=True)
class Repository:
    """The git repository in which a project lies: its top folder, and the project's folder in it
    (``prefix``, empty or ending in a slash).
    """

    top: Path
    git_folder: Path
    prefix: str

    def git(
        self, *arguments: str, index: Path | None = None, tree: Path | None = None, said: bytes = b""
    ) -> bytes:
        """What a git command prints that is told ``said``, with another index and working tree if named.

        Raises ``subprocess.CalledProcessError`` and like :func:`call`.
        """
        more = [f"--git-dir={self.git_folder}", f"--work-tree={tree or self.top}"]
        return call((*more, *arguments), self.top, {"GIT_INDEX_FILE": str(index)} if index else {}, said)

    def ask(self, *arguments: str) -> str | None:
        """What a git command prints, stripped; ``None`` when it fails."""
        try:
            return self.git(*arguments).decode("utf-8", "replace").strip()
        except subprocess.CalledProcessError:
            return None

    def find(self, name: str) -> Revision | None:
        """The commit of a name (branch, tag, ``HEAD~2``, an id); ``None`` when there is none.

        Raises :class:`~booklet.build.values.UsageError` for a commit without the project in it.
        """
        if not name or name.startswith("-") or "\0" in name or "\n" in name:
            return None
        commit = self.ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
        if not commit:
            return None
        return self._describe(name, commit)

    def changed_files(self) -> tuple[str, ...]:
        """The project's files that differ from the last commit or are not in it, by their paths in the
        project; ignored ones do not count.
        """
        asked = ("status", "--porcelain=v1", "-z", "--no-renames", "-uall", "--", self.prefix or ".")
        listed = self.git(*asked).decode("utf-8", "replace")
        # Each entry is two letters, a space and the path from the top (git-status(1), “Short Format”).
        paths = (entry[3:] for entry in listed.split("\0") if entry)
        return tuple(sorted(path.removeprefix(self.prefix) for path in paths))

    def _describe(self, name: str, commit: str) -> Revision:
        tree = self.ask("rev-parse", "--verify", "--quiet", f"{commit}:{self.prefix.rstrip('/')}")
        mark = self.ask("cat-file", "-t", f"{commit}:{self.prefix}{MARK}")
        if not tree or mark != "blob":
            where = f"{self.prefix}{MARK}"
            raise UsageError(
                f"the revision {name} ({commit[:10]}) has no publication",
                f"There is no {where} in it; choose a later revision.",
            )
        facts = self.ask("show", "--no-patch", "--format=%cs%n%s", commit) or "\n"
        date, _, subject = facts.partition("\n")
        return Revision(name, commit, tree, date, subject.strip())


def find_repository(root: Path) -> Repository:
    """The repository in which a project lies.

    Raises :class:`NoRepositoryError` when it lies in none, and
    :class:`~booklet.build.values.ToolError` when git is not installed.
    """
    root = root.resolve()
    asked = (
        "rev-parse",
        "--path-format=absolute",
        "--show-toplevel",
        "--absolute-git-dir",
        "--show-prefix",
    )
    try:
        answer = call(asked, root, {})
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace").strip().removeprefix("fatal: ")
        first = said.splitlines()[0] if said else "git cannot read it"
        raise NoRepositoryError(f"{root.name} is not in a git repository", f"git says: {first}") from None
    top, folder, prefix = answer.decode("utf-8", "surrogateescape").split("\n")[:3]
    return Repository(Path(top), Path(folder), prefix)


@contextmanager
def check_out(repository: Repository, revision: Revision) -> Iterator[Path]:
    """The project's folder in a clean working tree of a revision, which is removed afterwards.

    Raises :class:`~booklet.build.values.UsageError` when git cannot produce the files.
    """
    with passing_folder() as folder:
        tree = folder / "tree"
        tree.mkdir()
        try:
            # Unlike `git worktree add`, this leaves no trace in the repository, whatever happens meanwhile.
            repository.git("read-tree", "--reset", "-u", revision.commit, index=folder / "index", tree=tree)
        except subprocess.CalledProcessError as error:
            said = error.stderr.decode("utf-8", "replace").strip()
            raise UsageError(f"{revision.name} cannot be checked out", f"git says: {said}") from None
        yield tree / repository.prefix if repository.prefix else tree


@contextmanager
def passing_folder() -> Iterator[Path]:
    """A temporary folder, which is gone afterwards, whatever happens."""
    folder = Path(tempfile.mkdtemp(prefix="booklet-"))
    try:
        yield folder
    finally:
        _remove(folder)


def _remove(folder: Path) -> None:
    """Remove a temporary folder with all that is in it; an impatient second Ctrl-C does not stop this."""
    main = threading.current_thread() is threading.main_thread()
    before = signal.signal(signal.SIGINT, signal.SIG_IGN) if main else None
    try:
        shutil.rmtree(folder, ignore_errors=True)
    finally:
        if main:
            signal.signal(signal.SIGINT, before)


def call(arguments: Sequence[str], folder: Path, more: dict[str, str], said: bytes = b"") -> bytes:
    """What git prints when it is called in a folder.

    Raises ``subprocess.CalledProcessError`` when it fails, :class:`~booklet.build.values.ToolError` when it
    is not installed.
    """
    program = shutil.which("git")
    if program is None:
        raise ToolError("git is not installed, and comparing revisions needs it")
    settings = [part for setting in SETTINGS for part in ("-c", setting)]
    done = subprocess.run(  # noqa: S603 - git as found, no shell
        [program, *settings, *arguments],
        cwd=folder,
        env=_environment(more),
        input=said,
        capture_output=True,
        check=True,
    )
    return done.stdout


def _environment(more: dict[str, str]) -> dict[str, str]:
    """The environment without what git sets for a hook that calls this program."""
    own = {key: value for key, value in os.environ.items() if key not in HOOK_VARIABLES}
    quiet = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
    return {**own, **quiet, **more}
