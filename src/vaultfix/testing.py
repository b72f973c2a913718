"""Testing: every example of a rule becomes many tests, plain and in each dress that it fits.

```python
import pytest
from vaultfix.testing import Trial, trials

@pytest.mark.parametrize("trial", trials(ShortPoem), ids=str)
def test_short_poem(trial: Trial) -> None:
    trial.run()
```
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from vaultfix.document import BOM, Document
from vaultfix.engine import judge, mend
from vaultfix.passes import PASSES
from vaultfix.proof import surprises
from vaultfix.rule import Example, Rule
from vaultfix.syntax.zones import Zone
from vaultfix.vault import Vault, everywhere
from vaultfix.vault.files import Files
from vaultfix.vault.schema import Schemas

_FENCE = "fence"

DRESSES: Mapping[str, Callable[[str], str]] = {
    "plain": lambda text: text,
    "crlf": lambda text: text.replace("\n", "\r\n"),
    "bom": lambda text: BOM + text,
    "frontmatter": lambda text: "---\nshare: false\n---\n" + text,
    "no final newline": lambda text: text.removesuffix("\n"),
    "quote": lambda text: "".join(f"> {line}\n" for line in text.removesuffix("\n").split("\n")),
    _FENCE: lambda text: f"~~~~~~text\n{text}~~~~~~\n",
}
"""How an example is dressed, by the name of the dress."""


@dataclass(frozen=True)
class Trial:
    """One example of a rule in one dress."""

    rule: Rule
    example: Example
    dress: str

    def __str__(self) -> str:
        """Name the trial."""
        return f"{self.rule.name}: {self.example.title} ({self.dress})"

    @property
    def is_hidden(self) -> bool:
        """Whether the dress puts the example where the rule has nothing to say."""
        return self.dress == _FENCE and Zone.FENCED_CODE not in self.rule.touches

    @property
    def is_mended(self) -> bool:
        """Whether a fix is shown."""
        return self.example.after is not None and not self.is_hidden

    def run(self) -> None:
        """See that the rule finds what the example shows, mends it as promised, and harms nothing.

        Raises:
            AssertionError: it does not.
        """
        self.run_findings()
        self.run_fix()
        if self.is_mended:
            self.run_beside_others()

    def run_findings(self) -> None:
        """See that the rule finds what the example shows, and nothing in a healthy one.

        Raises:
            AssertionError: it does not.
        """
        found = _found(vault_of(self.example), self.example.path, self.rule)
        if self.is_hidden or (self.example.after is None and self.example.faults is None):
            _expect(not found, f"{self}: the rule has something to say of a healthy note: {found}")
        elif self.example.faults is not None:
            _expect(len(found) == self.example.faults, f"{self}: {len(found)} faults, not {self.example.faults}")
        else:
            _expect(bool(found), f"{self}: the rule finds nothing")

    def run_fix(self) -> None:
        """See that the note comes out byte for byte as the example shows, and that a second run changes nothing.

        Raises:
            AssertionError: it does not.
        """
        after = self.example.after if self.is_mended and self.example.after is not None else self.example.text
        unsafe, path = self.example.unsafe, self.example.path
        mended = mend(vault_of(self.example), {path: [self.rule]}, unsafe=unsafe)
        note = mended.vault.note(path)
        _expect(note is not None and note.text == after, f"{self}: the fix gives {note and note.text!r}, not {after!r}")
        _expect(not mended.quarrels, f"{self}: the fix never comes to rest")
        again = mend(vault_of(self.example._replace(text=after)), {path: [self.rule]}, unsafe=unsafe)
        _expect(not again.fixed, f"{self}: a second run changes the note again")

    def run_beside_others(self) -> None:
        """See that no other rule objects to the fix, and that nothing changes which the rule did not speak of.

        Raises:
            AssertionError: one does, or something does.
        """
        # A rule that is off judges form, and may well find some in what has just come to be text or table.
        others = tuple(rule for rule in _usual() if rule.name != self.rule.name)
        vault, path, unsafe = vault_of(self.example), self.example.path, self.example.unsafe
        mended = mend(vault, {path: [self.rule]}, unsafe=unsafe)
        new = Counter(_found(mended.vault, path, *others)) - Counter(_found(vault, path, *others))
        _expect(not new, f"{self}: the fix gives other rules reason to object: {sorted(new)}")
        fixed = [verdict for verdict in mended.fixed if verdict.doc.path == path]
        strange = list(surprises(everywhere(vault), everywhere(mended.vault), path, fixed, (*others, self.rule)))
        _expect(not strange, f"{self}: {strange}")


def trials(kind: type[Rule]) -> tuple[Trial, ...]:
    """Return every example of a rule, plain and in each of its dresses."""
    return tuple(_trials(kind()))


def _trials(rule: Rule) -> Iterator[Trial]:
    for example in rule.examples:
        for dress in ("plain", *example.dresses):
            put_on = DRESSES[dress]
            after = None if example.after is None else put_on(example.after)
            yield Trial(rule, example._replace(text=put_on(example.text), after=after), dress)


def vault_of(example: Example) -> Vault:
    """Return the vault that an example sets, with the example as one of its notes."""
    notes = {path: Document.of(path, text) for path, text in (*example.others, (example.path, example.text))}
    documents = {path: doc for path, doc in notes.items() if path.endswith(".md")}
    vault = Vault(documents, Files(frozenset(notes)), example.profiles, schemas=Schemas(example.schemas))
    return replace(vault, before=_before(vault, example), moved=dict(example.renamed)) if example.renamed else vault


def _before(vault: Vault, example: Example) -> Vault:
    """Return the vault as it was before the example's files were renamed."""
    old = {new: old for old, new in example.renamed}
    documents = {
        old.get(path, path): Document(old.get(path, path), doc.raw) if path in old else doc
        for path, doc in vault.documents.items()
    }
    return Vault(documents, Files(frozenset(old.get(path, path) for path in vault.files.paths)), example.profiles)


def _usual() -> tuple[Rule, ...]:
    """Return our own rules that judge without being asked by name."""
    return tuple(kind() for group in PASSES for kind in group.rules if not kind.off)


def _found(vault: Vault, path: str, *rules: Rule) -> list[str]:
    return [verdict.rule.name for verdict in judge(vault, {path: rules})]


def _expect(holds: bool, words: str) -> None:  # noqa: FBT001 - it reads as a sentence
    if not holds:
        raise AssertionError(words)
