"""Names: what a note is called, in each place that says so, and where they disagree."""

from collections.abc import Iterator
from typing import NamedTuple

from vaultfix.document import Document
from vaultfix.passes.frontmatter.spoken import says_the_same, spoken
from vaultfix.passes.frontmatter.taken import is_free
from vaultfix.passes.frontmatter.titles import LONGEST, first_alias, title_heading
from vaultfix.rule import Finding
from vaultfix.syntax.headings import Heading
from vaultfix.syntax.properties import Properties
from vaultfix.syntax.yaml_nodes import Node, Property, Style
from vaultfix.syntax.yaml_proof import Meant, proved
from vaultfix.syntax.yaml_quotes import written
from vaultfix.text import Fix, Safety, Span, insert, replace
from vaultfix.vault import Vault
from vaultfix.vault.claims import is_shared


def quarrels(doc: Document, vault: Vault, said: Properties, title: Property, *, aliases: bool) -> Iterator[Finding]:
    """Yield where the title and the heading disagree, and the first alias of a shared note if `aliases` are asked."""
    if not isinstance(title.value, str) or len(title.value) > LONGEST or not spoken(title.value):
        return
    heading = title_heading(doc)
    alias = first_alias(said) if aliases and is_shared(doc, vault.customs.share_property) else None
    yield from _Names(doc, vault, said, title, title.value, heading, alias).quarrels()


class _Names(NamedTuple):
    """What a note is called, in each place that says so."""

    doc: Document
    vault: Vault
    said: Properties
    title: Property
    text: str
    heading: Heading | None
    alias: Node | None

    def quarrels(self) -> Iterator[Finding]:
        """Yield the disagreements, each at the name that stands alone."""
        heading = spoken(self.heading.text) if self.heading else ""
        alias = str(self.alias.value) if self.alias else ""
        heading_fits = not self.heading or self._says(heading)
        alias_fits = not self.alias or self._says(alias)
        if not heading_fits and not alias_fits and spoken(alias) == heading:
            yield Finding(
                self.title.value_span, self._words(f"heading and first alias say “{heading}”"), self._retitle(heading)
            )
            return
        if not heading_fits and self.heading:
            said = self._words(f"the heading says “{heading}”")
            if self.alias and alias_fits:
                yield Finding(self.heading.span, said, self._rename(self.heading))
            else:
                yield Finding(self.title.value_span, said, self._retitle(heading) if alias_fits else None)
        if not alias_fits and self.alias:
            fix = self._add(self.alias) if heading_fits else None
            yield Finding(self.alias.span, self._words(f"the first alias is “{alias}”"), fix)

    def _says(self, other: str) -> bool:
        return says_the_same(self.text, other, counted=self.doc.path.endswith("/index.md"))

    def _words(self, other: str) -> str:
        return f"the title is “{self.text}”, but {other}; let them say the same"

    def _retitle(self, name: str) -> Fix | None:
        """Return the fix that gives the title another text, if it stands on one line."""
        node = self.title.node
        if node.style not in {Style.PLAIN, Style.SINGLE_QUOTED, Style.DOUBLE_QUOTED} or not name:
            return None
        if self.doc.line_number(node.span.start) != self.doc.line_number(node.span.end):
            return None
        return proved(self.doc, replace(node.span, written(name), Safety.UNSAFE), Meant(changed={node.span: name}))

    def _rename(self, heading: Heading) -> Fix | None:
        """Return the fix that gives the heading the title's text, if it bears no markup that would be lost."""
        if spoken(heading.text) != heading.text or spoken(self.text) != self.text:
            return None
        start = self.doc.text.index(heading.text, heading.span.start)
        return replace(Span(start, start + len(heading.text)), self.text, Safety.UNSAFE)

    def _add(self, alias: Node) -> Fix | None:
        """Return the fix that puts the title before the first alias of a list, unless it names another note, too."""
        line = self.doc.line(self.doc.line_number(alias.span.start))
        before = Span(line.start, alias.span.start).of(self.doc.text)
        lead = before.rstrip(" ")
        separator = f"{self.doc.newline}{before}" if lead.strip(" ") == "-" else ", "
        fix = insert(alias.span.start, written(self.text) + separator, Safety.UNSAFE)
        found = self.said.get("aliases")
        if found is None or not isinstance(found.value, list) or not is_free(self.doc, self.vault, fix):
            return None
        return proved(self.doc, fix, Meant(changed={found.value_span: [self.text, *found.value]}))
