"""``booklet press``: sheets for the printer, from a finished PDF."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from booklet.cli.console import Console
from booklet.cli.exits import Exit
from booklet.workspace import WorkspaceError, read_document, write_atomic

if TYPE_CHECKING:
    from booklet.press.imposition.run import Imposed

SCHEMES = ("saddle-stitch", "2-up", "perfect-bound")
"""As :data:`booklet.press.imposition.order.SCHEMES`, which would load the package."""

MILLED_MM = 3.0
"""What a binder usually mills off the spine of a perfect-bound book."""

_FOLDING = ("scheme", "sheets_per_signature", "creep_mm", "milling_mm", "blanks", "without_cover")
"""Options that say how pages are folded; a cover has none of it."""


class Length(click.FloatRange):
    """A length or weight: a number in a range."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number. Fails for what is none, or is out of the range."""
        number = float(super().convert(value, param, ctx))
        if not isfinite(number):
            self.fail(f"{value} is not a number.", param, ctx)
        return number


def read_paper(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[float, float] | None:
    """Width and height of a paper in mm, from a name like SRA3 or a size like 320x450.

    Raises ``click.BadParameter`` for an unknown name or an odd size.
    """
    from booklet.press.imposition.faces import SIZES_MM

    if value is None or value.upper() in SIZES_MM:
        return None if value is None else SIZES_MM[value.upper()]
    found = re.fullmatch(r"(\d{2,4}(?:\.\d+)?)[x×](\d{2,4}(?:\.\d+)?)", value)
    if not found:
        names = ", ".join(SIZES_MM)
        raise click.BadParameter(f"“{value}” is not a paper: name one of {names}, or a size like 320x450.")
    return float(found[1]), float(found[2])


def _shared(command: Callable[..., Any]) -> Callable[..., Any]:
    """The arguments and options that sheets and covers have in common."""
    for decorate in reversed(
        (
            click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path)),
            click.option("-o", "--output", type=click.Path(path_type=Path), help="File to write."),
            click.option("--paper-mm", type=Length(0.01, 2), metavar="MM", help="Thickness of the paper."),
            click.option("--gsm", type=Length(20, 600), metavar="G", help="Weight of the paper in g/m²."),
            click.option(
                "--volume",
                type=Length(0.5, 3),
                metavar="V",
                help="Its volume in cm³/g: about 0.8 glossy, 0.9 silk, 1.25 uncoated.",
            ),
            click.option(
                "--paper",
                "stock_mm",
                callback=read_paper,
                metavar="SIZE",
                help="Paper, as A3, SRA3 or 320x450 in mm (default: as large as needed).",
            ),
            click.option(
                "--bleed-mm", type=Length(0, 20), default=3.0, show_default=True, help="Bleed to keep."
            ),
            click.option(
                "--marks/--no-marks",
                default=None,
                help="Draw crop, fold and register marks (default: yes).",
            ),
            click.option("--force", is_flag=True, help="Write over a file that is not one of these."),
            click.option("--json", "as_json", is_flag=True, help="Print the result as JSON."),
        )
    ):
        command = decorate(command)
    return command


@click.group("press")
def command() -> None:
    """Make sheets for the printer from a finished PDF."""


