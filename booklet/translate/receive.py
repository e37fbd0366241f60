"""What becomes of the texts that came back: each is judged, and the catalogue gets what is good."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from unicodedata import normalize

from booklet.model.inline import read_text
from booklet.model.segment import Segment
from booklet.translate.catalogue import REVIEWED, Catalogue, Entry, State
from booklet.translate.delivery import UNSURE, Arrived, Delivery
from booklet.translate.keeping import parse, read_kept
from booklet.translate.merge import merge

_LOWER_CASE = re.compile(r"(?<!\w)[^\W\d_A-Z][^\W\d_]*")
_CAPITALS = re.compile(r"[A-Z][A-Z\d]")


_LINE_END = re.compile("[\\t\\n\\r\\x0b\\x0c\\x85\u2028\u2029]+")
_CONTROL = re.compile("[\\x00-\\x1f\\x7f-\\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")

MAX_GROWTH = 8
MAX_SHORT = 500
"""No translation has eight times the characters of its source, but for labels of a word or two."""

MAX_LENGTH = 20_000
"""No paragraph of a booklet has so many characters, in any language."""


class Outcome(StrEnum):
    """What became of one text.

    Taken over are ``translated`` texts and, to be reviewed, those that are ``split`` or ``merged`` (the
    paragraphs of the file are not those of the booklet), ``aligned`` (found by their place alone) and
    ``stale`` (the English has changed since it was sent out). ``confirmed`` is a stale translation that
    came back as it was, with the present English beside it. Not taken over are ``identical`` ones (the
    English), those ``kept`` because a reviewed or newer translation is there, and ``loose`` ones, which
    belong to nothing. ``unchanged`` is what is there already, ``missing`` what has no translation still.
    """

    TRANSLATED = "translated"
    UNCHANGED = "unchanged"
    IDENTICAL = "identical"
    MISSING = "missing"
    SPLIT = "split"
    MERGED = "merged"
    ALIGNED = "aligned"
    STALE = "stale"
    CONFIRMED = "confirmed"
    KEPT = "kept"
    LOOSE = "loose"


DOUBTFUL = frozenset({UNSURE, "doubled", "typed-over", "link-added", "as-it-was"})
"""The flaws for which a text that is taken over is to be reviewed."""

_FINE = frozenset({Outcome.TRANSLATED, Outcome.CONFIRMED})
"""The outcomes by which a text is done, if it has no doubtful flaws."""


@dataclass(frozen=True)
class Row:
    """A segment's line in the report of an import; ``note`` says more in words."""

    key: str
    outcome: Outcome
    source: str = ""
    text: str = ""
    note: str = ""

    def to_json(self) -> dict[str, str]:
        """A plain JSON object."""
        return {
            "key": self.key,
            "outcome": str(self.outcome),
            "source": self.source,
            "text": self.text,
            "note": self.note,
        }


@dataclass(frozen=True)
class Received:
    """The catalogue with what came back, and what became of each text."""

    catalogue: Catalogue
    rows: tuple[Row, ...]

    def count(self) -> dict[str, int]:
        """How many texts there are of each outcome that occurs."""
        made = {str(outcome): sum(r.outcome is outcome for r in self.rows) for outcome in Outcome}
        return {name: count for name, count in made.items() if count}


@dataclass(frozen=True)
class Acceptance:
    """How a delivery is taken over.

    ``force``: also over reviewed translations. ``reviewed``: a person has read what comes back, so it is
    marked as reviewed. ``same``: a text that is its English is a translation.
    """

    force: bool = False
    reviewed: bool = False
    same: bool = False


