"""The rule duplicate-heading."""

from collections.abc import Iterator, Sequence

from vaultfix.document import Document, line_start
from vaultfix.doubt import among
from vaultfix.patterns import pattern
from vaultfix.rule import Example, Finding, Rule, Severity
from vaultfix.sheaf import Sheaf, repeating
from vaultfix.syntax.headings import Heading, headings
from vaultfix.vault import Vault
from vaultfix.vault.anchors import stripped

_HASHED = pattern(r" {0,3}#{1,6}[ \t]")
# Where headings seem to be: the sign comes first, which lets `re` skip all else at once.
_WORDS = pattern(rb"#[ \t]+([^\r\n]*)")
_PARTED, _NOTE_ENDS = b"\0", b"\1"
"""What stands between the words of two headings, and in place of one between two notes; no punctuation, so it stays."""


def _with_repeats(sheaf: Sheaf, vault: Vault) -> Sequence[int]:
    """Leave the notes where two lines that look like headings have the same words; those of all are read at once."""
    if "obsidian" not in vault.profiles:
        return ()
    if _PARTED in sheaf.raw or _NOTE_ENDS in sheaf.raw:
        return sheaf.every
    lines = _WORDS.findall(sheaf.apart(b"# " + _NOTE_ENDS))
    evened = stripped(_PARTED.join(lines).decode("utf-8", "surrogateescape")).split(_PARTED.decode())
    return repeating([line.strip(" ") for line in evened], _NOTE_ENDS.decode())


@among(_with_repeats)
def repeated(_doc: Document, _vault: Vault) -> bool:
    """Doubt a note where two lines that look like headings have the same words."""
    return True


class DuplicateHeading(Rule):
    """No heading has the words of another one below the same headings.

    Obsidian's links name a heading by its words, and by those of the headings above it where they are needed. Of two
    that agree in all of these, the second cannot be linked to. GitHub tells them apart by numbers, `#tides` and
    `#tides-1`, so without Obsidian nothing is reported. Another name is the author's to find.
    """

    severity = Severity.INFO
    doubt = repeated

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        if "obsidian" not in vault.profiles:
            return
        first: dict[tuple[str, ...], Heading] = {}
        above: list[tuple[int, str]] = []
        for heading in headings(doc):
            above = [*(each for each in above if each[0] < heading.level), (heading.level, stripped(heading.text))]
            # B1.5: whether Obsidian takes other headings for such is not known.
            if not _HASHED.match(doc.text, line_start(doc.text, heading.span.start)):
                continue
            twin = first.setdefault(tuple(words for _, words in above), heading)
            if twin is not heading and above[-1][1]:
                line = doc.place(twin.span.start).line
                fault = f"no link of Obsidian's leads here: the heading on line {line} has the same words"
                yield Finding(heading.span, fault, twin=twin.span)

    examples = (
        Example("below different headings", "# Spring\n\n## High\n\n# Neap\n\n## High\n", dresses=("crlf", "bom")),
        Example(
            "below the same heading", "# Tides\n\n## High\n\n## High!\n", faults=1, dresses=("crlf", "bom", "fence")
        ),
        Example(
            "GitHub tells them apart",
            "# Tides\n\n## High\n\n## High\n",
            profiles=("portable",),
            dresses=("crlf", "bom"),
        ),
    )
