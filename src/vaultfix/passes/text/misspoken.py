"""Misspoken suppressions: comments and properties that look like one, but silence nothing."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from vaultfix.document import Document
from vaultfix.patterns import pattern
from vaultfix.rule import Choice, Finding
from vaultfix.syntax.properties import Properties, properties
from vaultfix.syntax.suppressions import is_suppression
from vaultfix.syntax.yaml_nodes import Node, Property
from vaultfix.syntax.zones import Zone, zones
from vaultfix.text import Span
from vaultfix.vault import Vault

_ALMOST = pattern(r"(?:<!--|%%)\s*(?P<said>vaultfix[-_: \t]+ignor[^\r\n]*?)(?P<end>-->|%%|[\r\n]|\Z)")
_PARTED = pattern(r"vaultfix[-_: \t]+")
_WORD = pattern(r"[\w-]+")
_SLIP = 0.92
"""How like one of ours a word must be: `-begin` is none of them, and is not guessed to be `-end`."""
_HEADS = ("vaultfix-ignore", "vaultfix-ignore-start", "vaultfix-ignore-end", "vaultfix-ignore-file")


def misspoken(doc: Document, vault: Vault) -> Iterator[Finding]:
    """Yield the comments and properties that an author may take for suppressions."""
    yield from _comments(doc, vault)
    found = properties(doc)
    if isinstance(found, Properties):
        yield from (_of_property(each, vault) for each in found.entries if _is_almost(each, vault))


def _comments(doc: Document, vault: Vault) -> Iterator[Finding]:
    almost = [found for found in _ALMOST.finditer(doc.text) if not is_suppression(doc, found.start())]
    opening = {each.span.start for each in zones(doc) if each.zone is Zone.COMMENT} if almost else ()
    for comment in almost:
        if comment.start() in opening:
            start, said = comment.start("said"), comment["said"].rstrip()
            meant = _meant(said, vault) if comment["end"].strip() else ""
            if not meant and said.startswith("vaultfix "):
                continue  # words about us, not to us
            hint = f"; did you mean `{meant}`?" if meant else ""
            words = f"this is not written as a suppression, so it silences nothing{hint}"
            yield Finding(Span(start, start + len(said)), words, choices=(Choice(meant),) if meant else ())


def _meant(said: str, vault: Vault) -> str:
    """Return the suppression that is nearest to what a comment says; empty where it would silence more than that."""
    head, *words = _WORD.findall(_PARTED.sub("vaultfix-", said))
    rules = _rules(words, vault)
    near = get_close_matches(head, _HEADS, 1, _SLIP)
    return " ".join((*near, *rules)) if near and (rules or not words) else ""


def _is_almost(entry: Property, vault: Vault) -> bool:
    """Whether a property speaks of silence, but not as it is heard."""
    if entry.key != "vaultfix" or any(inner.key == "ignore" for inner in entry.node.entries):
        return False
    return bool(entry.node.entries or _rules(_texts(entry.node), vault) or "ignore" in _texts(entry.node))


def _of_property(entry: Property, vault: Vault) -> Finding:
    inner = entry.node.entries
    rules = _rules([text for node in (entry.node, *(each.node for each in inner)) for text in _texts(node)], vault)
    what = f"a key `{inner[0].key}`" if inner else "this"
    words = f"`vaultfix` knows only `ignore: [rules]`, so {what} silences nothing"
    hint = f"; did you mean `ignore: [{', '.join(rules)}]`?" if rules else ""
    return Finding(Span(entry.key_span.start, entry.value_span.end), words + hint)


def _texts(node: Node) -> list[str]:
    """Return the texts that a value is, or has in its list."""
    return [each.value for each in (node, *node.items) if isinstance(each.value, str)]


def _rules(words: Sequence[str], vault: Vault) -> list[str]:
    """Return which of the words are names of rules."""
    return [word for word in words if word in vault.known_rules]
