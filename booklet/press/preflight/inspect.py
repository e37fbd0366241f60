"""A file, a profile → what is wrong with it, rule by rule."""

from __future__ import annotations

from collections.abc import Iterable

from booklet.press.preflight import (
    check_boxes,
    check_claims,
    check_colours,
    check_file,
    check_links,
    check_page,
    check_tags,
)
from booklet.press.preflight.access import key_of
from booklet.press.preflight.claims import Claims, read_claims
from booklet.press.preflight.digests import PageDigests
from booklet.press.preflight.layers import Layers
from booklet.press.preflight.limits import Budget, TooMuchError
from booklet.press.preflight.looks import Look, Memory, judge
from booklet.press.preflight.opening import (
    ENCRYPTED,
    REPAIRED,
    TOO_MUCH,
    UNREADABLE,
    list_repairs,
    listen,
    open_pdf,
)
from booklet.press.preflight.pages import Page, read_pages
from booklet.press.preflight.registry import PROFILES, Check, SkipError
from booklet.press.preflight.subject import Subject
from booklet.press.preflight.tags import Tree, read_tree
from booklet.press.preflight.values import Fault, Inspection, Profile, merge, shorten
from booklet.press.preflight.walker import Shared, walk_page

OF_PAGES = (*check_boxes.PAGE, *check_colours.PAGE, *check_page.PAGE, *check_tags.PAGE)
OF_DOCUMENTS = (
    *check_links.DOCUMENT,  # first: claims are judged by the actions that it finds
    *check_file.DOCUMENT,
    *check_boxes.DOCUMENT,
    *check_claims.DOCUMENT,
    *check_tags.DOCUMENT,
)
OF_OPENING = (UNREADABLE, TOO_MUCH, ENCRYPTED, REPAIRED)
MANY_FAULTS = 20_000
"""So many are merged between pages: a file with a million of them needs no room for a million."""

NOT_FOR = {Profile.PRINT: "only for the screen", Profile.SCREEN: "only for print"}


