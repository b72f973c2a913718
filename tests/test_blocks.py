"""Block ids: what names a block, what only seems to, and what the rules say of both [B3]."""

import pytest

from vaultfix.document import Document
from vaultfix.engine import judge, mend
from vaultfix.passes import PASSES
from vaultfix.syntax.block_ids import block_ids, invalid_block_ids
from vaultfix.text import Span
from vaultfix.vault import Vault
from vaultfix.vault.anchors import anchors
from vaultfix.vault.files import Files

RULES = {kind().name: kind for group in PASSES for kind in group.rules}

BLOCKS = [
    pytest.param("no id here\n", [], id="nothing"),
    pytest.param("a^b\n", [], id="no blank in front"),
    pytest.param("a ^b c\n", [], id="not at the line's end"),
    pytest.param("a ^my_id\n", [], id="a sign that no id has [B3.3]"),
    pytest.param("2 ^\n", [], id="no name"),
    pytest.param("a ^b-1\n", ["b-1"], id="at the line's end"),
    pytest.param("a ^b  \r\nc ^d", ["b", "d"], id="before blanks, CRLF and the end of the text"),
    pytest.param("- a\n\n^b\n", ["b"], id="alone on a line [B3.1]"),
    pytest.param("> a\n> ^b\n", ["b"], id="in a quote"),
    pytest.param("![[a.png]]^b\n", ["b"], id="glued to an embed [B3.1]"),
    pytest.param("\ufeff^b\n", ["b"], id="behind a byte order mark"),
]


@pytest.mark.parametrize(("text", "expected"), BLOCKS)
def test_a_block_id_stands_at_the_end_of_a_line(text: str, expected: list[str]) -> None:
    doc = Document.of("n.md", text)
    found = block_ids(doc)

    assert expected == [block.name for block in found]
    assert [block.span.of(text) for block in found] == [f"^{name}" for name in expected]


INVALID = [
    pytest.param("no id here\n", [], id="nothing"),
    pytest.param("a ^b-1\n\n^c\n", [], id="block ids"),
    pytest.param("a^b_c\n", [], id="no blank in front"),
    pytest.param("a ^b_c d\n", [], id="not at the line's end"),
    pytest.param("happy ^_^\n", [], id="a face"),
    pytest.param("happy ^_\n", [], id="no letter in it"),
    pytest.param("[a](b ^block-ids)\n", [], id="brackets behind it"),
    pytest.param("a ^b_c\n", ["b_c"], id="an underscore [B3.3]"),
    pytest.param("a ^b.c  \r\n^é\n", ["b.c", "é"], id="a dot, and a letter that is not plain"),
    pytest.param("> - a\n> ^b_c", ["b_c"], id="alone on a line of a quote, at the end of the text"),
    pytest.param("^b_c\n", ["b_c"], id="at the start of the text"),
    pytest.param("\ufeff^b_c\n", ["b_c"], id="behind a byte order mark"),
]


@pytest.mark.parametrize(("text", "expected"), INVALID)
def test_what_only_seems_to_be_a_block_id(text: str, expected: list[str]) -> None:
    doc = Document.of("n.md", text)
    found = invalid_block_ids(doc)

    assert expected == [block.name for block in found]
    assert [block.span.of(text) for block in found] == [f"^{name}" for name in expected]
    assert not {block.span for block in found} & {block.span for block in block_ids(doc)}


def said(text: str, *names: str, **others: str) -> list[tuple[str, str, str]]:
    """Give rule, severity and message of what is found in `text`, beside notes that are named by word."""
    documents = {f"{name}.md": Document.of(f"{name}.md", other) for name, other in {"n": text, **others}.items()}
    vault = Vault(documents, Files(frozenset(documents)))
    verdicts = judge(vault, {"n.md": [RULES[name]() for name in names]})
    return [(each.rule.name, each.severity.name.lower(), each.finding.message) for each in verdicts]


