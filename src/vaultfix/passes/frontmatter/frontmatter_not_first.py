"""The rule frontmatter-not-first."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.passes.frontmatter.doubts import headless
from vaultfix.passes.frontmatter.likeness import likeness
from vaultfix.patterns import pattern
from vaultfix.rule import PROSE, Example, Finding, Rule, Severity
from vaultfix.syntax.frontmatter import block
from vaultfix.syntax.properties import Properties, read_properties
from vaultfix.text import Safety, Span, delete
from vaultfix.vault import Vault

DRESSES = ("crlf", "bom", "no final newline")

# Lines of air, or a few lines of text, then a fence.
_LATE = pattern(r"(?P<above>(?:[^\r\n]*+(?:\r\n?|\n)){0,10}?[ \t\ufeff]*)(?P<fence>---[ \t]*(?:\r\n?|\n))")
_CLOSING = pattern(r"---[ \t]*(?![^\r\n])")
_AIR = pattern(r"[ \t\r\n\xa0\u200b\ufeff]+")


class FrontmatterNotFirst(Rule):
    """Frontmatter is the very first thing in a note.

    Obsidian, Quartz and GitHub look for it nowhere else: behind a blank line, a space or a title it is a rule and some
    odd text, and the note has no properties. The fix takes away blank lines and spaces in front of it. It is safe where
    a key is one that everybody uses, and unsafe where `key: value` could be prose between two rules. Where text stands
    above, only the author knows where that belongs.
    """

    severity = Severity.ERROR
    doubt = headless
    touches = PROSE

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        late = None if block(doc) else _LATE.match(doc.text, doc.body_start)
        if late is None or not late["above"]:
            return
        rows = likeness(doc.text, late.end(), gaps=True)
        if rows is None or not _CLOSING.match(doc.text, rows.end) or not _has_properties(doc, late.end(), rows.end):
            return
        above = Span(late.start("above"), late.end("above"))
        if _AIR.fullmatch(late["above"]):
            words = "frontmatter must start on the first line, without a space; take away what is empty above it"
            safety, severity = (Safety.SAFE, None) if rows.is_familiar else (Safety.UNSAFE, Severity.WARNING)
            yield Finding(above, words, delete(above, safety), severity)
        elif rows.is_familiar:
            words = "frontmatter must be the first thing in a note; move what stands above it below"
            yield Finding(Span(late.start("fence"), late.start("fence") + 3), words, severity=Severity.WARNING)

    examples = (
        Example("frontmatter on the first line", "---\ntitle: One\n---\n", dresses=DRESSES),
        Example("a rule below a blank line", "\n---\n\nText\n\n---\n", dresses=DRESSES),
        Example("a rule below a title", "# One\n\n---\nMind: the gap\n\n---\n", dresses=DRESSES),
        Example(
            "blank lines above go",
            "\n \n---\ntitle: One\n---\nText\n",
            after="---\ntitle: One\n---\nText\n",
            dresses=DRESSES,
        ),
        Example("a space in front goes", " ---\ntags:\n\n---\n", after="---\ntags:\n\n---\n", dresses=DRESSES),
        Example(
            "keys that nobody knows may be prose",
            "\n---\nPatience: a virtue\n---\n",
            after="---\nPatience: a virtue\n---\n",
            unsafe=True,
            dresses=DRESSES,
        ),
        Example(
            "and so does a second byte order mark",
            "\ufeff\ufeff---\ntitle: One\n---\n",
            after="\ufeff---\ntitle: One\n---\n",
            dresses=("crlf", "no final newline"),
        ),
        Example("text above needs a person", "# One\n---\ntags: [a]\n---\nText\n", faults=1, dresses=DRESSES),
    )


def _has_properties(doc: Document, start: int, end: int) -> bool:
    """Whether YAML reads properties there."""
    found = read_properties(doc.text, Span(start, end))
    return isinstance(found, Properties) and bool(found.entries)
