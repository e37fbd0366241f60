"""A small reader of flawless QR codes (ISO/IEC 18004) in byte mode, for tests.

It trusts every module, so error correction is only skipped over, never used.
"""

from __future__ import annotations

from collections.abc import Sequence

Modules = Sequence[Sequence[bool]]

ALIGNMENT = {
    1: (), 2: (6, 18), 3: (6, 22), 4: (6, 26), 5: (6, 30), 6: (6, 34), 7: (6, 22, 38), 8: (6, 24, 42),
    9: (6, 26, 46), 10: (6, 28, 50), 11: (6, 30, 54), 12: (6, 32, 58),
}  # fmt: skip
"""Version → coordinates of the alignment patterns' middles (annex E)."""

BLOCKS_M = {
    1: ((1, 16),), 2: ((1, 28),), 3: ((1, 44),), 4: ((2, 32),), 5: ((2, 43),), 6: ((4, 27),), 7: ((4, 31),),
    8: ((2, 38), (2, 39)), 9: ((3, 36), (2, 37)), 10: ((4, 43), (1, 44)), 11: ((1, 50), (4, 51)),
    12: ((6, 36), (2, 37)),
}  # fmt: skip
"""Version → number and data codewords of the blocks at error correction level M (table 9)."""

MASKS = (
    lambda y, x: (y + x) % 2 == 0,
    lambda y, x: y % 2 == 0,
    lambda y, x: x % 3 == 0,
    lambda y, x: (y + x) % 3 == 0,
    lambda y, x: (y // 2 + x // 3) % 2 == 0,
    lambda y, x: y * x % 2 + y * x % 3 == 0,
    lambda y, x: (y * x % 2 + y * x % 3) % 2 == 0,
    lambda y, x: ((y + x) % 2 + y * x % 3) % 2 == 0,
)


def read_qr(modules: Modules) -> str:
    """The text of a code. Raises ``AssertionError`` when it is none of the kind read here."""
    size = len(modules)
    version = (size - 17) // 4
    assert size == 17 + 4 * version
    mask = MASKS[_read_mask(modules)]
    bits = [modules[y][x] ^ mask(y, x) for y, x in _path(size, _reserved(size, version))]
    words = [
        sum(bit << (7 - k) for k, bit in enumerate(bits[at : at + 8])) for at in range(0, len(bits) - 7, 8)
    ]
    data = _deal(words, BLOCKS_M[version])
    stream = "".join(f"{word:08b}" for word in data)
    assert stream[:4] == "0100", "not in byte mode"
    wide = 8 if version < 10 else 16
    length = int(stream[4 : 4 + wide], 2)
    start = 4 + wide
    return bytes(int(stream[start + 8 * k : start + 8 * k + 8], 2) for k in range(length)).decode()


def _read_mask(modules: Modules) -> int:
    """The mask from the format information, whose first bits also say level M."""
    around = [(8, x) for x in (0, 1, 2, 3, 4, 5, 7, 8)] + [(y, 8) for y in (7, 5, 4, 3, 2, 1, 0)]
    value = 0
    for y, x in around:
        value = value << 1 | modules[y][x]
    value ^= 0b101010000010010
    assert value >> 13 == 0b00, "not level M"
    return value >> 10 & 0b111


def _reserved(size: int, version: int) -> set[tuple[int, int]]:
    """The modules that hold no data: finders, timing, alignment, format and version."""
    taken = {(y, x) for y in range(9) for x in range(9)}
    taken |= {(y, x) for y in range(9) for x in range(size - 8, size)}
    taken |= {(y, x) for y in range(size - 8, size) for x in range(9)}
    taken |= {(6, k) for k in range(size)} | {(k, 6) for k in range(size)}
    middles = ALIGNMENT[version]
    for y in middles:
        for x in middles:
            corners = {(6, 6), (6, middles[-1]), (middles[-1], 6)}
            if (y, x) not in corners:
                taken |= {(y + dy, x + dx) for dy in range(-2, 3) for dx in range(-2, 3)}
    if version >= 7:
        taken |= {(y, x) for y in range(6) for x in range(size - 11, size - 8)}
        taken |= {(y, x) for y in range(size - 11, size - 8) for x in range(6)}
    return taken


def _path(size: int, reserved: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """The data modules in the order of the bits: in pairs of columns from the right, up and down."""
    order: list[tuple[int, int]] = []
    upwards = True
    right = size - 1
    while right > 0:
        if right == 6:
            right -= 1
        rows = range(size - 1, -1, -1) if upwards else range(size)
        order += [(y, x) for y in rows for x in (right, right - 1) if (y, x) not in reserved]
        upwards = not upwards
        right -= 2
    return order


def _deal(words: list[int], groups: Sequence[tuple[int, int]]) -> list[int]:
    """The data codewords of all blocks one after another; they are stored in turns."""
    lengths = [length for count, length in groups for _ in range(count)]
    blocks: list[list[int]] = [[] for _ in lengths]
    stream = iter(words)
    for round_ in range(max(lengths)):
        for block, length in zip(blocks, lengths, strict=True):
            if round_ < length:
                block.append(next(stream))
    return [word for block in blocks for word in block]
