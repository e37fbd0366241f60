"""Status and import reports as HTML files that need nothing else: no script, no network, no other file.

The contrast of all text and of the bars' outlines keeps WCAG 2.2 AA; no state is told by colour alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup as Html

from booklet.translate.receive import Received, Row
from booklet.translate.status import Count, LanguageStatus

_STYLE = """
:root { color-scheme: light; }
body { margin: 2rem auto; max-width: 70rem; padding: 0 1rem; background: #fff; color: #1b1b1f;
  font: 1rem/1.5 "Source Sans 3", "Segoe UI", system-ui, sans-serif; }
h1 { font-size: 1.6rem; line-height: 1.25; } h2 { font-size: 1.2rem; margin-top: 2.5rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; padding: .4rem 0; }
th, td { text-align: left; vertical-align: top; padding: .35rem .7rem; border-bottom: 1px solid #c9c9d1; }
td { overflow-wrap: anywhere; }
thead th { border-bottom: 2px solid #1e235d; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.bar { width: 7rem; height: 1rem; border: 1px solid #1e235d; vertical-align: middle; }
.zero { color: #5a5a64; }
a { color: #1e235d; }
"""


def write_status_page(title: str, languages: Sequence[LanguageStatus]) -> bytes:
    """The status of all languages: one table for the languages, one for the documents of each."""
    parts = [
        Html("<h1>{}</h1>").format(f"Translations: {title}"),
        _table(
            "How many texts of each language are done, stale, missing or waiting for review. "
            "The dark part of a bar is done, the light part is to review; both are translated.",
            "Language",
            ((f"{s.name} ({s.language})", f"#{s.language}", s.total) for s in languages),
        ),
    ]
    if not languages:
        parts.append(Html("<p>There are no translations yet.</p>"))
    for status in languages:
        parts.append(Html('<h2 id="{}">{}</h2>').format(status.language, status.name))
        parts += [
            Html("<p><strong>The catalogue of {} cannot be read.</strong></p>").format(name)
            for name in status.broken
        ]
        rows = ((name, "", count) for name, count in status.documents)
        parts.append(_table(f"The documents in {status.name}", "Document", rows))
    return _page(f"Translations: {title}", parts)


def _table(caption: str, first: str, rows: Iterable[tuple[str, str, Count]]) -> Html:
    heads = ("done", "to review", "stale", "missing", "of")
    numbers = Html("").join(Html('<th scope="col" class="number">{}</th>').format(head) for head in heads)
    body = Html("\n").join(_status_row(*row) for row in rows)
    return Html(
        '<div class="scroll" role="region" tabindex="0" aria-label="{0}"><table><caption>{0}</caption>'
        '<thead><tr><th scope="col">{1}</th><th scope="col">Share</th>'
        '<th scope="col" class="number">% translated</th><th scope="col" class="number">% done</th>'
        "{2}</tr></thead>\n"
        "<tbody>{3}</tbody></table></div>"
    ).format(caption, first, numbers, body)


def _status_row(name: str, link: str, count: Count) -> Html:
    shown = Html('<a href="{}">{}</a>').format(link, name) if link else Html("{}").format(name)
    done, translated = count.percent, count.percent_translated
    share = Html(
        '<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" '
        'aria-label="{0}: {2} % translated, {1} % done">'
        '<rect class="review" width="{2}" height="10" fill="#8187c9"/>'
        '<rect class="done" width="{1}" height="10" fill="#1e235d"/></svg>'
    ).format(name, done, translated)
    shares = Html('<td class="number">{} %</td><td class="number">{} %</td>').format(translated, done)
    numbers = (count.done, count.to_review, count.stale, count.missing, count.total)
    cells = Html("").join(
        Html('<td class="number{}">{}</td>').format("" if number else " zero", number) for number in numbers
    )
    return Html('<tr><th scope="row">{}</th><td>{}</td>{}{}</tr>').format(shown, share, shares, cells)


def write_import_page(title: str, received: Sequence[tuple[str, Received]]) -> bytes:
    """What became of the texts of each file: ``received`` are names of documents with their results."""
    parts = [Html("<h1>{}</h1>").format(title)]
    for name, made in received:
        parts.append(Html("<h2>{}</h2>").format(name))
        counts = ", ".join(f"{count} {outcome}" for outcome, count in made.count().items())
        parts.append(Html("<p>{}</p>").format(counts or "nothing came back"))
        parts.append(_rows_table(name, made.rows, made.catalogue.language))
    return _page(title, parts)


def _rows_table(name: str, rows: Iterable[Row], language: str) -> Html:
    body = Html("\n").join(
        Html(
            '<tr><th scope="row">{}</th><td>{}</td><td lang="en">{}</td>'
            '<td lang="{}">{}</td><td>{}</td></tr>'
        ).format(row.key or "–", row.outcome, row.source, language, row.text, row.note)
        for row in rows
    )
    heads = ("Text", "Outcome", "English", "Came back", "Remark")
    head = Html("").join(Html('<th scope="col">{}</th>').format(word) for word in heads)
    return Html(
        '<div class="scroll" role="region" tabindex="0" aria-label="Texts of {0}"><table>'
        "<caption>What became of each text of {0}</caption><thead><tr>{1}</tr></thead>\n"
        "<tbody>{2}</tbody></table></div>"
    ).format(name, head, body)


def _page(title: str, parts: Iterable[Html]) -> bytes:
    page = Html(
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n<main>\n{}\n</main>\n</body>\n</html>\n"
    ).format(title, Html(_STYLE), Html("\n").join(parts))  # noqa: S704 - our own style sheet
    return page.encode("utf-8")
