"""One fault a project: the loader names its rule and its line, and finds nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from booklet.load import load_project
from booklet.workspace import Workspace
from tests.projects import FILES, replaced, write_project

BOOKLET = "content/booklet.yaml"
TAXONOMY = "content/taxonomy.yaml"
CHAPTER = "content/chapters/introduction.md"
HARBOUR = "content/cases/harbour-watch.yaml"
NIGHT = "content/cases/night-walk.yaml"
GLOSSARY = "content/glossary.csv"


@dataclass(frozen=True)
class Fault:
    """``new`` for ``old`` in a file breaks ``rule`` on the line that contains ``mark``."""

    file: str
    old: str
    new: str
    rule: str
    mark: str
    says: str = ""
    helps: str = ""


FAULTS = (
    # YAML
    Fault(HARBOUR, "scope: local\n", "scope: local\nscope: national\n", "yaml/duplicate-key",
          "scope: national",
          "first on line 5"),
    Fault(HARBOUR, "lead: City", "lead: &city City", "yaml/alias", "&city", "anchor"),
    Fault(HARBOUR, "lead: City of Antwerp", "lead: *city", "yaml/alias", "lead: *city", "alias"),
    Fault(HARBOUR, "lead: City of Antwerp", "<<: City", "yaml/alias", "<<: City", "merge key"),
    Fault(HARBOUR, "lead: City", "lead: !!str City", "yaml/tag", "!!str", "`!!str`"),
    Fault(HARBOUR, "lead: City", "lead: !!python/object:os.system City", "yaml/tag", "!!python"),
    Fault(HARBOUR, "lead: City of Antwerp", "lead:", "yaml/null", "lead:", "`lead` has no value"),
    Fault(HARBOUR, "lead: City of Antwerp", "lead: ~", "yaml/null", "lead: ~"),
    Fault(NIGHT, "  - nightlife\n", "  - nightlife\n  -\n", "yaml/null", "  -\n", "item of the list"),
    Fault(HARBOUR, "  start: 2018", "\tstart: 2018", "yaml/tab", "\tstart", "tab"),
    Fault(HARBOUR, "lead: City of Antwerp", "lead: City: Antwerp", "yaml/syntax", "City: Antwerp",
          helps="quotes"),
    Fault(HARBOUR, "lead: City of Antwerp", 'lead: "City', "yaml/syntax", 'lead: "City', "quotation mark"),
    Fault(HARBOUR, "lead: City of Antwerp", "lead: @city", "yaml/syntax", "@city"),
    Fault(HARBOUR, "  end: 2021", "   end: 2021", "yaml/syntax", "end: 2021"),
    Fault(HARBOUR, "lead: City of Antwerp", "lead: " + "[" * 30 + "]" * 30, "yaml/depth", "[[["),
    Fault(NIGHT, "summary: V", "---\nsummary: V", "yaml/documents", "---"),
    Fault(HARBOUR, "lead: City", "? [a, b]\n: x\nlead: City", "yaml/key", "? [a"),
    # the model
    Fault(HARBOUR, "lead: City", "laed: City", "model/unknown-key", "laed", helps="`lead`"),
    Fault(HARBOUR, "    impact: Residents", "    impct: Residents\n    impact: R",
          "model/unknown-key", "impct"),
    Fault(HARBOUR, "    category: governance\n", "", "model/missing-key", "evening-walks",
          "`category` is missing in item 1 of `mechanisms`"),
    Fault(HARBOUR, "  title: Walking together brings the quay back\n", "", "model/missing-key",
          "infographic:"),
    Fault(HARBOUR, "place_label: Antwerp, Belgium\n", "", "model/missing-key", "id: harbour-watch"),
    Fault(HARBOUR, "themes: [community, nightlife]", "themes: community", "model/wrong-type", "themes:",
          "expected a list, found a text"),
    Fault(HARBOUR, "lead: City of Antwerp", "lead: 7", "model/wrong-type", "lead: 7", helps='"7"'),
    Fault(HARBOUR, 'value: "3"', "value: 3", "model/wrong-type", "value: 3", "the number 3"),
    Fault(NIGHT, "ongoing: true", "ongoing: yes", "model/wrong-type", "ongoing: yes", "true or false"),
    Fault(NIGHT, "latitude: 60.17", "latitude: sixty", "model/wrong-type", "sixty", "a number"),
    Fault(NIGHT, "period: {start: 2015, ongoing: true}", "period: 2015", "model/wrong-type", "period:"),
    Fault(NIGHT, "title: Night walk", "title: [a, b]", "model/wrong-type", "title: [a", "found a list"),
    Fault(TAXONOMY, "cmyk: [100, 95, 0, 40]", "cmyk: [100, 95, 0]", "model/missing-key",
          "cmyk: [100, 95, 0]"),
    Fault(HARBOUR, "id: notice-board", "id: Notice Board", "model/pattern", "Notice Board", "not an id"),
    Fault(TAXONOMY, '"#1E235D"', '"#1e235d"', "model/pattern", "#1e235d", "not a colour"),
    Fault(HARBOUR, "https://example.org/harbour", "http://example.org/", "model/pattern", "http:",
          "address"),
    Fault(BOOKLET, '"101000001"', '"101-1"', "model/pattern", "101-1", "grant number"),
    Fault(HARBOUR, "lead: City of Antwerp", 'lead: " "', "model/empty-text", 'lead: " "'),
    Fault(NIGHT, "why: |\n  Nobody has to walk alone.", 'why: " "', "model/empty-text", "why:"),
    Fault(NIGHT, "        - {title: Walk, text: They walk along.}\n", "", "model/count", "items:",
          "has 2 items; at least 3 needed"),
    Fault(HARBOUR, "    value: Three\n", "    value: Three\n" + "  - {label: a, value: b}\n" * 4,
          "model/count", "facts:", "at most 4"),
    Fault(BOOKLET, "mapped: 10", "mapped: -1", "model/range", "mapped", "at least 1"),
    Fault(NIGHT, "latitude: 60.17", "latitude: 600.17", "model/range", "600.17", "at most 90"),
    Fault(HARBOUR, "scope: local", "scope: locl", "model/choice", "locl", helps="`local`"),
    Fault(HARBOUR, "type: pillars", "type: columns", "model/choice", "type: columns", "`phases`"),
    Fault(HARBOUR, "    - type: numbers\n      id:", "    - id:", "model/missing-key",
          "id: figures", "`type`"),
    Fault(BOOKLET, "2026-01-15", "2026-02-30", "model/date", "2026-02-30"),
    # names
    Fault(HARBOUR, "[community, nightlife]", "[comunity, nightlife]", "id/unknown", "comunity",
          "no theme `comunity`", "`community`"),
    Fault(HARBOUR, "category: governance", "category: governing", "id/unknown", "governing"),
    Fault(HARBOUR, "country: be", "country: bg", "id/unknown", "country: bg", "no country"),
    Fault(HARBOUR, "kind: city", "kind: town", "id/unknown", "kind: town", "kind of actor"),
    Fault(BOOKLET, "country: fi", "country: se", "id/unknown", "country: se"),
    Fault(HARBOUR, "icon: moon, title: Evenings", "icon: mooon, title: Evenings", "icon/missing", "mooon",
          helps="`moon`"),
    Fault(CHAPTER, "icon: megaphone", "icon: megafone", "icon/missing", "megafone"),
    Fault(HARBOUR, "[community, nightlife]", "[community, community]", "id/duplicate", "themes:", "twice"),
    Fault(HARBOUR, "id: harbour-watch", "id: harbor-watch", "id/file-name", "id: harbor-watch",
          helps="harbor-watch.yaml"),
    Fault(CHAPTER, "{ref:harbour-watch}", "{ref:harbor-watch}", "ref/broken", "{ref:harbor-watch}",
          helps="`harbour-watch`"),
    Fault(HARBOUR, "{ref:night-walk}", "{ref:}", "ref/broken", "{ref:}"),
    Fault(BOOKLET, "[harbour-watch, night-walk]", "[harbour-watch, night-walk, other]", "file/missing",
          "cases:", "content/cases/other.yaml"),
    Fault(BOOKLET, "chapters: [introduction]", "chapters: [introduction, outlook]", "file/missing",
          "chapters:"),
    Fault(BOOKLET, "  en:\n", "  fr:\n", "publication/funding", "funding:", "`en`"),
    # chapters
    Fault(CHAPTER, "---\nid: intro", "id: intro", "chapter/head", "id: intro"),
    Fault(CHAPTER, "megaphone\n---", "megaphone\n", "chapter/head", "---\nid"),
    Fault(CHAPTER, "title: Introduction", "titel: Introduction\ntitle: I", "model/unknown-key", "titel"),
    Fault(CHAPTER, "number: 1\n", "number: 1\nbody: x\n", "model/unknown-key", "body: x"),
    Fault(CHAPTER, "number: 1", "number: one", "model/wrong-type", "number: one"),
    Fault(CHAPTER, "{#method}", "", "markup/heading", "### Method", "no id"),
    Fault(CHAPTER, "## Aim {#aim}", "#### Aim {#aim}", "markup/heading", "#### Aim", "level 4"),
    Fault(CHAPTER, "### Method", "# Method", "markup/heading", "# Method", "level 1"),
    Fault(CHAPTER, "## Aim {#aim}", "### Aim {#aim}", "markup/heading", "### Aim",
          "follows one of level 1"),
    Fault(CHAPTER, "{figure:map}", "{figure:mpa}", "markup/directive", "{figure:mpa}", helps="`map`"),
    Fault(CHAPTER, "{figure:map}", "{figur:map}", "markup/directive", "{figur:map}", helps="{figure:map}"),
    Fault(CHAPTER, "{figure:map}", "See {figure:map}", "markup/directive", "{figure:map}", "alone"),
    Fault(CHAPTER, "- few pages", "- <b>few</b> pages", "markup/html", "<b>"),
    Fault(CHAPTER, "- few pages", "- `few` pages", "markup/code", "`few`"),
    Fault(CHAPTER, "> A call", "    A paragraph\n\n> A call", "markup/code", "    A paragraph"),
    Fault(CHAPTER, "> A call", "![x](https://example.org/a.png)\n\n> A call", "markup/image", "![x]"),
    Fault(CHAPTER, "> A call", "| a | b |\n\n> A call", "markup/table", "| a"),
    Fault(CHAPTER, "> A call", "Title\n=====\n\n> A call", "markup/mark", "====="),
    Fault(CHAPTER, "> A call", "##Title\n\n> A call", "markup/heading", "##Title", "space"),
    Fault(CHAPTER, "**speed**", "**speed", "markup/mark", "**speed"),
    Fault(CHAPTER, "(https://example.org/)", "(example.org)", "markup/link", "(example.org)"),
    Fault(CHAPTER, "(https://example.org/)", "(javascript:x)", "markup/link", "(javascript:x)"),
    # texts of cases
    Fault(HARBOUR, "  It costs", "  ## Costs {#costs}\n\n  It costs", "markup/chapter-only", "## Costs"),
    Fault(HARBOUR, "  It costs", "  > It costs", "markup/chapter-only", "> It costs"),
    Fault(HARBOUR, "  It costs", "  {figure:map}\n\n  It costs", "markup/chapter-only", "{figure:map}"),
    Fault(HARBOUR, "title: Harbour watch", 'title: "**Harbour** watch"', "markup/plain", "**Harbour**"),
    # glossary
    Fault(GLOSSARY, "term,avoid,", "term;avoid;", "glossary/columns", "term;"),
    Fault(GLOSSARY, ",,British", ",British", "glossary/row", "British", "3 cells"),
    Fault(GLOSSARY, "neighbourhood,", ",", "glossary/row", "British", "no term"),
    Fault(GLOSSARY, "CPTED,C.P", "neighbourhood,C.P", "glossary/duplicate", "C.P", "first on line 2"),
    Fault(GLOSSARY, "C.P.T.E.D.", "neighbourhood", "glossary/duplicate", "CPTED,"),
    Fault(GLOSSARY, "British", '"British', "glossary/row", "British"),
)  # fmt: skip

NAMES = [f"{index}-{fault.rule}" for index, fault in enumerate(FAULTS)]


def line_of(text: str, mark: str) -> int:
    return text[: text.index(mark)].count("\n") + 1


@pytest.mark.parametrize("fault", FAULTS, ids=NAMES)
def test_fault_is_found_at_its_line_and_alone(fault: Fault, tmp_path: Path) -> None:
    change = replaced(fault.file, fault.old, fault.new)
    text = change[fault.file]
    assert isinstance(text, str)
    report = load_project(write_project(tmp_path, change)).report
    found = {(f.rule, f.span.file if f.span else "", f.span.line if f.span else 0) for f in report}
    assert found == {(fault.rule, fault.file, line_of(text, fault.mark))}, [
        (str(f.span), f.rule, f.message) for f in report
    ]
    assert fault.says in report.findings[0].message
    assert fault.helps in report.findings[0].help


def test_the_small_project_is_without_fault(project: Workspace) -> None:
    loaded = load_project(project)
    assert loaded.report.findings == ()
    assert loaded.publication is not None
    assert [case.id for case in loaded.publication.cases] == ["harbour-watch", "night-walk"]
    assert loaded.publication.glossary[1].avoid == ("C.P.T.E.D.", "Cpted")


SMALL = FILES[HARBOUR]
assert isinstance(SMALL, str)
WHOLE_FILES = (
    ("latin-1", HARBOUR, SMALL.replace("quay in", "quai à", 1).encode("latin-1"), "file/encoding", 17),
    ("utf-16", HARBOUR, SMALL.encode("utf-16"), "file/encoding", 1),
    ("byte order mark", HARBOUR, b"\xef\xbb\xbf" + SMALL.encode(), "file/byte-order-mark", 1),
    ("empty", HARBOUR, b"", "file/empty", 1),
    ("blank", HARBOUR, b" \n\n", "file/empty", 1),
    ("comments", HARBOUR, b"# nothing\n", "file/empty", 1),
    ("bell", HARBOUR, SMALL.replace("City of", "City\x07of", 1).encode(), "file/control-character", 13),
    ("line separator", HARBOUR, SMALL.replace("City of", "City\u2028of", 1).encode(),
     "file/control-character", 13),
    ("large", HARBOUR, b"a: b\n" * 300_000, "file/too-large", 1),
    ("list", HARBOUR, b"- a\n- b\n", "model/wrong-type", 1),
    ("text", HARBOUR, b"words\n", "model/wrong-type", 1),
    ("empty chapter", CHAPTER, b"", "file/empty", 1),
    ("chapter in latin-1", CHAPTER, b"---\nid: \xe9\n---\n", "file/encoding", 2),
    ("chapter with empty head", CHAPTER, b"---\n---\nText\n", "file/empty", 2),
    ("glossary in latin-1", GLOSSARY, b"term,avoid,expansion,note\n\xe9,,,\n", "file/encoding", 2),
    ("empty settings", BOOKLET, b"", "file/empty", 1),
    ("empty taxonomy", TAXONOMY, b"", "file/empty", 1),
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "file", "data", "rule", "line"), WHOLE_FILES, ids=[w[0] for w in WHOLE_FILES]
)
def test_file_that_cannot_be_read(
    name: str, file: str, data: bytes, rule: str, line: int, tmp_path: Path
) -> None:
    report = load_project(write_project(tmp_path, {file: data})).report
    others = [(str(f.span), f.rule) for f in report if f.rule not in {rule, "ref/broken"}]
    assert not others
    assert (rule, file, line) in {(f.rule, f.span.file, f.span.line) for f in report if f.span}


def test_the_wrong_byte_is_named(tmp_path: Path) -> None:
    report = load_project(write_project(tmp_path, {HARBOUR: b"id: caf\xe9\n"})).report
    finding = report.findings[0]
    assert finding.message == "the byte 0xE9 (“é” in Latin-1) is not UTF-8"
    assert finding.help == "Save the file as UTF-8 in your editor."
    assert str(finding.span) == f"{HARBOUR}:1:8"


@pytest.mark.parametrize(
    ("old", "new", "mark"),
    [
        ("id: notice-board", "id: evening-walks", "title: Notice board"),
        ("id: figures", "id: ideas", "title: In figures"),
    ],
)
def test_an_id_that_a_list_has_twice(old: str, new: str, mark: str, tmp_path: Path) -> None:
    change = replaced(HARBOUR, old, new)
    report = load_project(write_project(tmp_path, change)).report
    assert [f.rule for f in report] == ["id/duplicate"]
    span = report.findings[0].span
    text = str(change[HARBOUR])
    assert span is not None
    assert text.splitlines()[span.line - 1].strip().removeprefix("- ") == new
    assert abs(line_of(text, mark) - span.line) <= 2


def test_an_id_used_for_a_heading_and_a_case(tmp_path: Path) -> None:
    change = replaced(CHAPTER, "### Method {#method}", "### Method {#aim}")
    report = load_project(write_project(tmp_path, change)).report
    assert [(f.rule, f.span and f.span.file) for f in report] == [("id/duplicate", CHAPTER)]
    change = replaced(CHAPTER, "### Method {#method}", "### Method {#night-walk}")
    report = load_project(write_project(tmp_path / "b", change)).report
    assert [(f.rule, f.span and f.span.file) for f in report] == [("id/duplicate", NIGHT)]
