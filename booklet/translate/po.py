"""gettext PO files ↔ catalogues.

The format is that of the GNU gettext manual, “The Format of PO Files”. Babel, which knows the plural forms,
is not used to read and write them: it breaks long ``#|`` lines, drops what they say, and cuts a string
whose quotation mark is missing. The writer is deterministic: no dates, no wrapping, entries as they come.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from booklet.findings import Finding, Severity, Span, rule
from booklet.translate.catalogue import Catalogue, Entry
from booklet.translate.delivery import read_name, write_name
from booklet.translate.languages import write_plural_forms

MAX_BYTES = 16 * 1024 * 1024
"""No catalogue of a booklet is larger."""

MALFORMED = rule(
    "translation/file",
    Severity.ERROR,
    "A catalogue of translations is not a well-formed PO file, so it is neither used nor written.",
    "Mend the line, or restore the file from version control.",
)

_LINE = re.compile(r'(?:(msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)\s*)?"((?:[^"\\]|\\.)*)"')
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")
_ESCAPE = re.compile(r"\\(.)")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\"}
_CREDITS = ("Last-Translator", "Language-Team")
_HANDOUT = re.compile("[0-9a-f]{12}")


@dataclass(frozen=True)
class Header:
    """What a file says of itself, each empty where it does not.

    ``handout`` names the translations that it was exported with, as that of a ``Delivery`` does.
    """

    publication: str = ""
    document: str = ""
    language: str = ""
    handout: str = ""


def read_po(file: str, data: bytes, language: str, document: str) -> tuple[Catalogue | None, list[Finding]]:
    """The catalogue in a file, or ``None`` and what is wrong with it, line by line."""
    if len(data) > MAX_BYTES:
        return None, [MALFORMED.at(Span(file), f"the file has more than {MAX_BYTES:,} bytes")]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return None, [MALFORMED.at(Span(file, line), "the file is not UTF-8", help="Save it as UTF-8.")]
    reader = _Reader(file)
    for number, raw in enumerate(text.split("\n"), start=1):
        if found := _CONTROL.search(raw):
            reader.refuse(number, f"the character U+{ord(found[0]):04X} cannot stand in a text")
        reader.take(number, raw.strip())
    reader.end()
    reader.check_unique()
    if reader.findings:
        return None, reader.findings
    entries = tuple(entry for entry, gone in reader.made if not gone)
    obsolete = tuple(entry for entry, gone in reader.made if gone)
    publication = _header_of(reader).publication
    return Catalogue(language, document, entries, obsolete, reader.remarks, reader.credits, publication), []


def read_header(data: bytes) -> Header:
    """What the header of a file says. A name that is none of ours (editors have their own) says nothing."""
    reader = _Reader("")
    for number, raw in enumerate(data.decode("utf-8-sig", "replace").split("\n"), start=1):
        reader.take(number, raw.strip())
        if reader.header:
            break
    reader.end()
    return _header_of(reader)


def _header_of(reader: _Reader) -> Header:
    name, _, version = reader.header.get("Project-Id-Version", "").partition(" ")
    publication, document = read_name(name) if not version or _HANDOUT.fullmatch(version) else ("", "")
    language = reader.header.get("Language", "").replace("_", "-")
    return Header(publication, document, language, version if document else "")


@dataclass
class _Draft:
    """A message that is being read: its strings by keyword, ``|`` before those of a former one."""

    strings: dict[str, list[str]] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    gone: bool = False
    line: int = 1
    last: str = ""

    def get(self, keyword: str) -> str:
        return "".join(self.strings.get(keyword, ()))


class _Reader:
    """Reads a file line by line; a comment or a new keyword ends the message before it."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.made: list[tuple[Entry, bool]] = []
        self.findings: list[Finding] = []
        self.remarks: tuple[str, ...] = ()
        self.credits: tuple[tuple[str, str], ...] = ()
        self._draft = _Draft()
        self.header: dict[str, str] = {}

    def refuse(self, line: int, message: str) -> None:
        self.findings.append(MALFORMED.at(Span(self.file, line), message))

    def take(self, number: int, line: str) -> None:
        """The next line, without blanks at its ends."""
        if line.startswith("#~"):
            self._take_string(number, line[2:].strip(), gone=True)
        elif line.startswith("#|"):
            self._take_string(number, line[2:].strip(), former=True)
        elif line.startswith("#"):
            self._begin("msgid")
            self._take_comment(line)
        elif line:
            self._take_string(number, line)

    def _begin(self, keyword: str) -> None:
        """End the message that is being read when it has its translation and another begins."""
        if keyword in ("msgctxt", "msgid") and "msgstr" in self._draft.strings:
            self.end()

    def _take_comment(self, line: str) -> None:
        kind, words = line[:2], line[2:].strip()
        if kind == "#.":
            self._draft.notes.append(words)
        elif kind == "#,":
            self._draft.flags += [flag.strip() for flag in words.split(",") if flag.strip()]
        elif kind != "#:":  # a reference to a source file says nothing that the key does not
            self._draft.remarks.append(line[1:].strip())

    def _take_string(self, number: int, line: str, *, gone: bool = False, former: bool = False) -> None:
        if gone and line.startswith("|"):
            line, former = line[1:].strip(), True
        if not line:
            return
        found = _LINE.fullmatch(line)
        if found is None:
            self.refuse(number, f"this is neither a keyword nor a string in quotation marks: {line[:40]!r}")
            return
        keyword, string = found[1], _unescape(found[2])
        if keyword in ("msgid_plural",) or (keyword or "").startswith("msgstr["):
            self.refuse(number, "plural forms are not used here")
            return
        if keyword is None:
            if not self._draft.last:
                self.refuse(number, "a string without a keyword before it")
            else:
                self._draft.strings[self._draft.last].append(string)
            return
        self._begin("msgid" if former else keyword)
        name = f"|{keyword}" if former else keyword
        if name in self._draft.strings:
            self.refuse(number, f"{keyword} is given twice")
            return
        self._draft.strings[name] = [string]
        self._draft.last = name
        if not former:
            self._draft.gone = gone
        if keyword == "msgstr" or len(self._draft.strings) == 1:
            self._draft.line = number

    def end(self) -> None:
        """Finish the message that is being read."""
        draft, self._draft = self._draft, _Draft()
        if not draft.strings:
            return
        if "msgid" not in draft.strings or "msgstr" not in draft.strings:
            missing = "msgid" if "msgid" not in draft.strings else "msgstr"
            self.refuse(draft.line, f"a message has no {missing}")
        elif not draft.get("msgid") and "msgctxt" not in draft.strings:
            self._take_header(draft)
        elif "msgctxt" not in draft.strings:
            self.refuse(draft.line, "a message has no msgctxt, which names its place in the publication")
        else:
            flags = tuple(flag for flag in draft.flags if flag != "fuzzy")
            entry = Entry(
                key=draft.get("msgctxt"),
                source=draft.get("msgid"),
                text=draft.get("msgstr"),
                fuzzy="fuzzy" in draft.flags,
                previous=draft.get("|msgid"),
                remarks=tuple(draft.remarks),
                notes=tuple(draft.notes),
                flags=flags,
                line=draft.line,
            )
            self.made.append((entry, draft.gone))

    def _take_header(self, draft: _Draft) -> None:
        if self.header:
            self.refuse(draft.line, "the file has two headers")
        fields = [line.partition(":")[::2] for line in draft.get("msgstr").splitlines()]
        held = {name.strip(): value.strip() for name, value in fields}
        self.header = {"": "", **held}
        charset = held.get("Content-Type", "charset=UTF-8").partition("charset=")[2]
        if charset.upper() not in ("UTF-8", "UTF8"):
            self.refuse(draft.line, f"the charset is {charset or 'not given'}; it has to be UTF-8")
        self.remarks = tuple(draft.remarks)
        self.credits = tuple((name, held[name]) for name in _CREDITS if held.get(name))

    def check_unique(self) -> None:
        """Two translations of one place: nobody could say which counts."""
        seen: dict[str, int] = {}
        for entry, gone in self.made:
            if not gone and entry.key in seen:
                self.refuse(
                    entry.line, f"`{entry.key}` is translated a second time (first: line {seen[entry.key]})"
                )
            elif not gone:
                seen[entry.key] = entry.line


