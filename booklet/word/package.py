"""An Office Open XML package as a value that turns into a ZIP file, the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field

from booklet.word.xml import Element, el, root, write_xml

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata"
RELATIONSHIPS = "application/vnd.openxmlformats-package.relationships+xml"
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every entry: the first one that ZIP can tell, so that no clock gets into a file."""


def relation_type(name: str) -> str:
    """The address of a kind of relationship: ``styles``, ``hyperlink``, ``core-properties`` …"""
    return f"{_PACKAGE}/{name}" if name == "core-properties" else f"{_OFFICE}/{name}"


@dataclass
class Relations:
    """What one part points at. Equal links share an id."""

    entries: dict[tuple[str, str, bool], str] = field(default_factory=dict)

    def add(self, kind: str, target: str, *, external: bool = False) -> str:
        """The id of the relationship to a target."""
        key = (kind, target, external)
        return self.entries.setdefault(key, f"rId{len(self.entries) + 1}")

    def write(self) -> bytes:
        """The part ``….rels``."""
        made = root("rel:Relationships", "rel")
        made = _without_prefix(made)
        for (kind, target, external), name in self.entries.items():
            entry = el(
                "rel:Relationship",
                Id=name,
                Type=relation_type(kind),
                Target=target,
                TargetMode="External" if external else None,
            )
            made.append(entry)
        return write_xml(made)


@dataclass
class Package:
    """The parts of a file in the order they were added, and what they point at."""

    parts: dict[str, tuple[bytes, str]] = field(default_factory=dict)
    relations: dict[str, Relations] = field(default_factory=dict)

    def add(self, path: str, data: bytes, content_type: str) -> None:
        """Put a part in. Raises ``ValueError`` when its place is taken."""
        if path in self.parts:
            raise ValueError(f"the part {path} is there already")
        self.parts[path] = (data, content_type)

    def relations_of(self, path: str) -> Relations:
        """What a part points at; ``""`` is the package itself."""
        return self.relations.setdefault(path, Relations())

    def write(self) -> bytes:
        """The file."""
        files = {path: data for path, (data, _) in self.parts.items()}
        for path, relations in self.relations.items():
            folder, _, name = path.rpartition("/")
            files[f"{folder}/_rels/{name}.rels".lstrip("/")] = relations.write()
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            for path, data in {"[Content_Types].xml": self._types(), **files}.items():
                entry = zipfile.ZipInfo(path, EPOCH)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.create_system = 3
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, data)
        return stream.getvalue()

    def _types(self) -> bytes:
        made = _without_prefix(root("ct:Types", "ct"))
        made.append(el("ct:Default", Extension="rels", ContentType=RELATIONSHIPS))
        made.append(el("ct:Default", Extension="xml", ContentType="application/xml"))
        endings = {
            path.rpartition(".")[2]: kind
            for path, (_, kind) in self.parts.items()
            if not path.endswith(".xml")
        }
        for ending, kind in endings.items():
            made.append(el("ct:Default", Extension=ending, ContentType=kind))
        for path, (_, kind) in self.parts.items():
            if path.endswith(".xml"):
                made.append(el("ct:Override", PartName=f"/{path}", ContentType=kind))
        return write_xml(made)


def _without_prefix(element: Element) -> Element:
    """The same empty root with its namespace as the default one: readers of packages expect it so."""
    from lxml import etree

    name = etree.QName(element)
    return etree.Element(name.text, nsmap={None: name.namespace})
