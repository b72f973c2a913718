"""Derived values: what a missing property must be, as far as the note says it elsewhere."""

from typing import NamedTuple

from vaultfix.document import Document
from vaultfix.passes.frontmatter.addresses import address_in, base_of
from vaultfix.passes.frontmatter.spoken import says_the_same, spoken
from vaultfix.passes.frontmatter.taken import is_free
from vaultfix.passes.frontmatter.titles import LONGEST, first_alias, title_heading
from vaultfix.passes.frontmatter.values import cut_off, is_template
from vaultfix.syntax.frontmatter import block
from vaultfix.syntax.properties import Properties, properties
from vaultfix.syntax.yaml_quotes import written
from vaultfix.text import Safety, insert
from vaultfix.vault import Vault


class Derived(NamedTuple):
    """A property that can be written down: its key, its value, its line of YAML, and how sure it is."""

    key: str
    value: object
    line: str
    safety: Safety = Safety.SAFE


def derived(doc: Document, vault: Vault, key: str) -> Derived | None:
    """Return what the missing property `key` must be; None where nothing says so, or where another note has it."""
    found = properties(doc) or Properties(())
    value = _said(doc, vault, found, key) if isinstance(found, Properties) else None
    if value is None:
        return None
    head = block(doc)
    fix = insert(head.yaml.end, f"{value.line}\n") if head else insert(doc.body_start, f"---\n{value.line}\n---\n")
    return value if is_free(doc, vault, fix) else None


def _said(doc: Document, vault: Vault, found: Properties, key: str) -> Derived | None:
    """Return what the note says elsewhere about a property."""
    match key.casefold():
        case "title":
            return _title(doc, found, key)
        case "aliases":
            return _aliases(doc, found, key)
        case "url":
            return _url(doc, vault, key)
    return None


def _title(doc: Document, found: Properties, key: str) -> Derived | None:
    """Return what heading and first alias say; what only the heading says is a guess [C4]."""
    heading = title_heading(doc)
    alias = first_alias(found)
    title = spoken(heading.text) if heading else ""
    if not title or not _is_line(title):
        return None
    if alias is None or not isinstance(alias.value, str):
        return Derived(key, title, f"{key}: {written(title)}", Safety.UNSAFE)
    if alias.value == spoken(alias.value) and says_the_same(title, alias.value, counted=doc.path.endswith("/index.md")):
        return Derived(key, alias.value, f"{key}: {written(alias.value)}")
    return None


def _aliases(doc: Document, found: Properties, key: str) -> Derived | None:
    """Return the title as the first alias [C4]; a note that still has the old key `alias` has some already."""
    title = found.get("title")
    if title is None or found.get("alias") or not isinstance(title.value, str) or not title.value.strip():
        return None
    if is_template(doc, title.node) or cut_off(doc, title.node) or not _is_line(title.value):
        return None
    return Derived(key, [title.value], f"{key}: [{written(title.value)}]")


def _url(doc: Document, vault: Vault, key: str) -> Derived | None:
    """Return the base of the vault, and behind it the note's path [C4]."""
    base = base_of(vault, key)
    address = address_in(base, doc.path) if base else ""
    return Derived(key, address, f"{key}: {address}") if address else None


def _is_line(title: str) -> bool:
    """Whether a title is short enough for one, and stands on one line."""
    return len(title) <= LONGEST and "\n" not in title and "\r" not in title
