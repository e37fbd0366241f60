"""A comparison made by hand, with a bit of everything, and two small documents for its pictures."""

from __future__ import annotations

import io

import pikepdf

from booklet.compare.report.values import Comparison, Pair, Side, SideKind
from booklet.compare.values import (
    Change,
    ChangeKind,
    Coverage,
    Covered,
    Difference,
    DocumentFacts,
    Layer,
    Mark,
    MarkKind,
    PagePair,
    PageState,
    Place,
)
from booklet.findings import Span

EVIL = '</script><script>alert("x")</script><img src=x onerror=alert(1)>'
BIDI = "safe\u202eegnar\u202c \x00\x1b[31m\ud800"
SIZE_PT = (200.0, 280.0)


def make_pdf(pages: int, *, noisy: bool = False) -> bytes:
    """A PDF of so many pages, each with a box on it; noisy pages make large pictures."""
    with pikepdf.new() as pdf:
        for number in range(pages):
            pdf.add_blank_page(page_size=SIZE_PT)
            drawn = [f"0.9 0.5 0.1 rg {20 + number} 30 100 60 re f"]
            if noisy:
                grey = ((i * 7919 + number * 104729) % 97 / 97 for i in range(4000))
                drawn += [
                    f"{g:.2f} g {i % 63 * 3.1:.1f} {i // 63 * 4.3:.1f} 3 4 re f" for i, g in enumerate(grey)
                ]
            pdf.pages[-1].Contents = pdf.make_stream("\n".join(drawn).encode())
        written = io.BytesIO()
        pdf.save(written, deterministic_id=True)
        return written.getvalue()


def facts(name: str, data: bytes, pages: int, labels: tuple[str, ...] = ()) -> DocumentFacts:
    return DocumentFacts(name, "pdf", "0" * 64, len(data), pages, "A title", labels, (SIZE_PT,) * pages)


CHANGES = (
    Change(
        Layer.TEXT,
        ChangeKind.CHANGED,
        "quick brown",
        "slow red",
        (Place(2, 30, 40, 50, 10),),
        (Place(2, 30, 40, 40, 10),),
        marks=(
            Mark(MarkKind.SAME, "one two three four five six the"),
            Mark(MarkKind.DELETED, "quick brown"),
            Mark(MarkKind.INSERTED, "slow red"),
            Mark(MarkKind.SAME, "fox"),
        ),
        source=Span("content/cases/harbour-watch.yaml", 31, 3),
        anchor="cases/harbour-watch/overview",
        case="harbour-watch",
    ),
    Change(
        Layer.LINKS,
        ChangeKind.CHANGED,
        "https://old.example.org/",
        f"javascript:{EVIL}",
        (Place(2, 30, 80, 50, 10),),
        (Place(2, 30, 80, 50, 10),),
        note=f"“{EVIL}”",
        case="night-walk",
    ),
    Change(
        Layer.TEXT,
        ChangeKind.DELETED,
        "gone words",
        old_places=(Place(3, 30, 90, 50, 10),),
        new_places=(Place(3, 20, 90, 0, 10, gap=True),),
        case="night-walk",
    ),
    Change(
        Layer.METADATA, ChangeKind.CHANGED, "Ada", BIDI, note="Info Author", anchor="publication/authors"
    ),
    Change(
        Layer.FURNITURE,
        ChangeKind.CHANGED,
        "2025",
        "2026",
        new_places=tuple(Place(page, 90, 265, 20, 8) for page in range(1, 9)),
        count=8,
    ),
)


def difference(old: bytes, new: bytes) -> Difference:
    states = {2: PageState.CHANGED, 3: PageState.CHANGED, 4: PageState.REFLOWED}
    pages = tuple(PagePair(n, n, states.get(n, PageState.SAME)) for n in range(1, 9))
    coverage = Coverage(
        (Covered(Layer.TEXT, "words", 1204), Covered(Layer.PIXELS, "page pairs", 8)),
        (Covered(Layer.PIXELS, "words", 12, "they stand elsewhere"),),
    )
    labels = ("i", "ii", *(str(n) for n in range(1, 7)))
    return Difference(
        facts("old.pdf", old, 8, labels),
        facts("new.pdf", new, 9, (*labels, "7")),
        CHANGES,
        coverage,
        (*pages, PagePair(None, 9, PageState.INSERTED)),
    )


def comparison(old: bytes | None = None, new: bytes | None = None) -> Comparison:
    """Two builds with one changed document of each kind."""
    old, new = old or make_pdf(8), new or make_pdf(9)
    sheet = make_pdf(1)
    one = Difference(
        facts("en/a.pdf", sheet, 1),
        facts("en/a.pdf", sheet, 1),
        (Change(Layer.STYLE, ChangeKind.CHANGED, "#FF0000", "#FF0001", (), (Place(1, 5, 5, 9, 9),)),),
        Coverage((Covered(Layer.TEXT, "words", 3),)),
        (PagePair(1, 1, PageState.CHANGED),),
    )
    return Comparison(
        Side("v1", SideKind.REVISION, "0123456789, 2026-01-15: “First”", "0123456789" * 4),
        Side("WORKTREE", SideKind.WORKTREE, "1 file with uncommitted changes"),
        (
            Pair("en/booklet-screen.pdf", difference(old, new), "", "en", "", old, new),
            Pair(f"fi/{EVIL}.pdf", one, "", "fi", "night-walk", sheet, sheet),
            Pair("en/data.bin", None, "files of this kind are not looked into", "en"),
        ),
        ("en/same.pdf", "en/same-too.pdf"),
        ("en/come.pdf",),
        ("en/gone.pdf",),
        (Layer.TAGS,),
        ("A note.",),
    )
