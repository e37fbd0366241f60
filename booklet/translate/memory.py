"""Translation memory (TMX 1.4) and terms (TBX-Basic) for CAT tools."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from booklet.model.inline import read_text
from booklet.model.publication import Term
from booklet.translate.catalogue import Catalogue, State
from booklet.translate.terms import Wanted
from booklet.translate.xmltext import write_element, write_text

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def write_tmx(catalogues: Iterable[Catalogue], source_language: str) -> bytes:
    """All that is translated, as pairs of plain texts (level 1), each with the key of its segment.

    Stale translations stand beside the English that they are a translation of.
    """
    units: list[str] = []
    for catalogue in catalogues:
        for entry in catalogue.entries:
            if entry.state is State.MISSING:
                continue
            english = entry.previous if entry.state is State.STALE else entry.source
            pair = ((source_language, english), (catalogue.language, entry.text))
            both = "".join(
                write_element("tuv", write_element("seg", write_text(read_text(text))), xml__lang=language)
                for language, text in pair
            )
            units.append(write_element("tu", both, tuid=entry.key))
    header = write_element(
        "header",
        creationtool="booklet",
        creationtoolversion="1",
        segtype="block",
        o_tmf="booklet",
        adminlang="en",
        srclang=source_language,
        datatype="plaintext",
    )
    body = write_element("body", "\n" + "\n".join(units) + "\n")
    return f"{_DECLARATION}{write_element('tmx', f'{header}{body}', version='1.4')}\n".encode()


def list_terms(glossary: Iterable[Term], local: Iterable[Wanted]) -> tuple[Wanted, ...]:
    """Every term of the glossary with what stands for it in a language, empty where nobody has said.

    Terms that only the language's own glossary has come last.
    """
    own = {wanted.term: wanted for wanted in local}
    made: list[Wanted] = []
    for term in glossary:
        known = own.pop(term.term, Wanted(term.term, ""))
        note = known.note or "; ".join(part for part in (term.expansion, term.note) if part)
        made.append(Wanted(term.term, known.translation, note))
    return (*made, *own.values())


def write_terms_csv(terms: Iterable[Wanted]) -> bytes:
    """The terms as the table that :func:`booklet.translate.terms.read_local_glossary` reads."""
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(("term", "translation", "note"))
    writer.writerows((term.term, term.translation, term.note) for term in terms)
    return made.getvalue().encode()


def write_tbx(terms: Iterable[Wanted], source_language: str, language: str, title: str) -> bytes:
    """The terms as TBX-Basic (the martif form, which CAT tools read)."""
    entries: list[str] = []
    for number, term in enumerate(terms, start=1):
        note = write_element("note", write_text(term.note)) if term.note else ""
        sets = "".join(
            write_element(
                "langSet", write_element("tig", write_element("term", write_text(words))), xml__lang=tag
            )
            for tag, words in ((source_language, term.term), (language, term.translation))
            if words
        )
        entries.append(write_element("termEntry", note + sets, id=f"t{number}"))
    about = write_element("fileDesc", write_element("sourceDesc", write_element("p", write_text(title))))
    body = write_element("body", "\n" + "\n".join(entries) + "\n")
    content = write_element("martifHeader", about) + write_element("text", body)
    root = write_element("martif", content, type="TBX-Basic", xml__lang=source_language)
    return f"{_DECLARATION}{root}\n".encode()
