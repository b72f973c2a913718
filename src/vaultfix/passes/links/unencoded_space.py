"""The rule unencoded-space."""

import re
from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.passes.links.doubts import with_brackets
from vaultfix.passes.links.files import exists, has_one_fault, names_file
from vaultfix.patterns import pattern
from vaultfix.rule import Example, Finding, Rule, Severity
from vaultfix.syntax.links.spaced import blanks, spaced_links
from vaultfix.text import Edit, Fix
from vaultfix.vault import Vault

_WEB = pattern(r"https?://", re.IGNORECASE)


class UnencodedSpace(Rule):
    """The destination of a Markdown link has no spaces: `[text](a%20note.md)`.

    A space ends the destination, so that readers see the brackets instead of a link. Words in parentheses that lead
    nowhere are left alone; so is text that a writer did put in parentheses. The fix writes each space as `%20`; it is
    safe because the file that the link then leads to exists.
    """

    severity = Severity.ERROR
    doubt = with_brackets

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        for link in spaced_links(doc):
            is_there = exists(doc, vault, link)
            if is_there or _WEB.match(link.path) or names_file(link):
                edits = tuple(
                    Edit(blank, "%20" if blank.of(doc.text) == " " else "%09") for blank in blanks(doc.text, link)
                )
                yield Finding(
                    link.span,
                    "a space in the destination keeps this from being a link; write it as `%20`",
                    Fix(edits) if is_there and has_one_fault(doc, vault, link) else None,
                )

    examples = (
        Example("an encoded space", "[a](my%20note.md)\n", others=(("my note.md", ""),)),
        Example("a destination in angle brackets", "[a](<my note.md>)\n", others=(("my note.md", ""),)),
        Example("words in parentheses are no link", "An [aside](as one might say) of [some](e.g. short) length.\n"),
        Example("a title is no part of the destination", '[a](note.md "my note")\n', others=(("note.md", ""),)),
        Example(
            "a space in the name of a note",
            "[a](my own note.md)\n",
            after="[a](my%20own%20note.md)\n",
            others=(("my own note.md", ""),),
        ),
        Example(
            "a picture with a title",
            '![a](img/full moon.png "The moon")\n',
            after='![a](img/full%20moon.png "The moon")\n',
            others=(("img/full moon.png", ""),),
        ),
        Example("a file that is not there either", "[a](lost note.md)\n", faults=1),
    )
