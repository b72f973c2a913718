"""Idle suppressions: comments and properties that silence nothing."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from itertools import groupby
from typing import NamedTuple

from vaultfix.document import Document
from vaultfix.passes.text.withdrawing import without_comment, without_property, without_words
from vaultfix.rule import Choice, Finding, Hearing
from vaultfix.syntax.suppressions import Silence, Word, endless, idle_ends, silences
from vaultfix.text import Fix
from vaultfix.vault import Vault


def unfounded(doc: Document, vault: Vault) -> Iterator[Finding]:
    """Yield the ends that nothing begins, the starts that nothing ends, and the names that no rule has."""
    for said, begun in idle_ends(doc):
        if begun:  # the author may mean that one, and only the author knows
            words = "this ends nothing of what begins above; `vaultfix-ignore-end` without a name ends all of it"
            yield Finding(said, words)
        else:
            yield Finding(said, "nothing begins that this could end", without_comment(doc, said))
    for said, group in groupby(endless(doc), key=lambda each: each.said):
        names = " and ".join(f"`{word.rule}`" for each in group for word in each.words) or "every rule"
        yield Finding(said, f"no `vaultfix-ignore-end` follows, so {names} is silenced to the end of the note")
    for word in _unknown(doc, vault):
        near = get_close_matches(word.rule, vault.known_rules, 1)
        hint = f"; did you mean `{near[0]}`?" if near else ""
        words = f"there is no rule `{word.rule}`, so this silences nothing{hint}"
        yield Finding(word.span, words, choices=tuple(map(Choice, near)))


def idle(doc: Document, vault: Vault, hearing: Hearing, own: str) -> Iterator[Finding]:
    """Yield the suppressions that silence nothing of what was heard; `own` is the rule that says so."""
    heard = _Heard.of(vault, hearing, own)
    found = sorted(silences(doc), key=lambda each: each.said)
    for said, group in groupby(found, key=lambda each: each.said):
        ours = list(group)
        words = [word for silence in ours for word in silence.words if heard.is_idle(silence, word.rule)]
        if words:
            names = " and ".join(f"`{word.rule}`" for word in words)
            fault = "is silenced here, but finds" if len(words) == 1 else "are silenced here, but find"
            yield Finding(said, f"{names} {fault} nothing", _fix(doc, ours, words))
        elif not ours[0].words and heard.is_all_idle(ours[0]):
            yield Finding(said, "nothing is found that this could silence", _fix(doc, ours, words))


class _Heard(NamedTuple):
    """Which rules judged a note, and what each of them found where it was silenced."""

    rules: frozenset[str]
    everyone: bool
    offsets: Mapping[str, Sequence[int]]
    own: str

    @classmethod
    def of(cls, vault: Vault, hearing: Hearing, own: str) -> "_Heard":
        offsets = defaultdict(list)
        for rule, offset in sorted(hearing.silenced):
            offsets[rule].append(offset)
        usual = {rule for rule, is_on in vault.known_rules.items() if is_on}
        return cls(hearing.rules - {own}, usual <= hearing.rules, offsets, own)

    def is_idle(self, silence: Silence, rule: str) -> bool:
        """Whether a rule judged the note and found nothing where it was silenced."""
        return rule in self.rules and not self._found(silence, rule)

    def is_all_idle(self, silence: Silence) -> bool:
        """Whether every rule did."""
        return self.everyone and not any(self._found(silence, rule) for rule in self.offsets)

    def _found(self, silence: Silence, rule: str) -> bool:
        offsets = self.offsets.get(rule, ())
        at = bisect_left(offsets, silence.span.start)
        return at < len(offsets) and offsets[at] in silence.span


def _unknown(doc: Document, vault: Vault) -> Iterator[Word]:
    """Yield the names in suppressions that no rule bears."""
    if vault.known_rules:
        for silence in silences(doc):
            yield from (word for word in silence.words if word.rule not in vault.known_rules)


def _fix(doc: Document, ours: Sequence[Silence], idle: Sequence[Word]) -> Fix | None:
    """Return the fix that takes the idle words out of a suppression, or all of it.

    The end of what then no longer begins is idle in turn.
    """
    words = [word for silence in ours for word in silence.words]
    said = ours[0].said
    if len(idle) < len(words):
        return without_words(words, idle)
    is_comment = doc.text.startswith(("<!--", "%%"), said.start)
    return without_comment(doc, said) if is_comment else without_property(doc, said)
