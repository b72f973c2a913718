"""The rule unused-attachment."""

import re
from collections.abc import Iterator, Mapping

from vaultfix.document import Document
from vaultfix.patterns import pattern
from vaultfix.rule import EVERYWHERE, Example, Finding, Rule, Severity
from vaultfix.text import Span
from vaultfix.vault import Vault, whole
from vaultfix.vault.files import is_hidden
from vaultfix.vault.hosts import near
from vaultfix.vault.lookup import folder_of

_ATTACHMENT = pattern(
    r"\.(?:avif|bmp|gif|jpe?g|png|svg|webp|flac|m4a|mp[34]|ogg|wav|webm|3gp|mkv|mov|ogv|pdf)\Z", re.IGNORECASE
)


class UnusedAttachment(Rule):
    """A picture, sound, film or PDF is shown by a note, or linked to.

    What no note uses only takes up room. Canvases and style sheets are not read, so look there before you delete
    anything. It is told on the first note of the attachment's folder, else of the folder around that. The rule is off
    unless asked for.
    """

    severity = Severity.INFO
    touches = EVERYWHERE
    off = True

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        for path in _unused(vault).get(doc.path, ()):
            yield Finding(Span(0, 0), f"no note uses `{path}`")

    examples = (
        Example(
            "a picture that is shown", "![[moon.png]]\n", others=(("img/moon.png", ""),), dresses=("crlf", "quote")
        ),
        Example("a picture in HTML", '<img src="img/moon.png">\n', others=(("img/moon.png", ""),)),
        Example("a file of another kind", "", others=(("settings.toml", ""), (".obsidian/icon.png", ""))),
        Example("a picture that no note shows", "[[sky]]\n", faults=1, others=(("img/moon.png", ""), ("sky.md", ""))),
    )


@whole
def _unused(vault: Vault) -> Mapping[str, list[str]]:
    """Return the attachments that no note uses, by the note on which it is told."""
    from vaultfix.vault.reached import reached  # noqa: PLC0415 - the rule is off by itself

    found: dict[str, list[str]] = {}
    for path in sorted(vault.files.paths - reached(vault)):
        place = near(vault, folder_of(path)) if _ATTACHMENT.search(path) and not is_hidden(path) else None
        if place:
            found.setdefault(place.path, []).append(path)
    return found
