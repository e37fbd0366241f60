"""What the YAML parser says, in the words of somebody who writes texts."""

from __future__ import annotations

_WORDS: tuple[tuple[str, str, str], ...] = (
    (
        "mapping values are not allowed",
        "a colon stands where no key can be",
        "Put the text in quotes when it contains “: ”, and check the indentation.",
    ),
    (
        "could not find expected ':'",
        "a key is not followed by a colon",
        "Write `key: value`, and indent the lines of a long text more than its key.",
    ),
    (
        "did not find expected key",
        "the line does not continue what stands above it",
        "Start the keys of one block in the same column; put a text with quotation marks in quotes.",
    ),
    (
        "did not find expected '-' indicator",
        "the line does not continue the list above it",
        "Start all items of a list in the same column, each with `- `.",
    ),
    (
        "cannot start any token",
        "a text cannot begin with this character",
        "Put a text that begins with @, ` or % in quotes.",
    ),
    (
        "found unexpected end of stream",
        "a quotation mark opened here is never closed",
        "Close the quoted text.",
    ),
    (
        "did not find expected ',' or",
        "a bracket is not closed, or a comma is missing",
        "Separate the items in brackets with commas and close the bracket.",
    ),
    (
        "did not find expected alphabetic",
        "a text cannot begin with & or *",
        "Put the text in quotes.",
    ),
    (
        "found unknown escape character",
        "an unknown sequence begins with a backslash",
        "Use single quotes, or write the backslash twice.",
    ),
    (
        "block sequence entries are not allowed",
        "a list item stands where none can be",
        "Start the list on its own line, indented under its key.",
    ),
)


def explain(problem: str) -> tuple[str, str]:
    """A message and a way out for a parser's problem; its own words where we have none."""
    for sign, message, advice in _WORDS:
        if sign in problem:
            return message, advice
    return f"this is not YAML: {problem}", ""
