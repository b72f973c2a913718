"""The rule broken-emoji."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vaultfix.document import Document
from vaultfix.mojibake.fragments import Fragment, Kind, fragments, unqualified
from vaultfix.passes.encoding.damaged import CODE, damaged
from vaultfix.rule import EVERYWHERE, Example, Finding, Rule, Severity
from vaultfix.syntax.links import links
from vaultfix.text import Safety, Span, delete, insert
from vaultfix.vault import Vault

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


@dataclass(frozen=True)
class BrokenEmoji(Rule):
    """An emoji is whole: none of its parts stands alone.

    Many emoji are made of several characters: a selector that asks for the coloured form, joiners between the members
    of a family, two letters for a flag, a skin tone. A program that cuts text, or a database that drops what it cannot
    store, leaves some of them behind, as hollow boxes or not to be seen at all.

    A selector or joiner that is doubled, or that stands behind an emoji which joins to no other, is deleted: nothing
    can be missing there, and no reader can see the change. Anything else may be all that is left of an emoji, and is
    only reported; invisible parts are deleted with `--unsafe-fixes`. Letters of flags and skin tones that stand alone
    more than once on a line are shown on purpose, and so is anything in code.
    """

    severity = Severity.WARNING
    touches = EVERYWHERE - CODE

    colourless: bool = False
    """Whether to report emoji as well that lack the selector for their coloured form, such as 🛡, so that some systems
    show them in black and white. Signs that are text as often as emoji, such as ✔ and ™, are never reported."""

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        if doc.text.isascii():
            return
        yield from _broken(doc)
        if self.colourless:
            for at in unqualified(doc.text):
                message = f"`{doc.text[at]}` lacks the selector (U+FE0F) that asks for its coloured form"
                yield Finding(Span(at, at + 1), message, insert(at + 1, "\ufe0f", Safety.UNSAFE), Severity.INFO)

    examples = (
        Example("whole emoji of every kind", "🗣️ ❤️‍🔥 👩🏽‍🍳 🇺🇸🇫🇷 1️⃣ #️⃣ ℹ️ ☑ 🏴󠁧󠁢󠁥󠁮󠁧󠁿\n"),
        Example("an alphabet of flags, a palette of skins", "🇦 🇧 🇨\n\n🏻 🏼 🏽\n"),
        Example("a doubled selector", "With ❤️\ufe0f\n", after="With ❤️\n"),
        Example("a joiner behind an emoji that joins to none", "🐙\u200d swims\n", after="🐙 swims\n"),
        Example("a selector whose emoji was lost", "# \ufe0f Speaking\n", after="#  Speaking\n", unsafe=True),
        Example("a joiner whose partner may be lost", "👩\u200d cooks\n", after="👩 cooks\n", unsafe=True),
        Example("half a flag", "🇺🇸🇫 flags\n", faults=1),
    )


def _broken(doc: Document) -> Iterator[Finding]:
    """Yield what stands alone, but for what is part of mojibake."""
    found = tuple(fragments(doc.text))
    if not found:
        return
    from vaultfix.mojibake.fitting import superfluous  # noqa: PLC0415 - only who has fragments pays for emoji data

    spans = [change.span for change in damaged(doc)]
    names = [link.target_span for link in links(doc)]
    on_purpose = _shown_on_purpose(doc, found)
    for fragment, is_superfluous in zip(found, superfluous(doc.text, found), strict=True):
        span = Span(fragment.start, fragment.end)
        if fragment in on_purpose or any(span.touches(other) for other in spans):
            continue
        message = _NEEDLESS if is_superfluous else _MESSAGES[fragment.kind]
        # The name of a file may be spelled so; then the link must be, too.
        is_kept = fragment.kind in _VISIBLE or any(name.covers(span) for name in names)
        safety = Safety.SAFE if is_superfluous else Safety.UNSAFE
        code = ord(doc.text[fragment.start])
        yield Finding(span, message.format(code=code), None if is_kept else delete(span, safety))


def _shown_on_purpose(doc: Document, found: Iterable[Fragment]) -> set[Fragment]:
    """Return the letters and skin tones that are not alone on their line."""
    shown = [fragment for fragment in found if fragment.kind in _ON_PURPOSE]
    lines = Counter((fragment.kind, doc.line_number(fragment.start)) for fragment in shown)
    return {fragment for fragment in shown if lines[fragment.kind, doc.line_number(fragment.start)] > 1}
