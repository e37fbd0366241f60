"""Rules about tags: what a screen reader, a search engine or a small screen makes of the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from booklet.findings import Rule
from booklet.press.preflight.access import get, key_of, name, numbers, text
from booklet.press.preflight.destinations import annotations_of
from booklet.press.preflight.geometry import Box, read_box
from booklet.press.preflight.pages import Page
from booklet.press.preflight.pieces import Walk
from booklet.press.preflight.registry import ERROR, INFO, SCREEN, WARNING, Check, SkipError, define
from booklet.press.preflight.subject import Subject
from booklet.press.preflight.tags import Element, Tree
from booklet.press.preflight.values import Fault

NO_TAGS = "the file has no tags"

UNTAGGED = define(
    "untagged",
    ERROR,
    "The file is tagged, so that it can be read aloud in the right order.",
    "Export with tags (“tagged PDF”, “accessible PDF”).",
    SCREEN,
)
STRUCTURE = define(
    "structure",
    WARNING,
    "The structure tree is sound, and its roles are standard ones.",
    "Export the tags again.",
    SCREEN,
)
CONTENT = define(
    "untagged-content",
    ERROR,
    "Everything on a page is either tagged or marked as decoration (artifact).",
    "Tag the content, or mark it as an artifact.",
    SCREEN,
)
ALT = define(
    "alt-text", ERROR, "Every figure has a text in its place.", "Describe the figure in a sentence.", SCREEN
)
HEADINGS = define(
    "heading-levels",
    WARNING,
    "Headings begin with the first level and skip none.",
    "Use the next level.",
    SCREEN,
)
ORDER = define(
    "reading-order",
    WARNING,
    "The tags follow the pages: nothing is read after what stands on a later page.",
    "Put the tags in the order in which they are to be read.",
    SCREEN,
)
ORDER_ON_PAGE = define(
    "reading-order-on-page",
    INFO,
    "On a page, paragraphs are read from the top down.",
    "Check that the order of the tags is meant.",
    SCREEN,
)
TABLE = define(
    "table-headers",
    ERROR,
    "Every table has header cells that say what they are the headers of.",
    "Make the first row or column header cells (TH) with a scope.",
    SCREEN,
)
LIST = define(
    "list-items",
    WARNING,
    "Lists hold list items, and list items stand in lists.",
    "Tag the list again.",
    SCREEN,
)
LINK = define(
    "link-tag",
    ERROR,
    "Every link is tagged as one.",
    "Tag the link (Link with OBJR).",
    SCREEN,
)
LINK_WORDS = define(
    "link-description",
    WARNING,
    "Every link says in words where it leads.",
    "Give the link a description (Contents).",
    SCREEN,
)

_LEVELS = {"H1": 1, "H2": 2, "H3": 3, "H4": 4, "H5": 5, "H6": 6}


def _tree(subject: Subject) -> Tree:
    if subject.tree is None:
        raise SkipError(NO_TAGS)
    return subject.tree


def check_tagged(subject: Subject) -> Iterator[Fault]:
    """Tags at all."""
    claims = subject.claims
    if subject.tree is None:
        yield Fault(UNTAGGED, NO_TAGS)
    elif not subject.tree.elements:
        yield Fault(UNTAGGED, "the structure tree is empty")
    elif not claims.is_marked:
        yield Fault(UNTAGGED, "the file has tags, but does not say so (MarkInfo)")


def check_structure(subject: Subject) -> Iterator[Fault]:
    """A sound tree."""
    for mistake in _tree(subject).mistakes[:20]:
        yield Fault(STRUCTURE, mistake)


def check_content(subject: Subject, page: Page, walk: Walk) -> Iterator[Fault]:
    """Nothing on a page that is marked neither as content nor as decoration."""
    _tree(subject)
    for piece in walk.pieces:
        if piece.mark is None and piece.needs_tag:
            words = f"{piece.said} is neither tagged nor an artifact"
            yield Fault(CONTENT, words, page.number, (page.area(piece.box),))


def check_marks(subject: Subject) -> Iterator[Fault]:
    """Nothing that is marked as content and that the tags do not know of."""
    tagged = subject.tagged(_tree(subject))
    for page in subject.pages:
        known = tagged.get(page.number, set())
        for mark, (box, what) in subject.looks[page.number].marks.items():
            if what and mark not in known:
                words = f"{what} is marked, but stands in no tag"
                yield Fault(CONTENT, words, page.number, (page.area(box),))


def _page_of(subject: Subject, element: Element) -> int | None:
    for page, _ in element.contents:
        if page is not None and page in subject.numbers:
            return subject.numbers[page]
    return subject.numbers.get(element.page) if element.page else None


def _box_of(subject: Subject, element: Element) -> tuple[int, Box] | None:
    """The page of an element's own contents and the box around those on it."""
    number, around = None, None
    for page, mark in element.contents:
        here = subject.numbers.get(page) if page else None
        look = subject.looks.get(here or 0)
        if look is None or here is None or mark not in look.marks or (number not in (None, here)):
            continue
        number, (box, _) = here, look.marks[mark]
        around = box if around is None else (
            min(around[0], box[0]), min(around[1], box[1]), max(around[2], box[2]), max(around[3], box[3])
        )  # fmt: skip
    return (number, around) if number is not None and around is not None else None


