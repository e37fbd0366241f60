"""Word processor documents, given as paragraphs."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from booklet.compare.paragraphs import Paragraph, compare_paragraphs
from booklet.compare.values import ChangeKind, Difference, DocumentFacts, Layer
from booklet.model.markup import Run

FACTS = DocumentFacts("one.docx", "docx", "0", 0), DocumentFacts("two.docx", "docx", "1", 0)


def text(words: str, kind: str = "paragraph", place: str = "") -> Paragraph:
    return Paragraph((Run(words),), kind, place)


TEXTS = [
    text("Harbour watch", "heading 1"),
    text("The quay was empty at night, and people avoided it."),
    text("Since 2018 neighbours walk there in pairs, three evenings a week."),
    text("It costs little, and it lasts for many years to come."),
    text("411", place="table 1, row 2, column 2"),
]


def compare(new: list[Paragraph], old: list[Paragraph] = TEXTS) -> Difference:
    return compare_paragraphs(*FACTS, old, new)


def test_a_word_and_a_number_in_a_table() -> None:
    changed = [
        *TEXTS[:2],
        text(TEXTS[2].text.replace("three", "four")),
        TEXTS[3],
        text("417", place=TEXTS[4].place),
    ]
    difference = compare(changed)
    assert [(c.layer, c.kind, c.old, c.new, c.note) for c in difference.changes] == [
        (Layer.TEXT, "changed", "three", "four", "paragraph 3"),
        (Layer.TEXT, "changed", "411", "417", "table 1, row 2, column 2"),
    ]


def test_paragraphs_that_went_came_and_moved() -> None:
    difference = compare(
        [TEXTS[0], TEXTS[3], text("Something wholly new stands here now."), TEXTS[1], TEXTS[4]]
    )
    kinds = {(change.kind, change.new or change.old) for change in difference.of(Layer.TEXT)}
    assert (ChangeKind.DELETED, TEXTS[2].text) in kinds
    assert (ChangeKind.INSERTED, "Something wholly new stands here now.") in kinds
    assert any(kind is ChangeKind.MOVED for kind, _ in kinds) and len(kinds) == 3


def test_marks_links_and_styles() -> None:
    old = [
        Paragraph(
            (Run("Read "), Run("the report", href="https://example.org/a"), Run(" with "), Run("care"))
        )
    ]
    new = [
        Paragraph(
            (
                Run("Read "),
                Run("the report", href="https://example.org/b"),
                Run(" with "),
                Run("care", strong=True),
            ),
            "item",
        )
    ]
    told = {(c.layer, c.old, c.new, c.note) for c in compare(new, old).changes}
    assert told == {
        (Layer.STYLE, "paragraph", "item", "style of paragraph 1"),
        (Layer.STYLE, "plain", "strong", "“care” in paragraph 1"),
        (Layer.LINKS, "https://example.org/a", "https://example.org/b", "“the report” in paragraph 1"),
    }


def test_what_is_not_compared_is_said() -> None:
    assert {item.layer for item in compare(TEXTS).coverage.left_out} == {Layer.PICTURES, Layer.LAYOUT}


PARAGRAPHS = st.lists(
    st.builds(
        lambda words, strong: Paragraph((Run(" ".join(words), strong=strong),)),
        st.lists(st.sampled_from(["a", "b", "c", "d", "e"]), max_size=8),
        st.booleans(),
    ),
    max_size=8,
)


@given(PARAGRAPHS)
def test_nothing_differs_from_itself(paragraphs: list[Paragraph]) -> None:
    assert compare(paragraphs, paragraphs).is_same


@given(PARAGRAPHS, PARAGRAPHS)
def test_documents_with_other_words_differ_and_survive_json(
    old: list[Paragraph], new: list[Paragraph]
) -> None:
    difference = compare(new, old)
    words = [sorted(" ".join(p.text for p in side).split()) for side in (old, new)]
    if words[0] != words[1]:
        assert difference.of(Layer.TEXT)
    assert Difference.from_json(difference.to_json()) == difference
