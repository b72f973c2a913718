"""The rule trailing-space."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.patterns import pattern
from vaultfix.rule import Example, Finding, Rule, Severity
from vaultfix.text import Span, delete
from vaultfix.vault import Vault

_TRAILING = pattern(r"(?<![ \t\\])[ \t]++(?=[\r\n]|\Z)")
# Obsidian takes `- [ ] ` for a task and `- [ ]` for none; an item or heading may still be waiting for its text.
_MARKERS = pattern(r"[ \t>]*+(?:(?:[-+*]|[0-9]{1,9}[.)])(?:[ \t]++\[[^\r\n]\])?|#{1,6})\Z")


class TrailingSpace(Rule):
    """No line ends with a space that means nothing.

    Such spaces are seen by nobody and show up in diffs. The fix takes them away, and leaves those that mean something:
    two or more at the end of a line are a line break, the one behind an empty task or list item makes it one, and
    code, math, HTML and frontmatter are not touched.
    """

    severity = Severity.INFO
    off = True

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        for trailing in _TRAILING.finditer(doc.text):
            start = doc.line_starts[doc.line_number(trailing.start())]
            before = doc.text[max(start, doc.body_start) : trailing.start()]
            is_break = len(trailing[0]) > 1 and "\t" not in trailing[0] and bool(before.strip(" \t>"))
            if not is_break and not _MARKERS.match(before):
                span = Span(*trailing.span())
                yield Finding(span, "nothing but space ends this line", delete(span))

    examples = (
        Example("lines end with their text", "One\ntwo\n"),
        Example("two spaces are a line break", "One  \ntwo  \n"),
        Example("a task may wait for its text", "- [ ] \n- \n"),
        Example("code keeps its spaces", "```\na \n```\n", dresses=("crlf", "bom", "frontmatter")),
        Example("one space means nothing", "One \ntwo\n", after="One\ntwo\n"),
        Example(
            "nor does a line of spaces, or a tab",
            "One\n   \ntwo\t\n",
            after="One\n\ntwo\n",
            dresses=("crlf", "bom", "frontmatter", "no final newline", "fence"),
        ),
    )