def receive(
    delivery: Delivery, catalogue: Catalogue, segments: Iterable[Segment], accept: Acceptance
) -> Received:
    """Judge what came back for a document and take over what is good.

    ``catalogue`` is up to date with ``segments``, which are those of its document as they are now. Texts
    are matched by the English they are translations of, so they find their place when it moved meanwhile.

    A stale translation that comes back unchanged may still be right, or nobody may have looked at it:

    - A file that went out with the former English says nothing of the present one: the text stays stale.
    - Where the file says that its translator is done with this text (in PO it is no longer fuzzy, in XLIFF
      its state is no longer one that needs work), the translation is confirmed, and done.
    - Where it says that she is not (in PO it is fuzzy still), the text stays stale.
    - Where it cannot say (Word files in either form, and programs that leave states alone), an untouched
      text and one that was found right look the same: it is confirmed, and somebody here has to review it.
    """
    wanted = {segment.key: segment for segment in segments}
    for entry in catalogue.entries:
        # A text that cannot be read at present is what it was.
        wanted.setdefault(entry.key, Segment(entry.key, delivery.document, "label", entry.source))
    delivery = replace(delivery, texts=tuple(_clean(arrived) for arrived in delivery.texts))
    placed, gone = _place(delivery, wanted)
    entries: list[Entry] = []
    rows: list[Row] = []
    names = is_worked_on(delivery)
    for entry in catalogue.entries:
        incoming = placed.get(entry.key)
        if incoming is None:
            if entry.state is State.MISSING:
                rows.append(Row(entry.key, Outcome.MISSING, entry.source))
            entries.append(entry)
            continue
        made, row = _judge(entry, *incoming, accept, names=names)
        entries.append(made)
        rows.append(row)
    rows += gone
    rows += (Row("", Outcome.LOOSE, "", text, "this belongs to no text") for text in delivery.loose)
    return Received(replace(catalogue, entries=tuple(entries)), tuple(rows))


def _place(
    delivery: Delivery, wanted: Mapping[str, Segment]
) -> tuple[dict[str, tuple[Entry, Arrived]], list[Row]]:
    """Segment key → the text for it and how it came; and rows for texts whose segments are gone."""
    sent: list[Entry] = []
    for number, arrived in enumerate(delivery.texts):
        now = wanted[arrived.key].source if arrived.key in wanted else ""
        source = now if arrived.source is None else arrived.source
        sent.append(Entry(arrived.key, source, arrived.text, flags=(str(number),)))
    merged = merge(Catalogue(delivery.language, delivery.document, tuple(sent)), wanted.values()).catalogue

    def arrival(entry: Entry) -> Arrived:
        return delivery.texts[int(entry.flags[0])]

    placed = {entry.key: (entry, arrival(entry)) for entry in merged.entries if entry.text.strip()}
    note = "the English text is no longer there"
    gone = [Row(entry.key, Outcome.LOOSE, entry.source, entry.text, note) for entry in merged.obsolete]
    return placed, gone


def _clean(arrived: Arrived) -> Arrived:
    text = _tidy(arrived.text)
    return arrived if text == arrived.text else replace(arrived, text=text)


def _tidy(text: str) -> str:
    """A text without characters that steer programs and are not seen; line ends become blanks."""
    return _CONTROL.sub("", _LINE_END.sub(" ", text)).strip()


def is_worked_on(delivery: Delivery) -> bool:
    """Whether most of the texts are no longer English: a name that is still the same is then meant so."""
    known = [arrived for arrived in delivery.texts if arrived.source is not None]
    same = sum(_is_same(arrived.text, arrived.source or "") for arrived in known)
    return same * 2 < len(known)


def _judge(
    entry: Entry, incoming: Entry, arrived: Arrived, accept: Acceptance, *, names: bool
) -> tuple[Entry, Row]:
    """The entry after a text came back for it, and what to say of it; ``names`` may be left in English."""
    sent_source = incoming.previous or incoming.source

    def row(outcome: Outcome, note: str = "") -> Row:
        return Row(entry.key, outcome, entry.source, arrived.text, note)

    if _is_too_long(arrived.text, sent_source):
        short = replace(
            row(Outcome.LOOSE, "far too long to be a translation of this"), text=arrived.text[:80]
        )
        return entry, short
    if read_kept(arrived.text).links - read_kept(sent_source).links:
        arrived = replace(arrived, flaws=(*arrived.flaws, "link-added"))
    if _is_same(arrived.text, sent_source) and not (accept.same or (names and is_name(sent_source))):
        return entry, row(Outcome.IDENTICAL, "the text is the English one")
    same = _is_equal(arrived.text, entry.text)
    if same and entry.state is State.STALE and not (arrived.settled or accept.reviewed):
        arrived = replace(arrived, flaws=(*arrived.flaws, "as-it-was"))
    outcome, note = _outcome(incoming, arrived)
    if same and entry.state is State.STALE and outcome is not Outcome.STALE and UNSURE not in arrived.flaws:
        outcome = Outcome.CONFIRMED if outcome is Outcome.TRANSLATED else outcome
        note = f"{note}; the English was “{read_text(entry.previous)}”" if note else ""
    elif same and not (outcome is Outcome.STALE and not entry.fuzzy):
        return _confirm(entry, outcome, arrived, accept), row(Outcome.UNCHANGED)
    sent = sent_source if arrived.sent is None else arrived.sent
    untouched = not same and _is_equal(arrived.text, sent)
    if better := _find_better(entry, outcome, accept, untouched=untouched):
        return entry, row(Outcome.KEPT, better)
    is_fine = outcome in _FINE and DOUBTFUL.isdisjoint(arrived.flaws)
    remarks = tuple(r for r in entry.remarks if r != REVIEWED and not r.startswith("to review"))
    if is_fine and (accept.reviewed or arrived.reviewed):
        remarks = (*remarks, REVIEWED)
    elif not is_fine and outcome is not Outcome.STALE:
        remarks = (*remarks, f"to review: {note}")
    made = replace(
        entry,
        text=arrived.text,
        fuzzy=not is_fine,
        previous=incoming.previous,
        remarks=remarks,
    )
    return made, row(outcome, note)


