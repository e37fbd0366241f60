"""Ink that only a rasteriser can tell – images, blending, overprinting –, measured by Ghostscript.

Ghostscript is an optional program: it paints each page plate by plate (``tiffsep``), and the plates are
added up. One pixel is one point.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from PIL import Image, ImageMath

from booklet.press.preflight.check_colours import INK, INK_AREA_PT2, INK_LIMIT
from booklet.press.preflight.limits import INK_SECONDS
from booklet.press.preflight.looks import Memory
from booklet.press.preflight.values import Area, Fault, Inspection, PageSize, Profile

DPI = 72
PLATES = ("Cyan", "Magenta", "Yellow", "Black")
SLACK = 0.02
"""Rounding of four plates to 256 steps each."""

MAX_PAGE_PT = 3000.0
"""Larger pages are not measured, and the report says so."""

MAX_KB = 2 * 1024 * 1024
"""Memory that Ghostscript may take."""

ABSENT = "Ghostscript (gs) is not installed, so the ink of images, blends and overprints was not measured"
LEAST_SECONDS = 10
"""What Ghostscript may take at least for a few pages of many."""

_PART = 12
"""Pages that are painted at a time, so that their plates need little room."""


def find_ghostscript() -> str:
    """The path of Ghostscript; empty when it is not installed."""
    return shutil.which("gs") or ""


def ghostscript_version(path: str) -> str:
    """The version of Ghostscript; empty without it."""
    if not path:
        return ""
    try:
        done = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=20, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip()


def measure_ink(data: bytes, inspection: Inspection, gs: str, memory: Memory | None = None) -> Inspection:
    """The inspection with what measuring finds on the pages where ink cannot be computed, or with the
    reason why it was not measured. ``gs`` is the path of Ghostscript, empty when there is none.

    Pages whose ink the memory knows are not painted again, and it learns the others; it has to belong to
    this version of Ghostscript and to have been given to the inspection.
    """
    memory = memory or Memory()
    if inspection.profile is not Profile.PRINT or not inspection.heavy or INK.id not in inspection.run:
        return inspection
    if not gs:
        return inspection.add([], skipped=INK.id, reason=ABSENT)
    known = {number: memory.ink(number) for number in inspection.heavy}
    faults = [fault for found in known.values() for fault in found or ()]
    sizes = {number: inspection.sizes[number - 1] for number, found in known.items() if found is None}
    wanted = [number for number, size in sizes.items() if max(_extent(size)) <= MAX_PAGE_PT]
    seconds = max(LEAST_SECONDS, INK_SECONDS * _PART // max(len(wanted), _PART))
    try:
        for start in range(0, len(wanted), _PART):
            part = wanted[start : start + _PART]
            found = list(_measure(data, part, sizes, gs, seconds))
            for number in part:
                memory.keep_ink(number, (fault for fault in found if fault.page == number))
            faults += found
    except subprocess.TimeoutExpired:
        return inspection.add(
            faults, skipped=INK.id, reason=f"Ghostscript took more than {seconds} seconds"
        )
    except (OSError, ValueError, subprocess.CalledProcessError):
        return inspection.add(faults, skipped=INK.id, reason="Ghostscript could not paint the plates")
    large = [str(number) for number in sizes if number not in wanted]
    if large:
        reason = (
            f"larger than {MAX_PAGE_PT:.0f} points, so its ink was not measured: page {', '.join(large)}"
        )
        return inspection.add(faults, skipped=INK.id, reason=reason)
    return inspection.add(faults)


def _extent(size: PageSize) -> tuple[float, float]:
    """Width and height of the crop box around a trim."""
    return size.left_pt + size.width_pt + size.right_pt, size.top_pt + size.height_pt + size.bottom_pt


def _measure(
    data: bytes, pages: Sequence[int], sizes: dict[int, PageSize], gs: str, seconds: int
) -> Iterator[Fault]:
    """Paint the plates of some pages within their bleed, and look at each page."""
    with tempfile.TemporaryDirectory(prefix="booklet-ink-") as folder:
        command = [
            gs, "-q", f"-K{MAX_KB}", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-dUseBleedBox", f"-r{DPI}",
            "-dShowAnnots=false", "-sDEVICE=tiffsep", "-sCompression=lzw", "-dMaxSpots=10",
            f"-sPageList={','.join(map(str, pages))}", "-o", f"{folder}/p%d.tif", "-",
        ]  # fmt: skip
        # The command is a program of the system with our own options; the file goes in as bytes.
        subprocess.run(  # noqa: S603
            command,
            input=data,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=True,
        )
        for index, number in enumerate(pages):
            yield from _judge(Path(folder), index + 1, number, sizes[number])


def _judge(folder: Path, index: int, number: int, size: PageSize) -> Iterator[Fault]:
    plates = [_plate(folder / f"p{index}({name}).tif") for name in PLATES]
    total = ImageMath.lambda_eval(lambda p: (255 * 4) - (p["c"] + p["m"] + p["y"] + p["k"]),
                                  c=plates[0], m=plates[1], y=plates[2], k=plates[3])  # fmt: skip
    limit = round((INK_LIMIT + SLACK) * 255)
    over = total.point(lambda value: value - limit).convert("L")
    spots = over.point(lambda value: 255 if value > 0 else 0)
    box = spots.getbbox()
    count = spots.histogram()[255]
    if box is None or count < INK_AREA_PT2 * (DPI / 72) ** 2:
        return
    highest = total.getextrema()[1] / 255
    left, top = box[0] - size.bleed_left_pt, box[1] - size.bleed_top_pt
    place = Area(round(left, 2), round(top, 2), box[2] - box[0], box[3] - box[1])
    yield Fault(INK, f"there is up to {highest * 100:.0f} % of ink", number, (place,))


def _plate(path: Path) -> Image.Image:
    """A plate, dark where there is ink."""
    with Image.open(path) as picture:
        return picture.convert("L").convert("I")
