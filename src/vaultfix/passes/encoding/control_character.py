"""The rule control-character."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby

from vaultfix.document import Document
from vaultfix.doubt import among
from vaultfix.patterns import pattern
from vaultfix.rule import EVERYWHERE, Example, Finding, Rule, Severity
from vaultfix.sheaf import Sheaf
from vaultfix.text import Span
from vaultfix.vault import Vault

_CONTROL = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_C1_IN_BYTES = pattern(rb"\xc2[\x80-\x9f]")
_C0_IN_BYTES = pattern(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_OTHERS = bytes(byte for byte in range(256) if byte > 0x7F or not _CONTROL.match(chr(byte)))
"""The bytes of UTF-8 that are no control character below U+0080; to take them away is the fastest search for many."""
_C0 = (
    "NUL SOH STX ETX EOT ENQ ACK BEL BS HT LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US"
)
_C1 = (
    "DEL PAD HOP BPH NBH IND NEL SSA ESA HTS HTJ VTS PLD PLU RI SS2 SS3 DCS PU1 PU2 STS CCH MW SPA EPA SOS SGC SCI CSI "
    "ST OSC PM APC"
)
_NAMES = dict(zip([*range(0x20), *range(0x7F, 0xA0)], f"{_C0} {_C1}".split(" "), strict=True))


def _with_such_bytes(sheaf: Sheaf, _: Vault) -> Sequence[int]:
    """Leave the notes with a control character."""
    below = sheaf.matching(_C0_IN_BYTES) if sheaf.raw.translate(None, _OTHERS) else ()
    above = sheaf.matching(_C1_IN_BYTES) if b"\xc2" in sheaf.raw else ()
    return sorted({*below, *above})


@among(_with_such_bytes)
def with_controls(_doc: Document, _vault: Vault) -> bool:
    """Doubt a note with the bytes of a control character."""
    return True


class ControlCharacter(Rule):
    """A note holds no control characters but tabs and line ends.

    They cannot be seen, yet programs act on them: NUL makes git and grep take the note for a binary file, U+0085 ends
    a line for some readers and not for others, an escape changes what a terminal shows. They come in with text copied
    from PDFs and terminals. What was meant is unknown, so they are only reported, once in each line. Those that are
    part of mojibake are left to the rule for it.
    """

    severity = Severity.WARNING
    doubt = with_controls
    touches = EVERYWHERE

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        found = [match.start() for match in _CONTROL.finditer(doc.text)]
        if not found:
            return
        from vaultfix.passes.encoding.damaged import damaged  # noqa: PLC0415 - only who has such signs pays for it

        spans = [change.span for change in damaged(doc)]
        starts = [span.start for span in spans]
        stray = (at for at in found if not ((index := bisect_right(starts, at)) and at in spans[index - 1]))
        for _, line in groupby(stray, key=doc.line_number):
            first, *others = line
            code = ord(doc.text[first])
            more = f", and {len(others)} more in this line" if others else ""
            yield Finding(
                Span(first, first + 1), f"the control character U+{code:04X} ({_NAMES[code]}) stands here{more}"
            )

    examples = (
        Example(
            "tabs and line ends are welcome", "One\ttwo\n\nthree\n", dresses=("crlf", "bom", "frontmatter", "quote")
        ),
        Example("NUL is none", "One\x00two\n", faults=1),
        Example("a line is reported once", "\x1b[1mOne\x1b[0m\n\x85\n", faults=2),
    )
