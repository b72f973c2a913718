"""The rule wrong-case-link."""

from collections.abc import Iterator, Sequence

from vaultfix.document import Document
from vaultfix.frozen import frozen
from vaultfix.passes.links.oddities import Odd, odd, odd_links
from vaultfix.passes.links.profiles import named
from vaultfix.passes.links.rewriting import leads_to, showing
from vaultfix.rule import Choice, Example, Finding, Rule, Severity
from vaultfix.syntax.links import LIVE, Kind, Link
from vaultfix.syntax.links.destination import decoded
from vaultfix.syntax.links.writing import as_destination, with_path
from vaultfix.text import Fix, replace
from vaultfix.vault import Vault
from vaultfix.vault.lookup import Fate, Reach
from vaultfix.vault.routes import respelled


@frozen
class WrongCaseLink(Rule):
    """A link is spelled with the capitals of the file that it leads to.

    Obsidian, Windows and macOS overlook the difference; GitHub, Linux and most publishers answer 404. The fix writes
    the file's true name. It is safe because no other file differs from the link only in capitals. Wikilinks are judged
    where Quartz is.
    """

    severity = Severity.WARNING
    doubt = odd(Odd.WRONG_CASE)
    touches = LIVE

    wikilinks: bool = False
    """Whether wikilinks are judged as well, for a publisher that looks them up with capitals. The words that a reader
    sees stay: `[[tides]]` becomes `[[Tides|tides]]`."""

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        if not {"portable", "quartz"} & set(vault.profiles):
            return
        for trail in odd_links(doc, vault, Odd.WRONG_CASE):
            wrong = [reach for reach in trail.reaches if reach.fate is Fate.WRONG_CASE and reach.path is not None]
            published = [reach for reach in wrong if reach.profile != "obsidian"]
            if trail.link.kind is not Kind.WIKI:
                if published:
                    yield _markdown(doc, vault, trail.link, published)
            elif published or (wrong and self.wikilinks):
                yield _wiki(doc, vault, trail.link, wrong[0], published)

    examples = (
        Example("the same capitals", "[b](Books.md)\n", others=(("Books.md", ""),)),
        Example(
            "Obsidian alone overlooks capitals", "[b](books.md)\n", others=(("Books.md", ""),), profiles=("obsidian",)
        ),
        Example("so do its wikilinks", "[[books]]\n", others=(("Books.md", ""),)),
        Example(
            "the file's own capitals",
            "[b](a/my%20books.md#c)\n\n# c\n",
            after="[b](A/My%20Books.md#c)\n\n# c\n",
            others=(("A/My Books.md", "# c\n"),),
        ),
        Example(
            "Quartz has only wikilinks with the right capitals",
            "[[books]]\n\n[[books|shelf]]\n",
            after="[[Books|books]]\n\n[[Books|shelf]]\n",
            others=(("Books.md", ""),),
            profiles=("obsidian", "quartz"),
        ),
        Example(
            "two files differ only in capitals",
            "[b](BOOKS.md)\n",
            faults=1,
            others=(("Books.md", ""), ("books.md", "")),
        ),
    )


def _markdown(doc: Document, vault: Vault, link: Link, published: Sequence[Reach]) -> Finding:
    """Return the finding for a link that a URL's capitals break."""
    files = (published[0].path or "", *published[0].rivals)
    paths = {_spelled(doc, link, file): file for file in files}
    right = [path for path, file in paths.items() if leads_to(doc, vault, link, decoded(path), file)]
    names = " and ".join(f"`{file}`" for file in files)
    fix = replace(link.path_span, right[0]) if len(files) == 1 and right else None
    message = f"404 on {_where(published)}, where capitals count: the file is {names}"
    return Finding(link.span, message, fix, choices=tuple(Choice(with_path(doc.text, link, path)) for path in right))


def _spelled(doc: Document, link: Link, file: str) -> str:
    """Return the written path with the capitals of `file`; segments that are right stay as their author wrote them."""
    written = link.path_span.of(doc.text).split("/")
    segments = [decoded(segment) for segment in written]
    return "/".join(
        old if segment == true else as_destination(true, angled=link.angled)
        for old, segment, true in zip(written, segments, respelled(segments, file), strict=True)
    )


def _where(published: Sequence[Reach]) -> str:
    return named(reach.profile for reach in published)


def _wiki(doc: Document, vault: Vault, link: Link, reach: Reach, published: Sequence[Reach]) -> Finding:
    """Return the finding for a wikilink that capitals break, or would break."""
    file = reach.path or ""
    written = link.path.split("/")
    noted = file if written[-1].lower().endswith(".md") else file.removesuffix(".md")
    true = "/".join(respelled(written, noted))
    fault = f"404 on {_where(published)}, where capitals count" if published else "only the capitals differ"
    fix = _wiki_fix(doc, link, true) if leads_to(doc, vault, link, true, file) else None
    return Finding(link.span, f"{fault}: the file is `{file}`", fix)


def _wiki_fix(doc: Document, link: Link, true: str) -> Fix:
    """Return the fix that leaves the words alone which a reader sees."""
    respell = replace(link.path_span, true)
    if link.label_span or link.embed:
        return respell
    words = link.target_span if (link.fragment or "").strip(" \t") else link.path_span
    return Fix((*respell.edits, showing(doc, link, words.of(doc.text))))
