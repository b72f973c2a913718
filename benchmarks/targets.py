"""What is fuzzed: each reader of notes, and the whole pipeline; a target raises where a promise is broken."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from vaultfix.document import Document
from vaultfix.engine import mend
from vaultfix.mojibake.recovery import recover
from vaultfix.passes import PASSES
from vaultfix.proof import everywhere, surprises
from vaultfix.rule import Verdict
from vaultfix.syntax.block_ids import block_ids
from vaultfix.syntax.headings import headings
from vaultfix.syntax.links import links
from vaultfix.syntax.properties import properties
from vaultfix.syntax.suppressions import silences
from vaultfix.syntax.tables import tables
from vaultfix.syntax.zones import unclosed, zones
from vaultfix.vault import Vault
from vaultfix.vault.files import Files

NOTE = "note.md"
RULES = tuple(kind() for group in PASSES for kind in group.rules)
OTHERS = {
    "other.md": "# Other\n\n## Part\n\ntext ^block\n",
    "folder/other.md": "---\naliases: [Alias]\nshare: true\n---\n",
    "İstanbul 🌷.md": "Çağrı 🌷 ve 🤝\n",
}


def read_zones(doc: Document) -> None:
    """Regions tile the text, and each is told once."""
    regions = zones(doc)
    unclosed(doc)
    edges = [0, *(region.span.end for region in regions)]
    assert [region.span.start for region in regions] == edges[:-1]
    assert edges[-1] == (len(doc.text) if regions else 0)


def read_links(doc: Document) -> None:
    """Links lie in the text, and in order."""
    found = links(doc)
    assert all(0 <= link.span.start <= link.path_span.start <= link.span.end <= len(doc.text) for link in found)
    assert [link.span.start for link in found] == sorted(link.span.start for link in found)


def read_blocks(doc: Document) -> None:
    """Headings and block ids lie in the text."""
    spans = [*(heading.span for heading in headings(doc)), *(block.span for block in block_ids(doc))]
    assert all(0 <= span.start <= span.end <= len(doc.text) for span in spans)


def read_tables(doc: Document) -> None:
    """Each row holds what its span says, and so does each cell."""
    for table in tables(doc):
        for row in (table.header, table.delimiter, *table.rows):
            assert row.span.of(doc.text) == row.text
            assert all(row.span.covers(cell.span) for cell in row.cells)


def read_frontmatter(doc: Document) -> None:
    """Whatever stands between two lines of `---` is properties, an error with a place, or nothing."""
    head = Document.of(doc.path, f"---\n{doc.text}\n---\n")
    properties(head)
    silences(head)


def repair(doc: Document) -> None:
    """What was repaired once needs no repair, and what is not told stays."""
    done = recover(doc.text)
    at = 0
    for change in done.changes:
        assert at <= change.span.start
        at = change.span.end
    assert recover(done.text).text == done.text


def pipeline(doc: Document) -> None:
    """A note is mended once and for all, only where a finding says so, and nothing else in it changes its meaning."""
    for unsafe in (False, True):
        vault = vault_around(doc)
        mended = mend(vault, {NOTE: RULES}, unsafe=unsafe)
        note = mended.vault.note(NOTE)
        assert note is not None
        assert not mended.quarrels, mended.quarrels
        fixed: list[Verdict] = [verdict for verdict in mended.fixed if verdict.doc.path == NOTE]
        usual = tuple(rule for rule in RULES if not rule.off)
        strange = list(surprises(everywhere(vault), everywhere(mended.vault), NOTE, fixed, usual)) if fixed else []
        assert not strange, strange
        again = mend(vault_around(note), {NOTE: RULES}, unsafe=unsafe)
        assert not again.fixed, again.fixed


def vault_around(doc: Document) -> Vault:
    """Return a small vault with the note in it."""
    documents = {path: Document.of(path, text) for path, text in OTHERS.items()} | {NOTE: replace(doc, path=NOTE)}
    return Vault(documents, Files(frozenset({*documents, "picture.png"})))


TARGETS: Mapping[str, Callable[[Document], None]] = {
    "zones": read_zones,
    "links": read_links,
    "blocks": read_blocks,
    "tables": read_tables,
    "frontmatter": read_frontmatter,
    "repair": repair,
    "pipeline": pipeline,
}
"""Each target by its name; it takes a note of any bytes."""