def _find_better(entry: Entry, outcome: Outcome, accept: Acceptance, *, untouched: bool) -> str:
    """Why the translation that is there counts and not the one that came back, or nothing.

    ``untouched`` is one that came back as it went out and is not what is there: this is newer.
    """
    if outcome is Outcome.STALE and entry.state in (State.DONE, State.REVIEW):
        return "a translation of the present English is there"
    if accept.force:
        return ""
    if entry.is_reviewed:
        return "a reviewed translation is there; `--force` replaces it"
    if untouched and entry.text.strip():
        return "it came back as it went out, and a newer one is there; `--force` replaces that"
    return ""


def _confirm(entry: Entry, outcome: Outcome, arrived: Arrived, accept: Acceptance) -> Entry:
    """An entry whose very text came back: that it was read may be news, if it was with today’s English."""
    reviewed = (accept.reviewed or arrived.reviewed) and outcome is not Outcome.STALE
    if reviewed and not entry.is_reviewed and entry.state in (State.DONE, State.REVIEW):
        remarks = (r for r in entry.remarks if not r.startswith("to review"))
        return replace(entry, fuzzy=False, remarks=(*remarks, REVIEWED))
    return entry


def _outcome(incoming: Entry, arrived: Arrived) -> tuple[Outcome, str]:
    """How far a text that came back can be trusted, and why not further."""
    if incoming.previous:
        return Outcome.STALE, f"translated from “{read_text(incoming.previous)}”"
    if arrived.source is None:
        return Outcome.STALE, "translated from an earlier English text, which is not known any more"
    if arrived.how == "aligned":
        return Outcome.ALIGNED, "found by its place alone"
    if "merged" in arrived.flaws:
        return Outcome.MERGED, "paragraphs were joined in the file"
    if "split" in arrived.flaws:
        return Outcome.SPLIT, "a paragraph was divided in the file"
    return Outcome.TRANSLATED, ", ".join(_tell(flaw) for flaw in arrived.flaws)


def _tell(flaw: str) -> str:
    names = {
        "moved": "moved in the file",
        "doubled": "the file has another text for it, which is not taken",
        "typed-over": "stood in the column of the English",
        "link-added": "has a link that the English has not",
        UNSURE: "marked as unsure by the translator",
        "as-it-was": "came back as it was, beside the English of today",
        "comment": "has a comment in the file",
        "tracked": "has tracked changes in the file; they are taken as accepted",
        "marks-lost": "strong or emphasised words, links or placeholders were lost",
    }
    return names.get(flaw, flaw)


def _is_too_long(text: str, source: str) -> bool:
    """Such a text is not even looked at: to read its marks would take long."""
    longest = max(len(text), len(source))
    return longest > MAX_LENGTH or len(text) > max(MAX_SHORT, MAX_GROWTH * len(source))


def _is_same(text: str, source: str) -> bool:
    return not _is_too_long(text, source) and _words(text) == _words(source)


def _words(text: str) -> list[str]:
    return "".join(run.text for run in parse(text)).split()


def _is_equal(text: str, other: str) -> bool:
    """Whether two texts have the same characters and marks, however these are written."""
    if text == other or _is_too_long(text, other):
        return text == other
    one, two = (parse(normalize("NFC", _tidy(words))) for words in (text, other))
    return one == two


def is_name(source: str) -> bool:
    """Whether a text looks like a name or a figure, which may be the same in another language.

    One word with a single capital is not: “Contents” looks like “Forssa”.
    """
    text = read_text(source)
    if _LOWER_CASE.search(text):
        return False
    return len(text.split()) > 1 or bool(_CAPITALS.search(text)) or not any(c.isalpha() for c in text)


def name_flaws(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows that somebody should look at."""
    return (row for row in rows if row.outcome not in {*_FINE, Outcome.UNCHANGED} or row.note)
