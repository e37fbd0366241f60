"""Lines: headings are balanced, no short word stands alone, and none is broken early before an element."""

from __future__ import annotations

from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.typeset.desk import compose, typesetter

CSS = ".p { margin: 0; hyphens: auto; hyphenate-limit-chars: 7 3 4 }"


def lines_of(*paragraphs: str, width_mm: float = 85, css: str = "") -> list[list[str]]:
    """The lines of paragraphs, each on a page of its own."""
    typesetter()  # the engine may only be loaded once the fonts are known
    from booklet.typeset import boxes

    body = "".join(f'<div class="p" style="break-before: page">{text}</div>' for text in paragraphs)
    section = compose(body, css=f"{CSS} .p {{ width: {width_mm}mm }} {css}", sparse=True)
    document = typesetter()._lay_out(section, section.html).document
    found = []
    for page in document.pages:
        seen = boxes.inspect(page._page_box, 1).lines
        # The boxes of a line have one foot; those of several fonts may begin at several heights.
        grouped = groupby(seen, key=lambda line: round(line.bottom))
        found.append(["".join(part.text for part in group).strip() for _, group in grouped])
    return found


def plain_lines_of(
    monkeypatch: pytest.MonkeyPatch, *paragraphs: str, width_mm: float = 85
) -> list[list[str]]:
    """What the engine alone makes of them."""
    typesetter()  # the engine may only be loaded once the fonts are known
    from weasyprint.layout import inline
    from weasyprint.text import line_break

    from booklet.typeset import lines

    with monkeypatch.context() as engine:
        engine.setattr(inline, "split_first_line", line_break.split_first_line)
        engine.setattr(inline, "split_text_box", lines._split_text_box)
        return lines_of(*paragraphs, width_mm=width_mm)


SHORT = "Public spaces in Europe are getting fuller, livelier and harder to keep secure, and far more open."
PART = (
    "As trust returned, violence became less likely and residents felt more at home in their neighbourhood."
)


@pytest.mark.parametrize(
    ("text", "width_mm", "before", "after"),
    [(SHORT, 69, "open.", "far more open."), (PART, 74, "hood.", "their neighbourhood.")],
)
def test_no_short_word_is_left_for_the_last_line(
    monkeypatch: pytest.MonkeyPatch, text: str, width_mm: float, before: str, after: str
) -> None:
    [plain] = plain_lines_of(monkeypatch, text, width_mm=width_mm)
    [lines] = lines_of(text, width_mm=width_mm)
    assert plain[-1] == before
    assert lines[-1] == after
    assert len(lines) == len(plain)


@pytest.mark.parametrize(
    ("text", "width_mm"),
    [
        ("Where mistrust is growing, enforcement needs some dialogue at its side.", 43),
        ("Police officer", 15),
        ("The neighbourhood watch", 31),
        ("Word", 20),
    ],
)
def test_what_is_well_or_would_leave_a_hole_stays(
    monkeypatch: pytest.MonkeyPatch, text: str, width_mm: float
) -> None:
    assert lines_of(text, width_mm=width_mm) == plain_lines_of(monkeypatch, text, width_mm=width_mm)


@pytest.mark.parametrize("mark", ["<b>{}</b> {}", "{} <b>{}</b>", "<span>{}</span>{}"])
def test_words_within_a_paragraph_stay_where_they_are(monkeypatch: pytest.MonkeyPatch, mark: str) -> None:
    """A line within a paragraph may begin with one short word: others follow."""
    marked = [mark.format(SHORT, more) for more in (". And so on, and on, and on.", "of them.")]
    for width_mm in (60, 69, 80):
        made, plain = (
            lines_of(*marked, width_mm=width_mm),
            plain_lines_of(monkeypatch, *marked, width_mm=width_mm),
        )
        assert [lines[:-2] for lines in made] == [lines[:-2] for lines in plain]
        assert [len(lines) for lines in made] == [len(lines) for lines in plain]


def test_the_end_of_a_paragraph_is_seen_after_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    marked = f"<p><b>Public</b> {SHORT.removeprefix('Public ')}</p>"
    widths = range(40, 90)
    plain = [plain_lines_of(monkeypatch, marked, width_mm=width)[0][-1] for width in widths]
    made = [lines_of(marked, width_mm=width)[0][-1] for width in widths]
    assert "open." in plain
    assert "open." not in made


