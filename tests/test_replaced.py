"""U+FFFD: what stood there, told by the same words in an earlier version or elsewhere in the vault, or not at all."""

import pytest

from vaultfix.document import Document
from vaultfix.engine import judge, mend
from vaultfix.passes.encoding.replacement_character import ReplacementCharacter
from vaultfix.rule import Verdict
from vaultfix.vault import Vault
from vaultfix.vault.files import Files
from vaultfix.vault.history import Version

RULE = ReplacementCharacter()


def vault(text: str, earlier: str = "", **others: str) -> Vault:
    notes = {"note.md": text, **{f"{name}.md": other for name, other in others.items()}}
    past = {"note.md": [Version("abc1234", "2026-01-02", earlier.encode())]} if earlier else {}
    documents = {path: Document.of(path, text) for path, text in notes.items()}
    return Vault(documents, Files(frozenset(notes)), history=past)


def found(there: Vault) -> list[Verdict]:
    return list(judge(there, {"note.md": [RULE]}))


def mended(there: Vault) -> str:
    note = mend(there, {"note.md": [RULE]}).vault.note("note.md")
    return note.text if note else ""


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Malmö, Привет, 日本, ? and □\n", id="what only resembles it"),
        pytest.param("`\ufffd`\n\n```\n\ufffd\n```\n\nx\n\n    \ufffd\n", id="code may show it"),
        pytest.param("ğŸ\ufffd\ufffd ok, ğŸ\ufffdš\n", id="it is part of mojibake"),
    ],
)
def test_nothing_was_lost(text: str) -> None:
    assert found(vault(text)) == []


@pytest.mark.parametrize(
    ("there", "after"),
    [
        pytest.param(
            vault("The caf\ufffd is open\n", "x\nThe café is open\n"), "The café is open\n", id="an earlier line"
        ),
        pytest.param(
            vault("A s\ufffd\ufffd ber\ufffd is here\r\n", "A sûr berê is here\n"),
            "A s\ufffd\ufffd ber\ufffd is here\r\n",
            id="an earlier line with other ASCII letters in place of the second sign",
        ),
        pytest.param(
            vault("Na\ufffd\ufffdve in Malm\ufffd\n", "Naïve in Malmö\n"),
            "Naïve in Malmö\n",
            id="a letter of two bytes, and one",
        ),
        pytest.param(
            vault("\ufeff# Malm\ufffd in May\n", index="[Malmö in May](note.md)\n"),
            "\ufeff# Malmö in May\n",
            id="a link to the heading, behind a byte order mark",
        ),
        pytest.param(
            vault("> - [Malm\ufffd in May](x.md)\n", x="# Malmö in May\n"),
            "> - [Malmö in May](x.md)\n",
            id="the heading that a label names",
        ),
        pytest.param(vault("# ab\ufffdcd\n", x="# abécd\n"), "# abécd\n", id="four letters are enough to know it by"),
        pytest.param(
            vault(f"# Malm\ufffd{' ' * 390}May\n", f"# Malmö{' ' * 390}May\n"),
            f"# Malmö{' ' * 390}May\n",
            id="a line as long as is looked at",
        ),
        pytest.param(
            vault("# Malm\ufffd in May\n", "# Malmö in May\n", x="# Malmé in May\n"),
            "# Malmö in May\n",
            id="an earlier version knows better than other notes",
        ),
    ],
)
def test_what_was_lost_comes_back_where_the_same_words_stand(there: Vault, after: str) -> None:
    assert mended(there) == after


@pytest.mark.parametrize(
    "there",
    [
        pytest.param(vault("# Malm\ufffd in May\n"), id="nobody knows"),
        pytest.param(
            vault("# Malm\ufffd in May\n", a="# Malmö in May\n", b="# Malmø in May\n"), id="two say different things"
        ),
        pytest.param(vault("# ab\ufffdc\n", "# abéc\n", x="# abéc\n"), id="too few letters are left to know it by"),
        pytest.param(
            vault(f"# Malm\ufffd{' ' * 391}May\n", f"# Malmö{' ' * 391}May\n"),
            id="the line is longer than is looked at",
        ),
        pytest.param(vault("# Malm\ufffd in May\n", x="# Malmöö in May\n"), id="one sign is no two letters"),
        pytest.param(vault("# Malm\ufffd in May\n", x="# Malmo in May\n"), id="no sign is put for an ASCII letter"),
        pytest.param(vault("# Malm\ufffd in May\n", x="# Malm\ufffd in May\n"), id="the other note is damaged as well"),
    ],
)
def test_what_is_not_proved_is_reported(there: Vault) -> None:
    before = there.documents["note.md"].text

    assert len(found(there)) == 1
    assert mended(there) == before


def test_a_line_is_told_once_and_lists_what_it_can_have_been() -> None:
    (verdict,) = found(
        vault("\ufffd, Malm\ufffd in May, \ufffd\n", a="[Malmö in May](note.md)", b="[Malmø in May](note.md)")
    )

    assert verdict.finding.message == "a character was lost here (U+FFFD), and in 2 more places of this line"


def test_the_proof_is_named() -> None:
    (verdict,) = found(vault("The caf\ufffd is open\n", "x\nThe café is open\n"))

    assert verdict.finding.message == (
        "a character was lost here; it was `é`, as line 2 of this note in commit abc1234 of 2026-01-02 shows"
    )


def test_a_line_of_nothing_else_is_read_in_one_go() -> None:
    text = "Malm\ufffd " * 20_000 + "\n" + "\ufffdé" * 20_000

    assert len(found(vault(text, x="# Malmö\n"))) == 2
