"""The rule colliding-names."""

from collections.abc import Iterator, Mapping, Sequence

from vaultfix.document import Document
from vaultfix.doubt import of_vault
from vaultfix.rule import EVERYWHERE, Example, Finding, Rule, Severity
from vaultfix.text import Span
from vaultfix.vault import Vault, whole
from vaultfix.vault.hosts import Host, hosts


@of_vault
def colliding(vault: Vault) -> bool:
    """Doubt every note of a vault in which names collide."""
    return "quartz" in vault.profiles or bool(vault.files.colliding)


class CollidingNames(Rule):
    """No two files have the same path but for capitals, accents or kinds of space, nor one address.

    Windows, macOS and Obsidian take `Moon.md` and `moon.md` for one file: a copy of the vault there keeps only one of
    the two; and Quartz, where it is asked, gives `New moon.md` and `New-moon.md` one address. Nothing is fixed, as one
    of them has to be renamed or both to be made one. It is told on each of the notes; of attachments, on the first note
    that links to one, else on the note nearest to it [A5.4, A9.1].
    """

    severity = Severity.ERROR
    doubt = colliding
    touches = EVERYWHERE

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        shared = vault.files.slugs.shared if "quartz" in vault.profiles else {}
        if doc.path in shared:
            names = " and ".join(f"`{path}`" for path in shared[doc.path])
            yield Finding(Span(0, 0), f"{names} have one address in Quartz; rename all but one")
        colliding = vault.files.colliding
        if not colliding:
            return
        if doc.path in colliding:
            yield Finding(Span(0, 0), _message(colliding[doc.path]))
        for place, group in _attachments(vault).get(doc.path, ()):
            yield Finding(place.span, _message(group))

    examples = (
        Example("two names", "", path="moon.md", others=(("moons.md", ""), ("a/moon.md", ""))),
        Example("the same name in other capitals", "", faults=1, path="moon.md", others=(("Moon.md", ""),)),
        Example("a folder in other capitals", "", faults=1, path="a/moon.md", others=(("A/moon.md", ""),)),
        Example("one address", "", faults=1, path="a b.md", others=(("a-b.md", ""),), profiles=("obsidian", "quartz")),
        Example(
            "two pictures",
            "![[moon.png]]\n",
            faults=1,
            others=(("img/moon.png", ""), ("img/Moon.png", "")),
            dresses=("crlf", "bom", "frontmatter"),
        ),
    )


@whole
def _attachments(vault: Vault) -> Mapping[str, list[tuple[Host, tuple[str, ...]]]]:
    """Return the groups of which no file is a note, by the note on which each is told."""
    groups = {tuple(group) for group in vault.files.colliding.values() if vault.documents.keys().isdisjoint(group)}
    speaking = hosts(vault, {path for group in groups for path in group})
    found: dict[str, list[tuple[Host, tuple[str, ...]]]] = {}
    for group in sorted(groups):
        places = [speaking[path] for path in group if path in speaking]
        if places:
            first = min(places, key=lambda place: (place.span == Span(0, 0), place.path))
            found.setdefault(first.path, []).append((first, group))
    return found


def _message(group: Sequence[str]) -> str:
    names = " and ".join(f"`{path}`" for path in group)
    return f"{names} are one file to Obsidian, Windows and macOS; rename all but one"
