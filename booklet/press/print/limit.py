"""No place of a sheet may take more ink than the paper can dry.

The rule is under-colour removal: as much cyan, magenta and yellow as make a grey together give way to
black. Each hundredth that moves takes three off and puts one on, and the colour stays nearly the same.
Only what is then still too much makes the colour lighter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from booklet.press.print.condition import Cmyk

if TYPE_CHECKING:
    from PIL.Image import Image


def limit_inks(inks: Cmyk, limit: float) -> Cmyk:
    """A mixture with at most ``limit`` of ink in all (3 is 300 %)."""
    excess = sum(inks) - limit
    if excess <= 1e-6:
        return inks
    *colours, black = inks
    moved = max(0.0, min(excess / 2, *colours, 1 - black))
    colours, black = [value - moved for value in colours], black + moved
    left = sum(colours)
    if left + black > limit + 1e-6:
        share = max(limit - black, 0.0) / left
        colours = [value * share for value in colours]
    return colours[0], colours[1], colours[2], min(black, limit)


def limit_image(image: Image, limit: float) -> Image:
    """A CMYK image no pixel of which has more than ``limit`` of ink; the same one when none had."""
    import numpy
    from PIL import Image as Images

    pixels = numpy.asarray(image).reshape(-1, 4)
    most = int(limit * 255)
    over = pixels.sum(axis=1, dtype=numpy.int32) > most
    if not over.any():
        return image
    wrong = pixels[over].astype(numpy.float64)
    colours, black = wrong[:, :3], wrong[:, 3]
    excess = wrong.sum(axis=1) - most
    moved = numpy.clip(numpy.minimum(excess / 2, colours.min(axis=1)), 0, 255 - black)
    colours, black = colours - moved[:, None], numpy.floor(black + moved)
    share = numpy.clip((most - black) / numpy.maximum(colours.sum(axis=1), 1e-9), 0, 1)
    made = pixels.copy()
    made[over] = numpy.column_stack([numpy.floor(colours * share[:, None]), black]).astype(numpy.uint8)
    return Images.frombytes("CMYK", image.size, made.tobytes())
