"""The rule unresolved-link."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.passes.links.oddities import Odd, odd
from vaultfix.rule import Example, Finding, Rule, Severity
from vaultfix.syntax.links import LIVE
from vaultfix.vault import Vault


class UnresolvedLink(Rule):
    """A link leads to a file of the vault.

    Wikilinks are looked up as Obsidian does, by name; Markdown links and the definitions of references both as
    Obsidian does and as a URL on GitHub, and only what no profile finds is reported here. Web addresses are never
    visited. Where just one file has a name like it, or goes by it as its alias, title or first heading, the unsafe fix
    writes that name; else the message lists the nearest names. Links to notes that are still to be written, as the
    setting `unwritten` says, are only told as `info`. A link that a change broke, because it renamed the file or the
    link's own note, is mended safely: it is written as its author would, and leads where it led before.
    """

    severity = Severity.ERROR
    doubt = odd(Odd.MISSING)
    touches = LIVE
    heals = True

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        from vaultfix.passes.links.nowhere import nowhere  # noqa: PLC0415 - only doubtful links pay for it

        yield from nowhere(doc, vault, embed=False)

    examples = (
        Example("a wikilink finds its note by name", "See [[Tides]].\n", others=(("sea/Tides.md", ""),)),
        Example("a Markdown link finds it by its path", "See [tides](sea/tides.md).\n", others=(("sea/tides.md", ""),)),
        Example("addresses are not judged", "[a](https://example.org/b) [c](mailto:d@example.org) [[obsidian://e]]\n"),
        Example("a link into the same note needs no file", "# Tides\n\n[[#Tides]] and [up](#tides)\n"),
        Example("a template will name its target later", "[[{{date}}]] [[<% tp.date.now() %>]]\n"),
        Example("brackets behind a backslash are text", "\\[[Tides]] and \\[tides](tides.md)\n"),
        Example("no note has this name", "See [[Tides]].\n", faults=1),
        Example("no file lies at this path", "See [tides](sea/tides.md).\n", faults=1),
        Example("the definition of a reference", "See [tides].\n\n[tides]: sea/tides.md\n", faults=1),
        Example(
            "one name is close",
            "See [[Tdies|the tides]].\n",
            after="See [[Tides|the tides]].\n",
            unsafe=True,
            others=(("sea/Tides.md", ""),),
        ),
        Example(
            "the note has moved",
            "See [tides](bay/the%20tides.md).\n",
            after="See [tides](sea/the%20tides.md).\n",
            unsafe=True,
            others=(("sea/the tides.md", ""),),
        ),
        Example(
            "the note was renamed",
            "See [tides](./sea/the%20tides.md#ebb).\n",
            after="See [tides](./bay/ebb%20and%20flow.md#ebb).\n",
            others=(("bay/ebb and flow.md", "# Ebb\n"),),
            renamed=(("sea/the tides.md", "bay/ebb and flow.md"),),
        ),
        Example(
            "a link in the frontmatter",
            '---\nup: "[[Tides]]"\n---\n',
            faults=1,
            dresses=("crlf",),
        ),
    )
