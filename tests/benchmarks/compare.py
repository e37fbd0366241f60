"""How long a comparison takes, as a multiple of the time that painting both files takes.

The booklet is compared with versions of it in which a word of one page differs, every page differs in its
bytes and in nothing else, every page but the last is one further, and all text stands a point lower. Each
comparison alternates with painting every page of both files at 100 dpi by pdfium alone, in this process;
processor time counts, so that a busy machine does not. Exits with 1 when a limit is passed.

    python tests/benchmarks/compare.py [BOOKLET.pdf]
"""

from __future__ import annotations

import io
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2

from booklet.compare.documents import compare_documents
from booklet.compare.sourcemap import Source
from booklet.compare.values import Difference, Layer

REPOSITORY = Path(__file__).resolve().parents[2]
BUILT = "build/en/booklet-screen.pdf"
RUNS = 3
DPI = 100
RATIO = 3.0
"""A comparison may take this many times the painting of both files."""

Edit = Callable[[pikepdf.Pdf], None]


def _prepend(page: pikepdf.Page, content: bytes, behind: bytes = b"") -> None:
    page.contents_add(content, prepend=True)
    if behind:
        page.contents_add(behind)


def write_one_word(pdf: pikepdf.Pdf) -> None:
    """One page says one word more."""
    page = pdf.pages[len(pdf.pages) // 2]
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    name = page.add_resource(pdf.make_indirect(font), pikepdf.Name.Font)
    page.contents_add(f"q BT {name} 8 Tf 20 400 Td (Surprise) Tj ET Q".encode())


def touch_every_page(pdf: pikepdf.Pdf) -> None:
    """Every page has other bytes and looks the same."""
    for number, page in enumerate(pdf.pages):
        _prepend(page, b"%% %d\n" % number)


def insert_a_page(pdf: pikepdf.Pdf) -> None:
    """A page comes second, and all pages have other bytes."""
    touch_every_page(pdf)
    pdf.pages.insert(1, pdf.pages[-1])


def lower_all_text(pdf: pikepdf.Pdf) -> None:
    """Everything stands a point lower."""
    for page in pdf.pages:
        _prepend(page, b"q 1 0 0 1 0 -1 cm\n", b"\nQ")


CASES: tuple[tuple[str, Edit], ...] = (
    ("a word", write_one_word),
    ("other bytes", touch_every_page),
    ("a page more", insert_a_page),
    ("all lower", lower_all_text),
)


def main(arguments: list[str]) -> int:
    data = Path(arguments[0]).read_bytes() if arguments else _build()
    worst = 0.0
    for name, edit in CASES:
        changed = _edited(data, edit)
        sources = Source("old.pdf", data), Source("new.pdf", changed)
        times: dict[str, list[float]] = {"paint": [], "compare": []}
        difference: Difference | None = None
        for _ in range(RUNS):
            times["paint"].append(_paint(data) + _paint(changed))
            start = time.process_time()
            difference = compare_documents(*sources)
            times["compare"].append(time.process_time() - start)
        assert difference is not None
        paint, compare = (statistics.median(times[kind]) for kind in ("paint", "compare"))
        worst = max(worst, compare / paint)
        told = " ".join(f"{layer} {len(difference.of(layer))}" for layer in Layer if difference.of(layer))
        print(
            f"{name:<12} {compare:6.2f} s, painting {paint:5.2f} s, ratio {compare / paint:4.2f}   {told}"
        )
    print(f"worst ratio {worst:.2f}, limit {RATIO:.2f}{'  OVER' if worst > RATIO else ''}")
    return int(worst > RATIO)


def _edited(data: bytes, edit: Edit) -> bytes:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        edit(pdf)
        pdf.save(made)
    return made.getvalue()


def _paint(data: bytes) -> float:
    """Seconds to paint every page."""
    start = time.process_time()
    document = pypdfium2.PdfDocument(data)
    for index in range(len(document)):
        page = document[index]
        page.render(scale=DPI / 72).close()
        page.close()
    document.close()
    return time.process_time() - start


def _build() -> bytes:
    """The booklet, built in a folder of its own."""
    with tempfile.TemporaryDirectory() as name:
        project = Path(name).resolve()
        for part in ("content", "assets", "layouts"):
            shutil.copytree(REPOSITORY / part, project / part)
        command = [
            sys.executable,
            "-m",
            "booklet",
            "-C",
            name,
            "-q",
            "build",
            "booklet-screen",
            "--lang",
            "en",
        ]
        subprocess.run(command, cwd=REPOSITORY, check=False, stdout=subprocess.DEVNULL)
        return (project / BUILT).read_bytes()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
