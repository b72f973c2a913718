"""The faults that links can have beside leading nowhere: what is told, what is mended, and what is left alone."""

from pathlib import Path

import pytest

from vaultfix.config import ConfigError, load
from vaultfix.document import Document
from vaultfix.engine import judge, mend
from vaultfix.opening import Settings, open_vaults
from vaultfix.passes.links import RULES
from vaultfix.rule import Severity, Verdict
from vaultfix.vault import PROFILES, Vault
from vaultfix.vault.customs import Customs
from vaultfix.vault.files import Files
from vaultfix.vault.hosts import Host, hosts, near
from vaultfix.vault.lookup import Fate
from vaultfix.vault.unwritten import Unwritten

BOTH = ("obsidian", "portable")
RULE = {rule().name: rule() for rule in RULES}
USUAL = tuple(rule for rule in RULE.values() if not rule.off)
# The vault of the A-examples, and what the rest needs.
NOTES = {
    "index.md": "# Home page\n",
    "a/x.md": "# A\n\n## B\n",
    "b/x.md": "",
    "b/Y Z.md": "",
    "b/index.md": "",
    "sky/a(b.md": "",
    "sky/a)b.md": "",
    "sky/100%.md": "",
    "sky/half moon.md": "",
    "sky/moon.md": "",
}
OTHERS = {"img/p.png", "a/.hidden/old.md", "node.txt"}


def vault_of(text: str, profiles: tuple[str, ...] = BOTH, customs: Customs | None = None) -> Vault:
    notes = {path: Document.of(path, note) for path, note in {**NOTES, "a/n.md": text}.items()}
    return Vault(notes, Files(frozenset(notes) | OTHERS), profiles, customs=customs or Customs())


def verdicts(vault: Vault, path: str = "a/n.md") -> list[Verdict]:
    return list(judge(vault, {path: USUAL}))


def found(text: str, profiles: tuple[str, ...] = BOTH) -> list[str]:
    return [verdict.rule.name for verdict in verdicts(vault_of(text, profiles))]


def mended(text: str, *, unsafe: bool = False) -> str:
    note = mend(vault_of(text), {"a/n.md": USUAL}, unsafe=unsafe).vault.note("a/n.md")
    assert note is not None
    return note.text


# The table under A-examples: what is found with Obsidian alone, and with GitHub as well.
A_EXAMPLES = [
    pytest.param("[[x]]", ["ambiguous-link"], ["ambiguous-link"], id="[[x]]"),
    pytest.param("[[y z]]", [], [], id="[[y z]]: capitals, a matter of Quartz [A5.3]"),
    pytest.param("[t](../b/Y%20Z.md) [t](<../b/Y Z.md>)", [], [], id="encoded, and in brackets"),
    pytest.param("[t](b/x.md)", [], ["obsidian-only-link"], id="[t](b/x.md) [A3.5]"),
    pytest.param("[t](../b/Y Z.md)", ["unencoded-space"], ["unencoded-space"], id="[t](../b/Y Z.md)"),
    pytest.param("[t](/index.md)", [], ["root-absolute-link"], id="[t](/index.md)"),
    pytest.param("[[p]]", ["unresolved-link"], ["unresolved-link"], id="[[p]]"),
    pytest.param("![[p.png|100x100]] [[p.png#icon]]", [], [], id="![[p.png|100x100]] [A2.4, A2.6]"),
    pytest.param("[[^abc]]", ["missing-block-hash"], ["missing-block-hash"], id="[[^abc]] [A2.5]"),
    pytest.param(
        "`[[nope]]` %%[[nope]]%% obsidian://open?file=nope ![v](https://youtu.be/q)", [], [], id="none [A4.3]"
    ),
]


@pytest.mark.parametrize(("text", "obsidian", "both"), A_EXAMPLES)
def test_the_examples_of_links(text: str, obsidian: list[str], both: list[str]) -> None:
    assert obsidian == found(text, ("obsidian",))
    assert both == found(text)


