"""Hidden: findings on invisible characters that the script of a note does not need."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby

from vaultfix.document import Document
from vaultfix.patterns import pattern
from vaultfix.rule import Finding
from vaultfix.text import Span

_TAGS = "\U000e0001\U000e0020-\U000e007f"
_HIDDEN = pattern(f"[\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060\u2066-\u206f\ufeff{_TAGS}]")
# Some flags are spelled in tags; and a joiner beside an emoji belongs to it, or did.
_SPELLED = pattern(f"\U0001f3f4[{_TAGS}]+")
_EMOJI = "\u2100-\u2bff\U0001f000-\U0001faff"
_IN_EMOJI = pattern(f"(?<=[\ufe0f{_EMOJI}])\u200d|\u200d(?=[{_EMOJI}])")
# Scripts that join letters, leave out spaces, or run from right to left, and the signs each cannot do without.
_WRITTEN = {
    "\u200c\u200d\u180e": pattern("[\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u18af\u1a20-\u1bff\ufb50-\ufdff]"),
    "\u200b": pattern("[\u0e00-\u109f\u1780-\u17ff\u1950-\u19ff\u1a20-\u1bff\ua980-\uaa7f]"),
    "\u061c\u200e\u200f": pattern(
        "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
    ),
}
_OPENING, _ISOLATING = "\u202a\u202b", "\u2066\u2067\u2068"
_CLOSING = {"\u202c": _OPENING, "\u2069": _ISOLATING}


def findings(doc: Document) -> Iterator[Finding]:
    """Yield what is hidden and not needed, once in each line."""
    if not _HIDDEN.search(doc.text, doc.body_start):
        return
    needed = "".join(signs for signs, script in _WRITTEN.items() if script.search(doc.text))
    spelled = {at for flag in _SPELLED.finditer(doc.text) for at in range(*flag.span())}
    found = (
        hidden
        for hidden in _HIDDEN.finditer(doc.text, doc.body_start)
        if hidden[0] not in needed and hidden.start() not in spelled and not _IN_EMOJI.match(doc.text, hidden.start())
    )
    for _, group in groupby(found, key=lambda hidden: doc.line_number(hidden.start())):
        line = [*group]
        balanced = _balanced(line)
        stray = [hidden for hidden in line if hidden.start() not in balanced]
        if stray:
            yield _told(stray)


def _balanced(line: list[re.Match[str]]) -> set[int]:
    """Return the offsets of the embeddings and isolates of a line that are closed on it, and of what closes them."""
    balanced: set[int] = set()
    opened: list[re.Match[str]] = []
    for hidden in line:
        if hidden[0] in _OPENING + _ISOLATING:
            opened.append(hidden)
        elif opened and opened[-1][0] in _CLOSING.get(hidden[0], ""):
            balanced |= {opened.pop().start(), hidden.start()}
    return balanced


def _told(stray: list[re.Match[str]]) -> Finding:
    """Return the finding on the hidden characters of a line."""
    first, *others = stray
    code = ord(first[0])
    more = f", and {len(others)} more in this line" if others else ""
    name = unicodedata.name(first[0], "an unnamed sign").lower()
    return Finding(
        Span(*first.span()),
        f"the invisible character U+{code:04X} ({name}) stands here{more}; delete it if nobody needs it",
    )
