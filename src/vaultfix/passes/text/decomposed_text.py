"""The rule decomposed-text."""

import unicodedata
from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.doubt import above_ascii
from vaultfix.patterns import pattern
from vaultfix.rule import Example, Finding, Rule, Severity
from vaultfix.text import Span, replace
from vaultfix.vault import Vault

# A base of ASCII can be one letter only, so that no run reaches over a mark of Markdown.
_RUN = pattern(r"[A-Za-z<=>]?[^\x00-\x7f]++")
_COMPATIBILITY = pattern("[\uf900-\ufaff\U0002f800-\U0002fa1f]")
# What names a file, which may be spelled so on disk, or a place on the web.
_NAMES = pattern(
    r"\]\([^)\r\n]*+|\[\[[^\]|\r\n]*+|[A-Za-z][A-Za-z0-9+.-]{1,20}://\S*+|[\r\n][ \t>]*+\[[^\]\r\n]*+\]:[^\r\n]*+"
)


class DecomposedText(Rule):
    """An accented letter is one character, not a letter and an accent apart.

    `é` can be written as one character or as `e` and a combining accent; they look alike, but a search for one does
    not find the other. The fix joins them (Unicode's form NFC), and no reader can see the change. Targets of links and
    addresses are left as they are, because a file's name may be spelled so on disk; so are code, HTML and frontmatter,
    and Chinese compatibility characters, which would turn into others.
    """

    severity = Severity.INFO
    doubt = above_ascii
    off = True

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        if unicodedata.is_normalized("NFC", doc.text):
            return
        named = bytearray(len(doc.text))
        for name in _NAMES.finditer(doc.text):
            named[name.start() : name.end()] = b"\1" * len(name[0])
        for run in _RUN.finditer(doc.text):
            joined = unicodedata.normalize("NFC", run[0])
            if joined != run[0] and not named[run.start()] and not _COMPATIBILITY.search(run[0]):
                yield Finding(
                    Span(*run.span()),
                    f"`{run[0]}` is written with its accents apart",
                    replace(Span(*run.span()), joined),
                )

    examples = (
        Example("an accented letter is one character", "Un café crème, s'il vous plaît.\n"),
        Example(
            "a file may be spelled apart on disk",
            "[menu](cafe\u0301.md) and [[cafe\u0301|menu]]\n",
            others=(("cafe\u0301.md", ""),),
        ),
        Example("code shows what it shows", "`cafe\u0301`\n"),
        Example("the accent joins its letter", "Un cafe\u0301 cre\u0300me\n", after="Un café crème\n"),
    )