def _fault(subject: Subject, element: Element, rule: Rule, words: str) -> Fault:
    """A fault at the place of an element, if it is known."""
    place = _box_of(subject, element)
    if place is None:
        return Fault(rule, words, _page_of(subject, element))
    number, box = place
    return Fault(rule, words, number, (subject.pages[number - 1].area(box),))


def check_alternatives(subject: Subject) -> Iterator[Fault]:
    """Texts for figures and formulas."""
    for element in _tree(subject).elements:
        if element.role in ("Figure", "Formula") and not (element.alternative or element.actual.strip()):
            yield _fault(subject, element, ALT, f"a {element.role.lower()} has no text in its place")


def check_headings(subject: Subject) -> Iterator[Fault]:
    """Levels without gaps (ISO 14289-1, 7.4.2)."""
    last = 0
    for element in _tree(subject).elements:
        level = _LEVELS.get(element.role)
        if level is None:
            continue
        if level > last + 1:
            before = f"after one of level {last}" if last else "as the first"
            yield _fault(subject, element, HEADINGS, f"a heading of level {level} stands {before}")
        last = level


def check_page_order(subject: Subject) -> Iterator[Fault]:
    """Tags in the order of the pages."""
    furthest = 0
    for element in _tree(subject).elements:
        here = _page_of(subject, element) if element.contents else None
        if here is None:
            continue
        if here < furthest and not _is_aside(subject, element):
            words = f"a {element.role} is read after page {furthest}"
            yield _fault(subject, element, ORDER, words)
        furthest = max(furthest, here)


def _is_aside(subject: Subject, element: Element) -> bool:
    """Whether an element may stand out of order: notes, and the cells of a table that runs over pages."""
    roles = ("Note", "FENote", "Table", "Caption", "Aside")
    return element.role in roles or _tree(subject).inside(element, *roles)


def check_order_on_page(subject: Subject) -> Iterator[Fault]:
    """Siblings below each other that are read from below."""
    last: dict[int | None, tuple[int, Box]] = {}
    for element in _tree(subject).elements:
        if element.role not in ("P", "H1", "H2", "H3", "H4", "H5", "H6", "LI"):
            continue
        place = _box_of(subject, element)
        if place is None:
            continue
        before = last.get(element.parent)
        last[element.parent] = place
        if before is None or before[0] != place[0]:
            continue
        old, new = before[1], place[1]
        shared = min(old[2], new[2]) - max(old[0], new[0])
        page = subject.pages[place[0] - 1]
        if not page.rotation and shared > 10 and new[1] > old[3] + 2:
            yield _fault(
                subject, element, ORDER_ON_PAGE, f"a {element.role} is read after what stands below it"
            )


def check_tables(subject: Subject) -> Iterator[Fault]:
    """Header cells (ISO 14289-1, 7.5)."""
    tree = _tree(subject)
    cells: dict[int, list[Element]] = {}
    for element in tree.elements:
        if element.role in ("TH", "TD"):
            above = element.parent
            while above is not None and tree.elements[above].role != "Table":
                above = tree.elements[above].parent
            if above is not None:
                cells.setdefault(above, []).append(element)
    for index, table in ((i, e) for i, e in enumerate(tree.elements) if e.role == "Table"):
        inside = cells.get(index, [])
        place = next((one for one in inside if _box_of(subject, one)), table)
        if not any(cell.role == "TH" for cell in inside):
            yield _fault(subject, place, TABLE, "a table has no header cells")
        elif not any(cell.has_scope or cell.has_headers for cell in inside):
            yield _fault(subject, place, TABLE, "the header cells of a table do not say what they are for")


def check_lists(subject: Subject) -> Iterator[Fault]:
    """Lists and their items."""
    tree = _tree(subject)
    for element in tree.elements:
        parent = tree.elements[element.parent].role if element.parent is not None else ""
        if element.role == "LI" and parent != "L":
            yield _fault(subject, element, LIST, "a list item stands in no list")
        elif parent == "L" and element.role not in ("LI", "L", "Caption", "Artifact"):
            yield _fault(subject, element, LIST, f"a list holds a {element.role} beside its items")


def check_link_tags(subject: Subject) -> Iterator[Fault]:
    """Links that screen readers find (ISO 14289-1, 7.18.5)."""
    tree = _tree(subject)
    tagged = {key for e in tree.elements if e.role in ("Link", "Reference", "Annot") for key in e.objects}
    for page in subject.pages:
        for annotation in annotations_of(page):
            if name(get(annotation, "/Subtype")) != "Link":
                continue
            box = read_box(numbers(get(annotation, "/Rect"), 4))
            place = (page.area(box),) if box else ()
            if key_of(annotation) not in tagged:
                yield Fault(LINK, "a link is not tagged", page.number, place)
            elif not text(get(annotation, "/Contents")).strip():
                yield Fault(LINK_WORDS, "a link has no description", page.number, place)


DOCUMENT: Iterable[Check] = (
    Check((UNTAGGED,), check_tagged),
    Check((STRUCTURE,), check_structure),
    Check((CONTENT,), check_marks),
    Check((ALT,), check_alternatives),
    Check((HEADINGS,), check_headings),
    Check((ORDER,), check_page_order),
    Check((ORDER_ON_PAGE,), check_order_on_page),
    Check((TABLE,), check_tables),
    Check((LIST,), check_lists),
    Check((LINK, LINK_WORDS), check_link_tags),
)
PAGE: Iterable[Check] = (Check((CONTENT,), check_content),)
