"""Every example of every rule, plain and in each dress it fits: one example, many tests."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest

from vaultfix.document import BOM, Document
from vaultfix.engine import judge, mend
from vaultfix.passes import PASSES
from vaultfix.proof import everywhere, surprises
from vaultfix.rule import Example, Rule
from vaultfix.syntax.zones import Zone
from vaultfix.vault import Vault
from vaultfix.vault.files import Files
from vaultfix.vault.schema import Schemas

RULES = tuple(rule() for group in PASSES for rule in group.rules)

DRESS: dict[str, Callable[[str], str]] = {
    "plain": lambda text: text,
    "crlf": lambda text: text.replace("\n", "\r\n"),
    "bom": lambda text: BOM + text,
    "frontmatter": lambda text: "---\nshare: false\n---\n" + text,
    "no final newline": lambda text: text.removesuffix("\n"),
    "quote": lambda text: "".join(f"> {line}" for line in text.splitlines(keepends=True)),
    "fence": lambda text: f"~~~~~~text\n{text}~~~~~~\n",
}


def dressed(example: Example, dress: str) -> Example:
    put_on = DRESS[dress]
    after = None if example.after is None else put_on(example.after)
    return example._replace(text=put_on(example.text), after=after)


def vault_of(example: Example) -> Vault:
    notes = {path: Document.of(path, text) for path, text in (*example.others, (example.path, example.text))}
    documents = {path: doc for path, doc in notes.items() if path.endswith(".md")}
    vault = Vault(documents, Files(frozenset(notes)), example.profiles, schemas=Schemas(example.schemas))
    return replace(vault, before=before(vault, example), moved=dict(example.renamed)) if example.renamed else vault


def before(vault: Vault, example: Example) -> Vault:
    """Return the vault as it was before the example's files were renamed."""
    old = {new: old for old, new in example.renamed}
    documents = {
        old.get(path, path): Document(old.get(path, path), doc.raw) if path in old else doc
        for path, doc in vault.documents.items()
    }
    return Vault(documents, Files(frozenset(old.get(path, path) for path in vault.files.paths)), example.profiles)


def found(vault: Vault, path: str, *rules: Rule) -> list[str]:
    return [verdict.rule.name for verdict in judge(vault, {path: rules})]


def hidden(rule: Rule, dress: str) -> bool:
    return dress == "fence" and Zone.FENCED_CODE not in rule.touches


WORN = [
    (rule, dressed(example, dress), dress)
    for rule in RULES
    for example in rule.examples
    for dress in ("plain", *example.dresses)
]
CASES = [pytest.param(*worn, id=f"{worn[0].name}: {worn[1].title} ({worn[2]})") for worn in WORN]
MENDED = [
    pytest.param(rule, example, id=f"{rule.name}: {example.title} ({dress})")
    for rule, example, dress in WORN
    if example.after is not None and not hidden(rule, dress)
]


@pytest.mark.parametrize(("rule", "example", "dress"), CASES)
def test_an_example_shows_what_its_rule_finds(rule: Rule, example: Example, dress: str) -> None:
    findings = found(vault_of(example), example.path, rule)

    if hidden(rule, dress) or (example.after is None and example.faults is None):
        assert findings == []
    elif example.faults is not None:
        assert findings == [rule.name] * example.faults
    else:
        assert findings


@pytest.mark.parametrize(("rule", "example", "dress"), CASES)
def test_an_example_is_mended_as_promised_and_then_settled(rule: Rule, example: Example, dress: str) -> None:
    after = example.text if example.after is None or hidden(rule, dress) else example.after
    mended = mend(vault_of(example), {example.path: [rule]}, unsafe=example.unsafe)
    note = mended.vault.note(example.path)

    assert note is not None
    assert note.text == after
    assert mended.quarrels == ()
    again = mend(vault_of(example._replace(text=after)), {example.path: [rule]}, unsafe=example.unsafe)
    assert again.fixed == ()


@pytest.mark.parametrize(("rule", "example"), MENDED)
def test_no_other_rule_objects_to_a_fix(rule: Rule, example: Example) -> None:
    # A rule that is off judges form, and may well find some in a table that has just come to be one.
    others = [other for other in RULES if other != rule and not other.off]
    mended = mend(vault_of(example), {example.path: [rule]}, unsafe=example.unsafe)

    before = Counter(found(vault_of(example), example.path, *others))
    after = Counter(found(mended.vault, example.path, *others))
    assert after <= before


@pytest.mark.parametrize(("rule", "example"), MENDED)
def test_a_mended_example_holds_no_surprise(rule: Rule, example: Example) -> None:
    vault = vault_of(example)
    asked = tuple({type(each): each for each in (*RULES, rule) if each == rule or not each.off}.values())
    mended = mend(vault, {example.path: asked}, unsafe=example.unsafe)
    fixed = [verdict for verdict in mended.fixed if verdict.doc.path == example.path]
    then, now = everywhere(vault), everywhere(mended.vault)

    assert fixed
    assert list(surprises(then, now, example.path, fixed, asked)) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_shows_health_as_well_as_fault(rule: Rule) -> None:
    kinds = {example.after is None and example.faults is None for example in rule.examples}

    assert kinds == {True, False}


@pytest.mark.parametrize(("rule", "example", "dress"), CASES)
def test_no_rule_would_find_what_it_has_no_doubt_about(rule: Rule, example: Example, dress: str) -> None:
    vault = vault_of(example)
    note = vault.note(example.path)
    others = RULES if dress == "plain" else (rule,)

    assert note is not None
    assert [each.name for each in others if not each.doubt.holds(note, vault) and any(each.check(note, vault))] == []
