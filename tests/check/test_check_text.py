"""Properties of the readers of text, the table of rules, and the speed of the whole."""

import time

from check_sample import changed, sample_data
from hypothesis import given, settings
from hypothesis import strategies as st

from booklet.check import check_publication
from booklet.check.counts import NUMBER_WORDS, number_of
from booklet.check.rules_doc import rules_table
from booklet.check.spelling import AMERICAN, british
from booklet.findings import Rule, Severity

SIGNS = "aZé1 .,;:!?()[]“”‘’'\"–-…{}*#<>&|\n\u200b\u00a0Ωжا"


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=SIGNS, min_size=1, max_size=80))
def test_no_text_makes_the_check_fail(text):
    publication = changed(
        {"cases/0/why": text, "cases/0/summary": f"A{text}B", "chapters/0/body": f"A {text}"}
    )
    first, second = check_publication(publication, {}), check_publication(publication, {})
    assert first == second


@given(st.integers(min_value=1, max_value=99))
def test_number_words(value):
    (word,) = (word for word, n in NUMBER_WORDS.items() if n == value)
    assert number_of(word) == number_of(word.title()) == number_of(str(value)) == value


def test_british_forms():
    pairs = {
        "Color": "Colour",
        "BEHAVIOR": "BEHAVIOUR",
        "behavioral": "behavioural",
        "organizations": "organisations",
        "Centers": "Centres",
        "traveling": "travelling",
        "defense": "defence",
        "programs": "programmes",
        "fulfill": "fulfil",
        "catalog": "catalogue",
        "analyzing": "analysing",
        "the license": "the licence",
        "practicing": "practising",
        "skillful": "skilful",
        "enrollment": "enrolment",
        "theater": "theatre",
        "counselor": "counsellor",
    }
    for american, wanted in pairs.items():
        found = AMERICAN.fullmatch(american)
        assert found is not None, american
        assert british(found) == wanted
        assert AMERICAN.search(wanted) is None, wanted


def test_the_table_of_rules_is_sorted_and_escaped():
    rules = {
        "b/two": Rule("b/two", Severity.INFO, "Two | bars.", "Do\nthis."),
        "a/one": Rule("a/one", Severity.ERROR, "One."),
    }
    assert rules_table(rules).splitlines()[2:] == [
        "| `a/one` | error | One. |  |",
        "| `b/two` | info | Two \\| bars. | Do this. |",
    ]
    assert "| `term/british` | warning |" in rules_table()


def test_twenty_cases_are_checked_within_a_quarter_of_a_second():
    """Processor time, best of three, so that a busy machine does not decide."""
    cases = sample_data()["cases"]
    long = "A sentence of some length that says nothing. " * 60
    many = tuple({**cases[0], "id": f"case-{n}", "overview": long} for n in range(20))
    publication = changed({"cases": many})
    times = []
    for _ in range(3):
        start = time.process_time()
        check_publication(publication, {})
        times.append(time.process_time() - start)
    assert min(times) < 0.25
