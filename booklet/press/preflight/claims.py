"""What a file says of itself: metadata, the standards it claims to keep, and its output intents."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from pikepdf import Dictionary, Pdf, Stream

from booklet.press.preflight.access import (
    FAILURES,
    elements,
    entries,
    flag,
    get,
    integer,
    name,
    root_of,
    text,
)
from booklet.press.preflight.inflate import UnreadableError, read_stream
from booklet.press.preflight.limits import Budget

MAX_XMP_BYTES = 2 * 1024 * 1024
MAX_PROFILE_BYTES = 16 * 1024 * 1024
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
DC = "http://purl.org/dc/elements/1.1/"
PDF = "http://ns.adobe.com/pdf/1.3/"
XMP = "http://ns.adobe.com/xap/1.0/"
XMP_MM = "http://ns.adobe.com/xap/1.0/mm/"
PDFA = "http://www.aiim.org/pdfa/ns/id/"
PDFUA = "http://www.aiim.org/pdfua/ns/id/"
PDFX = "http://www.npes.org/pdfx/ns/id/"
MAX_TEXT = 10_000


@dataclass(frozen=True)
class Intent:
    """An output intent: its kind (``GTS_PDFX``, ``GTS_PDFA1``), its condition, and the profile in it.

    ``space`` and ``device`` are what the profile's head says (ICC.1:2022, 7.2): ``CMYK`` and ``prtr`` for
    a press; ``problem`` is why there is no profile that can be read.
    """

    kind: str
    condition: str
    components: int = 0
    space: str = ""
    device: str = ""
    problem: str = ""


@dataclass
class Claims:
    """What stands in the catalogue, the information dictionary and the XMP packet."""

    properties: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    """(namespace, name) → its texts."""
    info: dict[str, str] = field(default_factory=dict)
    has_xmp: bool = False
    problem: str = ""
    """Why the XMP packet cannot be read."""
    intents: tuple[Intent, ...] = ()
    language: str = ""
    shows_title: bool = False
    is_marked: bool = False
    is_suspect: bool = False
    has_tags: bool = False
    has_id: bool = False
    version: str = ""

    def first(self, namespace: str, key: str) -> str:
        """The first text of a property; empty without one."""
        return next(iter(self.properties.get((namespace, key), ())), "").strip()

    @property
    def title(self) -> str:
        """The title, by the metadata or else the information dictionary."""
        return self.first(DC, "title") or self.info.get("Title", "").strip()

    @property
    def pdfx(self) -> str:
        """The standard for printing that the file claims to keep, such as “PDF/X-4”."""
        return self.first(PDFX, "GTS_PDFXVersion") or self.info.get("GTS_PDFXVersion", "")

    @property
    def pdfa(self) -> str:
        """Part and level of PDF/A that is claimed, such as “3A”."""
        return self.first(PDFA, "part") + self.first(PDFA, "conformance").upper()

    @property
    def pdfua(self) -> str:
        """The part of PDF/UA that is claimed."""
        return self.first(PDFUA, "part")

    @property
    def is_for_print(self) -> bool:
        """Whether the file says that it is for a press."""
        return bool(self.pdfx) or any(i.kind == "GTS_PDFX" or i.space == "CMYK" for i in self.intents)


def read_claims(pdf: Pdf, budget: Budget) -> Claims:
    """Read them. Raises :class:`~.limits.TooMuchError` only."""
    root = root_of(pdf)
    made = Claims(
        info=_info(pdf),
        language=text(get(root, "/Lang")).strip(),
        shows_title=flag(get(get(root, "/ViewerPreferences"), "/DisplayDocTitle")),
        is_marked=flag(get(get(root, "/MarkInfo"), "/Marked")),
        is_suspect=flag(get(get(root, "/MarkInfo"), "/Suspects")),
        has_tags=isinstance(get(root, "/StructTreeRoot"), Dictionary),
        intents=tuple(_intent(one, budget) for one in elements(get(root, "/OutputIntents"))[:20]),
    )
    try:
        made.has_id = len(elements(get(pdf.trailer, "/ID"))) == 2
        made.version = pdf.pdf_version
    except FAILURES:
        pass
    _read_xmp(get(root, "/Metadata"), made, budget)
    return made


def _info(pdf: Pdf) -> dict[str, str]:
    try:
        source: Any = pdf.trailer.get("/Info")
    except FAILURES:
        return {}
    found = ((key[1:], value) for key, value in entries(source)[:200])
    return {key: (text(value) or name(value))[:MAX_TEXT] for key, value in found}


def _intent(source: Any, budget: Budget) -> Intent:
    kind = name(get(source, "/S"))
    condition = text(get(source, "/OutputConditionIdentifier")) or text(get(source, "/OutputCondition"))
    profile = get(source, "/DestOutputProfile")
    if not isinstance(profile, Stream):
        return Intent(kind, condition, problem="has no profile")
    components = integer(get(profile, "/N")) or 0
    try:
        data = read_stream(profile, budget, MAX_PROFILE_BYTES)
    except UnreadableError as error:
        return Intent(kind, condition, components, problem=f"has a profile that cannot be read: {error}")
    if len(data) < 132 or data[36:40] != b"acsp":
        return Intent(kind, condition, components, problem="has a profile that is no ICC profile")
    if int.from_bytes(data[:4], "big") > len(data):
        return Intent(kind, condition, components, problem="has a profile that breaks off")
    space, device = (data[at : at + 4].decode("latin-1").strip() for at in (16, 12))
    wanted = {"CMYK": 4, "RGB": 3, "GRAY": 1}.get(space)
    wrong = f"has a profile of {space} with N {components}" if wanted and wanted != components else ""
    return Intent(kind, condition, components, space, device, wrong)


def _read_xmp(source: Any, claims: Claims, budget: Budget) -> None:
    if not isinstance(source, Stream):
        return
    claims.has_xmp = True
    try:
        data = read_stream(source, budget, MAX_XMP_BYTES)
        claims.properties = read_xmp(data)
    except UnreadableError as error:
        claims.problem = str(error)
    except (expat.ExpatError, ValueError, LookupError) as error:
        claims.problem = f"is not well-formed ({error})"


def read_xmp(data: bytes) -> dict[tuple[str, str], tuple[str, ...]]:
    """The properties of an XMP packet (ISO 16684-1). Raises ``ExpatError`` or ``ValueError``."""
    reader = _XmpReader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.words
    parser.StartDoctypeDeclHandler = reader.refuse
    parser.EntityDeclHandler = reader.refuse
    parser.Parse(data, True)
    return {key: tuple(texts) for key, texts in reader.found.items()}


class _XmpReader:
    """Collects the texts of every property of every description."""

    def __init__(self) -> None:
        self.found: dict[tuple[str, str], list[str]] = {}
        self._stack: list[tuple[str, str]] = []
        self._words: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        space, _, local = tag.rpartition(" ")
        if len(self._stack) > 100:
            raise ValueError("elements are nested too deeply")
        if (space, local) == (_RDF, "Description"):
            for key, value in attributes.items():
                owner, _, plain = key.rpartition(" ")
                if owner not in ("", _RDF):
                    self.found.setdefault((owner, plain), []).append(value[:MAX_TEXT])
        self._stack.append((space, local))
        self._words = []

    def words(self, data: str) -> None:
        """Text of an element."""
        self._words.append(data)

    def end(self, _: str) -> None:
        """An element ends: text in a list belongs to the property around the list."""
        space, _local = self._stack[-1]
        said = "".join(self._words).strip()[:MAX_TEXT]
        self._words = []
        owner = next((one for one in reversed(self._stack) if one[0] != _RDF), None)
        if said and owner is not None and (space == _RDF or owner == self._stack[-1]):
            self.found.setdefault(owner, []).append(said)
        self._stack.pop()

    def refuse(self, *_: object) -> None:
        """A document type can hold entities that grow without end; metadata has none."""
        raise ValueError("it has a document type")