HEALTHY = [
    pytest.param("[t](#) [t](#b)\n\n# B\n", id="the top of the page [A2.3]"),
    pytest.param("[[a/x|x]] [x](x.md) [x](./x.md)", id="a path that says which [A3.5]"),
    pytest.param("[[index]] [[Index.md]] [[../index]]", id="the note at the root [A3.4, A3.5]"),
    pytest.param("[t](../sky/half%20moon.md 'half (moon)')", id="parentheses in a title"),
    pytest.param("(see [t](../sky/moon.md)) and so on)", id="parentheses around a link"),
    pytest.param("[t](../sky/a\\(b.md) [t](../sky/a%29b.md)", id="parentheses that are written well [A1.3]"),
    pytest.param("[t](https://example.org/a_(b)) [t](<https://example.org/a(b>)", id="on the web as well"),
    pytest.param("[t](https://example.org/?q=100%)", id="a per cent sign on the web"),
    pytest.param("[[1]](https://example.org)", id="a number before an address [A1.6]"),
    pytest.param(
        "[[sky/moon]](../sky/half moon.md) [[sky/moon]](a(b.md)", id="a remark right behind a wikilink [A1.6]"
    ),
    pytest.param("[x](../sky/100%25.md) [[100%]]", id="a per cent sign that is encoded, or needs not be [A2.7]"),
    pytest.param("[file](file:///C:/x.md) [mail](mailto:a@b.example)", id="schemes [A4.1]"),
    pytest.param("[[../sky/moon]] [[/index]]", id="wikilinks with steps and from the root [A3.4, A3.5]"),
    pytest.param("- [ ] task\n- [x] done [^1]\n- [?] odd\n\n[^1]: note\n", id="tasks and footnotes [E9, E10]"),
    pytest.param("> [!weird]- T\n> text[^1]\n\n[^1]: n\n", id="a callout [E8]"),
    pytest.param("matrix[i][j] and [[x]][1] and \\[a][b] and [a] [b]", id="brackets in a row [A1.5]"),
    pytest.param("inline^[a note] and `[^1]` and [^a b]", id="what is no footnote [E9]"),
    pytest.param("`[t]()` and\n\n    [[ sky/moon ]]\n", id="code [E2]"),
    pytest.param("%% [t](C:\\x.md) [a][b] [^9] %%", id="a comment [E3]"),
    pytest.param("$[a][b]$ and $$[t]()$$", id="math [E5]"),
    pytest.param("<!-- [t](..\\sky\\moon.md) -->", id="a comment in HTML [E4]"),
    pytest.param("[[<% tp.date.now() %>]] [t]({{url}}) [[{{title}} ]]", id="templates [E6]"),
]


@pytest.mark.parametrize("text", HEALTHY)
def test_what_is_well_is_left_alone(text: str) -> None:
    assert [name for name in found(text) if name != "ambiguous-link"] == []
    assert mended(text, unsafe=True) == text


