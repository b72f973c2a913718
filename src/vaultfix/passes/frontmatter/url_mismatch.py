"""The rule url-mismatch."""

from collections.abc import Iterator
from functools import cached_property

from vaultfix.document import Document
from vaultfix.doubt import Doubt
from vaultfix.frozen import frozen
from vaultfix.passes.frontmatter.addresses import URL, address, address_in, base_of, path_in, shown
from vaultfix.passes.frontmatter.doubts import setting
from vaultfix.passes.frontmatter.taken import is_free
from vaultfix.rule import Example, Finding, Rule, Severity
from vaultfix.syntax.yaml_proof import Meant, proved
from vaultfix.syntax.zones import Zone
from vaultfix.text import Safety, Span, replace
from vaultfix.vault import Vault

DRESSES = ("crlf", "bom", "no final newline", "fence")
HOME = (("index.md", "---\nURL: https://example.org\n---\n"),)


@frozen
class UrlMismatch(Rule):
    """The `URL` of a note is where the note is published.

    It is the base address followed by the note's path without `.md`; `index.md` is the address of its folder, and the
    one at the root is the base itself. After a note is moved or renamed, a stale `URL` leads readers to a page that is
    gone. The base is the key `base-url` of the configuration, or else the `URL` of the home page, the `index.md` at the
    root. Addresses on other hosts are never judged, and without a base none is. The fix is unsafe, since it may as well
    be the note that is misplaced, and it gives no note the address of another.
    """

    property: str = "URL"
    """The property that holds the address."""

    severity = Severity.WARNING
    touches = frozenset({Zone.FRONTMATTER})

    @cached_property
    def doubt(self) -> Doubt:
        return setting(self.property)

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        entry = address(doc, self.property)
        base = base_of(vault, self.property) if entry else None
        url = URL.fullmatch(str(entry.value)) if entry else None
        if entry is None or base is None or url is None or url["host"].lower() != base["host"].lower():
            return
        if shown(url["path"]) != shown(path_in(base, doc.path)):
            due = address_in(base, doc.path)
            start = doc.text.index(url.group(), entry.value_span.start)
            inside = Span(start, start + len(url.group()))
            words = f"the note is published at {due}, but its `{entry.key}` says {url.group()}"
            fix = proved(doc, replace(inside, due, Safety.UNSAFE), Meant(changed={entry.value_span: due}))
            yield Finding(inside, words, fix if fix and is_free(doc, vault, fix) else None)

    examples = (
        Example("an address on another host", "---\nURL: https://video.example/2\n---\n", others=HOME, dresses=DRESSES),
        Example(
            "the address of a note",
            "---\nURL: https://example.org/books/one\n---\n",
            path="books/one.md",
            others=HOME,
            dresses=DRESSES,
        ),
        Example(
            "the address of a folder",
            "---\nURL: https://example.org/books\n---\n",
            path="books/index.md",
            others=HOME,
            dresses=DRESSES,
        ),
        Example("without a home page nothing is judged", "---\nURL: https://example.org/two\n---\n", dresses=DRESSES),
        Example(
            "a note that was moved",
            "---\nURL: https://example.org/old/one # public\n---\n",
            after="---\nURL: https://example.org/books/one # public\n---\n",
            unsafe=True,
            path="books/one.md",
            others=HOME,
            dresses=DRESSES,
        ),
    )