def write_po(catalogue: Catalogue, handout: str = "") -> bytes:
    """The file of a catalogue: the same bytes for the same catalogue.

    One that is handed out says with which translations.
    """
    return "\n".join(_lines(catalogue, handout)).encode("utf-8")


def _lines(catalogue: Catalogue, handout: str) -> Iterator[str]:
    yield from (f"# {remark}".rstrip() for remark in catalogue.remarks)
    yield 'msgid ""'
    yield 'msgstr ""'
    for name, value in _header(catalogue, handout):
        yield f'"{_escape(f"{name}: {value}")}\\n"'
    for entry in catalogue.entries:
        yield ""
        yield from _entry(entry, "")
    for entry in catalogue.obsolete:
        yield ""
        yield from _entry(entry, "#~ ")
    yield ""


def _header(catalogue: Catalogue, handout: str) -> Iterator[tuple[str, str]]:
    name = write_name(catalogue.publication, catalogue.document)
    yield "Project-Id-Version", f"{name} {handout}" if handout else name
    yield from catalogue.credits
    yield "Language", catalogue.language.replace("-", "_")
    yield "MIME-Version", "1.0"
    yield "Content-Type", "text/plain; charset=UTF-8"
    yield "Content-Transfer-Encoding", "8bit"
    yield "Plural-Forms", write_plural_forms(catalogue.language)


def _entry(entry: Entry, mark: str) -> Iterator[str]:
    yield from (f"# {remark}".rstrip() for remark in entry.remarks)
    yield from (f"#. {note}" for note in entry.notes if not mark)
    flags = [*(["fuzzy"] if entry.fuzzy else []), *entry.flags]
    if flags:
        yield f"#, {', '.join(flags)}"
    if entry.previous:
        yield f'{mark.strip() or "#"}| msgid "{_escape(entry.previous)}"'
    yield f'{mark}msgctxt "{_escape(entry.key)}"'
    yield f'{mark}msgid "{_escape(entry.source)}"'
    yield f'{mark}msgstr "{_escape(entry.text)}"'


def _escape(text: str) -> str:
    for plain, written in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t")):
        text = text.replace(plain, written)
    return text


def _unescape(text: str) -> str:
    return _ESCAPE.sub(lambda found: _ESCAPES.get(found[1], found[0]), text)