@command.command("impose")
@_shared
@click.option("--scheme", type=click.Choice(SCHEMES), default=SCHEMES[0], show_default=True)
@click.option(
    "--sheets-per-signature",
    type=click.IntRange(1, 16),
    metavar="N",
    help="Sheets put into each other, for perfect-bound books (default: 4).",
)
@click.option("--creep-mm", type=Length(0, 20), metavar="MM", help="Creep of the innermost sheet.")
@click.option(
    "--milling-mm",
    type=Length(0, 10),
    metavar="MM",
    help="Spine to be milled off, if perfect-bound (default: 3).",
)
@click.option(
    "--blanks",
    type=click.Choice(["end", "before-last"]),
    default="end",
    show_default=True,
    help="Where blank pages go that fill the last sheet.",
)
@click.option("--without-cover", is_flag=True, help="Leave out the first two pages and the last two.")
@click.option("--cover-spread", is_flag=True, help="Make the cover instead, like `booklet press cover`.")
@click.pass_context
def impose_command(ctx: click.Context, /, file: Path, *, cover_spread: bool, **options: Any) -> Exit:
    """Place the pages of FILE on sheets, so that they are in order when folded, or as proofs.

    Print two-sided and flip about the fold: on the short edge for sheets that lie. Proofs (2-up) show
    the spreads that a reader sees, one a sheet, and are made smaller where the paper is.
    """
    from booklet.press.imposition.run import FoldJob, impose

    console: Console = ctx.obj
    if cover_spread:
        given = [name for name in _FOLDING if ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE]
        if given:
            option = "--" + given[0].replace("_", "-")
            raise click.UsageError(f"{option} says how pages are folded; --cover-spread makes the cover.")
        return _make_cover(console, file, options, {})
    scheme = options["scheme"]
    _refuse_other_schemes(scheme, options)
    thickness = find_thickness(options)
    if thickness is not None and options["creep_mm"] is not None:
        raise click.UsageError("--creep-mm gives the creep itself: leave the thickness of the paper out.")
    milling_mm = MILLED_MM if options["milling_mm"] is None else options["milling_mm"]
    job = FoldJob(
        scheme=scheme,
        sheets_per_signature=options["sheets_per_signature"] or FoldJob.sheets_per_signature,
        blanks=options["blanks"],
        without_cover=options["without_cover"],
        paper_mm=thickness,
        creep_mm=options["creep_mm"],
        stock_mm=options["stock_mm"],
        bleed_mm=options["bleed_mm"],
        milling_mm=milling_mm,
        marks=scheme != "2-up" if options["marks"] is None else options["marks"],
    )
    return _run(console, file, options, lambda data: impose(data, job), scheme)


@command.command("cover")
@_shared
@click.option("--spine-mm", type=Length(0, 100), metavar="MM", help="Width of the spine; 0 if stapled.")
@click.option(
    "--pages",
    type=click.IntRange(0, 5000),
    metavar="N",
    help="Pages between the covers (default: those of FILE but the cover’s four).",
)
@click.option(
    "--spine-from",
    type=click.Choice(["both", "back", "front"]),
    default="both",
    show_default=True,
    help="Whose colours run over the spine.",
)
@click.option("--inside", is_flag=True, help="Add the inside: the second page and the last but one.")
@click.pass_obj
def cover_command(
    console: Console, /, file: Path, *, spine_mm: float | None, pages: int | None, **options: Any
) -> Exit:
    """Make the cover of FILE one sheet: the last page, the spine and the first page.

    The spine is as wide as half the pages are thick, or as --spine-mm says.
    """
    extra = {"spine_mm": spine_mm, "pages": pages}
    extra |= {key: options[key] for key in ("spine_from", "inside")}
    return _make_cover(console, file, options, extra)


def _make_cover(console: Console, file: Path, options: Mapping[str, Any], extra: Mapping[str, Any]) -> Exit:
    from booklet.press.imposition.run import CoverJob, impose_cover

    thickness = find_thickness(options)
    if thickness is None and extra.get("spine_mm") is None:
        raise click.UsageError(
            "how wide the spine is depends on the paper: give --paper-mm, or --gsm and --volume; "
            "`booklet press cover --spine-mm 0` makes a cover that is stapled."
        )
    marks = options["marks"] is not False
    job = CoverJob(
        paper_mm=thickness, stock_mm=options["stock_mm"], bleed_mm=options["bleed_mm"], marks=marks, **extra
    )
    return _run(console, file, options, lambda data: impose_cover(data, job), "cover")


def find_thickness(options: Mapping[str, Any]) -> float | None:
    """The thickness of the paper in mm, if it is known. Raises ``click.UsageError`` for half an answer."""
    from booklet.press.imposition.order import caliper

    gsm, volume, paper_mm = options["gsm"], options["volume"], options["paper_mm"]
    if paper_mm is not None and (gsm is not None or volume is not None):
        raise click.UsageError("give either --paper-mm, or --gsm and --volume.")
    if (gsm is None) != (volume is None):
        missing = "--volume" if volume is None else "--gsm"
        raise click.UsageError(
            f"the thickness follows from --gsm and --volume together: {missing} is missing."
        )
    return paper_mm if gsm is None else caliper(gsm, volume)


