"""Quotes are put only where, with them, YAML reads to the letter what stood there, and no key is set twice."""

import pytest

from vaultfix.syntax.properties import Properties, read_properties
from vaultfix.syntax.yaml_nodes import YamlError
from vaultfix.syntax.yaml_quotes import quoted, quotes
from vaultfix.text import Span, splice


@pytest.mark.parametrize(
    ("yaml", "after"),
    [
        pytest.param("a: 1\na: x: y\n", None, id="quotes that would show a key twice"),
        pytest.param("a: x: y\na: z: w\n", None, id="likewise, both in need of quotes"),
        pytest.param("a: x: y\nb: 2\n", 'a: "x: y"\nb: 2\n', id="a colon in a value"),
        pytest.param('a: x: \\y "z"\n', 'a: "x: \\\\y \\"z\\""\n', id="what quotes would take for something else"),
    ],
)
def test_a_value_in_quotes_is_what_stood_there(yaml: str, after: str | None) -> None:
    error = read_properties(yaml, Span(0, len(yaml)))
    assert isinstance(error, YamlError)

    edits = quotes(yaml, Span(0, len(yaml)), error)
    assert splice(yaml, edits) == (after or yaml)


@pytest.mark.parametrize("text", ["", "plain", '"', "\\", '\\"', 'a "b" \\n c', "it's: [x] # y"])
def test_what_is_quoted_is_read_back_to_the_letter(text: str) -> None:
    yaml = f"a: {quoted(text)}\n"
    read = read_properties(yaml, Span(0, len(yaml)))

    assert isinstance(read, Properties)
    assert [(entry.key, entry.value) for entry in read.entries] == [("a", text)]
