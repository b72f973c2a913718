"""Rounds: what is known of notes and carried on while others change is what a fresh reading of the vault would find."""

from collections.abc import Iterable, Mapping
from itertools import groupby

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from vaultfix.document import Document
from vaultfix.engine import Charges, judge, mend
from vaultfix.passes import PASSES
from vaultfix.rule import Verdict
from vaultfix.vault import PROFILES, Vault
from vaultfix.vault.files import Files

RULES = tuple(kind() for group in PASSES for kind in group.rules)
NAMES = ("index.md", "one.md", "two/One.md", "two/other note.md")
FILES = Files(frozenset({*NAMES, "photo.png", "two/photo 2.png"}))
CHARGES: Charges = dict.fromkeys(NAMES, RULES)
OF_NOW: Charges = dict.fromkeys(NAMES, tuple(ours for ours in RULES if not ours.heals))
"""The rules that do not ask how the notes were before a run turned them."""

# Of damage that lost bytes the notes speak as they were read, also once they are mended; the rest hangs on their state.
PIECES = st.sampled_from(
    [
        "---\ntitle: One\naliases: [Uno]\n---\n",
        "---\ntitle: a: b\nup: [[one]]\n---\n",
        "---\ntags: [a b]\n---\n",
        "---\nshare: true\nURL: https://a.example/x\n---\n",
        "---\nshare: true\npermalink: /x\n---\n",
        "# One\n",
        "# Uno\n\ntext ^block\n",
        "## Part   \n",
        "[[one]], [[One]], [[ other note ]] and ![[photo.png]]\n",
        "[[one#One]], [[one#Uno]], [[two/One#Part]], [[one#^block]]\n",
        "[x](one.md#one) [y](<two/other note.md>) [z](two/other note.md#Part)\n",
        "[x](../one.md#uno) ![p](photo 2.png) [gone](gone.md)\n",
        "expulsiÃ³n, â€“ and ğŸŒ·\n",
        "| a | b |\n|---|---|\n| 1 |\n| [[one|x]] | 2 |\n\n",
        "%% vaultfix-ignore trailing-space %%\nspaces   \n",
        "<!-- vaultfix-ignore -->\n",
        "[^1] and `code [[ one ]]   `\n\n[^1]: a note\n",
        "```\n[[ one ]]   \n",
        "\r\n> quoted   \r\n",
        "\udcff odd\n",
        "no end",
    ]
)
TEXTS = st.lists(PIECES, max_size=4).map("".join)


def told(verdicts: Iterable[Verdict]) -> list[tuple[object, ...]]:
    """Return all that findings say, and where."""
    return [(each.doc.path, each.rule.name, each.finding) for each in verdicts]


def afresh(vault: Vault) -> Vault:
    """Return the vault as one that was just read from disk."""
    return Vault({doc.path: Document(doc.path, doc.raw) for doc in notes(vault)}, Files(FILES.paths), PROFILES)


def carried_on(vault: Vault, *changed: Document) -> Vault:
    """Return the vault as it goes on: what was known of the notes and the files is still known of those that stay."""
    return Vault({doc.path: doc for doc in (*notes(vault), *changed)}, FILES, PROFILES)


def notes(vault: Vault) -> list[Document]:
    return [doc for name in NAMES if (doc := vault.note(name))]


def spliced(raw: bytes, mended: Iterable[Verdict]) -> bytes:
    """Carry out the edits that were reported of one note, round by round."""
    for then, ours in groupby(mended, key=lambda verdict: verdict.doc):
        assert then.raw == raw
        text = then.text
        edits = [edit for verdict in ours if verdict.finding.fix for edit in verdict.finding.fix.edits]
        for edit in sorted(edits, reverse=True):
            text = text[: edit.span.start] + edit.text + text[edit.span.end :]
        raw = text.encode("utf-8", "surrogateescape")
    return raw


class Rounds(RuleBasedStateMachine):
    """Notes are written and mended in turn, in one vault that remembers what it found."""

    @initialize(texts=st.tuples(*[TEXTS] * len(NAMES)))
    def begins(self, texts: tuple[str, ...]) -> None:
        read = {name: Document.of(name, text) for name, text in zip(NAMES, texts, strict=True)}
        self.vault = Vault(read, FILES, PROFILES)

    @rule(name=st.sampled_from(NAMES), text=TEXTS)
    def writes(self, name: str, text: str) -> None:
        new = Document.of(name, text)
        turned, self.vault = self.vault.turned([new]), carried_on(self.vault, new)

        assert told(judge(turned, OF_NOW)) == told(judge(afresh(self.vault), OF_NOW))

    @rule(name=st.sampled_from(NAMES), piece=PIECES)
    def adds(self, name: str, piece: str) -> None:
        note = self.vault.note(name)
        self.writes(name, (note.text if note else "") + piece)

    @rule(named=st.sets(st.sampled_from(NAMES), min_size=1), unsafe=st.booleans())
    def mends(self, named: set[str], unsafe: bool) -> None:
        charges: Charges = dict.fromkeys(named, RULES)
        before: Mapping[str, Document | None] = {name: self.vault.note(name) for name in NAMES}
        mended = mend(self.vault, charges, unsafe=unsafe)
        # Where a link led before a run only that run can tell.
        self.vault = carried_on(mended.vault)

        assert mended.quarrels == ()
        assert told(mended.left) == told(judge(mended.vault, charges))
        for name, doc in before.items():
            now = self.vault.note(name)
            assert doc is not None
            assert now is not None
            edits = [verdict for verdict in mended.fixed if verdict.doc.path == name]
            assert now.raw == spliced(doc.raw, edits)
        again = mend(afresh(self.vault), charges, unsafe=unsafe)
        assert told(again.fixed) == []
        assert told(again.left) == told(judge(self.vault, charges))

    @invariant()
    def what_is_remembered_is_what_a_fresh_reading_finds(self) -> None:
        assert told(judge(self.vault, CHARGES)) == told(judge(afresh(self.vault), CHARGES))


Rounds.TestCase.settings = settings(max_examples=25, stateful_step_count=8)
TestRounds = Rounds.TestCase
