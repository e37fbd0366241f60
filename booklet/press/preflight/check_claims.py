"""Rules about what a file says of itself: title, language, metadata, output intents, claimed standards."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from booklet.press.preflight.access import get, name, root_of
from booklet.press.preflight.claims import DC, PDF, XMP, Claims, Intent
from booklet.press.preflight.registry import ERROR, PRINT, SCREEN, WARNING, Check, SkipError, define
from booklet.press.preflight.subject import Subject
from booklet.press.preflight.values import Fault, Profile

OUTPUT_INTENT = define(
    "output-intent",
    ERROR,
    "A file for the press says for which printing condition its colours are meant.",
    "Export as PDF/X-4 with the profile that the printer names.",
    PRINT,
)
OUTPUT_PROFILE = define(
    "output-profile",
    ERROR,
    "The profile of an output intent is in the file, can be read, and for the press is a CMYK one.",
    "Embed the profile that the printer names (ISO Coated v2, PSO Coated v3, …).",
)
CLAIM_X = define(
    "claim-pdfx",
    ERROR,
    "A file that claims PDF/X has what that asks for.",
    "Export as PDF/X-4 with a program that keeps the standard.",
)
CLAIM_A = define(
    "claim-pdfa",
    ERROR,
    "A file that claims PDF/A has what that asks for.",
    "Export as PDF/A again, or take the claim out.",
)
CLAIM_UA = define(
    "claim-pdfua",
    ERROR,
    "A file that claims PDF/UA has what that asks for.",
    "Export with tags, language and title, or take the claim out.",
)
TITLE = define("title", WARNING, "The file has a title.", "Give the document a title before exporting.")
SHOW_TITLE = define(
    "show-title",
    WARNING,
    "Readers show the title of the document, not the name of the file.",
    "Set DisplayDocTitle (“Initial view: show document title”).",
    SCREEN,
)
LANGUAGE = define(
    "language",
    ERROR,
    "The file names its language, so that it is read aloud in the right one.",
    "Set the language of the document, such as en or de-AT.",
    SCREEN,
)
METADATA = define(
    "metadata",
    WARNING,
    "The metadata (XMP) are there, well-formed, and say the same as the information dictionary.",
    "Write the metadata anew.",
)

_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_PAIRS = (
    ("Title", (DC, "title")), ("Author", (DC, "creator")), ("Subject", (DC, "description")),
    ("Keywords", (PDF, "Keywords")), ("Producer", (PDF, "Producer")), ("Creator", (XMP, "CreatorTool")),
)  # fmt: skip
"""Entries of the information dictionary, and the properties that say the same (ISO 19005-3, 6.6.3)."""

_DATES = (("CreationDate", (XMP, "CreateDate")), ("ModDate", (XMP, "ModifyDate")))


def check_title(subject: Subject) -> Iterator[Fault]:
    """A title."""
    if not subject.claims.title:
        yield Fault(TITLE, "the file has no title")


def check_reader(subject: Subject) -> Iterator[Fault]:
    """What readers, also those that read aloud, are told."""
    claims = subject.claims
    if not claims.shows_title:
        yield Fault(SHOW_TITLE, "readers will show the name of the file instead of the title")
    if not claims.language:
        yield Fault(LANGUAGE, "the file does not name its language")
    elif not _TAG.fullmatch(claims.language):
        yield Fault(LANGUAGE, f"“{claims.language[:40]}” is no language tag")


def check_metadata(subject: Subject) -> Iterator[Fault]:
    """Metadata that can be read and agree."""
    claims = subject.claims
    if not claims.has_xmp:
        yield Fault(METADATA, "the file has no metadata (XMP)")
    elif claims.problem:
        yield Fault(METADATA, f"the metadata cannot be read: they {claims.problem}")
    else:
        for said in disagreements(claims):
            yield Fault(METADATA, said)


def disagreements(claims: Claims) -> Iterator[str]:
    """Where metadata and information dictionary say different things, in words."""
    for key, prop in _PAIRS:
        old, new = claims.info.get(key, "").strip(), claims.properties.get(prop, ())
        if old and new and old not in (new[0].strip(), ", ".join(new), "; ".join(new)):
            yield f"the {key} is “{old[:60]}” in one place and “{new[0][:60]}” in another"
    for key, prop in _DATES:
        old, new = claims.info.get(key, ""), claims.properties.get(prop, ())
        if old and new and re.sub(r"\D", "", old)[:8] != re.sub(r"\D", "", new[0])[:8]:
            yield f"the {key} is {old[:30]} in one place and {new[0][:30]} in another"


def check_intent(subject: Subject) -> Iterator[Fault]:
    """An output intent for the press."""
    if not any(intent.kind == "GTS_PDFX" for intent in subject.claims.intents):
        kinds = ", ".join(intent.kind for intent in subject.claims.intents if intent.kind)
        yield Fault(
            OUTPUT_INTENT,
            f"the file has no output intent for the press{f', only {kinds}' if kinds else ''}",
        )


def check_profiles(subject: Subject) -> Iterator[Fault]:
    """Profiles that can be read and are of the right kind."""
    intents = subject.claims.intents
    if not intents:
        raise SkipError("the file has no output intent")
    for intent in intents:
        said = f"the output intent {intent.kind or 'without a kind'}"
        if intent.problem:
            yield Fault(OUTPUT_PROFILE, f"{said} {intent.problem}")
        elif subject.profile is Profile.PRINT and intent.space != "CMYK":
            yield Fault(OUTPUT_PROFILE, f"{said} has a profile of {intent.space}, not of CMYK")
        elif subject.profile is Profile.PRINT and intent.device != "prtr":
            yield Fault(OUTPUT_PROFILE, f"{said} has a profile of a {intent.device} device, not of a press")


def check_pdfx(subject: Subject) -> Iterator[Fault]:
    """PDF/X-4 (ISO 15930-7) and its relatives."""
    claims = subject.claims
    if not claims.pdfx:
        raise SkipError("the file does not claim PDF/X")
    for lack in _pdfx_lacks(subject, claims):
        yield Fault(CLAIM_X, f"the file claims {claims.pdfx[:40]}, but {lack}")


def _pdfx_lacks(subject: Subject, claims: Claims) -> Iterator[str]:
    known = ("PDF/X-1", "PDF/X-3", "PDF/X-4", "PDF/X-5", "PDF/X-6")
    if not claims.pdfx.startswith(known):
        yield "there is no such standard"
    if not any(intent.kind == "GTS_PDFX" for intent in claims.intents):
        yield "it has no output intent GTS_PDFX"
    trapped = claims.info.get("Trapped") or claims.first(PDF, "Trapped")
    if trapped not in ("True", "False"):
        yield "it does not say whether it is trapped"
    if not claims.has_id:
        yield "it has no ID"
    if not claims.title:
        yield "it has no title"
    if claims.pdfx.startswith(("PDF/X-1", "PDF/X-3")) and subject.transparent:
        yield f"page {subject.transparent[0]} has transparency"
    yield from _common_lacks(subject)
    for page in subject.pages:
        if "TrimBox" not in page.declared and "ArtBox" not in page.declared:
            yield f"page {page.number} has neither TrimBox nor ArtBox"
            return
        if "TrimBox" in page.declared and "ArtBox" in page.declared:
            yield f"page {page.number} has both TrimBox and ArtBox"
            return


def _common_lacks(subject: Subject) -> Iterator[str]:
    """What PDF/X and PDF/A both ask for."""
    if subject.pdf.is_encrypted:
        yield "it is encrypted"
    for font, page in subject.fonts.items():
        if font.kind and not font.is_embedded:
            yield f"the font {font.label[:60]} on page {page} is not in the file"
            break
    for kind, action_page in subject.actions:
        place = f" on page {action_page}" if action_page else ""
        yield f"it has a {kind} action{place}"
        break


def check_pdfa(subject: Subject) -> Iterator[Fault]:
    """PDF/A (ISO 19005)."""
    claims = subject.claims
    if not claims.pdfa:
        raise SkipError("the file does not claim PDF/A")
    for lack in _pdfa_lacks(subject, claims):
        yield Fault(CLAIM_A, f"the file claims PDF/A-{claims.pdfa[:10].lower()}, but {lack}")


def _pdfa_lacks(subject: Subject, claims: Claims) -> Iterator[str]:
    part, level = claims.pdfa[:1], claims.pdfa[1:]
    if part not in "1234" or (level not in ("A", "B", "U") and part != "4"):
        yield "there is no such part or level"
    if not claims.has_id:
        yield "it has no ID"
    yield from _common_lacks(subject)
    if not any(_covers(intent) for intent in claims.intents) and subject.device_spaces:
        space, page = min(subject.device_spaces.items(), key=lambda item: item[1])
        yield f"page {page} uses {space}, and no output intent says what that means"
    for space, page in subject.device_spaces.items():
        readable = [intent for intent in claims.intents if _covers(intent)]
        if readable and all(_clashes(space, intent) for intent in readable):
            yield f"page {page} uses {space}, and the output intent is for {readable[0].space}"
    if level == "A" and not (claims.has_tags and claims.is_marked):
        yield "it is not tagged"
    if level == "A" and not claims.language:
        yield "it does not name its language"
    if part == "1" and subject.transparent:
        yield f"page {subject.transparent[0]} has transparency"
    if part in "12" and get(get(root_of(subject.pdf), "/Names"), "/EmbeddedFiles") is not None:
        yield "it has files attached"
    for said in disagreements(claims):
        yield said
        break


def _covers(intent: Intent) -> bool:
    return not intent.problem


def _clashes(space: str, intent: Intent) -> bool:
    """Whether device colours are not those of an output intent (ISO 19005-3, 6.2.4.3)."""
    return ("RGB" in space and intent.space != "RGB") or ("CMYK" in space and intent.space != "CMYK")


def check_pdfua(subject: Subject) -> Iterator[Fault]:
    """PDF/UA (ISO 14289)."""
    claims = subject.claims
    if not claims.pdfua:
        raise SkipError("the file does not claim PDF/UA")
    lacks = {
        "it is not tagged": not claims.has_tags,
        "it is not marked as tagged": not claims.is_marked,
        "it has tags that it calls suspect": claims.is_suspect,
        "it does not name its language": not claims.language,
        "it has no title in its metadata": not claims.first(DC, "title"),
        "it does not show its title": not claims.shows_title,
        "it keeps screen readers out": subject.pdf.is_encrypted and not subject.pdf.allow.accessibility,
    }
    for lack, is_so in lacks.items():
        if is_so:
            yield Fault(CLAIM_UA, f"the file claims PDF/UA-{claims.pdfua[:4]}, but {lack}")
    for page in subject.pages:
        if get(page.object, "/Annots") is not None and name(get(page.object, "/Tabs")) != "S":
            words = f"the file claims PDF/UA-{claims.pdfua[:4]}, but the tab key does not follow the tags"
            yield Fault(CLAIM_UA, words, page.number)


DOCUMENT: Iterable[Check] = (
    Check((TITLE,), check_title),
    Check((SHOW_TITLE, LANGUAGE), check_reader),
    Check((METADATA,), check_metadata),
    Check((OUTPUT_INTENT,), check_intent),
    Check((OUTPUT_PROFILE,), check_profiles),
    Check((CLAIM_X,), check_pdfx),
    Check((CLAIM_A,), check_pdfa),
    Check((CLAIM_UA,), check_pdfua),
)