FAULTY = [
    pytest.param("[t](../sky/a(b.md)", ["unbalanced-paren"], "[t](../sky/a%28b.md)", id="a `(` that none closes [A1.3]"),
    pytest.param("[t](../sky/a)b.md)", ["unresolved-link", "unbalanced-paren"], "[t](../sky/a%29b.md)", id="a `)` too early"),
    pytest.param("[t](../sky/q(b.md)", ["unbalanced-paren"], "[t](../sky/q(b.md)", id="of a file that is not there"),
    pytest.param("[t](..\\sky\\moon.md)", ["backslash-in-link"], "[t](../sky/moon.md)", id="backslashes [A4.4]"),
    pytest.param("[[sky\\moon|m]]", ["backslash-in-link"], "[[sky/moon|m]]", id="in a wikilink"),
    pytest.param("[t](..\\sky\\sun.md)", ["backslash-in-link"], "[t](..\\sky\\sun.md)", id="of a file that is not there "),
    pytest.param("[t](../sky/100%.md)", ["bad-percent-escape"], "[t](../sky/100%25.md)", id="a lone per cent sign [A2.7]"),
    pytest.param("[t](../sky/moon.md#50%)", ["bad-percent-escape", "missing-anchor"], "[t](../sky/moon.md#50%25)", id="in a fragment"),
    pytest.param("[t](50%.md)", ["unresolved-link", "bad-percent-escape"], "[t](50%.md)", id="of no file"),
    pytest.param("[t](%C3.md)", ["unresolved-link", "bad-percent-escape"], "[t](%C3.md)", id="half a letter"),
    pytest.param("[[ sky/moon |m]]", ["spaced-link"], "[[sky/moon|m]]", id="blanks around a name [A2.2]"),
    pytest.param("![[p.png |100]]", ["spaced-link"], "![[p.png|100]]", id="in an embed"),
    pytest.param("[[sun ]]", ["unresolved-link", "spaced-link"], "[[sun ]]", id="of no note"),
    pytest.param("[[moon#|m]] [t](../sky/moon.md#)", ["empty-anchor"] * 2, "[[moon|m]] [t](../sky/moon.md)", id="no anchor [A2.5]"),
    pytest.param("[t]() ![](<>) [[|m]]", ["empty-link"] * 3, "[t]() ![](<>) [[|m]]", id="no destination [A1.4]"),
    pytest.param("[[moon|m]](../sky/half%20moon.md)", ["mixed-link"], "[[moon|m]](../sky/half%20moon.md)", id="two kinds at once [A1.6]"),
    pytest.param("[t](/sky/moon.md#)", ["empty-anchor", "root-absolute-link"], "[t](../sky/moon.md)", id="from the root [A4.5]"),
    pytest.param("![t](</content/sky/half moon.md>)", ["root-absolute-link"], "![t](<../sky/half moon.md>)", id="with a publisher's folder"),
    pytest.param("[t](/content/sky/moon)", ["root-absolute-link"], "[t](../sky/moon.md)", id="and without its extension"),
    pytest.param("[t](/content/sky/sun.md)", ["unresolved-link"], "[t](/content/sky/sun.md)", id="of no note either"),
    pytest.param("[t](C:\\Users\\me\\sky\\moon.md)", ["os-path-link"], "[t](C:\\Users\\me\\sky\\moon.md)", id="somebody's disk [A4.1]"),
    pytest.param("[t](.hidden/old.md)", ["link-to-hidden"], "[t](.hidden/old.md)", id="what Obsidian hides [A7.1]"),
    pytest.param("[t](../sky/)", ["link-to-folder"], "[t](../sky/)", id="a folder [A3.9]"),
    pytest.param("[t](../../sky/moon.md)", ["link-outside-vault"], "[t](../sky/moon.md)", id="a step too many [A3.4]"),
    pytest.param("[t](../../README.md)", ["link-outside-vault"], "[t](../../README.md)", id="out of the vault [A8.1]"),
    pytest.param("[the moon][m] ![m][]", ["undefined-reference"] * 2, "[the moon][m] ![m][]", id="no definition [A1.5]"),
    pytest.param("[t][A  b]\n\n[a B]: ../sky/moon.md", [], "[t][A  b]\n\n[a B]: ../sky/moon.md", id="a definition, loosely [A1.5]"),
    pytest.param("wax[^1]!", ["undefined-footnote"], "wax[^1]!", id="no footnote [E9]"),
    pytest.param("wax\n\n[^1]: wane", ["unused-footnote"], "wax\n\n[^1]: wane", id="a footnote that none asks for [E9]"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "after"), FAULTY)
def test_a_fault_is_told_and_mended_where_that_is_certain(text: str, expected: list[str], after: str) -> None:
    assert sorted(expected) == sorted(found(text))
    assert after == mended(text)
    assert after == mended(after)


