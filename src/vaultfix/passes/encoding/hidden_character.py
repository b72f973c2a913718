"""The rule hidden-character."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.passes.encoding.doubts import with_unseen
from vaultfix.rule import EVERYWHERE, Example, Finding, Rule, Severity
from vaultfix.vault import Vault


class HiddenCharacter(Rule):
    """A note holds no invisible characters that its script does not need.

    They come in with text copied from web pages and chats. Nobody sees them, yet a search does not find a word that a
    zero-width space divides, a link with one in it leads nowhere, and an override of the writing direction shows text
    in another order than it has. What was meant is unknown, so they are only reported, once in each line.

    Joiners are left alone in emoji and in notes with text in Arabic, Persian or an Indic script, zero-width spaces
    in notes in Thai, Khmer and the like, direction marks in notes in Hebrew or Arabic, and directions that are
    closed again on their line. Soft hyphens and no-break spaces are fine everywhere.
    """

    severity = Severity.WARNING
    doubt = with_unseen
    touches = EVERYWHERE

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        from vaultfix.passes.encoding.hidden import findings  # noqa: PLC0415 - all that ASCII has is visible

        yield from findings(doc)

    examples = (
        Example("soft hyphens and no-break spaces are fine", "Wo\u00adchen\u00adend\u00adhaus, 5\u00a0km, 10\u202f%\n"),
        Example("a joiner in an emoji", "👩‍🍳 cooks ❤️‍🔥\n"),
        Example("Persian needs its non-joiner", "می\u200cخواهم\n"),
        Example("Thai may be divided without spaces", "ภาษา\u200bไทย\n"),
        Example("a direction that ends on its line", "The name \u2067שלום\u2069 is a greeting.\n"),
        Example("a zero-width space divides a word", "Search\u200bing finds\u200bnothing\u200b.\n", faults=1),
        Example("an override shows another order", "user \u202etxt.exe\n", faults=1),
        Example("a line separator is no line end", "One\u2028two\n", faults=1),
    )
