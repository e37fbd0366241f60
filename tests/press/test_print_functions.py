"""Functions of gradients: evaluated like a viewer does, and made anew for inks."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from pikepdf import Array, Dictionary, Pdf

from booklet.press.print.functions import convert_function, read_function
from booklet.press.print.spaces import UnprintableError

PDF = Pdf.new()


def linear(first: Sequence[float], last: Sequence[float], power: float = 1) -> Dictionary:
    return Dictionary(FunctionType=2, Domain=[0, 1], C0=[*first], C1=[*last], N=power)


def stitched(*parts: Dictionary, bounds: Sequence[float], domain: Sequence[float] = (0, 1)) -> Dictionary:
    encode = [0, 1] * len(parts)
    return Dictionary(
        FunctionType=3, Domain=[*domain], Functions=Array(parts), Bounds=[*bounds], Encode=encode
    )


def sampled(points: Sequence[Sequence[int]], bits: int = 8, **more: object) -> object:
    whole = 0
    for value in (value for point in points for value in point):
        whole = (whole << bits) | value
    size = len(points) * len(points[0]) * bits
    made = PDF.make_stream((whole << (-size % 8)).to_bytes((size + 7) // 8, "big"))
    made.FunctionType, made.Domain, made.BitsPerSample = 0, Array([0, 1]), bits
    made.Size, made.Range = Array([len(points)]), Array([0, 1] * len(points[0]))
    for key, value in more.items():
        made[f"/{key}"] = value
    return made


def same(values: Sequence[float]) -> Sequence[float]:
    return values


def test_exponential() -> None:
    curve = read_function(linear((0, 1), (1, 0), 2))
    assert curve(0.5) == [0.25, 0.75]
    assert curve(-3) == [0, 1]
    assert curve(7) == [1, 0]
    assert read_function(Dictionary(FunctionType=2, Domain=[0, 1], N=1))(0.25) == [0.25]


def test_stitched_with_a_hard_stop() -> None:
    curve = read_function(stitched(linear((0,), (0.5,)), linear((1,), (0,)), bounds=[0.5]))
    assert curve(0.25) == [0.25]
    assert curve(0.49999) == pytest.approx([0.5], abs=1e-4)
    assert curve(0.5) == [1]
    assert curve(1) == [0]


def test_stitched_pieces_may_run_backwards_and_be_empty() -> None:
    function = stitched(linear((0,), (1,)), linear((0,), (1,)), bounds=[0], domain=(0, 2))
    function.Encode = Array([0, 1, 1, 0])
    curve = read_function(function)
    assert curve(0) == [1]
    assert curve(2) == [0]


@pytest.mark.parametrize("bits", [1, 4, 8, 12, 16, 32])
def test_sampled(bits: int) -> None:
    most = 2**bits - 1
    curve = read_function(sampled([(0, most), (most, 0), (most, most)], bits))
    assert curve(0) == [0, 1]
    assert curve(0.25) == pytest.approx([0.5, 0.5])
    assert curve(1) == [1, 1]


def test_sampled_with_its_own_codes() -> None:
    function = sampled([(0,), (255,)], Encode=Array([1, 0]), Decode=Array([0, 0.5]))
    assert read_function(function)(0) == [0.5]
    assert read_function(function)(1) == [0]


@pytest.mark.parametrize(
    "function",
    [Dictionary(FunctionType=2, Domain=[0, 1, 0, 1], N=1), Dictionary(FunctionType=4, Domain=[0, 1])],
)
def test_what_cannot_be_evaluated_is_refused(function: Dictionary) -> None:
    with pytest.raises(UnprintableError):
        read_function(function)


@pytest.mark.parametrize(
    "function",
    [
        linear((0, 0.2, 1), (1, 0.4, 0)),
        linear((0, 0.2, 1), (1, 0.4, 0), 2.5),
        stitched(linear((0, 0, 0), (1, 1, 1)), linear((0, 0, 0), (1, 0, 1)), bounds=[0.3]),
        sampled([(0, 10, 255), (200, 30, 0), (5, 255, 9)]),
        Array([linear((0,), (1,)), linear((1,), (0,)), linear((0.5,), (0.5,))]),
        Array([linear((0, 0.2, 1), (1, 0.4, 0))]),
    ],
    ids=["linear", "curved", "stitched", "sampled", "one a channel", "alone"],
)
def test_a_converted_function_gives_the_converted_colours(function: object) -> None:
    made = read_function(convert_function(PDF, function, lambda values: [1 - v for v in values]))
    parts = function if isinstance(function, Array) else [function]
    curves = [read_function(part) for part in parts]
    for step in range(21):
        x = step / 20
        wanted = [1 - value for curve in curves for value in curve(x)]
        assert made(x) == pytest.approx(wanted, abs=0.01)


def test_hard_stops_stay_hard() -> None:
    function = stitched(linear((0, 0, 0), (0, 0, 0)), linear((1, 1, 1), (1, 1, 1)), bounds=[0.5])
    made = read_function(convert_function(PDF, function, same))
    assert made(0.4999) == [0, 0, 0]
    assert made(0.5) == [1, 1, 1]


def test_the_number_of_components_may_change() -> None:
    made = convert_function(PDF, linear((0, 0, 0), (1, 1, 1)), lambda values: [*values, 0.5])
    assert read_function(made)(1) == pytest.approx([1, 1, 1, 0.5], abs=0.003)
    assert list(made.Range) == [0, 1] * 4