UNSAFE = [
    pytest.param("[t](../b/)", "[t](../b/index.md)", id="the index of a folder [A3.9]"),
    pytest.param("[t](C:\\Users\\me\\sky\\moon.md#x)", "[t](../sky/moon.md#x)", id="the end of a path [A4.1]"),
    pytest.param("[[moon#]]", "[[moon]]", id="what a reader sees [A2.5]"),
    pytest.param("[[p]]", "[[p.png]]", id="an extension [A3.2]"),
    pytest.param("[[Half moon.]]", "[[half moon]]", id="a full stop [A6.4]"),
    pytest.param("[[Home page]]", "[[index|Home page]]", id="a first heading [A3.8]"),
    pytest.param(
        "| a |\n|---|\n| [[Home page]] |\n", "| a |\n|---|\n| [[index\\|Home page]] |\n", id="in a table [A2.1]"
    ),
    pytest.param("[[Home page|home]] | or", "[[index|home]] | or", id="under an alias"),
]


@pytest.mark.parametrize(("before", "after"), UNSAFE)
def test_a_best_guess_is_made_only_when_asked_for(before: str, after: str) -> None:
    assert before == mended(before)
    assert after == mended(before, unsafe=True)


@pytest.mark.parametrize("text", sorted({str(case.values[0]) for case in (*A_EXAMPLES, *FAULTY, *UNSAFE)}))
@pytest.mark.parametrize("profiles", [("obsidian",), BOTH, PROFILES], ids="+".join)
def test_a_fix_never_adds_a_finding(text: str, profiles: tuple[str, ...]) -> None:  # F11
    for unsafe in (False, True):
        after = mend(vault_of(text, profiles), {"a/n.md": USUAL}, unsafe=unsafe)

        assert len(after.left) <= len(verdicts(vault_of(text, profiles)))
        assert after.quarrels == ()


TWICE_WRONG = [
    "[t](..\\SKY\\Moon.md#)",
    "[t](/Sky/Half%20moon.md#)",
    "[t](/content/SKY/moon.md)",
    "[t](../../Sky/moon.md#)",
    "![t](SKY/half moon.md)",
    "[[ Sky\\Moon #|m]]",
]


TEXTS = sorted({str(case.values[0]) for case in (*A_EXAMPLES, *FAULTY, *UNSAFE)} | {*TWICE_WRONG})


@pytest.mark.parametrize("text", TEXTS)
def test_the_order_of_rules_makes_no_difference(text: str) -> None:
    for unsafe in (False, True):
        ends = [mend(vault_of(text, PROFILES), {"a/n.md": rules}, unsafe=unsafe) for rules in (USUAL, USUAL[::-1])]
        notes = [end.vault.note("a/n.md") for end in ends]

        assert len({note.text for note in notes if note}) == 1


PLACES = [
    pytest.param("---\nup: '[[nope]]'\n---\n", 1, id="a property [A1.7]"),
    pytest.param("---\nup:\n  - '[[nope]]'\n  - \"[t](nope.md)\"\n---\n", 2, id="a list of properties [A1.7]"),
    pytest.param("> [!note] [[nope]]\n> ![[nope]]\n", 2, id="a callout [A1.2]"),
    pytest.param("A[^1].\n\n[^1]: See [[nope]].\n", 1, id="a footnote [A1.2]"),
    pytest.param("[nope]: ./nope.md\n\n[nope]\n", 1, id="a definition [A1.5]"),
    pytest.param("| a | b |\n|---|---|\n| [[nope\\|n]] | [n](nope.md) |\n", 2, id="a table [A2.1]"),
    pytest.param("# On [[nope]]\n\n- [n](nope.md)\n  - ![n](nope.png)\n", 3, id="headings and lists [A1.2]"),
    pytest.param("key:: [[nope]]\n", 1, id="an inline field [E7]"),
    pytest.param("costs $5 and $6 [x](nope.md)\n", 1, id="between prices [E5]"),
    pytest.param("`[[nope]]` and ``[x](nope.md)``\n", 0, id="code [E2]"),
    pytest.param("> ~~~\n> [x](nope.md)\n> ~~~\n", 0, id="a fence in a quote [E1]"),
    pytest.param("```dataview\nFROM [[nope]]\n```\n", 0, id="a query [E1]"),
    pytest.param("%% [[nope]] %%\n\n<!-- [x](nope.md) -->\n", 0, id="comments [E3, E4]"),
    pytest.param("$[[a]]|b|$\n\n$$\n[[nope]]\n$$\n", 0, id="math [E5]"),
    pytest.param("[[{{date}}]] [[<% tp.date.now() %>]]\n", 0, id="templates [E6]"),
    pytest.param("\\[[nope]] \\[x](nope.md)\n", 0, id="behind a backslash [A1.2]"),
]