def _refuse_other_schemes(scheme: str, options: Mapping[str, Any]) -> None:
    """Options that would do nothing in this scheme are mistakes."""
    for key in ("sheets_per_signature", "milling_mm"):
        if options[key] is not None and scheme != "perfect-bound":
            raise click.UsageError(f"--{key.replace('_', '-')} is for --scheme perfect-bound.")
    if scheme == "2-up" and options["creep_mm"] is not None:
        raise click.UsageError("proofs are not folded, so that nothing creeps.")


def _run(
    console: Console,
    file: Path,
    options: Mapping[str, Any],
    make: Callable[[bytes], Imposed],
    name: str,
) -> Exit:
    """Read, impose and write; says what came of it."""
    target: Path = options["output"] or file.with_name(f"{file.stem}-{name}.pdf")
    _refuse_target(file, target, force=options["force"])
    try:
        data = read_document(file)
    except WorkspaceError as error:
        raise click.UsageError(f"{error}.") from None
    made = make(data)
    console.show_findings(made.report)
    code = Exit.FINDINGS if made.pdf is None else Exit.FINE
    if made.pdf is not None:
        _write(target, made.pdf)
    if options["as_json"]:
        console.give_json({**_to_json(made), "file": str(target), "scheme": name, "exit": int(code)})
    if made.pdf is not None:
        console.say(f"wrote {target}: {describe(made)}")
    return code


def _refuse_target(source: Path, target: Path, *, force: bool) -> None:
    """Raises ``click.UsageError`` for a file that must not be written over."""
    from booklet.press.imposition.write import is_ours

    if target.is_dir():
        raise click.UsageError(f"{target} is a folder: name the file to write with -o.")
    if not target.exists():
        return
    if target.samefile(source):
        raise click.UsageError("the sheets would be written over the file they are made from.")
    if force:
        return
    try:
        ours = is_ours(read_document(target))
    except WorkspaceError:
        ours = False
    if not ours:
        raise click.UsageError(f"{target} is there already and was not made by this command: use --force.")


def _write(target: Path, data: bytes) -> None:
    try:
        write_atomic(target, data)
    except OSError as error:
        raise click.UsageError(f"{target} cannot be written ({error.strerror}).") from None


def describe(made: Imposed) -> str:
    """What was made, in a line: “44 sides of 440 × 317 mm, trimmed to 420 × 297 mm”."""
    side = made.sides[0]
    count = len(made.sides)
    sizes = [_size(box.width, box.height) for box in (side.media, side.trim)]
    words = [f"{count} side{'s' if count > 1 else ''} of {sizes[0]}, trimmed to {sizes[1]}"]
    if made.spine_mm:
        words.append(f"spine {made.spine_mm:.1f} mm")
    if any(sheet.back for sheet in made.sheets):
        edge = "short" if side.media.width >= side.media.height else "long"
        words.append(f"print two-sided, flipped on the {edge} edge")
    return "; ".join(words)


def _size(width: float, height: float) -> str:
    from booklet.press.imposition.box import MM_PT

    return f"{width / MM_PT:.0f} × {height / MM_PT:.0f} mm"


def _to_json(made: Imposed) -> dict[str, object]:
    """The sheets, what is on them, and the findings."""
    from booklet.press.imposition.box import MM_PT

    def measure(values: Iterable[float]) -> list[float]:
        return [round(value / MM_PT, 2) for value in values]

    return {
        "spine_mm": round(made.spine_mm, 3),
        "sheets": [
            {
                "sheet": number,
                "signature": sheet.signature,
                "front": [sheet.front.left, sheet.front.right],
                "back": [sheet.back.left, sheet.back.right] if sheet.back else None,
                "creep_mm": round(sheet.depth * made.paper_mm, 3),
            }
            for number, sheet in enumerate(made.sheets, start=1)
        ],
        "sides": [
            {
                "label": side.label,
                "media_mm": measure((side.media.width, side.media.height)),
                "trim_mm": measure((side.trim.x0, side.trim.y0, side.trim.x1, side.trim.y1)),
            }
            for side in made.sides
        ],
        "findings": [finding.to_json() for finding in made.report],
    }
