"""The same planted changes in a file that another engine made: Chromium's print to PDF, without a map."""

from __future__ import annotations

from booklet.compare.documents import compare_documents
from booklet.compare.values import Change, ChangeKind, Difference, Layer, PageState
from tests.compare.sample import BASE, GREEN, RED, browsed, changed, only, paragraph, sentence


def compare(*changes: tuple[str, str]) -> Difference:
    return compare_documents(browsed(), browsed(changed(*changes)))


def told(difference: Difference) -> list[Change]:
    """The changes but for the time of printing, which Chromium writes into every file."""
    return [change for change in difference.changes if "Date" not in change.note]


def test_several_changes_at_once() -> None:
    difference = compare(
        (sentence(101), sentence(101).replace("district", "borough")),
        ("<td>411</td>", "<td>417</td>"),
        (RED, GREEN),
        ('alt="A red sign"', 'alt="A green sign"'),
        ("https://example.org/more", "https://example.org/less"),
        ('<h1 id="cases/delta/title">', '<h1 id="cases/delta/title" style="color: #1E3F5D">'),
    )
    assert [(change.layer, change.new_pages) for change in told(difference)] == [
        (Layer.TEXT, (2,)),
        (Layer.TEXT, (4,)),
        (Layer.STYLE, (5,)),
        (Layer.PICTURES, (1,)),
        (Layer.LINKS, (1,)),
        (Layer.ALT, (1,)),
    ]
    assert [change.new for change in difference.of(Layer.TEXT)] == ["borough", "417"]
    assert only(difference, Layer.STYLE).new == "#1E3F5D"
    assert only(difference, Layer.LINKS).new == "https://example.org/less"
    assert only(difference, Layer.ALT).new == "A green sign"
    assert difference.changed_pages == (1, 2, 4, 5)
    assert difference.reflowed_pages == ()


def test_a_paragraph_that_was_deleted() -> None:
    difference = compare((f'<p id="cases/beta/overview/3">{paragraph(12)}</p>', ""))
    change = only(difference, Layer.TEXT)
    assert (change.kind, change.old) == (ChangeKind.DELETED, paragraph(12))
    assert difference.changed_pages == (2,)
    assert difference.reflowed_pages == (3,)
    assert {c.layer for c in told(difference)} == {Layer.TEXT, Layer.LAYOUT, Layer.TAGS}


def test_an_inserted_page_moves_folios_and_nothing_else() -> None:
    page = f"<section><h1>Brand new</h1><p>{paragraph(98)}</p></section>"
    before = '<section id="cases/delta">'
    difference = compare((before, page + before))
    assert only(difference, Layer.TEXT).new == f"Brand new {paragraph(98)}"
    assert difference.changed_pages == (5,)
    assert difference.pages[4].state is PageState.INSERTED
    assert only(difference, Layer.FURNITURE).count == 3
    assert {c.layer for c in told(difference)} == {Layer.TEXT, Layer.TAGS, Layer.FURNITURE}


def test_a_background_on_a_page_whose_text_flows_anew() -> None:
    first = '<p id="cases/epsilon/overview/1">'
    panel = '<div class="panel" id="cases/epsilon/panel"'
    assert panel in BASE
    difference = compare(
        (first, f"{first}Words come first. "), (panel, f'{panel} style="background: #EFEFFA"')
    )
    assert {c.layer for c in told(difference)} == {Layer.TEXT, Layer.PIXELS}
    assert only(difference, Layer.PIXELS).new_pages == difference.changed_pages == (6,)
