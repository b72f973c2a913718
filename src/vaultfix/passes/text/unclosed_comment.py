"""The rule unclosed-comment."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.passes.text.doubts import left_open
from vaultfix.passes.text.swallowed import swallowed
from vaultfix.rule import Example, Finding, Rule, Severity
from vaultfix.syntax.zones import Zone, unclosed
from vaultfix.text import Span
from vaultfix.vault import Vault

# A fence around an example would hide it.
_SEEN = ("crlf", "bom", "frontmatter", "no final newline", "quote")
_CLOSERS = {"%%": "%%", "<!--": "-->"}


class UnclosedComment(Rule):
    """Every comment has its end.

    A `%%` at the start of a line, or a `<!--`, opens a comment; where nothing closes it, all that follows is hidden
    from readers: text is not shown, links lead nowhere, headings cannot be found. A `%%` inside a line that has no
    partner is text, and opens nothing. Where the comment was meant to end, only its author knows, so this is reported
    and not mended.
    """

    severity = Severity.WARNING
    doubt = left_open
    touches = frozenset({Zone.COMMENT})

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        for region in unclosed(doc):
            for opener, closer in _CLOSERS.items():
                if region.zone is Zone.COMMENT and doc.text.startswith(opener, region.span.start):
                    yield Finding(
                        Span(region.span.start, region.span.start + len(opener)),
                        f"the comment that opens here is never closed, so {swallowed(doc, region.span, 'hidden')};"
                        f" write {closer} where it ends",
                    )

    examples = (
        Example("a comment and its end", "%%\nnot yet\n%%\n\n<!-- nor this -->\n"),
        Example("a sign without a partner is text", "It grew by 50%% in a week.\n"),
        Example("what code shows is no comment", "```\n%%\n```\n\n`<!--`\n"),
        Example("the rest of the note is hidden", "Seen.\n\n%%\nnot yet\n\nHidden as well.\n", faults=1, dresses=_SEEN),
        Example("HTML has comments too", "<!-- not yet\n\nHidden.\n", faults=1, dresses=_SEEN),
    )
