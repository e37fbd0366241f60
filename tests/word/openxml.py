"""A structural check of Word files: what Word itself insists on before it opens one without repairing it.

The orders are those of the schemas of ECMA-376 (CT_PPrBase, EG_RPrBase and their like), as far as we write
them. A reference validator says more; where ``ooxml-validate`` (npm, Open XML SDK) is on the path, it is
asked as well.
"""

from __future__ import annotations

import io
import json
import posixpath
import shutil
import subprocess
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

from lxml import etree

from booklet.word.xml import q

ORDERS = {
    "w:pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs "
    "suppressAutoHyphens spacing ind contextualSpacing jc textAlignment outlineLvl rPr sectPr",
    "w:rPr": "rStyle rFonts b bCs i iCs caps noProof vanish ins del color spacing sz szCs u lang",
    "w:style": "name basedOn next uiPriority semiHidden unhideWhenUsed qFormat pPr rPr tblPr tcPr "
    "tblStylePr",
    "w:tblPr": "tblStyle tblW tblInd tblBorders tblLayout tblCellMar tblLook tblCaption",
    "w:tcPr": "tcW tcBorders shd",
    "w:tbl": "tblPr tblGrid tr",
    "w:pBdr": "top left bottom right",
    "w:sectPr": "footerReference pgSz pgMar",
    "w:lvl": "start numFmt pStyle lvlText lvlJc pPr",
    "w:numPr": "ilvl numId",
    "w:settings": "zoom trackRevisions defaultTabStop autoHyphenation consecutiveHyphenLimit "
    "doNotHyphenateCaps characterSpacingControl compat themeFontLang clrSchemeMapping decimalSymbol "
    "listSeparator",
    "w:font": "altName charset family pitch",
}
REPEATED = {"w:tblCellMar", "w:style", "w:tbl"}


