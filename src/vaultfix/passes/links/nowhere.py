"""Links that lead nowhere: what unresolved-link and unresolved-embed have in common."""

from collections.abc import Collection, Iterator

from vaultfix.document import Document
from vaultfix.passes.links.claims import is_claimed
from vaultfix.passes.links.healing import told
from vaultfix.rule import Choice, Finding, Severity
from vaultfix.syntax.links import Kind, Link
from vaultfix.syntax.links.writing import as_destination, with_path
from vaultfix.text import Safety, replace
from vaultfix.vault import Trail, Vault
from vaultfix.vault.lookup import Fate
from vaultfix.vault.routes import by_name, relative
from vaultfix.vault.suggestions import suggestions


def leads_nowhere(trail: Trail) -> bool:
    """Whether no profile that judges the link finds a file."""
    return all(reach.fate is Fate.MISSING for reach in trail.reaches)


def nowhere(doc: Document, vault: Vault, *, embed: bool) -> Iterator[Finding]:
    """Yield a finding for every link, or every embed, that leads nowhere."""
    for trail in vault.trails(doc):
        link = trail.link
        if link.embed is not embed or not leads_nowhere(trail):
            continue
        near = suggestions(vault.files, link.path)
        paths = {_spelling(doc, vault, link, one.path): one for one in near}
        sure = next(iter(paths)) if len(paths) == 1 and near[0].sure else None
        finding = Finding(
            link.span,
            _message(trail, paths),
            None if sure is None else replace(link.path_span, sure, Safety.UNSAFE),
            # A1.7: whether a link among other words of a property counts is not known.
            severity=Severity.WARNING if link.in_property and not link.whole_value else None,
            choices=tuple(Choice(with_path(doc.text, link, path), one.why) for path, one in paths.items()),
        )
        finding = told(doc, vault, link, finding)
        if finding.inflicted or (_says_where(link) and not is_claimed(doc, vault, link)):
            yield finding


def _says_where(link: Link) -> bool:
    """Whether the target looks meant: `[Note]: word` is a definition to CommonMark, and a remark to its author.

    What `[[^name]]` means is said by missing-block-hash [A2.5].
    """
    if link.kind is Kind.WIKI:
        return not link.path.startswith("^")
    return link.kind is not Kind.DEFINITION or any(sign in link.path for sign in "./")


def _spelling(doc: Document, vault: Vault, link: Link, target: str) -> str:
    """Return the path of a file as it would be written in this link."""
    if link.kind is Kind.WIKI:
        return by_name(vault.files, target)
    return as_destination(relative(doc.path, target), angled=link.angled)


def _message(trail: Trail, paths: Collection[str]) -> str:
    link = trail.link
    if link.kind is Kind.WIKI and not _has_extension(link.path):
        fault = f"no note `{link.path}` in the vault"
    elif link.kind is Kind.WIKI:
        fault = f"no file `{link.path}` in the vault"
    elif len(trail.reaches) == 1 and trail.reaches[0].profile == "portable":
        fault = f"404 on GitHub: no file at `{link.path}`"
    elif len(trail.reaches) == 1:
        fault = f"no file `{link.path}` that Obsidian could open"
    else:
        fault = f"no file `{link.path}`, neither for Obsidian nor for GitHub"
    return f"{fault}; did you mean {' or '.join(f'`{path}`' for path in paths)}?" if paths else fault


def _has_extension(path: str) -> bool:
    """Whether the last name of a path ends like a file's: a short extension, no words."""
    extension = path.rpartition("/")[2].rpartition(".")[2]
    return extension != path.rpartition("/")[2] and extension.isalnum() and len(extension) <= 5
