"""What is fuzzed: each reader of notes, and the whole pipeline; a target raises where a promise is broken."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from vaultfix.document import Document
from vaultfix.engine import mend
from vaultfix.mojibake.lexicon import Lexicon
from vaultfix.mojibake.recovery import recover
from vaultfix.mojibake.testimony import Testimony
from vaultfix.passes import PASSES
from vaultfix.proof import everywhere, surprises
from vaultfix.rule import Verdict
from vaultfix.syntax.block_ids import block_ids
from vaultfix.syntax.headings import headings
from vaultfix.syntax.links import links
from vaultfix.syntax.properties import Properties, properties
from vaultfix.syntax.suppressions import silences
from vaultfix.syntax.tables import tables
from vaultfix.syntax.zones import unclosed, zones
from vaultfix.text import Span
from vaultfix.vault import Vault
from vaultfix.vault.evidence import heard_by
from vaultfix.vault.files import Files

NOTE = "note.md"
RULES = tuple(kind() for group in PASSES for kind in group.rules)
TEXTS = {
    "other.md": "# Other\n\n## Part\n\ntext ^block\n",
    "folder/other.md": "---\naliases: [Alias]\nshare: true\n---\n",
    "İstanbul 🌷.md": "Çağrı 🌷 ve 🤝\n",
}
OTHERS = {path: Document.of(path, text) for path, text in TEXTS.items()}
FILES = Files(frozenset({*OTHERS, NOTE, "picture.png"}))
LEXICON = Lexicon()
HEARD = replace(heard_by(OTHERS, FILES), lexicon=LEXICON)
"""What the others say; read once, as a run over a whole vault does."""


def read_zones(doc: Document) -> None:
    """Regions tile the text, and each is told once."""
    regions = zones(doc)
    unclosed(doc)
    edges = [0, *(region.span.end for region in regions)]
    assert [region.span.start for region in regions] == edges[:-1]
    assert edges[-1] == (len(doc.text) if regions else 0)
    hold_for_any_line_end(doc, lambda doc: [region.zone for region in zones(doc)])


def read_links(doc: Document) -> None:
    """Links lie in the text, and in order."""
    found = links(doc)
    assert all(0 <= link.span.start <= link.path_span.start <= link.span.end <= len(doc.text) for link in found)
    assert [link.span.start for link in found] == sorted(link.span.start for link in found)
    hold_for_any_line_end(doc, lambda doc: [(link.kind, link.path, link.fragment) for link in links(doc)])


def read_blocks(doc: Document) -> None:
    """Headings and block ids lie in the text."""
    spans = [*(heading.span for heading in headings(doc)), *(block.span for block in block_ids(doc))]
    assert all(0 <= span.start <= span.end <= len(doc.text) for span in spans)
    hold_for_any_line_end(doc, lambda doc: [(heading.level, heading.text) for heading in headings(doc)])
    hold_for_any_line_end(doc, lambda doc: len(block_ids(doc)))


def read_tables(doc: Document) -> None:
    """Each row holds what its span says, and so does each cell."""
    for table in tables(doc):
        for row in (table.header, table.delimiter, *table.rows):
            assert row.span.of(doc.text) == row.text
            assert all(row.span.covers(cell.span) for cell in row.cells)
    hold_for_any_line_end(doc, lambda doc: [[row.text for row in table.rows] for table in tables(doc)])


def read_frontmatter(doc: Document) -> None:
    """Whatever stands between two lines of `---` is properties, an error with a place, or nothing."""
    head = Document.of(doc.path, f"---\n{doc.text}\n---\n")
    properties(head)
    hold_for_any_line_end(head, said_by_properties)
    hold_for_any_line_end(head, lambda doc: [silence.rules for silence in silences(doc)])


def hold_for_any_line_end(doc: Document, read: Callable[[Document], object]) -> None:
    """See that a note is read alike whether its lines end as on Unix or on Windows."""
    if doc.is_utf8:
        text = doc.text.replace("\r\n", "\n").replace("\r", "\n")
        unix, windows = Document.of(NOTE, text), Document.of(NOTE, text.replace("\n", "\r\n"))
        assert read(unix) == read(windows)


def said_by_properties(doc: Document) -> list[tuple[str, str]] | str:
    """Return what the properties say, or what is wrong with them, but for line ends in them."""
    found = properties(doc)
    entries = found.entries if isinstance(found, Properties) else ()
    return [(entry.key, repr(entry.value).replace("\\r\\n", "\\n")) for entry in entries] or type(found).__name__


def repair(doc: Document) -> None:
    """What was repaired once needs no repair, and what is not told stays."""
    testimony = Testimony(lexicon=LEXICON)
    done = recover(doc.text, testimony)
    pieces: list[str] = []
    at = 0
    for change in done.changes:
        assert at <= change.span.start
        assert change.span.of(doc.text) == change.before
        best = change.best if change.certain else None
        pieces += doc.text[at : change.span.start], best.text if best else change.before
        at = change.span.end
    assert "".join((*pieces, doc.text[at:])) == done.text
    assert not done.changes or recover(done.text, testimony).text == done.text


def pipeline(doc: Document) -> None:
    """A note is mended once and for all, only where a finding says so, and nothing else in it changes its meaning."""
    # Where not even a guess changes anything, there is nothing that is certain, either.
    if mended_at_all(doc, unsafe=True):
        mended_at_all(doc, unsafe=False)


def mended_at_all(doc: Document, *, unsafe: bool) -> bool:
    """Mend a note, and see that all holds that is promised of it; return whether anything was mended."""
    vault = vault_around(doc)
    mended = mend(vault, {NOTE: RULES}, unsafe=unsafe)
    note = mended.vault.note(NOTE)
    assert note is not None
    assert not mended.quarrels, mended.quarrels
    fixed = [verdict for verdict in mended.fixed if verdict.doc.path == NOTE]
    assert spliced(doc.raw, fixed) == note.raw
    if not fixed:
        return False
    usual = tuple(rule for rule in RULES if not rule.off)
    strange = list(surprises(everywhere(vault), everywhere(mended.vault), NOTE, fixed, usual))
    assert not strange, strange
    afresh = mend(vault_around(note), {NOTE: RULES}, unsafe=unsafe)
    assert not afresh.fixed, afresh.fixed
    assert told(afresh.left) == told(mended.left)
    return True


def spliced(raw: bytes, fixed: Sequence[Verdict]) -> bytes:
    """Carry out the reported edits, round by round, on the bytes of a note: all that may differ in it."""
    for then, ours in groupby(fixed, key=lambda verdict: verdict.doc):
        assert then.raw == raw
        edits = sorted(edit for verdict in ours if verdict.finding.fix for edit in verdict.finding.fix.edits)
        text = raw.decode("utf-8", "surrogateescape")
        for edit in reversed(edits):
            text = text[: edit.span.start] + edit.text + text[edit.span.end :]
        raw = text.encode("utf-8", "surrogateescape")
    return raw


def told(verdicts: Iterable[Verdict]) -> list[tuple[str, Span, str]]:
    """Return what a person is told, but for chances: a note that is text now has its say in them."""
    findings = ((each.rule.name, each.finding) for each in verdicts)
    return [(name, said.span, "" if said.choices else said.message) for name, said in findings]


def vault_around(doc: Document) -> Vault:
    """Return a small vault with the note in it; what is known of the others is known for all."""
    documents = {**OTHERS, NOTE: Document(NOTE, doc.raw)}
    heard = HEARD if doc.raw.isascii() else replace(heard_by(documents, FILES), lexicon=LEXICON)
    return Vault(documents, FILES, _as_read={None: heard})


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
