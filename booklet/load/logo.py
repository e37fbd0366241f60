"""Logo files of partners: whole, of a reasonable size, and with nothing in them that could do harm.

A logo comes from outside and is read by an engine that trusts it, so it is checked before it gets there.
SVG is held to a list of what is allowed; of PNG and JPEG everything is counted before it is unpacked.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from xml.parsers import expat

from booklet.findings import Finding, Severity, Span, rule
from booklet.load.pictures import check_picture, recognise
from booklet.workspace import Workspace

MAX_BYTES = 1_000_000
MAX_SIDE_PX = 4_000
MAX_ELEMENTS = 5_000
MAX_DEPTH = 40

LOGO_UNSAFE = rule(
    "logo/unsafe",
    Severity.ERROR,
    "A logo holds what a picture needs not: scripts, addresses, entities, texts or other pictures.",
    "Export the logo as plain SVG with texts as outlines, or as PNG.",
)
LOGO_LARGE = rule(
    "logo/too-large",
    Severity.ERROR,
    f"A logo has at most {MAX_BYTES:,} bytes, {MAX_SIDE_PX:,} pixels a side, {MAX_ELEMENTS:,} elements.",
    "Export it smaller; it is printed 15 mm wide.",
)
LOGO_DAMAGED = rule(
    "logo/damaged",
    Severity.ERROR,
    "A logo cannot be read to its end, or is in colours that a screen edition cannot have.",
    "Export it again, as SVG, or as PNG or JPEG in RGB or grey.",
)

_SVG = "http://www.w3.org/2000/svg"
_XLINK_HREF = "http://www.w3.org/1999/xlink href"
_SHAPES = frozenset(
    (
        *("svg", "g", "defs", "symbol", "use", "title", "desc", "metadata", "style", "clipPath"),
        *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon"),
        *("linearGradient", "radialGradient", "stop"),
    )
)
_ALLOWED = frozenset((_SVG, tag) for tag in _SHAPES)
"""Elements of other namespaces (those of a drawing program) are not drawn, so they may be there."""
_ADDRESS = re.compile(r"url\(\s*['\"]?\s*(?!#)", re.IGNORECASE)

_PNG_START = b"\x89PNG\r\n\x1a\n"
_PNG_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_PNG_CHUNKS = frozenset((b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"pHYs"))
_PNG_WORDS = frozenset((b"tEXt", b"tIME", b"bKGD", b"sBIT", b"hIST", b"eXIf"))


class _RefusalError(Exception):
    """Why a logo is not taken. Never leaves this module."""

    def __init__(self, make: Callable[..., Finding], reason: str) -> None:
        super().__init__(reason)
        self.make, self.reason = make, reason


def check_logo(workspace: Workspace, path: str, span: Span) -> list[Finding]:
    """What is wrong with the logo that a partner edition names at ``span``."""
    found = check_picture(workspace, path, span)
    if found:
        return found
    data = workspace.read(path)
    try:
        if len(data) > MAX_BYTES:
            raise _RefusalError(LOGO_LARGE.at, f"has {len(data):,} bytes")
        kind = recognise(data)
        _CHECKS[kind[0] if kind else ""](data)
    except KeyError:
        return [LOGO_DAMAGED.at(span, f"{path} is neither SVG nor PNG nor JPEG")]
    except _RefusalError as refusal:
        return [refusal.make(span, f"{path} {refusal.reason}")]
    return []


def _check_svg(data: bytes) -> None:
    """Everything in the file is on the list, and nothing leads out of it."""
    reader = _SvgReader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.words
    parser.StartDoctypeDeclHandler = reader.refuse_doctype
    parser.EntityDeclHandler = reader.refuse_doctype
    parser.ProcessingInstructionHandler = reader.refuse_instruction
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise _RefusalError(LOGO_DAMAGED.at, f"is not well-formed ({error})") from None
    reader.finish()


class _SvgReader:
    """Looks at an SVG file while it is parsed."""

    def __init__(self) -> None:
        self.nested: list[str] = []
        self.count = 0
        self.style = ""
        self.used: list[str] = []
        self.holders: set[str] = set()
        self.ids: list[str | None] = []
        self.heirs: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, tag = name.rpartition(" ")
        self.count += 1
        if self.count > MAX_ELEMENTS:
            raise _RefusalError(LOGO_LARGE.at, f"has more than {MAX_ELEMENTS:,} elements")
        if len(self.nested) >= MAX_DEPTH:
            raise _RefusalError(LOGO_LARGE.at, f"nests more than {MAX_DEPTH} elements")
        if not self.nested:
            self._begin(space, tag, attributes)
        if "metadata" not in self.nested and space in ("", _SVG) and (space, tag) not in _ALLOWED:
            raise _RefusalError(LOGO_UNSAFE.at, f"has an element <{tag[:40]}>")
        self.nested.append(tag)
        self.ids.append(attributes.get("id"))
        for key, value in attributes.items():
            self._attribute(key, value)
        target = attributes.get("href") or attributes.get(_XLINK_HREF) or ""
        if tag.endswith("Gradient") and target and "id" in attributes:
            self.heirs[f"#{attributes['id']}"] = target
        if tag == "use":
            self.used.append(target)
            self.holders.update(f"#{name}" for name in self.ids if name)

    def _begin(self, space: str, tag: str, attributes: Mapping[str, str]) -> None:
        if (space, tag) != (_SVG, "svg"):
            raise _RefusalError(LOGO_DAMAGED.at, "is not an SVG picture")
        box = attributes.get("viewBox", "").replace(",", " ").split()
        numbers = [_number(text) for text in box[2:]] or [
            _number(re.sub(r"(mm|cm|in|pt|pc|px)$", "", attributes.get(key, "")))
            for key in ("width", "height")
        ]
        if len(numbers) != 2 or not all(0 < n < 1e6 for n in numbers):
            raise _RefusalError(LOGO_DAMAGED.at, "says no size (viewBox)")

    def _attribute(self, key: str, value: str) -> None:
        name = key.rpartition(" ")[2].lower()
        if name.startswith("on"):
            raise _RefusalError(LOGO_UNSAFE.at, f"has a script in the attribute {name[:40]}")
        if name in ("href", "src", "base") and not value.startswith("#"):
            raise _RefusalError(LOGO_UNSAFE.at, f"leads to “{value[:60]}”")
        if "javascript:" in value.lower() or _ADDRESS.search(value) or (name == "style" and "\\" in value):
            raise _RefusalError(LOGO_UNSAFE.at, f"has an address in the attribute {name[:40]}")

    def words(self, text: str) -> None:
        if "style" in self.nested:
            self.style += text

    def end(self, name: str) -> None:
        if self.nested[-1] == "style":
            if _ADDRESS.search(self.style) or re.search(r"[@\\]|/\*", self.style):
                raise _RefusalError(LOGO_UNSAFE.at, "has a style sheet that loads or hides something")
            self.style = ""
        self.nested.pop()
        self.ids.pop()

    def refuse_doctype(self, *_: object) -> None:
        raise _RefusalError(LOGO_UNSAFE.at, "has a document type or entities")

    def refuse_instruction(self, *_: object) -> None:
        raise _RefusalError(LOGO_UNSAFE.at, "has processing instructions")

    def finish(self) -> None:
        """A copy of something that holds copies multiplies: three lines could draw a million shapes."""
        if self.holders.intersection(self.used):
            raise _RefusalError(LOGO_UNSAFE.at, "has copies (<use>) of copies")
        for start in self.heirs:
            target, steps = self.heirs[start], 0
            while target in self.heirs and steps <= len(self.heirs):
                target, steps = self.heirs[target], steps + 1
            if steps > len(self.heirs):
                raise _RefusalError(LOGO_UNSAFE.at, "has gradients that inherit from each other")


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def _check_png(data: bytes) -> None:
    """The chunks are whole and known, and the pixels come to exactly what the head says."""
    expected = 0
    pixels = zlib.decompressobj()
    unpacked = 0
    last = b""
    for kind, body in _png_chunks(data):
        last = kind
        if kind == b"IHDR":
            expected = _png_size(body)
        elif kind == b"IDAT":
            if not expected:
                raise _RefusalError(LOGO_DAMAGED.at, "has no size")
            unpacked += _unpack(pixels, body, expected - unpacked)
    if last != b"IEND" or not pixels.eof or unpacked != expected:
        raise _RefusalError(LOGO_DAMAGED.at, "breaks off before its end")


def _unpack(pixels: zlib._Decompress, body: bytes, room: int) -> int:
    """The number of bytes in a piece of compressed pixels, which must not exceed the room."""
    try:
        made = len(pixels.decompress(body, room + 1))
    except zlib.error:
        raise _RefusalError(LOGO_DAMAGED.at, "has damaged pixels") from None
    if made > room or pixels.unconsumed_tail:
        raise _RefusalError(LOGO_UNSAFE.at, "unpacks to more than its size")
    return made


def _png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_PNG_START)
    while at < len(data):
        if at + 12 > len(data):
            raise _RefusalError(LOGO_DAMAGED.at, "breaks off before its end")
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        end = at + 12 + length
        if end > len(data):
            raise _RefusalError(LOGO_DAMAGED.at, "breaks off before its end")
        body, check = data[at + 8 : end - 4], data[end - 4 : end]
        if struct.unpack(">I", check)[0] != zlib.crc32(kind + body):
            raise _RefusalError(LOGO_DAMAGED.at, "is damaged (checksum)")
        if kind not in _PNG_CHUNKS and kind not in _PNG_WORDS:
            shown = kind.decode("ascii", "replace")
            raise _RefusalError(LOGO_UNSAFE.at, f"has a part “{shown}”, which a logo does not need")
        yield kind, body
        if kind == b"IEND":
            return
        at = end


def _png_size(body: bytes) -> int:
    """The bytes that the pixels come to, with the filter mark of every row."""
    if len(body) != 13:
        raise _RefusalError(LOGO_DAMAGED.at, "has a damaged head")
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", body)
    if colour not in _PNG_CHANNELS or not width or not height:
        raise _RefusalError(LOGO_DAMAGED.at, "has a damaged head")
    _check_side(width, height)
    bits = depth * _PNG_CHANNELS[colour]
    passes = [(0, 0, 1, 1)]
    if interlaced:  # Adam7: seven pictures, each with its own start and step (PNG, 8.2)
        passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2)]
        passes.append((0, 1, 1, 2))
    total = 0
    for x, y, across, down in passes:
        columns, rows = -(-(width - x) // across), -(-(height - y) // down)
        if columns > 0 and rows > 0:
            total += rows * (1 + -(-columns * bits // 8))
    return total


def _check_side(width: int, height: int) -> None:
    if max(width, height) > MAX_SIDE_PX:
        raise _RefusalError(LOGO_LARGE.at, f"has {width:,} × {height:,} pixels")


def _check_jpeg(data: bytes) -> None:
    """The markers lead to a frame of a reasonable size in grey or RGB, and the file has its end."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], struct.unpack(">H", data[at + 2 : at + 4])[0]
        if marker == 0xFF:
            at += 1
            continue
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            if length < 8 or at + 10 > len(data):
                break
            height, width, channels = struct.unpack(">HHB", data[at + 5 : at + 10])
            if not width or not height:
                break
            _check_side(width, height)
            if channels not in (1, 3):
                raise _RefusalError(LOGO_DAMAGED.at, "is in CMYK")
            if b"\xff\xd9" not in data[-64:]:
                raise _RefusalError(LOGO_DAMAGED.at, "breaks off before its end")
            return
        at += 2 + length
    raise _RefusalError(LOGO_DAMAGED.at, "has no readable head")


_CHECKS: Mapping[str, Callable[[bytes], None]] = {"SVG": _check_svg, "PNG": _check_png, "JPEG": _check_jpeg}
