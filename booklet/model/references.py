"""Where the booklet's own addresses lead: numbers of chapters, sections and cases, and their anchors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from booklet.model.locale import quote
from booklet.model.publication import Chapter, Publication


@dataclass(frozen=True)
class Target:
    """What ``{ref:ID}`` points at: its kind, its printed number, its title and its anchor."""

    kind: Literal["chapter", "section", "case"]
    number: str
    title: str
    anchor: str


def find_targets(publication: Publication) -> Mapping[str, Target]:
    """Every id that can be referred to."""
    targets: dict[str, Target] = {}
    for chapter in (*publication.chapters, *publication.closing):
        number = str(chapter.number) if chapter.number else ""
        targets[chapter.id] = Target("chapter", number, chapter.title, f"chapters/{chapter.id}")
        for name, (mark, title) in number_headings(chapter).items():
            targets[name] = Target("section", mark, title, heading_anchor(name))
    for index, case in enumerate(publication.cases):
        targets[case.id] = Target("case", str(index + 1), case.title, f"cases/{case.id}")
    return targets


def say_target(target: Target, labels: Mapping[str, str], language: str) -> str:
    """What is referred to, in words that stay on one line: “section 4.3”, or its title if it has no number.

    ``labels`` are ``refer_chapter``, ``refer_section`` and ``refer_case``, with ``{number}``.
    """
    if not target.number:
        return quote(target.title, language)
    return labels[f"refer_{target.kind}"].format(number=target.number).replace(" ", "\u00a0")


def number_headings(chapter: Chapter) -> dict[str, tuple[str, str]]:
    """Heading id → printed number and words. Only level 2 of a numbered chapter has a number."""
    found: dict[str, tuple[str, str]] = {}
    count = 0
    for block in chapter.body.blocks:
        if block.kind != "heading" or block.name is None:
            continue
        mark = ""
        if block.level == 2 and chapter.number is not None:
            count += 1
            mark = f"{chapter.number}.{count}"
        found[block.name] = (mark, "".join(run.text for run in block.runs).strip())
    return found


def heading_anchor(name: str) -> str:
    """The anchor of a chapter's heading; heading ids are unique in the publication."""
    return f"headings/{name}"
