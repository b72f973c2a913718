"""The rule frontmatter-unopened."""

import re
from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.passes.frontmatter.doubts import headless
from vaultfix.passes.frontmatter.likeness import likeness
from vaultfix.patterns import pattern
from vaultfix.rule import PROSE, Example, Finding, Rule, Severity
from vaultfix.syntax.frontmatter import block
from vaultfix.syntax.properties import Properties, read_properties
from vaultfix.text import Fix, Safety, Span, insert, replace
from vaultfix.vault import Vault

DRESSES = ("crlf", "bom", "no final newline", "fence")

# Too few dashes or too many, other dashes, or the name of a language behind them [C1].
_NEARLY = pattern(r"(?P<line>--|-{4,}|-*[–—]+-*|---[ \t]*ya?ml)[ \t]*(?:\r\n?|\n)")
_KEY = pattern(r"[^\W\d][\w -]*:(?=[ \t\r\n])")
_CLOSING = pattern(r"---[ \t]*(?![^\r\n])")


class FrontmatterUnopened(Rule):
    """Frontmatter begins with a line of `---`.

    A line that only resembles it, such as `----` or `---yaml`, opens nothing for Obsidian, nor do properties without
    any line above them: the note has none, and shows them as text. Where one of the keys is one that everybody uses,
    and the block is closed, the fix mends the line; to write it where there is none is a guess, and unsafe.
    """

    severity = Severity.ERROR
    doubt = headless
    touches = PROSE

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        start = doc.body_start
        nearly = _NEARLY.match(doc.text, start)
        if block(doc) or not (nearly or _KEY.match(doc.text, start)):
            return
        top = nearly.end() if nearly else start
        rows = likeness(doc.text, top, gaps=True)
        if rows is None or not rows.is_familiar or not _CLOSING.match(doc.text, rows.end):
            return
        # A single `key: value` above dashes is a heading that is underlined.
        if (nearly or len(rows.keys) > 1) and _has_properties(doc, Span(top, rows.end)):
            yield _finding(doc, nearly)

    examples = (
        Example("a block with both its lines", "---\ntitle: One\n---\nText\n", dresses=DRESSES),
        Example("a rule above some prose", "----\nMind: the gap\n\n---\n", dresses=DRESSES),
        Example("a heading that is underlined", "Title: One\n---\nText\n", dresses=DRESSES),
        Example(
            "a line that is nearly one becomes one",
            "----\ntitle: One\ntags:\n  - a\n---\nText\n",
            after="---\ntitle: One\ntags:\n  - a\n---\nText\n",
            dresses=DRESSES,
        ),
        Example(
            "the name of a language goes",
            "---yaml\ntitle: One\n---\nText\n",
            after="---\ntitle: One\n---\nText\n",
            dresses=DRESSES,
        ),
        Example(
            "the opening line is written",
            "title: One\ntags: [a]\n---\nText\n",
            after="---\ntitle: One\ntags: [a]\n---\nText\n",
            unsafe=True,
            dresses=DRESSES,
        ),
    )


def _finding(doc: Document, nearly: re.Match[str] | None) -> Finding:
    """Report what stands where the opening line should."""
    if nearly is None:
        words = "these properties begin without a line of `---` above them, and are text to Obsidian"
        start = doc.body_start
        fix: Fix = insert(start, f"---{doc.newline}", Safety.UNSAFE)
        return Finding(Span(start, start), words, fix, Severity.WARNING)
    line = Span(*nearly.span("line"))
    words = f"`{nearly['line']}` opens no frontmatter in Obsidian; the first line must be exactly `---`"
    return Finding(line, words, replace(line, "---"))


def _has_properties(doc: Document, yaml: Span) -> bool:
    """Whether YAML reads properties there."""
    found = read_properties(doc.text, yaml)
    return isinstance(found, Properties) and bool(found.entries)