@pytest.mark.parametrize(("text", "expected"), PLACES)
def test_links_are_judged_where_they_are_links(text: str, expected: int) -> None:  # E-examples
    broken = [name for name in found(text) if name in {"unresolved-link", "unresolved-embed"}]

    assert expected == len(broken)


SAID = [
    ("[[x]]", "2 files fit; Obsidian opens `a/x.md`, not `b/x.md`"),
    ("[x](../sky/a(b.md)", "a `(` that is never closed keeps this from being a link; close it, or write it as `%28`"),
    ("[[Home page]]", "no note `Home page` in the vault; did you mean `index`?"),
    ("[t](../b/)", "`b` is a folder, which Obsidian does not open"),
    ("[t](../..)", "`../..` climbs out of the vault"),
    ("[t](../../sky/moon.md)", "`../../sky/moon.md` climbs out of the vault; Obsidian opens `sky/moon.md`"),
    ("[t](/index.md)", "a link from the root depends on where the notes are published; it means `index.md`"),
    ("[a][m]", "no line defines `[m]:`"),
]


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_a_message_says_what_is_wrong(text: str, expected: str) -> None:
    assert [expected] == [verdict.finding.message for verdict in verdicts(vault_of(text))]


def test_two_readers_that_open_different_files_are_told_apart() -> None:  # A3.5
    notes = {path: Document.of(path, "") for path in ("x.md", "a/x.md")}
    text = Document.of("a/n.md", "[x](x.md)")
    vault = Vault({**notes, "a/n.md": text}, Files(frozenset({*notes, "a/n.md"})), PROFILES)
    (verdict,) = judge(vault, {"a/n.md": [RULE["ambiguous-link"]]})

    assert verdict.finding.message == "opens `x.md` in Obsidian, but `a/x.md` on GitHub"
    assert [choice.text for choice in verdict.finding.choices] == ["[x](../x.md)", "[x](./x.md)"]


CHOICES = [
    pytest.param("[[k]]", ["[[r/k]]", "[[s/k]]"], id="a wikilink"),
    pytest.param("![[k|t]]", ["![[r/k|t]]", "![[s/k|t]]"], id="an embed"),
]


@pytest.mark.parametrize(("text", "expected"), CHOICES)
def test_each_choice_means_just_one_file(text: str, expected: list[str]) -> None:
    notes = {path: Document.of(path, "") for path in ("r/k.md", "s/k.md")}
    vault = Vault({**notes, "n.md": Document.of("n.md", text)}, Files(frozenset({*notes, "n.md"})))
    (verdict,) = judge(vault, {"n.md": [RULE["ambiguous-link"]]})

    assert expected == [choice.text for choice in verdict.finding.choices]
    for choice, file in zip(expected, ("r/k.md", "s/k.md"), strict=True):
        (trail,) = vault.trails(Document.of("n.md", choice))
        assert (trail.reaches[0].path, trail.reaches[0].fate, trail.reaches[0].rivals) == (file, Fate.REACHED, ())


