"""YAML with positions: what scalars mean, where everything stands, and that nothing raises."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from booklet.load.chapters import read_chapter
from booklet.load.document import read_document
from booklet.load.glossary import read_glossary
from booklet.load.yamltree import MAX_DEPTH, Tree, read_yaml
from booklet.model.case import Case
from booklet.model.publication import Chapter


def tree_of(text: str) -> Tree:
    return read_yaml("a.yaml", text.encode())


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("NO", "NO"),
        ("yes", "yes"),
        ("on", "on"),
        ("true", True),
        ("False", False),
        ("010", 10),
        ("0o10", "0o10"),
        ("22:30", "22:30"),
        ("2026-01-15", "2026-01-15"),
        ("1_000", "1_000"),
        ("-3", -3),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("1e999", "1e999"),
        (".inf", ".inf"),
        ("9" * 5000, "9" * 5000),
        ('"1"', "1"),
        ("'true'", "true"),
        ("=", "="),
    ],
)
def test_plain_scalars_follow_yaml_1_2(text: str, value: object) -> None:
    tree = tree_of(f"a: {text}")
    assert tree.findings == ()
    assert tree.data == {"a": value}
    assert type(tree.data["a"]) is type(value)


def test_every_key_and_value_has_its_place() -> None:
    tree = tree_of('# note\nname: "Ada"\nplaces:\n  - {town: Nice, at: [1, 2]}\n  - town: Liège\n')
    assert tree.data == {"name": "Ada", "places": ({"town": "Nice", "at": (1, 2)}, {"town": "Liège"})}
    assert str(tree.keys["name",]) == "a.yaml:2:1"
    assert (str(tree.values["name",]), tree.values["name",].length) == ("a.yaml:2:7", 5)
    assert str(tree.values["places", 0, "at", 1]) == "a.yaml:4:26"
    assert str(tree.keys["places", 1, "town"]) == "a.yaml:5:5"
    assert tree.values["places", 1, "town"].length == 5
    assert str(tree.at(("places", 7, "x"))) == "a.yaml:4:3"


def test_lines_of_a_literal_block() -> None:
    tree = tree_of("a:\n  text: |  # note\n\n    One.\n\n      Two.\n  b: 1\n")
    assert tree.data["a"]["text"] == "\nOne.\n\n  Two.\n"
    loc = ("a", "text")
    assert (tree.texts[loc].line, tree.texts[loc].indent) == (3, 4)
    assert (str(tree.at(loc)), tree.at(loc).length) == ("a.yaml:4:5", 4)
    assert [tree.text_line(loc, n).line for n in range(4)] == [3, 4, 5, 6]
    assert tree.text_line(loc, 3).column == 7


def test_windows_line_ends() -> None:
    tree = tree_of("a: |\r\n  One.\r\n\r\n  Two.\r\nb: c\r\n")
    assert tree.data == {"a": "One.\n\nTwo.\n", "b": "c"}
    assert str(tree.text_line(("a",), 2)) == "a.yaml:4:3"
    assert tree.text_line(("a",), 2).length == 4


def test_refused_values_are_left_out_and_named() -> None:
    tree = tree_of("a: &x 1\nb: *x\nc:\n  - 1\n  -\nd: !t 2\n")
    assert tree.data == {"a": 1, "c": (1,)}
    assert tree.faulty == {("b",), ("c",), ("d",)}
    assert [f.rule for f in tree.findings] == ["yaml/alias", "yaml/alias", "yaml/null", "yaml/tag"]


def test_a_billion_laughs_are_not_told() -> None:
    lines = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 30))]
    tree = tree_of("\n".join(lines))
    assert {f.rule for f in tree.findings} == {"yaml/alias"}
    assert len(tree.data) == 30


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_depth_is_limited(opening: str) -> None:
    tree = tree_of(opening * 50_000)
    assert tree.data is None
    assert "yaml/depth" in [f.rule for f in tree.findings]
    assert tree_of("[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1)).findings == ()


def test_blocks_of_a_text_have_their_lines() -> None:
    text = "---\nid: a\ntitle: T\nstandfirst: S\nicon: i\n---\n\nOne.\n\n- two\n- three\n\n> four\n"
    document = read_document(Chapter, "chapters/a", read_chapter("a.md", text.encode()), chapter=True)
    spans = dict(document.spans())
    assert document.findings == ()
    assert [spans[f"chapters/a/body/{n}"].line for n in range(1, 7)] == [8, 10, 10, 11, 13, 13]
    assert spans["chapters/a/body"].line == 8
    assert spans["chapters/a/title"].line == 3


yamlish = st.text(
    alphabet=st.sampled_from(list("ab: -\n\n  #|>&*!?{}[],'\"%@`~0.1\t<=\r\\é—\u2028\ufeff---")),
    max_size=120,
)


def read_all(data: bytes) -> None:
    """Read as each kind of file; whatever is wrong has to be a finding."""
    for tree in (read_yaml("a.yaml", data), read_chapter("a.md", data)):
        assert tree.data is not None or tree.findings
        size = len(data.splitlines()) + 1
        for finding in tree.findings:
            assert finding.span is not None
            assert 1 <= finding.span.line <= size
            assert finding.span.column >= 1
        read_document(Case, "cases/a", tree)
        document = read_document(Chapter, "chapters/a", tree, chapter=True)
        assert document.value is not None or document.findings
        dict(document.spans())
    read_glossary("a.csv", data)


@given(st.binary(max_size=200))
@settings(max_examples=150, deadline=None)
def test_no_bytes_raise(data: bytes) -> None:
    read_all(data)


@given(yamlish)
@settings(max_examples=300, deadline=None)
def test_no_text_raises(text: str) -> None:
    read_all(text.encode())
    read_all(f"---\nid: a\n---\n{text}".encode())
    read_all(f"id: a\noverview: |\n  {text}".encode())


words = st.text(alphabet="abcdefgh", min_size=1, max_size=6)
plain = st.recursive(
    words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(words, plain, min_size=1, max_size=4))
@settings(max_examples=150, deadline=None)
def test_every_text_stands_where_its_span_says(data: dict[str, object]) -> None:
    import yaml

    source = yaml.safe_dump(data, allow_unicode=True)
    tree = tree_of(source)
    lines = source.splitlines()
    assert tree.findings == ()

    def frozen(value: object) -> object:
        if isinstance(value, list):
            return tuple(frozen(item) for item in value)
        return {key: frozen(item) for key, item in value.items()} if isinstance(value, dict) else value

    assert tree.data == frozen(data)
    for loc, span in tree.values.items():
        value = tree.value(loc)
        if isinstance(value, str):
            start = span.column - 1
            assert lines[span.line - 1][start : start + span.length].strip("'\"") == value
    for loc, span in tree.keys.items():
        assert lines[span.line - 1][span.column - 1 :].startswith(str(loc[-1]))
