"""The rule not-utf8."""

import re
from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.doubt import among, foreign
from vaultfix.patterns import pattern
from vaultfix.rule import EVERYWHERE, Example, Finding, Rule, Severity
from vaultfix.text import Edit, Fix, Safety, Span
from vaultfix.vault import Vault

_UNDECODED = pattern("[\udc80-\udcff]+")
_CODE_PAGES = {"cp1252": 1.0, "cp1250": 0.8, "cp1254": 0.8, "cp1251": 0.8, "mac_roman": 0.3, "cp437": 0.3}
"""How much a code page's letters count: the old ones of Mac and DOS have a letter for every quote of the others."""
_WORDS = {
    "cp1252": "windows-1252 (Western European)",
    "cp1250": "windows-1250 (Central European)",
    "cp1254": "windows-1254 (Turkish)",
    "cp1251": "windows-1251 (Cyrillic)",
    "mac_roman": "Mac Roman",
    "cp437": "code page 437 (DOS)",
}
_WIDE = {b"\xff\xfe": "UTF-16, little-endian", b"\xfe\xff": "UTF-16, big-endian"}


@among(foreign)
def undecoded(doc: Document, _: Vault) -> bool:
    """Doubt a note with bytes that are not UTF-8."""
    return not doc.is_utf8


class NotUtf8(Rule):
    """A note is UTF-8.

    Obsidian, GitHub and git read notes as UTF-8. Bytes that are none are shown as U+FFFD and lost for good as soon as
    an editor saves the note. The likeliest encoding is named. The fix rewrites those bytes alone, and is unsafe: which
    code page it was is a guess, made from the letters that come out. A note in UTF-16 or one with binary data is only
    reported: convert it with an editor. No other rule judges a note that is not UTF-8.
    """

    severity = Severity.ERROR
    doubt = undecoded
    touches = EVERYWHERE
    judges_bytes = True

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        if doc.is_utf8:
            return
        runs = list(_UNDECODED.finditer(doc.text))
        span = Span(*runs[0].span())
        first = _bytes_of(span.of(doc.text))[0]
        if wide := _WIDE.get(doc.raw[:2]):
            yield Finding(span, f"the note is not UTF-8 but {wide}: save it as UTF-8 with an editor")
        elif b"\0" in doc.raw:
            yield Finding(span, f"the byte {first:02X} is not UTF-8, and there are NUL bytes: is this a note at all?")
        else:
            words, edits = _guess(doc.text, runs)
            more = f" (and {len(runs) - 1} more places)" if len(runs) > 1 else ""
            message = f"the byte {first:02X} is not UTF-8{more}; it looks like {words}"
            yield Finding(span, message, Fix(tuple(edits), Safety.UNSAFE))

    examples = (
        Example("UTF-8 holds every script", "Grüße, Ελλάδα, Привет, 日本 🗣️\n"),
        Example(
            "a word of windows-1252 among UTF-8",
            "Caf\udce9 — 日本\n",
            after="Café — 日本\n",
            unsafe=True,
            dresses=("crlf", "frontmatter", "quote", "fence"),
        ),
        Example("UTF-16 is reported", "\udcff\udcfe#\x00 \x00", faults=1, dresses=()),
    )


def _guess(text: str, runs: list[re.Match[str]]) -> tuple[str, list[Edit]]:
    """Return the likeliest encoding in words, and the edits that read the bytes so."""
    page = max(_CODE_PAGES, key=lambda page: _CODE_PAGES[page] * sum(_likeliness(text, run, page) for run in runs))
    edits = []
    halves = False
    for run in runs:
        data = _bytes_of(run.group())
        joined = _joined(data)
        halves = halves or joined is not None
        edits.append(Edit(Span(*run.span()), joined or _decoded(data, page)))
    return ("CESU-8, where emoji are written in two halves" if halves else _WORDS[page]), edits


def _likeliness(text: str, run: re.Match[str], page: str) -> float:
    """Return how much like letters of a word, or signs beside one, a run of bytes is in a code page."""
    decoded = _decoded(_bytes_of(run.group()), page)
    near = [text[max(0, run.start() - 1) : run.start()], text[run.end() : run.end() + 1]]
    words = sum(char.isascii() and char.isalpha() for char in near)
    letters = sum(char.isalpha() for char in decoded)
    if not letters:
        return -1.0 if words == 2 or any("\x80" <= char <= "\x9f" for char in decoded) else 0.5
    # Latin letters stand among those of ASCII, Cyrillic ones among themselves.
    fits = len(decoded) < 3 or words > 0 if page != "cp1251" else words == 0
    return (letters - 2 * (len(decoded) - letters)) * (1.0 if fits else -0.5)


def _joined(data: bytes) -> str | None:
    """Return the characters that halves of surrogate pairs stand for, each written as if it were one [CESU-8]."""
    try:
        return data.decode("utf-8", "surrogatepass").encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeError:
        return None


def _decoded(data: bytes, page: str) -> str:
    """Return the bytes read in a code page; one that it leaves undefined becomes the C1 control of its number."""
    return "".join(bytes([byte]).decode(page, "replace").replace("\ufffd", chr(byte)) for byte in data)


def _bytes_of(chars: str) -> bytes:
    return chars.encode("utf-8", "surrogateescape")