UNWRITTEN = [
    pytest.param([], "[[Ada]]", Severity.ERROR, id="nothing is said"),
    pytest.param(["people/"], "[[Ada]]", Severity.ERROR, id="a folder, and a name without it"),
    pytest.param(["people/"], "[[people/Ada]]", Severity.INFO, id="a folder"),
    pytest.param(["people/"], "[t](../people/ada.md)", Severity.INFO, id="a folder, from a Markdown link"),
    pytest.param(["people/"], "[[../people/Ada]]", Severity.INFO, id="a folder, from a wikilink with steps [A3.4]"),
    pytest.param(["people/"], "![[people/Ada]]", Severity.ERROR, id="an embed is no promise"),
    pytest.param(["people/"], "[[people/ada.png]]", Severity.ERROR, id="nor is a picture"),
    pytest.param(["20??-??-??"], "[[2031-01-02]]", Severity.INFO, id="a pattern of names"),
    pytest.param(["*.md"], "[[Ada]]", Severity.INFO, id="a pattern with the extension"),
    pytest.param(["*.md", "!Ada.md"], "[[Ada]]", Severity.ERROR, id="a pattern that takes one out"),
    pytest.param(["wikilinks"], "[[Ada]]", Severity.INFO, id="every wikilink"),
    pytest.param(["wikilinks"], "[t](Ada.md)", Severity.ERROR, id="and no Markdown link"),
    pytest.param(["linked-from = 3"], "[[Ada]]", Severity.INFO, id="as many notes as are needed"),
    pytest.param(["linked-from=4"], "[[Ada]]", Severity.ERROR, id="one note too few"),
    pytest.param(["linked-from = 3"], "[t](ada.md)", Severity.INFO, id="by whatever link"),
    pytest.param(["linked-from = 3"], "[[Bob]]", Severity.ERROR, id="a name that stands alone"),
]


@pytest.mark.parametrize(("words", "text", "severity"), UNWRITTEN)
def test_links_to_notes_still_to_be_written_are_told_as_such(words: list[str], text: str, severity: Severity) -> None:
    vault = vault_of(text, customs=Customs(unwritten=Unwritten.of(words)))
    others = [Document.of("b/x.md", "[[Ada]] [[ada|a]]"), Document.of("index.md", "[a](a/Ada.md)")]
    (verdict,) = verdicts(vault.turned(others))

    assert severity == verdict.severity
    assert ("is still to be written" in verdict.finding.message) is (severity is Severity.INFO)


def test_a_promise_is_never_rewritten() -> None:
    vault = vault_of("[[moom]]", customs=Customs(unwritten=Unwritten.of(["wikilinks"])))
    (verdict,) = verdicts(vault)

    assert verdict.finding.fix is None
    assert verdict.finding.message == "the note `moom` is still to be written; did you mean `moon`?"


@pytest.mark.parametrize("number", ["", "0", "many", "-1", "1.5"])
def test_linked_from_needs_a_number(number: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="linked-from"):
        load(tmp_path, overrides={"unwritten": [f"linked-from = {number}"]})


APP = b'{"newLinkFormat": "absolute", "attachmentFolderPath": "./files", "useMarkdownLinks": true, "more": [1]}'
CONFIG = b'profiles = ["quartz"]\nquartz-links = "relative"\npublish-prefixes = ["site/"]\nunwritten = ["wikilinks"]\n'


@pytest.mark.parametrize("app", [None, b"{", b"[]", b'{"newLinkFormat": ["x"], "attachmentFolderPath": 3}', APP])
def test_the_customs_of_a_vault_come_from_its_configuration_and_from_obsidian(
    app: bytes | None, tmp_path: Path
) -> None:
    (tmp_path / ".obsidian").mkdir()
    (tmp_path / "vaultfix.toml").write_bytes(CONFIG)
    (tmp_path / "n.md").write_bytes(b"[[n]]\n")
    if app is not None:
        (tmp_path / ".obsidian/app.json").write_bytes(app)
    ((session,), troubles) = open_vaults([str(tmp_path)], Settings())
    customs = session.vault.customs

    assert troubles == ()
    assert session.vault.profiles == ("quartz",)
    assert (customs.quartz_links, customs.publish_prefixes, customs.unwritten.wikilinks) == (
        "relative",
        ("site/",),
        True,
    )
    told = ("absolute", "./files") if app == APP else ("shortest", "/")  # A7.2
    assert (customs.link_format, customs.attachment_folder) == told


