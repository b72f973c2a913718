"""Proof: before a mended note is written it is read again beside what it was, and any surprise keeps it back."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from vaultfix.document import Document
from vaultfix.engine import judge
from vaultfix.proof.kept import Kept, retraced
from vaultfix.proof.same import links_differ, properties_differ, tables_differ
from vaultfix.rule import Rule, Verdict
from vaultfix.vault import PROFILES, Vault


def everywhere(vault: Vault) -> Vault:
    """Return the vault as one whose links must work in every profile."""
    return replace(vault, profiles=PROFILES, _wholes={})


def surprises(then: Vault, now: Vault, path: str, mended: Sequence[Verdict], rules: Collection[Rule]) -> Iterator[str]:
    """Yield, in words, whatever in a mended note is not what its findings said.

    Args:
        then: The vault as it was read, judged everywhere.
        now: The vault as it would be written, judged everywhere.
        path: Which note.
        mended: What was mended in it, round by round.
        rules: The rules that judge it.
    """
    before, after = then.note(path), now.note(path)
    kept = retraced(before, after, mended) if before and after else None
    if before is None or after is None or kept is None:
        yield "the edits do not lead to the text that would be written"
        return
    yield from links_differ(then, now, path, kept)
    yield from tables_differ(before, after, kept)
    yield from properties_differ(before, after, kept)
    added = list(_elsewhere(after, kept.back, judge(now, {path: tuple(rules)})))
    if added:
        known = {(each.rule.name, kept.place(each.finding.span)) for each in judge(then, {path: tuple(rules)})}
        for verdict in added:
            if (verdict.rule.name, verdict.finding.span) not in known:
                place, message = after.place(verdict.finding.span.start), verdict.finding.message
                yield f"line {place.line} would have a fault that was not there: {verdict.rule.name}, {message}"


def _elsewhere(after: Document, back: Kept, verdicts: Iterator[Verdict]) -> Iterator[Verdict]:
    """Yield the verdicts on lines that no edit touched."""
    for verdict in verdicts:
        if back.place(after.line(after.line_number(verdict.finding.span.start))) is not None:
            yield verdict
