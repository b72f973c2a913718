"""What a person can do about a finding, in one line."""

from collections.abc import Sequence

from vaultfix.document import Document
from vaultfix.report.visible import brief, visible
from vaultfix.rule import Choice, Verdict
from vaultfix.text import Edit, Fix, Safety, Span, splice_within

MOST_CHOICES = 5
_MOST_WORDS = 60
_FEWEST_WORDS = 3


def remedy(verdict: Verdict) -> str:
    """Return what would mend a finding, the change or the candidates; empty where the message says it all."""
    finding = verdict.finding
    if finding.fix:
        guess = "" if finding.fix.safety is Safety.SAFE else " (a guess, made only with --unsafe-fixes)"
        return change(verdict.doc, finding.fix, finding.span) + guess
    if finding.choices and any(choice.text not in finding.message for choice in finding.choices):
        return _candidates(finding.choices)
    return ""


def change(doc: Document, fix: Fix, span: Span) -> str:
    """Return what a fix does, as before and after; a change too small to be understood is shown with all of `span`."""
    edits = sorted(fix.edits)
    whole = Span(edits[0].span.start, edits[-1].span.end)
    if any(0 < edit.span.end - edit.span.start < _FEWEST_WORDS and edit.text for edit in edits):
        whole = Span(min(whole.start, span.start), max(whole.end, span.end))
    elif len(edits) == 1:
        return _words(doc, edits[0])
    if whole.end - whole.start > _MOST_WORDS:
        more = f", and {len(edits) - 1} more like it" if len(edits) > 1 else ""
        return _words(doc, edits[0]) + more
    return f"{_quoted(whole.of(doc.text))} → {_quoted(splice_within(doc.text, whole, edits))}"


def _words(doc: Document, edit: Edit) -> str:
    """Return what one edit does."""
    before = edit.span.of(doc.text)
    if not before:
        return f"add {_quoted(edit.text)}"
    if not edit.text:
        return f"remove {_quoted(before)}"
    return f"{_quoted(before)} → {_quoted(edit.text)}"


def _quoted(words: str) -> str:
    """Return `words` in backticks, short enough for a line."""
    return f"`{brief(words, _MOST_WORDS)}`"


def _candidates(choices: Sequence[Choice]) -> str:
    """Return the best candidates, each with how likely it is where that is known."""
    shown = ", ".join(_candidate(choice) for choice in choices[:MOST_CHOICES])
    more = len(choices) - MOST_CHOICES
    return f"perhaps {shown}" + (f", or one of {more} more" if more > 0 else "")


def _candidate(choice: Choice) -> str:
    """Return one candidate and why it is one."""
    chance = None if choice.chance is None else f"{choice.chance:.0%}"
    reasons = ", ".join(filter(None, (chance, visible(choice.why))))
    return _quoted(choice.text) + (f" ({reasons})" if reasons else "")
