"""Splicing: what the edits say changes, nothing else does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultfix.text import Edit, Safety, Span, delete, insert, replace, splice, splice_within


@pytest.mark.parametrize(
    ("text", "edits", "after"),
    [
        pytest.param("as it was", [], "as it was", id="no edit changes nothing"),
        pytest.param("", [Edit(Span(0, 0), "a")], "a", id="an empty text can be filled"),
        pytest.param("abc", [Edit(Span(1, 2), "")], "ac", id="an empty replacement deletes"),
        pytest.param("abc", [Edit(Span(3, 3), "d")], "abcd", id="an empty span inserts, at the end too"),
        pytest.param("abc", [Edit(Span(2, 3), "C"), Edit(Span(0, 1), "A")], "AbC", id="edits come in any order"),
        pytest.param(
            "abc", [Edit(Span(0, 1), "xy"), Edit(Span(1, 2), "z")], "xyzc", id="neighbours count in the old text"
        ),
        pytest.param("a🏛️b", [Edit(Span(1, 3), "🤝")], "a🤝b", id="offsets are code points"),
    ],
)
def test_splice(text: str, edits: list[Edit], after: str) -> None:
    assert splice(text, edits) == after


OUTSIDE = r"\ASpan\(start=-?\d, end=\d\) lies outside a text of 3 code points\Z"


@pytest.mark.parametrize(
    ("edits", "words"),
    [
        pytest.param([Edit(Span(0, 2), "x"), Edit(Span(1, 3), "y")], r"\Aedits overlap\Z", id="overlapping edits"),
        pytest.param([Edit(Span(2, 9), "x")], OUTSIDE, id="an edit past the end"),
        pytest.param([Edit(Span(-1, 0), "x")], OUTSIDE, id="an edit before the start"),
        pytest.param([Edit(Span(2, 1), "x")], OUTSIDE, id="an edit that ends before it starts"),
    ],
)
def test_splice_refuses(edits: list[Edit], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        splice("abc", edits)


def test_a_part_is_spliced_by_offsets_of_the_whole() -> None:
    assert splice_within("abcdef", Span(2, 5), []) == "cde"
    assert splice_within("abcdef", Span(2, 5), [Edit(Span(4, 5), "E"), Edit(Span(2, 2), "<")]) == "<cdE"
    for outside in (Span(1, 3), Span(4, 6)):
        with pytest.raises(ValueError, match="outside a text of 3"):
            splice_within("abcdef", Span(2, 5), [Edit(outside, "x")])


@given(st.lists(st.tuples(st.text(max_size=3), st.text(max_size=3))))
def test_splice_keeps_every_byte_between_the_edits(pieces: list[tuple[str, str]]) -> None:
    before = "".join(kept + f"<{i}>" for i, (kept, _) in enumerate(pieces))
    edits = []
    offset = 0
    for i, (kept, new) in enumerate(pieces):
        start = offset + len(kept)
        offset = start + len(f"<{i}>")
        edits.append(Edit(Span(start, offset), new))

    assert splice(before, reversed(edits)) == "".join(kept + new for kept, new in pieces)


def test_fixes_are_one_edit_each() -> None:
    assert insert(2, "x").edits == (Edit(Span(2, 2), "x"),)
    assert delete(Span(1, 2)).edits == (Edit(Span(1, 2), ""),)
    assert replace(Span(1, 2), "y").edits == (Edit(Span(1, 2), "y"),)
    assert replace(Span(1, 2), "y").safety is Safety.SAFE
    assert {each.value for each in Safety} == {"safe", "unsafe"}


@pytest.mark.parametrize(
    ("one", "other", "touching"),
    [
        pytest.param(Span(0, 1), Span(2, 3), False, id="a gap between"),
        pytest.param(Span(0, 2), Span(2, 3), True, id="a shared edge"),
        pytest.param(Span(0, 3), Span(1, 2), True, id="one inside the other"),
        pytest.param(Span(1, 1), Span(1, 1), True, id="two insertions at one place"),
    ],
)
def test_spans_touch(one: Span, other: Span, *, touching: bool) -> None:
    assert one.touches(other) is touching
    assert other.touches(one) is touching


def test_a_span_holds_its_start_and_not_its_end() -> None:
    span = Span(1, 3)

    assert [offset in span for offset in range(4)] == [False, True, True, False]
    assert span.of("abcd") == "bc"
    assert span.covers(Span(1, 3))
    assert not span.covers(Span(1, 4))
