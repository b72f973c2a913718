"""The rule property-type."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vaultfix.document import Document
from vaultfix.passes.frontmatter.values import is_template
from vaultfix.rule import Example, Finding, Rule, Severity
from vaultfix.syntax.properties import Properties, properties
from vaultfix.syntax.yaml_nodes import Node, Style
from vaultfix.syntax.yaml_quotes import quoted
from vaultfix.syntax.zones import Zone
from vaultfix.text import replace
from vaultfix.vault import Vault

DRESSES = ("crlf", "bom", "no final newline", "fence")

_TRUE = frozenset({"true", "1", "yes"})
_FALSE = frozenset({"false", "0", "no"})
_ON_ITS_LINE = frozenset({Style.PLAIN, Style.SINGLE_QUOTED, Style.DOUBLE_QUOTED})
_NO_TITLE = re.compile(r"[\r\n]|\A[\"'&*!?\[{]|:[ \t]+[&!]|:[ \t]*\Z")
_WEB = re.compile(r"https?://[^\s/]\S*", re.IGNORECASE)
_NAMES: dict[type, str] = {
    bool: "true or false",
    int: "a number",
    float: "a number",
    str: "text",
    list: "a list",
    dict: "a map",
}


@dataclass(frozen=True)
class PropertyType(Rule):
    """A property has a value of the kind that its readers expect.

    `share: "yes"` is text where a checkbox belongs, `title: 1984` a number, and an alias that is no text is none to
    Obsidian. A key without a value is always fine, as is a single alias that stands where a list could.

    The fix changes how a value is written, never what it says: a word for yes or no becomes `true` or `false`, and what
    belongs to be text, but reads as a number or as a map of one line, gets quotes.
    """

    booleans: tuple[str, ...] = ("share",)
    """Properties that are `true` or `false`."""
    texts: tuple[str, ...] = ("title",)
    """Properties that are text."""
    lists: tuple[str, ...] = ("aliases",)
    """Properties that are text, or a list of texts."""
    urls: tuple[str, ...] = ("URL",)
    """Properties that are the address of a web page, `http://` or `https://`."""

    severity = Severity.ERROR
    touches = frozenset({Zone.FRONTMATTER})

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        found = properties(doc)
        if not isinstance(found, Properties):
            return
        for keys, check in (
            (self.booleans, _boolean),
            (self.texts, _text),
            (self.lists, _texts),
            (self.urls, _url),
        ):
            wanted = {key.casefold() for key in keys}
            for entry in found.entries:
                node = entry.node
                if entry.key.casefold() in wanted and node.value is not None and not is_template(doc, node):
                    yield from check(doc, entry.key, node)

    examples = (
        Example(
            "a value of each kind",
            '---\nshare: true\ntitle: One\naliases:\n  - Uno\n  - "1"\nURL: https://example.org/one\n---\n',
            dresses=DRESSES,
        ),
        Example("no value is no wrong value", "---\nshare:\ntitle:\naliases:\nURL:\n---\n", dresses=DRESSES),
        Example("a single alias may stand alone", "---\naliases: Uno, dos\n---\n", dresses=DRESSES),
        Example(
            "a word for yes is true",
            '---\nshare: "yes" # soon\n---\n',
            after="---\nshare: true # soon\n---\n",
            dresses=DRESSES,
        ),
        Example(
            "numbers get quotes where text belongs",
            "---\ntitle: 1984\naliases: [1.10, Big Brother]\n---\n",
            after='---\ntitle: "1984"\naliases: ["1.10", Big Brother]\n---\n',
            dresses=DRESSES,
        ),
        Example(
            "a colon makes no map of an alias",
            "---\naliases:\n  - The Forge: After # book\n---\n",
            after='---\naliases:\n  - "The Forge: After" # book\n---\n',
            dresses=DRESSES,
        ),
        Example("a word that is neither yes nor no", "---\nshare: maybe\n---\n", faults=1, dresses=DRESSES),
        Example("a list is no title", "---\ntitle: [One]\n---\n", faults=1, dresses=DRESSES),
        Example("an address needs its scheme", "---\nURL: example.org/one\n---\n", faults=1, dresses=DRESSES),
    )


def _boolean(doc: Document, key: str, node: Node) -> Iterator[Finding]:
    if isinstance(node.value, bool):
        return
    word = str(node.value).lower()
    settled = "true" if word in _TRUE else "false" if word in _FALSE else ""
    source = node.span.of(doc.text)
    if settled and node.style in _ON_ITS_LINE and not source.startswith(("&", "!")):
        # Enveloppe takes each of these words for the same [C3.6].
        yield Finding(node.span, f"`{key}: {source}` is {_kind(node)}; write `{settled}`", replace(node.span, settled))
    else:
        yield Finding(node.span, f"`{key}` must be `true` or `false`, and is {_kind(node)}")


def _text(doc: Document, key: str, node: Node) -> Iterator[Finding]:
    if not isinstance(node.value, str):
        yield _no_text(doc, f"`{key}`", node)


def _texts(doc: Document, key: str, node: Node) -> Iterator[Finding]:
    if node.items:
        for item in node.items:
            if item.value is not None and not isinstance(item.value, str) and not is_template(doc, item):
                yield _no_text(doc, f"each of `{key}`", item, in_list=True)
    elif not isinstance(node.value, str | list):
        yield _no_text(doc, f"`{key}`", node)


def _url(doc: Document, key: str, node: Node) -> Iterator[Finding]:
    if node.value == "" or (isinstance(node.value, str) and _WEB.fullmatch(node.value)):
        return
    source = node.span.of(doc.text)
    yield Finding(node.span, f"`{key}: {source}` is no web address; it must start with `https://` or `http://`")


def _no_text(doc: Document, what: str, node: Node, *, in_list: bool = False) -> Finding:
    """Report a value that should be text; where quotes can make it the text that is written there, they do."""
    source = node.span.of(doc.text)
    is_plain = node.style is Style.PLAIN and not source.startswith(("&", "!"))
    is_meant = is_plain or (in_list and _is_colon_in_text(node, source))
    hint = "put it in quotes" if is_meant else "write it in quotes if it is text"
    fix = replace(node.span, quoted(source)) if is_meant else None
    return Finding(node.span, f"{what} must be text, and this is {_kind(node)}; {hint}", fix)


def _is_colon_in_text(node: Node, source: str) -> bool:
    """Whether a list item is a title such as `One: two`, which YAML takes for a map of one plain value."""
    is_pair = node.style is Style.MAP and len(node.entries) == 1 and node.entries[0].node.style is Style.PLAIN
    return is_pair and not _NO_TITLE.search(source)


def _kind(node: Node) -> str:
    return _NAMES[type(node.value)]
