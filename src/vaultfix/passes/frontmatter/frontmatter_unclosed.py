"""The rule frontmatter-unclosed."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.passes.frontmatter.doubts import headless
from vaultfix.passes.frontmatter.likeness import likeness
from vaultfix.patterns import pattern
from vaultfix.rule import PROSE, Example, Finding, Rule, Severity
from vaultfix.syntax.frontmatter import block
from vaultfix.syntax.links import live_links
from vaultfix.syntax.links.inline import may_define
from vaultfix.syntax.zones import Zone, zones
from vaultfix.text import Fix, Safety, Span, insert, replace
from vaultfix.vault import Vault

DRESSES = ("crlf", "bom", "quote", "fence")

_OPENING = pattern(r"---[ \t]*(?:\r\n?|\n)")
_NEARLY = pattern(r"[ \t]*(?:-{2,}|\.\.\.|[–—]+-*)[ \t]*(?![^\r\n])")


class FrontmatterUnclosed(Rule):
    """Frontmatter ends with a line of `---`.

    Without it there are no properties: Obsidian shows them as text, and Quartz stops with an error. A line that only
    resembles it, such as `----`, `...` or an indented `---`, closes nothing. The fix writes the line where the
    properties seem to end; it is a guess, and therefore unsafe. Where links stand among them it is only reported, for
    a link in properties does not lead everywhere; so it is where code, math or a comment begins in them, or where the
    line right below them would become the target of a link.
    """

    severity = Severity.ERROR
    doubt = headless
    touches = PROSE

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        opening = None if block(doc) else _OPENING.match(doc.text, doc.body_start)
        if opening is None:
            return
        rows = likeness(doc.text, opening.end())
        if rows is None or not rows.is_familiar:
            return
        words = "the properties that begin here never end; close them with a line that is exactly `---`"
        yield Finding(Span(opening.start(), opening.start() + 3), words, _closed(doc, rows.end))

    examples = (
        Example("a block with both its lines", "---\ntitle: One\n---\nText\n", dresses=("crlf", "bom")),
        Example("a rule above some prose", "---\nNote: mind the gap.\n\nMore.\n", dresses=DRESSES[:2]),
        Example(
            "the closing line is written",
            "---\ntitle: One\ntags:\n  - a\n\nText\n",
            after="---\ntitle: One\ntags:\n  - a\n---\n\nText\n",
            unsafe=True,
            dresses=DRESSES[:2],
        ),
        Example(
            "a line that is nearly one becomes one",
            "---\ntitle: One\n----\nText\n",
            after="---\ntitle: One\n---\nText\n",
            unsafe=True,
            dresses=DRESSES[:2],
        ),
        Example(
            "above the target of a link it is only reported",
            "---\ntitle: One\n[two]: two.md\n",
            faults=1,
            dresses=DRESSES[:2],
        ),
        Example(
            "with links it is only reported", '---\ntitle: One\nup: "[[two]]"\n\nText\n', faults=1, dresses=DRESSES[:2]
        ),
    )


def _closed(doc: Document, end: int) -> Fix | None:
    """Return the fix that closes the block at `end`, where its properties seem to end; None where that is no end."""
    crossing = (each for each in zones(doc) if each.zone is not Zone.PROSE and each.span.start < end < each.span.end)
    if any(crossing) or any(link.span.start < end for link in live_links(doc)) or may_define(doc.text, end):
        return None
    nearly = _NEARLY.match(doc.text, end)
    if nearly:
        return replace(Span(*nearly.span()), "---", Safety.UNSAFE)
    lead = "" if doc.text[end - 1] in "\r\n" else doc.newline
    return insert(end, f"{lead}---{doc.newline}", Safety.UNSAFE)
