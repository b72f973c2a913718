"""Healing: what to say of a link that a change broke, and the fix that lets it lead where it led before."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from vaultfix.document import Document
from vaultfix.rule import Choice, Finding
from vaultfix.syntax.links import LIVE, Link, links
from vaultfix.syntax.zones import zone_at
from vaultfix.text import Fix, Span, splice_within
from vaultfix.vault import Trail, Vault, whole
from vaultfix.vault.harm import Aim, Harm, harmed
from vaultfix.vault.mentions import mentioning
from vaultfix.vault.past import pasts
from vaultfix.vault.retarget import retargeted

_HINT = "; did you mean "
"""How a message goes on that does not know of the change."""


class Healing(NamedTuple):
    """What a change did to a link, in words; the fix where it is sure, else what may be meant."""

    harm: Harm
    words: str
    fix: Fix | None
    choices: tuple[Choice, ...]


def healing(doc: Document, vault: Vault, link: Link) -> Healing | None:
    """Return how a link of `doc` that a change broke is mended; None where no change touched it."""
    harm = harmed(vault, doc, Trail(link, vault.resolve(doc.path, link))) if pasts(vault) else None
    if harm is None:
        return None
    edits = retargeted(vault, doc, link, harm)
    words = _words(doc, vault, harm)
    if edits:
        return Healing(harm, words, Fix(edits), ())
    likely = tuple(aim._replace(place=aim.place or aim.likely) for aim in harm.aims)
    guess = retargeted(vault, doc, link, harm._replace(aims=likely, lost=likely))
    choices = (Choice(splice_within(doc.text, link.span, guess), "it stands where the other stood"),) if guess else ()
    return Healing(harm, words, None, choices)


def told(finding: Finding, healed: Healing | None) -> Finding:
    """Return what a rule finds on a link, told with the change that broke it and mended by that, where one did."""
    if healed is None:
        return finding
    fault, _, _ = finding.message.partition(_HINT)
    return finding._replace(
        message=f"{fault}: {healed.words}",
        fix=healed.fix or finding.fix,
        choices=() if healed.fix else (*healed.choices, *finding.choices),
        inflicted=True,
    )


def _words(doc: Document, vault: Vault, harm: Harm) -> str:
    """Return what a change did, for a person."""
    aim = harm.lost[0]
    if aim.present is None:
        number = _linking(vault)[aim.was]
        return f"`{aim.was}` was deleted" + (f"; {number} notes link to it" if number > 1 else "")
    if aim.present != aim.was:
        return f"`{aim.was}` was {_renamed(aim.was, aim.present)} `{aim.present}`"
    if aim.title and (words := _retitled(vault, aim)):
        return words
    if harm.source != doc.path:
        return f"this note was {_renamed(harm.source, doc.path)} `{doc.path}` from `{harm.source}`"
    if aim.title:
        return f"{_kind(aim)} `{aim.title}` of `{aim.present}` is not the first of its name any more"
    return f"another file took the name of `{aim.was}`"


def _retitled(vault: Vault, aim: Aim) -> str:
    """Return what became of the heading or block that a link named; empty where it has its words still."""
    what = f"{_kind(aim)} `{aim.title}` of `{aim.present}`"
    if aim.place is None:
        return f"{what} is gone" + (f"; where it stood is `{_title(vault, aim, aim.likely)}`" if aim.likely else "")
    title = _title(vault, aim, aim.place)
    return f"{what} became `{title}`" if title != aim.title else ""


def _renamed(was: str, now: str) -> str:
    """Return what happened to a file whose path changed."""
    return "moved to" if was.rpartition("/")[2] == now.rpartition("/")[2] else "renamed to"


def _kind(aim: Aim) -> str:
    return "the block" if aim.title.startswith("^") else "the heading"


def _title(vault: Vault, aim: Aim, place: Span | None) -> str:
    """Return what stands at `place` in the note that a link leads to."""
    note = vault.anchors(aim.present or "")
    if note is None or place is None:
        return ""
    return next((each.text for each in note.headings if each.span == place), place.of(note.doc.text))


@whole
def _linking(vault: Vault) -> Mapping[str, int]:
    """Return for each file that is gone how many notes have a live link that led to it."""
    gone = {path for past in pasts(vault) for path in past.vault.files.paths if past.followed(path, vault) is None}
    mentions = mentioning(gone)
    found: Counter[str] = Counter()
    for path in vault.documents:
        doc = vault.note(path)
        if doc is not None and mentions.search(doc.raw):
            found.update(set(_gone(vault, doc)) & gone)
    return found


def _gone(vault: Vault, doc: Document) -> Iterator[str]:
    """Yield where the live links of a note led."""
    for link in links(doc):
        harm = harmed(vault, doc, Trail(link, vault.resolve(doc.path, link)))
        if harm and zone_at(doc, link.span.start) in LIVE:
            yield from (aim.was for aim in harm.lost)
