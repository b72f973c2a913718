"""What must not fool the linter [E1-E13]: every rule that is on judges each trap, alone in its note."""

import pytest

from vaultfix.document import BOM, Document
from vaultfix.engine import judge, mend
from vaultfix.passes import PASSES
from vaultfix.vault import Vault
from vaultfix.vault.files import Files

RULES = tuple(rule() for group in PASSES for rule in group.rules if not rule.off)
BARE = "[[nope]] ![[nope.png]] [x](nope.md) [y](a b.md)\n| a | b |\n|---|---|\n| 1 |\n"
"""What is at fault five times over, were it not hidden."""
BAIT = "ğŸ‡·ğŸ‡º " + BARE
"""The same, and mojibake, which is mended in comments, HTML and math too, but not in code [E13]."""


def vault(text: str) -> Vault:
    return Vault({"note.md": Document.of("note.md", text)}, Files(frozenset({"note.md"})))


def found(text: str) -> list[str]:
    return [verdict.rule.name for verdict in judge(vault(text), {"note.md": RULES})]


def inside(mark: str, text: str) -> str:
    return "".join(f"{mark}{line}" for line in text.splitlines(keepends=True))


def test_the_bait_is_taken_where_nothing_hides_it() -> None:
    assert sorted(found(BAIT)) == ["mojibake", "short-row", "unencoded-space", "unresolved-embed"] + 2 * [
        "unresolved-link"
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"```\n{BAIT}```\n", id="E1 a fence"),
        pytest.param(f"~~~~ md\n~~~\n{BAIT}~~~~~\n", id="E1 a longer fence around a shorter"),
        pytest.param(f"   ````\n{BAIT}```\n   ````\n", id="E1 a fence that is indented by three"),
        pytest.param(inside("> ", f"~~~\n{BAIT}~~~\n"), id="E1 a fence in a quote"),
        pytest.param("> [!tip]- T\n" + inside("> ", f"```\n{BAIT}```\n"), id="E1 E8 a fence in a callout"),
        pytest.param("> [!a]\n>> [!b]\n" + inside(">> ", f"```\n{BAIT}```\n"), id="E1 E8 in a callout in a callout"),
        pytest.param("1. a\n\n" + inside("   ", f"```\n{BAIT}```\n"), id="E1 a fence in an item"),
        pytest.param("- ```\n" + inside("  ", f"{BAIT}```\n"), id="E1 a fence right behind the mark of an item"),
        *(
            pytest.param(f"```{language}\n{BAIT}```\n", id=f"E1 a fence of {language}")
            for language in ("dataview", "dataviewjs", "mermaid", "base", "query", "tasks")
        ),
        pytest.param("`[[nope]]` and ``[x](nope.md)``\n", id="E2 code in a line"),
        pytest.param("`` ` [[nope]] ``\n", id="E2 with a backtick in it"),
        pytest.param("`a\n[[nope]]`\n", id="E2 over two lines"),
        pytest.param("> `a\n> [[nope]]`\n", id="E2 over two lines of a quote"),
        pytest.param("a\n\n" + inside("    ", BAIT), id="E2 indented code"),
        pytest.param("a\n\n" + inside("\t", BAIT), id="E2 after a tab"),
        pytest.param("- a\n\n" + inside("      ", BAIT), id="E2 indented code in an item"),
        pytest.param("%%[[nope]]%% and %% [x](nope.md) %%\n", id="E3 comments in a line"),
        pytest.param(f"%%\n{BARE}\n```\n%%\n", id="E3 a comment over lines, with half a fence in it"),
        pytest.param(inside("> ", f"%%\n{BARE}%%\n"), id="E3 a comment in a quote"),
        pytest.param("`%%` [x](#here) `%%`\n\n# Here\n", id="E3 signs in code open no comment"),
        pytest.param("<!-- [x](nope.md) -->\n", id="E4 an HTML comment"),
        pytest.param(f"<!--\n{BARE}\n[x](nope.md)\n-->\n", id="E4 an HTML comment over blank lines"),
        pytest.param(f"<div>\n{BARE}</div>\n", id="E4 HTML"),
        pytest.param(
            "<table>\n<tr><td>| a |\n|---|---|\n</td></tr>\n</table>\n", id="E4 a table of HTML is none of ours"
        ),
        pytest.param(
            '<blockquote class="post" data-x="[[nope]]"><p>a | b</p></blockquote>\n', id="E4 an embed on one line"
        ),
        pytest.param('a <b title="[[nope]]">b</b>\n', id="E4 the attribute of a tag"),
        pytest.param("$[[nope]]|b|$ and $a_{[x](nope.md)}$\n", id="E5 math in a line"),
        pytest.param(f"$$\n{BARE}$$\n", id="E5 a block of math"),
        pytest.param("$a \\$ [[nope]]$\n", id="E5 an escaped dollar closes nothing"),
        pytest.param("[[<% tp.date.now() %>]] ![[{{picture}}]]\n", id="E6 templates in links"),
        pytest.param("<%*\n[[nope]]\n%>\n", id="E6 a command over lines"),
        pytest.param("[{{title}}]({{title}}.md) {{date:YYYY [[nope]]}}\n", id="E6 the variables of core templates"),
        pytest.param("> [!weird]- T\n> text\n\n> [!NOTE]+\n> text\n", id="E8 callouts of any type are no references"),
        pytest.param("a[^1] b^[inline | note]\n\n[^1]: note\n\n    more\n", id="E9 footnotes are no references"),
        pytest.param("- [ ] a\n- [x] b\n- [?] c\n- [/] d\n", id="E10 tasks of any kind"),
        pytest.param("#a/b #tag\n\n---\n\n***\n==a== ~~b~~\n", id="E10 tags, rules, marks"),
        pytest.param("\\[[nope]] \\[x](nope.md) !\\[[nope]]\n", id="E10 A1.2 escaped links"),
        pytest.param("\\`[a](#h) \\`\n\n# H\n", id="E10 escaped backticks hide nothing"),
        pytest.param("{{< youtube a >}}\n\n<Component a={b} />\n", id="E11 shortcodes and components are text"),
        pytest.param(f"---\na: x\n---\n```\n{BAIT}```\n", id="below frontmatter"),
        pytest.param("---\na: |\n  | a | b |\n  |---|---|\n  | 1 |\n---\n", id="a table in frontmatter is text"),
    ],
)
def test_what_is_hidden_is_not_judged(text: str) -> None:
    assert found(text) == []
    assert found(text.replace("\n", "\r\n")) == []


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        pytest.param("key:: [[nope]]\n", ["unresolved-link"], id="E7 the value of a field is live"),
        pytest.param("[key:: [[nope]]]\n", ["unresolved-link"], id="E7 also in brackets"),
        pytest.param("costs $5 and $6 [x](nope.md)\n", ["unresolved-link"], id="E5 prices are no math"),
        pytest.param("$5 [[nope]] $6\n", ["unresolved-link"], id="E5 nor with a link between"),
        pytest.param("> [!tip]\n> ![[nope]]\n", ["unresolved-embed"], id="E8 a callout is live"),
        pytest.param("- [ ] [[nope]]\n", ["unresolved-link"], id="E10 so is a task"),
        pytest.param("[^1]: [[nope]]\n\na[^1]\n", ["unresolved-link"], id="E9 and a footnote"),
        pytest.param("==[[nope]]== ~~[x](nope.md)~~\n", 2 * ["unresolved-link"], id="E10 and what is marked"),
        pytest.param("`a` [[nope]] `b`\n", ["unresolved-link"], id="E2 what stands between code"),
        pytest.param("a ` [[nope]]\n\nb `\n", ["unresolved-link"], id="E2 a span ends with its paragraph"),
        pytest.param("- a\n\n    [[nope]]\n", ["unresolved-link"], id="E2 indentation in an item"),
        pytest.param("a %% b [[nope]]\n", ["unresolved-link"], id="E3 a sign without a partner"),
        pytest.param("```\n%%\n```\n\n[[nope]]\n", ["unresolved-link"], id="E3 a sign in a fence"),
        pytest.param("<div>\n\n[[nope]]\n\n</div>\n", ["unresolved-link"], id="E4 HTML ends at a blank line"),
        pytest.param("a <b>[[nope]]</b>\n", ["unresolved-link"], id="E4 what stands between tags"),
        pytest.param("``` a`b\n[[nope]]\n", ["unresolved-link"], id="E1 a backtick in the info makes it no fence"),
        pytest.param("~~~\na\n~~~~\n[[nope]]\n", ["unresolved-link"], id="E1 a longer fence closes too"),
        pytest.param(
            "> ```\n> a\n\n[[nope]]\n", ["unclosed-fence", "unresolved-link"], id="E1 code ends with its quote"
        ),
    ],
)
def test_what_only_looks_hidden_is_judged(text: str, rules: list[str]) -> None:
    assert found(text) == rules
    assert found(text.replace("\n", "\r\n")) == rules


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{BOM}a\u00a0b \u202fc\r\nd\ne", id="a byte order mark, no-break spaces, mixed line ends"),
        pytest.param("❤️ 👨‍👩‍👧 🇺🇸 1️⃣ ☑\ufe0e e\u0301 é\n", id="variation selectors, joiners, both forms of é"),
        pytest.param("\x85a\u2028b\u2029c\x0bd\x0ce\n", id="what other programs take for line ends"),
        pytest.param("a  \nb\t\n   \n", id="space behind lines"),
    ],
)
def test_no_byte_changes_that_nobody_asked_for(text: str) -> None:
    """E12: only what an edit spans is written anew; here the table's short row."""
    doc = Document.of("note.md", f"{text}\n\n|a|b|\n|-|-|\n|1|\n\n{text}")
    only = tuple(rule for rule in RULES if rule.name == "short-row")
    note = mend(Vault({"note.md": doc}, Files(frozenset({"note.md"}))), {"note.md": only}).vault.note("note.md")

    assert note is not None
    assert note.raw == f"{text}\n\n|a|b|\n|-|-|\n|1| |\n\n{text}".encode()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("It said `expulsiÃ³n`, and meant expulsión.\n", id="in code in a line"),
        pytest.param("```\nâ€œso it goesâ€\n```\n\nNaïve, isn’t it?\n", id="in a fence"),
        pytest.param(
            "São Tomé, Ångström, Château, ÎLE, “â” † ‡ • … ‰ ™\n", id="letters and signs that damage begins with"
        ),
    ],
)
def test_mojibake_is_not_seen_where_it_is_meant(text: str) -> None:
    """E13"""
    assert found(text) == []
