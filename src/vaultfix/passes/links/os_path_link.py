"""The rule os-path-link."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.passes.links.claims import on_drive
from vaultfix.passes.links.oddities import Odd, odd, odd_links
from vaultfix.passes.links.rewriting import proved_path, written_path
from vaultfix.patterns import pattern
from vaultfix.rule import Choice, Example, Finding, Rule, Severity
from vaultfix.syntax.links import LIVE
from vaultfix.syntax.links.writing import with_path
from vaultfix.text import Safety, replace
from vaultfix.vault import Vault
from vaultfix.vault.files import folded

_SLASHES = pattern(r"[\\/]+")
_FEWEST_SEGMENTS = 2


class OsPathLink(Rule):
    r"""A link does not lead to one computer's disk, as `C:\notes\moon.md` does.

    It opens nowhere but there. Where the end of the path fits just one file of the vault, the unsafe fix writes the
    path from the note; it is unsafe because the file on that disk may be another one [A4.1].
    """

    severity = Severity.WARNING
    doubt = odd(Odd.ON_DRIVE)
    touches = LIVE

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        for trail in odd_links(doc, vault, Odd.ON_DRIVE):
            link = trail.link
            if on_drive(link):
                meant = _meant(vault, link.path)
                path = proved_path(doc, vault, link, meant)
                written = [written_path(doc, link, file) for file in meant]
                yield Finding(
                    link.span,
                    f"`{link.path}` is a place on one computer's disk",
                    None if path is None else replace(link.path_span, path, Safety.UNSAFE),
                    choices=tuple(Choice(with_path(doc.text, link, one), "the same end") for one in written),
                )

    examples = (
        Example("a path in the vault", "[moon](sky/moon.md)\n", others=(("sky/moon.md", ""),)),
        Example("a namespace is no drive", "[a](urn:isbn:1) [b](x:y)\n", faults=None, others=(("x:y", ""),)),
        Example(
            "a path on a disk",
            "[moon](C:\\Users\\ada\\notes\\sky\\moon.md)\n",
            after="[moon](sky/moon.md)\n",
            unsafe=True,
            others=(("sky/moon.md", ""),),
        ),
        Example("a file that is elsewhere", "[moon](D:/pictures/moon.png)\n", faults=1, others=(("moon.png", ""),)),
    )


def _meant(vault: Vault, path: str) -> list[str]:
    """Return the files whose path from the root, of two segments at least, ends the path on the disk."""
    segments = [folded(segment) for segment in _SLASHES.split(path)[1:]]
    for start in range(len(segments) - _FEWEST_SEGMENTS + 1):
        found = [file for file in vault.files.alike("/".join(segments[start:])) if file in vault.files]
        if found:
            return found
    return []
