"""A line that has a word both damaged and intact may talk about damage: its mend is a guess, and every other is not."""

import pytest

from vaultfix.document import Document
from vaultfix.engine import judge, mend
from vaultfix.mojibake.channels import MAC_ROMAN, WINDOWS_1252
from vaultfix.passes.encoding import RULES
from vaultfix.vault import Vault
from vaultfix.vault.files import Files

KEPT = WINDOWS_1252.losing()
CHARGED = [rule() for rule in RULES]


def vault_of(text: str, name: str = "note.md") -> Vault:
    return Vault({name: Document.of(name, text)}, Files(frozenset({name})))


def mended(text: str, *, unsafe: bool = False) -> str:
    note = mend(vault_of(text), {"note.md": CHARGED}, unsafe=unsafe).vault.note("note.md")
    assert note is not None
    return note.text


SURE = {
    "nothing intact": ("The cafÃ© is open.", "The café is open."),
    "the same letter in another word": ("cafÃ© and thé", "café and thé"),
    "another case": ("CafÃ©: a café", "Café: a café"),
    "a longer word": ("cafÃ© of the cafés, café-bar", "café of the cafés, café-bar"),
    "the same word damaged twice over": ("cafÃ© and cafÃ©", "café and café"),
    "another line": ("cafÃ©\ncafé", "café\ncafé"),
    "a sign that is part of damage": ("ğŸ”¥ costs Â¥ 5", "🔥 costs ¥ 5"),
    "a sign that is part of what is not known": ("ğŸ¤ğŸ”¥ costs Â¥ 5", "ğŸ¤ğŸ”¥ costs ¥ 5"),
    "an apostrophe in another word": ("It isnâ€™t the dog’s", "It isn’t the dog’s"),
    "a mark behind another word": ("soâ€¦ and more…", "so… and more…"),
    "a mark whose run begins with a word that comes again": ("thé–soâ€¦ and thé", "thé–so… and thé"),
    "quotes around a plain word": (f"{KEPT.damage('“foo”')} or foo", "“foo” or foo"),
    "the target of a link with the word for its text": ("[café](cafÃ©)", "[café](café)"),
    "the same as a wikilink": ("[[cafÃ©|café]]", "[[café|café]]"),
    "the text of a link whose target was mended before": ("[[café|cafÃ©]]", "[[café|café]]"),
    "an address on the web": ("[Café](https://x.org/CafÃ©)", "[Café](https://x.org/Café)"),
    "the title of an address": ("CafÃ©: https://x.org/Café", "Café: https://x.org/Café"),
    "a property": ("---\ntitle: cafÃ©\n---\n", "---\ntitle: café\n---\n"),
    "a word whose twin is mended a round earlier": ("cafÃ© and cafÃ©\u200d", "café and café"),
}

DOUBTED = {
    "in quotes": ('It says "cafÃ©", not "café".', 'It says "café", not "café".'),
    "behind what is hidden": ("\u200bcafÃ© is café", "\u200bcafé is café"),
    "in a table": ("| cafÃ©|café |", "| café|café |"),
    "emphasised": ("*cafÃ©* **café**", "*café* **café**"),
    "between slashes": ("the cafÃ©/café", "the café/café"),
    "in code": ("`café` became cafÃ©", "`café` became café"),
    "at the end of a sentence": ("This was café. It is cafÃ© now.", "This was café. It is café now."),
    "an apostrophe": ("Why do I see â€™ instead of ’ here?", "Why do I see ’ instead of ’ here?"),
    "an apostrophe inside a word": ("isnâ€™t is isn’t", "isn’t is isn’t"),
    "an arrow": ("â†’ is → here", "→ is → here"),
    "an emoji": ("ğŸ˜€ is 😀 read as windows-1254", "😀 is 😀 read as windows-1254"),
    "an emoji that lost a byte": ("ğŸ—£ï¸ is 🗣️ here", "🗣️ is 🗣️ here"),
    "a keycap": (f"1{KEPT.damage('️⃣')} is 1️⃣", "1️⃣ is 1️⃣"),
    "Chinese": (f'"{KEPT.damage("中文")}" 是 "中文"', '"中文" 是 "中文"'),
    "in Mac Roman": (f"{MAC_ROMAN.damage('schön')} was schön", "schön was schön"),
    "damaged twice": (f"{KEPT.damage(KEPT.damage('isn’t'))} was isn’t", "isn’t was isn’t"),
    "in the text of a link": ("[cafÃ© is café](b.md)", "[café is café](b.md)"),
    "in two links": ("[[cafÃ©]] is not [[café]]", "[[café]] is not [[café]]"),
    "behind a link": ("[[cafÃ©|café]] is café", "[[café|café]] is café"),
    "before a link": ("café is [[cafÃ©|café]]", "café is [[café|café]]"),
    "two names of a note": ("---\naliases: [cafÃ©, café]\n---\n", "---\naliases: [café, café]\n---\n"),
    "quotes with the word in them": (f"{KEPT.damage('“café”')} or café", "“café” or café"),
    "all that is quoted": (f"{KEPT.damage('“foo”')} or “foo”", "“foo” or “foo”"),
    "several words": ("cafÃ© and thÃ© are café and thé", "café and thé are café and thé"),
}


