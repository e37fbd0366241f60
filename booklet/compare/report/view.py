"""What the HTML report shows, arranged as it is read: documents, spreads, changes, marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from booklet.compare.report.pictures import PageKey, Picture, Sheet, draw_pages
from booklet.compare.report.values import Comparison, Pair
from booklet.compare.report.words import name_page, name_pages
from booklet.compare.values import Change, Difference, Layer, PagePair, PageState, Place

MANY_PAGES = 6
"""A change on more pages than this is told once for the whole document."""

MAX_MARKS = 300
"""More marks than this on one page show nothing any more."""


@dataclass(frozen=True)
class Mark:
    """A rectangle on a page, in points, and the change that it belongs to."""

    change: str
    layer: Layer
    x: float
    y: float
    width: float
    height: float
    gap: bool


@dataclass(frozen=True)
class Face:
    """One page of a spread: its name, its picture if there is one, its size in points, and its marks."""

    name: str
    page: int
    picture: Picture | None
    width_pt: float
    height_pt: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Item:
    """A change as it is listed: its id in the file, and in words where it is."""

    id: str
    number: int
    change: Change
    where: str
    case: str


@dataclass(frozen=True)
class Spread:
    """A page before and after, with the changes on it; without pages, what concerns the whole document."""

    id: str
    title: str
    items: tuple[Item, ...]
    old: Face | None = None
    new: Face | None = None

    @property
    def has_pictures(self) -> bool:
        """Whether there is anything to look at."""
        return any(face is not None and face.picture for face in (self.old, self.new))

    @property
    def can_overlay(self) -> bool:
        """Whether the two pages can be laid on each other."""
        faces = [face for face in (self.old, self.new) if face is not None and face.picture]
        return len(faces) == 2


@dataclass(frozen=True)
class Section:
    """A document with its spreads. ``undrawn`` are pages left without a picture, as words for people."""

    id: str
    pair: Pair
    spreads: tuple[Spread, ...] = ()
    undrawn: tuple[str, ...] = ()


@dataclass(frozen=True)
class View:
    """The whole report."""

    comparison: Comparison
    sections: tuple[Section, ...]
    layers: Mapping[Layer, int]
    cases: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    total: int = 0


@dataclass
class _Plan:
    """A spread before its pages are drawn."""

    pages: PagePair | None
    changes: list[Change] = field(default_factory=list)


def arrange(comparison: Comparison) -> View:
    """Everything that the report shows, with pictures of the pages that changed."""
    changed = [pair for pair in comparison.pairs if not pair.is_same]
    plans = [list(_plan(pair)) for pair in changed]
    pictures = draw_pages(
        {number: sheet for index, pair in enumerate(changed) for number, sheet in _sheets(index, pair)},
        (key for index, planned in enumerate(plans) for plan in planned for key in _keys(index, plan)),
    )
    sections = []
    total = 0
    for index, (pair, planned) in enumerate(zip(changed, plans, strict=True)):
        section = _section(index, pair, planned, pictures, total)
        total += sum(len(spread.items) for spread in section.spreads)
        sections.append(section)
    items = [item for s in sections for spread in s.spreads for item in spread.items]
    return View(
        comparison,
        tuple(sections),
        comparison.counts,
        tuple(sorted({item.case for item in items if item.case})),
        tuple(sorted({pair.language for pair in changed if pair.language})),
        total,
    )


def _sheets(index: int, pair: Pair) -> Iterator[tuple[int, Sheet]]:
    """The old and the new document under the numbers by which pages are asked for."""
    if pair.difference is not None:
        yield 2 * index, Sheet(pair.difference.old, pair.old_data)
        yield 2 * index + 1, Sheet(pair.difference.new, pair.new_data)


def _keys(index: int, plan: _Plan) -> Iterator[PageKey]:
    if plan.pages is None:
        return
    if plan.pages.old is not None:
        yield PageKey(2 * index, plan.pages.old)
    if plan.pages.new is not None:
        yield PageKey(2 * index + 1, plan.pages.new)


def _plan(pair: Pair) -> Iterator[_Plan]:
    """Spreads in the order of the new document; first what concerns the document as a whole."""
    difference = pair.difference
    if difference is None:
        return
    pages = difference.pages or _only_page(difference)
    whole = _Plan(None)
    plans = [_Plan(page) for page in pages]
    by_new = {plan.pages.new: plan for plan in plans if plan.pages and plan.pages.new}
    by_old = {plan.pages.old: plan for plan in plans if plan.pages and plan.pages.old}
    for change in difference.changes:
        _home(change, by_old, by_new, whole).changes.append(change)
    if whole.changes:
        yield whole
    shown = (PageState.CHANGED, PageState.INSERTED, PageState.DELETED)
    yield from (plan for plan in plans if plan.changes or (plan.pages and plan.pages.state in shown))


def _only_page(difference: Difference) -> tuple[PagePair, ...]:
    """A picture is a document of one page."""
    if difference.old.format == difference.new.format == "png":
        return (PagePair(1, 1, PageState.CHANGED),)
    return ()


def _home(change: Change, by_old: Mapping[int, _Plan], by_new: Mapping[int, _Plan], whole: _Plan) -> _Plan:
    """The spread at which a change is told."""
    if len(change.new_pages) > MANY_PAGES or len(change.old_pages) > MANY_PAGES:
        return whole
    for places, plans in ((change.new_places, by_new), (change.old_places, by_old)):
        for place in places:
            if place.page in plans:
                return plans[place.page]
    return whole


def _section(
    index: int, pair: Pair, plans: Iterable[_Plan], pictures: Mapping[PageKey, Picture], start: int
) -> Section:
    difference = pair.difference
    if difference is None:
        return Section(f"d{index + 1}", pair)
    spreads: list[Spread] = []
    undrawn: list[str] = []
    plans = list(plans)
    items: dict[int, list[Item]] = {}
    number = start
    for position, plan in enumerate(plans):
        for change in plan.changes:
            number += 1
            case = change.case or pair.case
            where = name_pages(change, difference)
            items.setdefault(position, []).append(Item(f"c{number}", number, change, where, case))
    everything = [item for listed in items.values() for item in listed]
    marks = _Marks(everything)
    for position, plan in enumerate(plans):
        old, new = _faces(index, plan, difference, pictures, marks)
        title = _title(plan, difference)
        spread = Spread(f"d{index + 1}s{position + 1}", title, tuple(items.get(position, ())), old, new)
        if plan.pages is not None and not spread.has_pictures:
            undrawn.append(title)
        spreads.append(spread)
    return Section(f"d{index + 1}", pair, tuple(spreads), tuple(undrawn))


class _Marks:
    """Where the changes of a document are, page by page."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._old: dict[int, list[Mark]] = {}
        self._new: dict[int, list[Mark]] = {}
        for item in items:
            for place in item.change.old_places:
                self._add(self._old, item, place)
            for place in item.change.new_places:
                self._add(self._new, item, place)

    @staticmethod
    def _add(pages: dict[int, list[Mark]], item: Item, place: Place) -> None:
        if place.height or place.width:
            x, y, width, height = (round(v, 1) for v in (place.x, place.y, place.width, place.height))
            mark = Mark(item.id, item.change.layer, x, y, width, height, place.gap)
            pages.setdefault(place.page, []).append(mark)

    def on(self, page: int, *, old: bool) -> tuple[Mark, ...]:
        """The marks on a 1-based page."""
        return tuple((self._old if old else self._new).get(page, ())[:MAX_MARKS])


