"""The rule missing-final-newline."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.doubt import among
from vaultfix.rule import EVERYWHERE, Example, Finding, Rule, Severity
from vaultfix.text import Span, insert
from vaultfix.vault import Vault

_ENDS = (b"\n", b"\r")


@among(lambda sheaf, _: [at for at, doc in enumerate(sheaf.docs) if not doc.raw.endswith(_ENDS)])
def unended(doc: Document, _: Vault) -> bool:
    """Doubt a note whose last sign ends no line."""
    return not doc.raw.endswith(_ENDS)


class MissingFinalNewline(Rule):
    """A note ends with a line end.

    Without one, tools that join or append files glue the next line to the last; git marks such a file in every
    diff. The fix adds the line end that the note uses elsewhere.
    """

    severity = Severity.INFO
    doubt = unended
    touches = EVERYWHERE

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        end = len(doc.text)
        if end > doc.body_start and not doc.text.endswith(("\n", "\r")):
            yield Finding(Span(end - 1, end), "the note does not end with a line end", insert(end, doc.newline))

    examples = (
        Example("a line end is enough", "One thought.\n", dresses=("crlf", "bom", "frontmatter", "quote")),
        Example("an empty note needs none", "", dresses=()),
        Example("the last line gets its end", "One thought.", after="One thought.\n", dresses=()),
        Example("and the same end as its neighbours", "One\r\ntwo", after="One\r\ntwo\r\n", dresses=()),
    )
