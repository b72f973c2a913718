"""What notes are called besides their file names: aliases, titles, first headings [A3.8]."""

import re
from collections.abc import Iterator, Mapping

from vaultfix.document import Document
from vaultfix.patterns import pattern
from vaultfix.syntax.frontmatter import block
from vaultfix.syntax.properties import Properties, properties
from vaultfix.vault import Vault, whole
from vaultfix.vault.files import folded

_FIRST_HEADING = pattern(r"(?:\A\ufeff?|[\r\n])#[ \t]++([^\r\n]++)")
_CLOSING_HASHES = pattern(r"[ \t]+#+[ \t]*\Z")
_KEYS = ("title", "aliases", "alias")
_HAS_KEY = pattern(r"(?:title|alias(?:es)?)[\"']?[ \t]*:", re.IGNORECASE)


@whole
def called(vault: Vault) -> Mapping[str, tuple[str, ...]]:
    """Return the notes that bear a name, by that name as Obsidian compares names; file names are not among them."""
    found: dict[str, dict[str, None]] = {}
    for path in vault.documents:
        doc = vault.note(path)
        if doc is not None and doc.is_utf8:
            for name in _names(doc):
                found.setdefault(folded(name.strip(" \t")), {})[path] = None
    return {name: tuple(sorted(paths)) for name, paths in found.items() if name}


def _names(doc: Document) -> Iterator[str]:
    """Yield the title, the aliases and the first heading of a note."""
    head = block(doc)
    if head and _HAS_KEY.search(doc.text, head.yaml.start, head.yaml.end):
        said = properties(doc)
        entries = [said.get(key) for key in _KEYS] if isinstance(said, Properties) else []
        for value in (entry.value for entry in entries if entry):
            yield from (each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str))
    # A heading in code would lend a wrong name, which a writer sees; to rule it out every note would be parsed.
    first = _FIRST_HEADING.search(doc.text, head.span.end - 1 if head else 0)
    if first:
        yield _CLOSING_HASHES.sub("", first.group(1))
