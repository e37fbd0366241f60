"""PO files: what is written is read again, by us and by others; what is broken is refused."""

from __future__ import annotations

import io
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from babel.messages.pofile import read_po as read_with_babel
from hypothesis import given, settings
from hypothesis import strategies as st

from booklet.findings import Finding
from booklet.translate.catalogue import Catalogue, Entry, State
from booklet.translate.po import read_po, write_po
from tests.programs import require

words = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff\ufffe\uffff")
    | st.sampled_from('"\\\n\t'),
    max_size=30,
)
lines = st.text("abc é,:#|~\"'", max_size=12).map(lambda t: " ".join(t.split()))
remarks = lines.filter(lambda t: not t.startswith((".", ",", ":", "|", "~")))
entries = st.builds(
    Entry,
    key=st.text("abc/123", min_size=1, max_size=8).map(lambda t: f"k{t}"),
    source=words.map(lambda t: f"s{t}"),
    text=words,
    fuzzy=st.booleans(),
    previous=words,
    remarks=st.lists(remarks, max_size=2).map(tuple),
    notes=st.lists(lines, max_size=2).map(tuple),
    flags=st.sampled_from([(), ("no-wrap",), ("a", "b")]),
)
obsolete = st.builds(Entry, st.just("gone/1"), words, words, st.booleans(), words)
catalogues = st.builds(
    Catalogue,
    st.sampled_from(["pl", "fr-BE", "qps", "lt"]),
    st.just("forssa"),
    st.lists(entries, max_size=4, unique_by=lambda e: e.key).map(tuple),
    st.lists(obsolete, max_size=2).map(tuple),
    st.lists(remarks, max_size=2).map(tuple),
    st.sampled_from([(), (("Last-Translator", "Ola Nowak"),)]),
)


def reread(catalogue: Catalogue) -> Catalogue:
    data = write_po(catalogue)
    back, findings = read_po("x.po", data, catalogue.language, catalogue.document)
    assert findings == []
    assert back is not None
    return back


@settings(max_examples=150, deadline=None)
@given(catalogues)
def test_what_was_written_is_read_the_same(catalogue: Catalogue) -> None:
    assert reread(catalogue) == catalogue


@settings(max_examples=60, deadline=None)
@given(catalogues)
def test_babel_reads_the_same_texts(catalogue: Catalogue) -> None:
    # Babel does not know the former English of obsolete messages, which gettext itself writes.
    without = replace(catalogue, obsolete=tuple(replace(e, previous="") for e in catalogue.obsolete))
    back = read_with_babel(io.BytesIO(write_po(without)), abort_invalid=True)
    read = {m.context: (m.id, m.string, "fuzzy" in m.flags) for m in back if m.id}
    assert read == {e.key: (e.source, e.text, e.fuzzy) for e in catalogue.entries}


SAMPLE = Catalogue(
    "pl",
    "forssa",
    (
        Entry("cases/forssa/title", "Forssa", "Forssa", remarks=("reviewed",), notes=("Case · title",)),
        Entry(
            "cases/forssa/lead", "City of F.", "Miasto “F.”", fuzzy=True, previous="The city of F. " * 12
        ),
        Entry("cases/forssa/why/1", "Why", "Czemu", fuzzy=True),
        Entry("cases/forssa/why/2", "Because\\n", ""),
    ),
    (Entry("cases/forssa/old", "Old", "Stare", fuzzy=True, previous="Very old"),),
)


def test_states() -> None:
    assert [e.state for e in SAMPLE.entries] == [State.DONE, State.STALE, State.REVIEW, State.MISSING]
    assert [e.is_reviewed for e in SAMPLE.entries] == [True, False, False, False]
    assert SAMPLE.count()[State.STALE] == 1


def test_the_file_has_no_date_and_says_its_language() -> None:
    text = write_po(SAMPLE).decode()
    assert "Date" not in text
    assert '"Language: pl\\n"' in text
    assert "nplurals=3" in text
    assert text.endswith('#~ msgstr "Stare"\n')


@pytest.mark.parametrize("language", ["pl", "fr-BE", "qps"])
def test_gettext_itself_accepts_the_file(tmp_path: Path, language: str) -> None:
    file = tmp_path / "x.po"
    file.write_bytes(write_po(Catalogue(language, "forssa", SAMPLE.entries, SAMPLE.obsolete)))
    done = subprocess.run(
        [require("msgfmt"), "--check", "-o", "/dev/null", file], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_lines_of_entries_are_known() -> None:
    back = reread(SAMPLE)
    text = write_po(SAMPLE).decode().splitlines()
    for entry in back.entries:
        assert text[entry.line - 1].startswith("msgstr")
        assert entry.text.replace('"', '\\"') in text[entry.line - 1]


def test_wrapped_strings_and_references_of_other_editors_are_read() -> None:
    data = "\r\n".join(
        (
            'msgid ""',
            'msgstr ""',
            '"Content-Type: text/plain; charset=UTF-8\\n"',
            '"Last-Translator: Ola\\n"',
            "",
            "#: cases/x.yaml:3",
            "#, fuzzy",
            '#| msgid ""',
            '#| "old "',
            '#| "one"',
            'msgctxt "k"',
            'msgid ""',
            '"a "',
            '"b"',
            'msgstr "c"',
        )
    ).encode()
    back, findings = read_po("x.po", data, "pl", "x")
    assert not findings and back is not None
    assert back.entries == (Entry("k", "a b", "c", fuzzy=True, previous="old one"),)
    assert back.credits == (("Last-Translator", "Ola"),)


def refuse(data: str | bytes) -> Finding:
    raw = data if isinstance(data, bytes) else data.encode()
    back, findings = read_po("content/locales/pl/x.po", raw, "pl", "x")
    assert back is None
    return findings[0]


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        ('msgctxt "k"\nmsgid "a"\nmsgstr "b\n', 3, "neither a keyword"),
        ('msgctxt "k"\nmsgid "a"\n\nmsgctxt "l"\nmsgid "c"\nmsgstr ""\n', 4, "given twice"),
        ('msgid "a"\nmsgstr "b"\n', 2, "no msgctxt"),
        ('msgctxt "k"\nmsgid "a"\nmsgstr "b"\n\nmsgctxt "k"\nmsgid "a"\nmsgstr "c"\n', 7, "second time"),
        ('msgctxt "k"\nmsgid "a"\nmsgid_plural "b"\n', 3, "plural"),
        ('<<<<<<< HEAD\nmsgctxt "k"\nmsgid "a"\nmsgstr "b"\n', 1, "neither a keyword"),
        ('"stray"\n', 1, "without a keyword"),
        (b'msgctxt "k"\nmsgid "\xff"\n', 2, "not UTF-8"),
        ('msgid ""\nmsgstr "Content-Type: text/plain; charset=ISO-8859-2\\n"\n', 2, "charset"),
        ('msgctxt "k"\nmsgid "a"\n', 1, "no msgstr"),
        ('msgctxt "k"\nmsgid "a"\nmsgstr "b\x07"\n', 3, "U+0007"),
    ],
)
def test_a_broken_file_is_refused_with_its_line(data: str | bytes, line: int, words: str) -> None:
    finding = refuse(data)
    assert finding.rule == "translation/file"
    assert finding.span is not None and (finding.span.file, finding.span.line) == (
        "content/locales/pl/x.po",
        line,
    )
    assert words in finding.message
