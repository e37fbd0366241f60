"""A content stream as operators with their operands (ISO 32000-1, 7.8.2).

Written for bytes from anywhere: what is no token is skipped and counted, nothing but ``TooMuchError`` is
raised, and nothing is kept longer than until the next operator. Names come as ``str`` with their solidus,
strings as ``bytes``.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from booklet.press.preflight.limits import MAX_ENTRIES, TooMuchError

SPACE = rb"\0\t\n\f\r "
MAX_OPERANDS = 500
MAX_NESTING = 60
MAX_ARRAY_BYTES = 4 * 1024 * 1024

_TOKEN = re.compile(
    rb"[" + SPACE + rb"]*+(?:"
    rb"(?P<number>[+-]{0,3}(?>\d++\.?+\d*+|\.\d++)(?>-\d*+)?+)(?=[" + SPACE + rb"()<>\[\]{}/%]|$)"
    rb"|(?P<word>[A-Za-z'\"][A-Za-z0-9'\"*]*)"
    rb"|(?P<name>/[^" + SPACE + rb"()<>\[\]{}/%]*)"
    rb"|(?P<array>\[[^\[\](/%{}]*\])"
    rb"|(?P<hex><[0-9A-Fa-f" + SPACE + rb"]*>)"
    rb"|(?P<mark><<|>>|\[|\]|\(|\{|\})"
    rb"|(?P<comment>%[^\r\n]*)"
    rb")"
)
_NUMBERS = rb"(?:[+-]?+[0-9.]{1,38}+[" + SPACE + rb"]++)"
_PLAIN = re.compile(
    rb"[" + SPACE + rb"]*+(/[^" + SPACE + rb"()<>\[\]{}/%]*+)?+(?(1)[" + SPACE + rb"]++)"
    rb"(" + _NUMBERS + rb"{0,12}+)([A-Za-z'\"][A-Za-z0-9'\"*]*+)(?=[" + SPACE + rb"]|$)"
)
"""An operator after a name, numbers or both, as nearly all are: one match instead of one a token.

