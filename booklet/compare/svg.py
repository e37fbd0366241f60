"""Two SVG pictures → their difference: words, how they are set, what stands for them, drawn shapes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree

from booklet.compare.align import align_words
from booklet.compare.redline import list_redlines
from booklet.compare.sourcemap import Source
from booklet.compare.values import (
    Change,
    ChangeKind,
    CompareError,
    Coverage,
    Covered,
    Difference,
    DocumentFacts,
    Layer,
    Options,
    PagePair,
    PageState,
    Place,
)
from booklet.workspace import digest

MAX_BYTES = 32 * 1024 * 1024
"""No picture that a page is made of is larger."""

SHAPES = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "use", "image"})
PAINTS = ("fill", "stroke", "opacity", "fill-opacity", "stroke-opacity", "stroke-width")
INHERITED = (*PAINTS, "font-size", "font-family", "font-weight", "font-style", "class")

_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)")
_CHECKSUM = re.compile(r"\b[0-9a-f]{8}\b")


@dataclass(frozen=True)
class _Word:
    """A word, its style in words, and its place."""

    text: str
    style: tuple[tuple[str, str], ...]
    place: Place


@dataclass(frozen=True)
class _Shape:
    """A drawn element: its outline (name, transformations and geometry) and its paint."""

    outline: tuple[str, ...]
    paint: tuple[tuple[str, str], ...]


@dataclass
class _Drawing:
    """What an SVG says and draws."""

    facts: DocumentFacts
    words: list[_Word] = field(default_factory=list)
    shapes: list[_Shape] = field(default_factory=list)
    alternatives: dict[str, str] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)


def compare_svgs(old: Source, new: Source, options: Options) -> Difference:
    """All differences of two drawings; the picture counts as page 1.

    Raises :class:`~booklet.compare.values.CompareError` for a file that is not well-formed or declares
    entities.
    """
    one, other = _read(old), _read(new)
    order = list(Layer)
    found = [change for change in _compare(one, other) if change.layer not in options.ignored]
    found.sort(key=lambda change: order.index(change.layer))
    compared = (
        Covered(Layer.TEXT, "words", len(one.words) + len(other.words)),
        Covered(Layer.PICTURES, "drawn shapes", len(one.shapes) + len(other.shapes)),
    )
    left = [Covered(Layer.PIXELS, "pictures", 1, "SVG is compared by what it draws, not painted")]
    left += (Covered(layer, "layer", 1, "it was not asked for") for layer in sorted(options.ignored))
    state = PageState.CHANGED if any(c.layer is not Layer.ALT for c in found) else PageState.SAME
    coverage = Coverage(compared, tuple(left))
    return Difference(one.facts, other.facts, tuple(found), coverage, (PagePair(1, 1, state),))


def _read(source: Source) -> _Drawing:
    data = source.data
    if len(data) > MAX_BYTES:
        raise CompareError(source.name, "the picture is too large to be compared")
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or b"\0" in data:
        raise CompareError(
            source.name, "the picture declares a document type or entities, which is not safe"
        )
    try:
        root = ElementTree.fromstring(data)  # noqa: S314 - without entities there is nothing to expand
    except (ElementTree.ParseError, ValueError, RecursionError):
        raise CompareError(source.name, "the picture is not well-formed XML") from None
    size = [float(n) for n in _NUMBER.findall(root.get("viewBox", ""))][2:4]
    sizes = ((size[0], size[1]),) if len(size) == 2 else ()
    facts = DocumentFacts(source.name, "svg", digest(data), len(data), 1, _title(root), (), sizes)
    drawing = _Drawing(facts)
    _walk(root, drawing, {}, ())
    return drawing


def _title(root: ElementTree.Element) -> str:
    for kid in root:
        if _name(kid) == "title":
            return " ".join("".join(kid.itertext()).split())
    return ""


def _name(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _walk(
    element: ElementTree.Element,
    drawing: _Drawing,
    style: dict[str, str],
    moved: tuple[str, ...],
    depth: int = 0,
) -> None:
    """Add what an element and those within it say and draw."""
    name = _name(element)
    own = {**style, **{key: _stable(element.attrib[key]) for key in INHERITED if key in element.attrib}}
    if depth > 200 or name in ("style", "defs", "metadata", "clipPath"):
        return
    if "transform" in element.attrib:
        moved = (*moved, element.attrib["transform"])
    if name in ("title", "desc"):
        number = sum(1 for key in drawing.alternatives if key.startswith(name)) + 1
        drawing.alternatives[f"{name} {number}"] = " ".join("".join(element.itertext()).split())
        return
    for key, value in element.attrib.items():
        if name == "a" and key.rpartition("}")[2] == "href":
            drawing.links.append(value)
    if name == "text":
        place = _place(element)
        paint = tuple((key, own[key]) for key in INHERITED if key in own)
        drawing.words += (_Word(word, paint, place) for word in "".join(element.itertext()).split())
        return
    if name in SHAPES:
        skipped = {*INHERITED, "id", "transform"}
        geometry = sorted((k, _stable(v)) for k, v in element.attrib.items() if k not in skipped)
        paint = tuple((key, own[key]) for key in PAINTS if key in own)
        outline = (name, *moved, *(f"{k}={v}" for k, v in geometry))
        drawing.shapes.append(_Shape(outline, paint))
    for kid in element:
        _walk(kid, drawing, own, moved, depth + 1)


def _stable(value: str) -> str:
    """A value without the checksums by which a picture's own names are told from another's."""
    return _CHECKSUM.sub("", re.sub(r"p[0-9a-f]{7}", "", value))


def _place(element: ElementTree.Element) -> Place:
    numbers = [_NUMBER.findall(element.get(key, "")) for key in ("x", "y", "font-size")]
    xs, ys, sizes = ([float(value) for value in found] for found in numbers)
    if not xs or not ys:
        return Place(1)
    size = sizes[0] if sizes else 10.0
    return Place(
        1, xs[0], round(ys[0] - size, 2), round(xs[-1] - xs[0] + size / 2, 2), round(1.25 * size, 2)
    )


def _compare(one: _Drawing, other: _Drawing) -> Iterator[Change]:
    old, new = [word.text for word in one.words], [word.text for word in other.words]
    for window, told in list_redlines(old, new):
        gone = one.words[window.old_start : window.old_end]
        come = other.words[window.new_start : window.new_end]
        kind = ChangeKind.CHANGED if gone and come else ChangeKind.INSERTED if come else ChangeKind.DELETED
        yield Change(
            Layer.TEXT, kind, told.old, told.new, _places(gone), _places(come),
            marks=told.marks, count=told.count,
        )  # fmt: skip
    yield from _styles(one, other, old, new)
    for key in dict.fromkeys((*one.alternatives, *other.alternatives)):
        before, after = one.alternatives.get(key, ""), other.alternatives.get(key, "")
        if before != after:
            kind = ChangeKind.CHANGED if before and after else _kind(bool(after))
            yield Change(Layer.ALT, kind, before, after, note=key)
    gone_links, come_links = (
        Counter(one.links) - Counter(other.links),
        Counter(other.links) - Counter(one.links),
    )
    yield from (Change(Layer.LINKS, ChangeKind.DELETED, link) for link in gone_links.elements())
    yield from (Change(Layer.LINKS, ChangeKind.INSERTED, new=link) for link in come_links.elements())
    yield from _shapes(one, other)


def _places(words: list[_Word]) -> tuple[Place, ...]:
    return tuple(dict.fromkeys(word.place for word in words))


def _kind(is_new: bool) -> ChangeKind:
    return ChangeKind.INSERTED if is_new else ChangeKind.DELETED


def _styles(one: _Drawing, other: _Drawing, old: list[str], new: list[str]) -> Iterator[Change]:
    groups: dict[tuple[str, str], list[tuple[_Word, _Word]]] = defaultdict(list)
    for block in align_words(old, new):
        for step in range(block.size):
            before, after = one.words[block.old + step], other.words[block.new + step]
            if before.style != after.style:
                groups[_apart(before.style, after.style)].append((before, after))
    for (gone, come), pairs in groups.items():
        places = _places([one for one, _ in pairs]), _places([other for _, other in pairs])
        quoted = " ".join(after.text for _, after in pairs[:8])
        yield Change(Layer.STYLE, ChangeKind.CHANGED, gone, come, *places, f"“{quoted}”", count=len(pairs))


def _apart(old: tuple[tuple[str, str], ...], new: tuple[tuple[str, str], ...]) -> tuple[str, str]:
    """What differs of two styles, old and new in words."""
    before, after = dict(old), dict(new)
    keys = [key for key in dict.fromkeys((*before, *after)) if before.get(key) != after.get(key)]
    gone, come = (", ".join(f"{key} {side.get(key, 'none')}" for key in keys) for side in (before, after))
    return gone, come


def _shapes(one: _Drawing, other: _Drawing) -> Iterator[Change]:
    waiting: dict[tuple[str, ...], list[_Shape]] = defaultdict(list)
    for shape in one.shapes:
        waiting[shape.outline].append(shape)
    recoloured: Counter[tuple[str, str]] = Counter()
    come: Counter[str] = Counter()
    for shape in other.shapes:
        same = waiting.get(shape.outline)
        if not same:
            come[shape.outline[0]] += 1
            continue
        before = same.pop(0)
        if before.paint != shape.paint:
            recoloured[_apart(before.paint, shape.paint)] += 1
    gone = Counter(shape.outline[0] for found in waiting.values() for shape in found)
    for (old, new), count in recoloured.items():
        yield Change(
            Layer.PICTURES, ChangeKind.CHANGED, old, new, note="paint of drawn shapes", count=count
        )
    for name in sorted({*gone, *come}):
        kind = ChangeKind.CHANGED if gone[name] and come[name] else _kind(bool(come[name]))
        old, new = (f"{count} × {name}" if count else "" for count in (gone[name], come[name]))
        count = max(gone[name], come[name])
        yield Change(Layer.PICTURES, kind, old, new, note="drawn shapes", count=count)
