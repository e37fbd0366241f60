"""Rules about what can be clicked: links, bookmarks, forms, scripts, attachments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from booklet.press.preflight.access import elements, get, leaves, name, numbers, reach, root_of, text
from booklet.press.preflight.destinations import (
    HARMFUL,
    Destinations,
    annotations_of,
    list_actions,
    list_bookmarks,
)
from booklet.press.preflight.geometry import read_box, touch
from booklet.press.preflight.pages import Page
from booklet.press.preflight.registry import ERROR, PRINT, SCREEN, WARNING, Check, SkipError, define
from booklet.press.preflight.subject import Subject
from booklet.press.preflight.values import Area, Fault

MANY_PAGES = 10
"""A document of so many pages needs bookmarks."""

ANNOTATION = define(
    "annotation",
    ERROR,
    "A file for the press has no links, comments or form fields within the bleed.",
    "Export without links and comments.",
    PRINT,
)
LINK_BROKEN = define(
    "link-broken",
    ERROR,
    "Every link leads to a page of the file.",
    "Correct the target of the link.",
    SCREEN,
)
LINK_ADDRESS = define(
    "link-address",
    ERROR,
    "Every address of a link is well-formed.",
    "Write the whole address, https://example.org/ or mailto:name@example.org.",
    SCREEN,
)
LINK_EMPTY = define(
    "link-empty", WARNING, "Every link leads somewhere.", "Give the link a target, or delete it.", SCREEN
)
BOOKMARKS = define(
    "bookmarks",
    WARNING,
    f"A document of {MANY_PAGES} pages or more has bookmarks.",
    "Export with bookmarks made of the headings.",
    SCREEN,
)
BOOKMARK_BROKEN = define(
    "bookmark-broken",
    ERROR,
    "Every bookmark has a title and leads to a page of the file.",
    "Correct the bookmark.",
    SCREEN,
)
ACTION = define(
    "action",
    ERROR,
    "The file runs no scripts, starts no programs and sends nothing.",
    "Delete the action; readers, archives and mail gateways block it.",
)
FORM = define(
    "form-field",
    WARNING,
    "The file has no form to be filled in.",
    "Flatten the form, unless the publication is one.",
)
ATTACHMENT = define(
    "attachment",
    WARNING,
    "No other files are attached.",
    "Delete the attachments, or publish them beside the file.",
)

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_SITE = (r"//[^/?#]+", "names no site")
_NOWHERE = (r"(?!)", "leads to no page of the web")
_FORMS = {
    "http:": _SITE, "https:": _SITE, "ftp:": _SITE, "mailto:": (r"[^@?]+@[^@?]+", "names no mailbox"),
    "javascript:": _NOWHERE, "file:": _NOWHERE, "data:": _NOWHERE,
}  # fmt: skip
"""Scheme → how the rest begins (a regular expression), and what to say when it does not."""

_BAD = re.compile(r"[\s<>\"{}|\\^`\x00-\x1f]|[^\x00-\x7f]|%(?![0-9A-Fa-f]{2})")


def _place(page: Page, annotation: Any) -> tuple[Area, ...]:
    box = read_box(numbers(get(annotation, "/Rect"), 4))
    return (page.area(box),) if box else ()


def check_annotations(subject: Subject) -> Iterator[Fault]:
    """No annotations in print, but those for trapping."""
    for page in subject.pages:
        for annotation in annotations_of(page):
            kind = name(get(annotation, "/Subtype"))
            box = read_box(numbers(get(annotation, "/Rect"), 4))
            if kind in ("TrapNet", "PrinterMark", "Popup") or (box and not touch(box, page.bleed)):
                continue
            words = "a link" if kind == "Link" else f"an annotation of the kind {kind[:30] or 'nothing'}"
            yield Fault(ANNOTATION, f"the page has {words}", page.number, _place(page, annotation))


def check_links(subject: Subject) -> Iterator[Fault]:
    """Links that work."""
    destinations = Destinations(subject.pdf, subject.numbers)
    found = False
    for page in subject.pages:
        for annotation in annotations_of(page):
            if name(get(annotation, "/Subtype")) != "Link":
                continue
            found = True
            place = _place(page, annotation)
            target, action = get(annotation, "/Dest"), get(annotation, "/A")
            if target is None and action is None:
                yield Fault(LINK_EMPTY, "a link leads nowhere", page.number, place)
                continue
            yield from (
                Fault(rule, words, page.number, place)
                for rule, words in _judge(target, action, destinations)
            )
    if not found:
        raise SkipError("the file has no links")


def _judge(target: Any, action: Any, destinations: Destinations) -> Iterator[tuple[Any, str]]:
    """What is wrong with a link or bookmark, by its target or action."""
    kind = name(get(action, "/S"))
    if target is None and kind == "URI":
        address = text(get(action, "/URI"))
        base = text(get(action, "/Base"))
        problem = judge_address(address, base)
        if problem:
            yield LINK_ADDRESS, f"the address “{address[:80]}” {problem}"
    elif target is not None or kind == "GoTo":
        problem = destinations.problem(target if target is not None else get(action, "/D"))
        if problem:
            yield LINK_BROKEN, f"a link is broken: {problem}"


def judge_address(address: str, base: str = "") -> str:
    """What is wrong with an address (RFC 3986), in words; empty when nothing is."""
    if not address:
        return "is empty"
    if _BAD.search(address):
        return "has a sign that no address has"
    found = _SCHEME.match(address)
    if found is None:
        return "" if base else "does not say how to get there (https:, mailto:)"
    wanted, lack = _FORMS.get(found[0].lower(), ("", ""))
    return "" if re.match(wanted, address[found.end() :]) else lack


def check_bookmarks(subject: Subject) -> Iterator[Fault]:
    """Bookmarks that are there and work."""
    destinations = Destinations(subject.pdf, subject.numbers)
    count = 0
    for item in list_bookmarks(subject.pdf):
        count += 1
        title, target, action = text(get(item, "/Title")).strip(), get(item, "/Dest"), get(item, "/A")
        if not title:
            yield Fault(BOOKMARK_BROKEN, "a bookmark has no title")
        if target is not None or name(get(action, "/S")) == "GoTo":
            problem = destinations.problem(target if target is not None else get(action, "/D"))
            if problem:
                yield Fault(BOOKMARK_BROKEN, f"the bookmark “{title[:60]}”: {problem}")
    if not count and len(subject.pages) >= MANY_PAGES:
        yield Fault(BOOKMARKS, f"the file has {len(subject.pages)} pages and no bookmarks")


def check_actions(subject: Subject) -> Iterator[Fault]:
    """No actions that do anything but lead to another place."""
    of_bookmarks = ((name(get(get(item, "/A"), "/S")), None, None) for item in list_bookmarks(subject.pdf))
    of_others = ((one.kind, one.page, one.annotation) for one in list_actions(subject.pdf, subject.pages))
    for kind, page, annotation in (*of_others, *of_bookmarks):
        if kind not in HARMFUL:
            continue
        subject.actions.append((kind, page))
        place = _place(subject.pages[page - 1], annotation) if page and annotation is not None else ()
        yield Fault(ACTION, f"the file has a {kind} action", page, place)


def check_extras(subject: Subject) -> Iterator[Fault]:
    """Forms and attached files."""
    root = root_of(subject.pdf)
    form = get(root, "/AcroForm")
    fields = elements(get(form, "/Fields"))
    if get(form, "/XFA") is not None:
        yield Fault(FORM, "the file has an XFA form, which few programs can show")
    elif fields:
        yield Fault(FORM, f"the file has a form with {len(fields)} fields")
    attached = [text(key) for key, _ in leaves(reach(root, "/Names", "/EmbeddedFiles"), "/Names")]
    if attached:
        named = ", ".join(f"“{one[:40]}”" for one in attached[:3])
        yield Fault(ATTACHMENT, f"the file has {len(attached)} attachments: {named}")
    for page in subject.pages:
        for annotation in annotations_of(page):
            if name(get(annotation, "/Subtype")) == "FileAttachment":
                yield Fault(ATTACHMENT, "a file is attached", page.number, _place(page, annotation))


DOCUMENT: Iterable[Check] = (
    Check((ACTION,), check_actions),
    Check((ANNOTATION,), check_annotations),
    Check((LINK_BROKEN, LINK_ADDRESS, LINK_EMPTY), check_links),
    Check((BOOKMARKS, BOOKMARK_BROKEN), check_bookmarks),
    Check((FORM, ATTACHMENT), check_extras),
)
