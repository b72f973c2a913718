"""Unfit values: what is of another kind than a property should be, or none of the values that it may have."""

from collections.abc import Iterator, Mapping

from vaultfix.document import Document
from vaultfix.passes.frontmatter.kinds import Fault, faults
from vaultfix.passes.frontmatter.values import is_template
from vaultfix.rule import Choice, Finding, Severity
from vaultfix.syntax.properties import Properties, properties
from vaultfix.syntax.yaml_nodes import Node
from vaultfix.syntax.yaml_proof import Meant, proved
from vaultfix.syntax.yaml_quotes import written
from vaultfix.text import replace
from vaultfix.vault import Vault
from vaultfix.vault.schema import Kind, Wanted


def unfit(doc: Document, vault: Vault, own: Mapping[str, Kind]) -> Iterator[Finding]:
    """Yield each value that its readers do not expect; `own` are the kinds that the rule knows, by folded key."""
    found = properties(doc)
    if not isinstance(found, Properties):
        return
    said, chosen = vault.schemas.wanted(doc.path), vault.schemas.in_obsidian
    for entry in found.entries:
        key = entry.key.casefold()
        wanted = said.get(key, Wanted())
        kind = wanted.kind or own.get(key)
        if kind:
            for fault in faults(doc, entry.key, entry.node, kind):
                yield _finding(doc, fault)
        elif key in chosen:
            for fault in faults(doc, entry.key, entry.node, chosen[key], leniently=True):
                yield _finding(doc, fault, Severity.WARNING)
        yield from _unlisted(doc, entry.key, entry.node, wanted)


def _finding(doc: Document, fault: Fault, severity: Severity | None = None) -> Finding:
    """Report a fault, with its fix where that is proved."""
    if fault.text is None:
        return Finding(fault.span, fault.words, severity=severity)
    fix = proved(doc, replace(fault.span, fault.text), Meant(changed={fault.span: fault.value}))
    return Finding(fault.span, fault.words, fix, severity)


def _unlisted(doc: Document, key: str, node: Node, wanted: Wanted) -> Iterator[Finding]:
    """Yield each value, in a list too, that is none of those allowed, or does not fit the pattern."""
    if not wanted.one_of and not wanted.pattern:
        return
    for each in node.items or (node,):
        if each.value is None or each.value == [] or is_template(doc, each):
            continue
        if wanted.one_of and not any(_is(each.value, allowed) for allowed in wanted.one_of):
            names = [str(allowed) for allowed in wanted.one_of]
            near = [name for name in names if name.casefold() == str(each.value).casefold()][:1]
            hint = f"; did you mean `{near[0]}`?" if near else ""
            words = f"`{key}` is one of {', '.join(f'`{name}`' for name in names)}{hint}"
            yield Finding(each.span, words, choices=tuple(Choice(written(name)) for name in near))
        if wanted.pattern and not (isinstance(each.value, str) and wanted.pattern.fits(each.value)):
            yield Finding(each.span, f"`{key}` does not fit the pattern `{wanted.pattern.pattern}`")


def _is(value: object, allowed: object) -> bool:
    """Whether two values are the same: `1` is `1.0`, but not `true`."""
    return value == allowed and isinstance(value, bool) == isinstance(allowed, bool)
