"""``booklet translate``: files for translators, what comes back, and how far it has come."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from booklet.cli.console import Console
from booklet.cli.exits import Exit
from booklet.cli.message import clean, clean_line
from booklet.findings import Report

if TYPE_CHECKING:
    from booklet.build.deliveries import FileResult
    from booklet.build.handouts import Form, Format
    from booklet.build.translation import Measured

FORMATS = ("docx", "xliff", "po", "tmx", "csv", "tbx")
FORMS = ("document", "table", "redline")

LANGUAGES = click.option(
    "--lang", "languages", multiple=True, metavar="CODE", help="Only this language (may be repeated)."
)
JSON = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
STRICT = click.option("--strict", is_flag=True, help="Warnings count as errors in the exit code.")
PAGE = click.option(
    "--html",
    "page",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write it as one HTML file.",
)


@click.group("translate")
def command() -> None:
    """Send texts to translators, take them back, and see how far they have come.

    Translations lie in content/locales/LANGUAGE, one PO file for each case and one for the rest.
    """


def readable(run: Callable[..., Exit]) -> Callable[..., Exit]:
    """A command that says what is wrong with content that cannot be read."""

    @wraps(run)
    def guarded(console: Console, *arguments: Any, **options: Any) -> Exit:
        from booklet.build.translation import UnreadableError

        try:
            return run(console, *arguments, **options)
        except UnreadableError as error:
            console.show_findings(error.report)
            console.complain(f"error: {error}")
            return Exit.UNREADABLE

    return guarded


def decide(report: Report, *, strict: bool = False) -> Exit:
    """The exit code for some findings."""
    return Exit.FINDINGS if report.errors or (strict and report.warnings) else Exit.FINE


@command.command("export")
@click.option(
    "--lang", "languages", multiple=True, required=True, metavar="CODE", help="Language to translate into."
)
@click.option("--case", "documents", multiple=True, metavar="ID", help="Only this case (or `publication`).")
@click.option("--format", "form", type=click.Choice(FORMATS), default="docx", show_default=True)
@click.option(
    "--form",
    "shape",
    type=click.Choice(FORMS),
    default="document",
    show_default=True,
    help="Of a Word file: paragraphs to type over, a table of English and translation, or the English "
    "with its changes since a revision tracked.",
)
@click.option(
    "--changed-since",
    metavar="REV",
    default="",
    help="Only texts new or changed since a revision of git, or untranslated.",
)
@click.option(
    "-o",
    "--output",
    "folder",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the files go (default: build/translation/LANGUAGE).",
)
@JSON
@click.pass_obj
@readable
def export(
    console: Console,
    *,
    languages: tuple[str, ...],
    documents: tuple[str, ...],
    form: str,
    shape: str,
    changed_since: str,
    folder: Path | None,
    as_json: bool,
) -> Exit:
    """Write files for translators: Word, XLIFF or PO for each document; memory or terms for a language."""
    from booklet.build.handouts import Order, export_project

    order = Order(languages, documents, cast("Format", form), cast("Form", shape), changed_since, folder)
    made = export_project(console.root, order)
    console.show_findings(made.report)
    code = decide(made.report)
    if as_json:
        files = [
            {"path": f.path, "language": f.language, "document": f.document or None, "texts": f.texts}
            for f in made.files
        ]
        console.give_json({"files": files, "findings": _findings(made.report), "exit": int(code)})
    if made.files:
        rows = [(f.path, f.language, str(f.texts)) for f in made.files]
        console.show_table(("file", "language", "texts "), rows)
    else:
        console.say("there is nothing to translate")
    return code


@command.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option(
    "--lang", "language", metavar="CODE", default="", help="The language that the files have to be in."
)
@click.option("--case", "document", metavar="ID", default="", help="The case that the files have to be of.")
@click.option("--force", is_flag=True, help="Replace reviewed translations, too.")
@click.option("--reviewed", is_flag=True, help="A person has read these texts: mark them as reviewed.")
@click.option("--accept-same", is_flag=True, help="Take texts that are still English as translations.")
@click.option("--dry-run", is_flag=True, help="Say what would happen, and write nothing.")
@JSON
@PAGE
@click.pass_obj
@readable
def import_(
    console: Console,
    files: tuple[Path, ...],
    language: str,
    document: str,
    page: Path | None,
    *,
    force: bool,
    reviewed: bool,
    accept_same: bool,
    dry_run: bool,
    as_json: bool,
) -> Exit:
    """Take over what translators sent back: Word (.docx), XLIFF (.xlf) or PO files, also partial ones."""
    from booklet.build.deliveries import Intake, import_files
    from booklet.translate.receive import Acceptance

    accept = Acceptance(force=force, reviewed=reviewed, same=accept_same)
    made = import_files(console.root, Intake(files, language, document, accept, dry_run))
    console.show_findings(made.report)
    code = decide(made.report)
    for result in made.results:
        _show_result(console, result)
    if page is not None:
        from booklet.translate.page import write_import_page

        named = [(f"{r.document}, {r.language} ({Path(r.file).name})", r.received) for r in made.results]
        _write(console, page, write_import_page("What came back from translation", named))
    if as_json:
        console.give_json(
            {
                "results": [result.to_json() for result in made.results],
                "written": list(made.written),
                "dry_run": dry_run,
                "findings": _findings(made.report),
                "exit": int(code),
            }
        )
    for file in made.written:
        console.say(f"{'would write' if dry_run else 'wrote'} {file}")
    if not made.written:
        console.say("nothing was changed")
    return code


def _show_result(console: Console, result: FileResult) -> None:
    """What became of the texts of a document: counts, and those that somebody should look at."""
    from booklet.translate.receive import Outcome, name_flaws

    counts = ", ".join(f"{count} {name}" for name, count in result.received.count().items())
    console.say(f"{clean_line(result.file)}: {result.document}, {result.language}: {counts or 'no texts'}")
    quiet = () if console.verbose else (Outcome.MISSING, Outcome.IDENTICAL)
    for row in name_flaws(result.received.rows):
        if row.outcome not in quiet:
            words = row.text if len(row.text) <= 60 else f"{row.text[:59]}…"
            note = f" – {row.note}" if row.note else ""
            console.say(clean(f"  {str(row.outcome).ljust(10)}  {row.key or '“' + words + '”'}{note}"))


@command.command("update")
@LANGUAGES
@click.option("--dry-run", is_flag=True, help="Say what would happen, and write nothing.")
@JSON
@click.pass_obj
@readable
def update(console: Console, languages: tuple[str, ...], *, dry_run: bool, as_json: bool) -> Exit:
    """Bring the catalogues up to date with the English; with --lang also begin those of a new language."""
    from booklet.build.translation import update_project

    made = update_project(console.root, languages, dry_run=dry_run)
    console.show_findings(made.report)
    code = decide(made.report)
    groups = ("new", "stale", "moved", "obsolete")
    if as_json:
        catalogues = {
            file: {group: list(getattr(merged, group)) for group in groups}
            for file, merged in made.merged.items()
        }
        console.give_json(
            {
                "catalogues": catalogues,
                "written": list(made.written),
                "findings": _findings(made.report),
                "exit": int(code),
            }
        )
    for file in made.written:
        merged = made.merged[file]
        parts = [f"{len(getattr(merged, group))} {group}" for group in groups if getattr(merged, group)]
        console.say(f"{'would write' if dry_run else 'wrote'} {file}: {', '.join(parts) or 'tidied'}")
    if not made.written:
        console.say("the catalogues are up to date")
    return code


@command.command("status")
@LANGUAGES
@JSON
@PAGE
@click.pass_obj
@readable
def status(console: Console, languages: tuple[str, ...], page: Path | None, *, as_json: bool) -> Exit:
    """Show how far the translations have come: done, to review, stale and missing texts."""
    from booklet.build.translation import measure_project

    made = measure_project(console.root, languages)
    console.show_findings(made.report)
    code = decide(made.report)
    if page is not None:
        from booklet.translate.page import write_status_page

        _write(console, page, write_status_page(made.title, made.languages))
    if as_json:
        found = [language.to_json() for language in made.languages]
        console.give_json({"languages": found, "findings": _findings(made.report), "exit": int(code)})
    elif page is None:
        _give_status(console, made, documents=bool(languages) or console.verbose)
    return code


def _give_status(console: Console, made: Measured, *, documents: bool) -> None:
    """The table; the documents of each language when one is named."""
    heads = (
        "language",
        "document",
        "done",
        "to review",
        "stale",
        "missing",
        "of",
        "% translated",
        "% done",
    )
    rows: list[Sequence[str]] = [heads]
    for language in made.languages:
        listed = [("all", language.total), *(language.documents if documents else ())]
        for name, count in listed:
            numbers = (count.done, count.to_review, count.stale, count.missing, count.total)
            shares = (f"{count.percent_translated} %", f"{count.percent} %")
            rows.append((language.language, name, *(str(n) for n in numbers), *shares))
    widths = [max(len(row[at]) for row in rows) for at in range(len(heads))]
    for row in rows if made.languages else ():
        cells = [
            cell.ljust(width) if at < 2 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        console.give("  ".join(cells).rstrip())
    if not made.languages:
        console.say("there are no translations yet; `booklet translate export --lang CODE` begins")


@command.command("check")
@LANGUAGES
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="Messages for people, for programs, or for code reviews on GitHub.",
)
@STRICT
@click.pass_obj
@readable
def check(console: Console, languages: tuple[str, ...], form: str, *, strict: bool) -> Exit:
    """Check translations: numbers, links, marks, language, terms, length, spelling."""
    from booklet.build.translation import check_translations
    from booklet.cli.message import write_github

    made = check_translations(console.root, languages)
    code = decide(made.report, strict=strict)
    if form == "json":
        console.give_json(
            {"findings": _findings(made.report), "skipped": list(made.skipped), "exit": int(code)}
        )
        return code
    if form == "github":
        for finding in made.report:
            console.give(write_github(finding))
    else:
        console.show_findings(made.report)
    for words in made.skipped:
        console.say(f"not checked: {words}")
    console.show_counts(made.report)
    return code


@command.command("pseudo")
@click.pass_obj
@readable
def pseudo(console: Console) -> Exit:
    """Write the pseudo-locale `qps`: accented, longer English, sent through Word files and back."""
    from booklet.build.pseudo import write_pseudo

    made = write_pseudo(console.root)
    console.show_findings(made.report)
    for file in made.written:
        console.say(f"wrote {file}")
    for key in made.changed:
        console.say(f"  came back changed: {key}")
    console.say(f"{made.texts} texts went through Word files, {len(made.changed)} came back changed")
    console.say("build it with `booklet build --lang qps`")
    return Exit.FINDINGS if made.changed or made.report.errors else Exit.FINE


def _findings(report: Report) -> list[dict[str, object]]:
    return [finding.to_json() for finding in report]


def _write(console: Console, page: Path, data: bytes) -> None:
    from booklet.workspace import write_atomic

    write_atomic(page.resolve(), data)
    console.say(f"wrote {clean_line(str(page))}")
