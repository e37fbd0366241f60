"""Functions of one variable (ISO 32000-1, 7.10), as gradients use them: evaluated, and made anew for inks.

A gradient runs evenly in RGB; between the inks of its ends it would not. So each piece is sampled and every
sample converted on its own. Stitched pieces stay pieces, which keeps hard stops hard.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from pikepdf import Array, Dictionary, Pdf

from booklet.press.print.spaces import UnprintableError

SAMPLES = 33
"""Samples of a smooth piece."""

FINE_SAMPLES = 256
"""Samples where a function may hold hard stops that are not seen from outside."""

Curve = Callable[[float], list[float]]
Convert = Callable[[Sequence[float]], Sequence[float]]
"""The components of a colour → those that are printed, all 0 to 1."""


def convert_function(pdf: Pdf, function: Any, convert: Convert) -> Any:
    """A function that gives converted colours. Raises :class:`UnprintableError`."""
    if isinstance(function, Array):
        if len(function) == 1:
            return convert_function(pdf, function[0], convert)
        curves = [read_function(part) for part in function]
        return _sample(pdf, function[0], lambda x: [curve(x)[0] for curve in curves], convert, FINE_SAMPLES)
    if int(function.FunctionType) == 3:
        made = Dictionary(
            FunctionType=3,
            Domain=function.Domain,
            Bounds=function.Bounds,
            Encode=function.Encode,
            Functions=Array([convert_function(pdf, part, convert) for part in function.Functions]),
        )
        return pdf.make_indirect(made)
    samples = SAMPLES if int(function.FunctionType) == 2 else FINE_SAMPLES
    return _sample(pdf, function, read_function(function), convert, samples)


def _sample(pdf: Pdf, function: Any, curve: Curve, convert: Convert, count: int) -> Any:
    low, high = _numbers(function.Domain)
    points = [convert(curve(low + (high - low) * step / (count - 1))) for step in range(count)]
    data = bytes(round(min(max(value, 0.0), 1.0) * 255) for point in points for value in point)
    made = pdf.make_stream(data)
    made.FunctionType = 0
    made.Domain = Array([low, high])
    made.Range = Array([0, 1] * len(points[0]))
    made.Size = Array([count])
    made.BitsPerSample = 8
    return made


def read_function(function: Any) -> Curve:
    """A function that can be called. Raises :class:`UnprintableError` for one of several variables, and for
    one that is a program.
    """
    kind = int(function.FunctionType)
    domain = _numbers(function.Domain)
    if len(domain) != 2:
        raise UnprintableError("a function of several variables")
    curve = {0: _read_sampled, 2: _read_exponential, 3: _read_stitched}.get(kind)
    if curve is None:
        raise UnprintableError(f"a function of type {kind}")
    inner = curve(function)
    bounds = _numbers(function.Range) if "/Range" in function else []
    limits = list(zip(bounds[::2], bounds[1::2], strict=True))

    def call(x: float) -> list[float]:
        values = inner(min(max(x, domain[0]), domain[1]))
        if limits:
            return [min(max(v, low), high) for v, (low, high) in zip(values, limits, strict=True)]
        return values

    return call


def _read_exponential(function: Any) -> Curve:
    first = _numbers(function.get("/C0", [0]))
    last = _numbers(function.get("/C1", [1]))
    power = float(function.N)
    return lambda x: [a + (b - a) * x**power for a, b in zip(first, last, strict=True)]


def _read_stitched(function: Any) -> Curve:
    curves = [read_function(part) for part in function.Functions]
    domain, encode = _numbers(function.Domain), _numbers(function.Encode)
    edges = [domain[0], *_numbers(function.Bounds), domain[1]]

    def call(x: float) -> list[float]:
        piece = next((k for k in range(len(curves) - 1) if x < edges[k + 1]), len(curves) - 1)
        low, high = edges[piece], edges[piece + 1]
        start, end = encode[2 * piece : 2 * piece + 2]
        return curves[piece](start if high == low else start + (end - start) * (x - low) / (high - low))

    return call


def _read_sampled(function: Any) -> Curve:
    """Linear between samples, which are unsigned numbers of 1 to 32 bits, the first bit first."""
    count, bits = int(function.Size[0]), int(function.BitsPerSample)
    bounds = _numbers(function.Range)
    width = len(bounds) // 2
    low, high = _numbers(function.Domain)
    encode = _numbers(function.get("/Encode", [0, count - 1]))
    decode = _numbers(function.get("/Decode", bounds))
    whole = int.from_bytes(data := function.read_bytes(), "big")
    end, most = 8 * len(data), 2**bits - 1

    def sample(step: int) -> list[float]:
        raw = [(whole >> (end - bits * (step * width + k + 1))) & most for k in range(width)]
        return [
            decode[2 * k] + value / most * (decode[2 * k + 1] - decode[2 * k])
            for k, value in enumerate(raw)
        ]

    table = [sample(step) for step in range(count)]

    def call(x: float) -> list[float]:
        share = 0.0 if high == low else (x - low) / (high - low)
        at = min(max(encode[0] + share * (encode[1] - encode[0]), 0.0), count - 1.0)
        step = min(int(at), max(count - 2, 0))
        after = table[min(step + 1, count - 1)]
        return [a + (b - a) * (at - step) for a, b in zip(table[step], after, strict=True)]

    return call


def _numbers(values: Any) -> list[float]:
    return [float(value) for value in values]
