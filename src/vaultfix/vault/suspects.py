"""Suspects: the links of which a rule may have something to say; a note whose links are surely fine has none."""

from typing import NamedTuple

from vaultfix.document import Document
from vaultfix.patterns import pattern
from vaultfix.syntax.links.brackets import pairs
from vaultfix.syntax.links.commented import commented
from vaultfix.syntax.links.inline import definitions
from vaultfix.vault import Trail, Vault, whole
from vaultfix.vault.lookup import sole_file

# The path in each wikilink; where anything else stands there, a `#`, a colon, a bracket, it is read as empty.
_PATHS = pattern(r"\[\[(?:([^\[\]|\\:#^\r\n]++)(?:\]\]|\\?\|))?")


def suspects(doc: Document, vault: Vault) -> tuple[Trail, ...]:
    """Return the links of `doc` with their trails; none where no rule about the target of a link could object to any.

    What a change does to a link, and what a note says of itself, are not judged here.
    """
    return () if surely_fine(doc, vault) else vault.trails(doc)


def surely_fine(doc: Document, vault: Vault) -> bool:
    """Whether a note has plain wikilinks alone, each to the one file that it can mean; False is just a doubt."""
    seen = _seen(vault)
    if doc not in seen.notes:
        seen.notes[doc] = _is_fine(doc, vault, seen.plain)
    return seen.notes[doc]


class _Seen(NamedTuple):
    """The notes that were looked at, and the paths that were proved plain; who looks at another one adds it."""

    notes: dict[Document, bool]
    plain: set[str]


@whole
def _seen(_: Vault) -> _Seen:
    return _Seen({}, set())


def _is_fine(doc: Document, vault: Vault, plain: set[str]) -> bool:
    text = doc.text
    if "[[" in text and ("quartz" in vault.profiles or not _are_plain(_uncommented(text), vault, plain)):
        return False
    if "](" in text and any(pair.tail for pair in pairs(doc)):
        return False
    return "]:" not in text or all(link.is_external for link in definitions(text))


def _are_plain(text: str, vault: Vault, plain: set[str]) -> bool:
    """Whether each wikilink of a text leads to one file alone, whichever note it stands in; adds to `plain` if so."""
    met = set(_PATHS.findall(text)) - plain
    if "]](" in text or not all(path == path.strip(" \t") and sole_file(vault.files, path) for path in met):
        return False
    plain |= met
    return True


def _uncommented(text: str) -> str:
    """Return a text without the lines that `links` leaves out as comments."""
    comments = commented(text)
    starts = (0, *(comment.end for comment in comments))
    ends = (*(comment.start for comment in comments), len(text))
    return "\n".join(text[start:end] for start, end in zip(starts, ends, strict=True)) if comments else text
