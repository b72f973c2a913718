"""The rule ambiguous-link."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self, overload

from vaultfix.document import Document
from vaultfix.passes.links.oddities import Odd, odd, odd_links
from vaultfix.passes.links.profiles import named
from vaultfix.passes.links.rewriting import written_path
from vaultfix.rule import Choice, Example, Finding, Rule, Severity
from vaultfix.syntax.links import LIVE, Kind, Link
from vaultfix.syntax.links.writing import with_path
from vaultfix.vault import Trail, Vault, whole
from vaultfix.vault.files import folded
from vaultfix.vault.lookup import Reach, on_github

_MOST_KNOWN = 20_000
"""So many links are remembered with what is said of them."""


class AmbiguousLink(Rule):
    """A link can mean only one file, and the same one everywhere.

    Where several files have the name, Obsidian opens the one in the note's own folder, else the one with the shortest
    path: a new file, or a note that moves, quietly changes where the link leads. The message names the file that opens
    now. Only the author knows which one is meant, so nothing is fixed; a longer path says it. A link that is the whole
    path to the file is clear, as is `[[index]]` for the index at the root.
    """

    severity = Severity.WARNING
    doubt = odd(Odd.AMBIGUOUS)
    touches = LIVE

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        told = _told(vault)
        for trail in odd_links(doc, vault, Odd.AMBIGUOUS):
            link, (reach, *others) = trail
            if reach.profile != "obsidian" or reach.path is None:
                continue
            elsewhere = [other for other in others if other.opens and other.path != reach.path] if others else ()
            if elsewhere and link.kind is not Kind.WIKI:
                message = f"opens `{reach.path}` in Obsidian, but {_listed(elsewhere)}"
                files = tuple(dict.fromkeys(path for other in (reach, *elsewhere) if (path := other.path)))
                yield Finding(link.span, message, choices=_choices(doc, link, files))
            elif reach.rivals and not _is_clear(doc, vault, trail):
                if link.kind is Kind.WIKI:
                    around = _around(doc, link)
                    message, choices = told[reach.path, reach.rivals, around]
                else:
                    message, files = _fault(reach.path, reach.rivals)
                    choices = _choices(doc, link, files)
                yield Finding(link.span, message, choices=choices)

    examples = (
        Example("one note has the name", "[[x]]\n", others=(("a/x.md", ""),)),
        Example("a path says which", "[[a/x]]\n", others=(("a/x.md", ""), ("b/x.md", ""))),
        Example(
            "so does the name of a note at the root", "[[x]]\n", path="b/n.md", others=(("x.md", ""), ("b/x.md", ""))
        ),
        Example(
            "so does a Markdown link that is the path itself",
            "[x](x.md)\n",
            path="a/n.md",
            others=(("a/x.md", ""), ("b/x.md", "")),
        ),
        Example("two notes have the name", "[[x]]\n", faults=1, path="a/n.md", others=(("a/x.md", ""), ("b/x.md", ""))),
        Example(
            "Obsidian starts at the root, GitHub in the note's folder",
            "[x](x.md)\n",
            faults=1,
            path="a/n.md",
            others=(("a/x.md", ""), ("x.md", "")),
        ),
    )


class _Told(dict[tuple[str, tuple[str, ...], tuple[str, str]], tuple[str, Sequence[Choice]]]):
    """What is said of a wikilink to a file with rivals, written so around its path; many are written like others."""

    def __missing__(self, said: tuple[str, tuple[str, ...], tuple[str, str]]) -> tuple[str, Sequence[Choice]]:
        path, rivals, around = said
        message, files = _fault(path, rivals)
        if len(self) >= _MOST_KNOWN:
            self.clear()
        self[said] = told = message, _Spellings(*around, files)
        return told


@whole
def _told(_: Vault) -> _Told:
    return _Told()


def _fault(path: str, rivals: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Return what is said of a file and its rivals, and all of them."""
    message = f"{len(rivals) + 1} files fit; Obsidian opens `{path}`, not {_quoted(rivals)}"
    return message, tuple(dict.fromkeys((path, *rivals)))


def _is_clear(doc: Document, vault: Vault, trail: Trail) -> bool:
    """Whether a link is the path to what Obsidian opens, from the root or the note, or is a link for Obsidian alone."""
    written, path = trail.link.path, trail.reaches[0].path or ""
    if written.count("/") == path.count("/") and folded(path) in {folded(written), f"{folded(written)}.md"}:
        return True  # A3.5
    if trail.link.kind is Kind.WIKI:
        return False
    by_path = on_github(vault.files, doc.path, trail.link.path)
    return by_path.path == trail.reaches[0].path or any(not reach.opens for reach in trail.reaches)


def _choices(doc: Document, link: Link, files: tuple[str, ...]) -> Sequence[Choice]:
    """Return the link with the path to each of `files` that fits nothing else, from the root or the note [A3.4, A3.5].

    Dozens of files may have one name, and most reports show no choice: a wikilink's are written when they are read.
    """
    if link.kind is Kind.WIKI:
        return _Spellings(*_around(doc, link), files)
    paths = ((written_path(doc, link, file), file) for file in files)
    return tuple(
        Choice(with_path(doc.text, link, path if path.startswith("../") else f"./{path}"), file) for path, file in paths
    )


def _around(doc: Document, link: Link) -> tuple[str, str]:
    """Return what stands before and behind the path of a link."""
    return doc.text[link.span.start : link.path_span.start], doc.text[link.path_span.end : link.span.end]


@dataclass(slots=True, unsafe_hash=True)  # nobody changes one, and a frozen one takes three times as long to make
class _Spellings(Sequence[Choice]):
    """A wikilink with the whole path to each of `files`, and what stands before and behind the path."""

    before: str
    behind: str
    files: tuple[str, ...]

    def __reduce__(self) -> tuple[type[Self], tuple[object, ...]]:
        """Say how it is made, in fewer words than a dataclass would."""
        return type(self), (self.before, self.behind, self.files)

    def __len__(self) -> int:
        return len(self.files)

    @overload
    def __getitem__(self, at: int) -> Choice: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Choice]: ...

    def __getitem__(self, at: int | slice) -> Choice | Sequence[Choice]:
        if isinstance(at, slice):
            return _Spellings(self.before, self.behind, self.files[at])
        file = self.files[at]
        return Choice(f"{self.before}{file.removesuffix('.md')}{self.behind}", file)


def _listed(elsewhere: Sequence[Reach]) -> str:
    files = dict.fromkeys(path for reach in elsewhere if (path := reach.path))
    return " and ".join(
        f"`{file}` on {named(reach.profile for reach in elsewhere if reach.path == file)}" for file in files
    )


def _quoted(files: tuple[str, ...]) -> str:
    shown = [f"`{file}`" for file in files[:3]]
    return " or ".join(shown) + (f" and {len(files) - 3} more" if len(files) > 3 else "")
