"""The rule byte-order-mark."""

from collections.abc import Iterator

from vaultfix.document import BOM, Document
from vaultfix.doubt import among, foreign
from vaultfix.rule import EVERYWHERE, Example, Finding, Rule, Severity
from vaultfix.syntax.frontmatter import block
from vaultfix.text import Span, delete
from vaultfix.vault import Vault


@among(foreign)
def marked(doc: Document, _: Vault) -> bool:
    """Doubt a note that starts with a byte order mark."""
    return doc.raw.startswith(b"\xef\xbb\xbf")


class ByteOrderMark(Rule):
    """A note does not start with a byte order mark.

    The mark is invisible, and UTF-8 needs none. Tools that do not expect it no longer see frontmatter or a heading
    in the first line, because something stands before it. The fix deletes it, and no reader can see the change.
    """

    severity = Severity.WARNING
    doubt = marked
    touches = EVERYWHERE

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        if doc.text.startswith(BOM):
            # Each program on the way may have added one.
            span = Span(0, len(doc.text) - len(doc.text.lstrip(BOM)))
            # Whether what stands behind several is to become frontmatter is for another rule to say.
            is_seen = span.end > 1 and not block(doc) and block(Document.of(doc.path, doc.text[span.end :]))
            words = "an invisible byte order mark (U+FEFF) stands before the first line"
            yield Finding(span, words, None if is_seen else delete(span))

    examples = (
        Example("a note starts with its text", "# One\n", dresses=("crlf", "frontmatter", "quote", "no final newline")),
        Example("the mark goes", "\ufeff# One\n", after="# One\n", dresses=("crlf", "no final newline")),
        Example("and frontmatter is first", "\ufeff---\na: 1\n---\n", after="---\na: 1\n---\n", dresses=("crlf",)),
        Example(
            "two marks keep two rules from being fences",
            "\ufeff\ufeff---\nMind the gap.\n\n---\n",
            faults=1,
            dresses=("crlf",),
        ),
    )
