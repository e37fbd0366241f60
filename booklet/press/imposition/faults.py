"""What can be wrong with a PDF that is to be imposed, or with the paper it is to go on."""

from __future__ import annotations

import re

from booklet.findings import Severity, rule

_STREAM = re.compile(r"^(?:stream )?<[^>]*>[ ,:]*")
"""How the PDF library names what it reads from memory: with an address, another one in every run."""

DAMAGED = rule(
    "impose/damaged",
    Severity.ERROR,
    "The PDF to be imposed is whole.",
    "Export or build it again; a repaired copy may lack what was lost.",
)
PROTECTED = rule(
    "impose/protected",
    Severity.ERROR,
    "The PDF to be imposed is not encrypted.",
    "Ask its author for a copy without a password and without restrictions.",
)
NO_PAGES = rule(
    "impose/no-pages",
    Severity.ERROR,
    "The PDF has the pages that the scheme needs, and not more than can be imposed.",
    "Name the file of the whole booklet.",
)
PAGE_BOX = rule(
    "impose/page-box",
    Severity.ERROR,
    "Every page has boxes that make sense: a trim of some size, inside its media.",
    "Correct the page boxes in the program that made the file.",
)
PAGE_SIZE = rule(
    "impose/page-size",
    Severity.ERROR,
    "All pages have the same trimmed size; nothing is scaled on its way to the press.",
    "Make all pages of one size in the program that made the file.",
)
PAPER = rule(
    "impose/paper",
    Severity.ERROR,
    "The trimmed spread fits on the paper.",
    "Choose a larger paper, or leave --paper out; proofs (--scheme 2-up) are made smaller.",
)
MARGIN = rule(
    "impose/margin",
    Severity.WARNING,
    "The paper has room for the bleed and the marks around the spread.",
    "Choose a larger paper (SRA3 for A4 pages), leave --paper out, or use --no-marks.",
)
LITTLE_BLEED = rule(
    "impose/little-bleed",
    Severity.WARNING,
    "Pages reach as far over their trim as the sheet is to bleed.",
    "Impose the print edition, which has bleed; cut edges may show white otherwise.",
)
BLANK_PAGES = rule(
    "impose/blank-pages",
    Severity.INFO,
    "The pages fill the sheets.",
    "Add pages, or see whether --blanks before-last keeps the back cover at the back.",
)
CREEP = rule(
    "impose/creep",
    Severity.INFO,
    "Many sheets in one fold push the inner ones out, and the thickness of the paper is known.",
    "Give it with --paper-mm, or with --gsm and --volume, or the whole of it with --creep-mm.",
)
TOO_MUCH_CREEP = rule(
    "impose/too-much-creep",
    Severity.ERROR,
    "Pages are not shifted so far into the fold that their text would be lost.",
    "Check the thickness of the paper, bind the book in signatures, or print it on thinner paper.",
)
ANNOTATION = rule(
    "impose/annotation",
    Severity.WARNING,
    "Nothing that is to be seen is an annotation or a form field: these are not printed on sheets.",
    "Flatten the annotations in the program that made the file.",
)


def say_plainly(error: object) -> str:
    """A message of the PDF library on one line, without its name for the stream."""
    return _STREAM.sub("", " ".join(str(error).split()))
