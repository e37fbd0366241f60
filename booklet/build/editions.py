"""A publication in each language that is asked for: texts, labels, places, and what is left in the source.

The publication's own language needs nothing. In any other one, texts and labels come from the catalogues in
``content/locales``, and so do the places that findings point at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from booklet.build.content import Content
from booklet.build.locales import bring_up_to_date, read_layouts, read_locale
from booklet.build.values import Gaps
from booklet.check import check_publication
from booklet.findings import Finding, Report, Severity, Span, rule
from booklet.load.project import LOCALES_FOLDER
from booklet.model.case import Case
from booklet.model.layout import Labelled
from booklet.model.publication import Publication
from booklet.translate.catalogue import State
from booklet.translate.policy import settle
from booklet.translate.segments import list_segments, localise
from booklet.typeset.fonts import Coverage
from booklet.workspace import Workspace

UNTRANSLATED = rule(
    "build/untranslated",
    Severity.INFO,
    "Cases of which nothing is translated have no sheets in a language.",
    "Translate them; `--case ID` makes a sheet nonetheless.",
)


@dataclass(frozen=True)
class LanguageEdition:
    """A publication in one language.

    ``layouts`` are those with its labels, by name (none for the publication's own language); ``spans`` lead
    from content paths to the places of the texts that are printed. ``foreign`` are the keys of texts that
    are left in the publication's own language, and ``untranslated`` the ids of cases that are left so
    altogether. ``reads`` are the files that made it this language's.
    """

    language: str
    publication: Publication
    layouts: Mapping[str, Labelled]
    spans: Mapping[str, Span]
    foreign: frozenset[str] = frozenset()
    untranslated: frozenset[str] = frozenset()
    report: Report = field(default_factory=Report)
    reads: Mapping[str, str] = field(default_factory=dict)

    def choose_cases(self, cases: Iterable[Case], named: Iterable[str]) -> tuple[Case, ...]:
        """Of some cases those that have sheets in this language: translated ones, and any that is named."""
        names, wanted = set(named), {case.id for case in cases}
        own = (case for case in self.publication.cases if case.id in wanted)
        return tuple(case for case in own if case.id in names or case.id not in self.untranslated)

    def find_left_out(self, cases: Iterable[Case], named: Iterable[str]) -> Iterator[Finding]:
        """One finding that names the cases that have no sheets, if there are such."""
        names = set(named)
        left = [case.id for case in cases if case.id in self.untranslated and case.id not in names]
        if left:
            yield UNTRANSLATED.at(None, f"in the language `{self.language}`: {', '.join(left)}")


def read_edition(
    workspace: Workspace, content: Content, language: str, gaps: Gaps, parts: tuple[str, ...] = ()
) -> LanguageEdition:
    """The publication of a content in one of its languages, with the checks of its translated texts.

    The content must have a publication. When only some ``parts`` of it are printed, by what their content
    paths begin with, what is missing is told of them alone.
    """
    assert content.publication is not None, "there is nothing to translate"
    own = Workspace(workspace.root)
    if language == content.publication.settings.language:
        return LanguageEdition(language, content.publication, {}, content.spans)
    layouts = read_layouts(own)
    segments = list_segments(content.publication, layouts)
    read = read_locale(own, language, content.publication)
    files = bring_up_to_date(read, segments).files()
    settled = settle(files, segments, language, missing=gaps.missing, stale=gaps.stale, parts=parts)
    publication, words = localise(content.publication, layouts, language, settled.translations)
    entries = {entry.key: (file, entry) for file, made in files for entry in made.entries}
    there = {key for key, (_, entry) in entries.items() if entry.state is not State.MISSING}
    begun = {segment.document for segment in segments if segment.key in there}
    present = there - settled.dropped
    spans = {**content.spans, **{key: Span(entries[key][0], entries[key][1].line) for key in present}}
    report = read.report + Report.of(settled.findings)
    report += _check(publication, spans, language) + Report.of(Coverage(own).check_language(language))
    return LanguageEdition(
        language,
        publication,
        words,
        spans,
        frozenset(segment.key for segment in segments) - present,
        frozenset(case.id for case in content.publication.cases) - begun,
        content.adjust(report),
        own.reads,
    )


def check_languages(workspace: Workspace, content: Content) -> Report:
    """What is wrong with the translated texts of a content's languages."""
    if content.publication is None:
        return Report()
    others = (code for code in content.languages if code != content.publication.settings.language)
    report = Report()
    for language in others:
        report += read_edition(workspace, content, language, Gaps()).report
    return report


def _check(publication: Publication, spans: Mapping[str, Span], language: str) -> Report:
    """What the rules for any language say of the texts that are translated; the others are the source's."""
    found = check_publication(publication, spans, language)
    return Report.of(one for one in found if one.span and one.span.file.startswith(f"{LOCALES_FOLDER}/"))