No more numbers than that, since those of a long row without an operator would be looked at again and again.
"""

_LINES = rb"(?:" + _NUMBERS + rb"{2}(?:" + _NUMBERS + rb"{4}c|l)[" + SPACE + rb"]++){1,300}+"
_OUTLINE = re.compile(
    rb"[" + SPACE + rb"]*+"
    rb"((?:" + _NUMBERS + rb"{2}m[" + SPACE + rb"]++" + _LINES + rb"(?:h[" + SPACE + rb"]++)?+){1,100}+)"
)
"""Closed or open outlines of lines and curves (``m``, ``l``, ``c``, ``h``): most of any drawing."""

_SETTINGS = re.compile(
    rb"["
    + SPACE
    + rb"]*+\[["
    + SPACE
    + rb"]*+\]["
    + SPACE
    + rb"]*+0["
    + SPACE
    + rb"]++d["
    + SPACE
    + rb"]++"
    rb"(?:" + _NUMBERS + rb"[JjM][" + SPACE + rb"]++)*+"
)
"""Lines without dashes, and how they end and turn, which no rule asks for: passed over in one go."""

_NO_NUMBER = re.compile(rb"[0-9.+-]++")
_BLANKS = re.compile(rb"[" + SPACE + rb"]*+")
_IN_ARRAY = re.compile(rb"<([^<>]*)>|([^\s\0<>]+)")
_STRING = re.compile(rb"[^()\\]*(?:\\.[^()\\]*)*", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_NAME_CODE = re.compile(r"#([0-9A-Fa-f]{2})")
_END_OF_IMAGE = re.compile(rb"[" + SPACE + rb"]EI(?=[" + SPACE + rb"]|$)")
_HAS_CODE = re.compile(rb"#[0-9A-Fa-f]{2}")
_ESCAPES = {
    b"n": b"\n",
    b"r": b"\r",
    b"t": b"\t",
    b"b": b"\b",
    b"f": b"\f",
    b"\n": b"",
    b"\r": b"",
    b"\r\n": b"",
}
_CONSTANTS: dict[str, Any] = {"true": True, "false": False, "null": None}
_NO_OPERATORS = frozenset({b"true", b"false", b"null", b"BI"})


@dataclass
class InlineImage:
    """The dictionary of an image that lies in the content stream, with its keys as they are written."""

    entries: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Outline:
    """Lines and curves in a row: all their points as x and y by turns, the index among the points at which
    each outline begins, whether there are curves, and of how many operators all this is made.
    """

    coordinates: Sequence[float]
    starts: tuple[int, ...]
    has_curves: bool
    operators: int


OUTLINE = "outline"
"""The operator that stands for a whole :class:`Outline`; no operator of PDF has so long a name."""


@dataclass
class Operations:
    """The operators of a stream, one after the other; ``garbage`` counts what is no token."""

    data: bytes
    garbage: int = 0
    _at: int = 0
    _singly_until: int = 0
    """Up to here no outline is taken at once, since one of the numbers is none."""

    def __iter__(self) -> Iterator[tuple[str, list[Any]]]:
        operands: list[Any] = []
        match_plain = _PLAIN.match
        while True:
            found = match_plain(self.data, self._at)
            if found is not None:
                name, numbers, word = found.groups()
                if word == b"m" and (outline := self._outline(operands)):
                    yield OUTLINE, [outline]
                    continue
                bare = name is None and not numbers
                if word not in _NO_OPERATORS and (bare or _take(name, numbers, operands)):
                    self._at = found.end()
                    yield word.decode("ascii"), operands
                    operands = []
                    continue
            operator = self._take_token(operands)
            if operator is None:
                return
            if operator:
                yield operator, operands
                operands = []

    def _take_token(self, operands: list[Any]) -> str | None:
        """Take one token: the operator, or empty for what is none and goes to the operands; ``None`` at the
        end.
        """
        found = _TOKEN.match(self.data, self._at)
        if found is None:
            return "" if self._skip() else None
        kind = found.lastgroup or ""
        if kind == "array" and not operands and (settings := _SETTINGS.match(self.data, self._at)):
            self._at = settings.end()
            return ""
        self._at = found.end()
        if kind == "word":
            word = found["word"].decode("ascii")
            if word in _CONSTANTS:
                operands.append(_CONSTANTS[word])
                return ""
            if word == "BI":
                operands[:] = [self._image()]
            return word
        if kind == "number":
            operands.append(_number(found["number"]))
        elif kind != "comment":
            operands.append(self._value(kind, found[kind], 0))
        if len(operands) > MAX_OPERANDS:
            self.garbage += 1
            operands.clear()
        return ""

    def _outline(self, operands: list[Any]) -> Outline | None:
        """The outline that begins here, if it is one that can be taken at once."""
        if operands or self._at < self._singly_until:
            return None
        found = _OUTLINE.match(self.data, self._at)
        if found is None:
            return None
        outline = _read_outline(found[1])
        if outline is None:
            self._singly_until = found.end()
        else:
            self._at = found.end()
        return outline

    def _skip(self) -> bool:
        """Go past what begins no token, a byte or a number that runs into something else; whether there is
        anything left.
        """
        blanks = _BLANKS.match(self.data, self._at)
        self._at = blanks.end() if blanks else self._at
        if self._at >= len(self.data):
            return False
        number = _NO_NUMBER.match(self.data, self._at)
        self._at = number.end() if number else self._at + 1
        self.garbage += 1
        return True

    def _value(self, kind: str, token: bytes, depth: int) -> Any:
        """The operand that a token begins."""
        if kind == "name":
            return _name(token)
        if kind == "array":
            return _plain_array(token)
        if kind == "hex":
            return _hex(token[1:-1])
        if token == b"(":
            return self._string()
        if token in (b"[", b"<<"):
            return self._collect(b"]" if token == b"[" else b">>", depth + 1)
        self.garbage += 1
        return None

    def _collect(self, end: bytes, depth: int) -> Any:
        """An array or a dictionary up to its end."""
        values: list[Any] = []
        while depth < MAX_NESTING:
            found = _TOKEN.match(self.data, self._at)
            if found is None:
                if not self._skip():
                    break
                continue
            self._at = found.end()
            kind = found.lastgroup or ""
            token = found[kind]
            if token == end:
                break
            if kind == "number":
                values.append(_number(token))
            elif kind == "word":
                values.append(_CONSTANTS.get(token.decode("ascii")))
            elif kind != "comment":
                values.append(self._value(kind, token, depth))
            if len(values) > MAX_ENTRIES:
                raise TooMuchError(f"an array in a content stream has more than {MAX_ENTRIES:,} entries")
        if end == b"]":
            return values
        return {
            key: value
            for key, value in zip(values[::2], values[1::2], strict=False)
            if isinstance(key, str)
        }

    def _string(self) -> bytes:
        """A string in parentheses, which may hold others."""
        parts: list[bytes] = []
        depth = 1
        while True:
            found = _STRING.match(self.data, self._at)
            assert found is not None
            parts.append(found[0])
            self._at = found.end() + 1
            sign = self.data[found.end() : found.end() + 1]
            if sign == b"(":
                depth += 1
            elif sign == b")":
                depth -= 1
                if depth == 0:
                    break
            else:
                if not sign:
                    self.garbage += 1
                    break
                continue
            parts.append(sign)
        return _ESCAPE.sub(_unescape, b"".join(parts))

    def _image(self) -> InlineImage:
        """The dictionary of an inline image; its data are passed over."""
        values: list[Any] = []
        while True:
            found = _TOKEN.match(self.data, self._at)
            if found is None:
                if not self._skip():
                    break
                continue
            self._at = found.end()
            kind = found.lastgroup or ""
            token = found[kind]
            if kind == "word" and token == b"ID":
                end = _END_OF_IMAGE.search(self.data, self._at)
                self._at = end.end() if end else len(self.data)
                break
            if kind == "number":
                values.append(_number(token))
            elif kind == "word":
                values.append(_CONSTANTS.get(token.decode("ascii")))
            elif kind != "comment":
                values.append(self._value(kind, token, 0))
        pairs = zip(values[::2], values[1::2], strict=False)
        return InlineImage({key: value for key, value in pairs if isinstance(key, str)})


def _take(name: bytes | None, numbers: bytes, operands: list[Any]) -> bool:
    """Add a name and numbers to the operands; whether the numbers are such, and not too many."""
    values: list[Any] = [] if name is None else [_name(name)]
    try:
        values += [float(number) for number in numbers.split()]
    except ValueError:
        return False
    if len(operands) + len(values) > MAX_OPERANDS:
        return False
    operands += values
    return True


def _read_outline(run: bytes) -> Outline | None:
    """A run of path operators; ``None`` when one of its numbers is none."""
    try:
        coordinates = [float(number) for number in run.translate(None, b"mlch").split()]
    except ValueError:
        return None
    starts, at = [], 0
    for one in run.split(b"m")[:-1]:
        # What stands before an ``m``: the rest of the outline before, and the two numbers of this point.
        at += len(one.translate(None, b"lch").split())
        starts.append(at // 2 - 1)
    operators = sum(run.count(sign) for sign in (b"m", b"l", b"c", b"h"))
    return Outline(coordinates, tuple(starts), b"c" in run, operators)


def _number(token: bytes) -> float:
    """A number; forms that readers put up with (``--5``, ``5-3``) count as they do there."""
    try:
        return float(token) if len(token) < 40 else max(-1e9, min(1e9, float(token)))
    except ValueError:
        found = re.match(rb"[+-]*(\d+\.?\d*|\.\d+)", token)
        return float(found[1]) * (-1 if token.startswith(b"-") else 1) if found else 0.0


def _name(token: bytes) -> str:
    made = token.decode("latin-1")
    if _HAS_CODE.search(token):
        made = _NAME_CODE.sub(lambda code: chr(int(code[1], 16)), made)
    try:
        return made.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return made


def _hex(digits: bytes) -> bytes:
    digits = digits.translate(None, b"\0\t\n\f\r ")
    return binascii.unhexlify(digits + b"0" if len(digits) % 2 else digits)


def _odd_hex(digits: bytes) -> bytes:
    """A hexadecimal string with blanks or an odd number of digits; empty when it is none."""
    try:
        return _hex(digits)
    except binascii.Error:
        return b""


def _plain_array(token: bytes) -> list[Any]:
    """An array of numbers and hexadecimal strings, as text is shown by most programs."""
    made: list[Any] = []
    if len(token) > MAX_ARRAY_BYTES:
        return made
    for digits, other in _IN_ARRAY.findall(token, 1, len(token) - 1):
        if other:
            try:
                made.append(float(other))
            except ValueError:
                made.append(_CONSTANTS.get(other.decode("latin-1")))
        else:
            try:
                made.append(binascii.unhexlify(digits))
            except binascii.Error:
                made.append(_odd_hex(digits))
    return made


def _unescape(found: re.Match[bytes]) -> bytes:
    code = found[1]
    if code[:1].isdigit():
        return bytes([int(code, 8) & 255])
    return _ESCAPES.get(code, code)
