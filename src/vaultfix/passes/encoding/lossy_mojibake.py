"""The rule lossy-mojibake."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.mojibake import Change
from vaultfix.passes.encoding.damaged import damaged, visible
from vaultfix.rule import EVERYWHERE, Choice, Example, Finding, Rule, Severity
from vaultfix.text import replace
from vaultfix.vault import Vault

MOST_NAMED = 12
_MENDED = ("crlf", "bom", "frontmatter", "no final newline", "quote")


class LossyMojibake(Rule):
    """Mojibake that lost bytes on the way is not left in a note.

    Some bytes mean nothing in the code page that a note was wrongly read in, and vanish. What is left of an emoji can
    then have been several: `ğŸ¤` was one of 🤍 🤎 🤏 🤐 🤝 🤞 and more. All that are possible are listed, and the
    note is left as it is for a person to choose. Where one thing alone is possible, as for a variation selector behind
    its emoji or a joiner within a family, the fix puts it back; it is safe, since nothing else leaves these bytes.
    """

    severity = Severity.ERROR
    touches = EVERYWHERE

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        for change in damaged(doc):
            if change.lossy:
                fix = replace(change.span, change.after) if change.certain else None
                choices = () if change.certain else tuple(map(Choice, change.candidates))
                yield Finding(change.span, _message(change), fix, choices=choices)

    examples = (
        Example("letters that damage begins with are letters", "Ångström, âge, naïve, São Tomé, ÎLE\n"),
        Example("so are signs", "† ‡ • … ‰ “quoted” „leise“ ‘so’ — – ™ ½ × ÷\n"),
        Example(
            "a variation selector is all that can be missing",
            "ğŸ—£ï¸ Speak up.\n",
            after="🗣️ Speak up.\n",
            dresses=_MENDED,
        ),
        Example("a joiner between known partners", "ğŸ‘¨â€ğŸ’» codes.\n", after="👨‍💻 codes.\n", dresses=_MENDED),
        Example("a keycap around its digit", "1ï¸âƒ£ First\n", after="1️⃣ First\n", dresses=_MENDED),
        Example("one of many is left for a person", "ğŸ¤ A deal.\n", faults=1, dresses=_MENDED),
    )


def _message(change: Change) -> str:
    before = visible(change.before)
    if change.certain:
        return f"`{before}` lost bytes when it was read as {change.channel.name}, and can only have been {change.after}"
    if not change.candidates:
        return f"`{before}` lost bytes when it was read as {change.channel.name}; what it was cannot be told"
    named = " ".join(map(visible, change.candidates[:MOST_NAMED]))
    more = len(change.candidates) - MOST_NAMED
    rest = f" and {more} more" if more > 0 else ""
    return f"`{before}` lost bytes when it was read as {change.channel.name}: it was one of {named}{rest}"
