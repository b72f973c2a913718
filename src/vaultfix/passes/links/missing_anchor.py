"""The rule missing-anchor."""

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from vaultfix.document import Document
from vaultfix.rule import Choice, Example, Finding, Rule, Severity
from vaultfix.syntax.links import LIVE, Kind, Link
from vaultfix.syntax.links.writing import as_destination, with_fragment
from vaultfix.syntax.slugs import rendered, slug
from vaultfix.text import Fix, Safety, replace
from vaultfix.vault import Trail, Vault
from vaultfix.vault.anchors import Anchors, stripped
from vaultfix.vault.lookup import Reach

# What Obsidian itself leaves out of a link to a heading [B1.6].
_LEFT_OUT = re.compile(r"(?:[:#|^\\\s]|%%|\[\[|\]\])+")
_NOTE = (".md", ".markdown")


class MissingAnchor(Rule):
    """The heading or block that a link names stands in its note.

    A link to a heading that is gone opens the note at its top; an embed of it shows nothing, which is an error.
    Wikilinks are matched as Obsidian does; a Markdown link is reported only where no profile finds its heading, so
    that `#my-heading` for GitHub and `#My%20Heading` for Obsidian are both left alone. The fix is made where just one
    heading has the id that the fragment would have: safe, except where it changes the words that a reader sees.
    """

    severity = Severity.WARNING
    touches = LIVE

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        for trail in vault.trails(doc):
            link = trail.link
            reach = _missed(vault, trail) if link.fragment and link.fragment.strip(" #") else None
            note = vault.anchors(reach.path or "") if reach else None
            if reach and note:
                meant = _meant(link.fragment or "", note)
                asked = _asked(trail)
                written = [_written(link, name, asked) for name in meant]
                yield Finding(
                    link.span,
                    _message(trail, note, written),
                    _fix(link, note, meant, asked),
                    severity=Severity.ERROR if link.embed else None,
                    choices=tuple(Choice(with_fragment(doc.text, link, name), "a name like it") for name in written),
                )

    examples = (
        Example("a heading by its words", "[[#High water]]\n\n# High: water?\n"),
        Example("a chain of headings", "[[#Tides#Ebb]]\n\n# Tides\n\n## Ebb\n"),
        Example("either spelling of a Markdown link", "[a](#high-water) [b](#High%20water)\n\n# High water\n"),
        Example(
            "a block by its id", "[[#^First-1]]\n\nThe first line. ^first-1\n", dresses=("crlf", "bom", "frontmatter")
        ),
        Example("pages and sizes are no headings", "![[tides.pdf#page=3]]\n", others=(("tides.pdf", ""),)),
        Example("the heading is gone", "[[Tides#Neap]]\n", faults=1, others=(("Tides.md", "# Spring\n"),)),
        Example("so is the block", "![[Tides#^neap]]\n", faults=1, others=(("Tides.md", "# Spring\n"),)),
        Example("a link that works nowhere", "[a](tides.md#neap)\n", faults=1, others=(("tides.md", "# Spring\n"),)),
        Example(
            "the id of a heading, in a wikilink",
            "[[Tides#spring-tide|springs]]\n",
            after="[[Tides#Spring tide|springs]]\n",
            others=(("Tides.md", "# Spring tide\n"),),
        ),
        Example(
            "the id of a heading, where only Obsidian is asked",
            "[a](tides.md#spring-tide)\n",
            after="[a](tides.md#Spring%20tide)\n",
            others=(("tides.md", "# Spring tide\n"),),
            profiles=("obsidian",),
        ),
        Example(
            "what the reader sees would change",
            "[[Tides#spring-tide]]\n",
            after="[[Tides#Spring tide]]\n",
            unsafe=True,
            others=(("Tides.md", "# Spring tide\n"),),
        ),
    )


