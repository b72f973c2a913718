"""The rule broken-emoji."""

from collections.abc import Iterator
from functools import cached_property

from vaultfix.document import Document
from vaultfix.doubt import Doubt
from vaultfix.frozen import frozen
from vaultfix.passes.encoding.doubts import with_emoji, with_unseen
from vaultfix.rule import CODE, EVERYWHERE, Example, Finding, Rule, Severity
from vaultfix.vault import Vault


@frozen
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

    @cached_property
    def doubt(self) -> Doubt:
        return with_emoji if self.colourless else with_unseen

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        from vaultfix.passes.encoding.pieces import broken, colourless  # noqa: PLC0415 - only who writes emoji pays

        yield from broken(doc)
        if self.colourless:
            yield from colourless(doc)

    examples = (
        Example("whole emoji of every kind", "🗣️ ❤️‍🔥 👩🏽‍🍳 🇺🇸🇫🇷 1️⃣ #️⃣ ℹ️ ☑ 🏴󠁧󠁢󠁥󠁮󠁧󠁿\n"),
        Example("an alphabet of flags, a palette of skins", "🇦 🇧 🇨\n\n🏻 🏼 🏽\n"),
        Example("a doubled selector", "With ❤️\ufe0f\n", after="With ❤️\n"),
        Example("a joiner behind an emoji that joins to none", "🐙\u200d swims\n", after="🐙 swims\n"),
        Example("a selector whose emoji was lost", "# \ufe0f Speaking\n", after="#  Speaking\n", unsafe=True),
        Example("a joiner whose partner may be lost", "👩\u200d cooks\n", after="👩 cooks\n", unsafe=True),
        Example("a selector without which a tag would begin is only reported", "<a\ufe0f>\nText\n", faults=1),
        Example("half a flag", "🇺🇸🇫 flags\n", faults=1),
    )