class File:
    """An opened file: its parts as trees."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.entries = archive.infolist()
            self.data = {entry.filename: archive.read(entry) for entry in self.entries}
        self.trees: dict[str, Any] = {
            name: etree.fromstring(data)
            for name, data in self.data.items()
            if name.endswith((".xml", ".rels"))
        }

    @property
    def document(self) -> Any:
        return self.trees["word/document.xml"]

    @property
    def paragraphs(self) -> list[Any]:
        return list(self.document.iter(q("w:p")))

    def styles(self) -> dict[str, Any]:
        return {
            style.get(q("w:styleId")): style for style in self.trees["word/styles.xml"].iter(q("w:style"))
        }


def find_faults(data: bytes) -> list[str]:
    """Everything that is wrong with a file; nothing for a good one."""
    file = File(data)
    return [*_order(file), *_relations(file), *_types(file), *_ids(file), *_style_use(file), *_habits(file)]


def _order(file: File) -> list[str]:
    found = []
    for part, tree in file.trees.items():
        for name, order in ORDERS.items():
            ranks = {q(f"w:{tag}"): rank for rank, tag in enumerate(order.split())}
            for element in tree.iter(q(name)):
                tags = [child.tag for child in element]
                unknown = [tag for tag in tags if tag not in ranks]
                if unknown:
                    found.append(f"{part}: {name} has {unknown}")
                    continue
                wanted = [ranks[tag] for tag in tags]
                if wanted != sorted(wanted):
                    found.append(f"{part}: the children of {name} are out of order: {tags}")
                if name not in REPEATED and len(set(wanted)) != len(wanted):
                    found.append(f"{part}: {name} has a child twice")
    return found


def _relations(file: File) -> list[str]:
    found = []
    for part, tree in file.trees.items():
        if part.endswith(".rels"):
            continue
        folder, _, name = part.rpartition("/")
        path = f"{folder}/_rels/{name}.rels".lstrip("/")
        entries = list(file.trees[path]) if path in file.trees else []
        known = {entry.get("Id"): entry for entry in entries}
        used = {
            value
            for element in tree.iter()
            for key, value in element.attrib.items()
            if key in (q("r:id"), q("r:embed"))
        }
        found += [f"{part}: no relationship {name}" for name in used - set(known)]
        for entry in entries:
            if entry.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join(folder, entry.get("Target")))
                if target not in file.data:
                    found.append(f"{part}: {target} is not there")
    return found


def _types(file: File) -> list[str]:
    types = file.trees["[Content_Types].xml"]
    overrides = {e.get("PartName"): e.get("ContentType") for e in types.iter(q("ct:Override"))}
    defaults = {e.get("Extension") for e in types.iter(q("ct:Default"))}
    found = [f"{name} is not there" for name in overrides if name.lstrip("/") not in file.data]
    for name in file.data:
        if (
            name != "[Content_Types].xml"
            and f"/{name}" not in overrides
            and name.rpartition(".")[2] not in defaults
        ):
            found.append(f"{name} has no type")
    return found


def _ids(file: File) -> list[str]:
    found = []
    for tag, key in (("w:bookmarkStart", "w:id"), ("w:bookmarkStart", "w:name"), ("wp:docPr", "id")):
        full = q(key) if ":" in key else key
        counts = Counter(element.get(full) for element in file.document.iter(q(tag)))
        found += [f"{tag} {key} {value} stands {n} times" for value, n in counts.items() if n > 1]
    starts = {e.get(q("w:id")) for e in file.document.iter(q("w:bookmarkStart"))}
    ends = {e.get(q("w:id")) for e in file.document.iter(q("w:bookmarkEnd"))}
    if starts != ends:
        found.append("bookmarks are not closed")
    names = {e.get(q("w:name")) for e in file.document.iter(q("w:bookmarkStart"))}
    anchors = {e.get(q("w:anchor")) for e in file.document.iter(q("w:hyperlink")) if e.get(q("w:anchor"))}
    found += [f"a link leads to {name}, which is not there" for name in anchors - names]
    fields = [e.get(q("w:fldCharType")) for e in file.document.iter(q("w:fldChar"))]
    if fields.count("begin") != fields.count("end"):
        found.append("fields are not closed")
    return found


def _style_use(file: File) -> list[str]:
    styles = file.styles()
    found = []
    for tag in ("w:pStyle", "w:rStyle", "w:tblStyle"):
        for part in ("word/document.xml", "word/footer1.xml", "word/comments.xml", "word/numbering.xml"):
            if part in file.trees:
                names = {e.get(q("w:val")) for e in file.trees[part].iter(q(tag))}
                found += [f"{part}: no style {name}" for name in names - set(styles)]
    for style in styles.values():
        for tag in ("w:basedOn", "w:next"):
            other = style.find(q(tag))
            if other is not None and other.get(q("w:val")) not in styles:
                found.append(f"style {style.get(q('w:styleId'))}: no {tag} {other.get(q('w:val'))}")
    numbers = {e.get(q("w:numId")) for e in file.trees["word/numbering.xml"].iter(q("w:num"))}
    for part in ("word/document.xml", "word/styles.xml"):
        used = {e.get(q("w:val")) for e in file.trees[part].iter(q("w:numId"))}
        found += [f"{part}: no list {name}" for name in used - numbers]
    return found


def _habits(file: File) -> list[str]:
    """What makes a document well made: no direct formatting, no empty paragraphs, headings in order."""
    found = []
    for properties in file.document.iter(q("w:rPr")):
        extra = [
            c.tag for c in properties if c.tag not in (q("w:rStyle"), q("w:ins"), q("w:del"), q("w:lang"))
        ]
        if extra:
            found.append(f"direct formatting: {extra}")
    for properties in file.document.iter(q("w:pPr")):
        extra = [c.tag for c in properties if c.tag not in (q("w:pStyle"), q("w:numPr"), q("w:rPr"))]
        if extra:
            found.append(f"direct formatting: {extra}")
    for paragraph in file.paragraphs:
        in_cell = next(paragraph.iterancestors(q("w:tc")), None) is not None
        if not in_cell and not list(paragraph.iter(q("w:t"), q("w:delText"), q("w:drawing"))):
            found.append("an empty paragraph")
    for drawing in file.document.iter(q("wp:docPr")):
        if not drawing.get("descr"):
            found.append("a picture without a text that stands for it")
    for table in file.document.iter(q("w:tbl")):
        if table.find(f"{q('w:tr')}/{q('w:trPr')}/{q('w:tblHeader')}") is None:
            found.append("a table whose head is not repeated")
    return found


def ask_reference(path: Path) -> list[dict[str, Any]] | None:
    """What the Open XML SDK says of a file; nothing when it is not installed."""
    found = shutil.which("ooxml-validate")
    if found is None:
        return None
    asked = subprocess.run([found, str(path), "--of", "json"], capture_output=True, text=True, check=False)
    return list(json.loads(asked.stdout))
