"""Two files of the same kind → their difference. Equal bytes are told from their digests alone."""

from __future__ import annotations

from booklet.compare.sourcemap import Source
from booklet.compare.values import CompareError, Difference, DocumentFacts, Options
from booklet.workspace import digest


def compare_documents(old: Source, new: Source, options: Options | None = None) -> Difference:
    """Compare two documents: PDF with PDF, PNG with PNG, SVG with SVG.

    Raises :class:`~booklet.compare.values.CompareError` when one cannot be read or the kinds differ.
    """
    kinds = tuple(find_format(source) for source in (old, new))
    if kinds[0] != kinds[1]:
        raise CompareError(
            new.name,
            f"this is a file of the kind {kinds[1]}, and {old.name} of the kind {kinds[0]}",
            "Compare two files of one kind.",
        )
    digests = digest(old.data), digest(new.data)
    if digests[0] == digests[1]:
        ours, theirs = (
            DocumentFacts(source.name, kinds[0], digests[0], len(source.data)) for source in (old, new)
        )
        return Difference(ours, theirs, same_bytes=True)
    chosen = options or Options()
    if kinds[0] == "pdf":
        from booklet.compare.pdf import compare_pdfs

        return compare_pdfs(old, new, chosen)
    if kinds[0] == "png":
        from booklet.compare.png import compare_pngs

        return compare_pngs(old, new, chosen)
    from booklet.compare.svg import compare_svgs

    return compare_svgs(old, new, chosen)


def find_format(source: Source) -> str:
    """``pdf``, ``png`` or ``svg``, told from the first bytes.

    Raises :class:`~booklet.compare.values.CompareError` for anything else.
    """
    head = source.data[:1024]
    if b"%PDF-" in head:
        return "pdf"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if b"<svg" in head:
        return "svg"
    if not source.data:
        raise CompareError(source.name, "the file is empty")
    raise CompareError(source.name, "this is neither a PDF nor a PNG or SVG picture")