def _faces(
    index: int, plan: _Plan, difference: Difference, pictures: Mapping[PageKey, Picture], marks: _Marks
) -> tuple[Face | None, Face | None]:
    if plan.pages is None:
        return None, None
    faces: list[Face | None] = []
    sides = ((plan.pages.old, difference.old, True), (plan.pages.new, difference.new, False))
    for offset, (page, facts, old) in enumerate(sides):
        if page is None:
            faces.append(None)
            continue
        picture = pictures.get(PageKey(2 * index + offset, page))
        known = 0 < page <= len(facts.sizes)
        fallback = (float(picture.width_px), float(picture.height_px)) if picture else (1.0, 1.0)
        width, height = facts.sizes[page - 1] if known else fallback
        faces.append(Face(name_page(facts, page), page, picture, width, height, marks.on(page, old=old)))
    return faces[0], faces[1]


def _title(plan: _Plan, difference: Difference) -> str:
    """The heading of a spread."""
    if plan.pages is None:
        return "The whole document"
    if plan.pages.old is None or plan.pages.new is None:
        facts, page = (
            (difference.new, plan.pages.new) if plan.pages.new else (difference.old, plan.pages.old)
        )
        assert page is not None
        return f"{_capital(name_page(facts, page))}, {plan.pages.state}"
    new = name_page(difference.new, plan.pages.new)
    if plan.pages.old == plan.pages.new:
        return _capital(new)
    return f"{_capital(new)}, before {name_page(difference.old, plan.pages.old)}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