WRITTEN = [
    pytest.param("shortest", "[[old/Y Z]]", "[[Y Z]]", id="as short as can be"),
    pytest.param("absolute", "[[old/Y Z]]", "[[b/Y Z]]", id="from the root"),
    pytest.param("relative", "[[old/Y Z]]", "[[../b/Y Z]]", id="from the note"),
    pytest.param("absolute", "[t](old/Y%20Z.md)", "[t](../b/Y%20Z.md)", id="a Markdown link as every reader wants it"),
]


@pytest.mark.parametrize(("form", "before", "after"), WRITTEN)
def test_a_wikilink_is_repaired_as_obsidian_is_told_to_write(form: str, before: str, after: str) -> None:  # A7.2
    customs = Customs(link_format=form)  # type: ignore[arg-type]  # one of the three
    note = mend(vault_of(before, customs=customs), {"a/n.md": USUAL}, unsafe=True).vault.note("a/n.md")

    assert note is not None
    assert after == note.text


def test_publishing_prefixes_are_the_authors_to_name() -> None:  # A4.5
    text = "[t](/site/sky/moon.md)"

    assert [each.rule.name for each in verdicts(vault_of(text))] == ["unresolved-link"]
    customs = Customs(publish_prefixes=("/site/",))
    assert [each.rule.name for each in verdicts(vault_of(text, customs=customs))] == ["root-absolute-link"]


NAMES = [
    pytest.param("a/note (1).md", BOTH, None, id="a usual name"),
    pytest.param("R&D 100%.md", BOTH, None, id="what Quartz alone changes"),
    pytest.param("R&D.md", PROFILES, None, id="an ampersand, which is but spelled out [A6.3]"),
    pytest.param("5%.md", PROFILES, "the name `5%.md`: Quartz changes `%` in its address", id="where Quartz is asked"),
    pytest.param("C#.md", BOTH, "the name `C#.md`: Obsidian's links cannot hold `#`", id="a hash [A6.2]"),
    pytest.param("why?.md", BOTH, "the name `why?.md`: Windows allows no `?`", id="a question mark"),
    pytest.param(
        "a|b.md", BOTH, "the name `a|b.md`: Obsidian's links cannot hold `|`, and Windows allows no `|`", id="a bar"
    ),
    pytest.param("NUL.txt.md", BOTH, "the name `NUL.txt.md`: Windows keeps it for a device", id="a device"),
    pytest.param("nullable.md", BOTH, None, id="a word that starts like one"),
    pytest.param("e. /n.md", BOTH, "the name `e. `: Windows drops the dot or blank at its end", id="a folder"),
    pytest.param(".trash/C#.md", BOTH, None, id="what is hidden"),
]


@pytest.mark.parametrize(("path", "profiles", "expected"), NAMES)
def test_a_name_that_some_disk_or_link_cannot_hold(path: str, profiles: tuple[str, ...], expected: str | None) -> None:
    note = Document.of(path, "text\n")
    vault = Vault({path: note}, Files(frozenset({path})), profiles)
    told = [verdict.finding.message for verdict in judge(vault, {path: [RULE["unsafe-name"]]})]

    assert told == ([expected] if expected else [])


COLLIDING = [
    pytest.param({"a/n.md", "b/N.md"}, 0, id="in two folders"),
    pytest.param({"straße.md", "strasse.md"}, 0, id="sharp s is not two [A5.2]"),
    pytest.param({"Russell Ackoff.md", "russell-ackoff.md"}, 0, id="a hyphen is a difference [A5.4]"),
    pytest.param({"n.md", "N.md"}, 2, id="capitals [A5.4]"),
    pytest.param({"\u00e9.md", "e\u0301.md"}, 2, id="accents, composed or not [A5.4]"),
    pytest.param({"ΟΔΟΣ.md", "οδος.md"}, 2, id="a final sigma [H8]"),
    pytest.param({"a/n.md", "A/n.md"}, 2, id="in folders that are one"),
    pytest.param({"İ.md", "i.md"}, 0, id="a dotted capital i is no i [H8]"),
]