NO_ID = "what stands there is no block id, which has only Latin letters, digits and hyphens"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("[[sea#^ebb]] ![[sea#^EBB]] [a](sea.md#^ebb)\n", [], id="the block is there [B3.1]"),
        pytest.param(
            "`[[sea#^gone]]` %%[[sea#^gone]]%% <!-- [[sea#^gone]] -->\n", [], id="nothing that is hidden [A1.2]"
        ),
        pytest.param("[[sea#^quoted]]\n", [], id="a block that code quotes is accepted"),
        pytest.param("[[other#^x]] [[sea.png#^x]]\n", [], id="a note that is not there is for another rule"),
        pytest.param(
            "[[sea#^ebbs]]\n",
            [("warning", "no block `^ebbs` in `sea.md`; did you mean `#^ebb`?")],
            id="almost the same name [B2.1]",
        ),
        pytest.param(
            "![[sea#^moon]]\n", [("error", "no block `^moon` in `sea.md`")], id="an embed shows nothing [B1.4]"
        ),
        pytest.param(
            "[[sea#^my_tide]]\n",
            [
                ("warning", f"no block `^my_tide` in `sea.md`: {NO_ID}"),
            ],
            id="the id is there, but is none [B3.3]",
        ),
    ],
)
def test_missing_block(text: str, expected: list[tuple[str, str]]) -> None:
    sea = "Low. ^ebb\n\nHigh. ^my_tide\n\n```\nCode. ^quoted\n```\n"

    assert said(text, "missing-block", "missing-anchor", sea=sea) == [("missing-block", *each) for each in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("[[#^ebb]] [[n#^ebb]]\n\nLow. ^ebb\n", [], id="with the `#`"),
        pytest.param("`[[^ebb]]`\n", [], id="in code"),
        pytest.param(
            "[[^ebb]]\n\nLow. ^ebb\n",
            [("warning", "this asks for a note `^ebb`; a block of this note is `[[#^ebb]]`")],
            id="the block is there [A2.5]",
        ),
        pytest.param(
            "[[^ebb]]\n",
            [("warning", "no note `^ebb` in the vault, nor a block of that name in this note")],
            id="it is not [A2.5]",
        ),
        pytest.param(
            "![[^ebb]]\n\nLow. ^ebb\n",
            [("error", "this asks for a note `^ebb`; a block of this note is `[[#^ebb]]`")],
            id="an embed shows nothing [B1.4]",
        ),
        pytest.param(
            "[[^^ebb]] [[##Low]]\n\n# Low\n\nLow. ^ebb\n",
            [
                ("warning", "`^^ebb` is a search that was never finished: name what is meant"),
                ("warning", "`##Low` is a search that was never finished: name what is meant"),
            ],
            id="searches [A2.5]",
        ),
    ],
)
def test_missing_block_hash_and_no_other_rule_on_links_to_nowhere(text: str, expected: list[tuple[str, str]]) -> None:
    found = said(text, "missing-block-hash", "unresolved-link", "unresolved-embed", "missing-anchor", "missing-block")

    assert found == [("missing-block-hash", *each) for each in expected]


def test_a_duplicate_is_told_where_the_first_stands() -> None:
    text = "`Code ^a`\n\nOne. ^a\n\n%% ^a\n%%\n\nTwo. ^A\n\nThree. ^a\n"

    assert said(text, "duplicate-block-id") == [
        ("duplicate-block-id", "warning", "`^A` is already the name of a block on line 3"),
        ("duplicate-block-id", "warning", "`^a` is already the name of a block on line 3"),
    ]


def test_a_link_leads_to_the_first_of_two_blocks() -> None:  # B3.3
    text = "One. ^a\n\nTwo. ^A\n"

    assert anchors(Document.of("n.md", text)).place("obsidian", "^a") == Span(5, 7)


def test_a_glued_id_is_cut_off_and_still_found() -> None:
    text = "![[sea.png]]^pic\n[[n#^pic]] and [a](n.md)^x2\n"
    doc = Document.of("n.md", text)
    vault = Vault({"n.md": doc}, Files(frozenset({"n.md", "sea.png"})))
    mended = mend(vault, {"n.md": [kind() for kind in RULES.values() if not kind.off]}).vault.note("n.md")

    assert mended is not None
    assert mended.text == "![[sea.png]] ^pic\n[[n#^pic]] and [a](n.md) ^x2\n"
