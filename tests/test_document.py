"""Documents: any bytes have a text, the text gives the same bytes back, and lines are counted once."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vaultfix.document import BOM, Document, Place, fact, line_start


@given(st.binary())
def test_any_bytes_come_back(raw: bytes) -> None:
    assert Document.of("n.md", Document("n.md", raw).text).raw == raw


@given(st.text(alphabet="a\n\r\x85\u2028\x0b\x0c", max_size=30))
def test_lines_tile_the_text(text: str) -> None:
    doc = Document.of("n.md", text)
    ends = [*doc.line_starts[1:], len(text)]
    whole = "".join(text[start:end] for start, end in zip(doc.line_starts, ends, strict=True))

    assert whole == text
    assert all(
        doc.line(number).of(text) == text[doc.line_starts[number] : ends[number]].rstrip("\r\n") for number in doc.lines
    )


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param("", [""], id="an empty note has one empty line"),
        pytest.param("a", ["a"], id="no final newline"),
        pytest.param("a\n", ["a", ""], id="a final newline starts a last empty line"),
        pytest.param("a\r\nb\rc\nd", ["a", "b", "c", "d"], id="all three line ends"),
        pytest.param("Ã\x85\nb", ["Ã\x85", "b"], id="U+0085 is a letter's second half, no line end"),
        pytest.param("a\u2028b\x0cc", ["a\u2028b\x0cc"], id="nor are U+2028 and form feed"),
    ],
)
def test_lines(text: str, lines: list[str]) -> None:
    doc = Document.of("n.md", text)

    assert [doc.line(number).of(text) for number in doc.lines] == lines


@pytest.mark.parametrize(
    ("offset", "place"),
    [
        pytest.param(0, Place(1, 1), id="the first character"),
        pytest.param(2, Place(1, 3), id="a line end belongs to its line"),
        pytest.param(3, Place(2, 1), id="the next line"),
        pytest.param(4, Place(2, 2), id="an emoji is one code point"),
        pytest.param(5, Place(2, 3), id="the end of the text"),
    ],
)
def test_place(offset: int, place: Place) -> None:
    assert Document.of("n.md", "ab\n🤝c").place(offset) == place


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_places_are_the_same_whether_few_or_many_are_asked_for(newline: str) -> None:
    text = f"ab{newline}{newline}🤝c{newline}" * 12
    asked_for_many = Document.of("n.md", text)
    places = [asked_for_many.place(offset) for offset in range(len(text) + 1)]

    assert places == [Document.of("n.md", text).place(offset) for offset in range(len(text) + 1)]
    assert places == [
        Place(
            asked_for_many.line_number(offset) + 1,
            offset - asked_for_many.line_starts[asked_for_many.line_number(offset)] + 1,
        )
        for offset in range(len(text) + 1)
    ]


@given(st.text("a\n\r", max_size=12), st.integers(0, 12), st.integers(0, 12))
def test_a_line_starts_behind_the_line_end_above_it_but_not_before_the_floor(
    text: str, offset: int, floor: int
) -> None:
    ends = [at + 1 for at, sign in enumerate(text[:offset]) if sign in "\r\n"]

    assert line_start(text, offset) == max(ends, default=0)
    assert line_start(text, max(offset, floor), floor) >= floor
    if floor <= offset:
        assert line_start(text, offset, floor) == max([floor, *ends])


@given(st.text(st.sampled_from("a\n\ré🤝"), max_size=30), st.lists(st.integers(0, 30), max_size=12))
@example("a\nb\nc", [4, 2, 5])
def test_places_are_the_same_in_whatever_order_they_are_asked_for(text: str, offsets: list[int]) -> None:
    doc = Document.of("n.md", text)
    within = [min(offset, len(text)) for offset in offsets]

    assert [doc.place(offset) for offset in within] == [Document.of("n.md", text).place(offset) for offset in within]


@pytest.mark.parametrize(
    ("raw", "is_utf8"),
    [
        pytest.param(b"plain", True, id="ASCII"),
        pytest.param("Çok güzel 🤝".encode(), True, id="UTF-8"),
        pytest.param(b"caf\xe9", False, id="a windows-1252 letter"),
        pytest.param(b"\xff\xfea\x00", False, id="UTF-16"),
        pytest.param(b"\xed\xa0\x80", False, id="an encoded surrogate"),
    ],
)
def test_is_utf8(raw: bytes, *, is_utf8: bool) -> None:
    assert Document("n.md", raw).is_utf8 is is_utf8


@pytest.mark.parametrize(
    ("text", "newline"),
    [("", "\n"), ("a", "\n"), ("a\nb\r\n", "\n"), ("a\r\nb\n", "\r\n"), ("a\rb", "\r")],
)
def test_newline_is_the_first_that_the_note_uses(text: str, newline: str) -> None:
    assert Document.of("n.md", text).newline == newline


def test_the_body_starts_behind_a_byte_order_mark() -> None:
    assert Document.of("n.md", "a").body_start == 0
    assert Document.of("n.md", BOM + "a").body_start == 1


def test_a_fact_is_read_once_for_each_document() -> None:
    asked = []

    @fact
    def length(doc: Document) -> int:
        asked.append(doc.path)
        return len(doc.text)

    one, other = Document.of("one.md", "1"), Document.of("other.md", "22")

    assert [length(one), length(other), length(one)] == [1, 2, 1]
    assert asked == ["one.md", "other.md"]