def _missed(vault: Vault, trail: Trail) -> Reach | None:
    """Return the first profile's reach where no profile finds the anchor; None where one does, or cannot tell."""
    judged = [reach for reach in trail.reaches if reach.path is not None and _judges(reach, trail.link)]
    for reach in judged:
        note = vault.anchors(reach.path or "")
        if note is None or not (reach.path or "").lower().endswith(_NOTE) or _finds(reach, note, trail.link):
            return None
    return judged[0] if judged else None


def _judges(reach: Reach, link: Link) -> bool:
    """Whether a profile has a say: blocks are known to Obsidian alone [B3.3]."""
    return reach.profile == "obsidian" or not (link.fragment or "").startswith("^")


def _finds(reach: Reach, note: Anchors, link: Link) -> bool:
    fragment = link.fragment or ""
    return note.in_obsidian(fragment) if reach.profile == "obsidian" else note.on_github(fragment)


def _meant(fragment: str, note: Anchors) -> list[str]:
    """Return what the fragment may have meant, best first: block ids with their `^`, or the source of headings."""
    if fragment.startswith("^"):
        return [f"^{name}" for name in get_close_matches(fragment[1:].lower(), sorted(note.blocks), 3, 0.7)]
    last = fragment.rpartition("#")[2]
    same = [heading.text for heading in note.headings if slug(rendered(heading.text)) == slug(last)]
    if same:
        return same[:3]
    by_words = {stripped(heading.text): heading.text for heading in reversed(note.headings)}
    close = get_close_matches(stripped(last.replace("-", " ")), list(by_words), 3, 0.7)
    return [by_words[words] for words in close]


def _asked(trail: Trail) -> frozenset[str]:
    """Return the profiles that have a say and reach a file."""
    return frozenset(reach.profile for reach in trail.reaches if reach.path is not None and _judges(reach, trail.link))


def _spelled(link: Link, name: str, asked: frozenset[str]) -> str:
    """Return the fragment that leads to `name`: as an id where only GitHub is asked, or the link writes ids."""
    if name.startswith("^"):
        return name
    writes_ids = "-" in (link.fragment or "") and " " not in (link.fragment or "")
    if link.kind is not Kind.WIKI and "portable" in asked and (writes_ids or "obsidian" not in asked):
        return slug(rendered(name))
    return _LEFT_OUT.sub(" ", name).strip(" ")


def _written(link: Link, name: str, asked: frozenset[str]) -> str:
    """Return the fragment that leads to `name` as the link must write it."""
    spelled = _spelled(link, name, asked)
    return spelled if link.kind is Kind.WIKI else as_destination(spelled, angled=link.angled)


def _message(trail: Trail, note: Anchors, written: Sequence[str]) -> str:
    link = trail.link
    fragment = link.fragment or ""
    kind = "block" if fragment.startswith("^") else "heading"
    place = f"`{note.doc.path}`" if link.path else "this note"
    where = ", neither for Obsidian nor for GitHub" if len(_asked(trail)) > 1 else ""
    hint = f"; did you mean {' or '.join(f'`#{name}`' for name in written)}?" if written else ""
    return f"no {kind} `{fragment}` in {place}{where}{hint}"


def _fix(link: Link, note: Anchors, meant: Sequence[str], asked: frozenset[str]) -> Fix | None:
    """Return the fix where just one heading has the fragment's own id, and then is found."""
    fragment = link.fragment or ""
    is_same = len(meant) == 1 and slug(rendered(meant[0])) == slug(fragment) and "#" not in fragment
    if link.fragment_span is None or not is_same:
        return None
    spelled = _spelled(link, meant[0], asked)
    in_obsidian = "obsidian" in asked and note.in_obsidian(spelled)
    if not in_obsidian and not ("portable" in asked and note.on_github(spelled)):
        return None
    changes_words = link.kind is Kind.WIKI and link.label_span is None and not link.embed
    written = _written(link, meant[0], asked)
    return replace(link.fragment_span, written, Safety.UNSAFE if changes_words else Safety.SAFE)
