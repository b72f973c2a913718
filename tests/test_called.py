"""Called: the notes that go by a name, found without reading the properties of all."""

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vaultfix.document import Document
from vaultfix.vault import Vault, called
from vaultfix.vault.called import all_notes, bearers, heard, names, tell
from vaultfix.vault.files import Files, folded

PIECES = (
    *(
        "---\n",
        "title: ",
        "aliases:\n",
        "aliases: [",
        "]",
        "  - ",
        "- ",
        '"',
        "'",
        "''",
        ",",
        "\n",
        " ",
        "# ",
        "#",
        "\\",
    ),
    *(
        "Ebb",
        "Ebb tide",
        "ÉBB",
        "E\u0301bb",
        "ΟΔΟΣ",
        "潮",
        "\\u0045bb",
        "&a ",
        "*a",
        ">\n  ",
        "|\n  ",
        "ebb's",
        "a_b",
        "12",
        "\r\n",
        "--- \n",
        "\ufeff",
        "\udcff",
    ),
)
NOTES = st.lists(st.lists(st.sampled_from(PIECES), max_size=14).map("".join), min_size=1, max_size=4)


@settings(max_examples=150, deadline=None)
@given(NOTES, st.lists(st.integers(0, 4), max_size=3))
@example(['---\ntitle: "\\u0045bb"\n---\n', "---\nalias: 'ebb''s'\n---\n# Ebb #\n"], [])
@example(["---\nAliases:\n- Ebb\n  tide\n---\n"], [])
@example(["\0", "# Ebb\n", "a\n", "# Ebb tide\n"], [0, 1, 3])
@example(["---\naliaſes: Ebb\n---\n", "---\nup: ſ\n---\n"], [])
@example(["---\r\ntitle: Ebb\r\n---\r\n", "---\rtitle: Ebb\n---\r", "---\na: b\r---\n# Ebb tide\n---\n"], [])
@example(["---\ntitle: Ebb\n--- \n# Ebb tide", "---\na: b\n----\n# Flow\n---\n# Ebb\n", "--- \ntitle: Ebb\n---\n"], [])
@example(["\ufeff---\ntitle: Ebb\n---\n# Flow\n", "\ufeff# Ebb\n"], [1])
@example(["# Ebb\n\udcff", "# Ebb \udcff tide\n", "---\ntitle: Ebb\n---\n\udcff\n", "# Ebb tide\n"], [2])
@example(["# Ebb\n"] * 5 + ["# Ebb tide\n"] * 3, [])
def test_who_goes_by_a_name_is_found_as_if_all_were_read(notes: list[str], cuts: list[int]) -> None:
    """What is said is evened for two notes at once here."""
    documents = {f"{at}.md": Document.of(f"{at}.md", text) for at, text in enumerate(notes)}
    vault = Vault(documents, Files(frozenset(documents)))
    called_so = {
        path: {folded(name.strip(" \t")) for name in names(doc)} if doc.is_utf8 else set()
        for path, doc in documents.items()
    }
    with pytest.MonkeyPatch.context() as here:
        here.setattr(called, "_AT_ONCE", 2)
        if cuts:  # several have heard of some of the notes each
            parts = pairwise(sorted({0, *cuts, len(notes)}))
            tell(vault, [heard(vault, all_notes(vault)[start:stop]) for start, stop in parts])

        for name in {name for ours in called_so.values() for name in ours if name} | {"ebb", "ebb tide", "e", "?"}:
            assert bearers(vault, name) == tuple(path for path, ours in called_so.items() if name in ours)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("# Ebb", 1, id="a first heading"),
        pytest.param("\ufeff# Ebb ##\n", 1, id="behind a byte order mark"),
        pytest.param("a\r# Ebb\r", 1, id="of old line ends"),
        pytest.param("---\na: b\n---\n# Ebb\n", 1, id="below frontmatter"),
        pytest.param("a # Ebb\n", 0, id="no heading"),
        pytest.param("# Flow\n\n# Ebb\n", 0, id="another heading comes first"),
        pytest.param("---\nalias: ebb\n---\n", 1, id="an alias"),
        pytest.param("---\nup: ebb\n---\n", 0, id="another property"),
    ],
)
def test_what_a_note_is_called(text: str, expected: int) -> None:  # A3.8
    doc = Document.of("n.md", text)

    assert expected == len(bearers(Vault({"n.md": doc}, Files(frozenset({"n.md"}))), "ebb"))


def test_a_heading_of_two_letters_right_below_frontmatter_names_its_note() -> None:  # A3.8
    doc = Document.of("n.md", "---\na: b\n---\n# Eb\n")

    assert bearers(Vault({"n.md": doc}, Files(frozenset({"n.md"}))), "eb") == ("n.md",)
