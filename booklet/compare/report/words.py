"""The words in which all reports speak: names of layers, pages, counts, and what a change is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from booklet.compare.report.values import Pair
from booklet.compare.values import Change, ChangeKind, Covered, Difference, DocumentFacts, Layer, PageState

LABELS: Mapping[Layer, str] = {
    Layer.CONTENT: "content",
    Layer.TEXT: "text",
    Layer.STYLE: "style",
    Layer.LAYOUT: "layout",
    Layer.PICTURES: "pictures",
    Layer.LINKS: "links",
    Layer.ALT: "alt texts",
    Layer.TAGS: "tags",
    Layer.OUTLINE: "bookmarks",
    Layer.LABELS: "page labels",
    Layer.METADATA: "metadata",
    Layer.FONTS: "fonts",
    Layer.BOXES: "page boxes",
    Layer.FURNITURE: "furniture",
    Layer.PIXELS: "pixels",
}
"""What people call the layers."""

ABOUT: Mapping[Layer, str] = {
    Layer.CONTENT: "fields of the publication’s files",
    Layer.TEXT: "words on the pages",
    Layer.STYLE: "font, size and colour of words",
    Layer.LAYOUT: "where words stand, and on which page",
    Layer.PICTURES: "pictures",
    Layer.LINKS: "targets of links",
    Layer.ALT: "descriptions of pictures for readers who cannot see them",
    Layer.TAGS: "structure for screen readers",
    Layer.OUTLINE: "entries of the outline",
    Layer.LABELS: "page numbers that viewers show",
    Layer.METADATA: "title, authors, dates and the like",
    Layer.FONTS: "embedded fonts",
    Layer.BOXES: "sizes of pages, trim and bleed",
    Layer.FURNITURE: "folios and running heads",
    Layer.PIXELS: "whatever else can be seen",
}
"""What belongs to a layer, in a phrase."""


def count_of(number: int, word: str, many: str = "") -> str:
    """“1 page”, “2 pages”, “1,204 words”."""
    return f"{number:,} {word if number == 1 else many or word + 's'}"


def join_words(parts: Sequence[str], last: str = "and") -> str:
    """“a, b and c”."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def list_numbers(numbers: Iterable[int]) -> str:
    """Whole numbers in order, neighbours drawn together: “2, 5–8”."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in runs)


def show(text: str) -> str:
    """A text in which nothing hides: what steers lines, direction or terminals is named."""
    return "".join(_shown(character) for character in text)


_HARMLESS = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
"""Characters without a shape that change nothing but line breaks and ligatures."""


def _shown(character: str) -> str:
    if character in "\t\n\r\v\f\x85\u2028\u2029":
        return " "
    if character in _HARMLESS:
        return ""
    if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Cn", "Co"):
        return f"[U+{ord(character):04X}]"
    return character


def shorten(text: str, limit: int) -> str:
    """A text of at most so many characters, cut between words."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[limit // 2 :] else cut) + "…"


def name_page(facts: DocumentFacts, page: int) -> str:
    """“page 14”, with the number that is printed on it where that is another one."""
    label = facts.labels[page - 1] if 0 < page <= len(facts.labels) else ""
    return f"page {page} (“{show(label)}”)" if label and label != str(page) else f"page {page}"


def name_pages(change: Change, difference: Difference) -> str:
    """On which pages a change is: of the new document, or of the old one where that is all there is."""
    old, new = change.old_pages, change.new_pages
    gone = change.kind is ChangeKind.DELETED
    if not old and not new:
        return ""
    facts, pages = (difference.new, new) if new and not gone else (difference.old, old or new)
    if facts.pages == 1:
        return ""
    if len(pages) == 1:
        words = name_page(facts, pages[0])
        if change.kind is ChangeKind.MOVED and len(old) == 1 and old != new:
            words = f"from {name_page(difference.old, old[0])} to {words}"
    else:
        words = f"pages {list_numbers(pages)}"
    return f"{words} of the old document" if gone and old else words


def tell_kind(change: Change) -> str:
    """The change in a word or two, for a heading."""
    return str(change.kind)


def tell_values(change: Change) -> tuple[str, str]:
    """What stood and what stands, ready to be shown."""
    return show(change.old), show(change.new)


def tell_pages(difference: Difference) -> str:
    """“88 → 89 pages: 3 changed, 1 inserted, 12 reflowed”; empty for what has no pages."""
    old, new = difference.old.pages, difference.new.pages
    if not old and not new:
        return ""
    words = count_of(new, "page") if old == new else f"{old} → {count_of(new, 'page')}"
    found = [pair.state for pair in difference.pages]
    states = (PageState.CHANGED, PageState.INSERTED, PageState.DELETED, PageState.REFLOWED)
    parts = [f"{found.count(state)} {state}" for state in states if state in found]
    return f"{words}: {', '.join(parts)}" if parts else words


def tell_counts(counts: Mapping[Layer, int]) -> str:
    """“text 2 · links 1”."""
    return " · ".join(f"{LABELS[layer]} {count}" for layer, count in counts.items())


def tell_covered(item: Covered) -> str:
    """Something that was compared or left out, in a line."""
    what = _one_of(item.what) if item.count == 1 else item.what
    words = f"{LABELS[item.layer]}: {item.count:,} {what}" if item.count else LABELS[item.layer]
    if item.pages:
        words += f" on {'page' if len(item.pages) == 1 else 'pages'} {list_numbers(item.pages)}"
    return f"{words} – {item.reason}" if item.reason else words


def _one_of(what: str) -> str:
    """A phrase for several things, for a single one: its first noun in the plural loses the ending."""
    return re.sub(r"(\w)s\b", r"\1", what, count=1).replace(" that paint ", " that paints ")


def tell_problem(pair: Pair) -> str:
    """Why a pair could not be looked into."""
    return f"the bytes differ; {pair.problem}" if pair.problem else "the bytes differ"
