"""A segment: the smallest unit that is translated, one paragraph or one label with a name that stays.

Its key is a content path (:mod:`booklet.model.paths`), so it survives rewording: a paragraph of a Markup
text is ``cases/forssa/overview/2``, a label of a layout ``layouts/booklet/labels/contents``.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal

SegmentKind = Literal["title", "heading", "paragraph", "item", "label", "caption", "cell", "alternative"]
"""What a segment is on the page, for whoever translates it and for the style it gets in a document.

``title`` names a whole (case, chapter), ``heading`` a part of one; ``paragraph`` is prose, ``item`` an
item of a list, ``label`` a few words of a layout or the taxonomy, ``caption`` the words beside or within a
figure, ``cell`` a cell of a table, ``alternative`` the text that stands for a picture.
"""


@dataclass(frozen=True)
class Segment:
    """A text to be translated.

    ``source`` is in the inline Markdown of the content (:mod:`booklet.model.inline`): no line breaks, marks
    for strong, emphasis and links, ``{ref:ID}`` and the ``{names}`` of a label to be kept as they are.
    ``document`` names the catalogue: the id of a case, or :data:`REST`. ``budget`` is how many characters
    its place has room for, and ``note`` says in words where it is printed.
    """

    key: str
    document: str
    kind: SegmentKind
    source: str
    budget: int | None = None
    note: str = ""

    @property
    def anchor(self) -> str:
        """The segment's name inside a Word file: ``s_`` and 10 hexadecimal digits of its key's SHA-256."""
        return anchor_of(self.key)


REST = "publication"
"""The catalogue of everything that is not of a single case."""


def anchor_of(key: str) -> str:
    """See :attr:`Segment.anchor`. Letters and digits only, so that no program renames the bookmark."""
    return f"s_{hashlib.sha256(key.encode()).hexdigest()[:10]}"


@dataclass(frozen=True)
class Returned:
    """A text that came back from a translator for one segment, in inline Markdown, and how it was found.

    ``how`` is ``anchor`` (bookmark or style), ``id`` (a visible id: table, XLIFF, PO) or ``aligned`` (by
    its place between others: to be reviewed). ``flaws`` say what was done to the file here: ``split``,
    ``merged``, ``moved``, ``doubled`` (there is another text for it), ``typed-over`` (it stands in place of
    the English), ``comment``, ``tracked``, ``marks-lost``.
    """

    key: str
    text: str
    how: Literal["anchor", "id", "aligned"]
    flaws: tuple[str, ...] = ()
