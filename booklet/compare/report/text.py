"""A comparison as a short text: what a reviewer reads in a minute."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from booklet.compare.report.values import Comparison, Pair, Side
from booklet.compare.report.words import (
    LABELS,
    count_of,
    join_words,
    name_pages,
    shorten,
    show,
    tell_counts,
    tell_covered,
    tell_pages,
    tell_problem,
)
from booklet.compare.values import Change, ChangeKind, Difference, MarkKind

Style = Callable[[str, str], str]
"""Makes a text look like its role: ``deleted``, ``inserted``, ``head``, ``faint``, ``fine``."""

MAX_CHANGES = 40
"""So many changes are told one by one; more than that is nothing one reads in a minute."""
MAX_WORDS = 96
"""Characters of a text that are shown; the reports for programs and browsers have all of it."""
MAX_NAMES = 12
LAYER_WIDTH = max(map(len, LABELS.values()))


def write_text(comparison: Comparison, style: Style = lambda text, role: text) -> str:
    """The summary: both sides, each document with its changes, what was left out, and a last line."""
    lines = [_side("old", comparison.old, style), _side("new", comparison.new, style)]
    lines += [f"note  {show(note)}" for note in comparison.notes]
    left = MAX_CHANGES
    for pair in comparison.pairs:
        if pair.is_same:
            continue
        lines += ["", style(show(pair.path), "head"), *_summary(pair)]
        changes = list(_changes(pair, left, style))
        lines += changes
        left = max(0, left - len(pair.changes))
    lines += [*_files(comparison), "", *_left_out(comparison), _verdict(comparison, style)]
    return "\n".join(lines)


def _side(word: str, side: Side, style: Style) -> str:
    detail = style(f"  ({show(side.detail)})", "faint") if side.detail else ""
    return f"{word}   {show(side.name)}{detail}"


def _summary(pair: Pair) -> list[str]:
    if pair.difference is None:
        return [f"  {show(tell_problem(pair))}"]
    return [f"  {words}" for words in (tell_pages(pair.difference),) if words]


def _changes(pair: Pair, limit: int, style: Style) -> Iterator[str]:
    """The changes of a pair in one or two lines each, the last ones by their number only."""
    if pair.difference is None:
        return
    for change in pair.changes[:limit]:
        yield from _change(change, pair.difference, style)
    rest = pair.changes[limit:]
    if rest:
        counts = {layer: sum(change.layer is layer for change in rest) for layer in LABELS}
        told = tell_counts({layer: count for layer, count in counts.items() if count})
        yield f"  and {count_of(len(rest), 'change')} {'more ' if limit else ''}not shown here: {told}"


def _change(change: Change, difference: Difference, style: Style) -> Iterator[str]:
    """A change in one or two lines: layer, what happened and where; then the words."""
    where = (name_pages(change, difference), str(change.source) if change.source else show(change.anchor))
    head = ", ".join([str(change.kind), *(words for words in where if words)])
    note = f" – {show(change.note)}" if change.note else ""
    yield f"  {LABELS[change.layer].ljust(LAYER_WIDTH)}  {head}{note}"
    words = tell_words(change, style)
    if words:
        yield f"  {' ' * LAYER_WIDTH}  {words}"


def tell_words(change: Change, style: Style = lambda text, role: text) -> str:
    """Old and new words of a change: ``the [-old-] {+new+} words``, or ``old → new``."""
    if change.marks:
        parts = []
        room = MAX_WORDS * 2
        for index, mark in enumerate(change.marks):
            text = _shorten_mark(show(mark.text), mark.kind, index == 0, index == len(change.marks) - 1)
            if room <= 0:
                parts.append("…")
                break
            room -= len(text)
            parts.append(_marked(text, mark.kind, style))
        return " ".join(part for part in parts if part)
    old, new = shorten(show(change.old), MAX_WORDS), shorten(show(change.new), MAX_WORDS)
    if change.kind in (ChangeKind.MOVED, ChangeKind.REFLOWED):
        return new or old
    if old and new:
        return f"{style(old, 'deleted')} → {style(new, 'inserted')}"
    return _marked(old, MarkKind.DELETED, style) if old else _marked(new, MarkKind.INSERTED, style)


def _shorten_mark(text: str, kind: MarkKind, is_first: bool, is_last: bool) -> str:
    """Words that stayed are context: a few next to the change are enough."""
    if kind is not MarkKind.SAME:
        return shorten(text, MAX_WORDS)
    words = text.split()
    if is_first:
        return " ".join(words[-5:]) if len(words) <= 5 else "… " + " ".join(words[-5:])
    if is_last:
        return " ".join(words[:5]) if len(words) <= 5 else " ".join(words[:5]) + " …"
    return text if len(words) <= 10 else f"{' '.join(words[:5])} … {' '.join(words[-5:])}"


def _marked(text: str, kind: MarkKind, style: Style) -> str:
    if not text or kind is MarkKind.SAME:
        return text
    if kind is MarkKind.DELETED:
        return style(f"[-{text}-]", "deleted")
    return style(f"{{+{text}+}}", "inserted")


def _files(comparison: Comparison) -> Iterator[str]:
    for names, word in ((comparison.added, "only in new"), (comparison.removed, "only in old")):
        if names:
            yield ""
            yield f"{word}: {count_of(len(names), 'file')}"
            yield from (f"  {show(name)}" for name in names[:MAX_NAMES])
            if len(names) > MAX_NAMES:
                yield f"  and {len(names) - MAX_NAMES} more"


def _left_out(comparison: Comparison) -> Iterator[str]:
    """What the verdict does not speak of."""
    if comparison.ignored:
        names = [LABELS[layer] for layer in comparison.ignored]
        yield f"ignored, as asked: {join_words(names)}"
    told: dict[str, int] = {}
    for pair in comparison.pairs:
        for item in pair.difference.coverage.left_out if pair.difference else ():
            if item.layer not in comparison.ignored:
                words = show(tell_covered(item))
                told[words] = told.get(words, 0) + 1
    for words, count in told.items():
        yield f"not compared: {words}" + (f" (in {count} documents)" if count > 1 else "")


def _verdict(comparison: Comparison, style: Style) -> str:
    """The last line."""
    same = len(comparison.identical)
    identical = f"; {count_of(same, 'file')} identical to the last byte" if same else ""
    if comparison.is_same:
        looked = [
            pair for pair in comparison.pairs if not pair.difference or not pair.difference.same_bytes
        ]
        others = f"; {count_of(len(looked), 'file')} equal but for bytes that nobody sees" if looked else ""
        if not same and not looked:
            identical = "; the files are identical to the last byte" if comparison.pairs else ""
        return style(f"nothing changed{identical}{others}", "fine")
    changed = [pair for pair in comparison.pairs if not pair.is_same]
    counts = tell_counts(comparison.counts)
    total = sum(comparison.counts.values())
    parts = []
    if total:
        documents = f" in {count_of(len(changed), 'document')}" if len(comparison.pairs) > 1 else ""
        parts.append(f"{count_of(total, 'change')}{documents} ({counts})")
    opaque = sum(pair.difference is None for pair in comparison.pairs)
    parts += [f"{count_of(opaque, 'other file')} changed"] if opaque else []
    parts += [f"{count_of(len(comparison.added), 'file')} added"] if comparison.added else []
    parts += [f"{count_of(len(comparison.removed), 'file')} removed"] if comparison.removed else []
    return style("; ".join(parts) + identical, "head")