def test_lines_do_not_break_after_the_first_word_before_an_element(monkeypatch: pytest.MonkeyPatch) -> None:
    # At this width the text fits but for its last blank.
    text = "other large venues were more flexible while the <b>emergency</b> lasted"
    [plain] = plain_lines_of(monkeypatch, text, width_mm=69.5)
    assert plain[:2] == ["other", "large venues were more flexible while the"]
    [lines] = lines_of(text, width_mm=69.5)
    assert lines == ["other large venues were more flexible while the", "emergency lasted"]


TYPE = "font: 700 14pt/18pt 'Source Sans 3'; display: block"
MAP = "The National Security Threat Map"


@pytest.mark.parametrize(
    ("heading", "lines"),
    [
        ("Shared Use Concept Bremer Platz", ["Shared Use Concept", "Bremer Platz"]),
        (MAP, ["The National", "Security Threat Map"]),
        # Lines rather begin than end with a small word.
        ("Introducing you to the case studies", ["Introducing you", "to the case studies"]),
        ("Participation at every one of the schools", ["Participation at every", "one of the schools"]),
        ("A lasting structure for the small worries", ["A lasting structure", "for the small worries"]),
        # They rather end with a phrase than within it.
        ("Three zones: one very lively square", ["Three zones:", "one very lively square"]),
        (
            "Financé et accompagné par l’Union européenne",
            ["Financé et accompagné", "par l’Union européenne"],
        ),
        # No line ends within a word, where all words fit.
        ("Forums of mediation and self-confidence", ["Forums of mediation", "and self-confidence"]),
        ("Brussels by Night", ["Brussels by Night"]),
    ],
)
def test_lines_of_headings_are_balanced(heading: str, lines: list[str]) -> None:
    for tag in ("h1", "h4"):
        assert lines_of(f'<{tag} style="{TYPE}">{heading}</{tag}>', width_mm=62) == [lines]
    assert lines_of(f'<span style="{TYPE}" data-balance>{heading}</span>', width_mm=62) == [lines]


def test_the_last_of_several_lines_may_be_shorter() -> None:
    title = "Inspirational use cases on social innovation in security"
    expected = ["Inspirational use cases", "on social innovation", "in security"]
    assert lines_of(f'<h1 style="{TYPE}">{title}</h1>', width_mm=56) == [expected]


def test_other_texts_and_headings_with_marks_are_filled() -> None:
    filled = ["The National Security", "Threat Map"]
    assert lines_of(f'<span style="{TYPE}">{MAP}</span>', width_mm=62) == [filled]
    marked = MAP.replace("National", "<i>National</i>")
    filled = ["The National Security Threat", "Map"]
    assert lines_of(f'<h2 style="{TYPE}">{marked}</h2>', width_mm=62) == [filled]


def test_a_heading_with_a_word_wider_than_its_line_breaks_within_it() -> None:
    long = "Responsibilities of neighbourhoods"
    [lines] = lines_of(f'<h2 style="{TYPE}">{long}</h2>', width_mm=24, css="h2 { hyphens: auto }")
    assert lines[0].endswith("‐")


KNOWN = ("a", "an", "place", "people", "neighbourhood", "security", "–", "24")
WORDS = st.lists(st.sampled_from(KNOWN), min_size=1)


@settings(max_examples=20, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=6), st.sampled_from([25.0, 43.0, 61.0, 80.0]))
def test_no_word_is_lost_and_no_line_is_added(texts: list[list[str]], width_mm: float) -> None:
    paragraphs = [" ".join(words) for words in texts]
    with pytest.MonkeyPatch.context() as patch:
        plain = plain_lines_of(patch, *paragraphs, width_mm=width_mm)
    made = lines_of(*paragraphs, width_mm=width_mm)
    for before, after, text in zip(plain, made, paragraphs, strict=True):
        assert len(after) == len(before)
        assert "".join(after).replace("‐", "").replace(" ", "") == text.replace(" ", "")