@pytest.mark.parametrize(("text", "expected"), SURE.values(), ids=SURE)
def test_where_the_line_does_not_have_the_word_intact_its_mend_is_sure(text: str, expected: str) -> None:
    assert expected == mended(text)


@pytest.mark.parametrize(("text", "expected"), DOUBTED.values(), ids=DOUBTED)
def test_where_the_line_has_the_word_intact_its_mend_is_a_guess(text: str, expected: str) -> None:
    assert text == mended(text)
    assert expected == mended(text, unsafe=True)


def test_what_was_damaged_twice_is_not_mended_once_beside_what_it_was() -> None:
    text = "Ãƒâ€° is É damaged twice"

    assert text == mended(text)


def test_what_only_another_note_proves_is_a_guess_too() -> None:
    label = Document.of("index.md", "[🤝 The deal](note.md)\n")
    files = Files(frozenset({"note.md", "index.md"}))

    def message(text: str) -> str:
        vault = Vault({"note.md": Document.of("note.md", text), "index.md": label}, files)
        (verdict,) = judge(vault, {"note.md": CHARGED})
        return verdict.finding.message

    assert "intact" not in message("[ğŸ¤ The deal](b.md)\n")
    assert "the line also has `🤝` intact" in message("[ğŸ¤ The deal](b.md), not 🤝\n")


def test_of_a_link_that_needs_the_damage_only_that_is_said() -> None:
    vault = Vault({"note.md": Document.of("note.md", "[[cafÃ©]] is café\n")}, Files(frozenset({"note.md", "cafÃ©.md"})))
    (message,) = (each.finding.message for each in judge(vault, {"note.md": CHARGED}) if each.rule.name == "mojibake")

    assert "the file itself is named so" in message
    assert "intact" not in message


def test_of_several_words_only_those_that_stand_intact_are_left() -> None:
    assert mended("cafÃ© is café, rÃ©sumÃ© is not") == "cafÃ© is café, résumé is not"


def test_the_message_names_the_word_and_says_what_the_line_may_do() -> None:
    (verdict,) = judge(vault_of("isnâ€™t is isn’t\n"), {"note.md": CHARGED})

    assert verdict.finding.message.endswith("; the line also has `isn’t` intact: it may talk about the damage")


@pytest.mark.parametrize(
    ("name", "proved", "words"),
    [
        ("not-cafÃ©.md", "yes", "it was `not-café.md`: `--fix --rename-files`"),
        ("cafÃ©,café.md", "no", "it was `café,café.md`, if it does not talk about the damage: `--fix --unsafe-fixes"),
    ],
)
def test_a_name_that_has_the_word_intact_is_given_back_only_when_asked(name: str, proved: str, words: str) -> None:
    (verdict,) = judge(vault_of("Text\n", name), {name: CHARGED})

    assert words in verdict.finding.message
    assert ("proved", proved) in verdict.finding.details
