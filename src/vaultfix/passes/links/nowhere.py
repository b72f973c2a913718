"""Links that lead nowhere: what unresolved-link and unresolved-embed have in common."""

from collections.abc import Collection, Iterator

from vaultfix.document import Document
from vaultfix.passes.links.claims import is_claimed
from vaultfix.passes.links.healing import healing, told
from vaultfix.passes.links.oddities import Odd, odd_links
from vaultfix.passes.links.profiles import named, neither
from vaultfix.rule import Choice, Finding, Severity
from vaultfix.syntax.links import Kind, Link
from vaultfix.text import Fix, Safety
from vaultfix.vault import Trail, Vault
from vaultfix.vault.lookup import Fate
from vaultfix.vault.promises import promised


def leads_nowhere(trail: Trail) -> bool:
    """Whether no profile that judges the link finds a file."""
    return all(reach.fate is Fate.MISSING for reach in trail.reaches)


def nowhere(doc: Document, vault: Vault, *, embed: bool) -> Iterator[Finding]:
    """Yield a finding for every link, or every embed, that leads nowhere."""
    for trail in odd_links(doc, vault, Odd.MISSING_EMBED if embed else Odd.MISSING):
        link = trail.link
        healed = healing(doc, vault, link)
        if healed and healed.fix:
            message = f"{_message(trail, (), is_promise=False)}: {healed.words}"
            yield Finding(link.span, message, healed.fix, inflicted=True)
        elif healed or (_says_where(link) and not is_claimed(doc, vault, link)):
            yield told(_finding(doc, vault, trail), healed)


def _finding(doc: Document, vault: Vault, trail: Trail) -> Finding:
    """Return what is to be said of a link that leads nowhere, as far as no change is known that broke it."""
    from vaultfix.passes.links.repairs import repairs  # noqa: PLC0415 - only a broken link pays for rapidfuzz

    link = trail.link
    near = repairs(doc, vault, link)
    is_promise = promised(vault, doc.path, link)
    sure = near[0] if len(near) == 1 and near[0].sure and not is_promise else None
    # A1.7: whether a link among other words of a property counts is not known.
    milder = Severity.WARNING if link.in_property and not link.whole_value else None
    return Finding(
        link.span,
        _message(trail, [one.place for one in near], is_promise=is_promise),
        None if sure is None else Fix(sure.edits, Safety.UNSAFE),
        severity=Severity.INFO if is_promise else milder,
        choices=tuple(Choice(one.of(doc, link), one.why) for one in near),
    )


def _says_where(link: Link) -> bool:
    """Whether the target looks meant: `[Note]: word` is a definition to CommonMark, and a remark to its author.

    What `[[^name]]` means is said by missing-block-hash [A2.5].
    """
    if link.kind is Kind.WIKI:
        return not link.path.startswith("^")
    return link.kind is not Kind.DEFINITION or any(sign in link.path for sign in "./")


def _message(trail: Trail, places: Collection[str], *, is_promise: bool) -> str:
    link = trail.link
    if is_promise:
        fault = f"the note `{link.path}` is still to be written"
    elif link.kind is Kind.WIKI and not _has_extension(link.path):
        fault = f"no note `{link.path}` in the vault"
    elif link.kind is Kind.WIKI:
        fault = f"no file `{link.path}` in the vault"
    elif len(trail.reaches) > 1:
        fault = f"no file `{link.path}`{neither([reach.profile for reach in trail.reaches])}"
    elif trail.reaches[0].profile == "obsidian":
        fault = f"no file `{link.path}` that Obsidian could open"
    else:
        fault = f"404 on {named([trail.reaches[0].profile])}: no file at `{link.path}`"
    return f"{fault}; did you mean {' or '.join(f'`{place}`' for place in places)}?" if places else fault


def _has_extension(path: str) -> bool:
    """Whether the last name of a path ends like a file's: a short extension, no words."""
    extension = path.rpartition("/")[2].rpartition(".")[2]
    return extension != path.rpartition("/")[2] and extension.isalnum() and len(extension) <= 5
