"""Whether the whole of a picture can be drawn: its first bytes say only what it wants to be."""

from __future__ import annotations

import io
import warnings
from xml.parsers import expat

from booklet.findings import Finding, Severity, Span, rule
from booklet.load.pictures import recognise

DAMAGED = rule(
    "picture/damaged",
    Severity.ERROR,
    "A picture file is damaged, or too large to be decoded.",
    "Save the picture again as JPEG or PNG.",
)


def check_decoding(path: str, data: bytes, span: Span) -> list[Finding]:
    """What keeps the picture of a case, of a known format, from being drawn."""
    kind = recognise(data)
    reason = _judge_svg(data) if kind and kind[0] == "SVG" else _judge_pixels(data)
    return [DAMAGED.at(span, f"{path} {reason}")] if reason else []


def _judge_svg(data: bytes) -> str:
    """Why an SVG file is none; empty when it is one."""
    try:
        expat.ParserCreate().Parse(data, True)
    except expat.ExpatError as error:
        return f"is not well-formed ({error})"
    return ""


def _judge_pixels(data: bytes) -> str:
    """Why pixels cannot be decoded; empty when they can."""
    # Imported here: most projects have no pictures.
    from PIL import Image, ImageFile, UnidentifiedImageError

    before = ImageFile.LOAD_TRUNCATED_IMAGES
    try:
        # The typesetting engine switches it on, and half a picture would count as a whole one.
        ImageFile.LOAD_TRUNCATED_IMAGES = False
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data)) as opened:
                # A JPEG is read to its end at an eighth of its size: much faster, and as strict.
                opened.draft("RGB", (max(opened.width // 8, 1), max(opened.height // 8, 1)))
                opened.load()
    except UnidentifiedImageError:
        return "cannot be decoded"
    except Image.DecompressionBombError:
        return "has too many pixels"
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        return f"is damaged ({error})"
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before
    return ""