@pytest.mark.parametrize(("paths", "expected"), COLLIDING)
def test_names_that_one_disk_cannot_hold_both(paths: set[str], expected: int) -> None:
    vault = Vault({path: Document.of(path, "") for path in paths}, Files(frozenset(paths)))
    told = list(judge(vault, {path: [RULE["colliding-names"]] for path in paths}))

    assert expected == len(told)
    assert len({verdict.finding.message for verdict in told}) <= 1


SAME_ADDRESS = [
    pytest.param({"a b.md", "a_b.md", "A b.md"}, 0, id="three addresses"),
    pytest.param({"a b.md", "a-b.md"}, 2, id="a blank and a hyphen"),
    pytest.param({"C#.md", "C.md"}, 2, id="a sign that is gone"),
    pytest.param({"x.md", "x/index.md"}, 2, id="a note and the index of a folder"),
    pytest.param({"x.md", "x.png"}, 0, id="a picture keeps its extension"),
]


@pytest.mark.parametrize(("paths", "expected"), SAME_ADDRESS)
def test_files_that_quartz_would_publish_over_each_other(paths: set[str], expected: int) -> None:  # A6.3, A9.1
    notes = {path: Document.of(path, "") for path in paths if path.endswith(".md")}
    charges = dict.fromkeys(notes, (RULE["colliding-names"],))
    told = {
        profiles: [
            verdict
            for verdict in judge(Vault(notes, Files(frozenset(paths)), profiles), charges)
            if "address" in verdict.finding.message
        ]
        for profiles in (BOTH, PROFILES)
    }

    assert (0, expected) == (len(told[BOTH]), len(told[PROFILES]))


def test_an_attachment_speaks_through_the_first_note_that_links_to_it() -> None:
    texts = {"a.md": "nothing\n", "c/b.md": "see ![[p#1.png]] and ![p](p%231.png)\n", "d.md": "[p](c/p%231.png)\n"}
    notes = {path: Document.of(path, text) for path, text in texts.items()}
    vault = Vault(notes, Files(frozenset({*notes, "c/p#1.png", "c/q.png", "e/f/g.png"})))
    speaking = hosts(vault, {"a.md", "c/p#1.png", "c/q.png", "e/f/g.png"})

    assert speaking["a.md"] == Host("a.md")
    assert (speaking["c/p#1.png"].path, speaking["c/p#1.png"].span.start) == ("c/b.md", 21)
    assert speaking["c/q.png"] == Host("c/b.md")
    assert speaking["e/f/g.png"] == Host("a.md")
    assert near(Vault({}, Files(frozenset({"p.png"}))), "") is None


NOBODY = {
    "index.md": "[[linked]] and `[[coded]]`\n",
    "linked.md": "[[linked]] ![[used.png]] <img src='img/shown.png'>\n",
    "coded.md": "",
    "lonely.md": "[up](index.md)\n",
    "other/README.md": "",
}


def test_what_nothing_links_to_is_told_on_request() -> None:
    notes = {path: Document.of(path, text) for path, text in NOBODY.items()}
    pictures = {"img/used.png", "img/shown.png", "img/spare.png", "img/notes.txt", ".obsidian/icon.png"}
    vault = Vault(notes, Files(frozenset(notes) | pictures))
    charges = dict.fromkeys(notes, (RULE["orphan-note"], RULE["unused-attachment"]))
    told = [(verdict.doc.path, verdict.finding.message) for verdict in judge(vault, charges)]

    assert told == [
        ("coded.md", "no note uses `img/spare.png`"),
        ("lonely.md", "no other note links to this one"),
    ]
