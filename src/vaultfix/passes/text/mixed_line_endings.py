"""The rule mixed-line-endings."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.doubt import holding
from vaultfix.patterns import pattern
from vaultfix.rule import EVERYWHERE, Example, Finding, Rule, Severity
from vaultfix.text import Edit, Fix, Span
from vaultfix.vault import Vault

_LINE_END = pattern(r"\r\n?|\n")
_NAMES = {"\n": "LF", "\r\n": "CRLF", "\r": "a lone CR"}


class MixedLineEndings(Rule):
    r"""All lines of a note end alike.

    A line ends with LF, as everywhere but on Windows, or with CRLF, as there. A note that has both was edited on two
    systems; git then shows lines as changed that nobody touched. The fix gives every line the end that most lines have
    (the first one's, if as many have the other), and no reader can see the change. Line ends belong to the file, not
    to its Markdown, so they are mended in code and frontmatter too. A lone CR, the end of lines on old Macs and else a
    relic of an accident, is only reported among others, because editors show it in different ways.
    """

    severity = Severity.INFO
    doubt = holding("\r")
    touches = EVERYWHERE

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        dos = doc.text.count("\r\n")
        counts = {"\n": doc.text.count("\n") - dos, "\r\n": dos, "\r": doc.text.count("\r") - dos}
        ends = [end for end in ("\n", "\r\n", "\r") if counts[end]]
        if len(ends) < 2:
            return
        most = max(ends, key=lambda end: (counts[end], end == doc.newline))
        odd = [end for end in _LINE_END.finditer(doc.text) if end[0] != most]
        # A lone CR in front would join the new LF, and a line end be lost.
        mendable = [
            Edit(Span(*end.span()), most)
            for end in odd
            if "\r" not in {end[0], most} and not doc.text.endswith("\r", 0, end.start())
        ]
        lines = "1 line ends" if len(odd) == 1 else f"{len(odd)} lines end"
        names = " or ".join(_NAMES[end] for end in ends if end != most)
        yield Finding(
            Span(*odd[0].span()),
            f"{lines} with {names}, the other {counts[most]} with {_NAMES[most]}",
            Fix(tuple(mendable)) if mendable else None,
        )

    examples = (
        Example("one kind of end", "One\ntwo\n", dresses=("bom", "quote", "no final newline")),
        Example("also the other", "One\r\ntwo\r\n", dresses=("bom",)),
        Example("the odd one out is mended", "a\r\nb\nc\r\n", after="a\r\nb\r\nc\r\n", dresses=("bom",)),
        Example("in code too", "```\r\na\n```\nb\n", after="```\na\n```\nb\n", dresses=("bom",)),
        Example("a lone CR is only reported", "a\rb\nc\n", faults=1, dresses=("bom",)),
    )
