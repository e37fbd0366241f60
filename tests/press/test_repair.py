"""The repairs on bare nodes: each rule firing and silent. Annotations are plain pikepdf dictionaries."""

from pikepdf import Array, Dictionary, Name, String

from booklet.press.repair import repair, target, words_of
from booklet.press.tree import Annotation, Node

HEIGHT = 842.0


def node(tag: str, *kids: Node | int | Annotation, **rest) -> Node:
    return Node(tag, 0, list(kids), **rest)


def link(goal: str, rect=(0, 0, 10, 10)) -> Annotation:
    action = Dictionary(S=Name.URI, URI=String(goal))
    return Annotation(Dictionary(Rect=Array(rect), A=action), 0)


def run(*kids: Node | int | Annotation, said: dict[int, str] | None = None, section: str = "s"):
    """The repaired kids of a section with these kids, and the annotations to remove."""
    top = node("Document", *kids)
    removed = repair(top, section, lambda page, mcid: (said or {}).get(mcid, ""), [HEIGHT])
    assert top.tag == "Sect"
    return top.kids, removed


def shape(kid: Node | int | Annotation):
    """Tags and contents as nested tuples."""
    if isinstance(kid, Node):
        return (kid.tag, *map(shape, kid.kids))
    return kid if isinstance(kid, int) else "link"


def test_spans_of_lines_vanish_in_their_paragraph():
    kids, _ = run(node("P", node("Span", 0), node("NonStruct", node("Span", 1)), node("Span", 2)))
    assert [shape(kid) for kid in kids] == [("P", 0, 1, 2)]


def test_a_span_that_says_something_stays():
    kids, _ = run(node("P", node("Span", 0, language="de")))
    assert shape(kids[0]) == ("P", ("Span", 0))


def test_a_paragraph_does_not_take_content_of_another_page():
    other = Node("Span", 1, [0])
    kids, _ = run(node("P", other))
    assert shape(kids[0]) == ("P", ("Span", 0))


def test_text_in_a_mere_box_is_a_paragraph_and_empty_boxes_vanish():
    kids, _ = run(
        node("Div", node("Span", 0)), node("Div"), node("Art", node("H1", 1), node("Div", node("P", 2)))
    )
    assert [shape(kid) for kid in kids] == [("P", 0), ("Art", ("H1", 1), ("Div", ("P", 2)))]


def test_boxes_within_boxes_are_one_box():
    kids, _ = run(node("Div", node("Div", node("P", 0)), node("P", 1)))
    assert shape(kids[0]) == ("Div", ("P", 0), ("P", 1))


def test_sections_in_sections_stay_and_boxes_around_drawings_go():
    kids, _ = run(node("Sect", node("Sect", node("H2", 0)), node("Sect", node("Figure", 1, alt="x"))))
    assert shape(kids[0]) == ("Sect", ("Sect", ("H2", 0)), ("Figure", 1))


def test_a_change_of_language_is_a_span_without_a_link():
    word = link("lang:de")
    kids, removed = run(node("P", node("Span", 0), node("Link", word, 1)))
    assert shape(kids[0]) == ("P", 0, ("Span", 1))
    assert kids[0].nodes[0].language == "de"
    assert removed == [word.object]


def test_a_change_of_language_of_blocks_is_a_div():
    kids, _ = run(node("Link", link("lang:fr"), node("P", node("Span", 0))))
    assert shape(kids[0]) == ("Div", ("P", 0))
    assert kids[0].language == "fr"


def test_the_annotation_of_a_word_within_a_link_goes():
    whole, word = link("https://a"), link("https://a", (2, 1, 5, 9))
    kids, removed = run(node("P", node("Link", whole, 0, node("NonStruct", word, node("Span", 1)))))
    assert shape(kids[0]) == ("P", ("Link", "link", 0, 1))
    assert removed == [word.object]


def test_a_rectangle_outside_the_link_box_moves_to_the_link():
    whole, away = link("https://a"), link("https://a", (50, 1, 60, 9))
    kids, removed = run(node("P", node("Link", whole, 0, node("NonStruct", away, node("Span", 1)))))
    assert shape(kids[0]) == ("P", ("Link", "link", "link", 0, 1))
    assert removed == []


def test_a_link_over_two_lines_is_one_link_and_says_all_its_words():
    above, below = link("https://a", (0, 20, 90, 30)), link("https://a", (0, 5, 20, 15))
    said = {0: "the long ", 1: "way round"}
    kids, _ = run(node("P", node("Link", above, 0), node("Link", below, 1)), said=said)
    assert shape(kids[0]) == ("P", ("Link", "link", 0, "link", 1))
    assert {str(a.object.Contents) for a in (above, below)} == {"the long way round"}


