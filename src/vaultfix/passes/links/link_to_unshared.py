"""The rule link-to-unshared."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.doubt import among, by_head
from vaultfix.rule import Example, Finding, Rule, Severity
from vaultfix.vault import Trail, Vault
from vaultfix.vault.claims import is_shared

DRESSES = ("crlf", "bom", "no final newline")


@among(by_head(lambda head, vault: head.has(vault.customs.share_property)))
def shared(doc: Document, vault: Vault) -> bool:
    """Doubt a note that is shared."""
    return is_shared(doc, vault.customs.share_property)


class LinkToUnshared(Rule):
    """A note that is shared links to notes that are shared, too.

    Enveloppe publishes the notes whose property `share` is true. A link from one of them to a note that stays at home
    is published as bare text, or leads nowhere; an embed leaves a gap. Share the other note as well, or say the same
    without a link. `share-property` in the configuration names another property.
    """

    severity = Severity.WARNING
    doubt = shared

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        share = vault.customs.share_property
        if not is_shared(doc, share):
            return
        for trail in vault.trails(doc):
            target = _note(vault, trail)
            if target and target.path != doc.path and not is_shared(target, share):
                words = f"`{target.path}` is not shared, so this leads nowhere once it is published"
                yield Finding(trail.link.span, words)

    examples = (
        Example("a note that stays at home may link to all", "[[Secret]]\n", others=(("Secret.md", "Hush\n"),)),
        Example(
            "both are shared, and files come along",
            "---\nshare: true\n---\n[[Tides]] ![[tide.png]]\n",
            others=(("Tides.md", "---\nshare: yes\n---\n"), ("tide.png", "")),
            dresses=DRESSES,
        ),
        Example(
            "the other note is not shared",
            "---\nshare: true\n---\n[[Secret]] [this](Secret.md)\n",
            faults=2,
            others=(("Secret.md", "---\nshare: false\n---\n"),),
            dresses=DRESSES,
        ),
    )


def _note(vault: Vault, trail: Trail) -> Document | None:
    """Return the note that a link leads to in the first profile that finds a file."""
    path = next((reach.path for reach in trail.reaches if reach.path), None)
    return vault.note(path) if path else None