class _Log:
    """What the checks of a file came to."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.faults: list[Fault] = []
        self.run: set[str] = {rule.id for rule in OF_OPENING}
        self.skipped: dict[str, str] = {}

    def keep(self, check: Check, *given: object) -> bool:
        """Run a check, unless it is for another profile; whatever goes wrong in it is a finding as well.

        Whether nothing went wrong.
        """
        ids = [rule.id for rule in check.rules if self.profile in PROFILES[rule.id]]
        try:
            for fault in check.run(*given):
                if fault.rule.id in ids:
                    self.faults.append(fault)
        except SkipError as reason:
            self.skipped.update(dict.fromkeys(ids, str(reason)))
            return True
        except TooMuchError as error:
            self.faults.append(Fault(TOO_MUCH, str(error)))
            self.skipped.update(dict.fromkeys(ids, "the file has too much for it"))
        except MemoryError:
            self.faults.append(Fault(TOO_MUCH, "a rule needs more memory than there is"))
            self.skipped.update(dict.fromkeys(ids, "the file has too much for it"))
        except Exception as error:
            # Anybody's file may be damaged in a way that nobody thought of; the other rules go on.
            words = f"a part of the file cannot be read ({type(error).__name__} in {check.run.__name__})"
            self.faults.append(Fault(UNREADABLE, words))
            self.skipped.update(dict.fromkeys(ids, "the part of the file that it is about cannot be read"))
        else:
            self.run.update(ids)
            return True
        return False

    def end(self, pages: int, subject: Subject | None, reason: str = "") -> Inspection:
        """The inspection; rules that were neither run nor skipped get a reason."""
        for rule_id, profiles in PROFILES.items():
            if self.profile not in profiles:
                self.skipped[rule_id] = NOT_FOR[self.profile]
            elif reason and rule_id not in self.run:
                self.skipped.setdefault(rule_id, reason)
        run = self.run - set(self.skipped)
        return Inspection(
            self.profile,
            pages,
            shorten(self.faults),
            tuple(sorted(run)),
            tuple(sorted(self.skipped.items())),
            tuple(page.size for page in subject.pages) if subject else (),
            tuple(subject.heavy) if subject else (),
        )


def inspect(data: bytes, profile: Profile = Profile.AUTO, memory: Memory | None = None) -> Inspection:
    """Look at a file in this process; all rules but that of measured ink, see :mod:`.ink`. Never raises.

    Pages that the memory knows are not walked through again, and it learns the others; it has to belong to
    the profile. For files from anywhere use :func:`~.guard.inspect_safely`, which survives what kills a
    process.
    """
    with listen() as heard:
        return _inspect(data, profile, heard, memory)


def _inspect(data: bytes, profile: Profile, heard: list[str], memory: Memory | None) -> Inspection:
    if memory is not None:
        memory.forget_file()
    opened = open_pdf(data)
    wanted = Profile.SCREEN if profile is Profile.AUTO else profile
    if opened.pdf is None:
        log = _Log(wanted)
        log.faults += opened.faults
        return log.end(0, None, "the file cannot be opened")
    budget = Budget()
    problem: str = ""
    try:
        claims = read_claims(opened.pdf, budget)
    except (TooMuchError, MemoryError) as error:
        claims, problem = Claims(), str(error) or "the metadata need more memory than there is"
    if profile is Profile.AUTO:
        wanted = Profile.PRINT if claims.is_for_print else Profile.SCREEN
    log = _Log(wanted)
    log.faults += opened.faults
    if problem:
        log.faults.append(Fault(TOO_MUCH, problem))
    pages = read_pages(opened.pdf)
    subject = Subject(opened.pdf, wanted, pages, claims, Layers(opened.pdf), budget)
    subject.numbers = {key: page.number for page in pages if (key := key_of(page.object)) is not None}
    subject.tree = _read_tree(subject, log)
    if memory is not None and not subject.layers.hidden:
        situation = f"{wanted}-{'tagged' if subject.tree else 'untagged'}"
        memory.begin(PageDigests(opened.pdf), pages, situation)
    _walk(subject, log, memory or Memory())
    for check in OF_DOCUMENTS:
        log.keep(check, subject)
    log.faults += list_repairs(opened.pdf, heard)
    return log.end(len(pages), subject, "" if pages else "the file has no pages")


def refuse(fault: Fault, profile: Profile) -> Inspection:
    """The inspection of a file that could not be looked at, for one reason."""
    log = _Log(Profile.SCREEN if profile is Profile.AUTO else profile)
    log.faults.append(fault)
    return log.end(0, None, "the file could not be looked at")


def _read_tree(subject: Subject, log: _Log) -> Tree | None:
    try:
        return read_tree(subject.pdf)
    except (TooMuchError, MemoryError) as error:
        log.faults.append(
            Fault(TOO_MUCH, str(error) or "the structure tree needs more memory than there is")
        )
        return None


def _walk(subject: Subject, log: _Log, memory: Memory) -> None:
    """Walk through the pages once, and let every rule about pages look at what is found."""
    shared = Shared(subject.budget, subject.layers)
    checks = [check for check in OF_PAGES if log.profile in check.profiles]
    for page in subject.pages:
        look = memory.look(page.number)
        if look is None:
            look, is_sure = _look_at(page, subject, log, shared, checks)
            if is_sure:
                memory.keep(page.number, look)
        else:
            log.run.update(rule.id for check in checks for rule in check.rules)
        subject.looks[page.number] = look
        log.faults += look.placed(page.number)
        if len(log.faults) > MANY_FAULTS:
            log.faults[:] = merge(log.faults)


def _look_at(
    page: Page, subject: Subject, log: _Log, shared: Shared, checks: Iterable[Check]
) -> tuple[Look, bool]:
    """What a page comes to, and whether all of it was looked at."""
    walk = walk_page(page, shared)
    before = len(log.faults)
    if walk.stopped:
        log.faults.append(Fault(TOO_MUCH, walk.stopped, page.number))
    went_well = [log.keep(check, subject, page, walk) for check in checks]
    found = log.faults[before:]
    del log.faults[before:]
    look = judge(walk, found, shared.fonts)
    return look, all(went_well) and not walk.stopped and not shared.budget.is_spent
