"""The rule duplicate-heading."""

from collections import Counter
from collections.abc import Iterator, Sequence

from vaultfix.document import Document, line_start
from vaultfix.doubt import among
from vaultfix.patterns import pattern
from vaultfix.rule import Example, Finding, Rule, Severity
from vaultfix.sheaf import Sheaf, repeating
from vaultfix.syntax.headings import Heading
from vaultfix.vault import Vault
from vaultfix.vault.anchors import Anchors, anchors, stripped

_HASHED = pattern(r" {0,3}#{1,6}[ \t]")
# Where headings seem to be: the sign comes first, which lets `re` skip all else at once.
_WORDS = pattern(rb"#[ \t]+([^\r\n]*)")
# Of ASCII, what is no more than a space where Obsidian compares headings [B1.1].
_NO_WORDS = b'!"#$%&()*+,.:;<=>?@^`{|}~/[]\\\t\n\v\f\r '
_PARTED, _NOTE_ENDS = b"\0", b"\1"
"""What stands between the words of two headings, and in place of one between two notes; no punctuation, so it stays."""


def _with_repeats(sheaf: Sheaf, vault: Vault) -> Sequence[int]:
    """Leave the notes where two lines that look like headings have the same words; those of all are read at once."""
    if "obsidian" not in vault.profiles:
        return ()
    if _PARTED in sheaf.raw or _NOTE_ENDS in sheaf.raw:
        return sheaf.every
    lines = _WORDS.findall(sheaf.apart(b"# " + _NOTE_ENDS))
    foreign = _PARTED.join([line for line in lines if not line.isascii()]).decode("utf-8", "surrogateescape")
    stripped_ones = iter(stripped(foreign).encode("utf-8", "surrogateescape").split(_PARTED))
    words = [line if line.isascii() else next(stripped_ones) for line in lines]
    return repeating(_PARTED.join(words).lower().translate(None, _NO_WORDS).split(_PARTED), _NOTE_ENDS)


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
        found = list(_chains(anchors(doc)))
        often = Counter(chain for chain, _ in found)
        first: dict[tuple[str, ...], Heading] = {}
        for chain, heading in found:
            # B1.5: whether Obsidian takes other headings for such is not known.
            if often[chain] == 1 or not _HASHED.match(doc.text, line_start(doc.text, heading.span.start)):
                continue
            twin = first.setdefault(chain, heading)
            if twin is not heading and chain[-1]:
                line = doc.place(twin.span.start).line
                fault = f"no link of Obsidian's leads here: the heading on line {line} has the same words"
                yield Finding(heading.span, fault, twin=twin.span)

    examples = (
        Example("below different headings", "# Spring\n\n## High\n\n# Neap\n\n## High\n", dresses=("crlf", "bom")),
        Example(
            "below the same heading", "# Tides\n\n## High\n\n## High!\n", faults=1, dresses=("crlf", "bom", "fence")
        ),
        Example(
            "the same but for capitals", "# Tides\n\n## élan\n\n## ÉLAN!\n", faults=1, dresses=("crlf", "bom", "fence")
        ),
        Example(
            "GitHub tells them apart",
            "# Tides\n\n## High\n\n## High\n",
            profiles=("portable",),
            dresses=("crlf", "bom"),
        ),
    )


def _chains(note: Anchors) -> Iterator[tuple[tuple[str, ...], Heading]]:
    """Yield the words of each heading, as Obsidian compares them, behind those of the headings that it stands below."""
    above: list[tuple[int, str]] = []
    for heading, words in zip(note.headings, note.compared, strict=True):
        above = [*(each for each in above if each[0] < heading.level), (heading.level, words)]
        yield tuple([each for _, each in above]), heading
