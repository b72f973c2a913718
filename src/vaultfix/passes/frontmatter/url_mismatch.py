"""The rule url-mismatch."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vaultfix.document import Document
from vaultfix.rule import Example, Finding, Rule, Severity
from vaultfix.syntax.properties import Properties, properties
from vaultfix.syntax.yaml_nodes import Property
from vaultfix.syntax.zones import Zone
from vaultfix.text import Safety, Span, replace
from vaultfix.vault import Vault

DRESSES = ("crlf", "bom", "no final newline", "fence")
HOME = (("index.md", "---\nURL: https://example.org\n---\n"),)

_URL = re.compile(r"(?P<scheme>https?://)(?P<host>[^\s/?#]++)(?P<path>[^\s?#]*+)(?P<rest>[?#]\S*)?", re.IGNORECASE)
_ESCAPED = re.compile(r"(?:%[0-9a-fA-F]{2})+")
_UNSAFE = re.compile(r"[^\w~/.!$&'()*+,;=:@-]", re.ASCII)


@dataclass(frozen=True)
class UrlMismatch(Rule):
    """The `URL` of a note is where the note is published.

    It is the base address followed by the note's path without `.md`; `index.md` is the address of its folder, and the
    one at the root is the base itself. After a note is moved or renamed, a stale `URL` leads readers to a page that is
    gone. The base is `base_url`, or else the `URL` of the home page, `index.md` at the root. Addresses on other hosts
    are never judged, and without a base none is. The fix is unsafe: it may as well be the note that is misplaced.
    """

    base_url: str = ""
    """Where the vault is published, such as `https://example.org`; empty: where its home page says it is."""
    property: str = "URL"
    """The property that holds the address."""

    severity = Severity.WARNING
    touches = frozenset({Zone.FRONTMATTER})

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        entry = _address(doc, self.property)
        base = _URL.fullmatch(self.base_url.rstrip("/")) if entry else None
        if entry and not self.base_url:
            base = _home(vault, self.property)
        url = _URL.fullmatch(str(entry.value)) if entry else None
        if entry is None or base is None or url is None or url["host"].lower() != base["host"].lower():
            return
        path = base["path"].rstrip("/") + _published(doc.path)
        if _shown(url["path"]) != _shown(path):
            address = base["scheme"] + base["host"] + _UNSAFE.sub(_escaped, path)
            start = doc.text.index(url.group(), entry.value_span.start)
            inside = Span(start, start + len(url.group()))
            words = f"the note is published at {address}, but its `{entry.key}` says {url.group()}"
            yield Finding(inside, words, replace(inside, address, Safety.UNSAFE))

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


def _address(doc: Document, key: str) -> Property | None:
    """Return the property that holds the note's address, if that is written out."""
    found = properties(doc)
    entry = found.get(key) if isinstance(found, Properties) else None
    is_written = entry and isinstance(entry.value, str) and entry.value in entry.value_span.of(doc.text)
    return entry if is_written else None


def _home(vault: Vault, key: str) -> re.Match[str] | None:
    """Return the address of the vault's home page, where it is a site's own [C4]."""
    home = vault.note("index.md")
    entry = _address(home, key) if home else None
    base = _URL.fullmatch(str(entry.value)) if entry else None
    return base if base and base["path"] in {"", "/"} and not base["rest"] else None


def _published(path: str) -> str:
    """Return the path at which the note at `path` is published: empty for the home page, else led by a slash."""
    page = f"/{path.removesuffix('.md')}"
    return page.removesuffix("/index") if page.endswith("/index") else page


def _shown(path: str) -> str:
    """Return the path of an address as a person reads it, without a slash at its end."""
    return _ESCAPED.sub(_unescaped, path).rstrip("/")


def _unescaped(escapes: re.Match[str]) -> str:
    return bytes.fromhex(escapes.group().replace("%", "")).decode("utf-8", "surrogateescape")


def _escaped(char: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in char.group().encode("utf-8", "surrogateescape"))
