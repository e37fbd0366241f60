"""What changed in the English since a revision of git, as Word documents with tracked changes."""

from __future__ import annotations

from collections.abc import Mapping

from booklet.build.looks import look_of
from booklet.build.revisions import check_out, find_repository
from booklet.build.translation import Project, UnreadableError, open_project
from booklet.build.values import UsageError
from booklet.model.case import Case
from booklet.model.locale import tag_of
from booklet.model.segment import Segment
from booklet.translate.catalogue import Catalogue, Entry
from booklet.translate.merge import Merged, merge
from booklet.word.content import Info
from booklet.word.redline import Redline, write_redline

Segments = Mapping[str, tuple[Segment, ...]]
"""The segments of each document."""


def read_before(project: Project, name: str) -> Segments:
    """The segments of the project as of a commit, branch or tag.

    Raises :class:`~booklet.build.values.UsageError` when there is none, or its content cannot be read.
    """
    repository = find_repository(project.workspace.root)
    revision = repository.find(name)
    if revision is None:
        raise UsageError(f"there is no revision “{name}”", "Name a commit, branch or tag of git.")
    with check_out(repository, revision) as folder:
        try:
            return open_project(folder).documents()
        except UnreadableError:
            raise UsageError(f"the content of {name} cannot be read") from None


def find_changed(project: Project, before: Segments) -> frozenset[str]:
    """The keys of the segments that are new or reworded; one that only moved is neither."""
    changed: set[str] = set()
    for document, segments in project.documents().items():
        merged = _merge(before.get(document, ()), document, segments)
        changed |= {*merged.new, *merged.stale}
    return frozenset(changed)


def _merge(before: tuple[Segment, ...], document: str, after: tuple[Segment, ...]) -> Merged:
    entries = tuple(Entry(segment.key, segment.source, "x") for segment in before)
    return merge(Catalogue("", document, entries), after)


def draw_redline(
    project: Project, document: str, title: str, before: tuple[Segment, ...]
) -> tuple[bytes, int] | None:
    """A document of the English with its changes tracked, and how many texts changed; or nothing."""
    after = project.documents()[document]
    count = len(_differences(before, after))
    if not count:
        return None
    settings = project.publication.settings
    info = Info(
        title=title,
        authors=(settings.publisher,),
        subject="",
        keywords=(),
        language=tag_of(project.language),
        date=settings.date,
        publisher=settings.publisher,
    )
    look = look_of(project.publication, find_case(project, document))
    return write_redline(Redline(info, before, after, look)), count


def _differences(before: tuple[Segment, ...], after: tuple[Segment, ...]) -> set[str]:
    """The keys of texts that are in one state and not, or otherwise, in the other."""
    pairs = {(segment.key, segment.source) for segment in before} ^ {(s.key, s.source) for s in after}
    return {key for key, _ in pairs}


def find_case(project: Project, document: str) -> Case | None:
    """The case that a document is about, if it is about a single one."""
    cases = {case.id: case for case in project.publication.cases}
    return cases.get(document)
