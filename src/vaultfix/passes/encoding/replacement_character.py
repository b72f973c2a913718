"""The rule replacement-character."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from vaultfix.document import Document
from vaultfix.mojibake.replaced import REPLACEMENT, Original, Witnesses
from vaultfix.passes.encoding.damaged import CODE, damaged, visible
from vaultfix.rule import EVERYWHERE, Choice, Example, Finding, Rule, Severity
from vaultfix.syntax.zones import zone_at
from vaultfix.text import Span, replace
from vaultfix.vault import Vault

_SEEN = ("crlf", "bom", "frontmatter", "no final newline", "quote")


class ReplacementCharacter(Rule):
    """No character of a note was lost to U+FFFD, the sign for bytes that could not be read.

    A program that reads a file in the wrong encoding and saves it writes `\ufffd` for every letter that it did not
    understand. What stood there cannot be told from the note itself. Where the same words stand intact in an earlier
    version that git remembers, or as a heading, a label or the like in another note, the fix puts the letters back;
    it is safe, because everything else in the line is the same. Elsewhere the sign is only reported, once in each line.

    Code may quote the sign on purpose and is spared. Signs that are part of mojibake are left to the rule for it.
    """

    severity = Severity.WARNING
    touches = EVERYWHERE - CODE

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        if REPLACEMENT not in doc.text:
            return
        spans = [change.span for change in damaged(doc)]
        lost = [at for at in _offsets(doc.text) if not any(at in span for span in spans)]
        live = [at for at in lost if zone_at(doc, at) not in CODE]
        if live:
            witnesses = Witnesses.of(vault.testimony(doc.path))
            for number, group in groupby(live, key=doc.line_number):
                line = Span(max(doc.line(number).start, doc.body_start), doc.line(number).end)
                yield from _on_line(doc, line, set(group), witnesses)

    examples = (
        Example("letters of every script", "Caf\u00e9, Привет, 日本\n"),
        Example("code may show the sign", "It reads `\ufffd` for what it cannot read.\n", dresses=("crlf", "bom")),
        Example(
            "the same heading elsewhere tells what was lost",
            "# Summer in Malm\ufffd\n",
            after="# Summer in Malmö\n",
            others=(("index.md", "- [Summer in Malmö](note.md)\n"),),
            dresses=_SEEN,
        ),
        Example("nobody knows what was lost", "A caf\ufffd in Malm\ufffd\n", faults=1, dresses=_SEEN),
    )


def _offsets(text: str) -> Iterator[int]:
    at = text.find(REPLACEMENT)
    while at >= 0:
        yield at
        at = text.find(REPLACEMENT, at + 1)


def _on_line(doc: Document, line: Span, live: set[int], witnesses: Witnesses) -> Iterator[Finding]:
    """Yield a finding on each run that is proved, and one on all the others of the line."""
    unknown: list[tuple[Span, tuple[Original, ...]]] = []
    for run, originals in witnesses.originals(line.of(doc.text)):
        span = Span(line.start + run.start, line.start + run.end)
        if span.start not in live:
            continue
        if len(originals) == 1:
            (was,) = originals
            message = f"a character was lost here; it was `{visible(was.text)}`, as {was.where} shows"
            yield Finding(span, message, replace(span, was.text))
        else:
            unknown.append((span, originals))
    if unknown:
        (span, originals), *others = unknown
        more = f", and in {len(others)} more places of this line" if others else ""
        yield Finding(span, f"a character was lost here (U+FFFD){more}", choices=tuple(_choices(originals)))


def _choices(originals: Iterable[Original]) -> Iterator[Choice]:
    return (Choice(was.text, was.where) for was in originals)