def test_a_hyphenated_link_is_read_as_one_word():
    above, below = link("https://a", (0, 20, 90, 30)), link("https://a", (0, 5, 20, 15))
    run(node("P", node("Link", above, 0), node("Link", below, 1)), said={0: "neighbour‐", 1: "hood"})
    assert str(above.object.Contents) == "neighbourhood"


def test_two_links_side_by_side_stay_two():
    one, two = link("https://a", (0, 5, 20, 15)), link("https://a", (30, 5, 50, 15))
    kids, _ = run(node("P", node("Link", one, 0), node("Link", two, 1)), said={0: "one", 1: "two"})
    assert shape(kids[0]) == ("P", ("Link", "link", 0), ("Link", "link", 1))
    assert str(one.object.Contents) == "one"


def test_a_link_without_words_says_its_picture_or_its_goal():
    picture, empty = link("https://a"), link("https://b")
    run(node("P", node("Link", picture, node("Figure", 0, alt="The logo"))), node("P", node("Link", empty)))
    assert str(picture.object.Contents) == "The logo"
    assert str(empty.object.Contents) == "https://b"


def test_the_target_of_a_link_is_its_address_or_its_destination():
    assert target(Dictionary(Dest=String("here"))) == "#here"
    assert target(link("https://a").object) == "https://a"


def test_list_items_have_a_body():
    kids, _ = run(node("L", node("LI", node("Lbl", 0), node("P", 1), node("P", 2))), said={0: "• "})
    assert shape(kids[0]) == ("L", ("LI", ("Lbl", 0), ("LBody", ("P", 1), ("P", 2))))
    assert kids[0].attributes["/ListNumbering"] == Name.Disc


def test_what_stands_between_items_belongs_to_the_item_before():
    first, second = node("LI", node("LBody", node("Span", 0))), node("LI", node("Lbl", 2), node("Span", 3))
    kids, _ = run(node("L", first, node("Span", 1), second, node("Span", 4)))
    assert shape(kids[0]) == ("L", ("LI", ("LBody", 0, 1)), ("LI", ("Lbl", 2), ("LBody", 3, 4)))
    kids, _ = run(node("L", node("Span", 0), node("LI", node("LBody", 1))))
    assert shape(kids[0]) == ("L", ("LI", ("LBody", 0)), ("LI", ("LBody", 1)))


def test_numbered_lists_say_so_and_lists_without_labels_say_nothing():
    kids, _ = run(
        node("L", node("LI", node("Lbl", 0), node("LBody", 1))),
        node("L", node("LI", node("LBody", 2))),
        said={0: "1. "},
    )
    assert kids[0].attributes["/ListNumbering"] == Name.Decimal
    assert kids[1].attributes == {}


def test_header_cells_know_what_they_head():
    column, corner, row = node("TH", 0, id="9-0-0"), node("TH", 1), node("TH", 2)
    cell = node("TD", 3, attributes={"/Headers": Array([String("9-0-0")])})
    empty = node("TD", attributes={"/O": Name.Table, "/Headers": Array([])})
    kids, _ = run(node("Table", node("TR", column, corner), node("TR", row, cell, empty)), section="case-a")
    assert column.attributes["/Scope"] == corner.attributes["/Scope"] == Name.Column
    assert row.attributes["/Scope"] == Name.Row
    assert column.id == "case-a/9-0-0"
    assert [str(key) for key in cell.attributes["/Headers"]] == ["case-a/9-0-0"]
    assert empty.attributes == {"/O": Name.Table}
    assert empty in kids[0].nodes[1].kids


def test_captions_stay_in_tables_only():
    kids, _ = run(
        node("Table", node("Caption", 0), node("TR")), node("Sect", node("Figure", 1), node("Caption", 2))
    )
    assert kids[0].nodes[0].tag == "Caption"
    assert shape(kids[1]) == ("Sect", ("Figure", 1), ("P", 2))


def test_the_box_of_a_figure_is_in_points_from_the_bottom():
    kids, _ = run(node("Figure", 0, attributes={"/BBox": Array([40, 100, 140, 300])}))
    assert [float(v) for v in kids[0].attributes["/BBox"]] == [30, HEIGHT - 225, 105, HEIGHT - 75]


def test_words_are_joined_as_they_read():
    said = {0: "A ", 1: "disc", 2: " here"}
    top = node("P", 0, node("Span", 1), node("Figure", 9, alt="on green"), 2)
    assert words_of(top, lambda page, mcid: said[mcid]) == "A discon green here"
