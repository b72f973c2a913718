"""Pieces: findings on parts of emoji that stand alone, and on emoji that lack one."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator

from vaultfix.document import Document
from vaultfix.mojibake.fragments import Fragment, Kind, fragments, unqualified
from vaultfix.patterns import pattern
from vaultfix.rule import Finding, Severity
from vaultfix.syntax.links import links
from vaultfix.text import Safety, Span, delete, insert

_ANGLE = pattern("[<>]")
_ON_PURPOSE = {Kind.TONE, Kind.FLAG}
"""What an alphabet of flags or a palette of skin tones shows one by one."""
_VISIBLE = {Kind.TONE, Kind.FLAG, Kind.KEYCAP}
_NEEDLESS = "an invisible part of an emoji (U+{code:04X}) stands behind a whole one and does nothing"
_MESSAGES = {
    Kind.DOUBLED: "an invisible part of an emoji (U+{code:04X}) stands here with nothing to belong to; was more lost?",
    Kind.SELECTOR: "a variation selector (U+FE0F) stands here with no emoji in front; was one lost?",
    Kind.BEHIND: "a joiner (U+200D) stands behind this emoji with nothing to join it to; was another one lost?",
    Kind.BEFORE: "a joiner (U+200D) stands before this emoji with nothing to join it to; was another one lost?",
    Kind.TONE: "a skin tone stands here with nobody in front; was an emoji lost?",
    Kind.FLAG: "half a flag stands here: flags are made of two letters each",
    Kind.KEYCAP: "a keycap (U+20E3) stands here without its digit",
}


def broken(doc: Document) -> Iterator[Finding]:
    """Yield what stands alone, but for what is part of mojibake."""
    found = tuple(fragments(doc.text))
    if not found:
        return
    from vaultfix.mojibake.fitting import superfluous  # noqa: PLC0415 - only who has fragments pays for emoji data
    from vaultfix.passes.encoding.damaged import damaged, touched  # noqa: PLC0415 - likewise

    spans = [change.span for change in damaged(doc)]
    named = bytearray(len(doc.text))
    for name in (link.target_span for link in links(doc)):
        named[name.start : name.end] = b"\1" * (name.end - name.start)
    on_purpose = _shown_on_purpose(doc, found)
    angles = [angle.start() for angle in _ANGLE.finditer(doc.text)]
    for fragment, is_superfluous in zip(found, superfluous(doc.text, found), strict=True):
        span = Span(fragment.start, fragment.end)
        if fragment in on_purpose or touched(spans, span):
            continue
        message = _NEEDLESS if is_superfluous else _MESSAGES[fragment.kind]
        # The name of a file may be spelled so; then the link must be, too.
        is_kept = fragment.kind in _VISIBLE or all(named[span.start : span.end])
        # Whether a line is to become the fence of frontmatter is for another rule to say.
        begins = max(doc.line(doc.line_number(span.start)).start, doc.body_start)
        is_kept |= span.start == begins and doc.text.startswith("---", span.end)
        # Nor is it for this one to make a tag of `<de️>`, which may swallow the lines below it.
        before = bisect_left(angles, span.start)
        is_kept |= before > 0 and angles[before - 1] >= begins and doc.text[angles[before - 1]] == "<"
        safety = Safety.SAFE if is_superfluous else Safety.UNSAFE
        code = ord(doc.text[fragment.start])
        yield Finding(span, message.format(code=code), None if is_kept else delete(span, safety))


def colourless(doc: Document) -> Iterator[Finding]:
    """Yield the emoji that some systems show in black and white."""
    for at in unqualified(doc.text):
        message = f"`{doc.text[at]}` lacks the selector (U+FE0F) that asks for its coloured form"
        yield Finding(Span(at, at + 1), message, insert(at + 1, "\ufe0f", Safety.UNSAFE), Severity.INFO)


def _shown_on_purpose(doc: Document, found: Iterable[Fragment]) -> set[Fragment]:
    """Return the letters and skin tones that are not alone on their line."""
    shown = [fragment for fragment in found if fragment.kind in _ON_PURPOSE]
    lines = Counter((fragment.kind, doc.line_number(fragment.start)) for fragment in shown)
    return {fragment for fragment in shown if lines[fragment.kind, doc.line_number(fragment.start)] > 1}
