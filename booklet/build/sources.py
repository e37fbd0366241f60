"""From the digests in a manifest back to the files: which commit holds the inputs of a build?

A manifest does not name a commit. The inputs' digests say more: they find the commit also for a build that
was made before the commit was, and every other commit that holds the same files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from booklet.build.revisions import Repository, Revision
from booklet.workspace import MISSING, Workspace, digest

MAX_COMMITS = 2000
"""So far back the history is searched."""


@dataclass(frozen=True)
class Mismatch:
    """An input that is not as the manifest has it: ``found`` is another digest or a reason."""

    path: str
    wanted: str
    found: str

    @property
    def words(self) -> str:
        """The difference in a phrase."""
        if self.found == MISSING:
            return f"{self.path} is missing"
        return f"{self.path} is another one" if len(self.found) == 64 else f"{self.path}: {self.found}"


def compare_inputs(root: Path, inputs: Mapping[str, str]) -> tuple[Mismatch, ...]:
    """The inputs that the files in a folder do not match."""
    workspace = Workspace(root)
    states = ((path, wanted, workspace.state(path)) for path, wanted in sorted(inputs.items()))
    return tuple(Mismatch(path, wanted, state) for path, wanted, state in states if state != wanted)


@dataclass
class History:
    """The commits of a repository, searched for files by their SHA-256 digests."""

    repository: Repository
    _digests: dict[str, str] = field(default_factory=dict)
    """Git's id of a file → SHA-256 of its bytes."""

    def find(self, inputs: Mapping[str, str]) -> Revision | None:
        """The latest commit that holds all these files with these digests; ``None`` when there is none."""
        if not inputs:
            return None
        refused: set[str] = set()
        for commit in self._commits():
            tree = self.repository.ask("rev-parse", "--quiet", "--verify", f"{commit}:{self._folder}")
            if not tree or tree in refused:
                continue
            if self._holds(tree, inputs):
                return self.repository.find(commit)
            refused.add(tree)
        return None

    @property
    def _folder(self) -> str:
        return self.repository.prefix.rstrip("/")

    def _commits(self) -> Iterator[str]:
        asked = ("rev-list", f"--max-count={MAX_COMMITS}", "HEAD", "--branches", "--tags", "--remotes")
        yield from (self.repository.ask(*asked) or "").split()

    def _holds(self, tree: str, inputs: Mapping[str, str]) -> bool:
        files = self._list(tree)
        if not inputs.keys() <= files.keys():
            return False
        known = (self._digests.get(files[path]) for path in inputs)
        pairs = zip(known, inputs.values(), strict=True)
        if any(found is not None and found != wanted for found, wanted in pairs):
            return False
        self._learn(files[path] for path in inputs)
        return all(self._digests.get(files[path]) == wanted for path, wanted in inputs.items())

    def _list(self, tree: str) -> dict[str, str]:
        """Path → git's id of all files below a tree."""
        listed = self.repository.git("ls-tree", "-r", "-z", tree).decode("utf-8", "surrogateescape")
        # Each entry is mode, type, id, a tab and the path (git-ls-tree(1), “Output format”).
        entries = (entry.partition("\t") for entry in listed.split("\0") if entry)
        return {path: about.split(" ")[2] for about, _, path in entries}

    def _learn(self, ids: Iterator[str]) -> None:
        """Digest the files that are not known yet, all in one call."""
        wanted = list(dict.fromkeys(id for id in ids if id not in self._digests))
        if not wanted:
            return
        said = self.repository.git("cat-file", "--batch", said="\n".join(wanted).encode() + b"\n")
        position = 0
        for id in wanted:
            end = said.index(b"\n", position)
            head = said[position:end].split()
            if len(head) != 3:  # “ID missing”
                position = end + 1
                continue
            start, size = end + 1, int(head[2])
            self._digests[id] = digest(said[start : start + size])
            position = start + size + 1
